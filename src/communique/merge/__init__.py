"""Many reports, one ledger: copies, stories, events with their sources, disputes, fulfilment."""

from communique.merge.decided import Apart, Decided, Together
from communique.merge.explain import explain_event
from communique.merge.merged import Grouped, Merged, cluster, group, merge, merge_grouped

__all__ = [
    "Apart",
    "Decided",
    "Grouped",
    "Merged",
    "Together",
    "cluster",
    "explain_event",
    "group",
    "merge",
    "merge_grouped",
]
