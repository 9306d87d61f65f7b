#pragma once

#include "jobs/job_view.h"

#include <QRect>

class QPainter;

namespace tracedeck::ui {

class Theme;

/// Filled = delivered, with an amber half = late, a red frame with a cross = missing, a short line = no traffic, nothing = not known.
void paintStripCell(QPainter& painter, const Theme& theme, const QRect& cell, StripCell what);
/// 24 cells, one an hour.
void paintJobStrip(QPainter& painter, const Theme& theme, const QRect& area, const JobStrip& strip);

} // namespace tracedeck::ui
