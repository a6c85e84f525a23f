"""The pages, one a file; :data:`PAGES` lists them all."""

from communique.web.page import Page
from communique.web.pages.event import EVENT
from communique.web.pages.listings import LISTINGS
from communique.web.pages.overview import OVERVIEW
from communique.web.pages.relationship import PAIRS, RELATIONSHIP

PAGES: tuple[Page, ...] = (OVERVIEW, *LISTINGS, EVENT, PAIRS, RELATIONSHIP)
