"""What OpenAPI says of the data behind each page: parameters, answer, problems."""

from __future__ import annotations

import re
from typing import Any, get_args, get_type_hints

from fastapi.responses import FileResponse

from communique.ledger.filters import QUADS, Order
from communique.web import asked
from communique.web.api.downloads import forms_of
from communique.web.page import Page
from communique.web.problems import MEDIA_TYPE, Problem

_PART = re.compile(r"{(\w+)(?::\w+)?}")

# What each parameter asks for, in the words of the query language.
_MEANING = {
    "between": "Two parties, in either direction: give it twice. An id (person/xi-jinping), a code "
    "(CHN, SCO), or the beginning of a word of a name.",
    "actor": "One party, in any role.",
    "from": "The party that acts, speaks or promises.",
    "to": "The party it is done, said or promised to.",
    "type": "Type of event; kind of the other records.",
    "mode": "Mode of the type, such as visit.",
    "quad": f"Class of cooperation or conflict: 1 to 4, or {', '.join(QUADS)}.",
    "status": "Status of an event or a commitment, qualifier of a figure.",
    "min_sources": "Told by so many independent sources or more.",
    "since": "2024, 2024-05 or 2024-05-16, inclusive.",
    "until": "2024, 2024-05 or 2024-05-16, inclusive.",
    "place": "A country's code, or the beginning of a word of a place's name.",
    "search": 'Words that all stand in the text; "quotation marks" hold a phrase together.',
    "speaker": "A party, as the one who speaks.",
    "about": "A state that a statement is about.",
    "topic": "What a statement is about, such as trade.",
    "state": "How a commitment stands.",
    "due_before": "Due before that day, month or year.",
    "measure": "What a figure measures, such as trade.",
    "outlet": "Name of an outlet, or its beginning.",
    "document": "Id of a document, or its beginning.",
    "limit": f"At most so many records, {asked.LONGEST_PAGE} at the most.",
    "after": "The mark of the page before, as it was given in its answer.",
    "order": "Newest first, most relevant first, or as in the texts.",
}
_SCHEMA: dict[str, dict[str, Any]] = {
    "between": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
    "min_sources": {"type": "integer", "minimum": 1},
    "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": asked.LONGEST_PAGE,
        "default": asked.PAGE,
    },
    "order": {"type": "string", "enum": list(get_args(Order)), "default": "newest"},
}
_JSON_TYPES = {str: "string", int: "integer"}
_PROBLEMS = {
    400: "The question means nothing as it is put.",
    404: "The ledger holds nothing of that name.",
    429: "Too many questions in too short a time.",
    503: "The answer takes longer than a reader may wait: ask for less.",
}


def described(page: Page) -> dict[str, Any]:
    """Return what FastAPI should say of the data of a page, as arguments of its route."""
    return {
        "summary": page.summary,
        "response_model": page.answer or get_type_hints(page.view)["return"],
        "responses": _problems(),
        "openapi_extra": {"parameters": [*_parts(page.path), *_parameters(page)]},
        "tags": [page.kind],
    }


def described_file(page: Page, ending: str) -> dict[str, Any]:
    """Return what FastAPI should say of a page's records as a file."""
    media_type = forms_of(page)[ending].media_type
    return {
        "name": f"{page.path} as {ending}",
        "summary": f"{page.summary} As a file.",
        "response_class": FileResponse,
        "responses": {200: {"content": {media_type: {}}}, **_problems()},
        "openapi_extra": {"parameters": [*_parts(page.path), *_parameters(page)]},
        "tags": [page.kind],
    }


def _problems() -> dict[int | str, dict[str, Any]]:
    return {
        status: {"description": told, "content": {MEDIA_TYPE: {"schema": _problem()}}}
        for status, told in _PROBLEMS.items()
    }


def _parts(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PART.findall(path)
    ]


def _parameters(page: Page) -> list[dict[str, Any]]:
    filters = asked.names(page.kind) if page.asks else ()
    own = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in page.options]
    return own + [
        {
            "name": name,
            "in": "query",
            "description": _MEANING[name],
            "schema": _SCHEMA.get(name, {"type": "string"}),
        }
        for name in filters
    ]


def _problem() -> dict[str, Any]:
    members = get_type_hints(Problem)
    return {
        "type": "object",
        "required": list(members),
        "properties": {name: {"type": _JSON_TYPES[kind]} for name, kind in members.items()},
    }
