"""What a rule may contain, what it matches, and how its sequence continues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ongoing_desktop.domain.forward_checks import forward_problems
from ongoing_desktop.domain.forwarding import Forward, hops, target_of
from ongoing_desktop.domain.rule_checks import rule_problems
from ongoing_desktop.domain.rule_presets import PRESETS, rule_from
from ongoing_desktop.domain.rules import Match, Rule, Step, countable, moved
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.formats.config import export_config, parse_config
from ongoing_desktop.formats.config_merge import merge_config
from ongoing_desktop.storage.resources import load_catalogue

RULE = Rule("r", "Rule")


def codes(step: Step) -> list[str]:
    return [problem.code for problem in rule_problems(replace(RULE, steps=(step,)), Settings())]


@pytest.mark.parametrize("key", PRESETS)
def test_every_preset_is_right(key: str) -> None:
    assert rule_problems(rule_from(PRESETS[key], "r", Match()), Settings()) == ()


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (Step(headers=(("X-A", "1\r\nX-B: 2"),)), "rule-header-value"),
        (Step(headers=(("X-A\r\nX-B", "2"),)), "rule-header-name"),
        (Step(headers=(("X-A", " 1"),)), "rule-header-value"),
        (Step(headers=(("X-A", "\u0141"),)), "rule-header-value"),
        (Step(headers=(("content-LENGTH", "2"),)), "rule-header-framing"),
        (Step(headers=(("Transfer-Encoding", "chunked"),)), "rule-header-framing"),
        (Step(status=99), "rule-status"),
        (Step(status=600), "rule-status"),
        (Step(status=204, body="x"), "rule-no-body"),
        (Step(body="x" * 1024 * 1024 + "x"), "rule-body-long"),
        (Step(body="\ud800"), "rule-body-text"),
        (Step(delay_ms=600_001), "rule-delay"),
        (Step(delay_ms=20, delay_to_ms=10), "rule-delay-range"),
        (Step(before_reading=True), "rule-before-reading"),
        (Step("close", delay_ms=1, before_reading=True), "rule-before-reading"),
        (Step("other"), "rule-kind"),  # type: ignore[arg-type]
    ],
)
def test_what_a_step_may_not_hold(step: Step, code: str) -> None:
    assert codes(step) == [code]


@pytest.mark.parametrize("path", ["hook", "/a b", "/a?b", "/a*b"])
def test_a_path_is_one(path: str) -> None:
    assert [item.code for item in rule_problems(replace(RULE, match=Match(path=path)), Settings())] == ["rule-path"]


def test_a_sequence_repeats_its_last_step_or_ends() -> None:
    rule = replace(RULE, steps=(Step(status=500), Step(status=200)))
    assert [rule.step(number).status for number in range(4)] == [500, 200, 200, 200]
    assert replace(rule, then="normal").step(2).kind == "normal"
    assert countable(rule) == countable(replace(rule, name="other"))
    assert countable(rule) != countable(replace(rule, on=False))


def test_a_rule_moves_among_the_others() -> None:
    rules = tuple(Rule(key, key) for key in "abc")
    assert "".join(rule.id for rule in moved(rules, "c", 0)) == "cab"
    assert moved(rules, "x", 0) == rules


def test_rules_travel_in_the_config_file_and_arrive_switched_off() -> None:
    rules = tuple(rule_from(preset, key, Match(path="/a*")) for key, preset in PRESETS.items())
    data = export_config(Settings(rules=rules))
    after, _ = merge_config(Settings(), parse_config(data), load_catalogue())
    assert after.rules == tuple(replace(rule, on=False) for rule in rules)
    again, _ = merge_config(Settings(rules=rules), parse_config(data), load_catalogue())
    assert again.rules == rules
    other = Settings(rules=(replace(rules[0], steps=(Step(status=418),)), Rule("mine", "Mine")))
    merged, _ = merge_config(other, parse_config(data), load_catalogue())
    assert [rule.id for rule in merged.rules[:2]] == [rules[0].id, "mine"]
    assert merged.rules[0] == replace(rules[0], on=False)
    assert export_config(Settings(rules=rules)) == data


@pytest.mark.parametrize(
    ("base", "mode", "request_target", "url"),
    [
        ("http://127.0.0.1:8000", "append", "/a?b=1", "http://127.0.0.1:8000/a?b=1"),
        ("https://x.example/in/", "append", "/a", "https://x.example/in/a"),
        ("http://[::1]:80/x?y=1", "replace", "/a?b=1", "http://[::1]:80/x?y=1"),
        ("http://h.example", "append", "http://other.example/p?q", "http://h.example/p?q"),
        ("http://h.example", "append", "*", "http://h.example/"),
    ],
)
def test_where_a_request_goes(base: str, mode: str, request_target: str, url: str) -> None:
    assert target_of(Forward(True, base, mode), request_target).url == url  # type: ignore[arg-type]


def test_a_target_must_be_an_address_and_no_metadata_service() -> None:
    for target, code in (
        ("", "url-empty"),
        ("ftp://x.example", "url-scheme"),
        ("http://u:p@x.example", "url-credentials"),
        ("http://169.254.169.254/latest", "forward-link-local"),
        ("http://x.example/?a=1", "forward-target-path"),
    ):
        assert [item.code for item in forward_problems(Forward(True, target), Settings())] == [code]
    assert hops((("x-ongoing-desktop-forwarded", "²"),)) == 3
