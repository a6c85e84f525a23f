"""The news agency that a report credits, and the chain of agencies through which it came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from communique.clean.furniture import page_words

_MONTH = r"[A-Z][a-z]{2,8}\.?"
_PLACE = r"[^\W\d_][^\W\d_'’.-]*(?:[ -][^\W\d_][^\W\d_'’.]*){0,4}"
_DATELINE = re.compile(
    rf"^{_PLACE}(?:,\s{_PLACE}){{0,2}}"
    rf"(?:[,.]?\s(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?\.?,?)?"
    r"\s*(?:\((?P<round>[^()]{2,60})\)|/(?P<slash>[^/]{2,40})/)\.?\s*(?:--?|–|—|:|\s|$)"
)
_LEADING = re.compile(r"^\((?P<round>[^()]{2,60})\)\s*(?:--?|–|—|:)\s")
_DATE_WORDS = re.compile(rf"^(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}|\d{{4}})$")
_SUFFIX = re.compile(
    r"\s+(?:state |official )?(?:news ?agency|newsagency|news service|wire service|agency)$", re.I
)
_THE = re.compile(r"^(?:the|state|official|russian|chinese|iranian)\s+", re.I)
_CREDIT = re.compile(
    r"^[(\[]?(?:sources?|agency|credit|via)\s*[:-]\s*(?P<name>[^()\[\]]{2,80}?)[)\].]*$", re.I
)
_INPUTS = re.compile(
    r"^[(\[]?with (?:additional )?(?:agency )?(?:inputs?|reporting|material) (?:from|by)\s+"
    r"(?P<name>[^()\[\]]{2,80}?)[)\].]*$",
    re.I,
)
_CONTRIBUTED = re.compile(
    r"^[(\[]?(?:the )?(?P<name>[^()\[\]]{2,60}?) (?:also )?contributed\b", re.I
)
_CAPITALISED = re.compile(r"^[^\W\d_]")
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
_REPORTED = re.compile(r"\b(?:reports?|reported|said|writes|wrote|informs?|informed)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’]?\s+(?=[\"'“‘]?[A-Z])")


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """Names by which texts call agencies; ``forms`` maps each, in lower case, to itself as listed.

    ``ambiguous`` holds the names that are common words as well and count only as a credit.
    """

    forms: Mapping[str, str] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()

    def known(self, words: str) -> str | None:
        """Return the agency name that ``words`` are, without "News Agency", or None."""
        bare = short_name(words)
        for name in (bare, _THE.sub("", bare), words.strip()):
            if name.casefold() in self.forms:
                return short_name(name)
        return None

    def at_start(self, words: str) -> str | None:
        """Return the agency that ``words`` begin with, known or followed by "news agency"."""
        tokens = re.findall(r"[\w'’&.-]+|,", words)[:7]
        tokens = tokens[: tokens.index(",")] if "," in tokens else tokens
        for length in range(len(tokens), 0, -1):
            phrase = " ".join(tokens[:length]).rstrip(".")
            named = self.known(phrase)
            if named and named.casefold() not in self.ambiguous:
                return named
            if _is_outlet_name(tokens[:length]):
                return _THE.sub("", phrase)
            if _SUFFIX.search(phrase) and _capitalised(_THE.sub("", short_name(phrase))):
                return _THE.sub("", short_name(phrase))
        return None


@dataclass(frozen=True, slots=True)
class Attribution:
    """The agency a report credits and the chain it came through, nearest first."""

    agency: str | None = None
    via: tuple[str, ...] = ()


def agency_names(rows: Iterable[Mapping[str, object]]) -> AgencyNames:
    """Return agency names from rows with ``name``, ``aliases`` and optionally ``ambiguous``.

    ``ambiguous`` may be true, for all names of the row, or a list of names.
    """
    forms: dict[str, str] = {}
    ambiguous: set[str] = set()
    for row in rows:
        aliases = row.get("aliases") or ()
        names = [str(row.get("name", "")), *map(str, aliases if isinstance(aliases, list) else ())]
        listed = {form for name in names if name for form in (name, short_name(name))}
        forms |= {form.casefold(): form for form in sorted(listed)}
        doubtful = row.get("ambiguous")
        chosen = doubtful if isinstance(doubtful, list) else listed if doubtful else ()
        ambiguous |= {str(name).casefold() for name in chosen}
    return AgencyNames(forms, frozenset(ambiguous))


def attribution(
    paragraphs: Sequence[str], credit_lines: Sequence[str], names: AgencyNames
) -> Attribution:
    """Read the credit of a report.

    Args:
        paragraphs: the report's paragraphs; only its opening tells where it comes from.
        credit_lines: lines cut from around the report, and the byline.
        names: agency names to recognise outside a dateline's brackets.
    """
    lead = paragraphs[0] if paragraphs else ""
    via = _chain(_first_sentence(lead), names)
    agency = _dateline_agency(lead) or (via[0] if via else None)
    if not via:
        via = _relay(paragraphs[:_RELAY_PARAGRAPHS], names)
    if agency is None:
        found = (_credited(line, names) for line in credit_lines)
        agency = next((name for name in found if name), None)
    return Attribution(agency, via)


def short_name(words: str) -> str:
    """Return an agency's name without "News Agency" and the like at its end."""
    return _SUFFIX.sub("", " ".join(words.split()).strip(" .,;:/"))


def _dateline_agency(lead: str) -> str | None:
    for pattern in (_DATELINE, _LEADING):
        match = pattern.match(lead[:200])
        if match:
            inside = next((words for words in match.groupdict().values() if words), "")
            pieces = [piece.strip() for piece in re.split(r"[/,;]", inside)]
            named = [p for p in pieces if p and not _DATE_WORDS.match(p)]
            if named and _capitalised(named[0]) and len(named[0].split()) <= 5:
                return short_name(named[0])
    return None


def dateline(paragraph: str) -> str:
    """Return the dateline with which a paragraph begins, or an empty string."""
    match = _DATELINE.match(paragraph[:200])
    return match[0] if match else ""


def _first_sentence(paragraph: str) -> str:
    return _SENTENCE.split(paragraph, maxsplit=1)[0]


def _relay(paragraphs: Sequence[str], names: AgencyNames) -> tuple[str, ...]:
    """A chain of at least two in the opening paragraphs: one outlet there relays another."""
    for paragraph in paragraphs:
        for match in _ACCORDING_INSIDE.finditer(paragraph):
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
    return names.at_start(words) or next((_last_name(part, names) for part in before_verb), None)


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


def _last_name(words: str, names: AgencyNames) -> str | None:
    """The known agency that the words end with, as in "..., Interfax reported"."""
    tokens = words.replace(",", " , ").split()
    for length in range(min(4, len(tokens)), 0, -1):
        named = names.known(" ".join(tokens[-length:]))
        if named:
            return named
    return None


def _credited(line: str, names: AgencyNames) -> str | None:
    """The agency that a credit line names; in "Source: X" also one that is not known."""
    whole = names.known(line.strip("()[] .—–-©"))
    if whole:
        return whole
    for pattern in (_CREDIT, _INPUTS, _CONTRIBUTED):
        match = pattern.match(line.strip())
        if match:
            for piece in re.split(r",|/|;| and ", match["name"]):
                named = names.known(piece) or _named_agency(piece)
                if named:
                    return named
    return None


def _named_agency(words: str) -> str | None:
    short = short_name(words)
    return short if short != words.strip() and _capitalised(short) else None


def _is_outlet_name(tokens: Sequence[str]) -> bool:
    """Whether capitalised words end in a word of outlets' names, as in "the Northern Times"."""
    names = [token for token in tokens if token.casefold() != "the"]
    last = names[-1].rstrip(".").casefold() if names else ""
    listed = last in page_words()["outlet_words"] and len(names) >= 2
    return listed and all(_capitalised(token) or token in {"of", "and"} for token in names)


def _capitalised(words: str) -> bool:
    return bool(_CAPITALISED.match(words)) and words[:1].isupper()
