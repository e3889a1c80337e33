"""What the tests of the playground need: the site, `truespec playground`, and the page with hands and eyes."""

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "../../.."))
sys.path.insert(0, os.path.join(HERE, "../page"))

from browser import Browser  # noqa: E402


def check(what, is_so):
    """Says what holds, or fails."""
    if not is_so:
        raise AssertionError(what)
    print(f"ok: {what}", flush=True)


def same(what, found, expected):
    """Like `check`, for a value that is to be equal to another."""
    check(f"{what}: {expected}" if found == expected else f"{what}: {found}, not {expected}", found == expected)


def skipped(why):
    """Says what is left out."""
    print(f"skipped: {why}", flush=True)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site; below `broken/` the same with another generator."""
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".wasm": "application/wasm", ".js": "text/javascript"}

    def do_GET(self):
        if self.path == "/broken/truespec.wasm":
            self.send_response(200)
            self.send_header("content-type", "application/wasm")
            self.end_headers()
            self.wfile.write(self.server.site.broken)
            return
        self.path = self.path.replace("/broken/", "/")
        super().do_GET()

    def log_message(self, *_):
        pass


class Site:
    """The static site, served on this machine."""
    broken = b""

    def __init__(self, folder):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        self.server.site = self
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()


class Served:
    """`truespec playground` in a folder."""

    def __init__(self, truespec, folder):
        self.process = subprocess.Popen([truespec, "playground"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        self.origin = self.url.split("?")[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


# Colours of text and ground, in the page and in its editors.
CONTRAST = """
const parse = text => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
const light = ({ r, g, b }) => {
  const [x, y, z] = [r, g, b].map(part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const above = element => element.parentElement ?? element.getRootNode().host;
const ground = element => {
  for (let it = element; it; it = above(it)) {
    const colour = parse(getComputedStyle(it).backgroundColor);
    if (colour.a > 0) return colour;
  }
  return parse('255,255,255');
};
const roots = [document.body, ...[...document.querySelectorAll('.editor')].map(it => it.shadowRoot)];
const found = new Map();
for (const element of roots.flatMap(root => [...root.querySelectorAll('*')])) {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!own || !element.checkVisibility() || element.closest('.sr, .skip, style, :disabled, option')) continue;
  const [one, other] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
  const ratio = (one + 0.05) / (other + 0.05);
  if (ratio < 4.5) found.set(`${element.tagName}.${element.className}`, ratio.toFixed(2));
}
return [...found]
"""


class Page:
    """The page of the playground in a browser."""

    def __enter__(self):
        self.browser = Browser(1440, 900)
        self.browser.__enter__()
        self.browser.resize(1440, 900)
        return self

    def __exit__(self, *error):
        if error[0] is not None:
            try:
                print("status:", self.status(), "notice:", self.notice(), [it["message"] for it in self.browser.log("browser")], file=sys.stderr)
            except RuntimeError:
                pass
        self.browser.__exit__(*error)

    def visit(self, url):
        self.browser.visit(url)
        self.browser.wait("return window.playground !== undefined")

    def fresh(self, site, example=False):
        """Opens the page, empty or with its example."""
        self.visit(site.url)
        self.settled()
        if not example:
            self.browser.run("""
                const select = document.getElementById('example');
                select.value = '';
                select.dispatchEvent(new Event('change'))""")
            self.browser.wait("return document.getElementById('status').textContent === 'No document yet.'")

    def settled(self, status="", seconds=40):
        """Waits until the page has done what there is to do."""
        time.sleep(0.4)
        self.browser.wait(f"""
            const text = document.getElementById('status').textContent;
            return text.includes({json.dumps(status)}) && !playground.engine.isBusy
                && document.getElementById('proposals').getAttribute('aria-busy') === 'false'""", seconds)

    def status(self):
        return self.browser.run("return document.getElementById('status').textContent")

    def notice(self):
        return self.browser.run("return document.getElementById('notice').textContent")

    def texts(self, selector):
        return self.browser.run("return [...document.querySelectorAll(arguments[0])].map(it => it.textContent)", selector)

    def click(self, selector):
        """Clicks with the mouse, where the element is."""
        found = self.browser.send("POST", "/element", {"using": "css selector", "value": selector})
        self.browser.send("POST", f"/element/{next(iter(found.values()))}/click")

    def choose(self, identifier, path):
        """Chooses a file as a dialog would."""
        document = self.browser.devtools("DOM.getDocument")["root"]["nodeId"]
        node = self.browser.devtools("DOM.querySelector", nodeId=document, selector=f"#{identifier}")["nodeId"]
        self.browser.devtools("DOM.setFileInputFiles", nodeId=node, files=[os.path.abspath(path)])

    def key(self, key, modifiers=0, commands=()):
        """Presses a key with modifiers: 2 is Control."""
        code = {"code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
        for kind in ["rawKeyDown", "keyUp"]:
            self.browser.devtools("Input.dispatchKeyEvent", type=kind, key=key, modifiers=modifiers, commands=list(commands), **code)

    def paste(self, editor, text):
        """Replaces what is in an editor by what is pasted there."""
        name = {"document-editor": "documentEditor", "overlay-editor": "overlayEditor"}[editor]
        self.browser.run(f"playground.{name}.focus()")
        self.key("a", 2, ["selectAll"])
        self.browser.run("""
            const data = new DataTransfer();
            data.setData('text/plain', arguments[1]);
            const { contentDOM } = playground[arguments[0]].view;
            contentDOM.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))""", name, text)
        if self.browser.run(f"return playground.{name}.text") != text:
            raise AssertionError("what is pasted is not what is in the editor")

    def files(self):
        return self.browser.run("return playground.code.paths")

    def open_file(self, path):
        self.browser.later(f"playground.code.openFile({json.dumps(path)}).then(() => done())")

    def code(self):
        return self.browser.run("return playground.code.editor.text")

    def text_of(self, path):
        return self.browser.later(f"playground.engine.run('file', {{path: {json.dumps(path)}}}).then(it => done(it.text))")

    def margin(self, editor, severity):
        """The numbers of the lines that have a mark in the margin."""
        return self.browser.run("""
            const root = document.getElementById(arguments[0]).shadowRoot;
            const lines = [...root.querySelectorAll('.cm-lineNumbers .cm-gutterElement')];
            return [...root.querySelectorAll(`.cm-lint-marker-${arguments[1]}`)].map(marker => {
                const { top } = marker.closest('.cm-gutterElement').getBoundingClientRect();
                return +lines.find(line => Math.abs(line.getBoundingClientRect().top - top) < 2).textContent;
            })""", editor, severity)

    def focused(self):
        """What has the focus: its id, or its text."""
        return self.browser.run("const it = document.activeElement; return it.id || it.textContent.trim()")

    def contrast(self):
        return self.browser.run(CONTRAST)

    def silent(self, what, site):
        """Fails if the console has an entry or another server was asked."""
        entries = [entry["message"] for entry in self.browser.log("browser")]
        others = [url for url in self.browser.requests() if not url.startswith((site.url, "blob:"))]
        check(f"{what}: the console is empty, and no other server is asked {entries or ''}{others or ''}", not entries and not others)


HOSTILE = "</script><img src=http://127.0.0.1:9/x onerror=alert(1)>\"' onload='alert(2)' <!-- javascript:alert(3) \u202e\u0007"


def hostile():
    """A document and an overlay whose texts are hostile."""
    schema = {"type": "object", "title": HOSTILE, "description": HOSTILE, "properties": {
        f"x{HOSTILE}": {"type": "string", "description": HOSTILE, "example": [HOSTILE]}, "kind": {"type": "string", "enum": [HOSTILE, "b"], "example": HOSTILE * 2}}}
    answer = {"description": HOSTILE, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A<b>"}, "example": [HOSTILE]}}}
    operation = {"operationId": "</title><script>alert(4)</script>", "tags": [HOSTILE], "summary": HOSTILE, "description": HOSTILE, "responses": {"200": answer}}
    document = {"openapi": "3.0.3", "info": {"title": HOSTILE, "version": "1", "description": HOSTILE},
                "paths": {"/a</script><b>": {"get": operation}}, "components": {"schemas": {"A<b>": schema}}}
    quirk = {"id": HOSTILE, "source": "javascript:alert(5) https://a.example/\"onclick=alert(6)", "note": HOSTILE}
    action = {"target": "$.info", "description": HOSTILE, "x-quirk": quirk, "update": {"x-note": HOSTILE}}
    overlay = {"overlay": "1.0.0", "info": {"title": HOSTILE, "version": "1"}, "actions": [action]}
    return json.dumps(document, indent=1), json.dumps(overlay, indent=1)


def broken_module():
    """A module with the interface of the generator that panics when it is called."""
    def section(number, *items):
        body = bytes([len(items)]) + b"".join(items)
        return bytes([number, len(body)]) + body

    def named(name, kind, index):
        return bytes([len(name)]) + name.encode() + bytes([kind, index])

    def code(*instructions):
        body = b"\0" + bytes(instructions) + b"\x0b"
        return bytes([len(body)]) + body

    said = b"boom at lib.rs:1"
    i32, i64 = 0x7F, 0x7E
    types = [bytes([0x60, 1, i32, 1, i32]), bytes([0x60, 2, i32, i32, 1, i64]), bytes([0x60, 2, i32, i32, 0]), bytes([0x60, 0, 1, i64])]
    exports = [named("memory", 2, 0), named("allocate", 0, 0), named("run", 0, 1), named("release", 0, 2), named("last_panic", 0, 3)]
    # (8 << 32) | length: what the panic said lies at address 8, a request at 4096.
    packed = [0x42, len(said), 0x42, 8, 0x42, 32, 0x86, 0x84]
    data = b"\0" + bytes([0x41, 8, 0x0B]) + bytes([len(said)]) + said
    return (b"\0asm\1\0\0\0" + section(1, *types) + section(3, b"\0", b"\1", b"\2", b"\3") + section(5, b"\0\2") + section(7, *exports)
            + section(10, code(0x41, 0x80, 0x20), code(0x00), code(), code(*packed)) + section(11, data))
