"""Word documents to their paragraphs and tables."""
