"""The title of the report, and never the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from communique.clean.metadata.candidate import Candidate, settle
from communique.clean.metadata.linked_data import LinkedReport
from communique.clean.metadata.markup import Markup, plain_words
from communique.clean.metadata.outlets import fold_name
from communique.clean.metadata.title_parts import SEPARATOR, TitleParts, is_section
from communique.clean.metadata.words import metadata_words

_OPENED = re.compile(r"^([^:]{2,60}):\s+(\S.+)$")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…|\[…\])$")
_LONGEST = 600
_LONGEST_SITE_NAME = 5
_TRUNCATED_FROM = 20
_FEWEST_SHARED = 4
_SHARED = 0.8
_WORD = re.compile(r"[^\W_]+")


def title_of(
    markup: Markup,
    linked: LinkedReport,
    parts: TitleParts,
    sites: Sequence[str],
    given: str | None,
) -> Candidate[str] | None:
    """Return the title of the report on a page.

    Args:
        markup: what the elements of the page state.
        linked: what its linked data says.
        parts: the title element taken apart.
        sites: names by which the site may call itself in a title.
        given: the title that the container gave, which is taken as it is.
    """
    if given:
        return Candidate(value=given, basis="container", confidence=1.0, text=given)
    own = [words for words in parts.others if len(words.split()) < _FEWEST_SHARED]
    names = frozenset(filter(None, map(fold_name, (*sites, *own))))
    stated = (
        candidate
        for candidate in _stated(markup, linked, parts, names)
        if _is_title(candidate.value, names)
    )
    every = list(stated)
    best = settle(every, _same)
    return _shortened(best, every) if best else None


def _shortened(best: Candidate[str], every: Sequence[Candidate[str]]) -> Candidate[str]:
    """The title without a piece behind it that another place does without."""
    for other in every:
        rest = best.value.removeprefix(other.value)
        if rest != best.value and SEPARATOR.match(rest) and len(other.value.split()) > 3:
            return replace(best, value=other.value)
    return best


def _stated(
    markup: Markup, linked: LinkedReport, parts: TitleParts, names: AbstractSet[str]
) -> Iterator[Candidate[str]]:
    full = markup.title
    for at, heading in enumerate(markup.headings[:4]):
        share = _shared_words(heading.text, full)
        confidence = 0.9 if share >= 0.5 else 0.55 if heading.main else 0.4
        yield _candidate(heading.text, "heading", confidence - 0.05 * at, names)
    yield _candidate(linked.headline, "json-ld", 0.88 * linked.confidence, names)
    yield _candidate(markup.meta("og:title", "twitter:title"), "meta", 0.85, names)
    for words in markup.marked.get("headline", ())[:1]:
        yield _candidate(words, "microdata", 0.85, names)
    named = markup.meta("headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
    yield _candidate(named, "meta", 0.7, names)
    shown = [heading.text for heading in markup.headings]
    shown += [linked.headline, markup.meta("og:title", "twitter:title")]
    if parts.title:
        yield _candidate(parts.title, "title element", 0.85, names)
    else:
        yield _candidate(_of_page(full, shown, names), "title element", 0.7, names)


def _candidate(
    words: str, basis: str, confidence: float, names: AbstractSet[str]
) -> Candidate[str]:
    value = _without_sites(plain_words(words), names)
    if _CUT_OFF.search(value):
        confidence *= 0.6
    return Candidate(value=value, basis=basis, confidence=confidence, text=words)


def _of_page(full: str, shown: Sequence[str], names: AbstractSet[str]) -> str:
    """The title in the page's ``title`` element, without what is the site's."""
    for words in shown:
        if words and full.startswith(words) and SEPARATOR.match(full, len(words)):
            return words
    bare = _without_sites(full, names)
    if bare != full:
        return bare
    cuts = list(SEPARATOR.finditer(full))
    if cuts:
        before, last = full[: cuts[-1].start()], full[cuts[-1].end() :]
        if len(last.split()) <= _LONGEST_SITE_NAME and len(before.split()) >= len(last.split()):
            return before
    return full


def _without_sites(words: str, names: AbstractSet[str]) -> str:
    """Drop names of the site at either end, with the sections that stand between."""
    opened = _OPENED.match(words)
    if opened and _is_site(opened[1], names):
        return opened[2]
    pieces = SEPARATOR.split(words)
    if len(pieces) < 2:
        return words
    cuts = list(SEPARATOR.finditer(words))
    last = len(pieces) - 1
    while last > 0 and _is_site(pieces[last], names):
        last -= 1
    if last < len(pieces) - 1:
        while last > 0 and is_section(pieces[last]):
            last -= 1
    first = 0
    while first < last and _is_site(pieces[first], names):
        first += 1
    start = cuts[first - 1].end() if first else 0
    end = cuts[last].start() if last < len(cuts) else len(words)
    return words[start:end].strip()


def _is_site(piece: str, names: AbstractSet[str]) -> bool:
    folded = fold_name(piece)
    return folded in names or folded.removeprefix("the") in names or not folded


def _is_title(words: str, names: AbstractSet[str]) -> bool:
    folded = fold_name(words)
    named = _is_site(words, names) or words.casefold().strip(" .!") in metadata_words()["no_title"]
    return len(folded) >= 2 and not named and len(words) <= _LONGEST


def _same(first: str, second: str) -> bool:
    """Whether two titles are one, perhaps cut short or told in a few words more."""
    if fold_name(first) == fold_name(second):
        return True
    short, long = sorted((first, second), key=len)
    begun = fold_name(short)
    if len(begun) >= _TRUNCATED_FROM and fold_name(long).startswith(begun):
        return True
    enough = len(_WORD.findall(short)) >= _FEWEST_SHARED
    return enough and _shared_words(short, long) >= _SHARED


def _shared_words(words: str, full: str) -> float:
    own = {word.casefold() for word in _WORD.findall(words)}
    others = {word.casefold() for word in _WORD.findall(full)}
    return len(own & others) / len(own) if own else 0.0
