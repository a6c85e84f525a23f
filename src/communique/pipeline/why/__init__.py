"""Why an actor, a place and a date were chosen: a second look at one report, told in lines."""

from communique.pipeline.why.dates import why_date
from communique.pipeline.why.parties import why_party
from communique.pipeline.why.places import why_place
from communique.pipeline.why.second_look import SecondLook, look_again

__all__ = ["SecondLook", "look_again", "why_date", "why_party", "why_place"]
