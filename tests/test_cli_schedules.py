"""``schedule``: the real program runs tests by itself."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.schedules import read_schedules
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.domain.targets import marked
from tests.helpers import ROOT, command, do, environment, lines, run_here, run_program, until
from tests.receivers import PASSWORD, USER, receiver

CREDENTIAL = json.dumps({"webhook": "w", "username": USER, "secret": PASSWORD}).encode()
WITH_CREDENTIAL = ("--credentials-stdin",)


@pytest.fixture
def address() -> Iterator[str]:
    with receiver() as url:
        yield url


@pytest.fixture
def folder(tmp_path: Path, address: str) -> Path:
    """A data folder with one system and one webhook to a good receiver."""
    system = System("s", "Demo warehouse", "demo", (GoodsOwner(12, "Acme", "ACME"),))
    hook = Webhook("w", "Picked", "s", "regular", "order-picked", (12,), address, authentication="basic", username=USER)
    change(tmp_path, replace(Settings(), systems=(system,), webhooks=(replace(hook, enabled=True),)))
    return tmp_path


def change(folder: Path, wanted: Settings | None = None, *, url: str = "", production: bool = False) -> None:
    def edit(now: Settings) -> Settings:
        if wanted is not None:
            return replace(now, systems=wanted.systems, webhooks=wanted.webhooks)
        if production:
            return marked(now, hosts={"shop.example": True}, systems={})
        return replace(now, webhooks=tuple(replace(hook, url=url) for hook in now.webhooks))

    services = open_services(folder)
    services.start(follow=False)
    try:
        do(services, services.settings.change("x", edit))
    finally:
        services.close()


class Cli:
    """Runs commands in this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, *words: str, stdin: bytes = b"") -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        done = run_here(self._folder, *words, stdin=stdin)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def add(self, *words: str) -> tuple[int, str, str]:
        return self("schedule", "add", *words)

    def rows(self, *words: str) -> list[dict[str, Any]]:
        """The JSON lines of a command."""
        return [json.loads(line) for line in self(*words, "--json")[1].splitlines()]


@pytest.fixture
def cli(folder: Path) -> Cli:
    return Cli(folder)


def add(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return run_program(folder, "schedule", "add", *words)


@pytest.mark.parametrize(
    "what",
    [
        ("--webhook", "Picked"),
        ("--webhook", "Picked", "--prove", "quick"),
        ("--webhook", "Picked", "--day", "day.txt"),
        ("--scenario", "scenario.json"),
    ],
    ids=["test", "proof", "burst", "scenario"],
)
def test_every_kind_runs_at_once_with_a_report(folder: Path, cli: Cli, what: tuple[str, ...]) -> None:
    day, scenario = folder / "day.txt", folder / "scenario.json"
    day.write_text("order-picked 4 06:00-06:10\n", encoding="utf-8")
    steps = [{"trigger": "order-picked"}, {"trigger": "order-picked"}]
    scenario.write_text(json.dumps({"format": "ongoing-desktop-scenario", "version": 1, "name": "Two", "steps": steps}))
    given = tuple(str(folder / word) if word in (day.name, scenario.name) else word for word in what)
    assert cli.add("Mine", *given, "--every", "5") == (0, "", "")
    junit = folder / "report.xml"
    words = ("schedule", "now", "mine", "--junit", str(junit), "--json", *WITH_CREDENTIAL)
    code, out, err = cli(*words, stdin=CREDENTIAL)
    assert code == 0, err + out
    ended = json.loads(out)
    assert (ended["name"], ended["state"], ended["failed"]) == ("Mine", "passed", 0)
    assert sum(suite.tests for suite in JUnitXml.fromfile(str(junit))) == len(ended["cases"]) > 0
    (listed,) = cli.rows("schedule", "list")
    assert (listed["every_min"], listed["last"]["state"]) == (5, "passed")
    shown = cli("schedule", "list")[1]
    assert "every 5 minutes" in shown
    assert "0 failed." in shown
    assert cli("schedule", "remove", "mine")[0] == 0
    assert not cli.rows("schedule", "list")
    assert not [*(folder / "schedules").glob("*.json")]


def test_what_is_due_runs_while_the_command_does(folder: Path) -> None:
    assert add(folder, "Often", "--webhook", "w", "--every", "1").returncode == 0
    services = open_services(folder)
    services.start(follow=False)
    try:  # as if it had been saved an hour ago
        key, schedule = services.schedules.find("often")
        early = {**services.settings.current.preferences.schedules[key], "since": "2026-01-01T00:00:00+00:00"}
        do(services, services.settings.set_preferences(schedules={key: early}))
        assert read_schedules({key: early})[key].name == schedule.name
    finally:
        services.close()
    child = subprocess.Popen(
        command(folder, "schedule", "run", "--json", *WITH_CREDENTIAL),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(CREDENTIAL)
        child.stdin.close()
        until(lambda: lines(run_program(folder, "schedule", "list", "--json"))[0]["last"], "the first run")
        refused = run_program(folder, "schedule", "run")
        assert refused.returncode == 2
        assert b"Another process runs the schedules" in refused.stderr
        child.send_signal(signal.SIGINT)
        ended = json.loads(child.stdout.read())
        assert child.wait(20) == 0
    assert (ended["name"], ended["state"]) == ("Often", "passed")


def test_a_failure_is_an_exit_code_and_a_reason(folder: Path, cli: Cli) -> None:
    assert cli.add("Mine", "--webhook", "w", "--at", "06:30", "--workdays")[0] == 0
    change(folder, url="http://127.0.0.1:9/closed")
    code, out, _ = cli("schedule", "now", "Mine", *WITH_CREDENTIAL, stdin=CREDENTIAL)
    assert code == 1
    assert "0 passed, 1 failed." in out
    assert "✕ Picked: " in out
    code, out, err = cli("schedule", "now", "Mine")
    assert code == 1
    assert PASSWORD not in out + err


def test_another_computer_is_confirmed_and_production_is_not_a_target(folder: Path, cli: Cli) -> None:
    change(folder, url="https://shop.example/hook")
    words = ("Mine", "--webhook", "w", "--every", "5")
    code, _, err = cli.add(*words)
    assert (code, "--yes" in err) == (2, True)
    assert cli.add(*words, "--yes")[0] == 0
    change(folder, production=True)
    code, _, err = cli.add("Other", *words[1:], "--yes")
    assert (code, "shop.example is a production host" in err) == (2, True)
    code, out, _ = cli("schedule", "now", "Mine", *WITH_CREDENTIAL, stdin=CREDENTIAL)
    assert (code, "shop.example is a production host" in out) == (1, True)
    assert not cli.rows("history", "list")


def test_wrong_use_is_refused(cli: Cli) -> None:
    hook = ("--webhook", "w")
    for words, said in (
        (hook, "--every --at is required"),
        ((*hook, "--at", "25:00"), "Enter a time such as 06:30."),
        ((*hook, "--every", "99999"), "Enter at most 10080 minutes."),
        (("--webhook", "nope", "--every", "1"), "nope"),
        (("--every", "1"), "Name the webhook"),
        ((*hook, "--day", "noon", "--every", "1"), "There is no day named"),
        (("--scenario", "nope", "--every", "1"), "nope"),
        ((*hook, "--scenario", "x", "--every", "1"), "--system instead of --webhook"),
    ):
        code, _, err = cli.add("Mine", *words)
        assert (code, said in err) == (2, True), err
    assert not cli.rows("schedule", "list")
