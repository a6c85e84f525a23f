"""Reports put together by the source on which they rest: why seven reports are three sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from communique.display.plain import counted, plain_text
from communique.ledger import Ledger
from communique.merge.copies import originality
from communique.merge.pile import heading_of
from communique.merge.relays import Chain, find_relays
from communique.merge.sources import Witnesses
from communique.merge.tellers import Tellers, teller_key
from communique.records import CopyPassage, Document, EventMention, Extraction, Statement
from communique.spans import Span
from communique.web.reports.accounts import Account, Accounts, Report, report_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A report with its accounts of the event.

    Attributes:
        report: the report.
        accounts: that it gives of the event; none where the report alone is shown.
        how: why it rests on its source, in words; empty for a report that tells on its own.
        copied_from: id of the report whose words it shares, to see both side by side.
    """

    report: Report
    accounts: tuple[Account, ...]
    how: str
    copied_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source with all reports that rest on it, the one nearest to it first."""

    name: str
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """What is known of the ways by which words came into reports.

    Attributes:
        documents: the reports, and all that share words with them, by id.
        passages: that copies among them share with their originals.
        excerpts: ids of those that took over passages only.
    """

    documents: Mapping[str, Document]
    passages: Sequence[CopyPassage]
    excerpts: frozenset[str]


def kin_of(ledger: Ledger, documents: Mapping[str, Document]) -> Kin:
    """Return reports with all that they share words with."""
    groups = {d.copy_group for d in documents.values() if d.copy_group}
    if not groups:
        return Kin(documents=documents, passages=(), excerpts=frozenset())
    kin = cast("list[Document]", ledger.among("documents", sorted(groups), by="copy_group"))
    every = {document.document_id: document for document in kin} | dict(documents)
    passages = cast("list[CopyPassage]", ledger.among("copy_passages", every, by="document_id"))
    known = [passage for passage in passages if passage.original in every]
    return Kin(documents=every, passages=known, excerpts=ledger.excerpts() & every.keys())


def sources_of_event(ledger: Ledger, accounts: Accounts) -> tuple[Source, ...]:
    """Return the sources of an event, the one that told it first in front.

    Args:
        ledger: that holds the event.
        accounts: of the event.
    """
    kin = kin_of(ledger, accounts.documents)
    said = cast("list[Statement]", ledger.among("statements", accounts.documents, by="document_id"))
    mentions = [account.mention for account in accounts.told]
    relays = find_relays(_extractions(mentions, said), Tellers(kin.documents.values()))
    witnesses = _witnesses(kin, relays)
    told: dict[str, list[Account]] = defaultdict(list)
    for account in accounts.told:
        told[account.report.document_id].append(account)
    relayed = {m.document_id: relays.get(m.event_mention_id, ()) for m in mentions}
    rests = witnesses.sources(mentions)
    return tuple(_sources(kin, rests, told, _names(kin.documents.values(), said), relayed))


def sources_of_reports(ledger: Ledger, documents: Mapping[str, Document]) -> tuple[Source, ...]:
    """Return the sources of reports as wholes, the earliest in front."""
    kin = kin_of(ledger, documents)
    rests = _witnesses(kin, {}).of_reports(documents)
    return tuple(_sources(kin, rests, {}, _names(kin.documents.values(), ()), {}))


def _witnesses(kin: Kin, relays: Mapping[str, Chain]) -> Witnesses:
    excerpts: dict[str, list[Span]] = {name: [] for name in kin.excerpts}
    for passage in kin.passages:
        if passage.document_id in excerpts:
            excerpts[passage.document_id].append(passage.span)
    return Witnesses(documents=kin.documents, relays=relays, excerpts=excerpts)


def _extractions(
    mentions: Iterable[EventMention], said: Iterable[Statement]
) -> Iterator[Extraction]:
    """What was found in each report, as far as it tells on whose word an event is given."""
    found: dict[str, tuple[list[EventMention], list[Statement]]] = {}
    for mention in mentions:
        found.setdefault(mention.document_id, ([], []))[0].append(mention)
    for statement in said:
        found.setdefault(statement.document_id, ([], []))[1].append(statement)
    for name, (told, spoken) in found.items():
        yield Extraction(
            document_id=name, event_mentions=tuple(told), statements=tuple(spoken)
        )


def _originality(document: Document) -> tuple[object, ...]:
    return originality(heading_of(document))


def _names(documents: Iterable[Document], said: Iterable[Statement]) -> dict[str, str]:
    """How reports write the name of each medium, by the key under which it counts."""
    written = [
        name
        for d in documents
        for name in (d.outlet, d.agency, *d.via)
        if name
    ]  # fmt: skip
    written += [name for statement in said for name in statement.via]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in written:
        counts[teller_key(name)][plain_text(name)] += 1
    return {key: min(some, key=lambda n: (-some[n], n)) for key, some in counts.items()}


def _sources(
    kin: Kin,
    rests: Mapping[str, str],
    told: Mapping[str, Sequence[Account]],
    names: Mapping[str, str],
    relayed: Mapping[str, Chain],
) -> Iterator[Source]:
    groups: dict[str, list[Document]] = defaultdict(list)
    for document_id, key in rests.items():
        groups[key].append(kin.documents[document_id])
    for some in groups.values():
        some.sort(key=_originality)
    for key, some in sorted(groups.items(), key=lambda group: _originality(group[1][0])):
        first = some[0]
        yield Source(
            name=_name(key, names, first),
            tellings=tuple(
                _telling(kin, document, first, names, told, relayed) for document in some
            ),
        )


def _name(key: str, names: Mapping[str, str], first: Document) -> str:
    if key in names:
        return names[key]
    kind, _, rest = key.partition("/")
    if kind == "organisation":
        return rest.replace("-", " ")
    return report_of(first).outlet if key == first.document_id else key.title()


def _telling(
    kin: Kin,
    document: Document,
    first: Document,
    names: Mapping[str, str],
    told: Mapping[str, Sequence[Account]],
    relayed: Mapping[str, Chain],
) -> Telling:
    name = document.document_id
    shared = [p for p in kin.passages if p.document_id == name]
    original = Counter(p.original for p in shared).most_common(1)
    copied_from = original[0][0] if original else None
    if copied_from is not None:
        outlet = report_of(kin.documents[copied_from]).outlet
        how = f"shares {counted(original[0][1], 'passages')} with {outlet}"
    else:
        how = _how(document, first, names, relayed.get(name, ()))
    return Telling(
        report=report_of(document),
        accounts=tuple(told.get(name, ())),
        how=how,
        copied_from=copied_from,
    )


def _how(document: Document, first: Document, names: Mapping[str, str], chain: Chain) -> str:
    """Why a report that copies nobody rests on its source."""
    if chain:
        media = " and ".join(_name(key, names, document) for key in chain)
        return f"gives it on the word of {media}"
    if document.agency and document.agency != document.outlet:
        return f"credits {plain_text(document.agency)}"
    if document.via:
        return f"cites {', '.join(map(plain_text, document.via))}"
    return "the same outlet again" if document != first else ""
