"""The name under which this program's codings go in other data."""

from importlib.metadata import PackageNotFoundError, version


def _coder() -> str:
    try:
        return f"communique-{version('communique')}"
    except PackageNotFoundError:  # run from a source tree that nobody installed
        return "communique"


CODER = _coder()
