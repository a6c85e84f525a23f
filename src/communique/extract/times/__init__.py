"""Parsed -> times: an own grammar of news idiom that returns intervals of days."""

from communique.extract.times.find import find_times
from communique.extract.times.parse_date import parse_date

__all__ = ["find_times", "parse_date"]
