"""How a reader tells that something could not be read."""

from __future__ import annotations

from collections.abc import Callable

Problems = Callable[[str, str], None]
"""Called with the uri of an input and the reason, in plain words, why it gave nothing."""
