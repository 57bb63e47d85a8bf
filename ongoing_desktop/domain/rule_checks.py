"""Checks reply rules: nothing may split a response, break its framing, or last for ever."""

from __future__ import annotations

import re
from typing import Final

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_facts import LONGEST_CONDITION, body_condition_wrong, header_condition_wrong
from ongoing_desktop.domain.rules import ENDINGS, RULE_VERDICTS, STEP_KINDS, Rule, Step
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.validation import name_problems

MOST_STEPS: Final = 50
MOST_HEADERS: Final = 50
LARGEST_BODY: Final = 1024 * 1024
"""Bytes of UTF-8."""
LONGEST_DELAY_MS: Final = 600_000
LONGEST_VALUE: Final = 8_000
LONGEST_METHOD: Final = 40
LONGEST_PATH: Final = 8_000
LONGEST_KEY: Final = 200
"""Characters of a family or type."""
MOST_EVERY: Final = 10_000
MOST_RULES: Final = 1_000
"""Maximum per file. Each request is compared with all rules."""
FRAMING: Final = frozenset(
    {
        "connection", "content-length", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    }
)  # fmt: skip
"""Set by the listener itself. A response with conflicting values could be read as two."""
BODILESS: Final = (204, 205, 304)
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE: Final = re.compile(r"[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?")
_PATH: Final = re.compile(r"/[\x21\x22\x24-\x29\x2b-\x3e\x40-\x7e]*\*?|\*?")


def rule_problems(rule: Rule, settings: Settings) -> tuple[Problem, ...]:
    """Problems that prevent saving. Fields of steps are ``steps.<index>.<field>``."""
    found = name_problems("name", rule.name)
    match = rule.match
    if match.method and (len(match.method) > LONGEST_METHOD or not _TOKEN.fullmatch(match.method)):
        found.append(Problem("match.method", "rule-method", {"limit": LONGEST_METHOD}))
    if problem := path_problem(match.path):
        found.append(problem)
    found += [
        Problem(f"match.{name}", "rule-long", {"limit": LONGEST_KEY})
        for name, value in (("family", match.family), ("type", match.type))
        if len(value) > LONGEST_KEY
    ]
    for name, value, wrong in (
        ("header", match.header, header_condition_wrong),
        ("body", match.body, body_condition_wrong),
    ):
        if len(value) > LONGEST_CONDITION:
            found.append(Problem(f"match.{name}", "rule-long", {"limit": LONGEST_CONDITION}))
        elif value and wrong(value):
            found.append(Problem(f"match.{name}", f"rule-{name}-condition"))
    name, colon, _ = match.header.partition(":")
    if colon and settings.preferences.secret_names.header(name.strip()):
        found.append(Problem("match.header", "rule-header-secret"))
    if not 0 <= match.every <= MOST_EVERY:
        found.append(Problem("match.every", "rule-every", {"limit": MOST_EVERY}))
    if match.webhook and settings.webhook(match.webhook) is None:
        found.append(Problem("match.webhook", "rule-webhook"))
    if match.verdict and match.verdict not in RULE_VERDICTS:
        found.append(Problem("match.verdict", "rule-verdict", {"value": match.verdict[:40]}))
    if rule.then not in ENDINGS:
        found.append(Problem("then", "rule-then", {"value": str(rule.then)[:40]}))
    if not rule.steps or len(rule.steps) > MOST_STEPS:
        found.append(Problem("steps", "rule-steps", {"limit": MOST_STEPS}))
    for place, step in enumerate(rule.steps[:MOST_STEPS]):
        found += step_problems(step, f"steps.{place}")
    return tuple(found)


def step_problems(step: Step, field: str) -> list[Problem]:
    """Problems with one step. ``field`` is the prefix of the problems' fields."""
    found: list[Problem] = []
    if step.kind not in STEP_KINDS:
        return [Problem(f"{field}.kind", "rule-kind", {"value": str(step.kind)[:40]})]
    if not 0 <= step.delay_ms <= LONGEST_DELAY_MS or not 0 <= step.delay_to_ms <= LONGEST_DELAY_MS:
        found.append(Problem(f"{field}.delay_ms", "rule-delay", {"limit": LONGEST_DELAY_MS}))
    elif 0 < step.delay_to_ms < step.delay_ms:
        found.append(Problem(f"{field}.delay_to_ms", "rule-delay-range"))
    if step.before_reading and (step.kind not in ("close", "reset") or step.delay_ms or step.delay_to_ms):
        found.append(Problem(f"{field}.before_reading", "rule-before-reading"))
    if step.kind in ("answer", "half"):
        found += _answer_problems(step, field)
    return found


def _answer_problems(step: Step, field: str) -> list[Problem]:
    found: list[Problem] = []
    bare = step.status < 200 or step.status in BODILESS
    if not 100 <= step.status <= 599 or step.status == 101:
        found.append(Problem(f"{field}.status", "rule-status"))
    elif bare and (step.body or step.kind == "half"):
        found.append(Problem(f"{field}.body", "rule-no-body", {"status": step.status}))
    try:
        size = len(step.body.encode("utf-8"))
    except UnicodeEncodeError:
        found.append(Problem(f"{field}.body", "rule-body-text"))
    else:
        if size > LARGEST_BODY:
            found.append(Problem(f"{field}.body", "rule-body-long", {"limit": LARGEST_BODY}))
    if len(step.headers) > MOST_HEADERS:
        found.append(Problem(f"{field}.headers", "rule-headers", {"limit": MOST_HEADERS}))
    for place, (name, value) in enumerate(step.headers[:MOST_HEADERS]):
        where = f"{field}.headers.{place}"
        if not _TOKEN.fullmatch(name):
            found.append(Problem(where, "rule-header-name"))
        elif name.lower() in FRAMING:
            found.append(Problem(where, "rule-header-framing", {"name": name}))
        elif len(value) > LONGEST_VALUE or (value and not _VALUE.fullmatch(value)):
            found.append(Problem(where, "rule-header-value", {"name": name}))
    return found


def path_problem(path: str) -> Problem | None:
    """What is wrong with a condition on the path."""
    if len(path) > LONGEST_PATH:
        return Problem("match.path", "rule-long", {"limit": LONGEST_PATH})
    return None if _PATH.fullmatch(path) else Problem("match.path", "rule-path")
