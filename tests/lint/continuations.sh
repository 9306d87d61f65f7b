#!/usr/bin/env bash
# Continuations are attached by async/then.h: QFuture::then of Qt 6.4 runs twice, and crashes, where the future finishes meanwhile.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/lint/tracked.sh

mapfile -t files < <(tracked 'app/*.cpp' 'app/*.h' 'core/*.cpp' 'core/*.h' 'ui/*.cpp' 'ui/*.h' 'tests/*.cpp' 'tests/*.h')
found=$(grep -nE '\.(then|onFailed|onCanceled)\(|whenAll\(|whenAny\(' "${files[@]}" || true)
report "use then() of async/then.h" "$found"
