#!/usr/bin/env bash
# The rule of the layers holds: configuring stops at an edge that is not allowed, and does not at one that is.
#   layers.sh CMAKE
set -euo pipefail
cmake=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(layers LANGUAGES NONE)
include(${LAYERS})
# Stands in for making a library: only the rules are under test.
macro(_tracedeck_library)
endmacro()
cmake_language(EVAL CODE "${RULE}")
END
mkdir -p "$folder/core/events" "$folder/ui/logs"

# expect WORD RULE: `refused` or `accepted`
expect() {
    local wanted=$1 rule=$2 got=accepted
    "$cmake" -S "$folder" -B "$folder/build" -DLAYERS="$PWD/packaging/cmake/TracedeckLayers.cmake" "-DRULE=$rule" >"$folder/log" 2>&1 || got=failed
    if [[ $got == failed ]] && grep -qE 'must not|not in the table' "$folder/log"; then got=refused; fi
    [[ $got == "$wanted" ]] && return
    echo "expected to be $wanted: $rule"
    cat "$folder/log"
    exit 1
}

include_from() { # FOLDER HEADER -> RULE that checks a source with that include
    echo "#include \"$2\"" >"$folder/$1/source.cpp"
    echo "_tracedeck_check_includes(${1%%/*} ${1##*/} $folder/$1/source.cpp)"
}

expect accepted 'tracedeck_core(store SOURCES USES ingest logpush)'
expect refused 'tracedeck_core(events SOURCES USES store)'
expect refused 'tracedeck_core(base SOURCES USES async)'
expect refused 'tracedeck_core(events SOURCES LINKS Qt6::Widgets)'
expect refused 'tracedeck_core(nowhere SOURCES)'
expect accepted 'tracedeck_ui(logs SOURCES USES ui_theme ui_widgets store)'
expect refused 'tracedeck_ui(logs SOURCES USES ui_exceptions)'
expect accepted "$(include_from core/events base/result.h)"
expect refused "$(include_from core/events store/query.h)"
expect accepted "$(include_from ui/logs widgets/scope.h)"
expect refused "$(include_from ui/logs exceptions/exceptions_page.h)"
