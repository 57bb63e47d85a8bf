"""Percentiles by nearest rank."""

from __future__ import annotations

from ongoing_desktop.domain.percentiles import percentiles


def test_percentiles_by_nearest_rank() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert percentiles(values, 50, 90, 99) == {"p50": 50, "p90": 90, "p99": 99, "max": 100}
    assert percentiles(values[:20], 50, 95) == {"p50": 90, "p95": 99, "max": 100}
    assert percentiles([7.0], 1, 50, 99) == {"p1": 7, "p50": 7, "p99": 7, "max": 7}
    assert percentiles([], 50, 95) == {}
