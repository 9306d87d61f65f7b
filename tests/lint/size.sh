#!/usr/bin/env bash
# No file of code, tests or scripts is longer than 400 lines: past that there is a second thing in it.
set -euo pipefail
source tests/lint/tracked.sh

is_code() {
    case $1 in
        *.cpp | *.h | *.mjs | *.sh | *.py | *.cmake | *.qss* | */CMakeLists.txt | CMakeLists.txt) return 0 ;;
        *.*) return 1 ;;
        *) head -c 2 "$1" | grep -q '^#!' ;;
    esac
}

long=$(tracked app core ui tests packaging .ci CMakeLists.txt | while IFS= read -r file; do
    is_code "$file" || continue
    lines=$(wc -l <"$file")
    if ((lines > 400)); then echo "  $lines $file"; fi
done)
report "longer than 400 lines" "$long"
