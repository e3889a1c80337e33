#!/usr/bin/env python3
"""Sends valid values through the emitted types and compares what comes back, a table a document.

    generator/tests/round_trip/run.py [-t SECONDS] [-w FOLDER] [-j JOBS] [-k K] [--extra | --both] [--text] [NAME…]

For each document of ../shared/corpus/vendor with component schemas, smallest first, or each file given: instances.py of
../shared/tools writes K valid values a schema, `truespec generate` the types, and a program over them decodes and
encodes each. A document whose types and values were already tried is not tried again: its row is printed from the
record, so that the next run goes on where this one stopped. TRUESPEC and TRUESPEC_SHARED name another binary and folder.

Columns: `outside` counts values that do not come back equal and are valid only by the letter of JSON Schema (readings.py
says by what not), which are not among the others; `kept` those in which a union keeps JSON as it came.

What differs for a known reason is named in reasons.tsv. Exits with 1 if less than 99.9 % of the values but those outside are
equal, if one differs for no known reason or, with --extra, if one fails to decode.
"""

import argparse
import concurrent.futures
import decimal
import hashlib
import json
import os
import pathlib
import queue
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # nothing appears beside the sources

import program  # noqa: E402
from compare import difference  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
SHARED = pathlib.Path(os.environ.get("TRUESPEC_SHARED", ROOT.parent / "shared"))
PACKAGES = ["pyyaml", "jsonschema-rs", "openapi-schema-validator", "rstr"]
COLUMNS = ["schemas", "instances", "equal", "differing", "failed", "outside", "kept"]
ENOUGH = decimal.Decimal("0.999")


def main():
    options = arguments()
    tool = SHARED / "tools" / "instances.py"
    if not tool.exists():
        print(f"skipped: {tool} is not there")
        return 0
    options.work.mkdir(parents=True, exist_ok=True)
    options.python, options.tool = python(options.work), tool
    options.truespec = truespec()
    # cargo builds one thing at a time in a folder.
    options.targets = queue.SimpleQueue()
    for index in range(options.j):
        options.targets.put(options.work / f"{'text' if options.text else 'target'}-{index}")
    started, left, broken = time.time(), 0, 0
    rows = {extra: [] for extra in options.rounds}
    print(f"{'document':<52}" + "".join(f"{name:>11}" for name in COLUMNS))

    def one(document):
        if options.t and time.time() - started >= options.t:
            return document, None
        try:
            return document, tried(options, document)
        except (ValueError, KeyError, subprocess.CalledProcessError) as error:
            return document, str(error)

    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for document, found in pool.map(one, documents(options)):
            if found is None:
                left += 1
            elif isinstance(found, str):
                broken += 1
                print(f"{shown(document):<52} BROKEN: {found}", flush=True)
            else:
                for extra, row in zip(options.rounds, found):
                    rows[extra].append(row)
                    show(shown(document) + (" --extra" if extra else ""), row)
    print(f"{broken} broken; {left} left for another run")
    good = [end(extra, found) for extra, found in rows.items()]
    return 0 if all(good) and not broken else 1


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-t", type=int, default=0, metavar="SECONDS", help="start no further document after so many seconds")
    parser.add_argument("-w", dest="work", type=pathlib.Path, default=ROOT / "target" / "round-trip", metavar="FOLDER")
    parser.add_argument("-j", type=int, default=1, metavar="JOBS", help="documents at a time")
    parser.add_argument("-k", type=int, default=5, help="values a schema")
    parser.add_argument("--extra", action="store_true", help="with unknown members: nothing may fail to decode")
    parser.add_argument("--both", action="store_true", help="with and without unknown members, from one build each")
    parser.add_argument("--text", action="store_true", help="through JSON text, as clients do; twice the code to compile")
    parser.add_argument("names", nargs="*", metavar="NAME", help="files, or parts of the corpus' paths")
    options = parser.parse_args()
    options.work = options.work.absolute()
    # Whether the values have unknown members: one round, or both.
    options.rounds = [False, True] if options.both else [options.extra]
    return options


def documents(options):
    """The files given, else the corpus' own, smallest first."""
    files = [pathlib.Path(name).absolute() for name in options.names if pathlib.Path(name).is_file()]
    parts = [name for name in options.names if not pathlib.Path(name).is_file()]
    if files and not parts:
        return files
    lines = (SHARED / "corpus" / "MANIFEST.tsv").read_text().splitlines()[1:]
    columns = [line.split("\t") for line in lines]
    found = [(int(row[4]), row[0]) for row in columns if row[0].startswith("vendor/") and row[7] not in ("", "0")]
    chosen = [path for _, path in sorted(found) if not parts or any(part in path for part in parts)]
    return files + [SHARED / "corpus" / path for path in chosen]


def shown(document):
    return str(document).removeprefix(f"{SHARED}/corpus/")


def python(work):
    """An interpreter with the packages that instances.py needs: a virtual environment of the work folder."""
    own = work / "venv" / "bin" / "python"
    if not own.exists():
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
        subprocess.run([own, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return own


def truespec():
    given = os.environ.get("TRUESPEC")
    if given:
        return given
    subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "truespec"], cwd=ROOT, check=True)
    return pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "truespec"


def tried(options, document):
    """A row of a document for each round: tried now, or from the record."""
    name = "".join(c if c.isalnum() else "_" for c in shown(document).lower()).strip("_")
    files = [instances(options, document, name, extra) for extra in options.rounds]
    folder = options.work / "programs" / name
    folder.mkdir(parents=True, exist_ok=True)
    forms = program.write(options.truespec, document, folder, name)
    sources = [*pathlib.Path(__file__).parent.glob("*.py"), *sorted(folder.rglob("*.rs")), folder / "Cargo.toml"]
    rows = [recorded(options, values, digest([*sources, values])) for values in files]
    if None not in rows:
        return rows
    target = options.targets.get()
    try:
        binary = build(options, folder, name, target)
        for index, values in enumerate(files):
            rows[index] = {"key": digest([*sources, values]), **judge(options, document, binary, forms, values)}
            record(options, values).write_text(json.dumps(rows[index]))
        binary.unlink()
    finally:
        options.targets.put(target)
    return rows


def record(options, values):
    folder = options.work / "records"
    folder.mkdir(exist_ok=True)
    return folder / f"{values.stem}{'.text' if options.text else ''}.json"


def recorded(options, values, key):
    """The row of the record, if these sources and values gave it."""
    path = record(options, values)
    row = json.loads(path.read_text()) if path.exists() else None
    return row if row and row["key"] == key else None


def digest(paths):
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def instances(options, document, name, extra):
    """The file of valid values, written once for a document, a tool and a set of options."""
    key = hashlib.sha256(document.read_bytes() + options.tool.read_bytes()).hexdigest()[:12]
    path = options.work / "values" / f"{name}.{key}.{options.k}{'.extra' if extra else ''}.jsonl"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        command = [options.python, options.tool, document, "-k", str(options.k), "-o", part, *(["--extra"] if extra else [])]
        subprocess.run(command, check=True, capture_output=True)
        part.rename(path)
    return path


def build(options, folder, name, target):
    lock = options.work / "Cargo.lock"
    if lock.exists():
        (folder / "Cargo.lock").write_bytes(lock.read_bytes())
    flags = "--cap-lints allow" + (" --cfg text" if options.text else "")
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "RUSTFLAGS": flags, "CARGO_INCREMENTAL": "0"}
    command = ["cargo", "build", "--quiet", "--message-format", "short", "--color", "never"]
    made = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if made.returncode != 0:
        errors = [line for line in made.stderr.splitlines() if ": error" in line]
        raise ValueError(f"does not compile: {len(errors)} errors, {(errors or [made.stderr[-300:]])[0]}")
    lock.write_bytes((folder / "Cargo.lock").read_bytes())
    for hashed in (target / "debug" / "deps").glob(f"{name}-*"):
        hashed.unlink()
    return target / "debug" / name


def judge(options, document, binary, forms, values):
    """Counts, and every difference."""
    of_schema = {}
    for index, form in enumerate(forms):
        schema = form["pointer"].removeprefix("/components/schemas/").replace("~1", "/").replace("~0", "~")
        of_schema.setdefault(schema, []).append(index)
    sent = []
    with values.open(encoding="utf-8") as lines:
        for line in lines:
            value = json.loads(line, parse_float=decimal.Decimal)
            sent += [(index, value, line) for index in of_schema.get(value["schema"], [])]
    given = "".join(f"{index}\t{instance_text(line)}\n" for index, _, line in sent)
    done = subprocess.run([binary], input=given, capture_output=True, text=True, encoding="utf-8")
    answers = done.stdout.split("\n")[:-1]
    if len(answers) != len(sent):
        raise ValueError(f"the program ended after {len(answers)} of {len(sent)} values: {done.stderr[-300:]}")
    row = dict.fromkeys(COLUMNS, 0) | {"schemas": len(of_schema), "instances": len(sent), "differences": []}
    unequal = []
    for (index, value, line), answer in zip(sent, answers):
        found = count(row, forms[index], value, answer)
        if found:
            unequal.append((found, line))
    set_aside(options, document, row, unequal)
    return row


def set_aside(options, document, row, unequal):
    """Counts apart what is valid only by the letter."""
    if not unequal:
        return
    command = [options.python, pathlib.Path(__file__).parent / "readings.py", options.tool, document]
    lines = "".join(line for _, line in unequal)
    told = subprocess.run(command, input=lines, check=True, capture_output=True, text=True, encoding="utf-8")
    for (found, _), reading in zip(unequal, told.stdout.split("\n")):
        if reading:
            row[found["kind"]] -= 1
            row["outside"] += 1
            found["kind"] = reading


def instance_text(line):
    """The value's own text: the last member of a line."""
    start = line.index('"instance": ') + len('"instance": ')
    return line.rstrip()[start:-1]


def count(row, form, value, answer):
    """Counts a value; gives the difference if it did not come back equal."""
    word, rest = answer.split("\t", 1)
    where = {"rust": form["rust"], "k": value["k"], "mode": value["mode"]}
    if word == "failed":
        row["failed"] += 1
        row["differences"].append({**where, "kind": "failed", "place": "", "what": rest})
        return row["differences"][-1]
    kept, text = rest.split("\t", 1)
    back = json.loads(text, parse_float=decimal.Decimal)
    # The member that --extra adds is known to nobody, and may go.
    without = {*form["without"], "x_unknown_1"} if value["mode"].endswith("+extra") else set(form["without"])
    found = difference(value["instance"], back, without, set(form["null_is_absent"]))
    if kept:
        row["kept"] += 1
        row["differences"].append({**where, "kind": "kept", "place": "", "what": kept})
    row["differing" if found else "equal"] += 1
    if not found:
        return None
    row["differences"].append({**where, "kind": "differing", "place": found[0], "what": found[1]})
    return row["differences"][-1]


def show(name, row, most=6):
    print(f"{name:<52}" + "".join(f"{row[column]:>11}" for column in COLUMNS), flush=True)
    seen = set()
    for found in row["differences"]:
        if (found["rust"], found["kind"]) not in seen and len(seen) < most:
            seen.add((found["rust"], found["kind"]))
            print(f"    {found['kind']:<9} {found['rust']} {found['place']}: {found['what']} (k {found['k']}, {found['mode']})")


def reasons():
    """What may differ: the kind of difference, a pattern of the type, the place and what is said of it, and why."""
    lines = (pathlib.Path(__file__).parent / "reasons.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def why(found, known):
    """The reason of a difference, or none."""
    said = f"{found['rust']} {found['place']}: {found['what']}"
    return next((reason for kind, what, reason in known if kind in found["kind"].split() and re.search(what, said)), None)


def end(extra, rows):
    """Says what a round came to; whether it is good."""
    known, by_reason = reasons(), {}
    for found in (found for row in rows for found in row["differences"] if found["kind"] != "kept"):
        reason = why(found, known)
        by_reason[reason] = by_reason.get(reason, 0) + 1
    for reason, count in sorted(by_reason.items(), key=lambda item: -item[1]):
        print(f"{count:>8}  {reason or 'no known reason'}")
    total = {column: sum(row[column] for row in rows) for column in COLUMNS}
    name = f"total of {len(rows)}{' --extra' if extra else ''}"
    print(f"{name:<52}" + "".join(f"{total[column]:>11}" for column in COLUMNS))
    share = decimal.Decimal(total["equal"]) / max(total["instances"] - total["outside"], 1)
    print(f"{share:.3%} equal but for those outside")
    good = total["failed"] == 0 if extra else share >= ENOUGH
    return good and None not in by_reason


if __name__ == "__main__":
    sys.exit(main())
