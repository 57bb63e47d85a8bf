"""What is learnt about payloads, and what counts as a new shape."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ongoing_desktop.domain.payload_shapes import (
    FEW,
    MANY,
    MOST_MEMBERS,
    MOST_MEMBERS_OF_ALL,
    MOST_NEWS,
    MOST_TYPES,
    MOST_VALUES,
    Change,
    Shapes,
    code_of,
    read_shapes,
)
from ongoing_desktop.storage.files import LARGEST

USUAL = {"orderId": 1, "orderStatus": {"number": 400, "text": "Picked"}, "lines": [{"id": 1}, {"id": 2}]}


def learnt(*payloads: Any) -> Shapes:
    shapes = Shapes()
    for number, payload in enumerate(payloads, 1):
        shapes.learn("order-picked", payload, number, "2026-01-15T09:30:00+00:00")
    return shapes


@pytest.mark.parametrize(
    ("payload", "change"),
    [
        ({**USUAL, "extra": {"a": 1}}, Change("member", "extra", "object")),
        ({**USUAL, "orderId": "1"}, Change("type", "orderId", "string")),
        ({**USUAL, "orderId": None}, Change("type", "orderId", "null")),
        ({**USUAL, "lines": [{"id": 1}, {"id": 2, "note": ""}]}, Change("member", "lines[].note", "string")),
        ({**USUAL, "orderStatus": {"number": 450, "text": ""}}, Change("value", "orderStatus.number", "450")),
        ({name: USUAL[name] for name in ("orderId", "lines")}, Change("absent", "orderStatus")),
    ],
)
def test_a_new_shape_is_noticed_once_with_its_difference(payload: Any, change: Change) -> None:
    shapes = learnt(*[USUAL] * MANY, payload, payload)
    assert [(item.exchange, item.changes) for item in shapes.news] == [(MANY + 1, (change,))]


def test_the_first_payloads_and_usual_ones_are_no_news() -> None:
    assert learnt({}, {"a": 1}, {"b": None}, {"a": "x"}, {"c": []}).news == []
    assert learnt(*[USUAL] * MANY, {**USUAL, "orderId": 77, "lines": []}).news == []
    assert len(learnt(*[USUAL] * FEW, {**USUAL, "new": 1}).news) == 1


def test_how_often_a_member_is_present() -> None:
    shape = learnt(USUAL, {"orderId": 2}, {"lines": [{"id": 1}, {}]}, {"lines": None}).types["order-picked"]
    assert shape.payloads == 4
    assert (shape.share("orderId"), shape.share("lines[].id"), shape.share("orderStatus.text")) == (0.5, 0.75, 1.0)
    assert shape.members["lines"].types == {"array": 2, "null": 1}


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("orderStatus.number", 400, "400"),
        ("isReady", True, "true"),
        ("type", "picked", "picked"),
        ("orderNumber", 400, None),
        ("orderStatus.text", "Anna", None),
        ("consignee.name", "Anna", None),
        ("type", "Anna Svensson", None),
        ("type", "anna@example.com", None),
        ("password", "hunter2", None),
        ("phoneNumber", 701234567, None),
    ],
)
def test_only_values_of_codes_are_kept(path: str, value: object, code: str | None) -> None:
    assert code_of(path, value) == code


def test_no_personal_value_and_no_unusual_name_is_kept() -> None:
    payload = {"consignee": {"name": "Anna", "type": "x" * 50}, "anna@example.com": "070-1", "token": "s3cret"}
    text = json.dumps(learnt(payload, payload).plain())
    for private in ("Anna", "anna@example.com", "070-1", "s3cret", "xxx"):
        assert private not in text
    assert '"*"' in text


def test_everything_is_bounded() -> None:
    wide = {f"m{number}": number for number in range(MOST_MEMBERS * 2)}
    deep: Any = {}
    for _ in range(200):
        deep = {"a": deep}
    shapes = learnt(wide, deep, *({"type": f"t{number}"} for number in range(MOST_VALUES + 5)))
    members = shapes.types["order-picked"].members
    assert len(members) <= MOST_MEMBERS
    shapes = learnt(*({"type": f"t{number}"} for number in range(MOST_VALUES + 5)))
    assert shapes.types["order-picked"].members["type"].values == {}
    shapes = learnt(*[USUAL] * FEW, *({**USUAL, f"n{number}": 1} for number in range(MOST_NEWS + 5)))
    assert len(shapes.news) == MOST_NEWS


def test_all_types_together_fit_a_file_that_is_read_again() -> None:
    shapes = Shapes()
    at = "2026-01-15T09:30:00.000000+00:00"
    for turn in range(MOST_NEWS):
        members = {f"{turn}-{number}".join("mm") * 8: {"type": f"{'x' * 20}{turn}"} for number in range(40)}
        payload = {name.lstrip("0"): value for name, value in members.items()} | {"status": f"{'s' * 20}{turn}"}
        for kind in range(MOST_TYPES + 5):
            shapes.learn(f"type-{kind}", payload, 10**12 + turn, at)
    assert sum(len(shape.members) for shape in shapes.types.values()) <= MOST_MEMBERS_OF_ALL
    assert len(shapes.types) == MOST_TYPES
    files: dict[str, int] = {}
    plain = shapes.plain()
    for name, part in (("new", plain.pop("news")), ("learnt", plain)):
        files[name] = len(json.dumps(part, separators=(",", ":")))
    assert all(size < LARGEST for size in files.values()), files


def test_what_was_learnt_survives_its_file() -> None:
    shapes = learnt(*[USUAL] * FEW, {**USUAL, "new": [1, None]})
    again = read_shapes(json.loads(json.dumps(shapes.plain())))
    assert again.plain() == shapes.plain()
    assert again.news == shapes.news
