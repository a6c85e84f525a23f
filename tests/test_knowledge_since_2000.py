"""Who held an office and which states were members, on days since 2000."""

from __future__ import annotations

from datetime import date

import pytest

from communique.knowledge import load_knowledge
from communique.knowledge.offices import OfficeTable, load_offices

FIRST, LAST = date(2000, 1, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("of", "office", "day", "names"),
    [
        ("ITA", "foreign_minister", date(2003, 6, 1), ["Franco Frattini"]),
        ("JPN", "defence_minister", date(2007, 8, 1), ["Yuriko Koike"]),
        ("BRA", "defence_minister", date(2009, 3, 1), ["Nelson Jobim"]),
        ("PAK", "head_of_government", date(2004, 8, 1), ["Chaudhry Shujaat Hussain"]),
        ("TUN", "foreign_minister", date(2012, 5, 1), ["Rafik Abdessalem"]),
        ("KEN", "foreign_minister", date(2011, 3, 1), ["George Saitoti"]),
        ("UN", "secretary_general", date(2005, 9, 1), ["Kofi Annan"]),
        ("NATO", "secretary_general", date(2008, 8, 12), ["Jaap de Hoop Scheffer"]),
    ],
)
def test_an_office_has_its_holder_of_the_day(
    of: str, office: str, day: date, names: list[str]
) -> None:
    terms = load_offices().holders(of, office, day)

    assert [term.name for term in terms] == names


@pytest.mark.parametrize(
    ("organisation", "state", "before", "after"),
    [
        ("ECOWAS", "MLI", date(2025, 1, 28), date(2025, 1, 30)),
        ("UNASUR", "PRY", date(2015, 1, 1), date(2021, 1, 1)),
        ("COMMONWEALTH", "ZWE", date(2003, 12, 6), date(2003, 12, 8)),
        ("ICC", "PHL", date(2019, 3, 16), date(2019, 3, 18)),
        ("COMESA", "NAM", date(2003, 1, 1), date(2005, 1, 1)),
        ("UNSC", "DEU", date(2004, 12, 31), date(2005, 1, 1)),
    ],
)
def test_a_state_that_left_is_a_member_only_before(
    organisation: str, state: str, before: date, after: date
) -> None:
    found = load_knowledge().organisations[f"organisation/{organisation}"]

    assert state in found.members_on(before)
    assert state not in found.members_on(after)


@pytest.mark.parametrize(
    ("organisation", "state", "joined"),
    [
        ("WTO", "RUS", date(2012, 8, 22)),
        ("ICC", "ARM", date(2024, 2, 1)),
        ("UN", "SSD", date(2011, 7, 14)),
        ("COE", "MNE", date(2007, 5, 11)),
    ],
)
def test_a_state_is_a_member_from_the_day_it_joined(
    organisation: str, state: str, joined: date
) -> None:
    found = load_knowledge().organisations[f"organisation/{organisation}"]

    assert state not in found.members_on(joined.replace(year=joined.year - 1))
    assert state in found.members_on(joined)


def test_at_least_120_states_have_a_head_in_every_quarter() -> None:
    offices = load_offices()
    states = {term.of for term in offices.terms if len(term.of) == 3}

    ruled = [of for of in states if _covers(offices, of, "head_of_state", "head_of_government")]

    assert len(ruled) >= 120


def _covers(offices: OfficeTable, of: str, *kinds: str) -> bool:
    """Tell whether some holder of these offices is known for every quarter from 2000 on."""
    days = [date(y, m, 20) for y in range(2000, 2026) for m in (1, 4, 7, 10)]
    return all(
        any(offices.holders(of, kind, day) for kind in kinds)
        for day in days
        if FIRST <= day <= LAST
    )


@pytest.mark.parametrize("word", ["Tax", "Fall", "Win", "Junior"])
def test_a_surname_that_is_a_common_word_names_nobody_alone(word: str) -> None:
    names = load_knowledge().names

    assert not [entry for entry in names.meanings.get(word, ()) if entry.kind == "person"]
