"""What goes wrong, told as problem details (RFC 9457) to programs and as a page to people."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from communique.errors import (
    CommuniqueError,
    CorrectionError,
    LedgerError,
    QueryError,
    RecordError,
    SourceError,
    TimeLimitError,
    UnknownRecordError,
)
from communique.web.page import Moved
from communique.web.safety.headers import HEADERS
from communique.web.templates import render

MEDIA_TYPE = "application/problem+json"

# The status of each error of ours; what is asked for is the nearest base class.
_STATUS: tuple[tuple[type[CommuniqueError], HTTPStatus], ...] = (
    (QueryError, HTTPStatus.BAD_REQUEST),
    (CorrectionError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (RecordError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (SourceError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnknownRecordError, HTTPStatus.NOT_FOUND),
    (TimeLimitError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LedgerError, HTTPStatus.SERVICE_UNAVAILABLE),
    (CommuniqueError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Problem details: what went wrong, as RFC 9457 names its members."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


def install(app: FastAPI) -> None:
    """Make an application answer every error with problem details or a page."""
    app.add_exception_handler(CommuniqueError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(Moved, _moved)
    app.add_exception_handler(Exception, _of_a_defect)


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Return a problem as data, or as a page to who asks for HTML."""
    if wants_page(request):
        body = render("problem.html", request, view=problem)
        return Response(body, problem.status, headers, media_type="text/html")
    return Response(msgspec.json.encode(problem), problem.status, headers, media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Tell whether a request is one of a person with a browser."""
    last = request.url.path.rsplit("/", 1)[-1]
    return "text/html" in request.headers.get("accept", "") and ".json" not in last


def problem_of(request: Request, error: Exception) -> Problem:
    """Return an error of ours as a problem."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return problem(status, _without_place(request, str(error)))


def _of_ours(request: Request, error: Exception) -> Response:
    return answer(request, problem_of(request, error))


def _of_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise TypeError("expected an HTTP error") from error
    status = HTTPStatus(error.status_code)
    told = error.detail if error.detail != status.phrase else _ADVICE.get(status, error.detail)
    return answer(request, problem(status, told), dict(error.headers or {}))


def _moved(request: Request, error: Exception) -> Response:
    return RedirectResponse(str(error), HTTPStatus.SEE_OTHER)


def _of_validation(request: Request, error: Exception) -> Response:
    return answer(request, problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)))


def _of_a_defect(request: Request, error: Exception) -> Response:
    # What failed is logged by the server; strangers learn nothing of its inside.
    # This answer alone is sent from outside of what adds the headers to all others.
    told = problem(HTTPStatus.INTERNAL_SERVER_ERROR, _ADVICE[500])
    return answer(request, told, HEADERS | {"cache-control": "no-store"})


def problem(status: HTTPStatus, detail: str) -> Problem:
    """Return the problem of a status, told in a sentence."""
    return Problem(title=status.phrase, status=status.value, detail=detail)


def _without_place(request: Request, message: str) -> str:
    """The message without the path of the ledger, which is no business of a reader."""
    room = request.app.state.room
    return message.replace(f"{room.place}: ", "")


_ADVICE: dict[int, str] = {
    404: "There is no page at this address. The search finds actors, places, events and words.",
    405: "This address does not answer that method.",
    500: "This is a defect of the program. Its log holds what went wrong.",
}
