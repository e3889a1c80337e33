#!/usr/bin/env python3
"""Makes the pictures of the playground in generator/docs anew: a correction of the first example, and what it changes.

    pictures.py SITE [FOLDER]    FOLDER gets the same as PNG
"""

import base64
import os
import sys

from support import ROOT, Page, Site


# The most bytes of a picture.
LIMIT = 80_000


def main():
    with Site(os.path.abspath(sys.argv[1])) as site, Page() as page:
        page.browser.devtools("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1.25, mobile=False)
        for scheme in ["light", "dark"]:
            page.browser.scheme(scheme)
            page.fresh(site, example=True)
            page.open_file("src/pets.rs")
            page.click("#proposals .card .primary")
            page.settled()
            page.browser.wait("return document.getElementById('code-changes').textContent !== ''")
            for _ in range(2):
                page.click("#next-change")
            page.click("h1")
            page.browser.run("document.activeElement.blur()")
            shots = (page.browser.devtools("Page.captureScreenshot", format="webp", quality=quality)["data"] for quality in range(90, 10, -5))
            picture = next(data for data in map(base64.b64decode, shots) if len(data) <= LIMIT)
            with open(os.path.join(ROOT, f"generator/docs/playground-{scheme}.webp"), "wb") as file:
                file.write(picture)
            if len(sys.argv) > 2:
                page.browser.screenshot(os.path.join(sys.argv[2], f"playground-{scheme}.png"))


main()
