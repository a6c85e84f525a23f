"""Take pictures of every page of a ledger's reading room: light, dark, and on a phone.

Usage: python tools/screenshots.py LEDGER FOLDER [NAME ...]

Needs Debian's chromium. NAMEs are those of ``room_pages.EVERY``; all pages if none is given.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from communique.web import make_app
from communique.web.app import Limits
from room_pages import addresses

CHROMIUM = "/usr/bin/chromium"
LOOKS = (("light", 1200), ("dark", 1200), ("light", 390))


def take(ledger: Path, folder: Path, names: list[str]) -> None:
    """Write a picture of each page in each look into a folder, as ``NAME-SCHEME-WIDTH.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _open(ledger) as room, sync_playwright() as playwright:
        wanted = {name: at for name, at in addresses(room).items() if name in names or not names}
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for scheme, width in LOOKS:
            _look(browser, room, wanted, folder, scheme, width)
        browser.close()


def _look(
    browser: Browser, room: str, wanted: dict[str, str], folder: Path, scheme: str, width: int
) -> None:
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    for name, address in wanted.items():
        page.goto(room + address)
        file = folder / f"{name.replace(' ', '-')}-{scheme}-{width}.png"
        page.screenshot(path=file, full_page=True)
    context.close()


@contextmanager
def _open(ledger: Path) -> Iterator[str]:
    app = make_app(ledger, may_write=True, limits=Limits(rate=0))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
