"""Grids and text to projects: headings, heads of forms, rows, money, narrative."""
