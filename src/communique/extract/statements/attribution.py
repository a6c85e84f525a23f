"""What the finders of this package hand on: an attribution whose speaker is not yet resolved."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.parties import Parties
from communique.extract.statements.cues import Lexicon
from communique.extract.statements.quotes import Quote
from communique.spans import Span
from communique.syntax import Parsed, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content as spans, with the head tokens that the speaker is read from."""

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    speaker: Token | None = None
    addressee: Token | None = None
    via: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One parsed document with its quotations and the lexicon: what every finder reads."""

    parsed: Parsed
    quotes: tuple[Quote, ...]
    lexicon: Lexicon
    parties: Parties

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.parsed.text

    def quote_at(self, offset: int) -> Quote | None:
        """Return the quotation whose marks enclose ``offset``, or None."""
        return next((q for q in self.quotes if q.whole.start <= offset < q.whole.end), None)
