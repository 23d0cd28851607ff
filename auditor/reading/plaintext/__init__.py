"""Text, with or without the marks of a table, to grids or rows."""
