"""Counts in sentences."""

from __future__ import annotations


def plural(count: int, one: str, many: str) -> str:
    """The template for a count, with its ``{count}`` filled in. Other parameters stay in it."""
    return (one if count == 1 else many).replace("{count}", f"{count:,}")
