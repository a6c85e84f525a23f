"""Drawings of the pages of events and stories, on small data."""

from __future__ import annotations

from xml.etree import ElementTree

from communique.web.draw.dependence import Arc, Node, dependence
from communique.web.draw.weight import signed, weight_bar

NODES = (
    Node(day="2024-05-01", name="Harbour Post", href="/documents/a"),
    Node(day="2024-05-02", name="Echo & <Sons>", href="/documents/b"),
    Node(day="2024-05-02", name="Third Bell", href="/documents/c"),
)


def test_an_arc_leads_from_each_copy_to_its_original() -> None:
    drawn = ElementTree.fromstring(dependence(NODES, [Arc(copy=1, original=0, share=1.0)]))
    [path] = drawn.findall("path")
    assert path.attrib["stroke-width"] == "4.4"
    assert [dot.attrib["class"] for dot in drawn.findall("circle")] == [
        "original",
        "copy",
        "original",
    ]


def test_reports_stand_in_their_order_and_are_linked() -> None:
    drawn = ElementTree.fromstring(dependence(NODES, []))
    assert [link.attrib["href"] for link in drawn.findall("a")] == [
        "/documents/a",
        "/documents/b",
        "/documents/c",
    ]
    heights = [float(dot.attrib["cy"]) for dot in drawn.findall("circle")]
    assert heights == sorted(heights)


def test_names_are_escaped() -> None:
    assert "Echo &amp; &lt;Sons&gt;" in dependence(NODES, [])


def test_what_speaks_for_reaches_right_and_what_speaks_against_left() -> None:
    speaks_for, speaks_against = (
        ElementTree.fromstring(weight_bar(weight))[0].attrib for weight in (1.0, -1.0)
    )
    assert (speaks_for["class"], speaks_for["x"]) == ("weight-for", "60.0")
    assert (speaks_against["class"], speaks_against["x"]) == ("weight-against", "31.0")


def test_a_weight_beyond_the_scale_fills_its_half() -> None:
    assert weight_bar(-5.0) == weight_bar(-2.0)


def test_a_weight_that_decides_nothing_has_no_sign_against() -> None:
    assert [signed(weight) for weight in (-0.01, 1.68, -0.52)] == ["+0.0", "+1.7", "−0.5"]
