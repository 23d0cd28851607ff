"""Texts understood: words, quantities and dates, computed once per distinct text."""
