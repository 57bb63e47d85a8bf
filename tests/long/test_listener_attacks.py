"""Every attack of ``tests/bench/attacks.py``: a good POST is always answered within a second."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.attacks import ATTACKS, GOOD, measure

LIMIT_S = 1.0


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ATTACKS)
def test_a_good_post_is_answered_while_others_misuse_the_listener(tmp_path: Path, name: str) -> None:
    found = measure(name, tmp_path)
    print(f"{name}: slowest of {GOOD} good requests {found.worst_s:.2f} s")
    assert found.statuses == [200] * GOOD
    assert found.worst_s < LIMIT_S
