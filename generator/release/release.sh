#!/usr/bin/env bash
# What a release takes, for `.github/workflows/release.yml` and by hand:
#   release.sh ready [TAG]     whether everything that a release needs is filled in, and that the tag names the version
#   release.sh archive [--target TRIPLE] [--debug] [--binary FILE] [--out FOLDER]
#                              builds truespec and packs it, with its checksum; prints the archive
#   release.sh verify FOLDER   whether every archive in a folder is what its checksum says
#   release.sh notes           the entry of the changelog
#   release.sh publish         publishes the package; without CARGO_REGISTRY_TOKEN only tries to
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

version() { # that of the workspace, which every package has
    sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml"
}

host() {
    rustc -vV | sed -n 's/^host: //p'
}

notes() {
    awk -v heading="## [$(version)]" '
        index($0, "## [") == 1 || /^\[.*\]: / { inside = index($0, heading) == 1; next }
        inside' "$root/CHANGELOG.md"
}

ready() {
    local tag=${1:-v$(version)}
    [ "$tag" = "v$(version)" ] || fail "the tag $tag is not v$(version), the version in Cargo.toml"
    grep -q '^repository = "https://' "$root/generator/Cargo.toml" || fail "generator/Cargo.toml names no \`repository\`"
    [ -n "$(notes)" ] || fail "CHANGELOG.md has no entry [$(version)]"
}

checksum() { # of files in the folder where it runs, as sha256sum prints it
    if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

build() { # prints the program
    local target=$1 profile=$2 folder=debug
    local arguments=(--locked --package truespec --bin truespec --target "$target" --manifest-path "$root/Cargo.toml")
    [ "$profile" = debug ] || { arguments+=(--release) && folder=release; }
    # `init` names the version on crates.io, not this folder.
    TRUESPEC_RELEASED=1 cargo build "${arguments[@]}" >&2 || return # a substitution does not end by itself
    printf '%s/%s/%s/truespec%s' "${CARGO_TARGET_DIR:-$root/target}" "$target" "$folder" "$(suffix "$target")"
}

suffix() {
    case $1 in *-windows-*) printf .exe ;; esac
}

fill() { # writes what an archive holds into a folder
    local binary=$1 folder=$2 shell command
    mkdir -p "$folder/complete" "$folder/man"
    cp "$binary" "$folder/"
    cp "$root"/{README.md,CHANGELOG.md,LICENSE-MIT,LICENSE-APACHE} "$folder/"
    for shell in bash:truespec.bash zsh:_truespec fish:truespec.fish powershell:_truespec.ps1 elvish:truespec.elv; do
        "$binary" completions "${shell%%:*}" >"$folder/complete/${shell#*:}"
    done
    "$binary" man >"$folder/man/truespec.1"
    "$binary" man --list | tr -d '\r' | while read -r command; do
        "$binary" man "$command" >"$folder/man/truespec-$command.1"
    done
}

pack() { # packs a folder that lies where it runs; prints the archive
    case $1 in
    *-windows-*)
        if command -v zip >/dev/null; then zip -qr "$1.zip" "$1"; else 7z a -bd "$1.zip" "$1" >/dev/null; fi || return
        printf '%s.zip' "$1"
        ;;
    *) tar -czf "$1.tar.gz" "$1" && printf '%s.tar.gz' "$1" ;;
    esac
}

archive() {
    local target='' profile=release binary='' out=$root/target/release-archives
    while [ $# -gt 0 ]; do
        case $1 in
        --target) target=$2 && shift ;;
        --debug) profile=debug ;;
        --binary) binary=$(cd "$(dirname "$2")" && pwd)/$(basename "$2") && shift ;;
        --out) out=$2 && shift ;;
        *) fail "unknown option $1" ;;
        esac
        shift
    done
    target=${target:-$(host)}
    binary=${binary:-$(build "$target" "$profile")}
    # What binstall looks for, in generator/Cargo.toml.
    local name packed
    name=truespec-$(version)-$target
    mkdir -p "$out"
    rm -rf "${out:?}/$name"
    fill "$binary" "$out/$name"
    cd "$out"
    packed=$(pack "$name")
    rm -r "$name"
    checksum "$packed" >"$packed.sha256"
    printf '%s/%s\n' "$PWD" "$packed"
}

verify() {
    cd "$1"
    local sum found=0
    for sum in *.sha256; do
        [ -f "$sum" ] || continue
        checksum -c "$sum"
        found=1
    done
    [ $found = 1 ] || fail "no archives in $1"
}

publish() {
    ready
    if [ -z "${CARGO_REGISTRY_TOKEN:-}" ]; then
        printf 'no CARGO_REGISTRY_TOKEN: nothing is published\n'
        set -- --dry-run
    fi
    cargo publish --locked --package truespec --manifest-path "$root/Cargo.toml" "$@"
}

case ${1:-} in
ready | archive | verify | notes | publish) "$@" ;;
*) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2 && exit 2 ;;
esac
