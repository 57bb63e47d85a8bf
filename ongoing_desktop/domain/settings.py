"""The settings: systems, goods owners, webhooks, preferences.

The fields of a webhook have the names and order of Ongoing's screen (Administration ⇒ Webhooks; page
``developer.ongoingwarehouse.com/webhooks``). All values are immutable; a change creates a new :class:`Settings` with a
higher revision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final, Literal, get_args

from ongoing_desktop.domain.assumed import Assumed, assumed_by
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.forwarding import NO_FORWARD, Forward
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, field, replace
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.secret_names import USUAL, SecretNames
from ongoing_desktop.domain.simulator import NO_SIMULATOR, Simulator

WebhookKind = Literal["regular", "automation"]
WEBHOOK_KINDS: Final[tuple[WebhookKind, ...]] = get_args(WebhookKind)
DEFAULT_PORT: Final = 8765
ZOOM_LIMITS: Final = (50, 300)


@dataclass(frozen=True, slots=True)
class GoodsOwner:
    """A company whose goods are in the warehouse. ``id`` is Ongoing's number, unique in its system."""

    id: int
    name: str
    code: str = ""
    """As in payloads and the user's addresses. Ongoing's API does not have it, so it may be empty."""
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Unknown members of the config file, which are kept."""
    training: bool = False
    """Whether Ongoing marks its data as training data."""


@dataclass(frozen=True, slots=True)
class System:
    """One instance of Ongoing WMS. ``code`` is the warehouse's name in its address and in payloads' ``system``."""

    id: str
    name: str
    code: str
    goods_owners: tuple[GoodsOwner, ...] = ()
    address: str = ""
    statuses: Mapping[str, Any] = EMPTY_MAPPING
    """Status sets that the warehouse has changed, by the catalogue's name: lists of ``{"number", "name"}``. Read them
    with :func:`ongoing_desktop.domain.statuses.statuses_of`; absent sets are the standard ones.
    """
    transporters: tuple[str, ...] = ()
    demo: bool = False
    """Created by *Try it*; can be removed in one action."""
    extra: Mapping[str, Any] = EMPTY_MAPPING
    templates: Mapping[str, Any] = EMPTY_MAPPING
    """Learned texts of ``webhookTemplate`` in this system, with their trigger keys."""
    api_user: str = ""
    """User name for Ongoing's REST API at :attr:`address`; empty without a connection."""
    api_secret_ref: str = ""
    """Name of the vault entry with the password of :attr:`api_user`. Never exported."""

    def goods_owner(self, owner_id: int) -> GoodsOwner | None:
        """The goods owner with this number, or None."""
        for owner in self.goods_owners:
            if owner.id == owner_id:
                return owner
        return None


@dataclass(frozen=True, slots=True)
class Webhook:
    """One webhook as entered in Ongoing. Contains no secret."""

    id: str
    name: str
    system: str
    """:attr:`System.id`, not its name."""
    kind: WebhookKind
    type: str
    """The trigger's key in the catalogue, such as ``order-picked``."""
    goods_owners: tuple[int, ...]
    url: str
    email: str = ""
    authentication: str = "none"
    """Key of a scheme in :mod:`ongoing_desktop.auth`."""
    username: str = ""
    """Empty if the scheme has none."""
    retry_policy: str = "none"
    """Key of a policy in :mod:`ongoing_desktop.domain.retry`."""
    enabled: bool = False
    settings: Mapping[str, Any] = EMPTY_MAPPING
    """Settings of the type by the catalogue's keys; absent ones are not chosen."""
    number: int | None = None
    """Ongoing's own number of it (``webhook…Id`` in payloads) if known."""
    local_target: str = ""
    """Address on this computer to which tests can be sent instead of :attr:`url`."""
    on_refusal: str = "answer"
    """``answer``: the listener marks a wrong credential and answers as usual. ``401``: it answers 401."""
    keep_raw: bool = False
    """Whether the history stores credential values of received requests unredacted."""
    extra: Mapping[str, Any] = EMPTY_MAPPING

    @property
    def has_authentication(self) -> bool:
        """Whether it uses an authentication."""
        return self.authentication != "none"


@dataclass(frozen=True, slots=True)
class WebhookState:
    """Local facts about a webhook in addition to its settings. Never exported."""

    secret_ref: str | None = None
    """Name of the immutable vault entry in use, or None without a stored credential."""
    secret_session: bool = False
    """Whether the entry is only kept in memory until the app quits (no usable keyring)."""
    changed_at: datetime | None = None
    entered_at: datetime | None = None
    """When the user ticked "entered in Ongoing"."""
    entered_fingerprint: str = ""
    """:func:`ongoing_desktop.domain.sync_state.fingerprint` of the settings at that time."""
    test_target: str = ""
    """Last choice: ``url``, ``listener``, ``local`` or empty."""
    test_payload: str = ""
    """Payload text as last edited by the user; empty for the generated one."""
    old_secret_ref: str | None = None
    """During a rotation: the old entry, which the listener also accepts."""
    old_username: str = ""
    rotating_since: datetime | None = None
    sending: Mapping[str, Any] = EMPTY_MAPPING
    """How its tests are sent: :class:`ongoing_desktop.domain.send_options.SendOptions` as plain values."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The user's preferences on this computer. One field per preference, with its default."""

    port: int = DEFAULT_PORT
    """TCP port of the listener."""
    listening: bool = False
    """Whether the listener was running when the app was last closed."""
    keep_listening: bool = False
    """Whether the listener goes on when the window is closed."""
    public_address: str = ""
    """Base URL of a tunnel to the listener, such as ``https://x.example``. Its host does not count as foreign."""
    tunnel: Mapping[str, Any] = EMPTY_MAPPING
    """The program that provides it: :class:`ongoing_desktop.domain.tunnels.TunnelChoice` as plain values."""
    theme: str = "system"
    """``system``, ``light`` or ``dark``."""
    language: str = "system"
    """The window's language: a code such as ``sv``, or ``system``."""
    zoom: int = 100
    """Size of everything in percent of the desktop's font, within :data:`ZOOM_LIMITS`."""
    density: str = "comfortable"
    """``comfortable``: rows of the lists have two lines. ``compact``: one line."""
    meanings: bool = True
    """Whether bodies show what their members mean, beside the values."""
    learn_shapes: bool = True
    """Whether the shapes of received payloads are learnt and new ones reported."""
    detail_place: str = "auto"
    """Where a list shows its detail: ``below``, ``beside``, or by the width of the window."""
    confirmed_hosts: frozenset[str] = frozenset()
    """For each other host that tests may be sent to: system id, a space and ``host:port``."""
    sheets: Mapping[str, Any] = EMPTY_MAPPING
    """By system id, the content of the last settings sheet by webhook, to show changes since; no secret."""
    go_live: Mapping[str, Any] = EMPTY_MAPPING
    """By id of a system or webhook, what people confirmed for going live; see :mod:`ongoing_desktop.domain.go_live`."""
    window: Mapping[str, Any] = EMPTY_MAPPING
    """Geometry, splitters, columns: plain JSON values by name, managed by the window."""
    forward: Forward = NO_FORWARD
    """Whether and where received requests are forwarded."""
    tls_certificate: str = ""
    """Path of a PEM file with which the listener serves HTTPS. Empty: plain HTTP."""
    tls_key: str = ""
    """Path of its unencrypted private key; empty if the certificate's file contains it."""
    host: str = "127.0.0.1"
    """Bind address of the window's listener. The window warns while it is reachable from other computers."""
    limits: Mapping[str, Any] = EMPTY_MAPPING
    """The user's values for :data:`ongoing_desktop.domain.limits.LIMIT_CHOICES`, in bytes and seconds."""
    notify: bool = False
    """Whether desktop notifications announce requests while the window is not in front."""
    watches: Mapping[str, Any] = EMPTY_MAPPING
    """By key of a watch, ``on`` and ``limit`` as the user chose them; see :mod:`ongoing_desktop.domain.watches`."""
    schedules: Mapping[str, Any] = EMPTY_MAPPING
    """Tests that the program runs by itself, by key; see :mod:`ongoing_desktop.domain.schedules`."""
    tray: bool = False
    """Whether an icon in the desktop's tray keeps the program running when the window is closed."""
    tray_explained: bool = False
    """Whether the user knows where a window closed to the tray is: the notice was shown."""
    saved_filters: Mapping[str, Any] = EMPTY_MAPPING
    """The user's saved filters by name."""
    resend: str = "own"
    """Where exchanges were last sent again to, see :func:`ongoing_desktop.domain.replay.remembered_target`."""
    rule_rounds: Mapping[str, Any] = EMPTY_MAPPING
    """By rule id, a number that rises to restart the rule's sequence."""
    production_hosts: frozenset[str] = frozenset()
    """``host:port`` of production hosts: each send requires typing the name."""
    production_systems: frozenset[str] = frozenset()
    """Ids of systems whose receivers are all production."""
    variables: Mapping[str, Any] = EMPTY_MAPPING
    """By system id, the variables for payloads of all its webhooks: name to text, no secret."""
    connect_limit_s: float = 5.0
    """Seconds that a test waits for a connection."""
    read_limit_s: float = 30.0
    """Seconds that a test waits for the next part of the response."""
    total_limit_s: float = 60.0
    """Total time limit of a test in seconds."""
    proxy: str = ""
    """Proxy for tests to other computers: empty for none, ``system``, or ``http://host:port``."""
    retry_reading: str = "gaps"
    """How the retry times are read, of :data:`ongoing_desktop.domain.assumed.READINGS`. Assumed, like the next two."""
    retry_success: str = "2xx"
    """What counts as delivered, of :data:`ongoing_desktop.domain.assumed.SUCCESS_RULES`."""
    retry_limit_s: int = 30
    """Time limit of an attempt in real seconds."""
    keep_count: int = 0
    """This and the next two limit the history, see :class:`ongoing_desktop.domain.retention.RetentionLimits`. 0 is no limit."""
    keep_days: int = 0
    keep_megabytes: int = 0
    compare_noise: Mapping[str, Any] = EMPTY_MAPPING
    """Changes to :data:`ongoing_desktop.domain.exchange_comparison.USUAL_NOISE`: a name, and whether it is ignored."""
    secret_headers: frozenset[str] = frozenset()
    """Additional header names that carry a credential, in lower case."""
    secret_parameters: frozenset[str] = frozenset()
    """The same for parameters of addresses."""
    simulated: Mapping[str, Any] = EMPTY_MAPPING
    """What test events reported about objects of the API simulator, by path; see
    :mod:`ongoing_desktop.domain.simulated`.
    """
    shortcuts: Mapping[str, Any] = EMPTY_MAPPING
    """The user's shortcuts: by name of the command a list of keys, as Qt writes them; empty for none."""
    last_system: str = ""
    """Id of the system that was last chosen or saved to."""

    @property
    def secret_names(self) -> SecretNames:
        """The rule for names of credentials."""
        if not self.secret_headers and not self.secret_parameters:
            return USUAL
        return SecretNames(self.secret_headers, self.secret_parameters)

    @property
    def assumed(self) -> Assumed:
        """Reading of the retry policy, and what counts as delivered."""
        return assumed_by(self.retry_reading, self.retry_success)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings at one revision."""

    revision: int = 0
    systems: tuple[System, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    states: Mapping[str, WebhookState] = field(default_factory=dict)
    preferences: Preferences = Preferences()
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Unknown top-level members of an imported config file, which are kept."""
    rules: tuple[Rule, ...] = ()
    """Reply rules of the listener. The first that matches counts."""
    simulator: Simulator = NO_SIMULATOR
    """The listener's simulation of Ongoing's REST API."""

    def webhook(self, webhook_id: str) -> Webhook | None:
        """The webhook with this id, or None."""
        for hook in self.webhooks:
            if hook.id == webhook_id:
                return hook
        return None

    def find_webhook(self, name: str) -> Webhook:
        """The webhook with this id, or else with this name. Raises UsageError if there is none or several."""
        found = [hook for hook in self.webhooks if hook.id == name] or [
            hook for hook in self.webhooks if hook.name == name
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError("usage-several", name=name, ids=", ".join(hook.id for hook in found))
        raise UsageError("usage-no-webhook", name=name)

    def distinct_name(self, hook: Webhook) -> str:
        """A webhook's name, followed by system, owners or address if another has the same name."""
        same = [
            other for other in self.webhooks if other.id != hook.id and other.name.casefold() == hook.name.casefold()
        ]
        if not same:
            return hook.name
        within = [other for other in same if other.system == hook.system]
        system = self.system_of(hook)
        parts = [hook.name]
        if len(within) < len(same) and system is not None:
            parts.append(system.name)
        if within:
            owners = any(other.goods_owners != hook.goods_owners for other in within)
            parts.append(", ".join(map(str, hook.goods_owners)) if owners else hook.url)
        return " · ".join(parts)

    def usual_system(self, chosen: str = "") -> str:
        """Id of the system for something new: the chosen one, else the last used, else the first."""
        wanted = (chosen, self.preferences.last_system, *(item.id for item in self.systems))
        return next((system_id for system_id in wanted if self.system(system_id) is not None), "")

    def using(self, system_id: str) -> Settings:
        """The settings with ``system_id`` recorded as the last used system."""
        return replace(self, preferences=replace(self.preferences, last_system=system_id))

    def system(self, system_id: str) -> System | None:
        """The system with this id, or None."""
        for system in self.systems:
            if system.id == system_id:
                return system
        return None

    def system_of(self, hook: Webhook) -> System | None:
        """The system that a webhook belongs to, or None."""
        return self.system(hook.system)

    def without_webhooks(self, ids: Collection[str]) -> Settings:
        """The settings without these webhooks and their states."""
        return replace(
            self,
            webhooks=tuple(hook for hook in self.webhooks if hook.id not in ids),
            states={key: state for key, state in self.states.items() if key not in ids},
        )

    def state(self, webhook_id: str) -> WebhookState:
        """The local state of the webhook, or the defaults."""
        return self.states.get(webhook_id, WebhookState())
