"""A map of the world: countries shaded by a count, places as circles of a count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from communique.display.plain import counted, plain_text
from communique.web.draw.projection import HEIGHT, WIDTH, project, unrolled

SHADES = 4
_LEAST, _MOST = 11.0, 42.0  # radius of a circle, in units of the plane
_FULL = 16  # fewer than so many do not make the largest circle
_NONE: Mapping[str, int] = {}

_FIGURE = Markup(
    '<figure class="world">'
    '<div class="scroll" tabindex="0" role="region" aria-label="{title}: map">'
    '<svg viewBox="0 0 {width:.0f} {height}" role="{role}" aria-label="{title}. {told}">'
    '<g class="lands">{lands}</g><g class="spots">{spots}</g></svg></div>'
    "<figcaption>{caption}</figcaption></figure>"
)
_LAND = Markup('<path class="land{shade}" d="{path}"><title>{name}</title></path>')
_SPOT = Markup(
    '<circle class="spot" cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}"><title>{label}</title></circle>'
)
# The tab key passes them over: the list beside the map has the same links.
_LINK = Markup('<a href="{href}" aria-label="{label}" tabindex="-1">{spot}</a>')
_BOUNDARIES = "Boundaries as Natural Earth draws them: de facto, without an opinion of ours."


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map.

    Attributes:
        lon, lat: degrees east and north.
        size: what its circle's area stands for, such as a number of events.
        label: what it is, in words, with the number.
        href: the address it leads to; no link if empty.
    """

    lon: float
    lat: float
    size: int
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country's outline as the path of an SVG; ``code`` is ISO 3166-1 alpha-3 or empty."""

    code: str
    name: str
    path: str


@cache
def lands() -> tuple[Land, ...]:
    """Return the outlines of all countries; see ``web/data/world.tsv`` for where they are from."""
    told = files("communique.web").joinpath("data", "world.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in told.splitlines() if not line.startswith("#")][1:]
    return tuple(Land(code=code, name=name, path=path) for code, name, path in rows)


def world_map(
    points: Iterable[Spot],
    *,
    shaded: Mapping[str, int] = _NONE,
    title: str = "Where it happened",
    counts: str = "events",
) -> Markup:
    """Return the map as a figure with its caption; put a table of the same beside it.

    Args:
        points: places, drawn the largest first so that small ones stay in reach.
        shaded: counts by the ISO 3166-1 alpha-3 code of a country.
        title: what the map shows, in a few words.
        counts: what is counted, in the plural.
    """
    spots = sorted(points, key=lambda spot: (-spot.size, spot.label))
    return _FIGURE.format(
        title=title,
        width=WIDTH,
        height=HEIGHT,
        # An image may hold no links; with links it is a group.
        role="group" if any(spot.href for spot in spots) else "img",
        told=_told(spots, shaded, counts),
        lands=Markup("").join(_land(land, shaded, counts) for land in lands()),
        spots=Markup("").join(_drawn(spots)),
        caption=_caption(spots, shaded, counts),
    )


def shade_of(count: int, most: int) -> int:
    """Return a shade from 1 to 4 for a count above 0, each for some times more than the last."""
    if most <= 1:
        return SHADES
    return 1 + min(SHADES - 1, int(SHADES * math.log(count) / math.log(most + 1)))


def _land(land: Land, shaded: Mapping[str, int], counts: str) -> Markup:
    count = shaded.get(land.code, 0)
    shade = f" shade-{shade_of(count, max(shaded.values()))}" if count else ""
    name = f"{land.name}: {counted(count, counts)}" if count else land.name
    return _LAND.format(shade=shade, path=land.path, name=name)


def _drawn(spots: Sequence[Spot]) -> Iterable[Markup]:
    most = max(_FULL, max((spot.size for spot in spots), default=1))
    for spot in spots:
        x, y = project(unrolled(spot.lon), spot.lat)
        # The area, not the radius, is as large as the count.
        radius = max(_LEAST, _MOST * math.sqrt(max(spot.size, 0) / most))
        label = plain_text(spot.label)
        circle = _SPOT.format(x=x, y=y, r=radius, label=label)
        yield _LINK.format(href=spot.href, label=label, spot=circle) if spot.href else circle


def _told(spots: Sequence[Spot], shaded: Mapping[str, int], counts: str) -> str:
    told = []
    if spots:
        largest = "; ".join(plain_text(spot.label) for spot in spots[:3])
        told.append(f"{counted(len(spots), 'places')}, first {largest}.")
    if shaded:
        told.append(f"{counted(len(shaded), 'countries')} shaded by their number of {counts}.")
    return " ".join(told) or "Nothing to show."


def _caption(spots: Sequence[Spot], shaded: Mapping[str, int], counts: str) -> str:
    told = []
    if spots:
        told.append(f"The larger a circle, the more {counts}.")
    if shaded:
        told.append(f"The stronger a country's colour, the more {counts} in it.")
    return " ".join([*told, _BOUNDARIES])
