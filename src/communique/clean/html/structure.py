"""The report as a part of the page: its container, what else stands in it, what does not.

An extractor may miss list items, cells and subheadings between paragraphs that it found, and may
take paragraphs from elsewhere on the page. Both are seen from the element that holds most of what
it found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from communique.clean.html.asides import Kinds, is_doubtful
from communique.clean.html.layout import Chosen, Page
from communique.clean.html.marks import Part

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SUBHEADINGS = HEADINGS - {"h1"}
_STRUCTURE = frozenset(("li", "dd", "dt", "td", "th", "blockquote", "pre", "p")) | HEADINGS
_LISTED = frozenset(("li", "dd", "dt", "td", "th")) | _SUBHEADINGS
_NEVER = frozenset(("figcaption", "caption", "nav", "footer", "aside", "menu", "dialog"))
# Names of elements that hold a part of a report; the next one of the same name goes on with it.
_BODY_NAME = re.compile(r"article|body|story|content|text|copy|post|entry|paragraph|prose", re.I)
# Names that designers give to the element that holds the text of an article and nothing else.
_NAMED_BODY = re.compile(
    r"(?:article|story|post|entry|news|page|main|blog|text|body)[-_]{0,2}"
    r"(?:body|content|text|copy|entry)|prose|rich-?text|wysiwyg|markdown",
    re.I,
)
_CONTAINER_SHARE = 0.7
_DENSE_SHARE = 0.8
_MOST_LINKED = 0.8
_NEAR = 2
_FEWEST_TEASERS = 3
_MOSTLY_TEASERS = 0.7
_LINKS_OF_LISTS = 0.25


def densest(page: Page, chosen: Chosen) -> Chosen:
    """Return what stands in one part of the page: inwards while a part holds most of the words."""
    held = page.words_in(chosen)
    level, left = 0, chosen
    while True:
        paths = (page.blocks[at].path for at in sorted(left))
        inner = dict.fromkeys(path[level] for path in paths if len(path) > level)
        most = max(inner, key=lambda part: held[part.number], default=None)
        if most is None or held[most.number] < _DENSE_SHARE * page.count(left):
            return left
        left = frozenset(at for at in left if most in page.blocks[at].path)
        level += 1


def container(page: Page, chosen: Chosen) -> Part | None:
    """Return the innermost element that holds most of the chosen words and of the chosen prose."""
    if not chosen:
        return None
    held, prose = page.words_in(chosen), page.words_in(chosen & page.prose)
    enough = _CONTAINER_SHARE * page.count(chosen)
    enough_prose = _CONTAINER_SHARE * page.count(chosen & page.prose)
    # More than half of the words are in it, so that all such parts lie in each other.
    return max(
        (p for p in page.parts if held[p.number] >= enough and prose[p.number] >= enough_prose),
        key=lambda part: part.number,
        default=None,
    )


def is_named_body(part: Part) -> bool:
    """Tell whether the markup itself calls a part the body of an article."""
    return bool(_NAMED_BODY.search(part.classes) or _NAMED_BODY.search(part.name))


def within_container(page: Page, chosen: Chosen, held: Part | None) -> Chosen:
    """Return what stands in the container, prose that leads up to it, and what goes on with it.

    Args:
        page: the page.
        chosen: what an extractor took for the report.
        held: the container of what was chosen.
    """
    inside = frozenset(at for at in chosen if held in page.blocks[at].path)
    if held is None or inside == chosen:
        return chosen
    first, last = min(inside), max(inside)
    leading = {at for at in chosen if at < first and at in page.prose}
    following = {at for at in chosen if at > last and _goes_on(held, page.blocks[at].path)}
    return inside | leading | following


def is_list_of_pages(page: Page, kept: Chosen) -> bool:
    """Tell whether what was found are teasers: lines that stand under linked headings."""
    lines = [at for at in kept if not any(part.tag in HEADINGS for part in page.blocks[at].path)]
    under = [at for at in lines if any(_is_linked_heading(page, n) for n in (at - 1, at - 2))]
    if len(under) < _FEWEST_TEASERS or len(under) < _MOSTLY_TEASERS * len(lines):
        return False
    among = range(min(kept), max(kept) + 1)
    linked = sum(page.blocks[at].linked * page.words[at] for at in among)
    return linked >= _LINKS_OF_LISTS * page.count(among)


def _is_linked_heading(page: Page, at: int) -> bool:
    block = page.blocks[max(at, 0)]
    return block.linked >= _MOST_LINKED and any(part.tag in HEADINGS for part in block.path)


def _goes_on(held: Part, path: Sequence[Part]) -> bool:
    """Whether a block below the container lies in another one that goes on with the report.

    That is one of the same name if the name is that of a body, or a neighbour of the same make.
    """
    name, above = _name(held), held.above
    is_body = bool(_BODY_NAME.search(name[1]))
    for part in path:
        if _name(part) == name:
            beside = part.above is above and above is not None
            if is_body or (beside and (name[1] or _is_body(above))):
                return True
    return False


def _is_body(element: Part | None) -> bool:
    return element is not None and (
        element.tag in {"article", "main"} or bool(_BODY_NAME.search(_name(element)[1]))
    )


def completed(page: Page, chosen: Chosen, held: Part | None, asides: Kinds) -> Chosen:
    """Add what stands among the chosen: paragraphs, list items, cells, quotes and subheadings.

    A list or table right below the last of them is added too.

    Args:
        page: the page.
        chosen: what an extractor took for the report.
        held: the container of what was chosen.
        asides: parts from which nothing is added.
    """
    inside = [at for at in chosen if held in page.blocks[at].path]
    if held is None or not inside:
        return chosen
    lines = {page.blocks[at].path[-1] for at in chosen & page.prose}
    among = range(min(inside), max(inside) + 1)
    added = {at for at in among if at not in chosen and _belongs(page, at, held, lines, asides)}
    for at in range(max(inside) + 1, len(page.blocks)):
        path = page.blocks[at].path
        if path[-1] not in lines and _LISTED.isdisjoint(part.tag for part in path):
            break
        if not _belongs(page, at, held, lines, asides):
            break
        added.add(at)
    return chosen | added | _headings_above(page, chosen | added, asides)


def _belongs(page: Page, at: int, held: Part, lines: AbstractSet[Part], asides: Kinds) -> bool:
    """Whether a block in the container is a piece of the report, by its kind of element.

    That may be an element in which other lines are prose, since some set only breaks between.
    """
    block = page.blocks[at]
    if block.linked >= _MOST_LINKED or asides[block.path[-1].number] or held not in block.path:
        return False
    inner = block.path[block.path.index(held) + 1 :]
    tags = {part.tag for part in inner}
    if tags & _NEVER or not (tags & _STRUCTURE or block.path[-1] in lines):
        return False
    return not any(map(is_doubtful, inner))


def _headings_above(page: Page, chosen: Chosen, asides: Kinds) -> set[int]:
    """Subheadings that stand right above chosen prose, linked or not."""
    found: set[int] = set()
    for at, block in enumerate(page.blocks):
        level = next((n for n, part in enumerate(block.path) if part.tag in _SUBHEADINGS), 0)
        if at in chosen or level == 0 or asides[block.path[-1].number]:
            continue
        below = next((n for n in range(at + 1, at + 1 + _NEAR) if n in chosen), None)
        if below is None or below not in page.prose:
            continue
        around = block.path[level - 1]
        alone = page.totals[around.number] == page.words[at]
        if around in page.blocks[below].path or (alone and around.above in page.blocks[below].path):
            found.add(at)
    return found


def _name(element: Part) -> tuple[str, str]:
    """The tag and classes by which elements of one kind are known."""
    return (element.tag, element.classes.strip())
