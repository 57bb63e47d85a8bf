"""The full run of five hundred kills during saves.

Not part of the test command: ``python -m pytest -s tests/long/test_settings_kills.py`` takes some minutes.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.storage.test_settings_kills import kill_round

KILLS = 500


@pytest.mark.timeout(3600)
def test_five_hundred_kills_during_saves(data_dir: Path) -> None:
    dice = random.Random(500)
    ahead = 0
    for number in range(KILLS):
        acknowledged, found = kill_round(data_dir, dice)
        assert found in (acknowledged, acknowledged + 1), number
        ahead += found > acknowledged
    print(f"{KILLS} kills, newest save {found}, {ahead} commits that were not acknowledged any more, none lost")
