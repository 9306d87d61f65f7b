#!/usr/bin/env bash
# The core words no sentence for people and shows nothing: no tr(), no widgets, no printing, no exceptions thrown.
set -euo pipefail
source tests/lint/tracked.sh

mapfile -t files < <(tracked 'core/*.cpp' 'core/*.h')
without_comments() { sed -E 's@//.*$@@' "$1"; }
found=$(for file in "${files[@]}"; do
    without_comments "$file" | grep -nE '(^|[^a-zA-Z_:])(tr|QObject::tr|QCoreApplication::translate)\(|#include <Q(Widget|Painter|Color|Font|Pixmap|Icon|Application|GuiApplication)' | sed "s@^@  $file:@"
    without_comments "$file" | grep -nE '\b(printf|puts|std::cout|std::cerr|qDebug|throw)\b' | sed "s@^@  $file:@"
done || true)
report "the core speaks, shows or throws" "$found"
