"""Reads RTF on standard input and writes its text as UTF-8; run in a process of its own."""

from __future__ import annotations

import re
import sys

from striprtf.striprtf import rtf_to_text

_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CELL = re.compile(rb"\\(?:nest)?cell(?![a-zA-Z])")


def main() -> None:
    """Write the text of the file; a damaged one ends the program with an error."""
    data = _without_links(sys.stdin.buffer.read())
    rtf = _characters(_CELL.sub(rb"\\tab", data))
    text: str = rtf_to_text(rtf, errors="replace")  # type: ignore[no-untyped-call]
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    sys.stdout.buffer.write(joined.encode("utf-8"))


def _without_links(data: bytes) -> bytes:
    """Keep the library from putting the address of each link into the text."""
    return data.replace(b"\\fldinst{", b"\\fldinst {")


def _characters(data: bytes) -> str:
    """Bytes that are not escaped are UTF-8 or, as it was once usual, of the file's code page."""
    stated = _PAGE.search(data[:4096])
    for charset in ("utf-8", f"cp{stated[1].decode()}" if stated else "cp1252"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


if __name__ == "__main__":
    main()
