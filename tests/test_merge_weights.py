"""The weights of merging: readable, complete, and what their m and u say."""

from __future__ import annotations

import math

import pytest

from communique.errors import KnowledgeError
from communique.merge.weights import load_weights, read_weights


def test_a_weight_follows_from_m_and_u() -> None:
    learned = [
        level
        for field in load_weights().fields.values()
        for level in field.values()
        if level.m and level.u and min(level.m, level.u) >= 0.01  # else rounding blurs the ratio
    ]
    assert len(learned) > 20
    for level in learned:
        assert level.m is not None
        assert level.u is not None
        assert level.weight == pytest.approx(math.log(level.m / level.u), abs=0.02)


def test_the_same_days_and_the_same_town_speak_for_one_event() -> None:
    weights = load_weights()
    assert weights.of("time", "same_days") > weights.of("time", "same_week") > 0
    assert weights.of("time", "told_later") < 0
    assert weights.of("place", "same_city") > weights.of("place", "unknown")


def test_a_file_without_prior_is_refused_by_name() -> None:
    with pytest.raises(KnowledgeError, match=r"my-weights\.yaml"):
        read_weights("fields: {}", "my-weights.yaml")


def test_a_file_that_lacks_a_level_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="same_year"):
        read_weights("prior: 0\nfields: {time: {same_days: {weight: 1}}}", "my-weights.yaml")
