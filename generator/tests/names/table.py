#!/usr/bin/env python3
"""Prints what the methods of the clients of many documents are called, as a table.

  generator/tests/names/table.py TRUESPEC FOLDER...   runs `TRUESPEC inspect --json` on each document below the folders
  generator/tests/names/table.py - FOLDER...          reads outputs of `inspect --json` that were kept there

Columns: methods; the share that repeats a word of its group, in the singular or plural; the share of more than 40 letters;
names, of methods and of schemas, with a number, bytes in hexadecimal or a word for letter case that the document does not
have; two methods of one name in a group. `-v` as the first argument prints the names that are counted.
"""

import concurrent.futures
import json
import re
import subprocess
import sys
from pathlib import Path

CASES = {"pascal", "lower", "kebab", "snake", "camel", "shouty", "dotted", "slashed", "spaced", "upper", "plain"}
# What a group does not say, whatever it is called.
UNSAID = set("for of by to from with at as into per via under between within about against without using in on onto "
             "through and or not the a an all id".split())


def main(arguments):
    loud = arguments[:1] == ["-v"]
    binary, *folders = arguments[1:] if loud else arguments
    found = [file for folder in folders for file in sorted(Path(folder).rglob("*"))
             if file.suffix in {".json", ".yaml", ".yml"}]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        outputs = pool.map(lambda file: inspected(binary, file), found)
        counts = dict.fromkeys("documents methods repeat long number hex case collision".split(), 0)
        for file, output in zip(found, outputs):
            if output and output.get("operations"):
                counts["documents"] += 1
                count(file, output, counts, loud)
    methods = counts["methods"] or 1
    print(f"{counts['documents']} documents, {methods} methods: {100 * counts['repeat'] / methods:.2f} % repeat their group, "
          f"{100 * counts['long'] / methods:.2f} % have more than 40 letters; {counts['number']} with a number, {counts['hex']} "
          f"with hexadecimal, {counts['case']} with a word for letter case, {counts['collision']} collisions")


def inspected(binary, file):
    if binary == "-":
        text = file.read_text(errors="replace")
    else:
        run = [binary, "inspect", "--json", str(file)]
        text = subprocess.run(run, capture_output=True, text=True, timeout=300).stdout
    try:
        value = json.loads(text)
        return value if isinstance(value, dict) else None
    except ValueError:
        return None


def count(file, output, counts, loud):
    seen = set()
    for operation in output["operations"]:
        if not isinstance(operation, dict) or not operation.get("rust"):
            continue
        module, _, method = operation["rust"].replace("r#", "").split("::")
        counts["methods"] += 1
        own = " ".join(str(operation.get(key) or "") for key in ("operationId", "method", "path"))
        group = {singular(word) for word in module.split("_")} - UNSAID
        marks = invented(method.split("_"), own)
        if any(singular(word) in group for word in method.split("_")):
            marks.append("repeat")
        if len(method) > 40:
            marks.append("long")
        if (module, method) in seen:
            marks.append("collision")
        seen.add((module, method))
        record(file, operation["rust"], own, marks, counts, loud)
    for schema in output.get("types", []):
        name = schema["rust"].rsplit("::", 1)[-1]
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name.replace("r#", ""))
        marks = invented([word.lower() for word in words], schema["pointer"])
        record(file, name, schema["pointer"], marks, counts, loud)


def invented(words, own):
    """The marks of a name for what the document does not have."""
    own = re.sub(r"[^a-z0-9]", "", own.lower())
    marks = []
    if words and words[-1].isdigit() and words[-1] not in own:
        marks.append("number")
    if any(re.fullmatch(r"x?(?=.*\d)[0-9a-f]{6,}", word) and word not in own for word in words):
        marks.append("hex")
    if any(word in CASES and word not in own for word in words):
        marks.append("case")
    return marks


def record(file, name, own, marks, counts, loud):
    for mark in marks:
        counts[mark] += 1
    if loud and marks:
        print(",".join(marks), file.name, name, own, sep="\t")


def singular(word):
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if len(word) > 3 and word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            return word[: -len(ending)] + instead
    return word


main(sys.argv[1:])
