"""How a webhook's tests are sent from this computer: redirects, certificates, custom headers and variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.plain_settings import read_valid
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret_names import USUAL, SecretNames
from ongoing_desktop.domain.settings import WebhookState
from ongoing_desktop.domain.validation import url_problems

LEAST_S: Final = 0.1
MOST_S: Final = 600.0
"""Limits for the time-outs of a test, in seconds."""
SYSTEM_PROXY: Final = "system"
"""Instead of a proxy's address: the operating system's setting."""
MOST_HEADERS: Final = 50
MOST_IDS: Final = 5
"""Number of entered ids stored per member, newest first."""
FRAMING: Final = frozenset(
    {
        "connection", "content-length", "expect", "http2-settings", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    }
)  # fmt: skip
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?")


@dataclass(frozen=True, slots=True)
class SendOptions:
    """Stored on this computer only, never exported; contains no secret."""

    follow: bool = False
    """Whether redirects are followed: at most five, and never with credentials, custom headers or a body to another
    origin.
    """
    verify: bool = True
    """False accepts any certificate, with a permanent badge."""
    ca_file: str = ""
    """Path of a PEM file with additional authorities."""
    headers: Headers = ()
    """Sent in addition to the usual ones. Values may contain variables."""
    variables: Mapping[str, str] = EMPTY_MAPPING
    """The webhook's own variables by name."""
    ids: Mapping[str, tuple[Any, ...]] = EMPTY_MAPPING
    """Ids entered in payloads, by member, newest first. Receivers that look up ids need real ones."""


def proxy_problems(text: str) -> tuple[Problem, ...]:
    """Problems with a proxy: empty for none, :data:`SYSTEM_PROXY`, or an address without credentials."""
    proxy = text.strip()
    if not proxy or proxy == SYSTEM_PROXY:
        return ()
    address = proxy if "://" in proxy else f"http://{proxy}"
    if wrong := url_problems("proxy", address):
        return (Problem("proxy", "proxy-credentials" if wrong[0].code == "url-credentials" else wrong[0].code),)
    return (Problem("proxy", "proxy-path"),) if urlsplit(address).path.strip("/") else ()


def options_of(state: WebhookState) -> SendOptions:
    """The stored options of a webhook. Invalid values count as not set."""
    data = state.sending
    headers = data.get("headers")
    ids = data.get("ids")
    return read_valid(
        SendOptions,
        data,
        headers=tuple(
            (str(item[0]), str(item[1]))
            for item in (headers if isinstance(headers, list | tuple) else ())
            if isinstance(item, list | tuple) and len(item) == 2
        ),
        ids={
            str(name): tuple(item for item in values if isinstance(item, int | str))[:MOST_IDS]
            for name, values in (ids.items() if isinstance(ids, Mapping) else ())
            if isinstance(values, list | tuple)
        },
    )


def plain_options(options: SendOptions) -> Mapping[str, Any]:
    """The value for :attr:`WebhookState.sending`, without defaults."""
    usual = SendOptions()
    found: dict[str, Any] = {}
    for name in ("follow", "verify", "ca_file"):
        if getattr(options, name) != getattr(usual, name):
            found[name] = getattr(options, name)
    if options.headers:
        found["headers"] = [list(pair) for pair in options.headers]
    if options.variables:
        found["variables"] = dict(options.variables)
    if options.ids:
        found["ids"] = {name: list(values) for name, values in options.ids.items()}
    return found or EMPTY_MAPPING


def headers_text(headers: Headers) -> str:
    """Headers as lines for editing."""
    return "\n".join(f"{name}: {value}" for name, value in headers)


def read_headers(text: str, names: SecretNames = USUAL) -> tuple[Headers, tuple[Problem, ...]]:
    """Parse lines ``Name: value``, ignoring empty ones. Problems contain the line number, never the value."""
    found: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        name, colon, value = line.partition(":")
        pair = (name.strip(" \t"), value.strip(" \t"))
        code = header_code(*pair, names) if colon else "header-line"
        if code:
            problems.append(Problem("headers", code, {"line": number, "name": pair[0][:60]}))
        else:
            found.append(pair)
    if len(found) > MOST_HEADERS:
        problems.append(Problem("headers", "header-many", {"limit": MOST_HEADERS}))
    return tuple(found), tuple(problems)


def header_code(name: str, value: str, names: SecretNames = USUAL) -> str:
    """Why a header cannot be added, empty if it can."""
    if not _TOKEN.fullmatch(name):
        return "header-name"
    if names.header(name):
        return "header-secret"
    if name.lower() in FRAMING:
        return "header-framing"
    return "" if _VALUE.fullmatch(value) else "header-value"


def with_ids(options: Mapping[str, tuple[Any, ...]], entered: Mapping[str, Any]) -> Mapping[str, tuple[Any, ...]]:
    """The stored ids with the newly entered ones first."""
    kept = dict(options)
    for name, value in entered.items():
        kept[name] = (value, *(item for item in kept.get(name, ()) if item != value))[:MOST_IDS]
    return kept
