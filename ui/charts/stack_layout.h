#pragma once

#include "charts/nice_axis.h"
#include "events/vocabulary.h"
#include "store/answers.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace tracedeck::ui {

/// One slice of the stacked bars: an outcome, its class and how many events each bucket has.
struct Slice {
    QString label; ///< the outcome verbatim, made visible
    events::OutcomeClass outcome {};
    std::vector<std::uint64_t> counts;
    std::uint64_t total = 0;
    bool shown = true;
};

/// The class of a series by the store's OutcomeSlice column.
[[nodiscard]] events::OutcomeClass classOfSlice(std::string_view value);

/// The series of a histogram by OutcomeSlice in stack order, bottom first; equal classes by size.
[[nodiscard]] std::vector<Slice> slicesOf(const store::Histogram& histogram);

/// A click on a legend entry shows it alone; the next click on it shows all again.
void isolate(std::vector<Slice>& slices, const std::vector<std::size_t>& chosen);

/// Events of the shown slices in one bucket.
[[nodiscard]] std::uint64_t shownIn(const std::vector<Slice>& slices, std::size_t bucket);

/// One plot of the bars: the slices that belong to it, its place and its scale.
struct StackPlot {
    QRectF area;
    NiceAxis axis;
    std::vector<std::size_t> slices; ///< indexes, bottom first

    /// The part that a slice takes in a bucket; empty where it has none.
    struct Part {
        std::size_t slice;
        QRectF rect;
    };
    [[nodiscard]] std::vector<Part> parts(const std::vector<Slice>& all, std::size_t bucket, double left, double right) const;
};

/// A plot over `area` of the shown slices that `belongs` accepts, with a scale of its own.
[[nodiscard]] StackPlot plotOf(const std::vector<Slice>& slices, const QRectF& area, bool (*belongs)(events::OutcomeClass));

} // namespace tracedeck::ui
