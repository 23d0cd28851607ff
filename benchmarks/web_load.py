"""Thirty people at once while audits run: ``python -m benchmarks.web_load [SECONDS]`` (at most 600).

A real server with its own processes; each session asks for one page after another with half a second to one and a half between
them, as people do, while batches are handed in again and again. Told are the waiting times of page views, in milliseconds.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from urllib.parse import quote

import httpx2 as httpx

from auditor.resources import data_path

SESSIONS, AUDITORS, MOST_SECONDS = 30, 2, 600
_BETWEEN = (0.5, 1.5)
_SAMPLES = sorted(data_path("corpora", "samples", "workbooks").glob("*.xlsx"))


def main(seconds: float) -> None:
    """Measure for so long and print median, 95th percentile and the longest wait."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "auditor", "serve", "--no-browser", "--port", "0", "--data", folder]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        try:
            address = re.search(r"http://\S+", server.stdout.readline())[0]  # type: ignore[union-attr, index]
            waits, audits = _measured(address, seconds)
        finally:
            server.terminate()
            server.wait(30)
    p95 = quantiles(waits, n=20)[-1]
    print(f"{SESSIONS} sessions, {seconds:.0f} s, {len(waits)} page views, {audits} audits: "
          f"median {median(waits):.0f} ms, p95 {p95:.0f} ms, most {max(waits):.0f} ms")  # fmt: skip


def _measured(address: str, seconds: float) -> tuple[list[float], int]:
    """Waiting times in milliseconds, and how many audits were begun meanwhile."""
    with _browser(address) as first:
        batch = _hand_in(first)
        while "progress-bar" in first.get(f"/batches/{batch}").text:
            time.sleep(0.5)
    end = time.monotonic() + seconds
    waits: list[float] = []
    audits: list[str] = []
    people = [
        threading.Thread(target=_person, args=(address, batch, number, end, waits.append)) for number in range(SESSIONS)
    ]
    people += [threading.Thread(target=_auditor, args=(address, end, audits.append)) for _ in range(AUDITORS)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return waits, len(audits)


def _person(address: str, batch: str, number: int, end: float, told: Callable[[float], None]) -> None:
    chance = random.Random(number)
    files = range(1, len(_SAMPLES) + 1)
    parts = (
        "",
        "/sendback",
        "/rounds",
        *(f"/{place}" for place in files),
        *(f"/{place}/understood" for place in files),
    )
    pages = ["/", "/season", "/queue", "/verdicts", *(f"/batches/{batch}{part}" for part in parts)]
    with _browser(address) as browser:
        while time.monotonic() < end:
            begun = time.perf_counter()
            browser.get(chance.choice(pages)).raise_for_status()
            told(1000 * (time.perf_counter() - begun))
            time.sleep(chance.uniform(*_BETWEEN))


def _auditor(address: str, end: float, told: Callable[[str], None]) -> None:
    with _browser(address) as browser:
        while time.monotonic() < end:
            batch = _hand_in(browser)
            told(batch)
            while "progress-bar" in browser.get(f"/batches/{batch}").text and time.monotonic() < end:
                time.sleep(0.5)


@contextmanager
def _browser(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address.partition("/signin")[0], follow_redirects=True, timeout=60) as browser:
        browser.headers["accept"] = "text/html"
        page = browser.get(address).text
        browser.headers["x-csrf-token"] = re.search(r'name="csrf" content="([^"]+)"', page)[1]  # type: ignore[index]
        yield browser


def _hand_in(browser: httpx.Client) -> str:
    batch = browser.post("/batches", data={"title": "样例"}).json()["batch"]
    for path in _SAMPLES:
        headers = {"x-file-name": quote(path.name), "content-type": "application/octet-stream"}
        browser.post(f"/batches/{batch}/files", content=path.read_bytes(), headers=headers).raise_for_status()
    browser.post(f"/batches/{batch}/start").raise_for_status()
    return str(batch)


if __name__ == "__main__":
    main(min(MOST_SECONDS, float(sys.argv[1])) if len(sys.argv) > 1 else 120)
