"""Lines that credit an agency: in the byline, above the report, at its end and below it."""

from __future__ import annotations

import re

from communique.clean.metadata.agency_names import AgencyNames, is_capitalised, short_name
from communique.clean.metadata.candidate import Candidate
from communique.clean.metadata.dates import without_dates

_LONGEST_LINE = 240
_SOURCE = re.compile(
    r"^[(\[]?(?:news )?(?:sources?|agency|via|kaynak|источник|джерело|quelle|fuente|fonte|来源)"
    r"\s*[:：-]\s*(?P<name>[^()\[\]]{2,80}?)[)\].]*$",
    re.I,
)
_INPUTS = re.compile(
    r"^[(\[]?with (?:additional )?(?:agency )?(?:inputs?|reporting|material) (?:from|by)\s+"
    r"(?P<name>[^()\[\]]{2,80}?)[)\].]*$",
    re.I,
)
_NAMED_INPUTS = re.compile(
    r"^[(\[]?with (?:additional )?(?P<name>[^()\[\]]{2,60}?) inputs?[)\].]*$", re.I
)
_CONTRIBUTED = re.compile(
    r"^[(\[]?(?:the )?(?P<name>[^()\[\]]{2,60}?) (?:also )?contributed\b", re.I
)
_COPYRIGHT = re.compile(
    r"^(?:copyright|©|\(c\))[\s©,]*(?:\(c\)\s*)?(?:\d{4}(?:-\d{4})?)?[\s,]*(?:by\s+)?(?P<name>[^.,|]{2,60})",
    re.I,
)
_PATTERNS = (
    (_SOURCE, 0.85), (_INPUTS, 0.8), (_NAMED_INPUTS, 0.8), (_CONTRIBUTED, 0.8), (_COPYRIGHT, 0.75)
)  # fmt: skip
# House style of Reuters: its sign-off, and the line by which it closes its pages.
_REUTERS = re.compile(
    r"\((?:(?:additional |writing and )?reporting|compiled|written) by [^()]{3,300}"
    r"(?:;|\.)\s*(?:(?:additional )?(?:reporting|writing|editing|compiled)) by "
    r"|the thomson reuters trust principles",
    re.I,
)
_AT_END = re.compile(
    r"[.!?][\"'”’»]?\s*(?:\((?P<round>[^()]{2,40})\)"
    r"|[\[(]?(?:--?|–|—)\s?(?P<dash>[A-Z][\w .&-]{1,30}?)[\])]?)\.?$"
)
_SIGNED = re.compile(
    r"^(?:[(\[](?P<round>[^()\[\]]{2,40})[)\]]|(?:--?|–|—)\s?(?P<dash>[^\W\d_][\w .&-]{1,30}?))\.?$"
)
_SEPARATORS = re.compile(r"\s*(?:,|/|;|\||·|&| and )\s*")
_LABEL = re.compile(
    r"\s*\b(?:published|updated|posted|date|time|editors?|edited by|author|last)\b.*$", re.I
)
_BY = re.compile(r"^(?:by|from|text)\s+", re.I)


def byline_credit(byline: str, names: AgencyNames) -> Candidate[str] | None:
    """Return the known agency that a byline names beside or instead of a writer."""
    for piece in _SEPARATORS.split(_BY.sub("", byline[:_LONGEST_LINE])):
        named = names.known(piece.strip("()[] ."))
        if named:
            return Candidate(value=named, basis="credit", confidence=0.85, text=byline)
    return None


def line_credit(line: str, names: AgencyNames, *, alone: bool) -> Candidate[str] | None:
    """Return the agency that a short line around the report credits.

    Args:
        line: such as ``Source: Xinhua`` or ``The Associated Press contributed to this report``.
        names: the agencies that are known; after "Source:" one called a news agency counts too.
        alone: whether a name that fills the line is a credit, as it is between title and report.
    """
    words = " ".join(line.split())
    if len(words) > _LONGEST_LINE:
        return None
    if alone:
        bare = _bare(words)
        whole = names.known(bare)
        # "AA" sets the size of letters on many a page.
        if whole and (len(bare) > 2 or bare != words):
            return Candidate(value=whole, basis="credit", confidence=0.8, text=words)
    signed = _SIGNED.match(words)
    named = names.known(signed["round"] or signed["dash"]) if signed else None
    if named:
        return Candidate(value=named, basis="credit", confidence=0.8, text=words)
    return _worded(words, names) or _house_style(words)


def closing_credit(paragraph: str, names: AgencyNames) -> Candidate[str] | None:
    """Return the agency that stands at the end of one of the last paragraphs."""
    ending = " ".join(paragraph[-400:].split())
    if len(paragraph) <= _LONGEST_LINE:
        found = line_credit(paragraph, names, alone=True)
        if found:
            return found
    signed = _AT_END.search(ending)
    named = names.known(signed["round"] or signed["dash"]) if signed else None
    if signed and named:
        words = signed[0].lstrip(".!?\"'”’» ")
        return Candidate(value=named, basis="credit", confidence=0.85, text=words)
    return _house_style(ending)


def _worded(words: str, names: AgencyNames) -> Candidate[str] | None:
    for pattern, confidence in _PATTERNS:
        match = pattern.match(words)
        if match:
            for piece in _SEPARATORS.split(_bare(match["name"])):
                named = names.known(piece) or (pattern is _SOURCE and _called_agency(piece))
                if named:
                    return Candidate(value=named, basis="credit", confidence=confidence, text=words)
    return None


def _house_style(words: str) -> Candidate[str] | None:
    if " by " not in words and "Trust Principles" not in words:
        return None
    match = _REUTERS.search(words)
    if match is None:
        return None
    return Candidate(value="Reuters", basis="credit", confidence=0.8, text=match[0].strip())


def _bare(words: str) -> str:
    """Words without dates, the labels of dates and editors, and marks around them."""
    return _LABEL.sub("", without_dates(words)).strip("()[] .,;:|—–-©")


def _called_agency(words: str) -> str | None:
    short = short_name(words)
    return short if short != words.strip() and is_capitalised(short) else None
