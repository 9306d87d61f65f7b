#!/usr/bin/env bash
# What `cmake --install` lays down: the programs start, and a desktop finds the entry, its icon, its description and the manuals.
#   install.sh CMAKE BUILD
set -euo pipefail
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
"$1" --install "$2" --prefix "$prefix" >/dev/null

id=io.github.tracedeck.tracedeck
for file in "bin/tracedeck" "bin/tracedeckctl" "share/man/man1/tracedeck.1" "share/man/man1/tracedeckctl.1" \
    "share/applications/$id.desktop" "share/metainfo/$id.metainfo.xml" "share/icons/hicolor/scalable/apps/$id.svg"; do
    [[ -s $prefix/$file ]] || { echo "not installed: $file"; exit 1; }
done
desktop-file-validate "$prefix/share/applications/$id.desktop"
for program in tracedeck tracedeckctl; do
    version=$(QT_QPA_PLATFORM=offscreen "$prefix/bin/$program" --version)
    [[ $version == *[0-9].[0-9]* ]] || { echo "$program --version says '$version'"; exit 1; }
done
