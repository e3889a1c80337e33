"""server.py DOCUMENT PORT: validates each request with openapi-core and answers the parameters as it decoded them.

openapi-core wants the operators of RFC 6570 in path templates (`{;x*}`), where OpenAPI has the style beside the name,
and leaves path values percent-encoded: both are put right here, outside of what it judges.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

OPERATORS = {"simple": "", "label": ".", "matrix": ";"}


def template(path, operation):
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            operator, star = OPERATORS[parameter["style"]], "*" if parameter["explode"] else ""
            expression = "{" + operator + parameter["name"] + (star if operator else "") + "}"
            path = path.replace("{" + parameter["name"] + "}", expression)
    return path


def decoded(value):
    if isinstance(value, list):
        return [decoded(element) for element in value]
    return unquote(value) if isinstance(value, str) else value


with open(sys.argv[1], encoding="utf-8") as file:
    document = yaml.safe_load(file)
document["paths"] = {template(path, item["get"]): item for path, item in document["paths"].items()}
api = OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))  # such templates are not OpenAPI


class Request:
    """A request in the terms of openapi-core."""

    content_type = ""
    body = None

    def __init__(self, handler):
        url = urlsplit(handler.path)
        self.host_url = "http://" + handler.headers["Host"]
        self.path = url.path
        self.method = handler.command.lower()
        cookies = handler.headers.get("Cookie", "")
        pairs = [pair.split("=", 1) for pair in cookies.split("; ") if "=" in pair]
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(url.query, keep_blank_values=True)),
            header=Headers(handler.headers.items()),
            cookie=ImmutableMultiDict(parse_qsl("&".join("=".join(pair) for pair in pairs), keep_blank_values=True)),
        )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/ready":
            return self.answer(200, {})
        try:
            result = api.unmarshal_request(Request(self))
        except Exception as error:  # what it thinks of the request is the result
            causes = [repr(error), repr(error.__cause__)]
            return self.answer(400, {"raw": self.path, "error": causes})
        if result.errors:
            return self.answer(400, {"raw": self.path, "error": [repr(error) for error in result.errors]})
        places = ("path", "query", "header", "cookie")
        found = {place: dict(getattr(result.parameters, place)) for place in places}
        found["path"] = {name: decoded(value) for name, value in found["path"].items()}
        self.answer(200, {place: values for place, values in found.items() if values})

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
