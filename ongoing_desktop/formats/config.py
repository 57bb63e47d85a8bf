"""The config file: settings for version control and other computers, without secrets.

Each object of the file has one table of its members in the order of writing. Two exports of the same settings are
identical bytes: keys are in a fixed order, optional ones are written only if they differ from their default, and unknown
ones come last. Whatever bytes are parsed, the only error is a ConfigError with the path.
:mod:`ongoing_desktop.formats.config_merge` merges a parsed file into the settings.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any, Final, cast

from ongoing_desktop.auth import SCHEMES, Scheme, known_keys
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_checks import MOST_HEADERS, MOST_RULES, MOST_STEPS, rule_problems
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.domain.simulated import document_problems
from ongoing_desktop.domain.simulator import NO_SIMULATOR, Simulator
from ongoing_desktop.domain.validation import goods_owner_problems
from ongoing_desktop.formats.file_objects import (
    FileMember,
    FileObject,
    UnknownMember,
    bounded,
    one,
    several,
    texts,
    unknown_members,
    value,
)
from ongoing_desktop.formats.strict_json import MemberReader, loaded
from ongoing_desktop.wording.messages import problem_sentence

CONFIG_FORMAT: Final = "ongoing-desktop-config"
CONFIG_VERSION: Final = 1
LONGEST_ID: Final = 200


@dataclass(frozen=True, slots=True)
class Authentication:
    """A webhook's authentication, which is an object of its own in the file."""

    type: str = "none"
    username: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_username(self) -> bool:
        """Whether the scheme uses a user name."""
        scheme = SCHEMES.get(self.type)
        return scheme is not None and scheme.has_username


def _off(_reader: MemberReader, _name: str) -> bool:
    return False  # whatever the file says


def _numbers(reader: MemberReader, name: str) -> tuple[int, ...]:
    found = reader.take(name, list)
    for place, item in enumerate(found):
        if not isinstance(item, int) or isinstance(item, bool):
            raise ConfigError("config-type", path=f"{reader.path(name)}[{place}]", shape="a whole number")
    return tuple(found)


def _headers(reader: MemberReader, name: str) -> tuple[tuple[str, str], ...]:
    found = []
    for place, pair in enumerate(bounded(reader, name, MOST_HEADERS, "rule-headers")):
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(part, str) for part in pair):
            where = f"{reader.path(name)}[{place}]"
            raise ConfigError("config-type", path=where, shape="a list of name and value")
        found.append((pair[0], pair[1]))
    return tuple(found)


OWNER: Final = FileObject(
    GoodsOwner,
    value("id", int),
    value("name", str),
    value("code", str, "", always=True),
    value("training", bool, default=False),
)
SYSTEM: Final = FileObject(
    partial(System, id=""),
    value("name", str),
    value("code", str),
    several("goodsOwners", OWNER, (), field="goods_owners"),
    value("address", str, ""),
    value("statuses", dict, {}),
    texts("transporters"),
    value("templates", dict, {}),
    value("apiUser", str, "", field="api_user"),
)
AUTHENTICATION: Final = FileObject(
    Authentication,
    value("type", str),
    value("username", str, "", always=True, when=lambda item: item.has_username),
)
WEBHOOK: Final = FileObject(
    Webhook,
    value("id", str),
    value("name", str),
    value("system", str),
    value("kind", str),
    value("type", str),
    FileMember("goodsOwners", "goods_owners", _numbers, put=list),
    value("url", str),
    value("email", str, "", always=True),
    one("authentication", AUTHENTICATION, Authentication()),
    value("retryPolicy", str, "none", field="retry_policy", always=True),
    value("enabled", bool, default=False, always=True),
    value("settings", dict, {}, always=True),
    value("number", int, None),
    value("localTarget", str, "", field="local_target"),
    value("onRefusal", str, "answer", field="on_refusal"),
    value("keepRaw", bool, default=False, field="keep_raw"),
)
"""Its system is a name, and its authentication an :class:`Authentication`."""
MATCH: Final = FileObject(
    Match,
    *(value(name, str, "") for name in ("method", "path", "webhook", "verdict", "family", "type", "header", "body")),
    value("every", int, 0),
)
STEP: Final = FileObject(
    Step,
    value("do", str, field="kind"),
    value("status", int, 200, always=True, when=lambda step: step.kind in ("answer", "half")),
    FileMember("headers", "headers", _headers, (), put=lambda pairs: [list(pair) for pair in pairs]),
    value("body", str, ""),
    value("delayMs", int, 0, field="delay_ms"),
    value("delayToMs", int, 0, field="delay_to_ms"),
    value("beforeReading", bool, default=False, field="before_reading"),
)
RULE: Final = FileObject(
    Rule,
    value("id", str),
    value("name", str),
    FileMember("on", "on", _off, default=False, always=True),
    one("match", MATCH, Match()),
    several("steps", STEP, most=MOST_STEPS, many="rule-steps"),
    value("then", str, "repeat"),
)
SIMULATOR: Final = FileObject(
    Simulator,
    value("on", bool, default=False, always=True),
    value("username", str, ""),
    value("documents", dict, {}, always=True),
)
TOP_KEYS: Final = ("format", "version", "systems", "webhooks", "rules", "simulator")
KNOWN: Final = {
    "": TOP_KEYS,
    **SYSTEM.known("systems[]"),
    **WEBHOOK.known("webhooks[]"),
    **RULE.known("rules[]"),
    **SIMULATOR.known("simulator"),
}
"""The members of each object by its path, with ``[]`` for any index."""


@dataclass(frozen=True, slots=True)
class ParsedConfig:
    """A parsed config file. Its systems have no id yet, and its webhooks refer to systems by name."""

    systems: tuple[System, ...]
    webhooks: tuple[Webhook, ...]
    extra: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    """Always disabled, whatever the file says."""
    simulator: Simulator | None = None
    """Always switched off, whatever the file says; None if the file has none."""
    unknown: tuple[UnknownMember, ...] = ()


def export_config(
    settings: Settings, *, systems: Sequence[str] | None = None, webhooks: Sequence[str] | None = None
) -> bytes:
    """The file's bytes: everything, or the named systems with their webhooks plus the webhooks with these ids.

    A webhook's system is included, because an import needs it.
    """
    names = {system.id: system.name for system in settings.systems}
    whole = systems is None and webhooks is None
    hooks = [
        hook
        for hook in settings.webhooks
        if whole or names.get(hook.system) in (systems or ()) or hook.id in (webhooks or ())
    ]
    needed = {hook.system for hook in hooks}
    chosen = [system for system in settings.systems if whole or system.id in needed or system.name in (systems or ())]
    document = {
        "format": CONFIG_FORMAT,
        "version": CONFIG_VERSION,
        "systems": [_system_members(system) for system in sorted(chosen, key=lambda item: (item.name, item.id))],
        "webhooks": [webhook_members(hook, names) for hook in sorted(hooks, key=lambda item: (item.name, item.id))],
        # Their order is their rank, so it is kept.
        **({"rules": [RULE.write(rule) for rule in settings.rules]} if whole and settings.rules else {}),
        **({"simulator": SIMULATOR.write(settings.simulator)} if whole and _is_set(settings.simulator) else {}),
        **({name: item for name, item in settings.extra.items() if name not in TOP_KEYS} if whole else {}),
    }
    # Lone surrogates cannot be encoded in UTF-8; as JSON escapes they are kept.
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _system_members(system: System) -> dict[str, Any]:
    owners = tuple(sorted(system.goods_owners, key=lambda item: item.id))
    return SYSTEM.write(replace(system, goods_owners=owners, templates=dict(sorted(system.templates.items()))))


def webhook_members(hook: Webhook, names: Mapping[str, str]) -> dict[str, Any]:
    """A webhook as in the file. ``names``: the systems' names by id."""
    kept = hook.extra.get("authentication")
    proof = Authentication(hook.authentication, hook.username, kept if isinstance(kept, Mapping) else {})
    named: dict[str, Any] = {"system": names.get(hook.system, ""), "authentication": proof}
    return WEBHOOK.write(replace(hook, goods_owners=tuple(sorted(hook.goods_owners)), **named))


def _is_set(simulator: Simulator) -> bool:
    return replace(simulator, secret_ref=None) != NO_SIMULATOR


def parse_config(data: bytes) -> ParsedConfig:
    """Parse a config file. Raises ConfigError with the path of the error."""
    document = loaded(data)
    top = MemberReader(document, "")
    if top.take("format", str, default="") != CONFIG_FORMAT:
        raise ConfigError("config-format", path="format")
    if (version := top.take("version", int)) != CONFIG_VERSION:
        raise ConfigError("config-version", path="version", version=version, known=CONFIG_VERSION)
    systems = tuple(_system(item, f"systems[{place}]") for place, item in enumerate(top.take("systems", list, [])))
    hooks = tuple(_webhook(item, f"webhooks[{place}]") for place, item in enumerate(top.take("webhooks", list, [])))
    _unique([system.name.casefold() for system in systems], "systems", "name")
    _unique([hook.id for hook in hooks], "webhooks", "id")
    written = bounded(top, "rules", MOST_RULES, "rule-many", [])
    rules = tuple(_rule(item, f"rules[{place}]") for place, item in enumerate(written))
    _unique([rule.id for rule in rules], "rules", "id")
    simulator = _simulator(top.take("simulator", dict), "simulator") if top.has("simulator") else None
    return ParsedConfig(systems, hooks, top.rest(TOP_KEYS), rules, simulator, unknown_members(document, KNOWN))


def _system(item: Any, path: str) -> System:
    system = SYSTEM.read(item, path)
    for place, owner in enumerate(system.goods_owners):
        if problems := goods_owner_problems(owner, replace(system, goods_owners=())):
            where = f"{path}.goodsOwners[{place}].{OWNER.path(problems[0].field)}"
            raise ConfigError("config-problem", path=where, what=problem_sentence(problems[0]))
    _unique([owner.id for owner in system.goods_owners], f"{path}.goodsOwners", "id")
    return replace(system, goods_owners=tuple(sorted(system.goods_owners, key=lambda owner: owner.id)))


def _webhook(item: Any, path: str) -> Webhook:
    hook = WEBHOOK.read(item, path)
    _check_id(hook.id, path)
    _unique(hook.goods_owners, f"{path}.goodsOwners", "")
    proof = cast("Authentication", hook.authentication)
    _check_authentication(proof, f"{path}.authentication")
    extra = {**hook.extra, "authentication": proof.extra} if proof.extra else hook.extra
    return replace(
        hook,
        goods_owners=tuple(sorted(hook.goods_owners)),
        authentication=proof.type,
        username=proof.username,
        extra=extra,
    )


def _check_id(found: str, path: str) -> None:
    if not found.strip() or not found.isprintable() or len(found) > LONGEST_ID:
        raise ConfigError("config-id", path=f"{path}.id")


def _check_authentication(proof: Authentication, path: str) -> None:
    scheme = SCHEMES.get(proof.type)
    if scheme is None:
        raise ConfigError("config-authentication", path=f"{path}.type", value=proof.type[:40], known=known_keys())
    if proof.username and not scheme.has_username:
        raise ConfigError("config-no-username", path=f"{path}.username", scheme=scheme.word)
    if proof.username and (found := _username_problem(scheme, proof.username)):
        raise ConfigError("config-username", path=f"{path}.username", what=problem_sentence(found))


def _username_problem(scheme: Scheme, username: str) -> Problem | None:
    hidden = () if username.isprintable() else (Problem("username", "username-controls"),)
    return next(iter((*scheme.username_problems(username), *hidden)), None)


def _simulator(item: Any, path: str) -> Simulator:
    read = SIMULATOR.read(item, path)
    if read.username and (found := _username_problem(SCHEMES["basic"], read.username)):
        raise ConfigError("config-username", path=f"{path}.username", what=problem_sentence(found))
    documents: dict[str, str] = {}
    for name, text in read.documents.items():
        at = f"{path}.documents[{json.dumps(name[:80])}]"
        if not isinstance(text, str):
            raise ConfigError("config-type", path=at, shape="a text")
        if problems := document_problems(name, text, documents):
            raise ConfigError("config-problem", path=at, what=problem_sentence(problems[0]))
        documents[name] = text
    return replace(read, on=False, documents=documents)


def _rule(item: Any, path: str) -> Rule:
    rule = RULE.read(item, path)
    _check_id(rule.id, path)
    # Whether its webhook exists is checked after everything is merged.
    if problems := [item for item in rule_problems(rule, Settings()) if item.code != "rule-webhook"]:
        where = f"{path}.{RULE.path(problems[0].field)}"
        raise ConfigError("config-problem", path=where, what=problem_sentence(problems[0]))
    return rule


def _unique(values: Sequence[Hashable], path: str, key: str) -> None:
    seen = set()
    for place, item in enumerate(values):
        if item in seen:
            raise ConfigError("config-twice", path=f"{path}[{place}].{key}".removesuffix("."))
        seen.add(item)
