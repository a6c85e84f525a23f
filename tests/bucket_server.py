"""A server that speaks S3, for the tests: moto's, where its program is installed.

It is no dependency of the project's: what it needs itself is older than what is pinned here. It is
used where it was installed by itself, as by ``pipx install 'moto[server]'``, and is named in the
environment: ``COMMUNIQUE_MOTO_SERVER=~/.local/bin/moto_server``. Not every version answers.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager


def program() -> str | None:
    """Return the program that serves, None if none is named."""
    found = shutil.which(os.environ.get("COMMUNIQUE_MOTO_SERVER", ""))
    works = found and subprocess.run([found, "--help"], capture_output=True, check=False)
    return found if works and not works.returncode else None


@contextmanager
def bucket_server(program: str, *buckets: str) -> Iterator[str]:
    """Serve empty buckets on this machine; give the address to ask at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for bucket in buckets:
            _made(f"{address}/{bucket}", server)
        yield address
    finally:
        server.terminate()
        server.wait()


def put(address: str, content: bytes) -> None:
    """Put an object where its address says."""
    urllib.request.urlopen(urllib.request.Request(address, content, method="PUT"), timeout=30)


def _made(address: str, server: subprocess.Popen[bytes]) -> None:
    """Make a bucket, as soon as the server answers."""
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(address, method="PUT"), timeout=30)
            return
        except urllib.error.URLError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
