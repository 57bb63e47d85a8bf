"""Scenario files: parsed strictly, always written identically."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.formats.scenario import parse_scenario, parse_values, unknown_in, write_scenario
from ongoing_desktop.storage.files import KeyedFolder, file_key
from ongoing_desktop.storage.resources import load_catalogue, standard_scenarios
from ongoing_desktop.wording.messages import error_sentence

CATALOGUE = load_catalogue()


@pytest.mark.parametrize("key", standard_scenarios())
def test_every_scenario_that_comes_along_is_whole_and_comes_back(key: str) -> None:
    data = standard_scenarios()[key]
    scenario = parse_scenario(data, CATALOGUE)
    assert scenario.description
    assert parse_scenario(write_scenario(scenario), CATALOGUE) == scenario
    assert write_scenario(parse_scenario(write_scenario(scenario), CATALOGUE)) == write_scenario(scenario)


def file(**fields: Any) -> bytes:
    usual: dict[str, Any] = {
        "format": "ongoing-desktop-scenario",
        "version": 1,
        "name": "N",
        "steps": [{"trigger": "order-picked"}],
    }
    return json.dumps(usual | fields).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"\xff", "UTF-8"),
        (b"[]", "must be an object"),
        (b"[" * 5000, "nested"),
        (file(format="x"), "not an Ongoing Desktop scenario file"),
        (file(version=2), "Version 2"),
        (file(name=" "), "Enter a name"),
        (file(steps=[]), "at least one step"),
        (file(steps=[{}]), "steps[0].trigger is missing"),
        (file(steps=[{"trigger": "nothing"}]), "Unknown webhook type “nothing”"),
        (file(steps=[{"trigger": "order-picked", "after": -1}]), "steps[0].after"),
        (file(steps=[{"trigger": "order-picked", "copies": 1000}]), "steps[0].copies"),
        (file(steps=[{"trigger": "order-picked", "late": 1}]), "steps[0].late"),
        (file(steps=[{"trigger": "order-picked", "status": "x"}]), "steps[0].status must be a whole number"),
        (file(values={"password": "s3cret-planted"}), "values.password"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(data: bytes, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_scenario(data, CATALOGUE, "my.json")
    told = error_sentence(caught.value)
    assert words in told
    assert "imported" not in told
    assert "s3cret" not in told


def test_unknown_members_are_kept_and_named() -> None:
    data = file(stopOnFailures=True, steps=[{"trigger": "order-picked", "after_s": 5, "mine": {"a": 1}}])
    scenario = parse_scenario(data, CATALOGUE)
    assert [(item.path, item.meant) for item in unknown_in(scenario)] == [
        ("steps[0].after_s", "after"),
        ("steps[0].mine", ""),
        ("stopOnFailures", "stopOnFailure"),
    ]
    written = json.loads(write_scenario(scenario))
    assert written["stopOnFailures"] is True
    assert written["steps"][0]["mine"] == {"a": 1}
    assert not unknown_in(parse_scenario(file(), CATALOGUE))


def test_values_are_an_object_or_nothing() -> None:
    assert parse_values("  ") == {}
    assert parse_values('{"a": 1}') == {"a": 1}
    for text in ("[1]", "{", '{"token": "x"}'):
        with pytest.raises(UsageError):
            parse_values(text)


def test_own_scenarios_are_kept_under_safe_names(tmp_path: Path) -> None:
    folder = KeyedFolder(tmp_path / "own")
    assert folder.read() == {}
    for name in ("../../etc/passwd", "CON", "Ä/ö", "x" * 300, ""):
        folder.write(file_key(name), b"{}")
    assert all(path.parent == tmp_path / "own" for path in tmp_path.rglob("*.json"))
    assert set(folder.read()) == {"etc-passwd", "con-scenario", "scenario", "x" * 80}
    folder.remove("con-scenario")
    folder.remove("con-scenario")
    assert "con-scenario" not in folder.read()
