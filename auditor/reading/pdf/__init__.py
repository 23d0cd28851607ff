"""PDF files to grids of their tables and the text beside them."""
