#!/usr/bin/env bash
# Every shell script is clean for shellcheck.
set -euo pipefail
source tests/lint/tracked.sh

mapfile -t scripts < <(tracked packaging tests .ci | while IFS= read -r file; do
    if head -n 1 "$file" | tr -d '\0' | grep -qE '^#!.*\b(ba)?sh\b'; then echo "$file"; fi
done)
((${#scripts[@]})) || { echo "no scripts found"; exit 1; }
shellcheck --external-sources --source-path=SCRIPTDIR/../.. "${scripts[@]}"
