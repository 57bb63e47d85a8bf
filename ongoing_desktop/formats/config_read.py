"""Parses a config file. Whatever the bytes are, the only error is a ConfigError with the path."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, cast

from ongoing_desktop.auth import SCHEMES, Scheme, known_keys
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_checks import MOST_HEADERS, MOST_RULES, MOST_STEPS, rule_problems
from ongoing_desktop.domain.rules import Ending, Match, Rule, Step, StepKind
from ongoing_desktop.domain.settings import GoodsOwner, Kind, Settings, System, Webhook
from ongoing_desktop.domain.simulated import document_problems
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.domain.validation import goods_owner_problems
from ongoing_desktop.formats.config_unknown import (
    AUTHENTICATION_KEYS,
    MATCH_KEYS,
    OWNER_KEYS,
    RULE_KEYS,
    SIMULATOR_KEYS,
    STEP_KEYS,
    SYSTEM_KEYS,
    TOP_KEYS,
    WEBHOOK_KEYS,
    Unknown,
    unknown_members,
)
from ongoing_desktop.formats.strict_json import Reader, loaded
from ongoing_desktop.wording.messages import problem_sentence

FORMAT: Final = "ongoing-desktop-config"
VERSION: Final = 1
LONGEST_ID: Final = 200
_MEMBERS: Final = {
    "goods_owners": "goodsOwners", "retry_policy": "retryPolicy", "local_target": "localTarget", "on_refusal": "onRefusal",
    "delay_ms": "delayMs", "delay_to_ms": "delayToMs", "before_reading": "beforeReading",
}  # fmt: skip
"""Members of the file by the field of a problem."""
_STEP_KIND: Final = re.compile(r"(?<=\])\.kind$")


@dataclass(frozen=True, slots=True)
class ParsedConfig:
    """A parsed config file. Its systems have no id yet, and its webhooks refer to systems by name."""

    systems: tuple[System, ...]
    webhooks: tuple[Webhook, ...]
    extra: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    """Switched off, whatever the file says."""
    simulator: Simulator | None = None
    """Switched off, whatever the file says; None where the file has none."""
    unknown: tuple[Unknown, ...] = ()


def parse_config(data: bytes) -> ParsedConfig:
    """Parse a config file. Raises ConfigError with the path of the error."""
    document = loaded(data)
    top = Reader(document, "")
    if top.take("format", str) != FORMAT:
        raise ConfigError("config-format", path="format")
    if (version := top.take("version", int)) != VERSION:
        raise ConfigError("config-version", path="version", version=version, known=VERSION)
    systems = tuple(_system(item, f"systems[{place}]") for place, item in enumerate(top.take("systems", list, [])))
    hooks = tuple(_webhook(item, f"webhooks[{place}]") for place, item in enumerate(top.take("webhooks", list, [])))
    _unique([system.name.casefold() for system in systems], "systems", "name")
    _unique([hook.id for hook in hooks], "webhooks", "id")
    written = _bounded(top, "rules", top.take("rules", list, []), MOST_RULES, "rule-many")
    rules = tuple(_rule(item, f"rules[{place}]") for place, item in enumerate(written))
    _unique([rule.id for rule in rules], "rules", "id")
    simulator = _simulator(top.take("simulator", dict), "simulator") if top.has("simulator") else None
    return ParsedConfig(systems, hooks, top.rest(TOP_KEYS), rules, simulator, unknown_members(document))


def member_path(field: str) -> str:
    """The path in the file for a problem's field: ``steps.0.delay_ms`` is ``steps[0].delayMs``."""
    names = (_MEMBERS.get(name, name) for name in field.split("."))
    return _STEP_KIND.sub(".do", re.sub(r"\.([0-9]+)(?=\.|$)", r"[\1]", ".".join(names)))


def _bounded(reader: Reader, name: str, found: list[Any], most: int, code: str) -> list[Any]:
    """A list whose length is checked before its elements are read."""
    if len(found) > most:
        what = problem_sentence(Problem(name, code, {"limit": most}))
        raise ConfigError("config-problem", path=reader.path(name), what=what)
    return found


def _system(item: Any, path: str) -> System:
    reader = Reader(item, path)
    empty = System(id="", name=reader.take("name", str), code=reader.take("code", str))
    owners: list[GoodsOwner] = []
    for place, raw in enumerate(reader.take("goodsOwners", list, [])):
        at = f"{path}.goodsOwners[{place}]"
        inner = Reader(raw, at)
        owner = GoodsOwner(
            inner.take("id", int),
            inner.take("name", str),
            inner.take("code", str, ""),
            inner.rest(OWNER_KEYS),
            training=inner.take("training", bool, default=False),
        )
        if problems := goods_owner_problems(owner, empty):
            what = problem_sentence(problems[0])
            raise ConfigError("config-problem", path=f"{at}.{problems[0].field}", what=what)
        owners.append(owner)
    _unique([owner.id for owner in owners], f"{path}.goodsOwners", "id")
    return System(
        id="",
        name=empty.name,
        code=empty.code,
        goods_owners=tuple(sorted(owners, key=lambda owner: owner.id)),
        address=reader.take("address", str, ""),
        statuses=reader.take("statuses", dict, {}),
        transporters=reader.texts("transporters"),
        templates=reader.take("templates", dict, {}),
        extra=reader.rest(SYSTEM_KEYS),
        api_user=reader.take("apiUser", str, ""),
    )


def _webhook(item: Any, path: str) -> Webhook:
    reader = Reader(item, path)
    webhook_id = reader.take("id", str)
    if not webhook_id.strip() or not webhook_id.isprintable() or len(webhook_id) > LONGEST_ID:
        raise ConfigError("config-id", path=f"{path}.id")
    kind: Kind = reader.take("kind", str)
    scheme, username, unknown = _authentication(reader, path)
    extra = reader.rest(WEBHOOK_KEYS)
    if unknown:
        extra["authentication"] = unknown
    return Webhook(
        id=webhook_id,
        name=reader.take("name", str),
        system=reader.take("system", str),
        kind=kind,
        type=reader.take("type", str),
        goods_owners=_owners(reader, path),
        url=reader.take("url", str),
        email=reader.take("email", str, ""),
        authentication=scheme,
        username=username,
        retry_policy=reader.take("retryPolicy", str, "none"),
        enabled=reader.take("enabled", bool, default=False),
        settings=reader.take("settings", dict, {}),
        number=reader.take("number", int) if reader.has("number") else None,
        local_target=reader.take("localTarget", str, ""),
        on_refusal=reader.take("onRefusal", str, "answer"),
        keep_raw=reader.take("keepRaw", bool, default=False),
        extra=extra,
    )


def _authentication(reader: Reader, path: str) -> tuple[str, str, dict[str, Any]]:
    inner = Reader(reader.take("authentication", dict, {"type": "none"}), f"{path}.authentication")
    key = inner.take("type", str)
    scheme = SCHEMES.get(key)
    if scheme is None:
        at = f"{path}.authentication.type"
        raise ConfigError("config-authentication", path=at, value=key[:40], known=known_keys())
    username = inner.take("username", str, "")
    if username and not scheme.has_username:
        raise ConfigError("config-no-username", path=f"{path}.authentication.username", scheme=scheme.word)
    if username and (found := _username_problem(scheme, username)):
        raise ConfigError("config-username", path=f"{path}.authentication.username", what=problem_sentence(found))
    return key, username, inner.rest(AUTHENTICATION_KEYS)


def _username_problem(scheme: Scheme, username: str) -> Problem | None:
    hidden = () if username.isprintable() else (Problem("username", "username-controls"),)
    return next(iter((*scheme.username_problems(username), *hidden)), None)


def _simulator(item: Any, path: str) -> Simulator:
    reader = Reader(item, path)
    reader.take("on", bool, default=False)
    username = reader.take("username", str, "")
    if username and (found := _username_problem(SCHEMES["basic"], username)):
        raise ConfigError("config-username", path=f"{path}.username", what=problem_sentence(found))
    documents: dict[str, str] = {}
    for name, text in reader.take("documents", dict, {}).items():
        at = f"{path}.documents[{json.dumps(name[:80])}]"
        if not isinstance(text, str):
            raise ConfigError("config-type", path=at, wanted="a text")
        if problems := document_problems(name, text, documents):
            raise ConfigError("config-problem", path=at, what=problem_sentence(problems[0]))
        documents[name] = text
    return Simulator(username=username, documents=documents, extra=reader.rest(SIMULATOR_KEYS))


def _rule(item: Any, path: str) -> Rule:
    reader = Reader(item, path)
    inner = Reader(reader.take("match", dict, {}), f"{path}.match")
    match = Match(**{name: inner.take(name, str, "") for name in MATCH_KEYS}, extra=inner.rest(MATCH_KEYS))
    written = _bounded(reader, "steps", reader.take("steps", list), MOST_STEPS, "rule-steps")
    rule = Rule(
        id=reader.take("id", str),
        name=reader.take("name", str),
        on=False,
        match=match,
        steps=tuple(_step(raw, f"{path}.steps[{place}]") for place, raw in enumerate(written)),
        then=cast("Ending", reader.take("then", str, "repeat")),
        extra=reader.rest(RULE_KEYS),
    )
    if not rule.id.strip() or not rule.id.isprintable() or len(rule.id) > LONGEST_ID:
        raise ConfigError("config-id", path=f"{path}.id")
    # Whether its webhook exists is checked after everything is merged.
    if problems := [item for item in rule_problems(rule, Settings()) if item.code != "rule-webhook"]:
        raise ConfigError(
            "config-problem", path=f"{path}.{member_path(problems[0].field)}", what=problem_sentence(problems[0])
        )
    return rule


def _step(item: Any, path: str) -> Step:
    reader = Reader(item, path)
    headers = []
    written = _bounded(reader, "headers", reader.take("headers", list, []), MOST_HEADERS, "rule-headers")
    for place, pair in enumerate(written):
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(part, str) for part in pair):
            raise ConfigError("config-type", path=f"{path}.headers[{place}]", wanted="a list of name and value")
        headers.append((pair[0], pair[1]))
    return Step(
        kind=cast("StepKind", reader.take("do", str)),
        status=reader.take("status", int, 200),
        headers=tuple(headers),
        body=reader.take("body", str, ""),
        delay_ms=reader.take("delayMs", int, 0),
        delay_to_ms=reader.take("delayToMs", int, 0),
        before_reading=reader.take("beforeReading", bool, default=False),
        extra=reader.rest(STEP_KEYS),
    )


def _owners(reader: Reader, path: str) -> tuple[int, ...]:
    found = reader.take("goodsOwners", list)
    for place, owner in enumerate(found):
        if not isinstance(owner, int) or isinstance(owner, bool):
            raise ConfigError("config-type", path=f"{path}.goodsOwners[{place}]", wanted="a whole number")
    _unique(found, f"{path}.goodsOwners", "")
    return tuple(sorted(found))


def _unique(values: Sequence[Hashable], path: str, key: str) -> None:
    seen = set()
    for place, value in enumerate(values):
        if value in seen:
            raise ConfigError("config-twice", path=f"{path}[{place}].{key}".removesuffix("."))
        seen.add(value)
