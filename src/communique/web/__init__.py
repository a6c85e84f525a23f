"""The reading room: pages and data over a ledger, rendered on the server.

Every view is an address that holds its whole state; the same address with ``.json`` gives the same
as data. Nothing here writes to a ledger but forms of the room's own pages, where that is allowed.
"""

from communique.web.app import make_app
from communique.web.run import Listening, run

__all__ = ["Listening", "make_app", "run"]
