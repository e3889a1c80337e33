#!/usr/bin/env python3
"""Holds the page of `truespec report` against Chromium: links, search, filters, folding, keys, print, dark, narrow, a thousand
changes; nothing is loaded, and the console stays empty.

    run.py TRUESPEC [FOLDER]    FOLDER gets screenshots
"""

import json
import os
import re
import subprocess
import sys
import tempfile

from browser import Browser

HERE = os.path.dirname(os.path.abspath(__file__))

# The most milliseconds that a filter may take, on a slow machine: it is a few dozen on a fast one.
FILTER_LIMIT = 400
# The longest that the page may not react while a thousand changes are read and scrolled.
TASK_LIMIT = 1500

VISIBLE = "return [...document.querySelectorAll('.card.change')].filter(card => !card.hidden).length"
FOCUS = "return document.activeElement.closest('.card')?.id ?? document.activeElement.id"


def report(truespec, page, *arguments):
    """Writes a page."""
    subprocess.run([truespec, "report", *arguments, "--html", page], check=True, cwd=HERE, stdout=subprocess.DEVNULL)
    return page


def check(what, is_so):
    """Says what holds, or fails."""
    if not is_so:
        raise AssertionError(what)
    print(f"ok: {what}")


def same(what, found, expected):
    """Like `check`, for a value that is to be equal to another."""
    check(f"{what}: {expected}" if found == expected else f"{what}: {found}, not {expected}", found == expected)


def silent(browser, what):
    """Fails if the console has an entry or something was asked for."""
    entries = [entry["message"] for entry in browser.log("browser")]
    requests = browser.requests()
    check(f"{what}: the console is empty and nothing is loaded {entries or ''}{requests or ''}", not entries and not requests)


def links(browser):
    """Every anchor leads to an element, every other link to a web page."""
    broken = browser.run("""
        return [...document.querySelectorAll('a')].map(link => link.getAttribute('href')).filter(href =>
            href.startsWith('#') ? !document.getElementById(decodeURIComponent(href.slice(1))) : !/^https?:/.test(href))""")
    same("links that lead nowhere", broken, [])
    doubled = browser.run("""
        const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
        return ids.filter((id, index) => ids.indexOf(id) !== index)""")
    same("ids that are not unique", doubled, [])


def landmarks(browser):
    """What assistive software needs: names of controls and sections, one heading of the first level, no level left out."""
    unnamed = browser.run("""
        const controls = [...document.querySelectorAll('input, select, button')];
        return controls.filter(it => !(it.labels?.[0]?.textContent ?? it.textContent).trim()).map(it => it.outerHTML)""")
    same("controls without a name", unnamed, [])
    sections = browser.run("""
        return [...document.querySelectorAll('section')].filter(section =>
            !document.getElementById(section.getAttribute('aria-labelledby'))).length""")
    same("sections without a name", sections, 0)
    levels = browser.run("return [...document.querySelectorAll('h1,h2,h3,h4,h5')].map(it => +it.tagName[1])")
    check("headings begin with the first level and skip none",
          levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])))
    same("one main part, one head, one search", browser.run("""
        return ['main', 'body > header', '[role=search]'].map(it => document.querySelectorAll(it).length)"""), [1, 1, 1])


CONTRAST = """
const parse = text => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
const light = ({ r, g, b }) => {
  const [x, y, z] = [r, g, b].map(part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const ground = element => {
  for (let it = element; it; it = it.parentElement) {
    const colour = parse(getComputedStyle(it).backgroundColor);
    if (colour.a > 0) return colour;
  }
  return parse(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? '0,0,0' : '255,255,255');
};
const found = new Map();
for (const element of document.querySelectorAll('body *')) {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!own || !element.checkVisibility() || element.closest('.sr, .skip, script')) continue;
  const style = getComputedStyle(element);
  const [one, other] = [light(parse(style.color)), light(ground(element))].sort((a, b) => b - a);
  const ratio = (one + 0.05) / (other + 0.05);
  if (ratio < 4.5) found.set(`${element.tagName}.${element.className}`, ratio.toFixed(2));
}
return [...found]
"""


def looks(browser, page, folder):
    """Light, dark and narrow: contrast, and nothing wider than the window."""
    for name, scheme, width in [("light", "light", 1280), ("dark", "dark", 1280), ("narrow", "light", 400)]:
        browser.resize(width, 900)
        browser.scheme(scheme)
        browser.open(page)
        browser.run("document.querySelectorAll('details').forEach(it => { it.open = true; })")
        same(f"{name}: texts with a contrast below 4.5", browser.run(CONTRAST), [])
        wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
        check(f"{name}: nothing is wider than {width} px", wide <= 0)
        colour = browser.run("return getComputedStyle(document.body).backgroundColor")
        is_dark = sum(map(int, re.findall(r"\d+", colour)[:3])) < 200
        check(f"{name}: the background is {colour}", is_dark == (scheme == "dark"))
        if folder:
            browser.screenshot(os.path.join(folder, f"{name}.png"))
    browser.scheme("light")
    browser.resize(1280, 900)


def search_and_filters(browser, page):
    """The search box, each filter, their combination and the way back."""
    browser.open(page)
    total = browser.run(VISIBLE)
    same("the status", browser.run("return document.getElementById('status').textContent"), f"{total} changes")

    def type_in(text):
        browser.run("document.getElementById('query').focus(); document.getElementById('query').select()")
        browser.press(*text)

    type_in("pet KILOGRAMS")
    browser.wait(f"{VISIBLE.replace('return ', 'return 1 === ')}")
    same("the search leaves", browser.run("return document.querySelector('.card.change:not([hidden])').id"), "c.types.Pet.weight")
    same("the section without a match is left out", browser.run("return document.getElementById('major').hidden"), True)
    browser.press("Escape")
    same("Escape clears the search", browser.run(VISIBLE), total)
    type_in("nothing like this")
    browser.wait("return !document.getElementById('no-match').hidden")
    check("no match is said", True)
    browser.run("document.getElementById('reset').click()")
    same("the filters are cleared", browser.run(VISIBLE), total)

    def choose(control, value):
        browser.run("""
            const [id, value] = arguments, control = document.getElementById(id);
            control.value = value; control.dispatchEvent(new Event('change'))""", control, value)

    counts = {}
    for control in ["what", "kind", "group"]:
        options = browser.run("return [...document.getElementById(arguments[0]).options].map(it => it.value)", control)
        for value in options[1:]:
            choose(control, value)
            counts[control] = counts.get(control, 0) + browser.run(VISIBLE)
        choose(control, "")
    same("the changes of each kind of change together", counts["what"], total)
    same("the changes of each kind together", counts["kind"], total)
    check("each change is in a group", counts["group"] >= total)
    browser.run("document.querySelector('input[value=minor]').click()")
    majors = browser.run("return document.querySelectorAll('.change[data-level=major]').length")
    same("without minor changes", browser.run(VISIBLE), majors)
    choose("what", "removed")
    same("the count of a section", browser.run("return document.querySelector('#major .count').textContent"), f"1 of {majors}")
    browser.run("document.getElementById('reset').click()")


def folding_and_keys(browser, page):
    """Folding by a click, by keys, of all; the keys that go through the changes; the address of a change."""
    browser.open(page)
    is_open = "return document.getElementById('c.types.Pet.weight').open"
    browser.run("document.getElementById('unfold').click()")
    same("all are unfolded", browser.run("return document.querySelectorAll('.card:not([open])').length"), 0)
    browser.run("document.getElementById('fold').click()")
    same("all are folded", browser.run("return document.querySelectorAll('.card[open]').length"), 0)
    browser.open(page)
    browser.press("j")
    same("j goes to the first change", browser.run(FOCUS), "c.pets.List.limit()")
    browser.press("j", "j", "k")
    same("j and k go on and back", browser.run(FOCUS), "c.pets.Pets.create()")
    was = browser.run("return document.getElementById('c.pets.Pets.create()').open")
    browser.press("Enter")
    same("Enter folds", browser.run("return document.getElementById('c.pets.Pets.create()').open"), not was)
    ring = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
    same("the focus is visible", ring, "solid")
    browser.press("/")
    same("/ goes to the search", browser.run(FOCUS), "query")
    browser.press("j")
    same("keys are text there", browser.run("return document.getElementById('query').value"), "j")
    browser.press("Escape")
    browser.run("document.getElementById('keys').click(); document.activeElement.blur()")
    browser.press("j")
    same("keys can be turned off", browser.run("return document.activeElement.tagName"), "BODY")
    browser.open(page)
    browser.press("Tab")
    same("the first stop is the way to the content",
         browser.run("return document.activeElement.getAttribute('href')"), "#main")
    stops = 0
    while browser.run("return !document.activeElement.closest('.card')") and stops < 40:
        browser.press("Tab")
        stops += 1
    check(f"the changes are reached by {stops} more stops", stops < 20)
    browser.open(page, "#c.types.Pet.weight")
    same("an address unfolds its change", browser.run(is_open), True)
    browser.wait("return document.activeElement.closest('.card')?.id === 'c.types.Pet.weight'")
    check("and moves the focus there", True)
    browser.run("""
        const query = document.getElementById('query');
        query.value = 'limit'; query.dispatchEvent(new Event('input'))""")
    browser.wait(f"{VISIBLE.replace('return ', 'return 1 === ')}")
    browser.run("location.hash = ''; location.hash = '#c.types.Pet.weight'")
    browser.wait("return !document.getElementById('c.types.Pet.weight').hidden")
    check("an address shows a change that was filtered out", True)


def printed(browser, page, path):
    """Printed, the page is light, without controls, and unfolded."""
    browser.scheme("dark", "print")
    browser.open(page)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    same("printed: the search", browser.run("return getComputedStyle(document.getElementById('bar')).display"), "none")
    same("printed: folded changes", browser.run("return document.querySelectorAll('.card:not([open])').length"), 0)
    same("printed: the background", browser.run("return getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")
    browser.run("dispatchEvent(new Event('afterprint'))")
    check("and folded again", browser.run("return document.querySelectorAll('.card:not([open])').length") > 0)
    browser.pdf(path)
    check("a PDF", os.path.getsize(path) > 10_000)
    browser.scheme("light")


def without_script(browser, page, copy):
    """Read where scripts do not run: what needs one is not there, and details unfold."""
    with open(page, encoding="utf-8") as file:
        text = re.sub(r"(?s)<script>.*?</script>", "", file.read())
    with open(copy, "w", encoding="utf-8") as file:
        file.write(text)
    browser.open(copy)
    same("without a script: the search is there", browser.run("return document.getElementById('bar').checkVisibility()"), False)
    card = "document.getElementById('c.types.Pet.weight')"
    browser.run(f"{card}.querySelector('summary').focus()")
    browser.press("Enter")
    same("without a script: a change unfolds", browser.run(f"return {card}.open"), True)
    check("without a script: it is read", "Kilograms" in browser.run(f"return {card}.innerText"))


def hostile(browser, page):
    """Text of documents runs nothing and loads nothing."""
    browser.open(page)
    browser.run("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    same("scripts", browser.run("return document.scripts.length"), 1)
    foreign = browser.run("return document.querySelectorAll('img, svg, iframe, object, embed, link, base, form, [style], [onerror], [onclick]').length")
    same("foreign elements", foreign, 0)
    shown = browser.run("return document.body.innerText.includes('onerror=alert')")
    check("the text is shown", shown)
    silent(browser, "hostile text")
    # What is injected afterwards is refused as well.
    browser.run("""
        const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.body.append(script);
        const image = new Image();
        image.src = 'http://127.0.0.1:9/x.png';
        document.body.append(image)""")
    same("an injected script", browser.run("return window.injected === undefined"), True)
    entries = [entry["message"] for entry in browser.log("browser")]
    check("the policy refuses both", sum("Content Security Policy" in entry for entry in entries) == 2)
    browser.requests()


def many(browser, page):
    """A thousand changes: opening, filtering and scrolling do not block the page."""
    size = os.path.getsize(page)
    browser.open(page)
    total = browser.run(VISIBLE)
    check(f"{total} changes in {size:,} bytes", total >= 1000 and size * 1000 / total < 3_000_000)
    browser.run("""
        window.tasks = [];
        new PerformanceObserver(list => list.getEntries().forEach(it => tasks.push(Math.round(it.duration))))
            .observe({ type: 'longtask', buffered: true })""")
    times = browser.later("""
        const query = document.getElementById('query'), times = [];
        const frame = () => new Promise(requestAnimationFrame);
        (async () => {
          for (const text of ['thing1', 'thing12', 'optional', 'nothing', '']) {
            query.value = text;
            query.dispatchEvent(new Event('input'));
            await new Promise(resolve => setTimeout(resolve, 90));
            const start = performance.now();
            document.querySelector('input[value=patch]').dispatchEvent(new Event('change'));
            document.body.offsetHeight;
            await frame();
            times.push(Math.round(performance.now() - start));
          }
          for (let at = 0; at < document.body.scrollHeight; at += 4000) { scrollTo(0, at); await frame(); }
          document.getElementById('unfold').click();
          await frame(); await frame();
          done(times);
        })()""")
    check(f"a filter takes {times} ms", max(times) < FILTER_LIMIT)
    tasks = browser.run("return tasks")
    check(f"long tasks: {tasks} ms", max(tasks, default=0) < TASK_LIMIT)
    last = browser.run("return [...document.querySelectorAll('.change')].at(-1).id")
    browser.open(page, f"#{last}")
    browser.wait("return document.activeElement.closest('.card')?.id === [...document.querySelectorAll('.change')].at(-1).id")
    browser.later("requestAnimationFrame(() => requestAnimationFrame(() => done()))")
    at = browser.run("return Math.round(document.activeElement.getBoundingClientRect().top)")
    check(f"an address goes to the last change, {at} px below the top of the window", 0 <= at < 600)
    silent(browser, "a thousand changes")


def main():
    truespec = os.path.abspath(sys.argv[1])
    folder = sys.argv[2] if len(sys.argv) > 2 else ""
    with tempfile.TemporaryDirectory(prefix="truespec-page-") as scratch, Browser() as browser:
        def path(name):
            return os.path.join(scratch, name)

        page = report(truespec, path("page.html"), "old.yaml", "new.yaml", "--new-overlay", "overlay.yaml")
        browser.open(page)
        links(browser)
        landmarks(browser)
        looks(browser, page, folder)
        search_and_filters(browser, page)
        folding_and_keys(browser, page)
        printed(browser, page, os.path.join(folder or scratch, "page.pdf"))
        without_script(browser, page, path("plain.html"))
        silent(browser, "the page")
        for name in ["old.json", "new.json", "overlay.json"]:
            document(path(name), name)
        hostile(browser, report(truespec, path("hostile.html"), path("old.json"), path("new.json"), "--new-overlay", path("overlay.json")))
        for name in ["many_old.yaml", "many_new.yaml"]:
            thousand(path(name), "string" if "old" in name else "integer")
        many(browser, report(truespec, path("many.html"), path("many_old.yaml"), path("many_new.yaml")))


HOSTILE = "</script><img src=http://127.0.0.1:9/x onerror=alert(1)>\"' onload='alert(2)' <!-- javascript:alert(3)"


def document(path, name):
    """Writes a document or an overlay whose texts are hostile."""
    schema = {"type": "object", "title": HOSTILE, "description": HOSTILE, "properties": {
        f"x{HOSTILE}": {"type": "string" if name == "old.json" else "integer", "description": HOSTILE},
        "kind": {"type": "string", "enum": [HOSTILE, name]}}}
    answer = {"description": HOSTILE, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A<b>"}}}}
    operation = {"operationId": "</title><script>alert(4)</script>", "tags": [HOSTILE], "summary": HOSTILE,
                 "description": HOSTILE, "responses": {"200": answer}}
    value = {"openapi": "3.0.3", "info": {"title": HOSTILE, "version": name, "description": HOSTILE},
             "paths": {"/a</script><b>": {"get": operation}}, "components": {"schemas": {"A<b>": schema}}}
    if name == "overlay.json":
        quirk = {"id": HOSTILE, "source": "javascript:alert(5) https://a.example/\"onclick=alert(6)", "note": HOSTILE}
        action = {"target": "$.info", "description": HOSTILE, "x-quirk": quirk, "update": {"x-note": HOSTILE}}
        value = {"overlay": "1.0.0", "info": {"title": HOSTILE, "version": "1"}, "actions": [action]}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file)


def thousand(path, kind):
    """Writes a document; with another kind, about a thousand items of its client differ."""
    things = range(250)
    schemas = {f"Thing{index}": {"type": "object", "required": ["first"], "properties": {
        name: {"type": kind, "description": f"What the {name} of a thing is."}
        for name in ["first", "second", "third", "fourth"]}} for index in things}
    paths = {f"/things{index}": {"get": {
        "operationId": f"getThing{index}", "tags": [f"group{index % 20}"], "responses": {"200": {
            "description": "It.", "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/Thing{index}"}}}}}}}
        for index in things}
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"openapi": "3.0.3", "info": {"title": "Many", "version": "1"}, "paths": paths,
                   "components": {"schemas": schemas}}, file)


main()
