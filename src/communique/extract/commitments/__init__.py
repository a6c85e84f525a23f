"""Commitments: invitations, acceptances, pledges, agreements, plans and expectations."""

from communique.extract.commitments.find import find_commitments

__all__ = ["find_commitments"]
