"""Why an actor, a place and a date were chosen: a second look at one report, told in lines."""

from communique.pipeline.why.dates import why_date
from communique.pipeline.why.offices import why_learned, why_offices
from communique.pipeline.why.parties import why_party
from communique.pipeline.why.places import why_place
from communique.pipeline.why.run import Run, run_of
from communique.pipeline.why.second_look import SecondLook

__all__ = [
    "Run",
    "SecondLook",
    "run_of",
    "why_date",
    "why_learned",
    "why_offices",
    "why_party",
    "why_place",
]
