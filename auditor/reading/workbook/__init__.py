"""Workbooks to grids."""
