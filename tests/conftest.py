"""Fixtures for every test: its own home, a keyring in memory, and no unexpected warnings."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The language of the window follows the system.
os.environ["LANGUAGE"] = os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
if os.environ["QT_QPA_PLATFORM"] == "offscreen":  # whose own screen is smaller than a usual window
    os.environ["QT_QPA_PLATFORM"] += f":configfile={Path(__file__).parent / 'screen.json'}"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
# Hundreds of tests start a Python process; each would compile every module it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

from tests import measured

COUNTED = measured.started()

import keyring
import keyring.backend
import pytest
from hypothesis import HealthCheck, settings

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.services import Services
from tests.helpers import children

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts background jobs with SIGINT ignored, which our children would inherit.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "ours",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=60,
    # The same examples in CI, where a change is judged by the run; new ones elsewhere.
    derandomize="CI" in os.environ,
)
settings.load_profile("ours")


def pytest_configure(config: pytest.Config) -> None:
    if measured.FOLDER and not measured.WORKER:
        config.pluginmanager.register(measured.Summary())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that are allowed to take longest, so that no worker is left with one at the end.

    After them come those that read the program's source, together, so that one worker parses it for most of them.
    """

    def order(item: pytest.Item) -> tuple[float, bool]:
        limit = item.get_closest_marker("timeout")
        return float(limit.args[0]) if limit else 0.0, item.get_closest_marker("source") is not None

    items.sort(key=order, reverse=True)


def pytest_collection_finish() -> None:
    """Let the collection of garbage skip the tests themselves, which live as long as the process."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    if COUNTED is not None:
        measured.save(COUNTED)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """End a worker at once: taking its objects apart one by one would take seconds, in which no test runs."""
    if measured.WORKER:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring backend that keeps entries in this process."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The arguments of the Qt application of the tests: its style, as in the program."""
    return ["tests", "-style", "fusion"]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New paths for home folders. Not ``tmp_path``, whose numbered folder takes half of the time of a short test."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Home and data folders of this test alone."""
    folder = next(homes)
    folder.mkdir()
    if "ONGOING_REAL_SESSION" not in os.environ:
        monkeypatch.setenv("HOME", str(folder))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty data folder."""
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    """The configured keyring, in memory. Tests of a real Secret Service set their own."""
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def no_quiet_warnings(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test on a warning in the log, unless it has the marker ``expected_logs``."""
    yield
    if request.node.get_closest_marker("expected_logs"):
        return
    bad = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not bad, f"unexpected log output: {bad}"


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Fail if a thread that would keep the process alive, a child or a visible window is left."""
    threads, processes = set(threading.enumerate()), children()
    yield
    left = [item for item in threading.enumerate() if item not in threads and not item.daemon and item.is_alive()]
    for item in left:
        item.join(2)
    left = [item for item in left if item.is_alive()]
    assert not left, f"threads left: {left}"
    end = time.monotonic() + 5
    while (more := children() - processes) and time.monotonic() < end:
        time.sleep(0.02)
    assert not more, f"child processes left: {sorted(more)}"
    assert not visible_windows()


def visible_windows() -> list[str]:
    """Windows that a test did not close."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [repr(item) for item in widgets.QApplication.topLevelWidgets() if item.isVisible()]


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    """The services over real storage, without a window."""
    made = open_services(data_dir)
    made.start()
    yield made
    made.close()
