"""Sources to documents: the body of the report, what was cut, and what the page says about it."""

from communique.clean.agency import AgencyNames, agency_names
from communique.clean.document import clean

__all__ = ["AgencyNames", "agency_names", "clean"]
