"""What each stage of reading saw, painted over the pages of the file, as one HTML page that needs no network."""

from auditor.outputs.drawing.page import draw

__all__ = ["draw"]
