"""HTML of a view: safe to put into a page, in light and dark alike, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.display.segments import Mark, Segment
    from communique.display.view import Cell, Passage, View

# Characters that a text may hold to deceive; line breaks and tabs are none of them.
_DECEIVING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Roles in the order of the legend, in words.
ROLES = MappingProxyType(
    {
        "trigger": "what happened",
        "actor": "who",
        "recipient": "to whom",
        "speaker": "who speaks",
        "cue": "how it is said",
        "content": "what is said",
        "promise": "what is promised",
        "figure": "a number",
        "value": "a value in dispute",
        "place": "where",
        "time": "when",
        "mention": "a name",
    }
)
# Tints over whatever ground the page has, and text in its own colour: right in light and dark.
STYLE = """\
.cq{font:14px/1.5 system-ui,sans-serif;max-width:60em;color:inherit;overflow-wrap:anywhere}
.cq th{white-space:nowrap}
.cq h3{font-size:1.1em;margin:.2em 0}
.cq .cq-id,.cq figcaption,.cq .cq-by,.cq .cq-legend{opacity:.75;font-size:.88em}
.cq table{border-collapse:collapse;margin:.5em 0;background:none}
.cq th,.cq td{text-align:left;vertical-align:top;padding:.1em 1em .1em 0;background:none;border:0}
.cq figure{margin:.8em 0;padding-left:.8em;border-left:3px solid rgba(128,128,128,.4)}
.cq blockquote{margin:.2em 0;padding:0;border:0;white-space:pre-line;color:inherit}
.cq mark{color:inherit;background:none;border-bottom:2px solid transparent;padding:0}
.cq mark.cq-content,.cq mark.cq-promise{background:rgba(59,130,246,.18)}
.cq mark.cq-trigger,.cq mark.cq-cue{background:rgba(245,180,0,.42);font-weight:600}
.cq mark.cq-figure,.cq mark.cq-value{background:rgba(236,72,153,.25)}
.cq mark.cq-mention{border-bottom:1px dotted currentColor}
.cq mark.cq-actor,.cq mark.cq-speaker{border-bottom:2px solid #3b82f6}
.cq mark.cq-recipient{border-bottom:2px solid #a855f7}
.cq mark.cq-place{border-bottom:2px solid #16a34a}
.cq mark.cq-time{border-bottom:2px solid #f97316}
"""


def as_html(view: View) -> str:
    """Return a view as a block of HTML with its own style, as a notebook shows it."""
    roles = {m.role for p in view.passages for w in p.windows for s in w for m in s.marks}
    parts = (
        f"<h3>{_safe(view.title)}</h3>",
        f'<div class="cq-id">{_safe(view.kind)} {_safe(view.record_id)}</div>',
        _table(view.cells),
        "".join(f"<p>{_safe(note)}</p>" for note in view.notes),
        "".join(map(_figure, view.passages)),
        _legend(roles),
    )
    return f'<style>\n{STYLE}</style><div class="cq">{"".join(parts)}</div>'


def segments_html(part: Iterable[Segment]) -> str:
    """Return segments as text with ``mark`` elements, one a segment, so that none overlap.

    Each has a class for every role, ``cq-actor`` and so on, the ids of its records in
    ``data-records``, and what it is to people in ``title``.
    """
    return "".join(map(_segment, part))


def _segment(segment: Segment) -> str:
    words = _safe(segment.text)
    if not segment.marks:
        return words
    roles = " ".join(dict.fromkeys(f"cq-{mark.role}" for mark in segment.marks))
    title = "; ".join(dict.fromkeys(mark.note for mark in segment.marks if mark.note))
    records = _records(segment.marks)
    return f'<mark class="{_safe(roles)}"{records} title="{_safe(title)}">{words}</mark>'


def _records(marks: Sequence[Mark]) -> str:
    ids = " ".join(dict.fromkeys(mark.record_id for mark in marks if mark.record_id))
    return f' data-records="{_safe(ids)}"' if ids else ""


def _table(cells: Iterable[Cell]) -> str:
    rows = "".join(_row(cell) for cell in cells)
    return f"<table><tbody>{rows}</tbody></table>" if rows else ""


def _row(cell: Cell) -> str:
    by = f'<span class="cq-by">{_safe(", ".join(cell.support))}</span>' if cell.support else ""
    name, value = _safe(cell.name), _safe(cell.value)
    return f'<tr><th scope="row">{name}</th><td>{value}</td><td>{by}</td></tr>'


def _figure(passage: Passage) -> str:
    words = " … ".join(segments_html(part) for part in passage.windows)
    told = ", ".join(filter(None, (passage.outlet, passage.published)))
    named = f"{_link(passage.uri, told)}{''.join(_more(passage))}"
    return f"<figure><figcaption>{named}</figcaption><blockquote>{words}</blockquote></figure>"


def _more(passage: Passage) -> Iterator[str]:
    for words in (passage.title, passage.note):
        if words:
            yield f" · {_safe(words)}"


def _link(uri: str, words: str) -> str:
    """A link to where a report is on the web; no other address is followed from a page."""
    if not re.match(r"https?://", uri):
        return _safe(words)
    return f'<a href="{_safe(uri)}" rel="noreferrer noopener">{_safe(words)}</a>'


def _legend(roles: Iterable[str]) -> str:
    used = set(roles)
    items = " · ".join(
        f'<mark class="cq-{role}">{words}</mark>' for role, words in ROLES.items() if role in used
    )
    return f'<div class="cq-legend">{items}</div>' if items else ""


def _safe(words: str) -> str:
    return escape(_DECEIVING.sub(" ", words))
