"""Percentiles of measured times."""

from __future__ import annotations

from collections.abc import Sequence


def percentiles(values: Sequence[float], *parts: int) -> dict[str, float]:
    """Nearest-rank percentiles as ``p50`` and so on, and the maximum as ``max``; empty without values."""
    if not values:
        return {}
    ordered = sorted(values)
    found = {f"p{part}": ordered[-(-part * len(ordered) // 100) - 1] for part in parts}
    return found | {"max": ordered[-1]}
