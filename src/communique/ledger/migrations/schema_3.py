"""The tables of the first release: where every upgrade begins."""

revision = "3"
down_revision = None


def upgrade() -> None:
    """Do nothing: a ledger of the first release has these tables."""
