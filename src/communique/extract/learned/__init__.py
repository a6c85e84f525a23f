"""The learned reader of events: what one marked party does to another, by a small network."""

from communique.extract.learned.model import (
    NONE,
    EventModel,
    Judged,
    Question,
    load_event_model,
    question_in,
)

__all__ = ["NONE", "EventModel", "Judged", "Question", "load_event_model", "question_in"]
