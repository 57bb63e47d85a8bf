"""Ten minutes for each of five seeds: ``python -m pytest tests/long/test_monkey.py -s``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_monkey import play

SECONDS = 600


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
@pytest.mark.timeout(SECONDS + 300)
def test_a_monkey_breaks_nothing_in_ten_minutes(tmp_path: Path, seed: int) -> None:
    print(play(tmp_path / "monkey", seed, "--seconds", str(SECONDS), limit_s=SECONDS + 240))
