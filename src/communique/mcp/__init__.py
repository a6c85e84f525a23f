"""A ledger as tools for a language model: read only, a quote with its source for every fact."""

from communique.mcp.server import make_server

__all__ = ["make_server"]
