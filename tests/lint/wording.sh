#!/usr/bin/env bash
# No loose end without an issue number; no path of one machine, no package registry's address.
set -euo pipefail
source tests/lint/tracked.sh

mapfile -t files < <(tracked '*.cpp' '*.h' '*.txt' '*.md' '*.cmake' '*.sh' '*.mjs' '*.json' '*.in' tests packaging .ci)
ends='TO''DO|FIX''ME|XX''X|HA''CK'
loose=$(grep -nE "\b($ends)\b" "${files[@]}" | grep -vE '#[0-9]+' | cut -c1-160 || true)
# Folders under which people and build machines keep checkouts; as text in a test's data they are quoted or in a URL.
paths=$(grep -nE "(^|[[:space:]\"'=(])/(work|root|home/[a-z]+|Users/[A-Za-z]+)/" "${files[@]}" | grep -vE 'at |stack|file:' | cut -c1-160 || true)
hosts=$(grep -nE 'https?://(registry|deb|security|ftp)[a-z.-]*\.(npm|debian|yarnpkg)' "${files[@]}" | cut -c1-160 || true)
failed=0
report "loose ends without an issue number" "$loose" || failed=1
report "paths of one machine" "$paths" || failed=1
report "addresses of package registries" "$hosts" || failed=1
exit "$failed"
