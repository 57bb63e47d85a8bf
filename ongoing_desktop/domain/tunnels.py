"""Programs that give this computer a public address: one row each, what the user chose, and how a running one is doing.

Another program is one more row of :data:`PROGRAMS`. Nothing here starts one.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.plain_settings import plain, read_valid
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.public_address import written
from ongoing_desktop.domain.secret_names import USUAL
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.urls import hostname_of
from ongoing_desktop.domain.validation import url_problems

OWN: Final = "own"
LONGEST_COMMAND: Final = 2000
PAST: Final = 20
"""Number of earlier addresses that are remembered, to find the webhooks that still use one."""
PLACEHOLDER_HOST: Final = "server.example"
"""In a row's command: the user has to enter an own server instead."""
_PLACES: Final = re.compile(r"\{(port|host|url)\}")
_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])")
_VALUE_OPTIONS: Final = frozenset("BbcDEeFIiJLlmOoPpQRSWw")
"""Options of ssh with a value."""
_SSH: Final = "ssh -o StrictHostKeyChecking=accept-new -o ExitOnForwardFailure=yes -o ServerAliveInterval=30"


@dataclass(frozen=True, slots=True)
class TunnelProgram:
    """One program, or one service of a program."""

    key: str
    title: str
    command: str
    """Its command line, not for a shell. ``{port}``, ``{host}`` and ``{url}`` are those of the listener."""
    pattern: str
    """Finds the address in a line of its output: group 1. A group of digits only is a port of the server of ssh."""
    homepage: str = ""
    """Where to get it."""
    keeps_first: bool = False
    """Whether later matches are no new address."""


PROGRAMS: Final = (
    TunnelProgram(
        "cloudflared",
        "Cloudflare (cloudflared)",
        "cloudflared tunnel --url {url}",
        # Its messages also name api.trycloudflare.com, which is no tunnel.
        r"(https://(?!api\.)[a-z0-9-]+\.trycloudflare\.com)\b",
        "https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/",
    ),
    TunnelProgram(
        "ngrok",
        "ngrok",
        "ngrok http {url} --log=stdout --log-format=logfmt",
        # As logfmt, as JSON, and as ngrok 2 writes it.
        r"started tunnel.*?\burl\"?\s*[=:]\s*\"?(https://[^\s\",]+)",
        "https://ngrok.com/download",
    ),
    TunnelProgram(
        "localhost.run",
        "localhost.run (ssh)",
        f"{_SSH} -R 80:{{host}}:{{port}} nokey@localhost.run",
        r"tunneled with tls termination, (https://\S+)",
        "https://localhost.run/docs/",
    ),
    TunnelProgram(
        "serveo",
        "Serveo (ssh)",
        f"{_SSH} -R 80:{{host}}:{{port}} serveo.net",
        r"Forwarding HTTP traffic from (https://\S+)",
        "https://serveo.net",
    ),
    TunnelProgram(
        "pinggy",
        "Pinggy (ssh)",
        f"{_SSH} -p 443 -R 0:{{host}}:{{port}} free@a.pinggy.io",
        r"^\s*(https://(?!dashboard\.)[\w.-]+\.pinggy\.[\w.-]+|https://[\w.-]+\.pinggy-free\.link)\s*$",
        "https://pinggy.io",
    ),
    TunnelProgram(
        "ssh",
        "Own server (ssh)",
        f"{_SSH} -N -R 0:{{host}}:{{port}} user@{PLACEHOLDER_HOST}",
        r"^Allocated port (\d+) for remote forward",
        "https://www.openssh.com",
    ),
    TunnelProgram(OWN, "Another program", "", r"(https://[^\s\"'<>|,]+)", keeps_first=True),
)
"""In the order in which they are offered."""


def program_of(key: str) -> TunnelProgram | None:
    """The row of this key."""
    return next((item for item in PROGRAMS if item.key == key), None)


@dataclass(frozen=True, slots=True)
class TunnelChoice:
    """What the user chose, as stored in :attr:`Preferences.tunnel`."""

    program: str = PROGRAMS[0].key
    commands: Mapping[str, str] = EMPTY_MAPPING
    """By key of the program, the command as the user changed it."""
    addresses: Mapping[str, str] = EMPTY_MAPPING
    """By key of the program, its address if the program prints none."""
    with_listener: bool = False
    """Whether the tunnel starts and stops together with the listener."""
    past: tuple[str, ...] = ()
    """Earlier addresses, newest first."""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> TunnelChoice:
        """From the stored values. Invalid ones count as absent."""
        found = read_valid(cls, stored)
        program = found.program if program_of(found.program) else PROGRAMS[0].key
        return replace(found, program=program, past=found.past[:PAST])

    @property
    def plain(self) -> Mapping[str, Any]:
        """The values to store; empty for the default."""
        return {} if self == TunnelChoice() else plain(self)

    def command(self, key: str) -> str:
        """The command line of a program, with placeholders."""
        row = program_of(key)
        return self.commands.get(key) or (row.command if row else "")

    def chosen(self, key: str, command: str, address: str) -> TunnelChoice:
        """The choice with this program, its command and its fixed address."""
        row = program_of(key)
        commands = {name: text for name, text in self.commands.items() if name != key}
        addresses = {name: text for name, text in self.addresses.items() if name != key}
        if command.strip() and row is not None and command.strip() != row.command:
            commands[key] = command.strip()
        if written(address):
            addresses[key] = written(address)
        return replace(self, program=key, commands=commands, addresses=addresses)

    def moved(self, old: str, new: str) -> TunnelChoice:
        """The choice after the address changed: the old one is remembered."""
        past = dict.fromkeys(item for item in (old, *self.past) if item and item != new)
        return replace(self, past=tuple(past)[:PAST])


def words_of(command: str, *, url: str = "") -> tuple[str, ...]:
    """The argument list of a command line. ``url``: the listener's, for the placeholders. Raises ValueError.

    Quotes work as in a shell; nothing else of a shell does. A placeholder is filled in after splitting.
    """
    parts = urlsplit(url)
    values = {"url": url, "host": parts.hostname or "127.0.0.1", "port": str(parts.port or "")}
    if ":" in values["host"]:
        values["host"] = f"[{values['host']}]"
    words = shlex.split(command)
    return tuple(_PLACES.sub(lambda found: values[found.group(1)], word) for word in words) if url else tuple(words)


def command_problems(command: str, address: str = "") -> list[Problem]:
    """Why a command cannot be started, and what is wrong with a fixed address."""
    found = list(url_problems("address", written(address))) if written(address) else []
    try:
        words = words_of(command)
    except ValueError:
        return [Problem("command", "tunnel-command-quotes"), *found]
    if not words:
        return [Problem("command", "tunnel-command-empty"), *found]
    if len(command) > LONGEST_COMMAND or not command.isprintable():
        found.insert(0, Problem("command", "tunnel-command-odd"))
    elif any(PLACEHOLDER_HOST in word for word in words):
        found.insert(0, Problem("command", "tunnel-command-server", {"placeholder": PLACEHOLDER_HOST}))
    elif option := _secret_option(words):
        found.insert(0, Problem("command", "tunnel-command-secret", {"option": option}))
    return found


def _secret_option(words: Sequence[str]) -> str:
    """The first option whose name is that of a credential, such as ``--authtoken``."""
    for word in words[1:]:
        name = word.partition("=")[0]
        if name.startswith("-") and name != "--key" and USUAL.parameter(name.lstrip("-")):
            return name
    return ""


class AddressReader:
    """Reads the public address out of the output of one run of a program."""

    def __init__(self, program: TunnelProgram, words: Sequence[str], fixed: str = "") -> None:
        """``words``: the argument list. ``fixed``: the address, if the user entered it."""
        self._program = program
        self._words = words
        self.address = fixed
        """The newest address; empty until one is known."""
        self._done = bool(fixed)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._program.pattern, re.IGNORECASE)

    def feed(self, line: str) -> bool:
        """Read a line without terminal escapes. Whether the address is a new one."""
        if self._done or (found := self._pattern.search(line)) is None:
            return False
        address = written(found.group(1).rstrip(".)"))
        if address.isdigit():
            address = f"http://{_destination(self._words)}:{address}"
        if address == self.address or url_problems("address", address) or not urlsplit(address).hostname:
            return False
        if self._program.keeps_first and is_loopback(hostname_of(address)):
            return False
        self.address = address
        self._done = self._program.keeps_first
        return True


def _destination(words: Sequence[str]) -> str:
    """The host to which a command line of ssh connects."""
    rest = iter(words[1:])
    for word in rest:
        if not word.startswith("-"):
            host = word.removeprefix("ssh://").rpartition("@")[2]
            if host.startswith("["):
                return host.partition("]")[0] + "]"
            return f"[{host}]" if host.count(":") > 1 else host.partition(":")[0]
        # The value of the last option of a group follows it, at once or as the next word.
        place = next((number for number, letter in enumerate(word) if letter in _VALUE_OPTIONS), None)
        if place == len(word) - 1:
            next(rest, None)
    return ""


def plain_line(line: str) -> str:
    """A line of a program's output without terminal escapes; what a carriage return replaced is left out."""
    return _ESCAPES.sub("", line).rstrip("\r\n").rpartition("\r")[2]


TunnelStatus = Literal["stopped", "starting", "checking", "live", "dead", "restarting", "failed"]


@dataclass(frozen=True, slots=True)
class TunnelState:
    """How the tunnel is doing.

    ``starting``: the program runs, its address is not known yet. ``checking``: nothing has come through it yet.
    ``live``: the last check came through it. ``dead``: checks no longer come through. ``restarting``: the program ended
    and is started again after a moment. ``failed``: the program ended and is not started again.
    """

    status: TunnelStatus = "stopped"
    program: str = ""
    """Key of the program; empty while none was started."""
    address: str = ""
    """The public address, also while it is dead."""
    since: datetime | None = None
    """When this status began."""
    checked: datetime | None = None
    """When the last check ended."""
    code: str = ""
    """Why it is not live: a code of :mod:`ongoing_desktop.wording.messages`."""
    params: Mapping[str, object] = EMPTY_MAPPING
    read: int = 0
    """Number of lines that the program has written so far."""

    @property
    def wanted(self) -> bool:
        """Whether the user wants it to run: it was started and not stopped."""
        return self.status != "stopped"

    @property
    def running(self) -> bool:
        """Whether the program runs or is about to."""
        return self.status not in ("stopped", "failed")

    @property
    def broken(self) -> bool:
        """Whether it was started, but no request can come through it."""
        return self.status in ("dead", "restarting", "failed")


def left_behind(settings: Settings, choice: TunnelChoice) -> tuple[Webhook, ...]:
    """The webhooks whose address is one that the tunnel had before."""
    now = written(settings.preferences.public_address)
    past = {_base(item) for item in choice.past} - {_base(now), ""}
    return tuple(hook for hook in settings.webhooks if _base(hook.url) in past) if now else ()


def _base(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}" if parts.netloc else ""
