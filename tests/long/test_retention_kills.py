"""The full run of two hundred kills while exchanges arrive and are removed, with a checkpoint after every page.

Not part of the test command: ``python -m pytest -s tests/long/test_retention_kills.py`` takes some minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.test_retention import kill_rounds

KILLS = 200


@pytest.mark.timeout(3600)
def test_two_hundred_kills_while_the_history_is_kept_short(data_dir: Path) -> None:
    newest = kill_rounds(data_dir, KILLS)
    print(f"{KILLS} kills over {newest} exchanges, none lost inside the limits")
