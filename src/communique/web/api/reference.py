"""The API on one page, made of its OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from communique.web.templates import render

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an address: what it asks for, and of which type its values are."""

    name: str
    place: str
    meaning: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An address that answers."""

    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    answer: str
    is_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A field of a record: its type in words."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A record as it is given."""

    name: str
    about: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Everything that the API says of itself."""

    version: str
    operations: tuple[Operation, ...]
    schemas: tuple[Schema, ...]


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """Show the API as a page."""
    return HTMLResponse(render("reference.html", request, view=reference(request.app.openapi())))


def reference(described: Mapping[str, Any]) -> Reference:
    """Return an OpenAPI description as what a page shows of it."""
    return Reference(
        version=described["info"]["version"],
        operations=tuple(_operations(described["paths"])),
        schemas=tuple(
            Schema(name=name, about=_first_paragraph(given), members=tuple(_members(given)))
            for name, given in sorted(described["components"]["schemas"].items())
            if given.get("properties")
        ),
    )


def _operations(paths: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in paths.items():
        given = methods["get"]
        content = given["responses"]["200"].get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        yield Operation(
            path=path,
            summary=given["summary"],
            parameters=tuple(_parameter(one) for one in given.get("parameters", ())),
            answer=_type(schema) if schema else ", ".join(content),
            is_file=not path.endswith(".json"),
        )


def _parameter(given: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=given["name"],
        place=given["in"],
        meaning=given.get("description", ""),
        type=_type(given["schema"]),
    )


def _members(given: Mapping[str, Any]) -> Iterator[Member]:
    required = given.get("required", ())
    for name, schema in given["properties"].items():
        yield Member(name=name, type=_type(schema), required=name in required)


def _type(schema: Mapping[str, Any]) -> str:
    """The type of a schema in words: "list of Party", "string or null", "one of a, b"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "enum" in schema:
        return f"one of {', '.join(map(str, schema['enum']))}"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(map(_type, schema["anyOf"])))
    kind = schema.get("type", "anything")
    if kind == "array":
        inner = schema.get("items")
        return f"list of {_type(inner)}" if inner else "list"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type(schema['additionalProperties'])}"
    return str(schema.get("format", kind))


def _first_paragraph(given: Mapping[str, Any]) -> str:
    return " ".join(str(given.get("description", "")).split("\n\n")[0].split()).replace("``", "")
