#!/usr/bin/env bash
# The playground in Chromium: from a pasted document to a crate that compiles, corrections, errors, keys, narrow, dark, hostile and
# large documents; and `truespec playground` over a workspace. Says what was left out and why.
#
#   generator/tests/playground/run.sh [FOLDER]    FOLDER gets screenshots
#
# Needs Chromium with its driver and Python 3, the target wasm32-unknown-unknown, and Node.js with npm and a registry for the
# comparison of the bundle with its sources. SITE names a site that is built already, TRUESPEC a binary.
set -euo pipefail
folder=${1:+$(realpath "$1")}
cd "$(dirname "$0")/../../.."
export PYTHONDONTWRITEBYTECODE=1
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

skipped() { printf 'skipped: %s\n' "$1"; }

bundle() { # the bundle that is checked in is what its sources give
    command -v npm >/dev/null || { skipped 'npm is not installed: the bundle is not compared with its sources'; return; }
    local fresh=$target/playground/page page=generator/playground/page
    rm -rf "$fresh"
    if ! (cd "$page" && npm ci --ignore-scripts --no-audit --no-fund --silent) >/dev/null 2>&1; then
        skipped 'the packages of the page cannot be installed: the bundle is not compared with its sources'
        return
    fi
    (cd "$page" && node build.mjs "$fresh")
    if ! diff -rq "$fresh" "$page/dist"; then
        printf 'the bundle is not what its sources give: run generator/playground/build.sh --page\n'
        return 1
    fi
    printf 'ok: the bundle is what its sources give\n'
}

has_browser() {
    command -v python3 >/dev/null || return
    (cd generator/tests/page && python3 -c 'import browser, sys; sys.exit(not browser.programs())')
}

bundle
if ! has_browser; then
    skipped 'Chromium with chromedriver, or Python 3, is not installed'
    exit 0
fi
if [ -z "${SITE:-}" ]; then
    if ! [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
        skipped 'wasm32-unknown-unknown is not installed'
        exit 0
    fi
    SITE=$target/playground/site
    generator/playground/build.sh --checked-in "$SITE"
fi
if [ -z "${TRUESPEC:-}" ]; then
    cargo build --quiet --package truespec --bin truespec
    TRUESPEC=$target/debug/truespec
fi
corpus=${TRUESPEC_CORPUS:-../shared/corpus}
CORPUS=$(realpath -m "$corpus") TARGET=$target python3 generator/tests/playground/run.py "$SITE" "$TRUESPEC" ${folder:+"$folder"}
