"""Reports that try to harm who reads them, as files of a folder."""

from __future__ import annotations

import json
from pathlib import Path

SCRIPT = "<script>alert('ran')</script>"
IMAGE = "<img src=x onerror=alert('ran')>"
TURNED = "\u202eesrever\u2066"
_MET = "met Tongan Prime Minister Siaosi Sovaleni in Nuku'alofa on Tuesday, officials said."


def write_hostile_reports(folder: Path) -> Path:
    """Write the reports into a new folder and return it."""
    folder.mkdir()
    (folder / "records.jsonl").write_text("\n".join(map(json.dumps, _records())), encoding="utf-8")
    (folder / "script.html").write_text(_page(), encoding="utf-8")
    (folder / "nested.html").write_text(_nested(), encoding="utf-8")
    (folder / "broken.txt").write_bytes(
        b"SUVA, 6 June 2023 \xff\xfe\xc3\x28 Fijian Prime Minister Sitiveni Rabuka "
        + _MET.encode()
        + b" \xed\xa0\x80 \xf5\x80\x80\x80\n"
    )
    return folder


def _records() -> list[dict[str, str]]:
    told = f"Fijian Prime Minister Sitiveni Rabuka {_MET}"
    return [
        {
            "url": "javascript:alert('ran')", "outlet": f"Coral {IMAGE} Post", "date": "2023-06-07",
            "title": f"{SCRIPT} Rabuka in Tonga {TURNED}",
            "text": f"SUVA, 7 June 2023 {SCRIPT} - {told}\n\n"
            f"“Our {IMAGE} islands {TURNED} agree,” Rabuka said. [x](javascript:alert('ran'))",
        },
        {
            "url": "https://reef.example/one-megabyte", "outlet": "Reef" * 500,
            "date": "2023-06-08", "title": "W" * 1_000_000,
            "text": f"NUKU'ALOFA, 8 June 2023 - {told}\n\n{'unbroken' * 20_000}",
        },
        {
            "url": "https://atoll.example/'\"><script>alert('ran')</script>", "outlet": "Atoll",
            "date": "2023-06-09", "title": "Rabuka and Sovaleni meet " * 40_000,
            "text": f"SUVA, 9 June 2023 - {told}",
        },
    ]  # fmt: skip


def _page() -> str:
    return (
        "<html><head><title>Fiji &lt;script&gt;alert('ran')&lt;/script&gt; and Tonga</title>"
        f"<script>alert('ran')</script></head><body onload=\"alert('ran')\"><article>"
        f"<h1>Fiji and Tonga {IMAGE}</h1><p>SUVA, 5 June 2023 - Fijian Prime Minister Sitiveni "
        f"Rabuka {_MET} <a href=\"javascript:alert('ran')\">More</a></p>"
        "<p>They spoke of &lt;script&gt;alert('ran')&lt;/script&gt; fish and of shipping lanes "
        "between the islands, and agreed to meet again in the autumn.</p>"
        "<svg onload=\"alert('ran')\"></svg></article></body></html>"
    )


def _nested() -> str:
    deep = 5_000
    return (
        f"<html><body>{'<div>' * deep}<p>SUVA, 4 June 2023 - Fijian Prime Minister Sitiveni Rabuka "
        f"{_MET} The two spoke of fish and of shipping lanes.</p>{'</div>' * deep}</body></html>"
    )
