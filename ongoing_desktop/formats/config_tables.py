"""The members of the config file's objects in the order of writing, one line each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.rule_checks import MOST_HEADERS, MOST_STEPS
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.formats.file_objects import FileMember, FileObject, bounded, one, several, texts, value
from ongoing_desktop.formats.strict_json import MemberReader


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
