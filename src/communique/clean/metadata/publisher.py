"""Which outlet published the report, by its name in the table of outlets where it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.clean.furniture import page_words
from communique.clean.metadata.address import bare_host, host_of
from communique.clean.metadata.candidate import Candidate, settle
from communique.clean.metadata.dates import stated_dates
from communique.clean.metadata.linked_data import LinkedReport
from communique.clean.metadata.markup import Markup, plain_words
from communique.clean.metadata.masthead import as_name, latin_part, outlet_in
from communique.clean.metadata.outlets import Outlet, OutletTable, fold_name
from communique.clean.metadata.title_parts import SEPARATOR, TitleParts, is_section
from communique.clean.metadata.words import metadata_words

_LEGAL_FORM = re.compile(
    r",?\s+(?:inc|ltd|llc|l\.l\.c|plc|gmbh|ag|s\.?a|s\.?r\.?l|co|corp|pvt|limited|pvt\.? ltd)\.?$",
    re.I,
)
_YEARS = re.compile(
    r"^[\s,]*(?:\d{4}(?:\s*[-–]\s*(?:\d{4}|\d{2}))?)?[\s,.]*(?:by\s+)?|\s*,?\s*\d{4}$"
)
_COPYRIGHT = re.compile(r"^(?:copyright|©|\(c\))[\s©:]*(?:\(c\))?(?P<name>.+)$", re.I)
_NO_NAME_FOLLOWS = re.compile(
    r"(?:[.|;•·]|,? (?:an?|part of|all rights|division|is a|and its|unless|content|designed)\b).*$",
    re.I,
)
_LONGEST_LINE = 200
_FROM = re.compile(r"^(?:printed|from|source|welcome to|visit)\b[: ]*(?:from\s+)?", re.I)
_SLOGAN = re.compile(r"\s*\|\s*|\s+[·•»:]{1,2}\s+|\s+[-–—]\s+|\s*::\s*")
_TOLD_AGO = re.compile(r"[|•·–—-]\s*(?:just now|\d{1,2} ?\w{1,7} ago)\W*$", re.I)
_MOST_WORDS = 8
_MOST_BEHIND = 5
_MASTHEAD_LINES = 3
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 80


def outlet_of(
    markup: Markup,
    linked: LinkedReport,
    *,
    address: str | None,
    table: OutletTable,
    given: Candidate[str] | None,
) -> Candidate[str] | None:
    """Return the outlet of a page as its markup and its address tell it.

    Args:
        markup: what the elements of the page state.
        linked: what its linked data says.
        address: its web address, None for a file.
        table: the outlets that are known.
        given: the outlet that the container states, which nothing outweighs.
    """
    if given:
        return given
    host = host_of(address) if address else None
    known = table.at(host) if host else None
    return settle(_stated(markup, linked, host, known, table), lambda a, b: _same(a, b, known))


def shown_outlet(
    parts: TitleParts,
    full_title: str,
    title: str | None,
    head: Sequence[str],
    table: OutletTable,
) -> Candidate[str] | None:
    """Return the outlet that the page shows beside its title or in its masthead.

    Args:
        parts: the title element taken apart.
        full_title: the title element.
        title: the title of the report.
        head: the lines above the report.
        table: the outlets that are known.
    """
    beside = parts.site or _behind(title, full_title)
    found = [_named(beside, "title element", 0.55, table)] if beside else []
    lines = [line for line in head[:_MASTHEAD_LINES] if not stated_dates(line)]
    masthead = next((line for line in lines if outlet_in(line)), None)
    if masthead:
        found.append(_named(outlet_in(masthead) or "", "masthead", 0.5, table, text=masthead))
    return settle((one for one in found if one), lambda a, b: _same(a, b, None))


def first_line_outlet(
    above: Sequence[str], title: str | None, table: OutletTable
) -> Candidate[str] | None:
    """Return the outlet in the first lines of a saved page, if a line can be nothing else.

    Args:
        above: the lines above the report.
        title: its title, which is no outlet.
        table: the outlets that are known.
    """
    named = (_bare_outlet(line.strip(), title, table) for line in above[:_MASTHEAD_LINES])
    return next(filter(None, named), None)


def told_ago_outlet(above: Sequence[str], table: OutletTable) -> Candidate[str] | None:
    """Return the outlet of "Druk Daily • 2 hours ago", as apps set it beside a title."""
    for line in above:
        name = outlet_in(line) if _TOLD_AGO.search(line) else None
        if name:
            return _named(name, "label", 0.5, table, text=line)
    return None


def _bare_outlet(line: str, title: str | None, table: OutletTable) -> Candidate[str] | None:
    words = {word.casefold() for word in _WORD.findall(line)}
    named = words & (page_words()["outlet_words"] | metadata_words()["outlet_words_abroad"])
    is_name = all(word[:1].isupper() or word in {"of", "the", "and"} for word in line.split())
    if not named or not is_name or not 2 <= len(line.split()) <= _MOST_BEHIND or line == title:
        return None
    if stated_dates(line) or is_section(line) or line.casefold() in metadata_words()["no_outlet"]:
        return None
    return _named(line, "first line", 0.4, table)


def signed_outlet(lines: Sequence[str], table: OutletTable) -> Candidate[str] | None:
    """Return the outlet that claims the copyright in a line below the report.

    An agency may claim it for its own copy on another outlet's page, and is left out.
    """
    for line in lines:
        match = _COPYRIGHT.match(line) if len(line) <= _LONGEST_LINE else None
        name = _YEARS.sub("", _NO_NAME_FOLLOWS.sub("", match["name"])).strip() if match else ""
        found = _named(name, "label", 0.6, table, text=line) if name[:1].isupper() else None
        known = table.named(found.value) if found else None
        if found and not (known and known.agency):
            return found
    return None


def _behind(title: str | None, full_title: str) -> str | None:
    """The name of the site that follows the report's title in ``Title | Site``."""
    pieces = SEPARATOR.split(full_title)
    if title and full_title.startswith(title):
        rest = SEPARATOR.split(full_title[len(title) :])
        pieces = ["", *filter(None, map(str.strip, rest))]
    name = pieces[-1].strip() if len(pieces) > 1 else ""
    is_name = 0 < len(name.split()) <= _MOST_BEHIND and name[-1:] not in ".?!"
    return name if is_name and not is_section(name) else None


def host_outlet(address: str | None) -> Candidate[str] | None:
    """Return the host as the name of an outlet of which nothing else is known."""
    host = host_of(address) if address else None
    if host is None:
        return None
    return Candidate(value=bare_host(host), basis="host", confidence=0.3, text=host)


def site_names(
    markup: Markup, linked: LinkedReport, address: str | None, table: OutletTable
) -> tuple[str, ...]:
    """Return the names by which the site may call itself in a title."""
    host = bare_host(host_of(address) or "") if address else ""
    known = table.at(host) if host else None
    labels = host.split(".")  # the first is the name that a site bought
    stated = [
        markup.meta("og:site_name"),
        markup.meta("application-name"),
        linked.publisher,
        linked.site,
    ]
    own = [known.name, *known.aliases] if known else []
    listed = [table.named(name) for name in stated if name]
    aliases = [alias for outlet in listed if outlet for alias in (outlet.name, *outlet.aliases)]
    pieces = [piece for name in stated if name for piece in _SLOGAN.split(name)]
    return tuple(filter(None, (*pieces, *stated, *own, *aliases, host, *labels[:1])))


def _stated(
    markup: Markup,
    linked: LinkedReport,
    host: str | None,
    known: Outlet | None,
    table: OutletTable,
) -> Iterator[Candidate[str]]:
    if known and host:
        yield Candidate(value=known.name, basis="host", confidence=0.95, text=host)
    sources = (
        (linked.publisher, "json-ld", 0.8 * linked.confidence),
        (markup.meta("og:site_name"), "meta", 0.85),
        (linked.site, "json-ld", 0.6),
        (markup.meta("dcterms.publisher", "dc.publisher", "citation_journal_title"), "meta", 0.7),
        (markup.meta("application-name", "publisher"), "meta", 0.5),
    )
    for words, basis, confidence in sources:
        found = _named(words, basis, confidence, table) if words else None
        if found:
            sure = _is_of_host(found.value, host)
            yield replace(found, confidence=min(0.95, confidence + 0.1)) if sure else found


def _is_of_host(name: str, host: str | None) -> bool:
    """Whether a host is made of the name, as porthope-gazette.example of The Port Hope Gazette."""
    folded = fold_name(name).removeprefix("the")
    return host is not None and len(folded) >= 4 and folded in fold_name(host)


def _named(
    words: str, basis: str, confidence: float, table: OutletTable, text: str | None = None
) -> Candidate[str] | None:
    """A name as the table has it, or as the page writes it; None for what is no name."""
    name = _LEGAL_FORM.sub("", plain_words(words)).strip(" |-–—·:,")
    if "|" in name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        name = min(_SLOGAN.split(name), key=lambda piece: (len(piece.split()) > 5, len(piece)))
    name = latin_part(_FROM.sub("", name))
    listed = table.named(name)
    is_name = 2 <= len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS
    if not is_name or name.startswith("@") or name.casefold() in metadata_words()["no_outlet"]:
        return None
    value = listed.name if listed else as_name(name)
    return Candidate(value=value, basis=basis, confidence=confidence, text=text or words)


def _same(first: str, second: str, known: Outlet | None) -> bool:
    one, other = (fold_name(name).removeprefix("the") for name in (first, second))
    if one == other:
        return True
    return known is not None and known.answers_to(first) and known.answers_to(second)
