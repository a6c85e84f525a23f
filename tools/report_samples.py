"""One small report in every form that is read: seeds for fuzzing, and inputs for tests to break.

All are made here, so each holds what its form needs and no more.
"""

from __future__ import annotations

import bz2
import gzip
import html
import io
import json
import lzma
import tarfile
import zipfile

TITLE = "Leaders meet in Astana"
BODY = (
    "ASTANA, July 3 - Xi Jinping met Vladimir Putin in Astana on Wednesday, the Kremlin said.",
    "“Trade grew by 10 percent last year,” Putin said after the talks. Erdoğan will visit Kazan.",
    "The two sides agreed to hold the next round of consultations in Beijing in September.",
)
_BELOW_EACH_OTHER = "\n\n".join(BODY)
TEXT = f"{TITLE}\n\nJuly 3, 2024\n\n{_BELOW_EACH_OTHER}\n"
_PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
PAGE = (
    f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
    '<meta property="article:published_time" content="2024-07-03T10:00:00Z">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Leaders"}</script>'
    f"</head><body><nav><a href='/'>Home</a></nav><article><h1>{TITLE}</h1>{_PARAGRAPHS}</article>"
    "<footer>All rights reserved</footer></body></html>"
)
_ROWS = [
    {"id": "1", "title": TITLE, "date": "2024-07-03", "text": TEXT},
    {"id": "2", "url": "https://example.org/b", "html": PAGE},
]
_DATE = "Wed, 03 Jul 2024 10:00:00 +0000"


def samples() -> dict[str, bytes]:
    """Return a name with an ending, and the bytes of a valid report, for each form."""
    plain = _plain()
    return plain | _mail() | _office() | _packed(plain) | _web_archives()


def _plain() -> dict[str, bytes]:
    lines = "".join(json.dumps(row) + "\n" for row in _ROWS)
    row = f'"{TITLE}",2024-07-03,"{BODY[0]}\n\n{BODY[2]}"\n'
    return {
        "report.txt": TEXT.encode(),
        "western.txt": TEXT.replace("ğ", "g").encode("cp1252"),
        "wide.txt": TEXT.encode("utf-16"),
        "page.html": PAGE.encode(),
        "rows.jsonl": lines.encode(),
        "rows.json": json.dumps(_ROWS).encode(),
        "table.csv": ("title,date,text\n" + row * 2).encode(),
        "table.tsv": f"title\tdate\ttext\n{TITLE}\t2024-07-03\t{BODY[0]}\n".encode(),
        "feed.rss": _rss().encode(),
        "feed.atom": _atom().encode(),
        "feed.json": _json_feed().encode(),
        "nexis.txt": _nexis().encode(),
        "factiva.txt": _factiva().encode(),
    }


def _rss() -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Post</title>'
        f"<link>https://example.org</link><item><title>{TITLE}</title><pubDate>{_DATE}</pubDate>"
        "<link>https://example.org/a</link><guid>a</guid>"
        f"<description>{html.escape(_PARAGRAPHS)}</description></item></channel></rss>"
    )


def _atom() -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>'
        f"<entry><title>{TITLE}</title><id>a</id><updated>2024-07-03T10:00:00Z</updated>"
        f'<link href="https://example.org/a"/><content type="html">{html.escape(_PARAGRAPHS)}'
        "</content></entry></feed>"
    )


def _json_feed() -> str:
    item = {"id": "a", "title": TITLE, "content_html": _PARAGRAPHS, "date_published": "2024-07-03"}
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Post", "items": [item]})


def _nexis() -> str:
    article = (
        f"{TITLE}\nThe Steppe Post\nJuly 3, 2024 Wednesday\n\nCopyright 2024 The Steppe Post\n"
        f"Section: WORLD\nLength: 60 words\nByline: A. Writer\n\nBody\n\n{_BELOW_EACH_OTHER}\n\n"
        "Classification\n\nLanguage: ENGLISH\n\nPublication-Type: Newspaper\n\nEnd of Document\n\n"
    )
    return article * 2


def _factiva() -> str:
    article = (
        f"HD\n{TITLE}\nWC\n60 words\nPD\n3 July 2024\nSN\nThe Steppe Post\nSC\nSTEPPE\n"
        f"LA\nEnglish\nLP\n{BODY[0]}\nTD\n{BODY[1]}\n{BODY[2]}\n"
        "AN\nDocument STEPPE0020240703ek7300001\n\n"
    )
    return article * 2


def _mail() -> dict[str, bytes]:
    letter = (
        f"From: Desk <desk@example.org>\r\nTo: reader@example.org\r\nSubject: {TITLE}\r\n"
        f"Date: {_DATE}\r\nMessage-ID: <a@example.org>\r\nMIME-Version: 1.0\r\n"
    )
    parts = (
        'Content-Type: multipart/alternative; boundary="cut"\r\n\r\n--cut\r\n'
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n--cut\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{PAGE}\r\n--cut--\r\n"
    )
    saved = (
        f"From: <Saved by a browser>\r\nSubject: {TITLE}\r\nDate: {_DATE}\r\nMIME-Version: 1.0\r\n"
        "Snapshot-Content-Location: https://example.org/a\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="cut"\r\n\r\n--cut\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/a\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r\n--cut--\r\n"
    )
    message = (letter + parts).encode()
    return {
        "letter.eml": message,
        "letters.mbox": (b"From desk Wed Jul  3 10:00:00 2024\n" + message + b"\n") * 2,
        "saved.mhtml": saved.encode(),
    }


def _office() -> dict[str, bytes]:
    rich = "".join(f"\\pard {p.encode('ascii', 'ignore').decode()}\\par\n" for p in (TITLE, *BODY))
    return {
        "report.pdf": pdf(" ".join(BODY).encode("ascii", "ignore").decode()),
        "report.docx": docx((TITLE, *BODY)),
        "report.rtf": f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\n{rich}}}".encode(),
    }


def pdf(words: str) -> bytes:
    """Return a PDF file of one page with a line of words."""
    shown = words.replace("(", "").replace(")", "")
    stream = f"BT /F1 10 Tf 40 700 Td ({shown}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 4000 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    file = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    file += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n" % (len(objects) + 1, start)
    return bytes(file + b"%%EOF\n")


def docx(paragraphs: tuple[str, ...]) -> bytes:
    """Return a Word file with plain paragraphs."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org"
    body = "".join(f"<w:p><w:r><w:t>{html.escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = f"{office}/officeDocument/2006/relationships/officeDocument"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    return zipped({name: text.encode() for name, text in members.items()})


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """Return a TAR archive."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def _packed(plain: dict[str, bytes]) -> dict[str, bytes]:
    members = {"a/report.txt": plain["report.txt"], "page.html": plain["page.html"]}
    nested = {"inner.zip": zipped(members), "rows.jsonl.gz": gzip.compress(plain["rows.jsonl"])}
    return {
        "report.txt.gz": gzip.compress(plain["report.txt"], mtime=0),
        "rows.jsonl.bz2": bz2.compress(plain["rows.jsonl"]),
        "page.html.xz": lzma.compress(plain["page.html"]),
        "reports.zip": zipped(members),
        "nested.zip": zipped(nested),
        "reports.tar": tarred(members),
        "reports.tar.gz": gzip.compress(tarred(members), mtime=0),
    }


def warc_record(number: int, *, page: bytes = PAGE.encode(), kind: str = "response") -> bytes:
    """Return one record of a web archive: the answer of a site, or its words in a WET record."""
    if kind == "response":
        page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        media = "application/http; msgtype=response"
    else:
        media = "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2024-07-03T10:00:0{number % 10}Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(page)}\r\n\r\n"
    )
    return head.encode() + page + b"\r\n\r\n"


def _web_archives() -> dict[str, bytes]:
    records = [warc_record(number) for number in range(3)]
    return {
        "pages.warc": b"".join(records),
        "pages.warc.gz": b"".join(gzip.compress(record, mtime=0) for record in records),
        "whole.warc.gz": gzip.compress(b"".join(records), mtime=0),
        "words.wet": warc_record(1, page=TEXT.encode(), kind="conversion"),
    }
