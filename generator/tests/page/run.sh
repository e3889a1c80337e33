#!/usr/bin/env bash
# The page of `truespec report` in Chromium: links, contrast, search, filters, folding, keys, print, dark, narrow, a thousand
# changes.
#
#   generator/tests/page/run.sh [FOLDER]    FOLDER gets screenshots and a PDF
#
# Needs Chromium with its driver and Python 3; without them nothing is run. CHROMIUM and CHROMEDRIVER name other programs than
# those on the path, TRUESPEC a binary to use in place of one that is built.
set -euo pipefail
folder=${1:+$(realpath "$1")}
cd "$(dirname "$0")/../../.."

export PYTHONDONTWRITEBYTECODE=1
has_browser() { # whether there is all that is needed
    command -v python3 >/dev/null || return
    (cd generator/tests/page && python3 -c 'import browser, sys; sys.exit(not browser.programs())')
}

if ! has_browser; then
    printf 'skipped: Chromium with chromedriver, or Python 3, is not installed\n'
    exit 0
fi
if [ -z "${TRUESPEC:-}" ]; then
    cargo build --quiet --package truespec --bin truespec
    TRUESPEC=${CARGO_TARGET_DIR:-target}/debug/truespec
fi
python3 generator/tests/page/run.py "$TRUESPEC" ${folder:+"$folder"}
