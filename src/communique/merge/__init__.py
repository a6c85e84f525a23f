"""Many reports, one ledger: copies, stories, events with their sources, disputes, fulfilment."""

from communique.merge.copies import CopyPassage
from communique.merge.explain import explain_event
from communique.merge.merged import Merged, cluster, merge

__all__ = ["CopyPassage", "Merged", "cluster", "explain_event", "merge"]
