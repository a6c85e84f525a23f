"""Document -> Parsed: sentences, tokens, trees and names. The only place that knows spaCy."""

from communique.parse.blocks import split_blocks
from communique.parse.gate import Gate
from communique.parse.parser import Parser
from communique.parse.spacy_parser import SpacyParser

__all__ = ["Gate", "Parser", "SpacyParser", "split_blocks"]
