"""The frozen page corpus: what the cleaner reaches on pages of many designs may only rise.

``tests/pages/README.md`` describes the pages. ``python tests/test_pages.py`` prints what each page
reaches and all that is wrong; with the numbers of some, ``python tests/test_pages.py 005 046``, it
prints their texts too.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable

import pytest

from page_corpus import Judgement, cleaned, judge, known_agencies, pages, words

at_least, at_most = operator.ge, operator.le
FLOORS: dict[str, tuple[Callable[[float, float], bool], float]] = {
    "f1": (at_least, 0.98),
    "kept whole": (at_least, 0.96),
    "paragraphs": (at_least, 0.98),
    "furniture left": (at_most, 0.062),
    "starts clean": (at_least, 0.96),
    "ends clean": (at_least, 0.88),
    "title": (at_least, 0.98),
    "outlet": (at_least, 0.9),
    "byline": (at_least, 0.94),
    "agency": (at_least, 1.0),
    "published": (at_least, 0.95),
    "updated": (at_least, 1.0),
    "page_date": (at_least, 1.0),
    "language": (at_least, 1.0),
    "status": (at_least, 1.0),
    "no report told": (at_least, 0.5),
    "invented dates": (at_most, 0),
}
COUNTED = {"invented dates"}


def figure(judgements: list[Judgement], name: str) -> float:
    """Return the share of points of a figure over the corpus, or their number if it is counted."""
    points = [j.points[name] for j in judgements if name in j.points]
    got, of = sum(got for got, _ in points), sum(of for _, of in points)
    return got if name in COUNTED else round(got / of, 4)


def faults(judgements: list[Judgement], name: str) -> str:
    """Return a line for each page that has a fault in a figure."""
    wrong = [f"  {j.page.name}: {fault}" for j in judgements for fault in j.faults.get(name, ())]
    return "\n".join(wrong)


@pytest.fixture(scope="module")
def judgements() -> list[Judgement]:
    agencies = known_agencies()
    return [judge(page, agencies) for page in pages()]


@pytest.mark.parametrize("name", FLOORS)
def test_a_figure_of_the_page_corpus_keeps_its_floor(
    judgements: list[Judgement], name: str
) -> None:
    holds, floor = FLOORS[name]
    value = figure(judgements, name)
    assert holds(value, floor), f"{name} is {value}, its floor {floor}:\n{faults(judgements, name)}"


def test_the_corpus_keeps_its_size() -> None:
    endings = [page.path.suffix for page in pages()]
    assert endings.count(".html") >= 40
    assert endings.count(".txt") >= 22


def test_no_page_expects_its_furniture_in_its_body() -> None:
    clashes = [
        f"{page.name}: {phrase}"
        for page in pages()
        for phrase in page.furniture
        if f" {' '.join(words(phrase))} " in f" {' '.join(words(' '.join(page.body)))} "
    ]
    assert not clashes


def test_every_figure_of_the_corpus_has_a_floor(judgements: list[Judgement]) -> None:
    assert {name for j in judgements for name in j.points} == FLOORS.keys()


def show(wanted: list[str]) -> None:
    """Print what pages reach; with their texts, if only those that begin so are ``wanted``."""
    agencies = known_agencies()
    chosen = [p for p in pages() if not wanted or p.name.startswith(tuple(wanted))]
    judged = [judge(page, agencies) for page in chosen]
    for judgement in judged:
        f1, _ = judgement.points.get("f1", (0.0, 1))
        print(f"{judgement.page.name:30} {f1:.3f}  {' '.join(judgement.faults) or 'all right'}")
        for name, told in judgement.faults.items():
            print(*(f"    {name}: {fault}" for fault in told), sep="\n")
        if wanted:
            print(cleaned(judgement.page, agencies).text, end="\n\n")
    for name in FLOORS:
        if any(name in judgement.points for judgement in judged):
            print(f"{name:20} {figure(judged, name)}")


if __name__ == "__main__":
    show(sys.argv[1:])
