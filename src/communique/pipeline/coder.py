"""One coder: cleaning, parsing and extraction with one state of knowledge and settings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from communique.clean import (
    AgencyNames,
    RecurringLines,
    agency_names,
    clean,
)
from communique.clean.metadata.outlets import outlet_table
from communique.errors import KnowledgeError, SettingsError
from communique.extract import extract
from communique.extract.events import Lexicon, load_lexicon
from communique.knowledge import Knowledge, load_knowledge
from communique.knowledge.files import read_yaml_rows
from communique.ontology import load_ontology
from communique.parse import Gate, Parser, SpacyParser
from communique.records import Coding, Document, Extraction, Source, to_json
from communique.settings import Settings
from communique.syntax import Parsed

_FOREIGN = "unsupported_language"
_NOTHING = "nothing found"
PARTLY = "only the beginning was coded"
_COUNTED = ("times", "places", "mentions", "event_mentions", "statements", "commitments", "figures")


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with what was found in it and how that went."""

    document: Document
    extraction: Extraction
    coding: Coding


class Coder:
    """Cleans sources and codes documents.

    Args:
        settings: of the run; the defaults if None.
        parser: any parser behind the seam; the small spaCy model if None.
    """

    def __init__(self, settings: Settings | None = None, parser: Parser | None = None) -> None:
        self.settings = settings or Settings()
        self._parser = parser

    @classmethod
    def ungated(cls, settings: Settings | None = None) -> Coder:
        """Return a coder that parses texts whole: who asks about one text wants all of it."""
        return cls(settings, SpacyParser(None, (settings or Settings()).parse))

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the package knows of the world, with the user's own actors."""
        return load_knowledge(own=self.settings.knowledge.actors)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The event patterns and their ontology, with the user's own types and quad classes."""
        chosen = self.settings.code
        if not (chosen.ontology or chosen.quads):
            return load_lexicon()
        return load_lexicon(load_ontology(chosen.ontology, chosen.quads))

    @cached_property
    def parser(self) -> Parser:
        """The parser, behind the gate."""
        names = self.knowledge.names
        gate = Gate(names.surfaces(short=False), weak=names.surfaces())
        return self._parser or SpacyParser(gate, self.settings.parse)

    @cached_property
    def ungated_parser(self) -> Parser:
        """The parser without the gate, for texts whose parties are given with them."""
        return self._parser or SpacyParser(None, self.settings.parse)

    @cached_property
    def agencies(self) -> AgencyNames:
        """Names of news agencies, for credits and relays."""
        rows = read_yaml_rows("communique.knowledge", "agencies.yaml", ("id", "name", "kind"))
        return agency_names(rows)

    @cached_property
    def coder_id(self) -> str:
        """Hash of package version, data files and settings: what decides the coding."""
        return coder_id(self.settings)

    def clean(self, source: Source, recurring: RecurringLines | None = None) -> Document:
        """Return the document of a source; ``recurring`` are lines that outlets repeat."""
        return clean(source, self.settings.clean, agencies=self.agencies, recurring=recurring)

    def home_of(self, document: Document) -> str | None:
        """Return the alpha-3 code of the country of a document's outlet, if the table has it."""
        known = outlet_table(self.settings.clean.outlets).named(document.outlet or "")
        return known.country if known is not None else None

    def code(
        self, documents: Iterable[Document], parsed_next: Callable[[], None] = lambda: None
    ) -> Iterator[Coded]:
        """Yield the coding of each document, in order, a few at a time in memory.

        ``parsed_next`` is called when the next one was parsed, before it is coded.
        """
        held: list[Document] = []
        reach = self.settings.parse.maximum_document_characters

        def texts() -> Iterator[str]:
            for document in documents:
                held.append(document)
                yield document.text[:reach] if document.status != _FOREIGN else ""

        for parsed in self.parser.parse(texts()):
            parsed_next()
            yield self._code(held.pop(0), parsed)

    def _code(self, document: Document, parsed: Parsed) -> Coded:
        if document.status == _FOREIGN:
            extraction = Extraction(document_id=document.document_id)
            return self._coded(document, extraction, _FOREIGN, ("not English: kept, not coded",))
        if parsed.skipped and not parsed.sentences:
            extraction = Extraction(document_id=document.document_id)
            return self._coded(document, extraction, _NOTHING, _unparsed(document, parsed))
        try:
            # The parse reaches as far as texts are coded; nothing may be found beyond it.
            whole = replace(document, text=parsed.text)
            extraction = extract(
                whole, parsed, self.knowledge, self.lexicon, home=self.home_of(document)
            )
            status = "coded" if extraction.event_mentions or extraction.statements else _NOTHING
        except KnowledgeError:
            raise  # a broken data file is no fault of the document, and spoils every other one
        except Exception as error:  # noqa: BLE001 - one document must not cost the run the others
            extraction = Extraction(
                document_id=document.document_id,
                reasons=(f"failed: {type(error).__name__}: {error}",),
            )
            status = "failed"
        reasons = extraction.reasons + _unparsed(document, parsed)
        return self._coded(document, extraction, status, reasons)

    def _coded(
        self, document: Document, extraction: Extraction, status: str, reasons: tuple[str, ...]
    ) -> Coded:
        coding = Coding(
            document_id=document.document_id,
            coder_id=self.coder_id,
            status=status,
            counts={name: len(getattr(extraction, name)) for name in _COUNTED},
            reasons=reasons,
        )
        return Coded(document, extraction, coding)


def _unparsed(document: Document, parsed: Parsed) -> tuple[str, ...]:
    """Say what of a report was not looked at."""
    left = len(parsed.skipped)
    gated = (f"{left} paragraphs not parsed: nothing to code, or too long",) if left else ()
    return _cut_short(document, parsed) + gated


def _cut_short(document: Document, parsed: Parsed) -> tuple[str, ...]:
    """Say how much of a report was coded, if not the whole."""
    coded, whole = len(parsed.text), len(document.text)
    if coded < whole:
        return (f"{PARTLY}: {coded:,} of {whole:,} characters",)
    if document.status == "truncated":
        return (f"{PARTLY}: the source is longer than is read",)
    return ()


def coder_id(settings: Settings) -> str:
    """Return the id of the coder that this package is with ``settings``."""
    digest = hashlib.sha256(version("communique").encode())
    digest.update(to_json(settings).encode())
    own = (*settings.clean.phrases, *settings.clean.outlets, *settings.knowledge.actors)
    for name in (*own, *settings.code.ontology):
        digest.update(_content_of(name))
    for package in ("knowledge", "ontology", "extract", "clean"):
        for name, content in _data_files(files(f"communique.{package}")):
            digest.update(name.encode() + content)
    return f"coder-{digest.hexdigest()[:16]}"


def _content_of(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise SettingsError(f"{name}: named in the settings, cannot be read: {error}") from error


def _data_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            yield from _data_files(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".yaml", ".csv", ".txt", ".gz", ".npz", ".json", ".onnx")):
            yield prefix + item.name, item.read_bytes()
