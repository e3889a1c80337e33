#!/usr/bin/env python3
"""Makes the pictures of the page in generator/docs anew: what Nekt's corrections change.

    pictures.py TRUESPEC
"""

import base64
import os
import subprocess
import sys
import tempfile

from browser import Browser

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
DOCUMENT = "specs/nekt.yaml"
OVERLAY = "specs/nekt.overlay.yaml"


def main():
    truespec = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="truespec-page-") as scratch, Browser() as browser:
        page = os.path.join(scratch, "page.html")
        subprocess.run([truespec, "report", DOCUMENT, DOCUMENT, "--new-overlay", OVERLAY, "--html", page],
                       check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        browser.devtools("Emulation.setDeviceMetricsOverride", width=1180, height=940, deviceScaleFactor=1.5, mobile=False)
        for scheme in ["light", "dark"]:
            browser.scheme(scheme)
            browser.open(page)
            browser.run("""
                const query = document.getElementById('query');
                query.value = 'tags';
                query.dispatchEvent(new Event('input'));
                query.blur()""")
            browser.wait("return !document.getElementById('reset').hidden")
            browser.run("document.querySelector('.change:not([hidden])').open = true")
            shot = browser.devtools("Page.captureScreenshot", format="webp", quality=82)
            with open(os.path.join(ROOT, f"generator/docs/report-{scheme}.webp"), "wb") as file:
                file.write(base64.b64decode(shot["data"]))


main()
