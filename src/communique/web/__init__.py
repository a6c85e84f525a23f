"""The reading room: pages and data over a ledger, rendered on the server.

Every view is an address that holds its whole state; the same address with ``.json`` gives the same
as data. Nothing here writes to a ledger but forms of the room's own pages, where that is allowed.

A request passes ``safety``, finds its page in ``pages`` (each gathers a dataclass), and is answered
by ``templates`` with charts of ``draw``, or by ``api`` as data. ``asked`` reads the query of an
address, ``addresses`` says where records have their pages, ``lines`` and ``reports`` hold what
several pages tell alike.
"""

from communique.web.app import make_app
from communique.web.run import Listening, run

__all__ = ["Listening", "make_app", "run"]
