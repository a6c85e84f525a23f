"""The file that says what to watch: feeds, how politely, and which events to tell to whom.

Example::

    every_minutes = 30

    [fetch]
    contact = "https://example.org/our-reader"

    [[feeds]]
    address = "https://example.org/world.rss"

    [[alerts]]
    name = "Russia and China"
    events = { between = ["RUS", "CHN"], min_sources = 2 }
    again = ["status", "sources"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from communique.errors import QueryError, SettingsError
from communique.ledger import Filters
from communique.ledger.filters import check_filters
from communique.settings import Count

Pages = Literal["always", "summaries", "never"]
Again = Literal["status", "sources"]
Minutes = Annotated[float, msgspec.Meta(gt=0, le=525_600)]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=3_600)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How pages are fetched.

    ``contact``: an address of the web or of mail that a host sees and may complain to.
    ``delay_seconds``: between two questions to one host; more if its robots.txt asks for more.
    ``silence_seconds``: without a sign of life, after which an answer is given up.
    ``whole_seconds``: that an answer may take in all.
    ``most_bytes``: of an answer, unpacked.
    ``most_moves``: redirections that are followed.
    ``allow_private``: ask hosts in private networks as well.
    """

    contact: str = ""
    delay_seconds: Annotated[float, msgspec.Meta(ge=0, le=3_600)] = 5
    silence_seconds: Seconds = 20
    whole_seconds: Seconds = 60
    most_bytes: Count = 20_000_000
    most_moves: Annotated[int, msgspec.Meta(ge=0, le=20)] = 5
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed or a sitemap.

    ``every_minutes``: between two looks; that of the file if None.
    ``outlet``: whose reports these are, if the feed's own title is not to decide.
    ``pages``: fetch the page of every entry, of those of which the feed gives a summary only, or
    of none.
    ``most_pages``: fetched at one look; the others follow at the next.
    ``days``: how far back the pages of a sitemap are read when it is seen first.
    """

    address: str
    every_minutes: Minutes | None = None
    outlet: str | None = None
    pages: Pages = "summaries"
    most_pages: Count = 20
    days: Annotated[int, msgspec.Meta(ge=0, le=3_650)] = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where notices are posted, signed with a secret from an environment variable."""

    address: str
    secret_variable: str
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A saved question: events that meet it are told once.

    ``name``: of the alert, told with each event.
    ``events``: the filters of ``communique events``, by the names of
    :class:`~communique.ledger.Filters`.
    ``again``: tell an event again when its status changes, when more independent sources tell it.
    ``lines``: tell on standard output, as JSON Lines.
    ``atom``: a file for feed readers, beside the file of feeds.
    ``webhook``: an address to post to.
    """

    name: str
    events: Filters = field(default_factory=Filters)
    again: tuple[Again, ...] = ()
    lines: bool = True
    atom: str | None = None
    webhook: Webhook | None = None


ALL_EVENTS = Alert(name="events")
"""What is told when a file names no alert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """All that a file of feeds says; ``folder`` is the one that it stands in."""

    every_minutes: Minutes = 30
    fetch: FetchSettings = field(default_factory=FetchSettings)
    feeds: tuple[Feed, ...] = ()
    alerts: tuple[Alert, ...] = (ALL_EVENTS,)
    folder: Path = Path()


def load_feeds(path: Path) -> Watch:
    """Read a file of feeds.

    Raises:
        SettingsError: if it is missing or malformed, names no feed, or holds an unknown key or a
            value that means nothing.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        _refuse_unknown(given)
        watch = msgspec.convert({**given, "folder": path.parent}, Watch)
        _check(watch)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{path}: cannot read feeds: {error}") from error
    except (SettingsError, QueryError) as error:
        raise SettingsError(f"{path}: {error}") from error
    return watch


def _refuse_unknown(given: Mapping[str, Any]) -> None:
    _known("", given, Watch, but=("folder",))
    _known("fetch.", given.get("fetch"), FetchSettings)
    for feed in _listed(given, "feeds"):
        _known("feeds.", feed, Feed)
    for alert in _listed(given, "alerts"):
        _known("alerts.", alert, Alert)
        _known("alerts.webhook.", alert.get("webhook"), Webhook)
        _known("alerts.events.", alert.get("events"), Filters, but=("limit", "after", "order"))


def _listed(given: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    listed = given.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _known(where: str, given: object, kind: Any, but: Sequence[str] = ()) -> None:
    names = sorted({one.name for one in fields(kind)} - {*but})
    for key in given if isinstance(given, dict) else ():
        if key not in names:
            raise SettingsError(f"unknown key '{where}{key}'; known here: {', '.join(names)}")


def _check(watch: Watch) -> None:
    if not watch.feeds:
        raise SettingsError("no feeds; name one by [[feeds]] and its address")
    _refuse_repeated("feed", [feed.address for feed in watch.feeds])
    _refuse_repeated("alert", [alert.name for alert in watch.alerts])
    if not watch.fetch.contact.isprintable() or not watch.fetch.contact.isascii():
        raise SettingsError("expected fetch.contact in one line of ASCII characters")
    for feed in watch.feeds:
        _check_address(feed.address)
    for alert in watch.alerts:
        check_filters("events", alert.events)
        if alert.webhook is not None:
            _check_address(alert.webhook.address)


def _refuse_repeated(what: str, names: Sequence[str]) -> None:
    for name in names:
        if not name.strip() or names.count(name) > 1:
            raise SettingsError(f"expected each {what} by a name of its own, got {name!r} again")


def _check_address(address: str) -> None:
    try:
        place = parse_url(address)
    except LocationParseError as error:
        raise SettingsError(f"expected an address of the web, got {address!r}") from error
    is_fit = place.scheme in ("http", "https") and place.host and address.isprintable()
    if not is_fit or " " in address:
        raise SettingsError(f"expected an address that begins with https://, got {address!r}")
    if place.auth:
        raise SettingsError(f"an address with a password in it is not asked: {place.host}")
