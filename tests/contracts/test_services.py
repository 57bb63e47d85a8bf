"""A service is one row of ``Services``. Type checkers do not see what its constructor gets, so it is checked here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from inspect import iscoroutinefunction
from operator import attrgetter
from pathlib import Path

import pytest

from ongoing_desktop.services import Ports, Services, _Service
from tests.services.fake_services import make_services

ALIASES = {"NoteEvent": "Callable[[bytes], Awaitable[bool]]"}
ROWS = {name: row for name, row in vars(Services).items() if isinstance(row, _Service)}


def declared(name: str) -> str:
    """The type of an attribute of the services, as it is written there."""
    match vars(Services)[name]:
        case property() as found:
            return str(found.fget.__annotations__["return"])
        case _Service():
            return Services.__annotations__[name]
        case cached_property() as found:
            return str(found.func.__annotations__["return"])
        case method:
            *parameters, result = method.__annotations__.values()
            if iscoroutinefunction(method):
                result = f"Awaitable[{result}]"
            return f"Callable[[{', '.join(parameters)}], {result}]"


def given(row: _Service, parameter: str, services: Services) -> str:
    """The type of what a parameter of a service's constructor gets."""
    path = row._others.get(parameter, parameter)
    owner, _, last = path.rpartition(".")
    if owner == "ports" or not hasattr(Services, path.partition(".")[0]):
        return Ports.__annotations__[last]
    return type(attrgetter(path)(services)).__name__ if owner else declared(last)


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


def test_every_parameter_of_a_service_gets_what_it_asks_for(built: Services) -> None:
    wrong = []
    for name, row in ROWS.items():
        made = type(getattr(built, name))
        for parameter in row._needs(made):
            wanted, found = made.__init__.__annotations__[parameter], given(row, parameter, built)
            if found not in (wanted, ALIASES.get(wanted)):
                wrong.append(f"{name}: {parameter} is {found} instead of {wanted}")
    assert not wrong, "\n".join(wrong)
