"""Parsed -> event mentions: patterns over the dependency tree, then factuality, time, place."""

from communique.extract.events.find import find_events
from communique.extract.events.lexicon import Lexicon, Pattern, load_lexicon

__all__ = ["Lexicon", "Pattern", "find_events", "load_lexicon"]
