"""What the user has set: systems, goods owners, webhooks, preferences.

The words and the order of a webhook's fields are those of Ongoing's screen
(Administration ⇒ Webhooks; page ``developer.ongoingwarehouse.com/webhooks``).
All values are immutable; a change makes a new :class:`Settings` with a higher revision.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Literal

from ongoing_desktop.domain.assumed import Assumed, assumed_by
from ongoing_desktop.domain.forwarding import NO_FORWARD, Forward
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.secret_names import USUAL, SecretNames
from ongoing_desktop.domain.simulator import NO_SIMULATOR, Simulator

Kind = Literal["regular", "automation"]
KINDS: Final[tuple[Kind, ...]] = ("regular", "automation")
DEFAULT_PORT: Final = 8765


class _EmptyMapping(Mapping[str, Any]):
    """An empty mapping that dataclasses take as a default: it has a hash, unlike ``MappingProxyType`` before 3.12."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return 0


EMPTY_MAPPING: Final[Mapping[str, Any]] = _EmptyMapping()


@dataclass(frozen=True, slots=True)
class GoodsOwner:
    """A company whose goods lie in the warehouse. ``id`` is Ongoing's whole number, unique in its system."""

    id: int
    name: str
    code: str = ""
    """As payloads and addresses of one's own name it; Ongoing's API knows none, so it may be empty."""
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Members of the config file that we do not know; kept."""
    training: bool = False
    """Ongoing says that its data are for training and no real ones."""


@dataclass(frozen=True, slots=True)
class System:
    """One instance of Ongoing WMS. ``code`` is the warehouse's name in its address and in payloads' ``system``."""

    id: str
    name: str
    code: str
    goods_owners: tuple[GoodsOwner, ...] = ()
    address: str = ""
    statuses: Mapping[str, Any] = EMPTY_MAPPING
    """Status sets that the warehouse has changed, by the catalogue's name of the set: lists of ``{"number", "name"}``.
    Read them with :func:`ongoing_desktop.domain.statuses.statuses_of`; a set that is absent is the standard one."""
    transporters: tuple[str, ...] = ()
    demo: bool = False
    """Made by *Try it*; removed again in one action."""
    extra: Mapping[str, Any] = EMPTY_MAPPING
    templates: Mapping[str, Any] = EMPTY_MAPPING
    """Texts of ``webhookTemplate`` that this system sends, with the trigger's key each; learned from captures."""
    api_user: str = ""
    """User name for Ongoing's REST API at :attr:`address`; empty where no connection is set up."""
    api_secret_ref: str = ""
    """Name of the vault entry with the password of :attr:`api_user`. Never exported."""

    def goods_owner(self, owner_id: int) -> GoodsOwner | None:
        """The goods owner with this number, or None."""
        return next((owner for owner in self.goods_owners if owner.id == owner_id), None)


@dataclass(frozen=True, slots=True)
class Webhook:
    """One line of Ongoing's webhook list, as entered there. Holds no secret."""

    id: str
    name: str
    system: str
    """:attr:`System.id`, not its name."""
    kind: Kind
    type: str
    """The trigger's key in the catalogue, such as ``order-picked``."""
    goods_owners: tuple[int, ...]
    url: str
    email: str = ""
    authentication: str = "none"
    """Key of a scheme in :mod:`ongoing_desktop.auth`."""
    username: str = ""
    """Empty where the scheme has none."""
    retry_policy: str = "none"
    """Key of a policy in :mod:`ongoing_desktop.domain.retry`."""
    enabled: bool = False
    settings: Mapping[str, Any] = EMPTY_MAPPING
    """Settings of the type, by the catalogue's keys; what is absent is not chosen."""
    number: int | None = None
    """Ongoing's own number of it (``webhook…Id`` in payloads), once known."""
    local_target: str = ""
    """Address on this computer that tests may go to instead of :attr:`url`."""
    on_refusal: str = "answer"
    """``answer``: the listener flags a wrong credential and answers as usual; ``401``: it answers 401."""
    keep_raw: bool = False
    """History keeps credential values of this webhook's requests as received."""
    extra: Mapping[str, Any] = EMPTY_MAPPING

    @property
    def has_authentication(self) -> bool:
        """Whether it proves who sends it."""
        return self.authentication != "none"


@dataclass(frozen=True, slots=True)
class WebhookState:
    """What this computer knows of a webhook beside its settings. Never exported."""

    secret_ref: str | None = None
    """Name of the immutable vault entry in use, or None when no credential is stored."""
    secret_session: bool = False
    """The entry lives in memory until the app quits (no usable keyring)."""
    changed_at: datetime | None = None
    entered_at: datetime | None = None
    """When the user ticked "entered in Ongoing"."""
    entered_fingerprint: str = ""
    """:func:`ongoing_desktop.domain.sync_state.fingerprint` of the settings at that time."""
    test_target: str = ""
    """Remembered choice: ``url``, ``listener``, ``local`` or empty."""
    test_payload: str = ""
    """Payload text as last edited by the user; empty for the generated one."""
    old_secret_ref: str | None = None
    """During a rotation: the entry that the listener still accepts beside :attr:`secret_ref`."""
    old_username: str = ""
    rotating_since: datetime | None = None
    sending: Mapping[str, Any] = EMPTY_MAPPING
    """How its tests are sent: :class:`ongoing_desktop.domain.send_options.SendOptions` as plain values."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Choices of this computer's user. One field per setting, with its default."""

    port: int = DEFAULT_PORT
    """TCP port of the listener."""
    listening: bool = False
    """The listener was running when the app was last closed."""
    public_address: str = ""
    """Base of a tunnel's address that leads to the listener, such as ``https://x.example``; its host is not foreign."""
    theme: str = "system"
    """``system``, ``light`` or ``dark``."""
    confirmed_hosts: frozenset[str] = frozenset()
    """System id, a blank and ``host:port``, for each host beside this computer that tests may be sent to."""
    sheets: Mapping[str, Any] = EMPTY_MAPPING
    """By system id, what the last settings sheet said of each webhook, to show what changed since; no secret."""
    window: Mapping[str, Any] = EMPTY_MAPPING
    """Geometry, splitters, columns: plain JSON values by name, owned by the window."""
    forward: Forward = NO_FORWARD
    """Whether and where received requests go on to."""
    tls_certificate: str = ""
    """Path of a PEM file: the listener speaks HTTPS with it. Empty: plain HTTP."""
    tls_key: str = ""
    """Path of its unencrypted private key; empty where the certificate's file holds it too."""
    host: str = "127.0.0.1"
    """Address that the window's listener accepts at; any other than this computer's own is warned of while it runs."""
    limits: Mapping[str, Any] = EMPTY_MAPPING
    """What the user chose of :data:`ongoing_desktop.domain.limits.CHOICES`, in bytes and seconds."""
    notify: bool = False
    """Say on the desktop that requests arrived while the window is not in front."""
    saved_filters: Mapping[str, Any] = EMPTY_MAPPING
    """Filters of exchanges that the user keeps, by the name given to them."""
    rule_rounds: Mapping[str, Any] = EMPTY_MAPPING
    """By rule id, a number that rises whenever the rule's sequence is to start over."""
    production_hosts: frozenset[str] = frozenset()
    """``host:port`` marked as production: every send asks for its name to be typed."""
    production_systems: frozenset[str] = frozenset()
    """Ids of systems whose receivers are all production."""
    variables: Mapping[str, Any] = EMPTY_MAPPING
    """By system id, the variables that payloads of all its webhooks may use: name to text, no secret."""
    connect_limit_s: float = 5.0
    """Seconds that a test waits for a connection …"""
    read_limit_s: float = 30.0
    """… for the next part of the answer …"""
    total_limit_s: float = 60.0
    """… and in all."""
    proxy: str = ""
    """Proxy of tests to other computers: empty for none, ``system``, or ``http://host:port``."""
    retry_reading: str = "gaps"
    """How the retry times are read, of :data:`ongoing_desktop.domain.retry.READINGS`. This and the next two: assumed."""
    retry_success: str = "2xx"
    """What counts as delivered, of :data:`ongoing_desktop.domain.assumed.SUCCESS_RULES`."""
    retry_limit_s: int = 30
    """How long an attempt of a retry policy may take, real seconds."""
    keep_count: int = 0
    """These three limit the history, see :class:`ongoing_desktop.domain.retention.Limits`; 0 is no limit."""
    keep_days: int = 0
    keep_megabytes: int = 0
    compare_noise: Mapping[str, Any] = EMPTY_MAPPING
    """What the user chose beside :data:`ongoing_desktop.domain.exchange_comparison.USUAL_NOISE`: a name, and whether it is ignored."""
    secret_headers: frozenset[str] = frozenset()
    """Header fields that carry a credential beside those of the rule, in small letters."""
    secret_parameters: frozenset[str] = frozenset()
    """The same of parameters in addresses."""
    simulated: Mapping[str, Any] = EMPTY_MAPPING
    """What test events said about objects of the API simulator, by path; see :mod:`ongoing_desktop.domain.simulated`."""
    last_system: str = ""
    """Id of the system that was chosen, or in which something was saved, last."""

    @property
    def secret_names(self) -> SecretNames:
        """What counts as a credential by its name."""
        if not self.secret_headers and not self.secret_parameters:
            return USUAL
        return SecretNames(self.secret_headers, self.secret_parameters)

    @property
    def assumed(self) -> Assumed:
        """Reading of the retry policy and what counts as delivered."""
        return assumed_by(self.retry_reading, self.retry_success)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user has set, at one revision."""

    revision: int = 0
    systems: tuple[System, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    states: Mapping[str, WebhookState] = field(default_factory=dict)
    preferences: Preferences = Preferences()
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Unknown top-level members of an imported config file; kept."""
    rules: tuple[Rule, ...] = ()
    """What the listener answers instead of its usual 200; the first that fits counts."""
    simulator: Simulator = NO_SIMULATOR
    """What the listener answers in place of Ongoing's REST API."""

    def webhook(self, webhook_id: str) -> Webhook | None:
        """The webhook with this id, or None."""
        for hook in self.webhooks:
            if hook.id == webhook_id:
                return hook
        return None

    def distinct_name(self, hook: Webhook) -> str:
        """A webhook's name; where another has the same one, with what tells them apart: system, owners, address."""
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
        """Id of the system that something new belongs to: the chosen one, else the last used, else the first."""
        wanted = (chosen, self.preferences.last_system, *(item.id for item in self.systems))
        return next((system_id for system_id in wanted if self.system(system_id) is not None), "")

    def using(self, system_id: str) -> Settings:
        """These settings, with a system noted as the last used one."""
        return replace(self, preferences=replace(self.preferences, last_system=system_id))

    def system(self, system_id: str) -> System | None:
        """The system with this id, or None."""
        for system in self.systems:
            if system.id == system_id:
                return system
        return None

    def system_of(self, hook: Webhook) -> System | None:
        """The system that a webhook belongs to."""
        return self.system(hook.system)

    def without_webhooks(self, ids: Collection[str]) -> Settings:
        """These settings without some webhooks and what is known of them."""
        return replace(
            self,
            webhooks=tuple(hook for hook in self.webhooks if hook.id not in ids),
            states={key: state for key, state in self.states.items() if key not in ids},
        )

    def state(self, webhook_id: str) -> WebhookState:
        """What this computer knows of the webhook; defaults where nothing is known."""
        return self.states.get(webhook_id, WebhookState())
