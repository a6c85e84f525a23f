"""The names by which texts call news agencies, and the one name under which we keep each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from communique.clean.furniture import page_words

_SUFFIX = re.compile(
    r"\s+(?:state |official )?(?:news ?agency|newsagency|news service|wire service|agency)$", re.I
)
_THE = re.compile(r"^(?:(?:the|state|official|russian|chinese|iranian)\s+)+", re.I)
_CAPITALISED = re.compile(r"^[^\W\d_]")


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """Names by which texts call agencies; ``forms`` maps each, in lower case, to the name to keep.

    ``ambiguous`` holds the names that are common words as well and count only as a credit.
    """

    forms: Mapping[str, str] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()

    def known(self, words: str) -> str | None:
        """Return the name of the agency that ``words`` call by one of its names, or None."""
        bare = short_name(words)
        tried = (words.strip(), bare, _THE.sub("", bare))
        return next((self.forms[w.casefold()] for w in tried if w.casefold() in self.forms), None)

    def at_start(self, words: str) -> str | None:
        """Return the agency that ``words`` begin with, known or followed by "news agency"."""
        tokens = re.findall(r"[\w'’&.-]+|,", words)[:7]
        tokens = tokens[: tokens.index(",")] if "," in tokens else tokens
        for length in range(len(tokens), 0, -1):
            phrase = " ".join(tokens[:length]).rstrip(".")
            named = self.known(phrase)
            if named and phrase.casefold() not in self.ambiguous:
                return named
            if _is_outlet_name(tokens[:length]):
                return _THE.sub("", phrase)
            if _SUFFIX.search(phrase) and is_capitalised(_THE.sub("", short_name(phrase))):
                return _THE.sub("", short_name(phrase))
        return None

    def at_end(self, words: str) -> str | None:
        """Return the known agency that ``words`` end with, as in "..., Interfax reported"."""
        tokens = words.replace(",", " , ").split()
        for length in range(min(4, len(tokens)), 0, -1):
            named = self.known(" ".join(tokens[-length:]))
            if named:
                return named
        return None


def agency_names(rows: Iterable[Mapping[str, object]]) -> AgencyNames:
    """Return agency names from rows with ``name``, ``aliases`` and optionally ``ambiguous``.

    ``ambiguous`` may be true, for all names of the row, or a list of names. A row's names all lead
    to its name, without "News Agency" where the row lists that form too; a name that two rows
    share leads to itself.
    """
    claims: dict[str, set[str]] = {}
    written: dict[str, str] = {}
    ambiguous: set[str] = set()
    for row in rows:
        aliases = row.get("aliases") or ()
        names = [str(row.get("name", "")), *map(str, aliases if isinstance(aliases, list) else ())]
        listed = set(filter(None, names))
        for form in sorted(listed):
            claims.setdefault(form.casefold(), set()).add(_kept_name(names))
            written[form.casefold()] = form
        doubtful = row.get("ambiguous")
        chosen = doubtful if isinstance(doubtful, list) else listed if doubtful else ()
        ambiguous |= {str(name).casefold() for name in chosen}
    forms = {form: min(kept) if len(kept) == 1 else written[form] for form, kept in claims.items()}
    return AgencyNames(forms, frozenset(ambiguous))


def short_name(words: str) -> str:
    """Return an agency's name without "News Agency" and the like at its end."""
    return _SUFFIX.sub("", " ".join(words.split()).strip(" .,;:/"))


def is_capitalised(words: str) -> bool:
    """Tell whether words begin with a capital letter."""
    return bool(_CAPITALISED.match(words)) and words[:1].isupper()


def _kept_name(names: Sequence[str]) -> str:
    """ "Tasnim" for "Tasnim News Agency", but no "Polish Press" for "Polish Press Agency"."""
    short = short_name(names[0])
    return short if short in names else names[0]


def _is_outlet_name(tokens: Sequence[str]) -> bool:
    """Whether capitalised words end in a word of outlets' names, as in "the Northern Times"."""
    names = [token for token in tokens if token.casefold() != "the"]
    last = names[-1].rstrip(".").casefold() if names else ""
    listed = last in page_words()["outlet_words"] and len(names) >= 2
    return listed and all(is_capitalised(token) or token in {"of", "and"} for token in names)
