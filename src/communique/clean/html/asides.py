"""What the markup of a page calls something else than the report: captions, teasers, offers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from communique.clean.html.layout import Page
from communique.clean.html.marks import HIDDEN, Part

Kinds = Sequence[str | None]
"""For each part of a page, by its number, what the markup calls it or something it lies in."""

_TAG_KINDS: Mapping[str, str] = {
    "figcaption": "caption",
    "nav": "navigation",
    "menu": "navigation",
    "footer": "page foot",
    "form": "form",
    "aside": "aside",
    "dialog": "overlay",
}
# Names that designers give to such elements; each stands alone between blanks, dashes, underscores
# and the humps of camel case.
_NAMES: Mapping[str, str] = {
    "advertisement": r"ads?|advert\w*|adsense|dfp|promos?|promotions?|promotional|promobox"
    r"|sponsor\w*|outbrain|taboola|native|partner-content|commercial",
    "caption": r"captions?|(?:photo|image|picture|media)-credits?|credits?|figcaption",
    "comments": r"comments?|disqus|respond|replies",
    "cookie": r"cookies?|consent|gdpr",
    "hidden": HIDDEN,
    "navigation": r"breadcrumbs?|nav|navigation|menu|pagination|pager|sidebar|skip-link",
    "embed": r"instagram-media|tiktok-embed|fb-(?:post|video)|reddit-(?:card|embed)",
    "newsletter": r"newsletters?|subscribe|subscription|sign-?up|mailing-list|mailchimp",
    "related": r"related\w*|recirc\w*|read-?(?:more|also|next)|also-read"
    r"|more-(?:stories|news|from|on)|recommend\w*|trending|most-(?:read|popular|viewed)|popular|up-next|you-may-like",
    "sharing": r"shar(?:e|ing|es)|sharedaddy|social|addtoany|addthis|follow-us",
    "topics": r"tags?|tag-list|tagcloud|topics|keywords",
    "writer": r"byline|(?:author|writer)-?(?:bio|box|card|info|profile)|about-(?:the-)?author|bio",
}
_DOUBTFUL = (
    r"authors?|metadata|carousel|gallery|video|player|cta|modal|popup|overlay|tooltip|disclaimer"
    r"|references|footnotes?|cite|citation|rating|timestamp|toc|table-of-contents|donate|donation"
    r"|poll|quiz|toolbar|print|download|copyright|sr-only|screen-reader\w*"
)


def _pattern(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{names})(?=$|[\s_-])", re.I)


_BY_KIND = tuple((kind, _pattern(names)) for kind, names in _NAMES.items())
_ANY_KIND = _pattern("|".join(_NAMES.values()))
_ANY_DOUBT = _pattern(_DOUBTFUL)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SURE = frozenset(("advertisement", "comments", "cookie", "newsletter", "related"))
_SURE_SHARE = 0.2
_SMALL = 50
_SMALL_SHARE = 0.05


def kinds_of_parts(page: Page) -> Kinds:
    """Return for each part what the markup calls it, or else what it lies in, of any size."""
    return _inherited(page, [kind_of(part) for part in page.parts])


def small_asides(page: Page) -> Kinds:
    """Return for each part of which small aside it is a part, by its kind; None if of none.

    Large ones are left to the extractors: wrappers of whole pages carry such names as well.
    """
    total = sum(page.words)
    small = max(_SMALL, _SMALL_SHARE * total)
    sure = max(_SURE_SHARE * total, small)
    own: list[str | None] = []
    for part, size in zip(page.parts, page.totals, strict=True):
        kind = kind_of(part) if size <= sure else None
        own.append(kind if size <= small or kind in _SURE else None)
    return _inherited(page, own)


def kind_of(part: Part) -> str | None:
    """Return what the markup calls a part, or None if nothing that is cut.

    Headings are called nothing, since their names are often made of their own words.
    """
    if part.tag in _HEADINGS:
        return None
    named = _named_kind(f"{part.classes} {part.name}") if part.classes or part.name != " " else None
    return _TAG_KINDS.get(part.tag) or named


def is_doubtful(part: Part) -> bool:
    """Tell whether the name of a part makes it doubtful that the report goes on in it."""
    if part.tag in _HEADINGS:
        return False
    return part.tag in _TAG_KINDS or _is_doubtful_name(f"{part.classes} {part.name}")


def _inherited(page: Page, own: Sequence[str | None]) -> Kinds:
    kinds: list[str | None] = []
    for part, kind in zip(page.parts, own, strict=True):
        above = kinds[part.above.number] if part.above is not None else None
        kinds.append(kind or above)
    return kinds


@lru_cache(maxsize=8192)
def _named_kind(names: str) -> str | None:
    split = _HUMP.sub("-", names)
    if not _ANY_KIND.search(split):
        return None
    return next(kind for kind, pattern in _BY_KIND if pattern.search(split))


@lru_cache(maxsize=8192)
def _is_doubtful_name(names: str) -> bool:
    split = _HUMP.sub("-", names)
    return bool(_ANY_KIND.search(split) or _ANY_DOUBT.search(split))
