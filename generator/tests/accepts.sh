#!/bin/sh
# Counts the OpenAPI documents below a folder of which truespec and progenitor emit a crate.
#
#   generator/tests/accepts.sh [-t SECONDS] FOLDER
#
# A document counts if the command ends with 0; -t ends one that takes longer (default: 120). Whether what is emitted compiles
# is not asked: `generator/tests/compile_corpus.sh` does, for truespec. TRUESPEC and PROGENITOR name the binaries, such as
# `cargo-progenitor`; each that is missing is skipped.
set -u
limit=120
while getopts t: option; do
    case $option in
        t) limit=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -eq 1 ] && [ -d "$1" ] || { sed -n '2,8p' "$0"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Whether one of them emits a crate of a document.
accepts() {
    rm -rf "$work/crate"
    case $1 in
        truespec) set -- "${TRUESPEC:-truespec}" generate "$2" --out "$work/crate" ;;
        progenitor) set -- "${PROGENITOR:-cargo-progenitor}" progenitor -i "$2" -o "$work/crate" -n crate-of-it -v 0.1.0 ;;
    esac
    timeout "$limit" "$@" >/dev/null 2>&1
}

is_there() {
    case $1 in
        truespec) command -v "${TRUESPEC:-truespec}" >/dev/null ;;
        progenitor) command -v "${PROGENITOR:-cargo-progenitor}" >/dev/null ;;
    esac
}

find "$1" -type f \( -name '*.json' -o -name '*.yaml' -o -name '*.yml' \) | LC_ALL=C sort |
    xargs -d '\n' grep -lE '^[[:space:]]*"?(openapi|swagger)"?[[:space:]]*:|[{,][[:space:]]*"(openapi|swagger)"[[:space:]]*:' >"$work/files"
for generator in truespec progenitor; do
    is_there "$generator" || { echo "$generator: skipped, it is not installed"; continue; }
    accepted=0 all=0
    while IFS= read -r document; do
        all=$((all + 1))
        accepts "$generator" "$document" && accepted=$((accepted + 1))
    done <"$work/files"
    echo "$generator: $accepted of $all documents"
done
