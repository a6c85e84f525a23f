"""Sources to documents: the body of the report, what was cut, and what the page says about it."""

from communique.clean.document import clean
from communique.clean.metadata.agency import AgencyNames, agency_names

__all__ = ["AgencyNames", "agency_names", "clean"]
