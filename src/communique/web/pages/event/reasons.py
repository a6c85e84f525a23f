"""Why accounts were taken for one event: what each pair has in common, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from communique.records import Event
from communique.web.reports.accounts import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How alike two accounts are in one field; ``weight`` in log-odds, below 0 speaks against."""

    field: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why two accounts, by their numbers, tell of one event.

    ``score`` is between 0 and 1; ``decided`` names the correction by which a person joined them,
    ``against`` what the accounts contradict each other in all the same.
    """

    accounts: tuple[int, int]
    score: float
    parts: tuple[Part, ...]
    decided: str | None
    against: str | None


def reasons_of(event: Event, told: Sequence[Account]) -> tuple[Reason, ...]:
    """Return the joins between the accounts that are shown, the weakest first."""
    number = {account.mention.event_mention_id: account.number for account in told}
    found = [_reason(why, number) for why in event.why if set(why["joined"]) <= number.keys()]
    return tuple(sorted(found, key=lambda reason: (reason.score, reason.accounts)))


def _reason(why: Mapping[str, Any], number: Mapping[str, int]) -> Reason:
    first, second = sorted(number[name] for name in why["joined"])
    return Reason(
        accounts=(first, second),
        score=why["score"],
        parts=tuple(_parts(why)),
        decided=why.get("decided") or None,
        against=why.get("against") or None,
    )


def _parts(why: Mapping[str, Any]) -> Iterator[Part]:
    levels = why.get("levels", {})
    for name, weight in why["parts"].items():
        if name == "prior":
            yield Part(field="to begin with", words=_PRIOR, weight=weight)
            continue
        at = [level.strip() for level in levels.get(name, "").split(",") if level.strip()]
        words = "; ".join(dict.fromkeys(_WORDS.get((name, level), _bare(level)) for level in at))
        yield Part(field=_FIELDS.get(name, name), words=words, weight=weight)


def _bare(level: str) -> str:
    return level.replace("_", " ")


_PRIOR = "accounts of one type that nothing keeps apart"
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "parties": "who",
        "others": "who else",
        "time": "when",
        "place": "where",
        "reports": "the reports",
        "mode": "how",
        "code": "the code",
        "status": "whether it happened",
        "words": "the words",
    }
)
# The levels of likeness of merge/data/weights.yaml.
_WORDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("parties", "same_person"): "both name the same person",
        ("parties", "same_organisation"): "both name the same organisation",
        ("parties", "same_name"): "both give the same name",
        ("parties", "person_and_state"): "one names a person, the other the state of that person",
        ("parties", "same_state"): "both name the same state",
        ("parties", "not_in_both"): "a side that only one of them names",
        ("parties", "no_parties"): "one of them names nobody",
        ("others", "same_set"): "the very same parties and no others",
        ("others", "more_in_one"): "one names more parties than the other",
        ("others", "more_in_each"): "each names parties that the other does not",
        ("time", "same_days"): "the same day, or within three days",
        ("time", "same_week"): "days of the same week",
        ("time", "same_month"): "days of the same month",
        ("time", "same_year"): "days of the same year",
        ("time", "told_within_3_days"): "told within three days of one another",
        ("time", "told_within_2_weeks"): "told within two weeks of one another",
        ("time", "told_within_3_months"): "told within three months of one another",
        ("time", "told_later"): "told more than three months apart",
        ("time", "unknown"): "one of them gives no day",
        ("place", "same_city"): "the same city",
        ("place", "same_country"): "the same country",
        ("place", "unknown"): "one of them gives no place",
        ("reports", "near_in_report"): "close to one another in one report",
        ("reports", "same_report"): "in one report",
        ("reports", "copies"): "one report copies the other",
        ("reports", "same_story"): "reports of one story",
        ("reports", "other_story"): "reports of two stories",
        ("mode", "same"): "done in the same way",
        ("mode", "other"): "told as done in two ways",
        ("mode", "unknown"): "one of them does not say in which way",
        ("code", "same"): "the same code",
        ("code", "other"): "two codes of the same type",
        ("code", "unknown"): "one of them has no code",
        ("status", "same"): "both tell it alike",
        ("status", "planned_and_actual"): "one announces it, the other tells that it took place",
        ("status", "other"): "one tells it otherwise than the other",
        ("words", "said_elsewhere"): "two reports of things said, and people say things often",
        ("words", "other_matter"): "two acts of one day told in no word alike",
    }
)
