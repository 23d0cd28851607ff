"""Opinions: the findings of a submission told as a reviewer tells them, each fault once and the deepest first."""

from auditor.opinions.compose import compose, opinions_of

__all__ = ["compose", "opinions_of"]
