"""Find the attributed statements of one document."""

from __future__ import annotations

from itertools import chain

from communique.extract.parties import Parties
from communique.extract.statements.according import according_attributions
from communique.extract.statements.assemble import assemble
from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.colon import colon_attributions
from communique.extract.statements.cues import load_lexicon
from communique.extract.statements.phrases import noun_phrase
from communique.extract.statements.quotes import find_quotes
from communique.extract.statements.stance import adjective_attributions, noun_attributions
from communique.extract.statements.topics import about, topics_of
from communique.extract.statements.verbal import verbal_attributions
from communique.knowledge.sectors import NEWS_MEDIA
from communique.records import Document, Party, Statement, StatementKind, content_id
from communique.spans import Span
from communique.syntax import Parsed, Token

_ARTICLES = ("a", "an", "the")
_ONE = "one"


def find_statements(document: Document, parsed: Parsed, parties: Parties) -> tuple[Statement, ...]:
    """Return the statements that a report attributes to someone, in text order.

    Args:
        document: the cleaned report.
        parsed: its parse; spans count code points of its text.
        parties: resolves the phrases of this report to actors.

    Returns:
        Statements with source, cue and content as spans. Content of direct speech leaves out the
        quotation marks, that of indirect speech the word "that". The parts follow Pareti,
        "A Database of Attribution Relations" (LREC 2012), and Newell et al., PolNeAR (LREC 2018).
    """
    report = Report(
        parsed=parsed,
        quotes=find_quotes(parsed.text, parsed.blocks),
        lexicon=load_lexicon(),
        parties=parties,
    )
    found = chain(
        verbal_attributions(report),
        according_attributions(report),
        colon_attributions(report),
        noun_attributions(report),
        adjective_attributions(report),
    )
    return tuple(_statement(document, report, one) for one in assemble(report, found))


def _statement(document: Document, report: Report, one: Attribution) -> Statement:
    spans = (*one.source, *one.cue, *one.content)
    return Statement(
        statement_id=content_id("st", document.document_id, *(tuple(s) for s in spans)),
        document_id=document.document_id,
        speaker=_party(report, one.speaker) if one.speaker is not None else None,
        source=one.source,
        cue=one.cue,
        content=one.content,
        kind=_kind(report, one.content),
        addressees=_addressees(report, one.addressee) if one.addressee is not None else (),
        topics=topics_of(report, one.content),
        about=about(report, one.content),
        via=(_relay(report, one.via),) if one.via is not None else (),
    )


def _party(report: Report, head: Token) -> Party:
    """Return the party of a phrase; one that nobody knows keeps its words as name."""
    known = report.parties.party(head)
    if known is not None:
        return known
    together = report.parties.parties(head)
    if len(together) > 1:
        return Party(name=" and ".join(party.name for party in together), span=head.span)
    span = noun_phrase(report.parsed, head, core=True)
    words = span.of(report.text)
    first, _, rest = words.partition(" ")
    counted = first.lower() == _ONE and not rest.startswith("of ")
    if rest and (first.lower() in _ARTICLES or counted):
        span = Span(span.end - len(rest.lstrip()), span.end)
    return Party(name=" ".join(span.of(report.text).split()), span=span)


def _relay(report: Report, head: Token) -> str:
    """Return who passed the words on: the medium named in "the report of X", else the phrase."""
    known = report.parties.party(head)
    span = report.parsed.span_of(report.parsed.subtree(head))
    inside = report.parties.within(span) if known is None else ()
    named = [p.name for p in inside if p.sector == NEWS_MEDIA]
    return named[0] if named else _party(report, head).name


def _addressees(report: Report, head: Token) -> tuple[Party, ...]:
    """Return those spoken to; "reporters" and the like keep their words."""
    return report.parties.parties(head) or (_party(report, head),)


def _kind(report: Report, content: tuple[Span, ...]) -> StatementKind:
    """Return direct where every word stands in quotation marks, mixed where some do."""
    quoted = [any(q.whole.covers(s) for q in report.quotes) for s in content]
    if all(quoted):
        return "direct"
    touched = any(q.whole.overlaps(s) for q in report.quotes for s in content)
    return "mixed" if touched else "indirect"
