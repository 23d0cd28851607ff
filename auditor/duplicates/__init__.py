"""Copied text at any scale: exact keys first, then signatures, and an exact similarity before anything is reported."""
