"""Disputes: figures, lengths, days and denials that do not agree, each with both words."""

from __future__ import annotations

from datetime import date

import pytest

from communique.merge import merge
from communique.merge.quantities import compatible
from communique.records import (
    Dispute,
    Document,
    EventMention,
    Extraction,
    Figure,
    Number,
    Party,
    Qualifier,
    Statement,
    When,
    document_id,
)
from communique.settings import MergeSettings
from communique.spans import Span

RURITANIA = Party(name="Ruritania", country="RUR")
GRAUSTARK = Party(name="Graustark", country="GRA")
RUDOLF = Party(name="King Rudolf", actor_id="person/rudolf", country="RUR")
LORRY = Party(name="Princess Lorry", actor_id="person/lorry", country="GRA")


def document(text: str, published: str | None = "2022-05-03", outlet: str = "Gazette") -> Document:
    day = date.fromisoformat(published) if published else None
    when = When(start=day, end=day, precision="day") if day else None
    return Document(
        document_id=document_id(text), uri="memory:x", text=text, outlet=outlet, published=when
    )


def span(of: Document, words: str) -> Span:
    start = of.text.index(words)
    return Span(start, start + len(words))


def figure(
    of: Document,
    value: Number,
    words: str,
    measure: str,
    *,
    unit: str = "people",
    qualifier: Qualifier = "exact",
    currency: str | None = None,
    parties: tuple[Party, ...] = (),
) -> Figure:
    return Figure(
        figure_id=f"figure-{document_id(of.document_id + words)[:12]}",
        document_id=of.document_id,
        value=value,
        unit=unit,
        measure=measure,
        evidence=(span(of, words),),
        qualifier=qualifier,
        currency=currency,
        parties=parties,
    )


def disputes_of(*extractions: tuple[Document, Extraction]) -> tuple[Dispute, ...]:
    documents = [d for d, _ in extractions]
    return merge(documents, [e for _, e in extractions], MergeSettings()).disputes


def with_figures(of: Document, *figures: Figure) -> tuple[Document, Extraction]:
    return of, Extraction(document_id=of.document_id, figures=figures)


def two_reports(
    first: tuple[Number, str, str], second: tuple[Number, str, str], *, days: tuple[str, str]
) -> tuple[Dispute, ...]:
    """Disputes of two reports on one flood: value, qualifier, and the words of each."""
    lead = "The flood at Zenda in Ruritania broke the railway bridge and drowned the mill. "
    told = []
    for (value, qualifier, words), published in zip((first, second), days, strict=True):
        of = document(f"{lead}{words} people were killed.", published, outlet=f"Outlet {words}")
        told.append(
            with_figures(
                of,
                figure(of, value, words, "people killed in the flood", qualifier=qualifier),  # type: ignore[arg-type]
            )
        )
    return disputes_of(*told)


def test_two_counts_on_one_day_conflict() -> None:
    (dispute,) = two_reports(
        (12, "exact", "Twelve"), (17, "exact", "Seventeen"), days=("2022-05-03", "2022-05-03")
    )
    assert (dispute.field, dispute.kind) == ("quantity", "conflict")
    assert {value.value for value in dispute.values} == {"12 people", "17 people"}


def test_a_later_higher_count_is_an_update() -> None:
    (dispute,) = two_reports(
        (12, "exact", "Twelve"), (17, "exact", "Seventeen"), days=("2022-05-03", "2022-05-05")
    )
    assert dispute.kind == "update"


def test_a_later_lower_count_is_a_conflict() -> None:
    (dispute,) = two_reports(
        (17, "exact", "Seventeen"), (12, "exact", "Twelve"), days=("2022-05-03", "2022-05-05")
    )
    assert dispute.kind == "conflict"


def test_the_same_count_is_no_dispute() -> None:
    assert not two_reports(
        (12, "exact", "Twelve"), (12, "about", "About 12"), days=("2022-05-03", "2022-05-04")
    )


def test_a_rounded_count_is_a_matter_of_precision() -> None:
    (dispute,) = two_reports(
        (1180, "exact", "1,180"), (1200, "about", "About 1,200"), days=("2022-05-03", "2022-05-03")
    )
    assert dispute.kind == "precision"


def test_figures_of_unlike_measures_do_not_meet() -> None:
    of = document("Twelve were killed and 17 houses fell when the flood came to Zenda.")
    assert not disputes_of(
        with_figures(
            of,
            figure(of, 12, "Twelve", "people killed"),
            figure(of, 17, "17", "houses fallen", unit="houses"),
        )
    )


def test_an_aim_does_not_dispute_what_is() -> None:
    one = document("Trade between Ruritania and Graustark came to $30 billion last year.")
    other = document(
        "Ruritania and Graustark want trade of $100 billion by 2030, a goal of both.",
        outlet="Lantern",
    )
    assert not disputes_of(
        with_figures(
            one, figure(one, 30e9, "$30 billion", "trade", unit="US dollars", currency="USD")
        ),
        with_figures(
            other,
            figure(other, 100e9, "$100 billion", "trade goal", unit="US dollars", currency="USD"),
        ),
    )


def test_a_corrected_count_is_a_correction() -> None:
    of = document(
        "Ruritania freed 32 sailors. An earlier count, which spoke of 33 sailors, was wrong."
    )
    (dispute,) = disputes_of(
        with_figures(
            of,
            figure(of, 32, "32 sailors", "sailors", unit="sailors"),
            figure(of, 33, "33 sailors", "sailors", unit="sailors"),
        )
    )
    assert dispute.kind == "correction"


def test_a_raised_toll_is_an_update() -> None:
    of = document("Raising an earlier toll of 31, officials said 41 people had been killed.")
    (dispute,) = disputes_of(
        with_figures(of, figure(of, 31, "31", "toll"), figure(of, 41, "41", "people killed"))
    )
    assert dispute.kind == "update"


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ((30e9, "exact"), (29.7e9, "exact"), True),
        ((65e9, "about"), (65.7e9, "exact"), True),
        ((30e9, "exact"), (35e9, "exact"), False),
        ((4, "at_least"), (5, "about"), True),
        ((40, "exact"), (38, "exact"), False),
        ((100, "at_most"), (150, "exact"), False),
        ((30e9, "almost"), (28e9, "exact"), True),
        ((30e9, "almost"), (31e9, "exact"), False),
    ],
)
def test_rounding_and_qualifiers(
    first: tuple[Number, Qualifier], second: tuple[Number, Qualifier], agree: bool
) -> None:
    of = document("x")
    one, other = (
        Figure(
            figure_id=f"figure-{value}",
            document_id=of.document_id,
            value=value,
            unit="units",
            measure="things",
            evidence=(Span(0, 1),),
            qualifier=qualifier,
        )
        for value, qualifier in (first, second)
    )
    assert compatible(one, other) is compatible(other, one) is agree


def account(
    of: Document,
    words: str,
    *actors: Party,
    kind: str,
    to: tuple[Party, ...] = (),
    **fields: object,
) -> EventMention:
    at = span(of, words)
    return EventMention(
        event_mention_id=f"mention-{document_id(of.document_id + words + kind)[:12]}",
        document_id=of.document_id,
        type=kind,
        status=fields.pop("status", "actual"),  # type: ignore[arg-type]
        trigger=at,
        sentence=at,
        actors=actors,
        recipients=to,
        **fields,  # type: ignore[arg-type]
    )


def test_an_accusation_that_the_accused_denies() -> None:
    of = document("Ruritania accused Graustark of theft. King Rudolf spoke. Graustark denied it.")
    (dispute,) = disputes_of(
        (
            of,
            Extraction(
                document_id=of.document_id,
                event_mentions=(
                    account(of, "Ruritania accused", RURITANIA, kind="ACCUSE", to=(GRAUSTARK,)),
                    account(of, "Graustark denied it", GRAUSTARK, kind="REJECT"),
                ),
            ),
        )
    )
    assert dispute.kind == "denial"
    assert [value.value for value in dispute.values] == [
        "claimed by Ruritania", "denied by Graustark",
    ]  # fmt: skip
    assert dispute.event_id is not None


def test_a_third_party_does_not_deny_for_the_accused() -> None:
    of = document("Ruritania accused Graustark of theft. Elsewhere Axphain denied a loan.")
    axphain = Party(name="Axphain", country="AXP")
    assert not disputes_of(
        (
            of,
            Extraction(
                document_id=of.document_id,
                event_mentions=(
                    account(of, "Ruritania accused", RURITANIA, kind="ACCUSE", to=(GRAUSTARK,)),
                    account(of, "Axphain denied", axphain, kind="REJECT"),
                ),
            ),
        )
    )


def test_denied_words_of_another_speaker() -> None:
    of = document("A paper claimed that the king had fled. An official denied that.")
    statements = tuple(
        Statement(
            statement_id=f"statement-{speaker}",
            document_id=of.document_id,
            speaker=Party(name=speaker),
            source=(span(of, speaker),),
            cue=(span(of, cue),),
            content=(span(of, content),),
            kind="indirect",
        )
        for speaker, cue, content in (
            ("A paper", "claimed", "that the king had fled"),
            ("An official", "denied", "that."),
        )
    )
    (dispute,) = disputes_of((of, Extraction(document_id=of.document_id, statements=statements)))
    assert [value.value for value in dispute.values] == [
        "said by A paper", "denied by An official",
    ]  # fmt: skip


def test_lengths_of_one_meeting() -> None:
    day = When(start=date(2022, 5, 3), end=date(2022, 5, 3), precision="day", basis="explicit")
    told = []
    for words, value, outlet in (("four hours", 4, "Gazette"), ("two hours", 2, "Lantern")):
        text = f"Rudolf met Lorry at Zenda on Tuesday. The talks took {words}."
        of = document(text, "2022-05-04", outlet)
        told.append(
            (
                of,
                Extraction(
                    document_id=of.document_id,
                    event_mentions=(
                        account(of, "Rudolf met Lorry", RUDOLF, LORRY, kind="CONSULT", when=day),
                    ),
                    figures=(figure(of, value, words, "length of the talks", unit="hours"),),
                ),
            )
        )
    (dispute,) = disputes_of(*told)
    assert (dispute.field, dispute.kind) == ("duration", "conflict")


def test_evidence_is_exact() -> None:
    of = document("Raising an earlier toll of 31, officials said 41 people had been killed.")
    (dispute,) = disputes_of(
        with_figures(of, figure(of, 31, "31", "toll"), figure(of, 41, "41", "people killed"))
    )
    assert {v.evidence[0].of(of.text) for v in dispute.values} == {"31", "41"}


def test_miles_for_kilometres_are_the_same_number() -> None:
    told = []
    for words, value, unit in (("2,700 kilometres", 2700, "kilometres"), ("1,680 miles", 1680, "miles")):  # noqa: E501  # fmt: skip
        of = document(f"The Graustark rocket flew {words} over Zenda.", outlet=f"Outlet {unit}")
        told.append(
            with_figures(
                of, figure(of, value, words, "rocket flown", unit=unit, parties=(GRAUSTARK,))
            )
        )
    assert not disputes_of(*told)


def test_all_counts_of_one_measure_stand_in_one_dispute() -> None:
    lead = "The flood at Zenda in Ruritania broke the railway bridge and drowned the mill. "
    told = []
    for value, words in ((12, "Twelve"), (15, "Fifteen"), (17, "Seventeen")):
        of = document(f"{lead}{words} people were killed.", outlet=f"Outlet {words}")
        told.append(with_figures(of, figure(of, value, words, "people killed")))
    (dispute,) = disputes_of(*told)
    assert [value.value for value in dispute.values].count("15 people") == 1
    assert len(dispute.values) == 3


def test_the_dead_do_not_dispute_the_wounded() -> None:
    lead = "The flood at Zenda in Ruritania broke the railway bridge and drowned the mill. "
    dead = document(f"{lead}Twelve people were killed.")
    hurt = document(f"{lead}Seventeen people were injured.", outlet="Lantern")
    assert not disputes_of(
        with_figures(dead, figure(dead, 12, "Twelve", "people killed")),
        with_figures(hurt, figure(hurt, 17, "Seventeen", "people injured")),
    )


def test_two_numbers_that_one_report_tells_are_of_unlike_things() -> None:
    lead = "Ruritania and Graustark signed a treaty on trade at Zenda. "
    parties = (RURITANIA, GRAUSTARK)
    both = document(f"{lead}Trade was $30 billion. With its islands it was $35 billion.")
    one = document(f"{lead}Trade came to $35 billion.", outlet="Lantern")
    money = {"unit": "US dollars", "currency": "USD", "parties": parties}
    assert not disputes_of(
        with_figures(
            both,
            figure(both, 30e9, "$30 billion", "trade", **money),  # type: ignore[arg-type]
            figure(both, 35e9, "$35 billion", "trade", **money),  # type: ignore[arg-type]
        ),
        with_figures(one, figure(one, 35e9, "$35 billion", "trade", **money)),  # type: ignore[arg-type]
    )
