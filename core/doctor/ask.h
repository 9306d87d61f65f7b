#pragma once

#include "access/ask.h"
#include "doctor/progress.h"

#include <QThreadPool>

#include <functional>

namespace tracedeck::doctor {

/// What an answer teaches: it is written into the progress.
using Learned = std::function<void(Progress&)>;

/// What questions are asked with. All of it must outlive what runs.
struct Means {
    access::Means access;
    QThreadPool& pool; ///< for what waits, reads files and asks the store
};

/// Makes one call. Its failure is part of what is learned; the future fails only with Cancelled. Needs an event loop on this thread.
[[nodiscard]] QFuture<Result<Learned>> ask(const Means& means, const Progress& progress, const Step& step, const std::stop_token& stop);

} // namespace tracedeck::doctor
