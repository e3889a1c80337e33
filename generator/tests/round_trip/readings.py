#!/usr/bin/env python3
"""Which of the values on standard input are valid only by the letter of JSON Schema: readings.py INSTANCES.PY DOCUMENT

In: `{"schema": …, "instance": …}` a line; out: a line each, the readings of READINGS by which the value is not valid, or
nothing. Each reading narrows the document as OpenAPI or its author means it, and an independent validator judges. Runs with
the packages that instances.py needs.
"""

import copy
import importlib.util
import json
import sys
import urllib.parse

import jsonschema_rs

# Of the OpenAPI format registry; JSON Schema takes a format for a remark.
RANGES = {f"int{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)}
RANGES |= {f"uint{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)}
FORMS = {
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "date-time": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
}
# Keys whose values are data, not schemas.
DATA = ("example", "examples", "default", "enum", "const")


def of_format(schema):
    """A number lies within what its format says, a date or time is written as RFC 3339 has it."""
    found = schema.get("format") if isinstance(schema.get("format"), str) else None
    kinds = schema.get("type")
    kinds = {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}
    if found in RANGES and {"integer", "number"} & kinds:
        least, most = RANGES[found]
        schema["minimum"] = max(least, schema.get("minimum", least))
        schema["maximum"] = min(most, schema.get("maximum", most))
        return True
    if found in FORMS and "string" in kinds:
        schema["allOf"] = [*schema.get("allOf", []), {"pattern": FORMS[found]}]
        return True
    return False


def or_null(schema):
    """`{nullable: true}` among alternatives means null, as generators write it that know no `type: null`."""
    found = False
    for key in ("anyOf", "oneOf"):
        branches = schema.get(key)
        for index, branch in enumerate(branches if isinstance(branches, list) else []):
            if branch == {"nullable": True}:
                branches[index] = {"enum": [None]}
                found = True
    return found


READINGS = {"format": of_format, "null": or_null}


def narrowed(document, narrow):
    """The document with that reading written out; `None` where nothing has to be."""
    document = copy.deepcopy(document)
    found, queue = False, [document]
    while queue:
        place = queue.pop()
        if isinstance(place, dict):
            found |= narrow(place)
            queue += [value for key, value in place.items() if key not in DATA]
        elif isinstance(place, list):
            queue += place
    return document if found else None


class Judge:
    """Says whether values are valid, as instances.py does."""

    def __init__(self, tool, document):
        self.schemas = tool.Gen(document, "0", False).schemas
        components = {**document.get("components", {}), "schemas": self.schemas}
        root = {"$id": "urn:doc", "$schema": "https://json-schema.org/draft/2020-12/schema", "components": components}
        root["paths"] = document.get("paths", {})
        self.registry = jsonschema_rs.Registry([("urn:doc", root)], draft=jsonschema_rs.Draft202012)
        self.validators = {}

    def takes(self, schema, instance):
        if schema not in self.validators:
            name = urllib.parse.quote(schema.replace("~", "~0").replace("/", "~1"))
            reference = {"$ref": f"urn:doc#/components/schemas/{name}"}
            self.validators[schema] = jsonschema_rs.Draft202012Validator(reference, registry=self.registry)
        return self.validators[schema].is_valid(instance)


def main():
    spec = importlib.util.spec_from_file_location("instances", sys.argv[1])
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    document = tool.load(sys.argv[2])
    documents = {name: narrowed(document, narrow) for name, narrow in READINGS.items()}
    judges = {name: Judge(tool, document) for name, document in documents.items() if document}
    for line in sys.stdin:
        value = json.loads(line)
        print(*(name for name, judge in judges.items() if not judge.takes(value["schema"], value["instance"])))


if __name__ == "__main__":
    sys.setrecursionlimit(20000)
    main()
