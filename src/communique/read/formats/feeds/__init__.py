"""Feeds saved as files: RSS, Atom, JSON Feed."""
