"""Chromium through its WebDriver: the few commands that the tests of the page need, with the standard library alone."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Space": "\ue00d"}


def programs():
    """Returns the browser and its driver, or None where one of them is not installed."""
    browsers = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    browser = next((path for path in map(shutil.which, filter(None, browsers)) if path), None)
    driver = shutil.which(os.environ.get("CHROMEDRIVER", "chromedriver"))
    return (browser, driver) if browser and driver else None


class Browser:
    """A window of a browser without a screen. Use it in a `with` block: that ends the browser."""

    def __init__(self, width=1280, height=900):
        browser, driver = programs()
        self.folder = tempfile.mkdtemp(prefix="truespec-page-")
        log = os.path.join(self.folder, "driver.log")
        command = [driver, "--port=0", f"--log-path={log}"]
        self.driver = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = next(line.rsplit(" ", 1)[1] for line in self.driver.stdout if "successfully on port" in line)
        self.address = f"http://127.0.0.1:{port.strip().rstrip('.')}"
        arguments = ["--headless=new", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
                     f"--user-data-dir={self.folder}/profile", f"--window-size={width},{height}"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        arguments.append("about:blank")
        options = {"binary": browser, "args": arguments}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        self.session = ""
        answer = self.send("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/{answer['sessionId']}"
        self.open_blank()
        self.requests()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.send("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait(20)
            shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, method, path, body=None):
        """Sends a WebDriver command and returns its value."""
        data = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(f"{self.address}/session{self.session}{path}", data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"].split("\n")[0]) from None

    def open_blank(self):
        """Leaves the page."""
        self.send("POST", "/url", {"url": "about:blank"})

    def open(self, path, anchor=""):
        """Opens a file."""
        self.open_blank()
        self.send("POST", "/url", {"url": f"file://{os.path.abspath(path)}{anchor}"})
        self.wait("return location.protocol === 'file:' && document.readyState === 'complete'")

    def visit(self, url):
        """Opens an address."""
        self.open_blank()
        self.send("POST", "/url", {"url": url})
        self.wait("return document.readyState === 'complete'")

    def run(self, script, *arguments):
        """Runs the body of a function in the page and returns its result."""
        return self.send("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def later(self, script):
        """Runs a script that calls `done` with its result."""
        script = f"const done = arguments[arguments.length - 1]; {script}"
        return self.send("POST", "/execute/async", {"script": script, "args": []})

    def devtools(self, command, **parameters):
        """Sends a command of the DevTools protocol."""
        return self.send("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def press(self, *keys):
        """Presses keys where the focus is: characters, or names as in KEYS."""
        actions = []
        for key in keys:
            value = KEYS.get(key, key)
            actions += [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        self.send("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def resize(self, width, height):
        """Makes the page as wide and high as that."""
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, name, media=""):
        """Prefers light or dark, on a screen or in print."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.devtools("Emulation.setEmulatedMedia", media=media, features=features)

    def wait(self, script, seconds=10):
        """Waits until a script returns something true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            value = self.run(script)
            if value:
                return value
            time.sleep(0.03)
        raise AssertionError(f"not within {seconds} s: {script}")

    def log(self, kind):
        """Returns the entries since the last call: of the console (`browser`), or what the browser did (`performance`)."""
        return self.send("POST", "/se/log", {"type": kind})

    def requests(self):
        """Returns the addresses that were asked for since the last call, but for files and blank pages."""
        entries = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        asked = [entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith(("file:", "about:", "data:"))]

    def screenshot(self, path):
        """Writes what is in view as PNG."""
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.send("GET", "/screenshot")))

    def pdf(self, path):
        """Prints the page as PDF."""
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.send("POST", "/print", {"background": True})))
