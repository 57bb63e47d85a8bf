"""Hand-written fakes of the ports: they store what they are given, and fail on request."""

from __future__ import annotations

import asyncio
import threading
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ongoing_desktop.domain.connectivity import AddressReport, Certificate, CheckStep
from ongoing_desktop.domain.credentials import KnownEntry
from ongoing_desktop.domain.errors import KnownError, VaultError
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Grouping, Message, NewExchange, Outcome, TimedIds
from ongoing_desktop.domain.forwarding import TargetState
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.members import member_texts
from ongoing_desktop.domain.retention import DiskUse, Indexed, Preview, RetentionLimits
from ongoing_desktop.domain.rules import Step
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Failure, Head, OutgoingRequest, Response, SendResult, Timing
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.domain.sync_state import Seen
from ongoing_desktop.domain.timeline import Told
from ongoing_desktop.services.ports import SettingsConflict, VaultStatus
from ongoing_desktop.services.ports.history import CHANGES_KEPT, Changes
from ongoing_desktop.transport import NetworkSender


class FakeClock:
    """A clock that advances only on request."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 15, 9, 30, 29, 932485, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class FakeStore:
    """Settings in memory; ``conflicts`` makes the next saves fail because another process was first."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.secrets: dict[str, str] = {}
        self.noted: dict[str, datetime] = {}
        self.labels: list[str] = []
        self.kept: list[tuple[Settings, datetime, str]] = []
        self.events: dict[str, int] = {}
        self.conflict: Callable[[Settings], Settings] | None = None
        self.error: KnownError | None = None

    def load(self) -> Settings:
        return self.settings

    def save(self, settings: Settings, *, expected: int, label: str) -> Settings:
        if self.error:
            raise self.error
        if self.conflict:
            self.settings = replace(self.conflict(self.settings), revision=self.settings.revision + 1)
            self.conflict = None
        if expected != self.settings.revision:
            raise SettingsConflict
        self.settings = replace(settings, revision=expected + 1)
        self.labels.append(label)
        self.kept.append((self.settings, datetime.now(UTC), label))
        return self.settings

    def newest_revision(self) -> int:
        return self.settings.revision

    def data_version(self) -> int:
        return self.settings.revision

    def next_event_id(self, system_id: str) -> int:
        self.events[system_id] = self.events.get(system_id, 0) + 1
        return self.events[system_id]

    def event_id_at_hand(self, system_id: str) -> int | None:
        return None

    def revisions(self) -> list[tuple[int, datetime, str]]:
        return [(item.revision, at, label) for item, at, label in reversed(self.kept)]

    def revision(self, number: int) -> Settings | None:
        return next((item for item, _, _ in self.kept if item.revision == number), None)

    def known_entries(self) -> tuple[KnownEntry, ...]:
        return tuple(KnownEntry(ref, state, self.noted[ref]) for ref, state in self.secrets.items())

    def note_secret(self, ref: str, state: str) -> None:
        if state == "gone":
            self.secrets.pop(ref, None)
        else:
            self.secrets[ref] = state
            self.noted[ref] = datetime.now(UTC)


class FakeVault:
    """A keyring in memory; ``error`` makes every call fail."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.usable = True
        self.error: VaultError | None = None

    def status(self) -> VaultStatus:
        return VaultStatus(usable=self.usable, name="fake", code="" if self.usable else "vault-none")

    def put(self, ref: str, secret: Secret) -> None:
        if self.error:
            raise self.error
        self.entries[ref] = secret.reveal()

    def get(self, ref: str) -> Secret | None:
        if self.error:
            raise self.error
        value = self.entries.get(ref)
        return None if value is None else Secret(value)

    def delete(self, ref: str) -> None:
        if self.error:
            raise self.error
        self.entries.pop(ref, None)


def shows(direction: str | None, row: ExchangeRow) -> bool:
    """Whether a query for this direction includes the row, as the port defines it."""
    several = {None: ("in", "out", "api"), "log": ("in", "gap"), "all": ("in", "out", "api", "gap")}
    return row.direction in several.get(direction, (direction,))


class FakeHistory:
    """Exchanges in a list."""

    def __init__(self) -> None:
        self.new: list[NewExchange] = []
        self.outcomes: dict[int, Outcome] = {}
        self.version = 0
        self.pinned: set[int] = set()
        self.notes: dict[int, str] = {}
        self.deleted: set[int] = set()
        self.changed: list[int] = []
        self.kept_changes = CHANGES_KEPT
        self.taken: set[int] = set()
        self.indexed_upto = -1

    def append(
        self,
        exchanges: Sequence[NewExchange],
        outcomes: Sequence[Outcome] = (),
        *,
        durable: bool = True,
        wait: bool = True,
    ) -> list[int]:
        self.version += 1
        first = len(self.new) + 1
        self.new.extend(exchanges)
        for outcome in outcomes:
            self.outcomes[outcome.exchange_id] = outcome
        return list(range(first, first + len(exchanges)))

    def take_in(self, items: Sequence[tuple[NewExchange, Outcome]]) -> list[int]:
        ids = self.append([exchange for exchange, _ in items])
        self.append([], [replace(outcome, exchange_id=number) for number, (_, outcome) in zip(ids, items, strict=True)])
        return ids

    def newest_id(self) -> int:
        return len(self.new)

    def rows(
        self, ids: Sequence[int], *, members: Sequence[str] = (), grouping: Grouping | None = None
    ) -> list[ExchangeRow]:
        there = [number for number in ids if number not in self.deleted and number not in self.taken]
        if not members and grouping is None:
            return [self._row(number) for number in there]
        return [
            replace(
                self._row(number),
                members={
                    path: text for path in members if (text := member_texts(self.new[number - 1].body.data, [path])[0])
                },
                others=len(self._group(number, grouping)) - 1 if grouping else 0,
            )
            for number in there
        ]

    def page(
        self,
        *,
        limit: int,
        before: int | None = None,
        after: int | None = None,
        filter: object = None,
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        stop: object = None,
    ) -> list[ExchangeRow]:
        found = self.rows(range(1, len(self.new) + 1))
        if after is None:
            found.reverse()
        return [
            row
            for row in found
            if (before is None or row.id < before)
            and (after is None or row.id > after)
            and shows(direction, row)
            and (webhook is None or row.webhook == webhook)
        ][:limit]

    def ids(
        self,
        *,
        above: int,
        upto: int,
        grouping: Grouping | None = None,
        among: Sequence[int] | None = None,
        **narrowed: Any,
    ) -> TimedIds:
        if among is not None:
            every = self.ids(above=above, upto=min(upto, len(self.new)), grouping=grouping, **narrowed)
            return every.where(set(among).__contains__)
        found = self.page(limit=max(upto - above, 0), after=above, **narrowed)
        return TimedIds.of(
            [
                row
                for row in found
                if row.id <= upto and not (grouping and self._group(row.id, grouping)[-1].id > row.id)
            ]
        )

    def latest_id(self) -> int:
        return max(range(1, len(self.new) + 1), key=lambda number: self.new[number - 1].at, default=0)

    def newest_first(self, **narrowed: Any) -> Iterator[ExchangeRow]:
        found = self.page(limit=len(self.new), **narrowed)
        return iter(sorted(found, key=lambda row: (row.at, row.id), reverse=True))

    def sorted_ids(
        self, ids: Sequence[int], key: str, *, falling: bool, stop: object = None, on_progress: object = None
    ) -> array[int]:
        name = {"kind": "type", "request": "target"}.get(key, key)

        def value(row: ExchangeRow) -> Any:
            return row.members.get(key[5:], "") if key.startswith("body.") else getattr(row, name) or 0

        members = [key[5:]] if key.startswith("body.") else []
        rows = sorted(self.rows(list(ids), members=members), key=value, reverse=falling)
        return array("q", (row.id for row in rows))

    def superseded(self, grouping: Grouping, *, above: int, upto: int) -> list[int]:
        every = (self._group(number, grouping) for number in range(above + 1, upto + 1))
        return [row.id for group in every for row in group[:-1]]

    def before(self, grouping: Grouping, ids: Sequence[int]) -> list[int]:
        every = ([row.id for row in self._group(number, grouping) if row.id < number] for number in ids)
        return [earlier[-1] for earlier in every if earlier]

    def repeats(self, exchange_id: int, grouping: Grouping | None = None) -> list[ExchangeRow]:
        group = self._group(exchange_id, grouping or Grouping("event"))
        return [row for row in group[::-1] if row.id != exchange_id]

    def _group(self, exchange_id: int, grouping: Grouping) -> list[ExchangeRow]:
        if grouping.by == "event":
            return self.arrivals(exchange_id)
        name = {"order": "subject", "webhook": "webhook"}[grouping.by]
        mine = self._row(exchange_id)
        wanted = getattr(mine, name)
        every = (self._row(number) for number in range(1, len(self.new) + 1) if number not in self.deleted)
        return [
            row
            for row in every
            if row.id == exchange_id
            or (wanted and getattr(row, name) == wanted and not (grouping.received and row.direction != "in"))
        ]

    def told(self, exchange_id: int) -> list[Told]:
        mine = self._row(exchange_id)
        every = [self._row(number) for number in range(1, len(self.new) + 1) if number not in self.deleted]
        about = [row for row in every if row.id == exchange_id or (mine.subject and row.subject == mine.subject)]
        told = []
        for row in about:
            judged = self.new[row.id - 1].judgement
            told.append(Told(row, judged.event_at, judged.state) if judged else Told(row))
        return told + [Told(row) for row in every if row.direction == "gap" and row.at > about[0].at]

    def attempts(self, webhook: str, delivery: str | None = None) -> tuple[str, list[ExchangeRow]]:
        mine = [
            (new.delivery, number) for number, new in enumerate(self.new, 1) if new.webhook == webhook and new.delivery
        ]
        wanted = delivery if delivery is not None else mine[-1][0] if mine else ""
        found = [self._row(number) for known, number in mine if known == wanted]
        return wanted if found else "", found

    def newest_sent(self, webhooks: Sequence[str]) -> dict[str, ExchangeRow]:
        return {
            row.webhook: row for row in self.rows(range(1, len(self.new) + 1))
            if row.direction == "out" and row.webhook and row.webhook in webhooks
        }  # fmt: skip

    def newest_live(self, webhooks: Sequence[str], *, after: int = 0) -> dict[str, Seen]:
        return {
            row.webhook: Seen(row.at, local=row.peer.startswith("127.")) for row in self.rows(range(after + 1, len(self.new) + 1))
            if row.direction == "in" and not row.ours and row.verdict in ("verified", "open")
            and row.webhook and row.webhook in webhooks
        }  # fmt: skip

    def get(self, exchange_id: int) -> Exchange | None:
        if exchange_id in self.deleted or exchange_id in self.taken:
            return None
        new = self.new[exchange_id - 1]
        outcome = self.outcomes.get(exchange_id)
        return Exchange(
            self._row(exchange_id),
            Message(new.headers, new.body.data),
            outcome.response if outcome else None,
            outcome.detail if outcome else {},
        )

    def arrivals(self, exchange_id: int) -> list[ExchangeRow]:
        mine = self._row(exchange_id)
        every = [self._row(number) for number in range(1, len(self.new) + 1)]
        return [
            row
            for row in every
            if row.id == exchange_id or (mine.event_id and row.event_id == mine.event_id and row.id not in self.deleted)
        ]

    def arrived(
        self, subjects: Sequence[str], *, system: str, after: datetime
    ) -> set[tuple[str, str | None, str, int | None]]:
        judged = [new.judgement for new in self.new if new.direction == "in" and new.judgement and new.at >= after]
        return {
            (item.webhook, item.type, item.subject, item.state)
            for item in judged
            if item.webhook
            and item.subject
            and item.subject in subjects
            and (item.system or "").casefold() == system.casefold()
        }

    def of_subject(self, exchange_id: int, *, limit: int = 100) -> list[ExchangeRow]:
        mine = self._row(exchange_id)
        every = [self._row(number) for number in range(len(self.new), 0, -1)]
        return [row for row in every if mine.subject and row.subject == mine.subject][:limit]

    def data_version(self) -> int:
        return self.version

    def set_pinned(self, ids: Sequence[int], *, pinned: bool) -> list[int]:
        changed = [number for number in ids if (number in self.pinned) != pinned]
        self.pinned = self.pinned | set(ids) if pinned else self.pinned - set(ids)
        self._note_change(changed)
        return changed

    def set_note(self, exchange_id: int, note: str) -> bool:
        changed = self.notes.get(exchange_id, "") != note
        self.notes[exchange_id] = note
        self._note_change([exchange_id] if changed else [])
        return changed

    def delete(self, ids: Sequence[int]) -> list[int]:
        there = [number for number in ids if number not in self.deleted]
        self.deleted |= set(there)
        self._note_change(there)
        return there

    def undelete(self, ids: Sequence[int]) -> list[int]:
        there = [number for number in ids if number in self.deleted]
        self.deleted -= set(there)
        self._note_change(there)
        return there

    def take_out(self, upto: int) -> None:
        """Like the limits: remove exchanges up to an id, except pinned ones."""
        self.taken |= set(range(1, upto + 1)) - self.pinned
        self._note_change([-upto])

    def changes(self, after: int) -> Changes:
        number = len(self.changed)
        if after < number - self.kept_changes:
            return Changes(number, [], missed=True)
        ids = list(dict.fromkeys(self.changed[after:]))
        return Changes(number, [one for one in ids if one > 0], thinned=-min((0, *ids)))

    def indexed(self) -> Indexed:
        return Indexed(self.indexed_upto if self.indexed_upto >= 0 else len(self.new), len(self.new))

    def _note_change(self, ids: Sequence[int]) -> None:
        self.version += 1
        self.changed += ids

    def _row(self, number: int) -> ExchangeRow:
        new, outcome = self.new[number - 1], self.outcomes.get(number)
        return ExchangeRow(
            id=number,
            direction=new.direction,
            at=new.at,
            method=new.method,
            target=new.target,
            status=outcome.status if outcome else new.status,
            answer=outcome.answer if outcome else "pending",
            failure=outcome.failure if outcome else None,
            verdict=new.judgement.verdict if new.judgement else None,
            reason_code=new.judgement.reason_code if new.judgement else None,
            reason_params=new.judgement.params if new.judgement else {},
            webhook=new.webhook,
            system=new.system,
            family=new.family,
            type=new.type,
            event_id=new.event_id,
            goods_owner_id=new.goods_owner_id,
            attempt=new.attempt,
            bytes=new.body.size,
            duration_ms=None,
            pinned=number in self.pinned,
            note=self.notes.get(number, ""),
            source=new.source,
            subject=(new.judgement.subject if new.judgement else None) or new.subject,
        )


class FakeRunning:
    """Deliveries of this process, and those left by a dead one."""

    def __init__(self) -> None:
        self.held: dict[str, Mapping[str, Any]] = {}
        self.left: list[Mapping[str, Any]] = []

    def begin(self, delivery: str, about: Mapping[str, Any]) -> None:
        self.held[delivery] = {**about, "delivery": delivery}

    def end(self, delivery: str) -> None:
        self.held.pop(delivery, None)

    def abandoned(self) -> list[Mapping[str, Any]]:
        found, self.left = self.left, []
        return found


class FakeWaiting:
    """Forwarding targets in memory."""

    def __init__(self) -> None:
        self.known: dict[str, TargetState] = {}
        self.asked: list[str] = []

    def states(self) -> list[TargetState]:
        return list(self.known.values())

    def ask(self, target: str) -> None:
        self.asked.append(target)

    def discard(self, target: str) -> int:
        state = self.known[target]
        self.known[target] = replace(state, waiting=0, since=None)
        return state.waiting


class FakeRetention:
    """Each step removes ten exchanges of a kilobyte; while ``hold`` is set each step waits."""

    def __init__(self) -> None:
        self.total = 50
        self.moved: datetime | None = None
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.freed = False

    def _going(self, limits: RetentionLimits) -> int:
        return max(0, self.total - limits.count) if limits.count else 0

    def preview(self, limits: RetentionLimits, stop: object = None) -> Preview:
        going = self._going(limits)
        oldest = datetime(2026, 1, 2, 3, 4, tzinfo=UTC) if self.total > going else None
        return Preview(self.total, going, going * 1000, 2 if going else 0, oldest, self.moved)

    def cut(
        self, limits: RetentionLimits, *, clock_trusted: bool | None = None, stop: object = None
    ) -> RetentionLimits:
        return limits

    def step(self, cut: RetentionLimits, after: int = 0) -> tuple[int, int]:
        self.begun.set()
        assert self.go_on.wait(10)
        count = min(10, self._going(cut))
        self.total -= count
        return count, after + count if self._going(cut) else 0

    def give_back(self) -> bool:
        self.freed = True
        return False

    def use(self) -> DiskUse:
        return DiskUse(self.total * 1_000_000, 400_000, 1_000, 0 if self.freed else 3_000)

    def held(self) -> datetime | None:
        return self.moved

    def trust_clock(self) -> None:
        self.moved = None


class FakeSender:
    """Gives the set answer and records the requests."""

    def __init__(self) -> None:
        self.requests: list[OutgoingRequest] = []
        self.result = SendResult(
            Response(200, "OK", "HTTP/1.1", (("Content-Type", "text/plain"),), b"ok"), Timing(total_ms=3.0)
        )
        self.hang = False
        self.entered = asyncio.Event()

    async def send(self, request: OutgoingRequest) -> SendResult:
        self.requests.append(request)
        self.entered.set()
        if self.hang:
            await asyncio.Event().wait()
        return replace(self.result, sent_headers=request.headers)

    async def head(self, request: OutgoingRequest) -> Head | Failure:
        return await NetworkSender().head(request)

    async def close(self) -> None:
        return


class FakeProcess:
    """A listener that starts at once."""

    def __init__(self, on_state: Callable[[ListenerState], None]) -> None:
        self.state = ListenerState()
        self.snapshots: list[ListenerSnapshot] = []
        self.answers: list[tuple[int, Step]] = []
        self.kept = False
        self.went_on = False
        self._on_state = on_state

    async def start(self, host: str, port: int, snapshot: ListenerSnapshot) -> None:
        self.snapshots.append(snapshot)
        self.say(ListenerState("listening", url=f"http://{host}:{port or 40000}"))

    async def answer(self, number: int, step: Step) -> None:
        self.answers.append((number, step))

    async def update(self, snapshot: ListenerSnapshot) -> None:
        self.snapshots.append(snapshot)

    async def stop(self) -> None:
        self.say(ListenerState())

    async def keep(self, *, on: bool) -> None:
        self.kept = on

    async def let_go(self) -> None:
        self.went_on = True

    async def close(self) -> None:
        await self.stop()

    def say(self, state: ListenerState) -> None:
        self.state = state
        self._on_state(state)


class FakeProgram:
    """A tunnel program: prints ``lines``, then runs until it is cancelled or :meth:`end` is called."""

    def __init__(self, *lines: str, error: KnownError | None = None) -> None:
        self.lines = lines
        self.error = error
        self.started: list[tuple[str, ...]] = []
        self.running = 0
        self._ends: asyncio.Future[int] | None = None
        self._on_line: Callable[[str], None] = lambda _: None

    async def run(self, words: Sequence[str], on_line: Callable[[str], None]) -> int:
        self.started.append(tuple(words))
        if self.error is not None:
            raise self.error
        self._ends = asyncio.get_running_loop().create_future()
        self._on_line = on_line
        self.running += 1
        try:
            for line in self.lines:
                on_line(line)
            return await self._ends
        finally:
            self.running -= 1

    def say(self, line: str) -> None:
        """Print a line. Safe on any thread."""
        if self._ends is not None:
            self._ends.get_loop().call_soon_threadsafe(self._on_line, line)

    def end(self, code: int) -> None:
        """Exit by itself. Safe on any thread."""
        if self._ends is not None:
            self._ends.get_loop().call_soon_threadsafe(self._ends.set_result, code)


class FakeChecker:
    """Reports every address as reachable, or a set result; ``hang`` stops after the first step until cancelled."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.steps: tuple[CheckStep, ...] = (
            CheckStep("dns", "ok", "reach-dns-ok", {"host": "erp.example", "addresses": "192.0.2.7"}, 3.2),
            CheckStep("tcp", "ok", "reach-tcp-ok", {"address": "192.0.2.7:443"}, 14.0),
            CheckStep("tls", "bad", "reach-tls-host", {"host": "erp.example", "names": "other.example"}, 30.6),
        )
        self.certificate: Certificate | None = Certificate(
            subject="other.example",
            issuer="Test authority",
            names=("other.example", "www.other.example"),
            not_before=datetime(2026, 1, 1, tzinfo=UTC),
            not_after=datetime(2026, 3, 1, tzinfo=UTC),
        )
        self.hang = False
        self.cancelled = threading.Event()

    async def check(self, url: str, on_step: Callable[[CheckStep], None]) -> AddressReport:
        self.urls.append(url)
        on_step(self.steps[0])
        if self.hang:
            try:
                await asyncio.Event().wait()
            finally:
                self.cancelled.set()
        return AddressReport(url, self.steps, self.certificate)
