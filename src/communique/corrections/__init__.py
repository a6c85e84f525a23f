"""What people decide about records: kept by the words, applied over what the coder said.

A correction never changes a record where it was stored. It holds on to document, span and quote,
so that it finds its record again in a ledger built anew or coded by another version; where it does
not, it is put up for review instead of being applied to something else.
"""

from communique.corrections.anchors import Coded, anchor_of, anchors_of_dispute
from communique.corrections.apply import Applied, Withdrawn, apply
from communique.corrections.disputes import rejected_disputes
from communique.corrections.force import in_force, new_correction
from communique.corrections.lines import read_corrections, write_corrections
from communique.corrections.recode import FIELDS, FOLLOWING, Values, as_it_is, differing, recoded
from communique.corrections.values import Reader
from communique.corrections.where import Archive

__all__ = [
    "FIELDS",
    "FOLLOWING",
    "Applied",
    "Archive",
    "Coded",
    "Reader",
    "Values",
    "Withdrawn",
    "anchor_of",
    "anchors_of_dispute",
    "apply",
    "as_it_is",
    "differing",
    "in_force",
    "new_correction",
    "read_corrections",
    "recoded",
    "rejected_disputes",
    "write_corrections",
]
