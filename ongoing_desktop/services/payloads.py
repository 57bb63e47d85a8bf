"""Payloads to send: generated, taken from the history, and updated with a new id and time for each request."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, Literal

from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.bodies.json_text import indented, why_not
from ongoing_desktop.domain.exchange import ExchangeRow, Headers
from ongoing_desktop.domain.filters import Filter, Term
from ongoing_desktop.domain.foreign import DEEPEST_BODY, NotTextError, TooDeepError, read_json, read_text
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.payload_check import Checked, check_payload
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.samples import SampleContext, as_captured, documented_time, sample, sample_text
from ongoing_desktop.domain.send_options import options_of, plain_options, with_ids
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.variables import VARIABLE, Expanded, Filling, expand, place, values_for
from ongoing_desktop.services import Services

Source = Literal["entered", "realistic", "documented", "captured"]
LARGEST_EDITED: Final = 2_000_000
"""Maximum characters of a payload in the editor."""
LARGEST_WITH_IDS: Final = 1_000_000
MOST_VARIABLES: Final = 1_000
_STAND: Final = "990817263544"
MOST_ENTERED: Final = 30
CAPTURES: Final = 50
_STAND_AT: Final = datetime(1001, 2, 3, 4, 5, 6, 789012, tzinfo=UTC)
_STAND_TIME: Final = documented_time(_STAND_AT)
"""Placeholder in cached samples for the time of each request."""
NO_SYSTEM: Final = System("", "Demo warehouse", "demo")
"""The system of a webhook that is not in the settings."""
_EVENT: Final = re.compile(r'("webhookEventId"\s*:\s*)(-?\d+)')
_TIME: Final = re.compile(r'("timestamp"\s*:\s*)"([^"\\]*)"')
_COMMON: Final = frozenset({"webhookEventId", "goodsOwnerId"})


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload's text with the values that we filled in and may renew before each send. May contain variables."""

    text: str
    event_id: int | None = None
    timestamp: str = ""


@dataclass(frozen=True, slots=True)
class CheckedPayload:
    """The result of checking a payload while it is typed."""

    problem: Problem | None
    checked: Checked | None = None
    """How it matches the type; None if it cannot be sent."""


class Payloads:
    """Async methods run on the engine's loop; the others do no I/O and are safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._history = services.history
        self._store = services.ports.store
        self._catalogue = services.catalogue
        self._values = services.samples
        self._clock = services.clock
        self._engine = services.engine
        self._samples: tuple[Settings, dict[tuple[str, bool], Payload]] = (services.settings.current, {})
        """By webhook and style, for the current settings, so that sending many requests generates each sample once."""

    def make(self, webhook_id: str, source: Source = "entered") -> Payload:
        """A payload of the webhook's type, without using up an event id.

        ``entered``: the last entered payload, or else realistic values. ``documented``: the documented example.
        ``captured``: in the order and style of real payloads.
        """
        settings = self._settings.current
        hook = settings.webhook(webhook_id)
        if hook is None:
            return Payload("")
        entered = settings.state(webhook_id).test_payload
        if source == "entered" and entered:
            return renewable(entered)
        family = self._catalogue.family_of(hook.type)
        if source == "documented" and family is not None:
            return Payload(sample_text(family.example))
        return self._generated(settings, hook, captured=source == "captured")

    async def last_sent(self, webhook_id: str) -> Payload | None:
        """The payload last sent for this webhook; None if there is none or it is not readable."""
        rows = await self._engine.blocking(self._history.newest_sent, [webhook_id])
        row = rows.get(webhook_id)
        return await self.of_exchange(row.id) if row else None

    async def of_exchange(self, exchange_id: int) -> Payload | None:
        """The body of a request in the history; None if it was removed, is too large to edit, or is not text."""
        found = await self._engine.blocking(self._history.get, exchange_id)
        return text_payload(found.request.body, found.request.headers) if found else None

    async def captures(self, webhook_id: str) -> list[ExchangeRow]:
        """Received requests of the webhook's family, newest first."""
        hook = self._settings.current.webhook(webhook_id)
        family = self._catalogue.family_of(hook.type) if hook else None
        if family is None:
            return []
        wanted = Filter((Term("family", family.key),))
        return await self._engine.blocking(
            lambda: list(islice(self._history.newest_first(filter=wanted, direction="in"), CAPTURES))
        )

    async def filling(self, hook: Webhook) -> Filling:
        """A new event id of the webhook's system, the time and a seed. Raises StorageError."""
        number = self._store.event_id_at_hand(hook.system)
        if number is None:
            number = await self._engine.blocking(self._store.next_event_id, hook.system)
        return Filling(number, self._clock(), uuid.uuid4())

    def renewed(self, payload: Payload, filling: Filling) -> Payload:
        """Renew event id and time, if the text still contains the ones that we filled in."""
        stamp = documented_time(filling.at) + ("Z" if payload.timestamp.endswith("Z") else "")
        text = payload.text
        if payload.event_id is not None and _number(_EVENT, text) == payload.event_id:
            text = _EVENT.sub(lambda found: f"{found.group(1)}{filling.event_id}", text, count=1)
        if payload.timestamp and _text(_TIME, text) == payload.timestamp:
            text = _TIME.sub(lambda found: f'{found.group(1)}"{stamp}"', text, count=1)
        return Payload(text, filling.event_id, stamp)

    def expanded(self, hook: Webhook, text: str, filling: Filling, *, quoted: bool = True) -> Expanded | Problem:
        """A text with its variables filled in. The webhook's own take precedence over the system's."""
        if "{{" not in text:
            return Expanded(text)
        return expand(text, self._variables(hook, filling), filling.seed, quoted=quoted)

    def problem(self, text: str, hook: Webhook | None = None) -> Problem | None:
        """Why a payload cannot be sent, with line and column, or None. ``hook``: whose variables apply."""
        if not text.strip():
            return Problem("payload", "payload-empty")
        done: Expanded | Problem = Expanded(text)
        if hook is not None:
            done = self.expanded(hook, text, Filling(1, self._clock(), uuid.UUID(int=0)))
        if isinstance(done, Problem):
            return done
        try:
            done.text.encode("utf-8")
        except UnicodeEncodeError:
            return Problem("payload", "payload-not-text")
        try:
            read_json(done.text, deepest=DEEPEST_BODY, parse_int=str, parse_float=str)
        except json.JSONDecodeError as error:
            what = error.msg[:1].lower() + error.msg[1:]
            line, column = place(text, done.origin(error.pos))
            return Problem("payload", "payload-not-json", {"what": what, "line": line, "column": column})
        except TooDeepError:
            return Problem("payload", "payload-not-json", {"what": "it is nested too deeply", "line": 1, "column": 1})
        return None

    async def judge(self, webhook_id: str, text: str) -> CheckedPayload:
        """Check a text for sending and against the webhook's type, on another thread because it may be large."""
        return await self._engine.blocking(self._judged, webhook_id, text)

    def _judged(self, webhook_id: str, text: str) -> CheckedPayload:
        hook = self._settings.current.webhook(webhook_id)
        problem = self.problem(text, hook)
        if problem is not None or hook is None:
            return CheckedPayload(problem)
        done = self.expanded(hook, text, Filling(1, self._clock(), uuid.UUID(int=0)))
        body = (done.text if isinstance(done, Expanded) else text).encode("utf-8", "replace")
        return CheckedPayload(None, check_payload(body, self._catalogue, hook.type))

    async def formatted(self, text: str) -> str | None:
        """The indented JSON with numbers and variables unchanged, or None if it is not JSON."""
        return await self._engine.blocking(format_json, text)

    def ids(self, webhook_id: str, text: str) -> dict[str, tuple[Any, ...]]:
        """Ids entered earlier for members of a payload, newest first."""
        known = options_of(self._settings.current.state(webhook_id)).ids
        return {name: values for name, values in known.items() if _member(name).search(text)}

    async def remember_ids(self, webhook_id: str, text: str) -> None:
        """Store the ids entered by the user, to offer them again."""
        hook = self._settings.current.webhook(webhook_id)
        family = self._catalogue.family_of(hook.type) if hook else None
        if hook is None or family is None or len(text) > LARGEST_WITH_IDS:
            return
        usual = {family.id_member, *_COMMON}
        ours = {*_ids(family.example), *_ids(_parsed(self._sample(hook, captured=False, plain=True).text))}
        entered: dict[str, Any] = {}
        for name, value in _ids(_parsed(text)):
            if name not in usual and (name, value) not in ours:
                entered.setdefault(name, value)
        entered = dict(list(entered.items())[:MOST_ENTERED])

        def noted(now: Settings) -> Settings:
            if now.webhook(webhook_id) is None:
                return now
            state = now.state(webhook_id)
            options = options_of(state)
            wanted = with_ids(options.ids, entered)
            if wanted == options.ids:
                return now
            state = replace(state, sending=plain_options(replace(options, ids=wanted)))
            return replace(now, states={**now.states, webhook_id: state})

        if entered:
            await self._settings.change("remember", noted)

    def number(self, hook: Webhook) -> int:
        """Ongoing's number of the webhook, or its position in its system while that is unknown."""
        if hook.number:
            return hook.number
        peers = [item.id for item in self._settings.current.webhooks if item.system == hook.system]
        return peers.index(hook.id) + 1 if hook.id in peers else 1

    def example(self, hook: Webhook) -> dict[str, Any]:
        """A payload of the webhook's type with realistic values. The webhook need not be in the settings.

        The event id is 0, and the time is that of the sample.
        """
        made: dict[str, Any] = read_json(self._sample(hook, captured=False, plain=True).text)
        return made

    def _generated(self, settings: Settings, hook: Webhook, *, captured: bool) -> Payload:
        of, kept = self._samples
        if of is not settings:
            of, kept = self._samples = (settings, {})
        made = kept.get((hook.id, captured))
        if made is None:
            made = kept[hook.id, captured] = self._sample(hook, captured=captured)
        stamp = documented_time(self._clock())
        return Payload(made.text.replace(_STAND_TIME, stamp), made.event_id, made.timestamp.replace(_STAND_TIME, stamp))

    def _sample(self, hook: Webhook, *, captured: bool, plain: bool = False) -> Payload:
        """A sample with :data:`_STAND_TIME` as its time. ``plain``: without ids entered earlier."""
        trigger = self._catalogue.trigger(hook.type)
        family = self._catalogue.family_of(hook.type)
        system = self._settings.current.system_of(hook) or (None if hook.id else NO_SYSTEM)
        if trigger is None or family is None or system is None:
            return Payload("{}")
        owner_id = hook.goods_owners[0] if hook.goods_owners else 0
        owner = system.goods_owner(owner_id)
        context = SampleContext(
            system=system.code,
            goods_owner_id=owner_id,
            goods_owner_name=owner.name if owner else "",
            webhook_number=self.number(hook),
            event_id=0,
            at=_STAND_AT,
            status=_chosen_status(hook.settings),
        )
        newest = {
            name: values[0] for name, values in options_of(self._settings.current.state(hook.id)).ids.items() if values
        }
        made = sample(family, trigger, context, self._values if plain else {**self._values, **newest})
        if not captured:
            return Payload(sample_text(made), 0, _STAND_TIME)
        return Payload(sample_text(as_captured(made, family, trigger)), 0, f"{_STAND_TIME}Z")

    def _variables(self, hook: Webhook, filling: Filling) -> dict[str, str]:
        settings = self._settings.current
        shared = settings.preferences.variables.get(hook.system, EMPTY_MAPPING)
        return {
            **({str(name): str(value) for name, value in shared.items()} if isinstance(shared, Mapping) else {}),
            **options_of(settings.state(hook.id)).variables,
            **values_for(settings.system_of(hook), hook, self.number(hook), filling),
        }


def format_json(text: str) -> str | None:
    """See :meth:`Payloads.formatted`. Pure."""
    found = VARIABLE.findall(text)
    # Variables are temporarily replaced by improbable numbers, which may be inside or outside quotation marks.
    stands = [f"{_STAND}{number:06d}" for number in range(len(found))]
    if len(text) > LARGEST_EDITED or _STAND in text or len(found) > MOST_VARIABLES:
        return None
    whole = [match.group() for match in VARIABLE.finditer(text)]
    numbers = iter(stands)
    data = VARIABLE.sub(lambda _: next(numbers), text).encode("utf-8", "replace")
    if why_not(data):
        return None
    lines, cut = indented(data, 2 * LARGEST_EDITED)
    if cut:
        return None
    done = lines.decode("utf-8")
    for stand, variable in zip(stands, whole, strict=True):
        done = done.replace(stand, variable, 1)
    return done


def renewable(text: str) -> Payload:
    """A text as a payload whose event id and time are renewed before each send."""
    return Payload(text, _number(_EVENT, text), _text(_TIME, text))


def text_payload(body: bytes, headers: Headers = ()) -> Payload | None:
    """Bytes as an editable payload without their content coding, or None if there are too many or they are not text."""
    if body:
        body = readable(body, headers) or b"\xff"  # it cannot be decoded
    if len(body) > LARGEST_EDITED:
        return None
    try:
        return Payload(read_text(body).text)
    except NotTextError:
        return None


def with_id(text: str, name: str, value: Any) -> str:
    """Replace a member's value wherever it occurs; all other bytes are unchanged."""
    written = json.dumps(value, ensure_ascii=False)
    return _member(name).sub(lambda found: f"{found.group(1)}{written}", text)


def _member(name: str) -> re.Pattern[str]:
    return re.compile(rf'("{re.escape(name)}"\s*:\s*)(-?\d+|"(?:[^"\\]|\\.)*"|null)')


def _parsed(text: str) -> Any:
    try:
        return read_json(text, deepest=DEEPEST_BODY)
    except ValueError:
        return None


def _ids(data: Any) -> Iterator[tuple[str, Any]]:
    """Members with ids, and their values."""
    for path, value in _leaves(data):
        name = path.rsplit(".", 1)[-1]
        own = isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
        if name.endswith("Id") and own and value:
            yield name, value


def _leaves(data: Any) -> list[tuple[str, Any]]:
    """Path and value of every leaf in order."""
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[str, Any, int]] = [("", data, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > 20:  # no documented payload is nested deeper
            continue
        if isinstance(value, dict):
            waiting += [(f"{path}.{name}", inside, depth + 1) for name, inside in reversed(list(value.items()))]
        elif isinstance(value, list):
            waiting += [(path, inside, depth + 1) for inside in reversed(value[:20])]
        else:
            found.append((path, value))
    return found


def _chosen_status(settings: Mapping[str, Any] = EMPTY_MAPPING) -> int | None:
    for item in settings.get("statuses", ()):
        number = item.get("to") if isinstance(item, Mapping) else item
        if isinstance(number, int):
            return number
    return None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found.group(2)) if found and len(found.group(2)) < 20 else None


def _text(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(2) if found else ""
