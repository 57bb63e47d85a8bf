"""Reply rules in the config file: unknown members are kept and named, and errors name their place in the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.formats.config import export_config, parse_config
from ongoing_desktop.formats.config_merge import merge_config
from ongoing_desktop.formats.file_objects import unknown_sentence
from ongoing_desktop.storage.documents import parted, rows_of, settings_of, whole
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.messages import error_sentence

STEP: dict[str, Any] = {"do": "answer", "status": 200}


def rule(**members: Any) -> dict[str, Any]:
    return {"id": "r1", "name": "Slow", "match": {}, "steps": [dict(STEP)], **members}


def file(*rules: dict[str, Any], **top: Any) -> bytes:
    whole_file = {"format": "ongoing-desktop-config", "version": 1, "systems": [], "webhooks": [], "rules": list(rules)}
    return json.dumps({**whole_file, **top}).encode()


def test_unknown_members_are_kept_named_and_the_right_spelling_is_offered() -> None:
    odd = rule(
        steps=[{**STEP, "delay_ms": 5, "colour": "red"}], match={"Path": "/x", "weekday": "monday"}, thn="normal"
    )
    hook = {
        "id": "w", "name": "W", "system": "S", "kind": "regular", "type": "order-picked", "goodsOwners": [1], "adress": "",
        "url": "https://x.example/h", "authentication": {"type": "none", "realm": "x"},
    }  # fmt: skip
    system = {"name": "S", "code": "s", "goodsOwners": [{"id": 2, "name": "B"}, {"id": 1, "name": "A", "vat": 1}]}
    data = file(odd, systems=[system], webhooks=[hook], note=1)
    parsed = parse_config(data)
    assert {item.path: item.meant for item in parsed.unknown} == {
        "systems[0].goodsOwners[1].vat": "",
        "webhooks[0].adress": "",
        "webhooks[0].authentication.realm": "",
        "rules[0].steps[0].delay_ms": "delayMs",
        "rules[0].steps[0].colour": "",
        "rules[0].match.Path": "path",
        "rules[0].match.weekday": "",
        "rules[0].thn": "then",
        "note": "",
    }
    assert any(
        "delay_ms" in text and "Did you mean “delayMs”?" in text for text in map(unknown_sentence, parsed.unknown)
    )
    after, report = merge_config(Settings(), parsed, load_catalogue())
    assert report.unknown == parsed.unknown
    # Nothing is lost by storing and loading it.
    again = settings_of(parted(whole(rows_of(after)).encode()))
    written = json.loads(export_config(again))["rules"][0]
    assert written["steps"][0] == {**STEP, "delay_ms": 5, "colour": "red"}
    assert written["match"] == {"Path": "/x", "weekday": "monday"}
    assert written["thn"] == "normal"


@pytest.mark.parametrize(
    ("odd", "path"),
    [
        ({"steps": [{**STEP, "delayMs": -1}]}, "rules[0].steps[0].delayMs"),
        ({"steps": [dict(STEP), {**STEP, "delayMs": 9, "delayToMs": 3}]}, "rules[0].steps[1].delayToMs"),
        ({"steps": [{**STEP, "beforeReading": True}]}, "rules[0].steps[0].beforeReading"),
        ({"steps": [{"do": "dance"}]}, "rules[0].steps[0].do"),
        ({"steps": [{**STEP, "headers": [["a b", ""]]}]}, "rules[0].steps[0].headers[0]"),
        ({"steps": [{**STEP, "headers": [["a", "b"]] * 51}]}, "rules[0].steps[0].headers"),
        ({"steps": [{**STEP, "status": 99}]}, "rules[0].steps[0].status"),
        ({"steps": []}, "rules[0].steps"),
        ({"match": {"path": "/" + "a" * 8000}}, "rules[0].match.path"),
        ({"match": {"method": "A" * 41}}, "rules[0].match.method"),
        ({"match": {"type": "A" * 201}}, "rules[0].match.type"),
        ({"match": {"family": "A" * 201}}, "rules[0].match.family"),
        ({"then": "stop"}, "rules[0].then"),
        ({"steps": [{**STEP, "token": "x"}]}, "rules[0].steps[0].token"),
    ],
)
def test_a_fault_is_named_by_its_place_in_the_file(odd: dict[str, Any], path: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(file(rule(**odd)))
    assert error_sentence(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: file(rule(steps=[1] * 1_000_000)), "rules[0].steps"),
        (lambda: file(rule(steps=[{**STEP, "headers": [1] * 1_000_000}])), "rules[0].steps[0].headers"),
        (lambda: file(*([{}] * 1001)), "rules"),
    ],
    ids=["steps", "headers", "rules"],
)
def test_a_list_that_is_too_long_is_counted_and_not_read(make: Callable[[], bytes], path: str) -> None:
    data = make()
    with pytest.raises(ConfigError) as caught:
        parse_config(data)  # the first item would be an error itself
    assert error_sentence(caught.value).startswith(f"{path}: ")


def test_what_an_import_does_counts_rules() -> None:
    catalogue = load_catalogue()
    now, report = merge_config(Settings(), parse_config(file(rule(), rule(id="r2"))), catalogue)
    assert report.rules == {"added": 2, "replaced": 0, "unchanged": 0}
    _, report = merge_config(now, parse_config(file(rule(), rule(id="r2", name="New"), rule(id="r3"))), catalogue)
    assert report.rules == {"added": 1, "replaced": 1, "unchanged": 1}
    assert merge_config(now, parse_config(file()), catalogue)[1].rules == {}
