"""Web addresses: the host of a page, the address behind an archive or cache, days in a path."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from communique.clean.metadata.dates import month_numbers

_WEB = frozenset(("http", "https"))
# Services that show another site's page; what follows in the path is that page's address.
_ARCHIVED = re.compile(
    r"^https?://(?:web\.archive\.org/web/\d+[a-z_*]*/"
    r"|(?:www\.)?archive\.(?:org|ph|is|today|md|fo|li|vn)/(?:web/)?\d{4,14}[a-z_*]*/"
    r"|webcache\.googleusercontent\.com/search\?q=cache:[^:]*:"
    r"|www\.google\.[a-z.]+/amp/(?:s/)?"
    r"|[\w-]+\.cdn\.ampproject\.org/[a-z]/(?:s/)?)(?P<rest>[^\s]+)$",
    re.I,
)
_TRANSLATED = re.compile(r"^(?P<name>[\w-]+)\.translate\.goog$", re.I)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|srsltid|cmpid|cid|ncid|ref|ref_src"
    r"|_ga|yclid|at_\w+|traffic_source|smid|ocid|taid|amp|outputtype|_x_tr_\w+)$",
    re.I,
)
_EDITIONS = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.")
_HOME = re.compile(r"^/(?:[a-z]{2}(?:[-_][a-z]{2})?|index\.\w+|home|english|news)?/?$", re.I)
_LONGEST = 2000

_NUMBERED_DAYS = (
    re.compile(r"(?<!\d)(\d{4})/(\d{1,2})/(\d{1,2})(?=\D|$)"),
    re.compile(r"(?<!\d)(\d{4})-(\d{1,2})[-/](\d{1,2})(?=\D|$)"),
    re.compile(r"(?<!\d)(\d{4})/(\d{2})(\d{2})(?=\D|$)"),
    re.compile(r"(?<![0-9A-Za-z])t?(\d{4})(\d{2})(\d{2})(?![0-9A-Za-z])"),
)
_NAMED_DAY = re.compile(r"(?<!\d)(\d{4})/([a-z]{3,9})/(\d{1,2})(?=\D|$)", re.I)
_WEB_YEARS = range(1990, 2101)


def page_address(uri: str) -> str | None:
    """Return the web address of a page, seen through archives and caches, or None for a file."""
    if len(uri) > _LONGEST:
        return None
    archived = _ARCHIVED.match(uri)
    if archived:
        rest = unquote(archived["rest"]) if "%3A" in archived["rest"] else archived["rest"]
        uri = rest if "://" in rest else f"https://{rest}"
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.lower() not in _WEB or "." not in host:
        return None
    translated = _TRANSLATED.match(host)
    if translated:
        name = translated["name"].replace("--", "\0").replace("-", ".").replace("\0", "-")
        return urlunsplit(parts._replace(netloc=name))
    return uri


def host_of(address: str) -> str | None:
    """Return the host of a web address in small letters, or None."""
    try:
        return (urlsplit(address).hostname or "").strip(".") or None
    except ValueError:
        return None


def bare_host(host: str) -> str:
    """Return a host without ``www`` or the name of an edition for telephones."""
    return _EDITIONS.sub("", host) if host.count(".") > 1 else host


def is_home(address: str) -> bool:
    """Tell whether an address is that of a site's front page."""
    parts = urlsplit(address)
    return bool(_HOME.match(parts.path or "/")) and not parts.query


def canonical(stated: str, base: str | None) -> str | None:
    """Return an address in the form in which two captures of one page can be compared.

    Args:
        stated: an address as a page gives it, absolute or relative.
        base: the address of the page, for a relative one.

    Returns:
        The address without its fragment and without parameters that track readers, or None when
        it is no web address.
    """
    try:
        parts = urlsplit(urljoin(base or "", stated.strip()))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in _WEB or not host or "." not in host or len(stated) > _LONGEST:
        return None
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True)
             if not _TRACKING.match(k)]  # fmt: skip
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", urlencode(query), ""))


def day_in(address: str) -> tuple[date, str] | None:
    """Return the day in the path of a web address, and its words, or None."""
    path = urlsplit(address).path
    named = _NAMED_DAY.search(path)
    if named:
        number = month_numbers().get(named[2].casefold(), 0)
        return _checked(named[0], int(named[1]), number, int(named[3]))
    for pattern in _NUMBERED_DAYS:
        for found in pattern.finditer(path):
            day = _checked(found[0], *(int(part) for part in found.groups()))
            if day:
                return day
    return None


def _checked(words: str, year: int, month: int, day: int) -> tuple[date, str] | None:
    if year not in _WEB_YEARS:
        return None
    try:
        return date(year, month, day), words
    except ValueError:
        return None
