"""Numbers about exchanges over time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ongoing_desktop.domain.traffic import TrafficSample, percentiles, traffic

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


def test_exchanges_are_counted_by_time() -> None:
    since = NOW - timedelta(hours=4)
    samples = [
        TrafficSample(since - timedelta(seconds=1), 1.0, bad=True),
        TrafficSample(since, 1.0, bad=False),
        TrafficSample(since + timedelta(minutes=70), 10.0, bad=True),
        TrafficSample(since + timedelta(minutes=80), None, bad=False),
        TrafficSample(NOW, 40.0, bad=False),
        TrafficSample(NOW + timedelta(seconds=1), 1.0, bad=True),
    ]
    found = traffic(samples, since, NOW, 4)
    assert [(part.count, part.bad, part.median_ms) for part in found.parts] == [
        (1, 0, 1.0), (2, 1, 10.0), (0, 0, None), (1, 0, 40.0),
    ]  # fmt: skip
    assert (found.whole.count, found.whole.bad, found.whole.median_ms, found.whole.slow_ms) == (4, 1, 10.0, 40.0)
    assert found.part_s == 3600


def test_percentiles() -> None:
    samples = [TrafficSample(NOW, float(value), bad=False) for value in range(1, 101)]
    whole = traffic(samples, NOW - timedelta(hours=1), NOW, 4).whole
    assert (whole.median_ms, whole.slow_ms) == (50.0, 95.0)
    nothing = traffic([], NOW - timedelta(hours=1), NOW, 4).whole
    assert (nothing.median_ms, nothing.slow_ms) == (None, None)


def test_percentiles_by_nearest_rank() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert percentiles(values, 50, 90, 99) == {"p50": 50, "p90": 90, "p99": 99, "max": 100}
    assert percentiles(values[:20], 50, 95) == {"p50": 90, "p95": 99, "max": 100}
    assert percentiles([7.0], 1, 50, 99) == {"p1": 7, "p50": 7, "p99": 7, "max": 7}
    assert percentiles([], 50, 95) == {}
