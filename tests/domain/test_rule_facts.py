"""Conditions of reply rules on headers and members, and placeholders in answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ongoing_desktop.domain.rule_checks import rule_problems
from ongoing_desktop.domain.rule_facts import RequestFacts
from ongoing_desktop.domain.rules import Match, Rule
from ongoing_desktop.domain.settings import Settings

BODY = '{"orderId": 5, "orderStatus": {"number": 400.0}, "consignee": {"name": "Änna \\"A\\""}, "rows": [{"id": 7}], "none": null}'
FACTS = RequestFacts(
    "POST",
    "/hook/a?b=c",
    (("X-Trace", "4711"), ("X-Trace", "second"), ("X-Auth-Token", "s3cret")),
    BODY.encode(),
    datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ("X-Trace", True), ("x-trace: 4711", True), ("X-Trace: 47*", True), ("X-Trace:SECOND", True), ("X-Trace: 47", False),
        ("X-Other", False), ("X-Other:", False), ("X-Trace: *", True),
    ],
)  # fmt: skip
def test_a_header_fits(condition: str, fits: bool) -> None:
    assert FACTS.header_fits(condition) is fits


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ("orderId", True), ("orderId:5", True), ("orderId: >=5", True), ("orderId:<5", False), ("orderStatus.number:400", True),
        ("orderStatus.number:>400", False), ("consignee.name:änna*", True), ("rows[0].id:7", True), ("rows[1].id", False),
        ("none", True), ("none:null", True), ("nothing", False), ("nothing:", False), ("orderId:five", False),
    ],
)  # fmt: skip
def test_a_member_fits(condition: str, fits: bool) -> None:
    assert FACTS.body_fits(condition) is fits


@pytest.mark.parametrize("body", [None, b"", b"not JSON", b"[" * 10_000, b'{"orderId": 5}' + b" " * 2_000_000])
def test_a_body_that_cannot_be_read_has_no_members(body: bytes | None) -> None:
    facts = RequestFacts("POST", "/", (), body, datetime.now(UTC))
    assert not facts.body_fits("orderId")
    assert facts.filled("{{body.orderId}}!") == "!"


def test_placeholders_are_filled_in() -> None:
    assert FACTS.filled('{"id": {{body.orderId}}, "name": "{{ body.consignee.name }}", "at": "{{now}}"}') == (
        '{"id": 5, "name": "Änna \\"A\\"", "at": "2026-01-15T09:30:00.000Z"}'
    )
    assert FACTS.filled("{{method}} {{path}} {{header.x-trace}} {{body.rows}}") == 'POST /hook/a 4711 [{"id": 7}]'
    assert FACTS.filled("{{eventId}} {{other}} {{body.}} {{") == "{{eventId}} {{other}} {{body.}} {{"


def test_a_credential_is_never_sent_back_and_a_header_stays_one_line() -> None:
    assert FACTS.filled("{{header.X-Auth-Token}}") == ""
    facts = RequestFacts("POST", "/", (), b'{"a": "x\\r\\nSet-Cookie: y"}', datetime.now(UTC))
    assert facts.filled_header("v={{body.a}}") == "v=x Set-Cookie: y"


@pytest.mark.parametrize(
    ("match", "code"),
    [
        (Match(header="not a name: x"), "rule-header-condition"), (Match(header="Authorization: Basic x"), "rule-header-secret"),
        (Match(body=":5"), "rule-body-condition"), (Match(body="a b:5"), "rule-body-condition"),
        (Match(every=-1), "rule-every"), (Match(body="x" * 500), "rule-long"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(match: Match, code: str) -> None:
    rule = Rule("r", "Rule", match=match)
    assert [problem.code for problem in rule_problems(rule, Settings())] == [code]
    good = replace(match, header="Authorization", body="a.b[0]:>1", every=3)
    assert rule_problems(replace(rule, match=good), Settings()) == ()
