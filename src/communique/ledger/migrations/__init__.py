"""What changes the tables of a released ledger: one Alembic revision a file, numbered as schemas.

A revision that follows another names it in ``down_revision`` and changes what the one before left,
with ``alembic.op``; ``ledger/schema.py`` describes the outcome, for new ledgers. All revisions of
an upgrade run in one transaction, on SQLite as on PostgreSQL. A table that SQLite makes anew (batch
mode) loses its triggers of full text; its revision must make them again.
"""
