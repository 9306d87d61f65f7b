#pragma once

#include "workers/worker_matrix.h"

#include <QMetaType>

#include <tuple>

namespace tracedeck::ui {

/// Which Worker: names are one per account, and one per dispatch namespace.
struct WorkerId {
    QString name, dispatchNamespace; ///< namespace "" = an ordinary Worker
    bool operator==(const WorkerId&) const = default;
    friend bool operator<(const WorkerId& a, const WorkerId& b)
    {
        return std::tie(a.dispatchNamespace, a.name) < std::tie(b.dispatchNamespace, b.name);
    }
};

[[nodiscard]] inline WorkerId idOf(const workers::WorkerRow& row)
{
    return {row.worker.name, row.worker.dispatchNamespace};
}

} // namespace tracedeck::ui

Q_DECLARE_METATYPE(tracedeck::ui::WorkerId)
