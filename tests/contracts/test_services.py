"""A service is one row of ``Services``. Type checkers do not see which class its module has, so it is checked here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ongoing_desktop.services import Services, _Service
from tests.services.fake_services import make_services

ROWS = [name for name, row in vars(Services).items() if isinstance(row, _Service)]


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Services]:
    made = make_services(tmp_path)
    made.start(follow=False)
    yield made
    made.close()


@pytest.mark.parametrize("name", ROWS)
def test_a_service_is_built_as_what_its_row_says(name: str, built: Services) -> None:
    assert type(getattr(built, name)).__name__ == Services.__annotations__[name]
    assert getattr(built, name) is getattr(built, name)
