"""The tables of our files are complete, and the only place with the members' names."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from ongoing_desktop.domain import rules, scenario
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.formats import config
from ongoing_desktop.formats import scenario as scenario_file
from ongoing_desktop.formats.file_objects import FileObject

TABLES: list[tuple[FileObject[Any], type, set[str]]] = [
    (config.OWNER, GoodsOwner, set()),
    (config.SYSTEM, System, {"id", "demo", "api_secret_ref"}),
    (config.WEBHOOK, Webhook, {"username"}),
    (config.SIMULATOR, Simulator, {"secret_ref"}),
    (config.MATCH, rules.Match, set()),
    (config.STEP, rules.Step, set()),
    (config.RULE, rules.Rule, set()),
    (scenario_file.STEP, scenario.ScenarioStep, set()),
    (scenario_file.SCENARIO, scenario.Scenario, set()),
]


@pytest.mark.parametrize(("shape", "kind", "never"), TABLES, ids=lambda part: getattr(part, "__name__", ""))
def test_every_field_has_its_member_but_for_those_that_stay_here(
    shape: FileObject[Any], kind: type, never: set[str]
) -> None:
    assert {member.field for member in shape._members} == {item.name for item in fields(kind)} - never - {"extra"}


@pytest.mark.parametrize(
    ("shape", "field", "path"),
    [
        (config.RULE, "steps.0.delay_ms", "steps[0].delayMs"),
        (config.RULE, "steps.12.kind", "steps[12].do"),
        (config.RULE, "match.verdict", "match.verdict"),
        (config.WEBHOOK, "goods_owners", "goodsOwners"),
        (config.WEBHOOK, "settings.statuses", "settings.statuses"),
        (config.WEBHOOK, "kind", "kind"),
        (config.SYSTEM, "goods_owners.1.code", "goodsOwners[1].code"),
        (config.SYSTEM, "elsewhere", "elsewhere"),
    ],
)
def test_a_problem_s_field_is_named_as_in_the_file(shape: FileObject[Any], field: str, path: str) -> None:
    assert shape.path(field) == path


def test_what_is_wrong_deep_inside_is_named_by_its_path() -> None:
    rule = {"id": "r", "name": "r", "steps": [{"do": "answer"}, {"do": "answer", "delayMs": "1"}]}
    with pytest.raises(ConfigError) as caught:
        config.RULE.read(rule, "rules[3]")
    assert caught.value.params["path"] == "rules[3].steps[1].delayMs"
    assert config.KNOWN["rules[].steps[]"] == config.STEP.keys
    assert config.KNOWN["webhooks[].authentication"] == ("type", "username")


def test_an_import_keeps_what_the_file_leaves_out_at_its_default() -> None:
    known = System("s", "Demo", "demo", address="https://a.example/", transporters=("DHL",), api_user="me")
    read = config.SYSTEM.read({"name": "Demo", "code": "new", "transporters": ["UPS"]}, "systems[0]")
    merged = config.SYSTEM.completed(read, known)
    assert (merged.code, merged.transporters) == ("new", ("UPS",))
    assert (merged.address, merged.api_user) == (known.address, known.api_user)
