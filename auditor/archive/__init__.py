"""Submissions kept from year to year in one embedded file (SQLite), and what of them matters for a new batch."""
