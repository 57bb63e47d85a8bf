"""The preferences in the settings window: page, title and explanation of each.

A new preference is a field of :class:`ongoing_desktop.domain.settings.Preferences` and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from ongoing_desktop.domain.assumed import READING_WORDS, SUCCESS
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.retry import LIMITS_S
from ongoing_desktop.domain.send_options import LEAST_S, MOST_S, proxy_problems
from ongoing_desktop.domain.settings import ZOOM_LIMITS, Preferences
from ongoing_desktop.domain.watches import WatchChoice
from ongoing_desktop.wording.watches import WATCHES, Watch

PreferencePage = Literal[
    "general", "listener", "sending", "assumptions", "history", "appearance", "notifications", "credentials"
]

PREFERENCE_PAGES: Final[Mapping[PreferencePage, str]] = MappingProxyType(
    {
        "general": "General",
        "listener": "Listener",
        "sending": "Sending",
        "assumptions": "Assumptions",
        "history": "History",
        "appearance": "Appearance",
        "notifications": "Notifications",
        "credentials": "Credentials",
    }
)
"""Titles of the pages in order."""


@dataclass(frozen=True, slots=True)
class SwitchControl:
    """On or off."""


@dataclass(frozen=True, slots=True)
class NumberControl:
    """A number within limits, with ``decimals`` places."""

    least: float
    most: float
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class ChoiceControl:
    """One of a few values. ``options``: each value with its label."""

    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LanguageControl:
    """One of the languages that the program has."""


@dataclass(frozen=True, slots=True)
class TextControl:
    """A line of text. ``problems``: checks the input."""

    placeholder: str
    problems: Callable[[str], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class NamesControl:
    """Names collected elsewhere that can be removed here, such as hosts."""

    none: str
    """The text shown for an empty list."""


@dataclass(frozen=True, slots=True)
class CommandControl:
    """A command opens the dialog for it. ``covers``: the preferences set there."""

    command: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WatchControl:
    """A switch with a limit. The value is a :class:`Chosen`, kept in :attr:`Preferences.watches`."""

    watch: Watch


Control = (
    SwitchControl
    | NumberControl
    | ChoiceControl
    | LanguageControl
    | TextControl
    | NamesControl
    | CommandControl
    | WatchControl
)


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """One row of the settings window. ``key``: the field of the preferences, or a name for a command."""

    key: str
    page: PreferencePage
    title: str
    sentence: str
    control: Control

    @property
    def fields(self) -> tuple[str, ...]:
        """The preferences that it sets."""
        match self.control:
            case CommandControl() as elsewhere:
                return elsewhere.covers
            case WatchControl():
                return ("watches",)
        return (self.key,)

    def value(self, preferences: Preferences) -> Any:
        """The stored value or values, to be shown or compared."""
        match self.control:
            case CommandControl() as elsewhere:
                return tuple(getattr(preferences, key) for key in elsewhere.covers)
            case WatchControl(watch):
                return watch.chosen(preferences)
        return getattr(preferences, self.key)

    def stored(self, preferences: Preferences, value: Any) -> Mapping[str, Any]:
        """The preferences to set, so that :meth:`value` returns this value."""
        match self.control:
            case CommandControl() as elsewhere:
                return dict(zip(elsewhere.covers, value, strict=True))
            case WatchControl(watch):
                others = {key: kept for key, kept in preferences.watches.items() if key != watch.key}
                usual = value == WatchChoice(watch.on, watch.limit.default)
                mine = {} if usual else {watch.key: {"on": value.on, "limit": value.limit}}
                return {"watches": {**others, **mine}}
        return {self.key: value}


PREFERENCE_ROWS: Final = (
    PreferenceRow(
        "keyboardShortcuts",
        "general",
        "Keyboard shortcuts",
        "Shows the keys of all commands, and changes them.",
        CommandControl("showKeys", ("shortcuts",)),
    ),
    PreferenceRow(
        "tray",
        "general",
        "Icon in the tray",
        "Closing the window hides it. The icon shows the listener’s state and unread requests, if the desktop has a tray. "
        "“Quit” ends the program.",
        SwitchControl(),
    ),
    PreferenceRow(
        "port",
        "listener",
        "Port",
        "The listener accepts requests at this TCP port. A running listener changes to it at its next start.",
        NumberControl(1, 65535),
    ),
    PreferenceRow(
        "listenerReach",
        "listener",
        "Address, HTTPS, limits and forwarding",
        "Decides who can reach the listener, and what it does with large, slow or many requests.",
        CommandControl("listenerSettings", ("host", "limits", "tls_certificate", "tls_key", "forward")),
    ),
    PreferenceRow(
        "keep_listening",
        "listener",
        "Keep listening when the window closes",
        "The listener goes on without the window, and the next start finds it. “Quit” always stops it.",
        SwitchControl(),
    ),
    PreferenceRow(
        "tunnel",
        "listener",
        "Public address",
        "The tunnel or proxy through which Ongoing reaches this listener, and its address.",
        CommandControl("publicAddress", ("public_address", "tunnel")),
    ),
    PreferenceRow(
        "connect_limit_s",
        "sending",
        "Time to connect",
        "A test fails when no connection is made within this time.",
        NumberControl(LEAST_S, MOST_S, " s", 1),
    ),
    PreferenceRow(
        "read_limit_s",
        "sending",
        "Time between data",
        "A test fails when the receiver sends nothing for this long.",
        NumberControl(LEAST_S, MOST_S, " s", 1),
    ),
    PreferenceRow(
        "total_limit_s",
        "sending",
        "Total time",
        "A test fails when it takes longer than this in all. Ongoing does not document its own limit.",
        NumberControl(LEAST_S, MOST_S, " s", 1),
    ),
    PreferenceRow(
        "proxy",
        "sending",
        "Proxy",
        "Address of a proxy for tests to other computers, or “system” for the system’s own. Empty: no proxy.",
        TextControl("http://proxy.example:3128", proxy_problems),
    ),
    PreferenceRow(
        "production_hosts",
        "sending",
        "Production hosts",
        "Sending to one of these asks you to type its name. Mark a host in the options of a test.",
        NamesControl("No host is marked as production."),
    ),
    PreferenceRow(
        "production_systems",
        "sending",
        "Production systems",
        "All receivers of these systems are treated as production. Mark a system in the options of a test.",
        NamesControl("No system is marked as production."),
    ),
    PreferenceRow(
        "confirmed_hosts",
        "sending",
        "Confirmed hosts",
        "You agreed to send tests to these hosts, per system. A host that is removed here is asked about again.",
        NamesControl("No host has been confirmed yet."),
    ),
    PreferenceRow(
        "retry_reading",
        "assumptions",
        "Retry times",
        "How the times of a retry policy are read. The documentation allows both.",
        ChoiceControl(tuple(READING_WORDS.items())),
    ),
    PreferenceRow(
        "retry_success",
        "assumptions",
        "Counts as delivered",
        "Which responses end the retries. Ongoing does not document it.",
        ChoiceControl(tuple((rule.key, rule.words) for rule in SUCCESS.values())),
    ),
    PreferenceRow(
        "retry_limit_s",
        "assumptions",
        "Time for one attempt",
        "How long Ongoing is assumed to wait for a response. Ongoing does not document it.",
        NumberControl(*LIMITS_S, " s"),
    ),
    PreferenceRow(
        "historyLimits",
        "history",
        "How much is kept",
        "Limits of the history by number, age and size. Without limits everything is kept.",
        CommandControl("historyLimits", ("keep_count", "keep_days", "keep_megabytes")),
    ),
    PreferenceRow(
        "learn_shapes",
        "history",
        "Notice new payload shapes",
        "Received payloads are compared in the background with earlier ones of their type. No values but codes are kept.",
        SwitchControl(),
    ),
    PreferenceRow(
        "language",
        "appearance",
        "Language",
        "Language of this window. Takes effect at once; commands, logs and files for other programs stay in English.",
        LanguageControl(),
    ),
    PreferenceRow(
        "theme",
        "appearance",
        "Colours",
        "Light, dark, or the same as the desktop.",
        ChoiceControl((("system", "As the system"), ("light", "Light"), ("dark", "Dark"))),
    ),
    PreferenceRow(
        "zoom",
        "appearance",
        "Zoom",
        "Size of all texts, buttons and rows in percent of the desktop’s font. Ctrl+plus and Ctrl+minus change it.",
        NumberControl(*ZOOM_LIMITS, " %"),
    ),
    PreferenceRow(
        "density",
        "appearance",
        "Rows",
        "Compact rows have one line, so that lists show twice as many.",
        ChoiceControl((("comfortable", "Comfortable"), ("compact", "Compact"))),
    ),
    PreferenceRow(
        "detail_place",
        "appearance",
        "Detail",
        "Where a list shows the selected entry. Automatic: beside the list in a wide window, otherwise below. "
        "A narrow window shows it below in any case.",
        ChoiceControl((("auto", "Automatic"), ("below", "Below the list"), ("beside", "Beside the list"))),
    ),
    PreferenceRow(
        "meanings",
        "appearance",
        "Meanings in bodies",
        "Shows beside a value what the member is, and the name of a status.",
        SwitchControl(),
    ),
    PreferenceRow(
        "notify",
        "notifications",
        "Notify when requests arrive",
        "Shows a notification on the desktop while the window is not in front.",
        SwitchControl(),
    ),
    *(
        PreferenceRow(f"watch-{watch.key}", "notifications", watch.title, watch.explanation, WatchControl(watch))
        for watch in WATCHES
    ),
    PreferenceRow(
        "credentialNames",
        "credentials",
        "Credential names",
        "Headers and parameters whose values are replaced before a request is stored or exported.",
        CommandControl("credentialNames", ("secret_headers", "secret_parameters")),
    ),
    PreferenceRow(
        "storedCredentials",
        "credentials",
        "Stored credentials",
        "Passwords and tokens that this program keeps in the keyring.",
        CommandControl("showLeftovers", ()),
    ),
)

REMEMBERED: Final = frozenset(
    {
        "listening",
        "sheets",
        "go_live",
        "window",
        "saved_filters",
        "rule_rounds",
        "schedules",
        "resend",
        "variables",
        "compare_noise",
        "last_system",
        "simulated",
        "tray_explained",
    }
)
"""Preferences that are stored by use and changed where they are used, so the settings window does not offer them."""
