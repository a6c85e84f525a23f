"""Trying the sentences of a user's own patterns, as the tests do with those of the package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.extract import extract
from communique.extract.events import Pattern
from communique.pipeline.coder import Coder
from communique.records import Document, EventMention, document_id
from communique.settings import Settings


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence of a pattern and the events coded in it.

    ``wanted``: True for an example, which has to give an actual event of the pattern's type; False
    for a counterexample, which may give none.
    """

    pattern: Pattern
    sentence: str
    wanted: bool
    events: tuple[EventMention, ...]

    @property
    def passed(self) -> bool:
        """Tell whether the sentence gave what it should."""
        kinds = {event.type for event in self.events if event.status == "actual"}
        return (self.pattern.type in kinds) == self.wanted


def try_patterns(files: Sequence[str], settings: Settings | None = None) -> Iterator[Trial]:
    """Code the examples and counterexamples of a user's files and yield how each came out.

    Args:
        files: YAML files of event types.
        settings: whose actors, quads and further files hold; the defaults if None.

    Raises:
        KnowledgeError: if a file is malformed.
    """
    chosen = settings or Settings()
    named = tuple(dict.fromkeys((*chosen.code.ontology, *files)))
    coder = Coder(replace(chosen, code=replace(chosen.code, ontology=named)))
    own = coder.lexicon.ontology.patterns
    asked = [
        (pattern, sentence, wanted)
        for pattern, source in zip(coder.lexicon.patterns, own, strict=False)  # own ones come first
        if source.file in files
        for wanted, sentences in ((True, pattern.examples), (False, pattern.counterexamples))
        for sentence in sentences
    ]
    parses = coder.ungated_parser.parse(sentence for _, sentence, _ in asked)
    for (pattern, sentence, wanted), parsed in zip(asked, parses, strict=True):
        document = Document(document_id=document_id(sentence), uri="example", text=sentence)
        found = extract(document, parsed, coder.knowledge, coder.lexicon)
        yield Trial(pattern, sentence, wanted, found.event_mentions)
