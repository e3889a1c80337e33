"""Prints how each call went with each client, and ends with 1 where that is not what `calls.txt` says.

usage: table.py calls.txt published.tsv learned.tsv [corrected.tsv]

A line of calls.txt is `how: name`: `works` with the document as published and ever after, `learned` fails with it and works
with what `truespec record` proposed, `by hand` fails with both and works with `by-hand.overlay.yaml` too.
"""

import sys

WAYS = {
    "works": ["works", "works", "works"],
    "learned": ["fails", "works", "works"],
    "by hand": ["fails", "fails", "works"],
}


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def main(expected, *runs):
    columns = ["published", "learned", "by hand"][: len(runs)]
    outcomes = [{name: (how, why) for name, how, why in read(run)} for run in runs]
    with open(expected, encoding="utf-8") as lines:
        ways = {name: how for how, name in (line.rstrip("\n").split(": ", 1) for line in lines)}
    names = list(ways) + [name for name in outcomes[0] if name not in ways]
    width = max(map(len, names))
    print("call".ljust(width), *(column.ljust(9) for column in columns), sep="  ")
    wrong = 0
    for name in names:
        found = [outcome.get(name, ("missing", ""))[0] for outcome in outcomes]
        right = found == WAYS.get(ways.get(name), [])[: len(runs)]
        wrong += not right
        print(name.ljust(width), *(how.ljust(9) for how in found), "" if right else "unexpected", sep="  ")
    for column, outcome in zip(columns, outcomes):
        for name, (how, why) in outcome.items():
            if how != "works":
                print(f"{column}: {name}: {why}")
    return wrong > 0


sys.exit(main(*sys.argv[1:]))
