"""SIGSTOP of the window for 30 s under load: ``python -m pytest tests/long/test_stopped_window.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_trip_faults import posix_only, stopped_window


@posix_only
@pytest.mark.timeout(300)
def test_stopped_for_thirty_seconds(data_dir: Path, tmp_path: Path) -> None:
    stopped_window(data_dir, tmp_path, seconds=30)
