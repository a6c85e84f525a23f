"""Places, the map, the network."""

from __future__ import annotations

from fastapi.testclient import TestClient

from communique.records import Event, Place
from communique.web.draw.layout import layout
from communique.web.draw.network import Edge, Node, network
from communique.web.places import by_country, places_of, spots_of

AS_PEOPLE = {"accept": "text/html"}


def _event(name: str, place: Place | None) -> Event:
    return Event(event_id=f"event-{name}", type="CONSULT", status="actual", place=place)


def test_places_are_counted_by_name_and_country() -> None:
    lima = Place(name="Lima", country="PER", lat=-12.0, lon=-77.0)
    ohio = Place(name="Lima", country="USA", lat=40.7, lon=-84.1)
    events = [_event("a", lima), _event("b", Place(name="lima", country="PER")), _event("c", ohio)]
    found = places_of([*events, _event("d", None)])
    assert [(p.name, p.country, p.events) for p in found] == [
        ("Lima", "PER", 2),
        ("Lima", "USA", 1),
    ]
    assert found[0].lat == -12.0


def test_a_whole_country_is_shaded_and_no_spot() -> None:
    found = places_of([_event("a", Place(name="Peru", country="PER", lat=-10.0, lon=-76.0))])
    assert by_country(found) == {"PER": 1}
    assert spots_of(found) == ()


def test_the_map_says_of_how_many_events_it_tells(room: TestClient) -> None:
    shown = room.get("/map.json").json()
    assert shown["whole"]
    named = sum(place["events"] for place in shown["places"])
    assert named + shown["without"] == shown["looked_at"]


def test_a_place_lists_what_is_told_of_it_alone(room: TestClient) -> None:
    shown = room.get("/places/Vilnius.json", params={"country": "LTU"}).json()
    assert {line["event"]["place"]["name"] for line in shown["events"]} == {"Vilnius"}
    assert shown["place"]["events"] >= len(shown["events"])


def test_an_unknown_place_says_so_and_offers_a_search(room: TestClient) -> None:
    page = room.get("/places/Atlantis", headers=AS_PEOPLE).text
    assert "No report of this ledger tells of an event here." in page
    assert 'href="/search?q=Atlantis"' in page


def test_the_network_joins_the_closest_pairs(room: TestClient) -> None:
    shown = room.get("/network.json").json()
    first = shown["edges"][0]
    assert (first["one"], first["other"]) == ("CHN", "USA")
    assert {edge[side] for edge in shown["edges"] for side in ("one", "other")} == {
        node["code"] for node in shown["nodes"]
    }


def test_filters_of_the_network_go_on_to_the_pair(room: TestClient) -> None:
    edges = room.get("/network.json", params={"type": "CONSULT"}).json()["edges"]
    assert edges[0]["href"].endswith("?type=CONSULT")


def test_a_layout_is_the_same_each_time_and_inside_its_box() -> None:
    names = [f"N{n}" for n in range(12)]
    weights = {(names[n], names[(n * 5 + 1) % 12]): n + 1.0 for n in range(12) if n != 8}
    weights = {pair: weight for pair, weight in weights.items() if pair[0] != pair[1]}
    first = layout(names, weights, (800, 500))
    assert first == layout(names, weights, (800, 500))
    assert all(0 <= x <= 800 and 0 <= y <= 500 for x, y in first.values())


def test_those_that_deal_with_one_another_stand_nearer_than_those_that_do_not() -> None:
    weights = {("A", "B"): 9.0, ("C", "D"): 9.0}
    at = layout(["A", "B", "C", "D"], weights, (100, 100))
    far = {pair: abs(at[pair[0]][0] - at[pair[1]][0]) + abs(at[pair[0]][1] - at[pair[1]][1])
           for pair in (("A", "B"), ("A", "C"), ("A", "D"))}  # fmt: skip
    assert far["A", "B"] < min(far["A", "C"], far["A", "D"])


def test_a_line_is_told_in_words_and_conflict_not_by_colour_alone() -> None:
    nodes = [Node(code=c, name=c, events=3, href=f"/actors/{c}") for c in ("A", "B")]
    edge = Edge(one="A", other="B", events=3, way="conflict", told="A and B: 3 events", href="/x")
    drawn = network(nodes, [edge], "Who deals with whom")
    assert "<title>A and B: 3 events</title>" in drawn
    assert 'class="edge way-conflict"' in drawn
