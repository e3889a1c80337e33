#!/usr/bin/env bash
# Comments on a pull request what it changes for users of the emitted crate, and annotates the lines of the documents. Run in a
# checkout of a workspace of truespec with its history; needs `truespec`, `git` and `gh`.
#   BASE      the revision before [required]
#   NUMBER    the pull request [required]
#   FAIL_ON   fails on changes of this level: major, minor, patch [default: none]
set -euo pipefail
report=$(mktemp)
trap 'rm -f "$report"' EXIT

truespec diff "$BASE" --format github
truespec diff "$BASE" --format markdown >"$report"
cat "$report" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
# A comment of GitHub takes 65,536 characters.
head --bytes 60000 "$report" >"$report.short" && mv "$report.short" "$report"
gh pr comment "$NUMBER" --body-file "$report" --edit-last --create-if-none
if [ -n "${FAIL_ON:-}" ]; then
    truespec diff "$BASE" --quiet --fail-on "$FAIL_ON"
fi
