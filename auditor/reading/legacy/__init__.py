"""Formats of old programs, turned into today's."""
