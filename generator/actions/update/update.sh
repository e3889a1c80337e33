#!/usr/bin/env bash
# Takes over the documents that vendors have published since, on a branch of its own, and opens a pull request that says what they
# mean for callers. Run in a checkout of a workspace of truespec; needs `truespec`, `git` and `gh`.
#   TRUESPEC_BRANCH   the branch, which is replaced each time [default: truespec-update]
set -euo pipefail
branch=${TRUESPEC_BRANCH:-truespec-update}
title="API documents: new versions"
if ! grep --extended-regexp --quiet '^[[:space:]]*source[[:space:]]*=' specs/truespec.toml; then
    echo "no API of specs/truespec.toml names a source" && exit 0
fi
report=$(mktemp)
trap 'rm -f "$report"' EXIT

status=0
truespec update --check --format markdown >"$report" || status=$?
cat "$report" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
case $status in
0) echo "nothing new" && exit 0 ;;
1) ;;
*) echo "::error::truespec update failed, nothing was changed" && exit "$status" ;;
esac

truespec update
git switch --quiet --force-create "$branch"
git add --all
git -c user.name="${GIT_AUTHOR_NAME:-truespec}" -c user.email="${GIT_AUTHOR_EMAIL:-truespec@users.noreply.github.com}" \
    commit --quiet --message "$title"
git push --quiet --force origin "$branch"
# A comment of GitHub takes 65,536 characters.
head --bytes 60000 "$report" >"$report.short" && mv "$report.short" "$report"
if [ -n "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
    gh pr edit "$branch" --title "$title" --body-file "$report"
else
    gh pr create --head "$branch" --title "$title" --body-file "$report"
fi
