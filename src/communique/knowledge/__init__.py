"""The world as data: states, organisations, offices and their holders by date, places, agencies.

The files in ``data/`` are meant to be read and corrected by people; each head says what the file
is, where its facts come from and to which day it holds. Loading checks them.
"""

from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.load import Knowledge, load_knowledge
from communique.knowledge.names import NameEntry, NameIndex, NameMatch
from communique.knowledge.offices import OfficeTable, Term

__all__ = [
    "Gazetteer",
    "Knowledge",
    "NameEntry",
    "NameIndex",
    "NameMatch",
    "OfficeTable",
    "Term",
    "load_knowledge",
]
