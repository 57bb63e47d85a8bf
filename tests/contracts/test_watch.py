"""A new watch is one row of ``WATCHES``, and here what makes it report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.tunnels import TunnelState, TunnelStatus
from ongoing_desktop.domain.watches import WatchChoice, WatchReport
from ongoing_desktop.services.watching import LOOK_S, MOST
from ongoing_desktop.ui.commands import COMMANDS
from ongoing_desktop.wording.language import placeholders
from ongoing_desktop.wording.preferences import PREFERENCE_ROWS, WatchControl
from ongoing_desktop.wording.watches import WATCHES, Watch, incident_filter, incident_text
from tests.services.fake_services import make_services
from tests.services.fakes import FakeHistory
from tests.ui.exchanges_support import outcome, received

each = pytest.mark.parametrize("watch", WATCHES, ids=lambda watch: watch.key)


class World:
    """Services whose clock, disk and requests the test controls."""

    def __init__(self, data_dir: Path) -> None:
        self.now = 1000.0
        self.free = 50_000.0
        self.history = FakeHistory()
        self.services = make_services(
            data_dir, steady=lambda: self.now, free_mb=lambda: self.free, history=self.history
        )
        self.services.start()
        self.hook: Webhook = self.services.do(self.services.demo.add())
        self.reports: list[WatchReport] = []
        self.services.watching.subscribe(self.reports.append)
        self.arrive()
        self.services.do(self.services.listening.start())

    def arrive(self, *rows: ExchangeRow, complete: bool = True) -> None:
        """The change watcher reports exchanges."""

        async def report() -> None:
            self.services.feed._report(Arrived(0, self.history.newest_id(), rows, complete=complete))

        self.services.do(report())

    def request(self, count: int = 1, *, status: int = 200, complete: bool = True, **fields: object) -> None:
        """Requests arrive for the webhook and are answered."""
        fields.setdefault("webhook", self.hook.id)
        made = [received(len(self.history.new) + 1 + place, **fields) for place in range(count)]
        ids = self.history.append(made)
        self.history.append([], [outcome(number, status=status) for number in ids])
        self.arrive(*(self.history.rows(ids) if complete else ()), complete=complete)

    def look(self, times: int = 1) -> None:
        for _ in range(times):
            self.services.do(self.services.watching.look())

    def wait(self, seconds: float) -> None:
        """Time passes awake."""
        for _ in range(int(seconds // LOOK_S)):
            self.now += LOOK_S
            self.look()

    def choose(self, watch: Watch, value: WatchChoice) -> None:
        row = next(row for row in PREFERENCE_ROWS if row.control == WatchControl(watch))
        stored = self.services.settings
        self.services.do(stored.set_preferences(**row.stored(stored.current.preferences, value)))

    def texts(self) -> list[str]:
        settings = self.services.settings.current
        return [
            incident_text(item, settings, over=over)
            for report in self.reports
            for over, items in ((False, report.begun), (True, report.over))
            for item in items
        ]


@pytest.fixture
def world(data_dir: Path) -> Iterator[World]:
    made = World(data_dir)
    yield made
    made.services.close()


def fill_disk(world: World) -> None:
    world.free = 500


def free_disk(world: World) -> None:
    world.free = 50_000


def tunnel(world: World, status: TunnelStatus) -> None:
    async def say() -> None:
        world.services.tunnel._say(TunnelState(status))

    world.services.do(say())


def kill_tunnel(world: World) -> None:
    tunnel(world, "dead")
    world.wait(180)


CAUSES: dict[str, tuple[Callable[[World], None], Callable[[World], None]]] = {
    "silence": (lambda world: world.wait(2 * 3600), lambda world: world.request()),
    "failures": (lambda world: world.request(5, status=500), lambda world: world.request()),
    "credential": (lambda world: world.request(verdict="refused"), lambda world: world.request()),
    "disk": (fill_disk, free_disk),
    "tunnel": (kill_tunnel, lambda world: tunnel(world, "live")),
}
"""For each watch what makes it report, and what ends that."""


@each
def test_it_reports_once_when_it_begins_and_once_when_it_is_over(world: World, watch: Watch) -> None:
    world.choose(watch, WatchChoice(on=True, limit=watch.limit.default))
    begin, end = CAUSES[watch.key]
    begin(world)
    world.look(3)
    assert [item.watch for report in world.reports for item in report.begun] == [watch.key]
    assert [item.watch for item in world.services.watching.report.open] == [watch.key]
    end(world)
    world.look(3)
    assert [item.watch for report in world.reports for item in report.over] == [watch.key]
    assert world.services.watching.report.open == ()
    assert all("{" not in text and text.endswith(".") for text in world.texts())


@each
def test_switching_it_off_ends_its_report_without_saying_that_it_is_over(world: World, watch: Watch) -> None:
    world.choose(watch, WatchChoice(on=True, limit=watch.limit.default))
    begin, _ = CAUSES[watch.key]
    begin(world)
    world.look()
    world.choose(watch, WatchChoice(on=False, limit=watch.limit.default))
    world.look()
    assert world.services.watching.report == WatchReport()
    world.reports.clear()
    begin(world)
    world.look()
    assert world.reports == []


@each
def test_its_row_is_whole(world: World, watch: Watch) -> None:
    limit = watch.limit
    assert limit.least <= limit.default <= limit.most
    assert {*placeholders(watch.begun), *placeholders(watch.over)} <= {"name", "limit", "value"}
    assert bool(watch.command) != bool(watch.filter)
    assert not watch.command or watch.command in {command.name for command in COMMANDS}
    if watch.filter:
        parse_filter(watch.filter.format(about=world.hook.id), world.services.clock())
    assert sum(row.control == WatchControl(watch) for row in PREFERENCE_ROWS) == 1
    for bad in ({}, {watch.key: 3}, {watch.key: {"on": "yes", "limit": limit.most * 2}}, {watch.key: {"limit": True}}):
        settings = world.services.settings.current
        settings = replace(settings, preferences=replace(settings.preferences, watches=bad))
        assert watch.chosen(settings.preferences) == WatchChoice(watch.on, limit.default)


# Rules of several watches.


def test_nothing_is_said_while_the_listener_is_stopped_or_the_computer_sleeps(world: World) -> None:
    silence = WATCHES[0]
    world.choose(silence, WatchChoice(on=True, limit=2))
    world.wait(3600)
    world.now += 10 * 3600  # asleep
    world.look(2)
    world.now -= 10 * 3600  # no clock should do that
    world.look(2)
    assert world.reports == []
    world.services.do(world.services.listening.stop())
    world.wait(3 * 3600)
    assert world.reports == []
    world.services.do(world.services.listening.start())
    world.wait(3600)
    assert world.reports == []
    world.wait(3600)
    assert world.texts() == ["No request has arrived for 2 h."]
    world.services.do(world.services.listening.stop())
    world.look()
    assert world.texts() == ["No request has arrived for 2 h."]


def test_only_requests_of_others_count_and_a_wrong_credential_is_no_failure(world: World) -> None:
    ids = world.history.append([received(1, webhook=world.hook.id, verdict="refused")])
    world.history.append([], [outcome(ids[0], status=401)])
    world.arrive(*(replace(row, ours=True) for row in world.history.rows(ids)))
    world.request(9, status=404, verdict="unmatched", webhook=None)
    world.look()
    assert world.reports == []
    world.request(9, status=401, verdict="refused")
    world.look()
    assert [item.watch for item in world.services.watching.report.open] == ["credential"]


def test_failures_are_counted_for_each_webhook_and_address(world: World) -> None:
    for _ in range(4):
        world.request(status=500)
        world.request(status=500, webhook="other")
    world.request(webhook="other")
    world.request(status=500)
    address = "http://127.0.0.1:9/x"
    judged = replace(received(1).judgement, verdict=None, reason_code="forwarded")
    world.request(5, status=502, webhook=None, direction="out", judgement=judged, target=address)
    world.request(9, status=502, direction="out", judgement=None)  # tests that the user sends
    world.look()
    settings = world.services.settings.current
    assert [incident_filter(item, settings) for item in world.services.watching.report.open] == [
        f'webhook:"{world.hook.id}" -status:2xx',
        f'dir:out path:"{address}"',
    ]
    assert world.texts()[1] == f"“{address}”: 5 requests in a row failed."


def test_exchanges_that_were_not_read_end_a_run_but_no_report(world: World) -> None:
    world.request(4, status=500)
    world.look()
    world.history.append([received(n, webhook="other") for n in range(MOST)])
    world.request(status=500, complete=False)
    world.look()
    assert world.reports == []
    world.request(4, status=500, complete=False)
    world.look()
    assert len(world.texts()) == 1
    world.history.append([received(n, webhook="other") for n in range(MOST)])
    world.arrive(complete=False)
    world.look()
    assert len(world.services.watching.report.open) == 1


def test_a_webhook_that_is_deleted_and_a_limit_that_is_raised_end_a_report_silently(world: World) -> None:
    world.request(5, status=500)
    fill_disk(world)
    world.look()
    assert len(world.services.watching.report.open) == 2
    disk = next(watch for watch in WATCHES if watch.key == "disk")
    world.choose(disk, WatchChoice(on=True, limit=400))
    world.services.do(world.services.webhooks.delete([world.hook.id]))
    world.look()
    assert world.services.watching.report == WatchReport()


def test_a_disk_at_its_limit_is_reported_once(world: World) -> None:
    for world.free in (999, 1001, 999, 1050, 999):
        world.look()
    assert len(world.texts()) == 1


def test_a_tunnel_that_is_stopped_on_purpose_is_not_reported_as_well(world: World) -> None:
    kill_tunnel(world)
    assert world.texts() == ["The tunnel has been dead for 2 min."]
    tunnel(world, "restarting")
    world.look()
    assert len(world.services.watching.report.open) == 1
    tunnel(world, "stopped")
    world.look()
    assert world.services.watching.report == WatchReport()
    assert len(world.texts()) == 1
