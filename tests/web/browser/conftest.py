"""A real server and a real browser: Chromium of the system, driven as a person would; skipped where there is none."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import PATIENCE

SIZES = {"1366": {"width": 1366, "height": 768}, "390": {"width": 390, "height": 844}}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PICTURES = os.environ.get("AUDITOR_PICTURES")
"""Folder into which pictures for the documentation are put, where they are wanted."""


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, timeout=PATIENCE * 1000)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    """The address of a server that somebody started at this computer."""
    data = tmp_path_factory.mktemp("serve")
    command = [sys.executable, "-m", "auditor", "serve", "--no-browser", "--port", "0", "--data", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
    yield re.search(r"http://\S+", process.stdout.readline())[0]
    process.terminate()
    process.wait(PATIENCE)


class Page:
    """A browser's page with what every test asks of it."""

    def __init__(self, page):
        self.page = page
        self.wrong = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.left = []
        page.on(
            "request",
            lambda one: self.left.append(one.url) if not one.url.startswith(("http://127.0.0.1", "data:")) else None,
        )

    def __getattr__(self, name):
        return getattr(self.page, name)

    def follow(self, link):
        """Click what leads to another page, and be there to the end: what its scripts do is done once they have run."""
        with self.page.expect_navigation():
            link.click()

    def faults(self, part=None):
        """Serious accessibility faults, each with its places, by axe-core: of the page, or of what a selector chooses."""
        axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
        source = Path(axe.__file__).with_name("axe.min.js").read_text("utf-8")
        self.page.evaluate(source)
        run = "async part => (await axe.run(part || document, {resultTypes: ['violations']})).violations"
        found = self.page.evaluate(run, part)
        return [
            (one["id"], [node["html"][:120] for node in one["nodes"]][:3])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    def too_wide(self):
        """What makes the page scroll sideways: nothing, or the elements that reach beyond its edge."""
        return self.page.evaluate(
            """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
              [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
              .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)"""
        )

    def picture(self, name):
        """Keep a picture for the documentation, where pictures are wanted."""
        if PICTURES:
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@pytest.fixture(params=SIZES)
def page(chromium, serving, request):
    """A signed-in page of a size."""
    context = chromium.new_context(viewport=SIZES[request.param], accept_downloads=True, locale="zh-CN")
    context.set_default_timeout(PATIENCE * 1000)
    opened = Page(context.new_page())
    opened.size = request.param
    opened.goto(serving)
    yield opened
    assert opened.wrong == []
    assert opened.left == []
    context.close()
