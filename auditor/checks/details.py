"""What is put in brackets behind a project's name, so that it can be found: its code and its budget, where it has them."""

from __future__ import annotations


def details(*parts: str) -> str:
    """The parts that are there, in brackets; "" where none is."""
    known = "，".join(part for part in parts if part)
    return f"（{known}）" if known else ""


def money(amount_wan: float | None) -> str:
    """An amount in 万元 as it is told; "" where there is none."""
    return "" if amount_wan is None else f"{amount_wan:g}万元"
