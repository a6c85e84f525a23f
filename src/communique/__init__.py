"""From press reports to a sourced ledger of what states said and did.

:func:`build` makes a ledger of a pile of reports, :func:`open` reads one, :func:`correct` corrects
one; :func:`code` looks at a single text, :func:`evaluate` scores the coder on your own gold.
Records are frozen dataclasses; every span counts code points into its document's text, end
exclusive. All errors derive from :class:`CommuniqueError`.

Everything is loaded when it is first used, so importing the package is quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import (
    CommuniqueError,
    CorrectionError,
    KnowledgeError,
    LedgerError,
    QueryError,
    RecordError,
    SettingsError,
    SourceError,
    SpanError,
    TimeLimitError,
    UnknownRecordError,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from communique.display import View
    from communique.evaluation import Evaluation
    from communique.ledger import Filters, Hit, Ledger, Page, Selection, Snippet
    from communique.pipeline import BuildReport, Coder, Corrector, Done
    from communique.records import (
        Actor,
        Anchor,
        Capture,
        Coding,
        Commitment,
        CopyPassage,
        Correction,
        Dispute,
        DisputedValue,
        Document,
        Event,
        EventMention,
        Extraction,
        Figure,
        Furniture,
        LearnedOffice,
        Mention,
        MetadataBasis,
        Office,
        OfficeSighting,
        Party,
        Place,
        PlaceMention,
        Review,
        Statement,
        Story,
        Time,
        When,
    )
    from communique.settings import Settings, load_settings
    from communique.spans import Span

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Anchor",
    "BuildReport",
    "Capture",
    "Coding",
    "Commitment",
    "CommuniqueError",
    "CopyPassage",
    "Correction",
    "CorrectionError",
    "Corrector",
    "Dispute",
    "DisputedValue",
    "Document",
    "Done",
    "Evaluation",
    "Event",
    "EventMention",
    "Extraction",
    "Figure",
    "Filters",
    "Furniture",
    "Hit",
    "KnowledgeError",
    "LearnedOffice",
    "Ledger",
    "LedgerError",
    "Mention",
    "MetadataBasis",
    "Office",
    "OfficeSighting",
    "Page",
    "Party",
    "Place",
    "PlaceMention",
    "QueryError",
    "RecordError",
    "Review",
    "Selection",
    "Settings",
    "SettingsError",
    "Snippet",
    "SourceError",
    "Span",
    "SpanError",
    "Statement",
    "Story",
    "Time",
    "TimeLimitError",
    "UnknownRecordError",
    "View",
    "When",
    "__version__",
    "build",
    "code",
    "correct",
    "evaluate",
    "load_settings",
    "open",
]

_HOMES = {
    "BuildReport": "communique.pipeline",
    "Corrector": "communique.pipeline",
    "Done": "communique.pipeline",
    "Evaluation": "communique.evaluation",
    "Filters": "communique.ledger",
    "Hit": "communique.ledger",
    "Ledger": "communique.ledger",
    "Page": "communique.ledger",
    "Selection": "communique.ledger",
    "Settings": "communique.settings",
    "load_settings": "communique.settings",
    "Snippet": "communique.ledger",
    "Span": "communique.spans",
    "View": "communique.display",
}


def __getattr__(name: str) -> Any:
    """Load what the package offers when it is first asked for; records unless told otherwise."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "communique.records")), name)


def build(
    sources: str | Path | Iterable[str | Path],
    ledger: str | Path,
    *,
    jobs: int = 1,
    settings: Settings | None = None,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> BuildReport:
    """Read reports and store what they tell in a ledger.

    What the ledger already holds from the same coder is not done again, so a run that was stopped
    goes on where it was.

    Args:
        sources: files, folders, patterns and web addresses; one, or several.
        ledger: the ledger's file, made if it is not there, added to if it is; or the address of a
            database, as in ``postgresql://user@host/database``.
        jobs: processes that code, 1 or more. Some dozens of reports are coded in this one.
        settings: of the run; the defaults if None.
        progress: called with the stage, how many are done, and of how many if known.

    Returns:
        What came in, what came out, and why anything did not: a source that is missing or cannot
        be read is named in ``problems`` and stops nothing.

    Raises:
        LedgerError: if the ledger cannot be opened or written.

    Example::

        >>> import communique
        >>> report = communique.build(reports, folder / "my.db")
        >>> report.read, report.new, report.problems
        (1, 1, [])
    """
    from communique import pipeline  # noqa: PLC0415 - keeps the import of this package quick

    given = [sources] if isinstance(sources, str | Path) else sources
    paths = [Path(source) for source in given]
    return pipeline.build(paths, ledger, jobs=jobs, settings=settings, progress=progress)


def open(path: str | Path) -> Ledger:  # noqa: A001 - read as communique.open
    """Open a ledger to read it.

    Args:
        path: the ledger's file or address, as :func:`build` made it.

    Returns:
        The ledger; close it, or use it in a ``with`` block.

    Raises:
        LedgerError: if the file is missing, damaged, no ledger, or written by a newer version.

    Example::

        >>> import communique
        >>> with communique.open(folder / "my.db") as ledger:
        ...     for event in ledger.events(communique.Filters(between=("CHN", "RUS"))):
        ...         print(event.type, event.when.start, event.place.name)
        CONSULT 2024-07-03 Astana
        >>> with communique.open(folder / "my.db") as ledger:
        ...     event = ledger.events(between=("CHN", "RUS"), since="2024").first()
        ...     print(ledger.show(event).title)
        2024-07-03  CONSULT  Xi Jinping (CHN), Vladimir Putin (RUS)
    """
    from communique.ledger import Ledger  # noqa: PLC0415

    return Ledger.open(path)


def correct(path: str | Path, *, by: str) -> AbstractContextManager[Corrector]:
    """Open a ledger to correct it, in a ``with`` block.

    What is decided is kept with name, day and reason, applied at once, and can be undone; what the
    coder said stays stored.

    Args:
        path: the ledger's file or address.
        by: who corrects.

    Returns:
        A context that gives the corrector, whose methods ``reject``, ``recode``, ``split``,
        ``join`` and ``undo`` do the work.

    Raises:
        LedgerError: if the ledger cannot be opened or written.

    Example::

        >>> import communique
        >>> with communique.open(folder / "my.db") as ledger:
        ...     event = ledger.events(type="CONSULT").first()
        >>> with communique.correct(folder / "my.db", by="Ada Berg") as corrector:
        ...     done = corrector.recode(
        ...         event.event_id, {"place": "Almaty, KAZ"}, why="the summit was moved"
        ...     )
        >>> [event.place.name for event in done.events]
        ['Almaty']
    """
    from communique import pipeline  # noqa: PLC0415

    return pipeline.correcting(path, by)


def evaluate(
    gold: str | Path, *, ledger: str | Path | None = None, settings: Settings | None = None
) -> Evaluation:
    """Score the coder on texts that people annotated.

    Args:
        gold: a file of JSON Lines; see "Evaluate on your own data" in the documentation.
        ledger: score what the coder of this ledger said of its documents, before any correction.
            If None, the texts of the gold are coded now.
        settings: of the coding; the defaults if None.

    Returns:
        Scores with their counts and intervals, the confusion of types, and every miss.

    Raises:
        SourceError: if the file cannot be read.
        RecordError: if a line is no gold; the message names file and line.
        LedgerError: if the ledger cannot be read.

    Example::

        >>> import communique
        >>> line = '{"text": "Xi Jinping met Vladimir Putin in Astana.", "events": '
        >>> line += '[{"type": "CONSULT", "parties": ["CHN", "RUS"]}]}'
        >>> written = (folder / "gold.jsonl").write_text(line)
        >>> result = communique.evaluate(folder / "gold.jsonl")
        >>> result.score("events", "type").f1
        1.0
    """
    from communique import evaluation  # noqa: PLC0415

    return evaluation.evaluate(Path(gold), ledger=ledger, settings=settings)


def code(
    text: str, *, title: str | None = None, date: str | None = None, outlet: str | None = None
) -> Extraction:
    """Find what one clean text tells: events, statements, commitments, figures and their words.

    The text is taken as it is: nothing is cut from it, and spans count into it. The first call
    loads the language model and the knowledge, about two seconds; later calls reuse them.

    Args:
        text: the body of a report in English.
        title: its headline.
        date: when it was published, such as ``2024-07-03``; "on Wednesday" is counted from it.
        outlet: who published it.

    Returns:
        All records of the text. ``reasons`` says what was left out, and whether coding failed.

    Example::

        >>> import communique
        >>> text = "Xi Jinping met Vladimir Putin in Astana on Wednesday."
        >>> [event] = communique.code(text, date="2024-07-04").event_mentions
        >>> event.type, [party.name for party in event.actors]
        ('CONSULT', ['Xi Jinping', 'Vladimir Putin'])
        >>> event.when.start.isoformat(), event.trigger.of(text)
        ('2024-07-03', 'met')
    """
    from communique.extract.times import parse_date  # noqa: PLC0415
    from communique.records import Document, document_id  # noqa: PLC0415

    document = Document(
        document_id=document_id(text),
        uri="-",
        text=text,
        title=title,
        outlet=outlet,
        published=parse_date(date) if date else None,
    )
    [coded] = _coder().code([document])
    return coded.extraction


@cache
def _coder() -> Coder:
    from communique.pipeline import Coder  # noqa: PLC0415

    return Coder.ungated()
