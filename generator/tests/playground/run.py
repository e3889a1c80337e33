#!/usr/bin/env python3
"""Holds the playground against Chromium.

    run.py SITE TRUESPEC [FOLDER]    FOLDER gets screenshots; CORPUS and TARGET name folders
"""

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

from support import ROOT, Page, Site, Served, broken_module, check, hostile, same, skipped

# The page with everything in it, compressed.
SIZE_LIMIT = 6_000_000
# A small document, on a machine that may be busy: it is a few dozen milliseconds on a fast one.
PETSTORE_LIMIT = 100
# The longest that the page may not react while a document of 13 MB is read and generated.
GAP_LIMIT = 1000

PASTED = """openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200':
          description: all
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
              example: [{id: 1}, {id: 2}]
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties: {id: {type: integer}}
"""
FAULTY = PASTED.replace("[{id: 1}, {id: 2}]", "[{id: 1}, {id: 2]")
DANGLING = PASTED.replace("schemas/Thing'", "schemas/Nothing'")


def line_of(text, part):
    """The number of the first line with a part."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def size(site):
    """How large the page is, as a server sends it."""
    whole = 0
    for name in ["index.html", "app.js", "app.css", "worker.js", "truespec.wasm"]:
        with open(os.path.join(site, name), "rb") as file:
            whole += len(gzip.compress(file.read(), 9))
    check(f"the page is {whole / 1e6:.2f} MB compressed, at most {SIZE_LIMIT / 1e6} MB", whole < SIZE_LIMIT)


def first_visit(page, site):
    """An example is shown, with nothing but the page's own files."""
    page.visit(site.url)
    page.settled()
    check("the first example has operations", "5 operations" in page.status())
    own = {site.url + name for name in ["", "app.js", "app.css", "worker.js", "truespec.wasm", "icon.svg", "examples/petstore.yaml"]}
    asked = set(page.browser.requests())
    check("the licences of what is bundled are there", len(page.texts("footer a")) == 1 and os.path.getsize(os.path.join(site.folder, "licenses.txt")) > 5000)
    same("requests beyond the page's own files", sorted(asked - own), [])
    took = []
    for index in range(8):
        page.browser.run("playground.documentEditor.view.dispatch({changes: {from: 0, insert: '#\\n'}})")
        page.settled()
        took.append(page.browser.run("return +document.getElementById('status').textContent.match(/in (\\d+) ms/)?.[1]"))
    print(f"   petstore in {took} ms")
    if min(took) >= PETSTORE_LIMIT and os.getloadavg()[0] > os.cpu_count():
        return skipped(f"the machine is busy: {min(took)} ms are not held against {PETSTORE_LIMIT}")
    check(f"petstore in {min(took)} ms, less than {PETSTORE_LIMIT}", min(took) < PETSTORE_LIMIT)


def pasting(page, site):
    """What is pasted becomes code, and an error shows at its line."""
    page.fresh(site)
    page.paste("document-editor", PASTED)
    page.settled("1 operation,")
    page.open_file("src/api.rs" if "src/api.rs" in page.files() else next(path for path in page.files() if "things" in path))
    check("the pasted operation is a method", "pub fn" in page.code() and "Thing" in page.code())
    line = line_of(DANGLING, "Nothing")
    page.paste("document-editor", DANGLING)
    page.browser.wait("return document.querySelector('#diagnostics .place')")
    page.settled()
    check(f"a reference that leads nowhere is listed with its line: {page.texts('#diagnostics .place')}", f"openapi.yaml:{line}" in page.texts("#diagnostics .place"))
    check("the margin has a mark there", line in page.margin("document-editor", "warning"))
    line = line_of(FAULTY, "{id: 2]")
    page.paste("document-editor", FAULTY)
    page.settled("No client")
    same("a syntax error is listed with its line", page.texts("#diagnostics .error .place"), [f"openapi.yaml:{line}"])
    same("the margin has a mark there", page.margin("document-editor", "error"), [line])
    page.click("#diagnostics .error .place")
    same("a click leads there", page.browser.run("""
        const { view } = playground.documentEditor;
        return view.state.doc.lineAt(view.state.selection.main.head).number"""), line)


def accepting(page, site):
    """A proposal goes into the overlay, and the code changes for it; undo takes it back."""
    page.fresh(site)
    page.paste("document-editor", PASTED)
    page.settled("1 operation,")
    path = next(path for path in page.files() if path.startswith("src/") and "Thing" in page.text_of(path) and "fn list" in page.text_of(path))
    page.open_file(path)
    check("before: one thing", "Vec<" not in page.code())
    card = page.texts("#proposals .card .what")
    check(f"a correction is proposed: {card}", len(card) > 0)
    check("it has its evidence", all(page.texts("#proposals .card .evidence")))
    page.click("#proposals .card .primary")
    page.settled("1 operation,")
    overlay = page.browser.run("return playground.overlayEditor.text")
    check("the overlay has the action with its evidence", "x-quirk:" in overlay and "id: P1" in overlay)
    page.browser.wait("return document.getElementById('code-changes').textContent.includes('changed by corrections')")
    check("after: a list", "Vec<" in page.code())
    marked = page.browser.run("return [...playground.code.editor.view.dom.querySelectorAll('.cm-changed')].map(it => it.textContent)")
    check(f"the changed lines are marked: {len(marked)}", any("Vec<" in line for line in marked))
    check("the changed file is marked in the tree", page.texts("#tree button.changed") != [])
    check("the correction is listed as one that holds", page.texts("#proposals .own .state")[:1] == ["holds"])
    page.browser.run("playground.overlayEditor.focus()")
    page.key("z", 2)
    page.settled("1 operation,")
    same("undo takes it back", page.browser.run("return playground.overlayEditor.text"), "")
    page.browser.wait("return !playground.code.editor.text.includes('Vec<')")
    check("and the code is what it was", True)


def comments_stay(page, site):
    """An overlay that somebody wrote keeps its comments when a correction is added."""
    own = "# mine\noverlay: 1.1.0\ninfo: {title: Own, version: '1'}\nactions:\n  # why\n  - target: $.info\n    update: {title: Shop!}\n"
    page.fresh(site)
    page.paste("document-editor", PASTED)
    page.paste("overlay-editor", own)
    page.settled("1 operation,")
    page.click("#proposals .card .primary")
    page.settled("1 operation,")
    overlay = page.browser.run("return playground.overlayEditor.text")
    check("what was there stays as it was", overlay.startswith(own))
    check("the new action is in the same list", "\n  - target:" in overlay[len(own) - 1:])


def comparing(page, site, folder):
    """Two versions in terms of Rust."""
    page.fresh(site)
    page.paste("document-editor", PASTED)
    page.settled("1 operation,")
    page.click("#compare-tab")
    page.browser.run("""
        const select = document.getElementById('compare-with');
        select.value = 'other';
        select.dispatchEvent(new Event('change'))""")
    page.click("#pin")
    page.paste("document-editor", PASTED.replace("type: integer", "type: string"))
    page.browser.wait("return document.querySelector('#changes .card')")
    page.settled("1 operation,")
    text = page.browser.run("return document.getElementById('changes').textContent")
    if folder:
        page.browser.screenshot(os.path.join(folder, "compare.png"))
    check("a changed type is a major change", "Major" in text and "i64" in text and "String" in text)
    page.click("#code-tab")


def downloading(page, site, scratch, target):
    """The crate that is downloaded compiles."""
    page.fresh(site)
    page.browser.devtools("Page.setDownloadBehavior", behavior="allow", downloadPath=scratch)
    page.browser.run("""
        const name = document.getElementById('name');
        name.value = 'shop';
        name.dispatchEvent(new Event('input'))""")
    page.paste("document-editor", PASTED)
    page.settled("1 operation,")
    page.click("#proposals .card .primary")
    page.settled("1 operation,")
    page.click("#download")
    page.click("#save")
    archive, overlay = os.path.join(scratch, "shop.zip"), os.path.join(scratch, "openapi.overlay.yaml")
    until = time.monotonic() + 20
    while not (os.path.exists(archive) and os.path.exists(overlay)) and time.monotonic() < until:
        time.sleep(0.1)
    with zipfile.ZipFile(archive) as file:
        check("the archive is whole and has one folder", file.testzip() is None and {name.split("/")[0] for name in file.namelist()} == {"shop"})
        file.extractall(scratch)
    with open(overlay, encoding="utf-8") as file:
        check("the overlay is downloaded", "x-quirk" in file.read())
    shutil.copy(os.path.join(ROOT, "Cargo.lock"), os.path.join(scratch, "shop/Cargo.lock"))
    run = subprocess.run(["cargo", "check", "--quiet", "--target-dir", os.path.join(target, "client")],
                         cwd=os.path.join(scratch, "shop"), capture_output=True, text=True)
    if run.returncode != 0 and "failed to" in run.stderr and "download" in run.stderr:
        return skipped("the crates that a client needs cannot be downloaded")
    check(f"the crate compiles {run.stderr[:500]}", run.returncode == 0)


def native(page, site, truespec, scratch):
    """The page emits what the command line emits, byte for byte."""
    page.visit(site.url + "#example=nekt")
    page.settled("14 operations")
    out = os.path.join(scratch, "nekt")
    subprocess.run([truespec, "generate", "specs/nekt.yaml", "--overlay", "specs/nekt.overlay.yaml", "--out", out, "--name", "nekt"],
                   cwd=ROOT, check=True, capture_output=True)
    differ = []
    for path in page.files():
        with open(os.path.join(out, path), encoding="utf-8") as file:
            # The crate that is written knows the file names of the document and the overlay, as they were given.
            if file.read().replace("specs/nekt", "nekt") != page.text_of(path).replace("specs/nekt", "nekt"):
                differ.append(path)
    same(f"files that differ from those of the command line, of {len(page.files())}", [path for path in differ if path != ".truespec-files"], [])


def address(page, site):
    """The address keeps a small input; what it holds is text, whatever it is."""
    page.fresh(site)
    page.paste("document-editor", PASTED)
    page.settled("1 operation,")
    page.browser.wait("return location.hash.startsWith('#s=')")
    link = page.browser.run("return location.href")
    check(f"an address of {len(link)} characters", len(link) < 2000)
    page.visit(link)
    page.settled("1 operation,")
    check("it shows the same", page.browser.run("return playground.documentEditor.text") == PASTED)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = base64.urlsafe_b64encode(packer.compress(b"[" * 12_000_000) + packer.flush()).decode().rstrip("=")
    check(f"{len(bomb)} characters that unfold to 12 MB", len(bomb) < 20_000)
    for bad in ["#s=AAAA", f"#s={bomb}", "#<img src=x onerror=alert(1)>"]:
        page.visit(site.url + bad)
        page.settled("5 operations")
        page.browser.wait("return document.getElementById('notice').textContent.includes('can be read')")
        check(f"an address that holds no document is said to hold none: {bad[:12]}", True)


def strangers(page, site):
    """Texts of documents and overlays are inert, and hidden characters visible."""
    document, overlay = hostile()
    page.fresh(site)
    page.paste("document-editor", document)
    page.paste("overlay-editor", overlay)
    page.settled()
    page.click("#compare-tab")
    page.browser.wait("return document.querySelector('#changes .card, #changes .empty')")
    page.click("#code-tab")
    same("elements that a text has made", page.browser.run("""
        const roots = [document, ...[...document.querySelectorAll('.editor')].map(it => it.shadowRoot)];
        return roots.flatMap(root => [...root.querySelectorAll('body img, body script, b:not(.evidence b), [onerror], [onload], iframe')]).map(it => it.outerHTML)"""), [])
    page.silent("a hostile document", site)


def keyboard(page, site):
    """Everything can be reached and used without a mouse."""
    page.fresh(site, example=True)
    page.browser.run("document.activeElement.blur()")
    seen = []
    for _ in range(60):
        page.browser.press("Tab")
        here = page.focused()
        seen.append(here)
        if here == "Add to overlay":
            break
    check(f"the keyboard passes {len(seen)} places to the first proposal", seen[-1] == "Add to overlay")
    for place in ["example", "name", "share", "download", "open", "document-editor", "diagnostics", "proposals"]:
        check(f"it passes {place}", place in seen)
    page.browser.press("Enter")
    page.browser.wait("return playground.overlayEditor.text.includes('id: P1')")
    page.settled()
    check("Enter accepts it, and the focus stays among the proposals", page.focused() in ["Add to overlay", "proposals"])
    seen = []
    for _ in range(60):
        page.browser.press("Tab")
        seen.append(page.focused())
        if seen[-1] == "code-editor":
            break
    check("the keyboard leaves the overlay and reaches the code", "overlay-editor" in seen and seen[-1] == "code-editor")
    page.browser.run("document.getElementById('code-tab').focus()")
    page.browser.press("\ue014")
    check("arrows move between tabs", page.browser.run("return !document.getElementById('compare-view').hidden"))
    page.browser.press("\ue012")


def looks(page, site, folder):
    """Light, dark and narrow: contrast, nothing wider than the window, names of controls."""
    for name, scheme, width, example in [("light", "light", 1440, "nekt"), ("dark", "dark", 1440, "nekt"), ("narrow", "light", 400, "petstore"), ("narrow-dark", "dark", 400, "petstore")]:
        page.browser.resize(width, 900)
        page.browser.scheme(scheme)
        page.visit(f"{site.url}#example={example}")
        page.settled()
        same(f"{name}: texts with a contrast below 4.5", page.contrast(), [])
        for tab in ["corrections", "rust", "document"] if width < 900 else []:
            page.click(f"#{tab}-tab")
            shown = page.browser.run("return [...document.querySelectorAll('.panel')].filter(it => it.checkVisibility()).map(it => it.id)")
            same(f"{name}: the tab shows one panel", shown, [f"{tab}-panel"])
            check(f"{name}: {tab} is not wider than {width} px", page.browser.run("return document.documentElement.scrollWidth <= innerWidth"))
            same(f"{name}: {tab}: texts with a contrast below 4.5", page.contrast(), [])
            small = page.browser.run("return [...document.querySelectorAll('.panel.shown .editor')].filter(it => it.checkVisibility() && it.offsetHeight < 100).map(it => it.id)")
            same(f"{name}: {tab}: editors that are too small", small, [])
            if folder:
                page.browser.screenshot(os.path.join(folder, f"{name}-{tab}.png"))
        if folder:
            page.browser.screenshot(os.path.join(folder, f"{name}.png"))
    page.browser.resize(1440, 900)
    page.browser.scheme("light")
    unnamed = page.browser.run("""
        return [...document.querySelectorAll('input:not([type=file]), select, button')].filter(it =>
            !(it.labels?.[0]?.textContent ?? it.textContent).trim()).map(it => it.outerHTML)""")
    same("controls without a name", unnamed, [])
    levels = page.browser.run("return [...document.querySelectorAll('h1,h2,h3,h4')].map(it => +it.tagName[1])")
    check("headings begin with the first level and skip none", levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])))


def large(page, site, corpus, scratch):
    """A document of 13 MB does not freeze the page, and can be cancelled or run out of time."""
    path = os.path.join(corpus, "vendor/github.json")
    if not os.path.exists(path):
        return skipped("../shared/corpus is not there: no large document is tried")
    page.fresh(site)
    page.browser.run("""
        window.gaps = [];
        let last = performance.now();
        setInterval(() => { const now = performance.now(); gaps.push(now - last); last = now; }, 10)""")
    page.choose("open-file", path)
    page.browser.wait("return !document.getElementById('busy').hidden", 60)
    page.browser.wait("return /^Generating/.test(document.getElementById('busy-text').textContent)", 60)
    began = time.monotonic()
    page.browser.wait("return /operations/.test(document.getElementById('status').textContent)", 240)
    print(f"   generated {time.monotonic() - began:.1f} s after it began: {page.status()}")
    page.browser.wait("return /contradictions/.test(document.getElementById('busy-text').textContent)", 60)
    time.sleep(2)
    page.click("#cancel")
    page.browser.wait("return document.getElementById('busy').hidden")
    check("the search for contradictions can be cancelled", "Cancelled" in page.notice())
    check("the code stays", len(page.files()) > 1000)
    gap = page.browser.run("return Math.round(Math.max(...gaps))")
    check(f"the longest time without a reaction was {gap} ms, at most {GAP_LIMIT}", gap <= GAP_LIMIT)
    page.browser.run("playground.engine.limit = 1")
    page.browser.run("playground.documentEditor.view.dispatch({changes: {from: 1, insert: ' '}})")
    page.browser.wait("return document.getElementById('notice-text').textContent.startsWith('Stopped after 1 seconds')", 60)
    check("a document that takes too long is stopped, with a button to go on", "Run again" in page.notice())
    page.browser.run("playground.engine.limit = 30; gaps.length = 0")
    with open(path, encoding="utf-8") as file, open(os.path.join(scratch, "line.json"), "w", encoding="utf-8") as line:
        json.dump(json.load(file), line)
    page.choose("open-file", os.path.join(scratch, "line.json"))
    page.browser.wait("return /operations/.test(document.getElementById('status').textContent)", 240)
    gap = page.browser.run("return Math.round(Math.max(...gaps))")
    check(f"the same as one line: {gap} ms, at most {GAP_LIMIT}", gap <= GAP_LIMIT)
    page.paste("document-editor", PASTED)
    page.settled("1 operation,")
    check("and the page works on", True)


def broken(page, site):
    """A generator that ends with an error is reported and started anew."""
    page.visit(site.url + "broken/")
    page.browser.wait("return document.getElementById('notice-text').textContent.includes('ended with an error')", 20)
    check("what a panic says is shown", "boom at lib.rs:1" in page.notice() and "Run again" in page.notice())
    page.click("#notice-actions button")
    page.browser.wait("return document.getElementById('notice-text').textContent.includes('ended with an error')", 20)
    check("a new worker was started", True)


def workspace(page, truespec, scratch, folder):
    """`truespec playground` serves a workspace; saving writes the overlay and nothing else."""
    root = os.path.join(scratch, "workspace")
    shutil.copytree(os.path.join(ROOT, "specs"), os.path.join(root, "specs"))
    overlay = os.path.join(root, "specs/nekt.overlay.yaml")

    def digests():
        found = {}
        for at, _, names in os.walk(root):
            for name in names:
                with open(os.path.join(at, name), "rb") as file:
                    found[os.path.relpath(os.path.join(at, name), root)] = hashlib.sha256(file.read()).hexdigest()
        return found

    before = digests()
    page.browser.open_blank()
    page.browser.requests()
    page.browser.log("browser")
    with Served(truespec, root) as served:
        page.visit(served.url + "#api=nekt")
        page.settled("14 operations", 60)
        if folder:
            page.browser.screenshot(os.path.join(folder, "served.png"))
        same("the APIs of the workspace", page.texts("#api option"), ["dify", "nekt"])
        check("nothing is unsaved", page.browser.run("return document.getElementById('save').disabled"))
        page.browser.run("playground.overlayEditor.view.dispatch({changes: {from: 0, insert: '# edited here\\n'}})")
        page.settled("14 operations", 60)
        page.browser.run("playground.overlayEditor.focus()")
        page.key("s", 2)
        page.browser.wait("return document.getElementById('status').textContent.includes('is saved')")
        with open(overlay, encoding="utf-8") as file:
            check("the overlay is written", file.read().startswith("# edited here\n"))
        now = digests()
        same("files that changed", sorted(path for path in now | before if now.get(path) != before.get(path)), ["specs/nekt.overlay.yaml"])
        with open(overlay, "a", encoding="utf-8") as file:
            file.write("# by another editor\n")
        page.browser.run("playground.overlayEditor.view.dispatch({changes: {from: 0, insert: '# again\\n'}})")
        page.browser.wait("return !document.getElementById('save').disabled")
        page.click("#save")
        page.browser.wait("return document.getElementById('notice-text').textContent.includes('changed on disk')")
        with open(overlay, encoding="utf-8") as file:
            check("what another editor wrote is not overwritten", file.read().endswith("# by another editor\n"))
        page.click("#notice-actions button:nth-child(2)")
        page.browser.wait("return document.getElementById('save').disabled")
        with open(overlay, encoding="utf-8") as file:
            check("but by choice", file.read().startswith("# again\n"))
        asked = page.browser.requests()
        check("only this server was asked", all(url.startswith(served.origin) for url in asked))
        same("console", [entry["message"] for entry in page.browser.log("browser")], [])


def main():
    site_folder, truespec = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    folder = sys.argv[3] if len(sys.argv) > 3 else ""
    corpus, target = os.environ.get("CORPUS", ""), os.environ.get("TARGET", os.path.join(ROOT, "target"))
    size(site_folder)
    with tempfile.TemporaryDirectory(prefix="truespec-playground-") as scratch, Site(site_folder) as site, Page() as page:
        site.broken = broken_module()
        first_visit(page, site)
        pasting(page, site)
        accepting(page, site)
        comments_stay(page, site)
        comparing(page, site, folder)
        address(page, site)
        strangers(page, site)
        keyboard(page, site)
        looks(page, site, folder)
        native(page, site, truespec, scratch)
        page.silent("the page", site)
        downloading(page, site, scratch, target)
        large(page, site, corpus, scratch)
        broken(page, site)
        workspace(page, truespec, scratch, folder)


main()
