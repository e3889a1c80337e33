#!/bin/sh
# Generates a crate from every vendor document of the corpus and checks it with warnings denied, smallest first.
#
#   generator/tests/compile_corpus.sh [-t SECONDS] [-w FOLDER] [-s SET] [NAME…]
#
# -t  starts no further crate after so many seconds (CI runs a part); nothing is begun twice: a crate whose files, lock and
#     compiler were already found good is passed over, so that the next run goes on where this one stopped.
# -w  where the crates, the shared target directory and the record of good ones stay (default: target/compile-corpus).
# -s  the set below ../shared/corpus: `vendor` (default), or a folder such as `peer/ogen/positive`.
# NAME…  only documents whose path contains one of these.
#
# Prints per crate: result, CPU seconds, wall seconds, peak memory of its largest process. TRUESPEC names another binary.
# Exits with 1 if a crate does not generate or has an error or a warning.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
corpus=${TRUESPEC_CORPUS:-$root/../shared/corpus}
work=$root/target/compile-corpus
limit=0
set_=vendor
while getopts t:w:s: option; do
    case $option in
        t) limit=$OPTARG ;;
        w) work=$OPTARG ;;
        s) set_=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
if [ ! -f "$corpus/MANIFEST.tsv" ]; then
    echo "skipped: $corpus is not there"
    exit 0
fi
corpus=$(cd "$corpus" && pwd)
mkdir -p "$work/crates" "$work/good"
work=$(cd "$work" && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
if [ -z "${TRUESPEC:-}" ]; then
    (cd "$root" && cargo build --quiet --release -p truespec) || exit 1
    TRUESPEC=$target/release/truespec
fi
compiler=$(rustc --version --verbose)
started=$(date +%s)
checked=0 good=0 passed=0 bad=0 left=0

# One lock for all: what the first crate resolved to.
check() {
    crate=$1
    [ -f "$work/Cargo.lock" ] && [ ! -f "$crate/Cargo.lock" ] && cp "$work/Cargo.lock" "$crate/Cargo.lock"
    (cd "$crate" && CARGO_TARGET_DIR=$work/target CARGO_INCREMENTAL=0 RUSTFLAGS='-D warnings' /usr/bin/time -f '%U %S %e %M' -o "$crate.used" \
        cargo check --quiet --color never --message-format short >"$crate.log" 2>&1)
    result=$?
    [ -f "$work/Cargo.lock" ] || cp "$crate/Cargo.lock" "$work/Cargo.lock"
    return $result
}

# Smallest first; a name of several words asks for each.
list=$(awk -F'\t' -v set="$set_/" 'index($1, set) == 1 && $4 !~ /^overlay/ {print $5 "\t" $1}' "$corpus/MANIFEST.tsv" | sort -n | cut -f2)
for document in $list; do
    if [ $# -gt 0 ]; then
        wanted=no
        for name in "$@"; do case $document in *"$name"*) wanted=yes ;; esac; done
        [ $wanted = yes ] || continue
    fi
    if [ "$limit" -gt 0 ] && [ $(($(date +%s) - started)) -ge "$limit" ]; then
        left=$((left + 1))
        continue
    fi
    name=$(echo "$document" | tr -c 'a-zA-Z0-9\n' '_' | tr 'A-Z' 'a-z')
    crate=$work/crates/$name
    if grep -q "^$document	refused	" "$root/generator/tests/corpus/refused.tsv"; then
        continue
    fi
    if ! "$TRUESPEC" generate "$corpus/$document" --out "$crate" --name "$name" >"$crate.generate" 2>&1; then
        bad=$((bad + 1))
        echo "REFUSED $document"
        grep -E '^error' -A2 "$crate.generate" | head -6
        continue
    fi
    # The runtime's text is part of it, so that a changed runtime is checked again.
    hash=$({ echo "$compiler"; (cd "$crate" && find Cargo.toml src -type f | LC_ALL=C sort | xargs sha256sum); } | sha256sum | cut -c1-64)
    if [ -f "$work/good/$name" ] && [ "$(cat "$work/good/$name")" = "$hash" ]; then
        passed=$((passed + 1))
        continue
    fi
    checked=$((checked + 1))
    if check "$crate"; then
        good=$((good + 1))
        echo "$hash" >"$work/good/$name"
        word=ok
    else
        bad=$((bad + 1))
        word=BAD
    fi
    tail -1 "$crate.used" | awk -v word=$word -v document="$document" \
        '{printf "%-4s %7.1f s CPU %7.1f s wall %7.0f MB  %s\n", word, $1 + $2, $3, $4 / 1024, document}'
    [ $word = ok ] || { grep -E ': (error|warning)' "$crate.log" | head -5; grep -cE ': (error|warning)' "$crate.log"; }
done
echo "$checked checked: $good good, $bad bad; $passed passed over as good before; $left left for another run"
[ $bad -eq 0 ]
