"""Where an outlet corrects itself: "An earlier version of this article said ..."."""

from __future__ import annotations

import re

from communique.spans import Span

# What an outlet calls what it publishes; "the report" may be somebody else's.
_OWN = r"(?:article|story|post|dispatch|despatch|piece|headline|caption|column|subheading)"
_PIECE = (
    rf"(?:{_OWN}|report|page|interview|version|item|list|graphic|chart|map|photograph|photo"
    r"|analysis|explainer|live blog|liveblog|editorial)"
)
_EARLIER = r"(?:an?|the) (?:earlier|previous|prior|original|initial)"
_EARLIER_VERSION = rf"{_EARLIER} (?:version|edition|draft) of (?:this {_PIECE}|the {_OWN})\b"
_WRONG = (
    r"(?:said|stated|gave|misstated|misspelled|misidentified|misquoted|incorrectly|mistakenly"
    r"|wrongly|erroneously|referred|contained|omitted|attributed)"
)
_WHEN = r"(?:\s*\([^()]{1,40}\)|\s+(?:on\s+|of\s+)?[A-Z0-9][\w., ]{1,30}?)?"
_CUT = r"\s*(?:[:.](?=\s|$)|\s[–—-]+\s)"
_OPENING = re.compile(
    r"^[\s*_>(\[\"“•-]*(?:"
    r"(?i:corrections?(?: and clarifications?)?|clarifications?|corrigendum|erratum)"
    rf"{_WHEN}{_CUT}"
    r"|(?i:a (?:correction|clarification) was made)\b"
    rf"|(?i:{_EARLIER_VERSION})"
    rf"|(?i:an (?:earlier|initial) version (?:of it )?{_WRONG})\b"
    r")"
)
_BRACKETED = re.compile(r"^[\s*_]*[(\[](?:corrects|refiles to|clarifies|retransmits)\b", re.I)
_SAYS_SO = re.compile(
    rf"\b(?:this|the [A-Z][a-z]+ \d{{1,2}}) (?:[A-Z][a-z]+\.? \d{{1,2}} )?{_PIECE}"
    r"(?: (?:has|have) been| was| had been)? (?:since )?"
    r"(?:corrected|amended|clarified|corrects|refiled"
    r"|(?:updated|revised|changed|edited)(?: on [\w ,]{3,25})? (?:to|because|after an?) )"
    rf"|\b{_EARLIER_VERSION}"
    r"|\bwe (?:regret|apologi[sz]e for) (?:the|this) (?:error|mistake)\b",
    re.I,
)
_HEADING = re.compile(
    r"^[\s*_]*(?:corrections?(?: and clarifications?)?|clarifications?|editor['’]?s? note|erratum)"
    r"[\s:.*_]*$",
    re.I,
)
_EDITORS_NOTE = re.compile(r"^[\s*_>(\[\"“•-]*(?:editor['’]?s?['’]?|publisher['’]s) note\b", re.I)
_OF_CHANGE = re.compile(
    r"\b(?:corrected|amended|clarified|corrects|corrections?|incorrect(?:ly)?|error|erroneous(?:ly)?|mistake(?:nly)?"
    r"|misstated|misidentified|earlier version|previous version|removed|retracted|clarif\w+)\b",
    re.I,
)
# Most texts hold none of these, and need no closer look.
_HINTS = (
    "corrected", "correction", "corrects", "corrigendum", "erratum", "clarification", "clarified",
    "clarifies", "amended", "refile", "retransmits", "earlier version", "previous version",
    "original version", "initial version", "prior version", "edition of th", "draft of th",
    "editor's note", "editor’s note", "editors' note", "publisher's note", "regret the",
    "regret this", "apologise for", "apologize for", *(
        f"{changed} {since}"
        for changed in ("updated", "revised", "changed", "edited")
        for since in ("to ", "on ", "because ", "after ")
    ),
)  # fmt: skip
_LONGEST_NOTE = 1500


def correction_notes(text: str) -> tuple[Span, ...]:
    """Return the ranges of a report in which its outlet corrects it.

    Args:
        text: the report, its paragraphs separated by empty lines. A heading "Correction" and the
            paragraph below it are one note.
    """
    folded = text.casefold()
    if not any(hint in folded for hint in _HINTS):
        return ()
    found: list[Span] = []
    start, heading = 0, None
    for paragraph in text.split("\n\n"):
        span = Span(start, start + len(paragraph))
        start = span.end + 2
        if heading is not None:
            found.append(Span(heading.start, span.end))
            heading = None
        elif _HEADING.match(paragraph[:80]) and len(paragraph) <= 80:
            heading = span
        else:
            found.extend(_lines(paragraph, span.start))
    return tuple(found)


def _lines(paragraph: str, start: int) -> list[Span]:
    """The lines of a paragraph that are notes; most paragraphs are one line."""
    found = []
    for line in paragraph.split("\n"):
        if line and len(line) <= _LONGEST_NOTE and is_correction(line):
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


def is_correction(paragraph: str) -> bool:
    """Tell whether a paragraph is a note by which an outlet corrects its report."""
    if _EDITORS_NOTE.match(paragraph):
        return bool(_OF_CHANGE.search(paragraph))
    patterns = (_OPENING.match, _BRACKETED.match, _SAYS_SO.search)
    return any(pattern(paragraph) for pattern in patterns)
