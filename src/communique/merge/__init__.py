"""Many reports, one ledger: copies, stories, events with their sources, disputes, fulfilment."""

from communique.merge.decided import Apart, Decided, Together
from communique.merge.explain import explain_event
from communique.merge.merged import Grouped, Merged, cluster, group, merge, merge_grouped
from communique.merge.pile import Heading, InMemory, Pile, heading_of

__all__ = [
    "Apart",
    "Decided",
    "Grouped",
    "Heading",
    "InMemory",
    "Merged",
    "Pile",
    "Together",
    "cluster",
    "explain_event",
    "group",
    "heading_of",
    "merge",
    "merge_grouped",
]
