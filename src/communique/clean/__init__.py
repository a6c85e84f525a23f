"""Sources to documents: the body of the report, what was cut, and what the page says about it."""

from communique.clean.document import clean
from communique.clean.metadata.agency_names import AgencyNames, agency_names
from communique.clean.text.recurring import RecurringLines, outlet_key, recurring_lines

__all__ = [
    "AgencyNames",
    "RecurringLines",
    "agency_names",
    "clean",
    "outlet_key",
    "recurring_lines",
]
