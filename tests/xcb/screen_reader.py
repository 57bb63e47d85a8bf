"""A screen reader for tests: what AT-SPI says about a window in another process, and keys that reach it.

Each method talks to the accessibility bus of the session, as Orca does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from jeepney import DBusAddress, MatchRule, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

REGISTRY: Final = "org.a11y.atspi.Registry"
ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
EVENTS: Final = "org.a11y.atspi.Event.Object"
LIMIT_S: Final = 20.0
PRESS, RELEASE, SYMBOL = 0, 1, 3
CONTROL: Final = 37
"""The key code of the Ctrl key in X."""
KEYS: Final = {
    "Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "Up": 0xFF52, "Down": 0xFF54, "Space": 0x20, "F6": 0xFFC3,
}  # fmt: skip


class ScreenReader:
    """Collects in :attr:`spoken` what has got the focus, as role and name, and what was announced, after a colon."""

    def __init__(self) -> None:
        session = open_dbus_connection(bus="SESSION")
        asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        (address,) = session.send_and_get_reply(asked, timeout=LIMIT_S).body
        session.close()
        self._bus: DBusConnection = open_dbus_connection(bus=address)
        self.spoken: list[str] = []
        self.everything: list[str] = []
        """What was spoken, including what :meth:`hear` has passed."""
        for event in ("object:state-changed:focused", "object:announcement"):
            self._call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", "sass", (event, [], ""))
        rule = MatchRule(type="signal", interface=EVENTS)
        self._dbus("AddMatch", "s", (rule.serialise(),))
        self._signals = self._bus.filter(rule, bufsize=10_000)
        self._events = self._signals.__enter__()

    def close(self) -> None:
        """Leave the bus."""
        self._signals.__exit__(None, None, None)
        self._bus.close()

    def applications(self) -> list[str]:
        """The names of the accessible applications."""
        children = self._call(REGISTRY, "/org/a11y/atspi/accessible/root", ACCESSIBLE, "GetChildren")[0]
        return [self.name(*child) for child in children]

    def name(self, owner: str, path: str) -> str:
        """The name of an object."""
        return str(self._call(owner, path, PROPERTIES, "Get", "ss", (ACCESSIBLE, "Name"))[0][1])

    def press(self, key: str) -> None:
        """Press and release a key of :data:`KEYS` or a character, with ``Ctrl+`` before it if needed."""
        control, letter = key.startswith("Ctrl+"), key.removeprefix("Ctrl+")
        if control:
            self._key(CONTROL, PRESS)
        self._key(KEYS.get(letter) or ord(letter.lower()), SYMBOL)
        if control:
            self._key(CONTROL, RELEASE)

    def hear(self, text: str) -> str:
        """Wait until something is spoken that contains a text; returns it. What was spoken before is forgotten."""
        self.until(lambda: any(text in item for item in self.spoken))
        place = next(place for place, item in enumerate(self.spoken) if text in item)
        found = self.spoken[place]
        del self.spoken[: place + 1]
        return found

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for an outcome."""
        end = time.monotonic() + LIMIT_S
        while not holds():
            assert time.monotonic() < end, f"spoken so far: {self.spoken}"
            self._listen()

    def _listen(self) -> None:
        try:
            event = self._bus.recv_until_filtered(self._events, timeout=0.1)
        except TimeoutError:
            return
        owner, path = event.header.fields[7], event.header.fields[1]
        kind, first, _, data, *_ = event.body
        if event.header.fields[3] == "Announcement":
            self._say(f": {data[1]}")
        elif kind == "focused" and first == 1:
            role = self._call(owner, path, ACCESSIBLE, "GetRoleName")[0]
            self._say(f"{role} {self.name(owner, path)}")

    def _say(self, text: str) -> None:
        self.spoken.append(text)
        self.everything.append(text)

    def _key(self, number: int, kind: int) -> None:
        where = "/org/a11y/atspi/registry/deviceeventcontroller"
        interface = "org.a11y.atspi.DeviceEventController"
        self._call(REGISTRY, where, interface, "GenerateKeyboardEvent", "isu", (number, "", kind))

    def _dbus(self, method: str, signature: str, body: tuple[Any, ...]) -> None:
        self._call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, signature, body)

    def _call(
        self, owner: str, path: str, interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> tuple[Any, ...]:
        asked = new_method_call(DBusAddress(path, owner, interface), method, signature or None, body)
        answer = self._bus.send_and_get_reply(asked, timeout=LIMIT_S)
        assert answer.header.message_type is not MessageType.error, (method, answer.body)
        return tuple(answer.body)
