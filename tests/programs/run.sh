#!/usr/bin/env bash
# Programs as vendors' quickstarts show them, twice: by hand with reqwest and serde, and against an emitted client.
#
#   tests/programs/run.sh [NAME…]     all of them, or some
#
# Each runs against a scripted server on loopback, which must get every request that it expects and no other. Both print what
# expected/NAME.txt has, and the one against the emitted client is not longer. Needs the documents of ../shared/corpus/vendor (TRUESPEC_CORPUS
# names another folder in place of ../shared/corpus); without them nothing is run. TRUESPEC names a binary to use in place of
# one that is built; with CARGO_NET_OFFLINE=true no registry is asked.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=tests/programs
corpus=${TRUESPEC_CORPUS:-../shared/corpus}/vendor
work=$PWD/target/programs
binaries=$work/target/debug
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}" CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0
export CARGO_TARGET_DIR=$work/target

names=(anthropic increase mastodon meilisearch resend workos)
declare -A documents=(
    [anthropic]=anthropic_tryagi.yaml
    [increase]=increase_apisguru.json
    [mastodon]=mastodon.json
    [meilisearch]=meilisearch.json
    [resend]=resend.yaml
    [workos]=workos.yaml
)
for name in "$@"; do
    [ -n "${documents[$name]:-}" ] || { printf 'no program is named %s; there are %s\n' "$name" "${names[*]}" >&2; exit 2; }
done
wanted=("${@:-${names[@]}}")

for name in "${names[@]}"; do
    [ -f "$corpus/${documents[$name]}" ] || { printf 'skipped: %s is not there\n' "$corpus/${documents[$name]}"; exit 0; }
done
mkdir -p "$work"

generator() { # the binary that emits the clients
    [ -z "${TRUESPEC:-}" ] || { printf '%s\n' "$TRUESPEC"; return; }
    CARGO_TARGET_DIR=target cargo build --quiet --package truespec --bin truespec >&2
    printf '%s\n' "$PWD/target/debug/truespec"
}

emit() { # a client, with the corrections that stand beside this script
    local name=$1 overlay=$here/$1.overlay.yaml arguments=()
    [ ! -f "$overlay" ] || arguments=(--overlay "$overlay")
    "$truespec" generate "$corpus/${documents[$name]}" "${arguments[@]}" --out "$work/crates/$name" --name "$name" \
        >"$work/$name.log" 2>&1 || { cat "$work/$name.log" >&2; return 1; }
}

package() { # cargo, on the package of the programs
    local command=$1
    shift
    cargo "$command" --quiet --manifest-path "$here/Cargo.toml" "$@"
}

serve() { # a program against its server; what it prints goes to a file
    "$binaries/serve" "$1" "$binaries/$2" >"$work/$2.out"
}

lines() { # of code: neither blank nor a comment
    grep -cvE '^[[:space:]]*(//.*)?$' "$here/src/bin/$1.rs"
}

row() { printf '%-14s %8s %8s  %s\n' "$@"; }

works() { # whether a program does what its server expects, and prints what it should
    serve "$1" "$2" && diff "$here/expected/$1.txt" "$work/$2.out" >&2
}

try() { # one pair: both work, print the same, and ours is not longer
    local name=$1 hand=${1}_by_hand ours by_hand result
    by_hand=$(lines "$hand") ours=$(lines "$name")
    if ! works "$name" "$hand"; then
        result="fails by hand"
    elif ! works "$name" "$name"; then
        result="fails"
    elif [ "$ours" -gt "$by_hand" ]; then
        result="longer"
    else
        result="same"
    fi
    row "$name" "$by_hand" "$ours" "$result"
    [ "$result" = same ]
}

# Cargo wants every crate that the manifest names, compiled or not.
truespec=$(generator)
for name in "${names[@]}"; do emit "$name"; done
cp Cargo.lock "$here/Cargo.lock" # the versions that the workspace has; not checked in

cargo fmt --manifest-path "$here/Cargo.toml" --check
package clippy --all-targets -- -D warnings
package test --test server --test scripts
package build --bins
features=()
for name in "${wanted[@]}"; do features+=(--features "$name" --bin "$name"); done
# Apart from the programs by hand, which cost no client.
package clippy "${features[@]}" -- -D warnings
package build "${features[@]}"

row program "by hand" emitted ""
failed=0
for name in "${wanted[@]}"; do try "$name" || failed=1; done
exit "$failed"
