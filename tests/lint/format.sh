#!/usr/bin/env bash
# Every source is as clang-format (.clang-format) would write it: `tests/format` writes it so.
set -euo pipefail
exec tests/format --check
