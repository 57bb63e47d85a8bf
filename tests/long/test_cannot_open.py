"""Every cause that prevents opening a healthy data folder, with a command and the window.

By hand: ``python -m pytest -s tests/long/test_cannot_open.py`` takes some minutes. As the superuser on Linux it tries
the most. Each round runs the program on sixty exchanges and finds them all afterwards.
"""

from __future__ import annotations

import pytest

from tests.storage.opening_causes import CAUSES, Cause, opening_round


@pytest.mark.timeout(600)
@pytest.mark.parametrize("crashed", [False, True], ids=["closed", "crashed"])
@pytest.mark.parametrize("what", ["command", "build", "window"])
@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.__name__)
def test_every_exchange_is_there_afterwards(cause: Cause, what: str, *, crashed: bool) -> None:
    print(opening_round(cause, what, crashed=crashed)[:200])
