"""Boxes on a page, and how they lie for a reader whose text runs in another direction than the page's."""

from __future__ import annotations

Box = tuple[float, float, float, float]
"""left, top, right, bottom in points; on a PDF page itself y grows upwards, so there "top" is the smaller y."""


def upright(box: Box, turn: int) -> Box:
    """A box of the page (y upwards) as seen by text that is turned by ``turn`` quarters clockwise (y downwards)."""
    left, low, right, high = box
    if turn == 0:
        return left, -high, right, -low
    if turn == 1:
        return -high, -right, -low, -left
    if turn == 2:
        return -right, low, -left, high
    return low, left, high, right


def straightened(box: Box, turn: int) -> Box:
    """A box of the reader's frame as seen by text that lies ``turn`` quarters clockwise across it."""
    left, top, right, bottom = box
    return upright((left, -bottom, right, -top), turn)
