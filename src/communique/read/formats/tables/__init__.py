"""Rows: CSV and its kin, JSON Lines, JSON lists."""
