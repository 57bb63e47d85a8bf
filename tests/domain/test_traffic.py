"""Numbers about exchanges over time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ongoing_desktop.domain.traffic import Sample, percentile, traffic

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


def test_exchanges_are_counted_by_time() -> None:
    since = NOW - timedelta(hours=4)
    samples = [
        Sample(since - timedelta(seconds=1), 1.0, bad=True),
        Sample(since, 1.0, bad=False),
        Sample(since + timedelta(minutes=70), 10.0, bad=True),
        Sample(since + timedelta(minutes=80), None, bad=False),
        Sample(NOW, 40.0, bad=False),
        Sample(NOW + timedelta(seconds=1), 1.0, bad=True),
    ]
    found = traffic(samples, since, NOW, 4)
    assert [(part.count, part.bad, part.median_ms) for part in found.parts] == [
        (1, 0, 1.0), (2, 1, 10.0), (0, 0, None), (1, 0, 40.0),
    ]  # fmt: skip
    assert (found.whole.count, found.whole.bad, found.whole.median_ms, found.whole.slow_ms) == (4, 1, 10.0, 40.0)
    assert found.part_s == 3600


def test_percentiles() -> None:
    values = [float(value) for value in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.95, 1.0)] == [51.0, 96.0, 100.0]
    assert percentile([], 0.5) is None
