"""The news agency that a report credits, and the chain of agencies through which it came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.clean.metadata.agency_names import AgencyNames, is_capitalised, short_name
from communique.clean.metadata.candidate import Candidate
from communique.clean.metadata.credits import byline_credit, closing_credit, line_credit
from communique.clean.metadata.words import metadata_words

_MONTH = r"[A-Z][a-z]{2,8}\.?"
_PLACE = r"[^\W\d_][^\W\d_'’.-]*(?:[ -][^\W\d_][^\W\d_'’.]*){0,4}(?:\s\[[^\[\]]{2,40}\])?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?\.?"
_DATELINE = re.compile(
    rf"^{_PLACE}(?:,\s{_PLACE}){{0,2}}(?:[,.]?\s{_DAY},?)?"
    r"\s*(?:\((?P<round>[^()]{2,60})\)|/(?P<slash>[^/]{2,40})/)\.?\s*(?:--?|–|—|:|\s|$)"
)
_LEADING = re.compile(rf"^\((?P<round>[^()]{{2,60}})\)\s*(?:{_DAY}\s*)?(?:--?|–|—|:)\s")
_AFTER_DATE = re.compile(
    rf"^{_PLACE}(?:,\s{_PLACE}){{0,2}}[,.]\s{_DAY}\s?(?:,|--?|–|—)?\s"
    r"(?P<name>[A-Z][\w.-]*(?:\s[A-Z][\w-]*){0,3}?)(?:[.,]|\s(?:--?|–|—)|$)"
)
_DATE_WORDS = re.compile(rf"^(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}|\d{{4}})$")
_NO_PLACE = re.compile(
    r"^(?:The|the|A|a)\b|(?:^|\s)(?!(?:de|of|and|la|al|el|du|am|an|on)\b)[a-zà-ÿ]"
)
_CITING = re.compile(
    r",?\s*(?:citing|quoting|with reference to|referring to|in reference to|as cited by)\s+"
    r"(?P<rest>.{2,80})",
    re.I,
)
_ACCORDING = re.compile(
    r"^(?:according to|as reported by|reported by|in a report by|as per|quoting|citing)"
    r"(?:\s+(?:the|a))?(?:\s+reports?\s+(?:of|by|from))?\s+(?P<rest>.{2,120})",
    re.I,
)
_ACCORDING_INSIDE = re.compile(_ACCORDING.pattern.removeprefix("^"), re.I)
_RELAY_PARAGRAPHS = 4
_LAST_PARAGRAPHS = 3
_LONGEST_LEAD = 2000
_REPORTED = re.compile(r"\b(?:reports?|reported|said|writes|wrote|informs?|informed)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’]?\s+(?=[\"'“‘]?[A-Z])")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The agency a report credits, with what tells so, and the chain of relays, nearest first."""

    agency: Candidate[str] | None = None
    via: tuple[str, ...] = ()


def attribution(
    paragraphs: Sequence[str],
    names: AgencyNames,
    *,
    byline: str = "",
    opening: Iterable[str] = (),
    closing: Iterable[str] = (),
) -> Attribution:
    """Read the credit of a report.

    Args:
        paragraphs: the report's paragraphs; the first and the last tell where it comes from.
        names: agency names to recognise outside a dateline's brackets.
        byline: the words of the byline, which may be those of an agency.
        opening: short lines between title and report, where an agency may stand alone.
        closing: short lines below the report, where only a worded credit counts.
    """
    lead = paragraphs[0][:_LONGEST_LEAD] if paragraphs else ""
    via = _chain(_first_sentence(lead), names)
    agency = _dateline_agency(lead, names)
    if agency is None and via:
        agency = Candidate(value=via[0], basis="credit", confidence=0.8, text=via[0])
    if not via:
        via = _relay(paragraphs[:_RELAY_PARAGRAPHS], names)
    if agency is None:
        found = (
            byline_credit(byline, names),
            *(line_credit(line, names, alone=True) for line in opening),
            *(closing_credit(words, names) for words in paragraphs[-_LAST_PARAGRAPHS:]),
            *(line_credit(line, names, alone=False) for line in closing),
        )
        agency = next((credit for credit in found if credit), None)
    return Attribution(agency, via)


def dateline(paragraph: str) -> str:
    """Return the dateline with which a paragraph begins, or an empty string."""
    match = _DATELINE.match(paragraph[:200])
    return match[0] if match else ""


def _dateline_agency(lead: str, names: AgencyNames) -> Candidate[str] | None:
    head = lead[:200]
    for pattern in (_DATELINE, _LEADING):
        match = pattern.match(head)
        if match:
            inside = next((words for words in match.groupdict().values() if words), "")
            pieces = [piece.strip() for piece in re.split(r"[/,;]", inside)]
            named = [p for p in pieces if p and not _DATE_WORDS.match(p)]
            known = names.known(named[0]) if named else None
            if named and (known or _could_be_agency(named[0], match[0])):
                name = known or short_name(named[0])
                sureness = 0.95 if known else 0.8
                words = match[0].strip()
                return Candidate(value=name, basis="dateline", confidence=sureness, text=words)
    after = _AFTER_DATE.match(head)
    known = names.known(after["name"]) if after else None
    if after and known:
        return Candidate(value=known, basis="dateline", confidence=0.9, text=after[0].strip())
    return None


def _could_be_agency(words: str, dateline_words: str) -> bool:
    """Whether a name that is not known is an agency's, and no abbreviation of what stands before.

    "KYIV (Northern Wire) -" begins a report; "Search engine optimisation (SEO) is" does not.
    """
    folded = words.casefold().strip(" .")
    place = dateline_words.split("(", 1)[0].split("/", 1)[0]
    placed = not _NO_PLACE.search(place)
    ended = dateline_words.rstrip().endswith(("-", "–", "—", ":", "/", "/.")) or any(
        c.isdigit() for c in place
    )
    listed = folded in metadata_words()["no_agency"]
    return is_capitalised(words) and len(words.split()) <= 5 and placed and ended and not listed


def _first_sentence(paragraph: str) -> str:
    return _SENTENCE.split(paragraph, maxsplit=1)[0]


def _relay(paragraphs: Sequence[str], names: AgencyNames) -> tuple[str, ...]:
    """A chain of at least two in the opening paragraphs: one outlet there relays another."""
    for paragraph in paragraphs:
        for match in _ACCORDING_INSIDE.finditer(paragraph[:_LONGEST_LEAD]):
            chain = tuple(dict.fromkeys(_names_along(match["rest"], names)))
            if len(chain) > 1:
                return chain
    return ()


def _chain(sentence: str, names: AgencyNames) -> tuple[str, ...]:
    """The agencies that a sentence gives as its source, "A, citing B" giving A and B."""
    chain: list[str] = []
    opening = _ACCORDING.match(sentence)
    if opening:
        chain = _names_along(opening["rest"], names)
    elif citing := _CITING.search(sentence):
        cited = _names_along(sentence[citing.start() :], names, must_cite=True)
        first = _reporter(sentence[: citing.start()], names) if cited else None
        chain = [first, *cited] if first else cited
    return tuple(dict.fromkeys(chain))


def _reporter(words: str, names: AgencyNames) -> str | None:
    """The agency that reports, where the words before "citing" begin or end with it."""
    before_verb = _REPORTED.split(words)[-2:-1]
    return names.at_start(words) or next((names.at_end(part) for part in before_verb), None)


def _names_along(words: str, names: AgencyNames, *, must_cite: bool = False) -> list[str]:
    found: list[str] = []
    if not must_cite:
        first = names.at_start(words)
        if not first:
            return []
        found.append(first)
    for match in _CITING.finditer(words):
        cited = names.at_start(match["rest"])
        if cited:
            found.append(cited)
    return found
