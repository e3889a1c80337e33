#!/usr/bin/env bash
# Builds the playground as a folder of static files.
#
#   generator/playground/build.sh [FOLDER]    by default target/playground/site
#   generator/playground/build.sh --page      only the bundle of the page, in page/dist, which is checked in
#
# Needs Rust with the target wasm32-unknown-unknown, and for the bundle Node.js with npm; `--checked-in` takes the bundle as it is
# checked in.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=generator/playground

bundle() { # FOLDER
    local folder
    folder=$(realpath -m "$1")
    (cd "$here/page" && npm ci --ignore-scripts --no-audit --no-fund --silent && node build.mjs "$folder")
}

generator() { # the generator as WebAssembly; prints the path of the module
    local target=${CARGO_TARGET_DIR:-target}/playground
    target=$(realpath -m "$target")
    cp Cargo.lock "$here/wasm/Cargo.lock" # the versions that the workspace has; not checked in
    (
        cd "$here/wasm"
        # Documents may be nested as deep as anywhere else. Nothing here may need a C compiler.
        export RUSTFLAGS='--cfg getrandom_backend="custom" -C link-arg=-zstack-size=33554432'
        export CC_wasm32_unknown_unknown=/nowhere
        cargo build --release --quiet --target wasm32-unknown-unknown --target-dir "$target"
    )
    printf '%s\n' "$target/wasm32-unknown-unknown/release/truespec_playground.wasm"
}

if [ "${1:-}" = --page ]; then
    bundle "$here/page/dist"
    exit
fi
is_checked_in=
if [ "${1:-}" = --checked-in ]; then
    is_checked_in=yes
    shift
fi
site=${1:-${CARGO_TARGET_DIR:-target}/playground/site}
mkdir -p "$site/examples"
if [ -n "$is_checked_in" ]; then cp "$here"/page/dist/* "$site"; else bundle "$site"; fi
module=$(generator)
cp "$module" "$site/truespec.wasm"
cp "$here"/examples/*.yaml specs/dify-knowledge{,.overlay}.yaml specs/nekt{,.overlay}.yaml "$site/examples"
printf '%s: truespec.wasm has %s bytes, %s compressed\n' "$site" "$(wc -c <"$site/truespec.wasm")" "$(gzip -9 -c "$site/truespec.wasm" | wc -c)"
