"""A new preference is one field of ``Preferences``: every field is checked, including new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.domain.settings_changed import PREFERENCES
from ongoing_desktop.services import Services
from ongoing_desktop.wording.setting_changes import changes
from tests.helpers import do

MARK = "Marked"


def other(value: Any) -> Any:
    """A value of the same type that is not a default."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return MARK
        case frozenset():
            return frozenset({MARK})
        case Mapping():
            return {MARK: 1}
        case Forward():
            return replace(value, target=f"http://127.0.0.1:9/{MARK}")
    raise AssertionError(f"say here how another value of {value!r} looks")


@pytest.mark.parametrize("name", PREFERENCES)
def test_it_is_kept_over_a_restart_told_of_and_never_exported(name: str, services: Services, data_dir: Path) -> None:
    do(services, services.demo.add())
    before = do(services, services.transfers.export_config(None))
    steps, settings = services.settings.next_undo.label, services.settings.current
    told = []
    services.settings.subscribe(told.append)
    wanted = other(getattr(Preferences(), name))
    do(services, services.settings.set_preferences(**{name: wanted}))
    assert getattr(services.settings.current.preferences, name) == wanted
    assert [change.kinds for change in told] == [frozenset({name})]
    # Choices of this computer: not in the file, not undo steps, and not listed as changes of the settings.
    assert do(services, services.transfers.export_config(None)) == before
    assert services.settings.next_undo.label == steps
    assert changes(settings, services.settings.current) == ()
    do(services, services.settings.undo())
    assert getattr(services.settings.current.preferences, name) == wanted
    services.close()
    again = open_services(data_dir)
    again.start()
    try:
        assert getattr(again.settings.current.preferences, name) == wanted
        assert again.settings.current.preferences == replace(settings.preferences, **{name: wanted})
    finally:
        again.close()
