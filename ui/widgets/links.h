#pragma once

#include "base/time_range.h"
#include "logpush/filter.h"
#include "store/query.h"

#include <QMetaType>

namespace tracedeck::ui {

/// "Show the events where …": how rooms send a person to Logs without knowing it. The shell opens it.
struct EventsLink {
    TimeRange range; ///< all = keep the shared range
    logpush::Filter filter;
    std::vector<store::TextMatch> texts;
};

/// "Show the group …" on Exceptions.
struct GroupLink {
    std::uint64_t key = 0;
};

} // namespace tracedeck::ui

Q_DECLARE_METATYPE(tracedeck::ui::EventsLink)
Q_DECLARE_METATYPE(tracedeck::ui::GroupLink)
