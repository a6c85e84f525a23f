"""The ledger: records in one SQLite file or PostgreSQL database, written whole, read by filters."""

from communique.errors import QueryError
from communique.ledger.across import AcrossDocuments
from communique.ledger.census import Census, DueCount, OutletCount, PairCount, RefusalCount
from communique.ledger.corrected import CorrectedView
from communique.ledger.filters import APPLICABLE, Filters
from communique.ledger.kept import precedence
from communique.ledger.kinds import KINDS, Kind, Record
from communique.ledger.ledger import EXCERPTS, SETTINGS, Ledger, Page, source_key
from communique.ledger.place import Place, Server, place_of
from communique.ledger.rollup import Tally
from communique.ledger.selection import Selection
from communique.ledger.snippets import Hit, Snippet
from communique.ledger.told import Byline, Telling, Told
from communique.ledger.upgrading import Upgraded, upgrade
from communique.ledger.write_coded import Coded

__all__ = [
    "APPLICABLE",
    "EXCERPTS",
    "KINDS",
    "SETTINGS",
    "AcrossDocuments",
    "Byline",
    "Census",
    "Coded",
    "CorrectedView",
    "DueCount",
    "Filters",
    "Hit",
    "Kind",
    "Ledger",
    "OutletCount",
    "Page",
    "PairCount",
    "Place",
    "QueryError",
    "Record",
    "RefusalCount",
    "Selection",
    "Server",
    "Snippet",
    "Tally",
    "Telling",
    "Told",
    "Upgraded",
    "place_of",
    "precedence",
    "source_key",
    "upgrade",
]
