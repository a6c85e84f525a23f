"""The map of the world: outlines, projection, circles, shades."""

from __future__ import annotations

import pytest

from communique.web.draw.projection import HEIGHT, WIDTH, project, unrolled
from communique.web.draw.world import Spot, lands, shade_of, world_map

MINSK = Spot(lon=27.57, lat=53.9, size=12, label="Minsk: 12 events", href="/places/Minsk")
LIMA = Spot(lon=-77.03, lat=-12.04, size=3, label="Lima: 3 events", href="/places/Lima")


def test_outlines_are_of_known_states_once_each() -> None:
    codes = [land.code for land in lands() if land.code]
    assert len(codes) == len(set(codes))
    assert {"RUS", "CHN", "BRA", "XKX"} <= set(codes)


def test_the_equator_is_as_wide_as_the_plane() -> None:
    east, west = project(unrolled(-169.01), 0)[0], project(unrolled(-168.99), 0)[0]
    assert (round(west), round(east)) == (0, round(WIDTH))


@pytest.mark.parametrize(("lon", "lat"), [(174.8, -41.3), (-157.8, 21.3), (18.4, -33.9)])
def test_capitals_and_towns_lie_on_the_plane(lon: float, lat: float) -> None:
    x, y = project(lon, lat)
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_a_place_is_a_link_with_its_label() -> None:
    drawn = world_map([MINSK])
    assert '<a href="/places/Minsk" aria-label="Minsk: 12 events"' in drawn
    assert 'role="group"' in drawn


def test_without_links_the_map_is_one_image() -> None:
    assert 'role="img"' in world_map([Spot(lon=0, lat=0, size=1, label="Here")])


def test_the_largest_circle_is_drawn_first_and_areas_follow_the_counts() -> None:
    drawn = world_map([LIMA, MINSK])
    assert drawn.index("Minsk: 12 events</title>") < drawn.index("Lima: 3 events</title>")
    assert 'r="36"' in drawn
    assert 'r="18"' in drawn


def test_the_country_of_most_events_is_the_darkest() -> None:
    drawn = world_map([], shaded={"PER": 90, "CHL": 1})
    assert "<title>Peru: 90 events</title>" in drawn
    assert [shade_of(count, 90) for count in (1, 5, 20, 90)] == [1, 2, 3, 4]


def test_words_on_the_map_are_escaped() -> None:
    drawn = world_map([Spot(lon=0, lat=0, size=1, label='<b>"x"', href='/?"><script>')])
    assert "<b>" not in drawn
    assert "<script>" not in drawn


def test_the_caption_says_whose_boundaries_these_are() -> None:
    assert "Boundaries as Natural Earth draws them" in world_map([])


def test_a_full_map_stays_small() -> None:
    crowd = [
        Spot(lon=n - 60, lat=n / 3, size=n, label=f"Town {n}", href=f"/places/Town-{n}")
        for n in range(120)
    ]
    assert len(world_map(crowd, shaded={"RUS": 4}).encode()) < 120_000
