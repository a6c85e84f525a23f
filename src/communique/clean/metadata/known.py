"""What is known beforehand for reading what a report says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from communique.clean.metadata.agency import Attribution
from communique.clean.metadata.agency_names import AgencyNames
from communique.clean.metadata.bylines import IsNoPerson, persons
from communique.clean.metadata.candidate import Candidate
from communique.clean.metadata.dates import metadata_date, parse_date
from communique.clean.metadata.language import detected
from communique.clean.metadata.language_codes import language_code
from communique.clean.metadata.outlets import OutletTable, fold_name
from communique.clean.metadata.publication import possible
from communique.clean.metadata.words import metadata_words
from communique.records import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The outlets and agencies that are known, and what the container of the report states.

    ``address`` is the web address of the report, ``read_on`` the day on which it was read.
    """

    outlets: OutletTable
    agencies: AgencyNames = field(default_factory=AgencyNames)
    given: dict[str, str] = field(default_factory=dict)
    address: str | None = None
    read_on: date | None = None

    def given_words(self, name: str) -> Candidate[str] | None:
        """Return a field that the container states."""
        value = self.given.get(name, "").strip()
        return (
            Candidate(value=value, basis="container", confidence=1.0, text=value) if value else None
        )

    def given_outlet(self) -> Candidate[str] | None:
        """Return the outlet that the container states, by its name in the table."""
        stated = self.given_words("outlet")
        return replace(stated, value=self.outlets.listed(stated.value)) if stated else None

    def given_day(self, name: str) -> Candidate[When] | None:
        """Return a day that the container states, unless it lies ahead of its reading."""
        value = self.given.get(name, "")
        when = metadata_date(value, "publication" if name == "published" else "document")
        if when is None or when.start is None:
            return None
        day = Candidate(value=when, basis="container", confidence=1.0, text=value)
        return day if possible(day, self.read_on, {when.start.year}) else None

    def given_byline(self, outlet: str | None) -> Candidate[str] | None:
        """Return the persons that the container names; a name of one word is believed there."""
        stated = self.given_words("byline")
        if stated is None:
            return None
        is_no_person = self.no_person(outlet)
        names = ", ".join(persons(stated.value, is_no_person))
        alone = stated.value
        last = alone.casefold().split()[-1]
        lists = metadata_words()
        nobody = alone.casefold() in lists["no_person"] or last in lists["no_person_endings"]
        if not names and (nobody or is_no_person(alone) or len(alone.split()) > 1):
            return None
        return Candidate(value=names or alone, basis="container", confidence=1.0, text=alone)

    def no_person(self, outlet: str | None) -> IsNoPerson:
        """Return what tells the names of outlets and agencies from those of persons."""
        return partial(self._is_no_person, outlet=outlet)

    def agency(self, credit: Attribution, outlet: Candidate[str] | None) -> Candidate[str] | None:
        """Return the agency of a report: the one credited, or the outlet that is one itself."""
        stated = self.given_words("agency")
        if stated:
            named = self.agencies.known(stated.value)
            return Candidate(
                value=named or stated.value, basis="container", confidence=1.0, text=stated.value
            )
        own = self.outlets.named(outlet.value) if outlet else None
        if credit.agency and not (own and not own.agency and own.answers_to(credit.agency.value)):
            return credit.agency
        if own is None or own.agency is None or outlet is None or credit.via:
            return None
        return Candidate(
            value=own.agency, basis=outlet.basis, confidence=outlet.confidence, text=outlet.text
        )

    def language(self, text: str, stated: str, basis: str) -> Candidate[str] | None:
        """Return the language of a text, with what the page or the container states of it."""
        given = language_code(self.given.get("language"))
        code = given or language_code(stated)
        found = detected(text, code)
        if found or code is None:
            return found
        return Candidate(
            value=code,
            basis="container" if given else basis,
            confidence=0.5 if given else 0.4,
            text=self.given.get("language") or stated,
        )

    def _is_no_person(self, name: str, *, outlet: str | None) -> bool:
        own = fold_name(outlet or "").removeprefix("the")
        folded = fold_name(name).removeprefix("the")
        same = bool(own) and (folded == own or own.startswith(folded))
        return same or self.agencies.known(name) is not None or self.outlets.named(name) is not None


def day_read(retrieved: str | None) -> date | None:
    """Return the day on which a report was retrieved, if that is stated."""
    when = parse_date(retrieved, "document") if retrieved else None
    return when.start if when else None
