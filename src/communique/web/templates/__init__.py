"""Pages as Jinja templates; what a report says is escaped wherever it stands."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from communique.analysis.goldstein import CAVEAT
from communique.display import segments_html
from communique.display.amounts import of_what, quantity
from communique.display.page import ROLES
from communique.display.plain import (
    counted,
    cut,
    days,
    harmless,
    parties,
    party,
    place_name,
    plain_text,
    short_id,
    singular,
)
from communique.web import addresses, asked
from communique.web.choices import chips_of, fields_of
from communique.web.draw.bars import bar
from communique.web.draw.columns import columns, spark
from communique.web.draw.dependence import dependence
from communique.web.draw.dots import dots
from communique.web.draw.network import network
from communique.web.draw.timeline import legend, timeline
from communique.web.draw.weight import signed, weight_bar
from communique.web.draw.world import world_map
from communique.web.named import country_name, last_office, suggested
from communique.web.places import by_country, spots_of
from communique.web.reports.citing import address_words, citation
from communique.web.snippets import snippet_html
from communique.web.static import address_of
from communique.web.terms import terms_chart


def render(name: str, request: Request, **given: Any) -> str:
    """Return a page.

    Args:
        name: of its template.
        request: that it answers.
        given: what the template shows, by the names it uses.
    """
    path = request.url.path
    return _environment().get_template(name).render(
        room=request.app.state.room,
        path=path,
        given=request.url.query,
        **{"forms": (), **given},
    )  # fmt: skip


def _harmless(value: object) -> object:
    """What a template shows, without the controls that let words look like others."""
    is_markup = isinstance(value, Markup)  # of ours: its words went through here, or below
    return harmless(value) if isinstance(value, str) and not is_markup else value


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("communique.web", "templates"),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "capitalize_first": lambda words: words[:1].upper() + words[1:],
        "counted": counted,
        "cut": cut,
        "days": days,
        "parties": parties,
        "party": party,
        "place": place_name,
        "plain": plain_text,
        "quantity": quantity,
        "short": short_id,
        "singular": singular,
        "last_office": last_office,
        "of_what": of_what,
        "marked": lambda part: Markup(harmless(segments_html(part))),  # escapes what it marks
        "snippet": snippet_html,
        "words": lambda name: name.replace("_", " ").replace("-", " "),
    }
    made.globals |= {
        "ROLES": ROLES,
        "to": addresses,
        "page_of": addresses.page_of,
        "query": asked.query,
        "flat": asked.flat,
        "filter_names": asked.names,
        "fields_of": fields_of,
        "chips_of": chips_of,
        "suggested": suggested,
        "static": address_of,
        "bar": bar,
        "by_country": by_country,
        "country": country_name,
        "spots_of": spots_of,
        "terms_chart": terms_chart,
        "world_map": world_map,
        "CAVEAT": CAVEAT,
        "chart": {
            "columns": columns, "dots": dots, "legend": legend, "network": network, "spark": spark,
            "timeline": timeline,
        },
        "address_words": address_words,
        "citation": citation,
        "dependence": dependence,
        "signed": signed,
        "weight_bar": weight_bar,
    }
    return made
