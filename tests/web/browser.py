"""A real room and a real browser: `communique serve` as a process, Debian's Chromium in front."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
DESKTOP, PHONE = 1200, 390
_OPENED = re.compile(r"open at (http\S+)/ ")
Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A room that a process serves.

    Attributes:
        address: of it, without a slash at the end.
        log: what the process says on standard error.
    """

    address: str
    log: Path


@contextmanager
def serving(ledger: Path, folder: Path) -> Iterator[Served]:
    """Serve a ledger on a free port of this machine until the block ends."""
    log = folder / "serve.log"
    command = [sys.executable, "-m", "communique", "serve", str(ledger), "--port", "0"]
    with log.open("wb") as said:
        process = subprocess.Popen([*command, "--name", "Demo"], stderr=said)
        try:
            yield Served(address=_opened(process, log), log=log)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _opened(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        if found := _OPENED.search(log.read_text(encoding="utf-8")):
            return found[1]
        assert process.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError("the room did not open within a minute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A reader with a browser of their own.

    Attributes:
        page: what the browser shows.
        room: the address that it is at.
        complaints: what consoles, scripts and dialogs said, and requests that left the host.
    """

    page: Page
    room: str
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open a page of the room and wait until it is quiet."""
        self.page.goto(self.room + address)
        return self.page

    @property
    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        measured: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return measured


@contextmanager
def visiting(
    browser: Browser,
    served: Served,
    *,
    width: int = DESKTOP,
    scheme: Scheme = "light",
    scripts: bool = True,
    **given: Any,
) -> Iterator[Visitor]:
    """Let somebody visit a room, with all that goes wrong written down."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=scripts,
        **given,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    visitor = Visitor(page=page, room=served.address)
    _listen(visitor)
    try:
        yield visitor
    finally:
        context.close()


def _listen(visitor: Visitor) -> None:
    page, told = visitor.page, visitor.complaints
    here = urlsplit(visitor.room).netloc
    page.on("console", lambda one: told.append(f"{one.type}: {one.text}"))
    page.on("pageerror", lambda one: told.append(f"script: {one}"))
    page.on("dialog", lambda one: (told.append(f"dialog: {one.message}"), one.dismiss()))
    page.on(
        "request",
        lambda one: (
            told.append(f"left: {one.url}")
            if urlsplit(one.url).scheme != "data" and urlsplit(one.url).netloc != here
            else None
        ),
    )
