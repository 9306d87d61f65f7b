#!/usr/bin/env bash
# What `cmake --install` hands to a desktop is valid: the menu entry, the store page, the icon's names.
set -euo pipefail

desktop-file-validate packaging/desktop/*.desktop
appstreamcli validate --no-net --pedantic packaging/desktop/*.metainfo.xml
entry=$(sed -n 's/^Icon=//p' packaging/desktop/*.desktop)
[[ -f packaging/desktop/$entry.svg ]] || { echo "the menu entry names an icon that is not there: $entry"; exit 1; }
