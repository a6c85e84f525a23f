"""The pages, one a file; :data:`PAGES` lists them all."""

from communique.web.page import Page
from communique.web.pages.actor import ACTOR
from communique.web.pages.calendar import CALENDAR
from communique.web.pages.corrections import CORRECTIONS
from communique.web.pages.document import COPIED, DOCUMENT
from communique.web.pages.event import EVENT
from communique.web.pages.listings import LISTINGS
from communique.web.pages.network import NETWORK
from communique.web.pages.outlets import OUTLET, OUTLETS
from communique.web.pages.overview import OVERVIEW
from communique.web.pages.places import MAP, PLACE, PLACES
from communique.web.pages.refused import REFUSED
from communique.web.pages.relationship import PAIRS, RELATIONSHIP
from communique.web.pages.search import SEARCH
from communique.web.pages.story import STORY

PAGES: tuple[Page, ...] = (
    OVERVIEW,
    SEARCH,
    *LISTINGS,
    EVENT,
    DOCUMENT,
    COPIED,
    STORY,
    CORRECTIONS,
    PAIRS,
    RELATIONSHIP,
    ACTOR,
    PLACES,
    PLACE,
    MAP,
    OUTLETS,
    OUTLET,
    CALENDAR,
    NETWORK,
    REFUSED,
)
