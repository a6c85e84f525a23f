"""Feeds watched: what is new comes into the ledger, and whoever asked for it is told."""

from communique.watch.clock import Clock
from communique.watch.feeds_file import Alert, Feed, FetchSettings, Watch, Webhook, load_feeds
from communique.watch.notices import Notice, Report
from communique.watch.rounds import Round, Watcher
from communique.watch.run import dry_run, watch
from communique.watch.schedule import Planned
from communique.watch.signature import is_genuine, signed

__all__ = [
    "Alert",
    "Clock",
    "Feed",
    "FetchSettings",
    "Notice",
    "Planned",
    "Report",
    "Round",
    "Watch",
    "Watcher",
    "Webhook",
    "dry_run",
    "is_genuine",
    "load_feeds",
    "signed",
    "watch",
]
