"""Web pages, and spreadsheets saved as such, to paragraphs and tables."""
