"""Causes that prevent opening a healthy data folder, each as a context that creates and removes it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.storage.folder import open_storage
from tests.helpers import ROOT, environment
from tests.storage.makers import full_settings, received

ROWS = 60
NOBODY = 65534
SENTENCE_MOST = 600
PROGRAM = """
import os, resource, sys
from pathlib import Path
what, folder = sys.argv[1:]
def limit():
    pass
{prelude}
if what == "command":
    from ongoing_desktop.__main__ import main
    limit()
    sys.exit(main(["--data-dir", folder, "history", "list", "--json"]))
from PySide6.QtWidgets import QApplication
from ongoing_desktop import app
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.wording.messages import error_sentence
from ongoing_desktop.__main__ import main
from PySide6.QtCore import QTimer
qt = QApplication([])
limit()
if what == "window":
    QTimer.singleShot(6000, lambda: [window.close() for window in qt.topLevelWidgets()])
    sys.exit(main(["--data-dir", folder]))
try:
    made = app.build(Path(folder))
except KnownError as error:
    print(error_sentence(error), file=sys.stderr)
    sys.exit(2)
made.close()
"""
HOLDING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("pragma locking_mode=exclusive")
connection.execute("begin exclusive")
print("held", flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Child:
    """How the program is started under a cause."""

    prelude: str = ""
    words: tuple[str, ...] = ()
    """Words before the command."""


Cause = Callable[[Path], AbstractContextManager[Child]]


def limited(name: str, number: int) -> Cause:
    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        del folder
        yield Child(
            f"def limit():\n    resource.setrlimit(resource.{name}, ({number}, resource.getrlimit(resource.{name})[1]))"
        )

    cause.__name__ = f"{name.lower()}_{number}"
    return cause


def whole_limit(number: int) -> Cause:
    """A limit of open files from the start of the process."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        del folder
        yield Child(words=("sh", "-c", f'ulimit -n {number}; exec "$@"', "sh"))

    cause.__name__ = f"ulimit_n_{number}"
    return cause


def held(name: str) -> Cause:
    """Another program locks a database exclusively."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        words = [sys.executable, "-c", HOLDING, os.fspath(folder / name)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout
            assert other.stdout.readline() == b"held\n"
            yield Child()
            assert other.stdin
            other.stdin.close()

    cause.__name__ = f"held_{name}"
    return cause


def as_other(*names: str, mode: int = 0o600) -> Cause:
    """These files belong to another user than the one who starts the program."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        made = []
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        for name in names:
            path = folder / name
            if not path.exists():
                path.touch()
                made.append(path)
            os.chown(path, 0, 0)
            path.chmod(mode)
        yield as_nobody()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 0, 0)
        for path in made:
            path.unlink()

    cause.__name__ = f"as_other_{'_'.join(names)}_{mode:o}"
    return cause


def own_mode(name: str, mode: int) -> Cause:
    """A file or folder of the user with the wrong mode."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        path = folder / name
        made = not path.exists()
        path.touch()
        path.chmod(mode)
        yield as_nobody()
        path.chmod(0o700 if path.is_dir() else 0o600)
        for item in (folder, *folder.rglob("*")):
            os.chown(item, 0, 0)
        if made:
            path.unlink(missing_ok=True)

    cause.__name__ = f"own_mode_{name or 'folder'}_{mode:o}"
    return cause


def as_nobody() -> Child:
    if os.getuid() or not shutil.which("setpriv"):
        pytest.skip("only the superuser can become someone else")
    words = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    if subprocess.run([*words, sys.executable, "-c", ""], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("another user cannot run this interpreter here")
    return Child(words=words)


def in_its_place(name: str, make: Callable[[Path], object]) -> Cause:
    """Something else in place of a file, which is put back afterwards."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        path, kept = folder / name, folder.parent / "kept"
        kept.mkdir(exist_ok=True)
        parts = [item for item in folder.glob(f"{name}*") if item.name in (name, f"{name}-wal", f"{name}-shm")]
        for item in parts:
            item.rename(kept / item.name)
        made = make(path)
        yield Child()
        if isinstance(made, socket.socket):
            made.close()
        path.unlink()
        for item in parts:
            (kept / item.name).rename(item)

    cause.__name__ = f"{make.__name__}_for_{name}"
    return cause


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_dangling_link(path: Path) -> None:
    path.symlink_to("/nowhere/at/all.db")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/full")


def a_socket(path: Path) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.bind(os.fspath(path))
    return made


def small_disk(free: int) -> Cause:
    """The folder is on a volume with this many bytes left."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        with mounted(folder, "size=3m,mode=700"):
            left = os.statvfs(folder)
            filler = left.f_bavail * left.f_frsize - free
            with contextlib.suppress(OSError), (folder / "filler").open("wb") as file:
                file.write(bytes(max(0, filler)))
            yield Child()
            (folder / "filler").unlink()

    cause.__name__ = f"disk_with_{free}_bytes"
    return cause


@contextmanager
def read_only_mount(folder: Path) -> Iterator[Child]:
    with mounted(folder, "size=3m,mode=700"):
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        yield Child()
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """The folder as a separate volume; on leaving, its content is moved back."""
    kept = folder.with_name("kept-apart")
    shutil.copytree(folder, kept)
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", os.fspath(folder)]
    if os.name != "posix" or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no volume of our own can be mounted here")
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        yield
        shutil.rmtree(kept)
        shutil.copytree(folder, kept)
    finally:
        subprocess.run(["umount", folder], check=True)
    shutil.rmtree(folder)
    kept.rename(folder)


def immutable(*names: str) -> Cause:
    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        paths = [folder / name for name in names if (folder / name).exists()]
        if (
            not shutil.which("chattr")
            or subprocess.run(["chattr", "+i", *paths], capture_output=True, check=False).returncode
        ):
            pytest.skip("no file can be made immutable here")
        try:
            yield Child()
        finally:
            subprocess.run(["chattr", "-i", *paths], check=True)

    cause.__name__ = f"immutable_{'_'.join(names)}"
    return cause


def failing_locks(errno_name: str, where: str) -> Cause:
    """``where``: ``roles`` for our own locks, ``sqlite`` for those of a database."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        del folder
        yield Child(
            "import errno, fcntl\n"
            f"def refuse(*_): raise OSError(errno.{errno_name}, os.strerror(errno.{errno_name}))\n"
            "fcntl.flock = refuse"
        )

    cause.__name__ = f"locks_{errno_name.lower()}_{where}"
    return cause


def failing_calls(call: str, errno_name: str, name: str) -> Cause:
    """Every such system call on a file fails, as on a failing disk or a lost network share."""

    @contextmanager
    def cause(folder: Path) -> Iterator[Child]:
        path = folder / name
        words = (
            "strace",
            "-f",
            "-qq",
            "-o",
            os.devnull,
            "-P",
            os.fspath(path),
            "-e",
            f"inject={call}:error={errno_name}",
        )
        if not shutil.which("strace") or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
            pytest.skip("strace cannot be used here")
        yield Child(words=words)

    cause.__name__ = f"{call.replace(',', '_')}_{errno_name.lower()}_{name}"
    return cause


def run_under(child: Child, what: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end under a cause. ``what``: ``command``, ``build`` or ``window``."""
    home = folder.parent / "home"
    home.mkdir(mode=0o777, exist_ok=True)
    home.chmod(0o777)
    found = {**environment(), "HOME": os.fspath(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1",
             "XDG_RUNTIME_DIR": os.fspath(home)}  # fmt: skip
    program = PROGRAM.replace("{prelude}", child.prelude)
    words = [*child.words, sys.executable, "-c", program, what, os.fspath(folder)]
    return subprocess.run(words, capture_output=True, env=found, timeout=60, check=False, cwd=ROOT)


def bodies(count: int = ROWS) -> list[bytes]:
    return [b'{"number": %d, "filler": "%s"}' % (number, b"x" * 300) for number in range(count)]


def fill(folder: Path, *, crashed: bool) -> None:
    """Settings and sixty exchanges; ``crashed``: with the WALs that a kill leaves."""
    storage = open_storage(folder)
    storage.settings.save(replace(full_settings(), preferences=Preferences()), expected=0, label="one")
    storage.history.append([received(body) for body in bodies()[:40]])
    if not crashed:
        storage.history.append([received(body) for body in bodies()[40:]])
        storage.close()
        return
    storage.history.checkpoint()
    storage.history.append([received(body) for body in bodies()[40:]])
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    storage.close()
    shutil.rmtree(folder)
    copy.rename(folder)


def assert_whole(folder: Path) -> None:
    """Everything exists, nothing was set aside, and there is no notice."""
    storage = open_storage(folder)
    try:
        assert storage.notices == ()
        assert len(storage.settings.load().webhooks) == len(full_settings().webhooks)
        found = [storage.history.get(number) for number in range(1, ROWS + 1)]
        assert [exchange and exchange.request.body for exchange in found] == bodies()
    finally:
        storage.close()
    assert not list(folder.glob("*damaged*"))


def opening_round(cause: Cause, what: str, *, crashed: bool) -> str:
    """Run the program on a healthy folder under a cause; returns its message. Nothing may be lost or moved."""
    base = Path(tempfile.mkdtemp(prefix="cannot-open-"))
    base.chmod(0o755)
    try:
        folder = base / "data"
        fill(folder, crashed=crashed)
        with cause(folder) as child:
            files = {name: (folder / name).lstat().st_ino for name in ("settings.db", "history.db")}
            done = run_under(child, what, folder)
            assert not list(folder.glob("*damaged*")), done
            assert {name: (folder / name).lstat().st_ino for name in files} == files, done
        # Python itself prints more if it ends while an event loop was only partly created.
        said = done.stderr.decode().partition("Exception ignored in: <function BaseEventLoop.__del__")[0]
        assert done.returncode in (0, 2), (done.returncode, said)
        assert "Traceback" not in said, done
        if done.returncode == 0:
            assert what != "command" or len(done.stdout.splitlines()) == ROWS, done
        else:
            assert 0 < len(said.strip()) < SENTENCE_MOST, done
            assert "…" not in said, done
        assert_whole(folder)
        return f"{done.returncode} {said.strip()}"
    finally:
        shutil.rmtree(base)


CAUSES: list[Cause] = [
    *(small_disk(free) for free in (0, 4_096, 32_768, 131_072)),
    *(whole_limit(number) for number in range(5, 13)),
    *(limited("RLIMIT_NOFILE", number) for number in (3, 6, 9, 12, 15)),
    *(limited("RLIMIT_FSIZE", kib * 1024) for kib in (0, 1, 4, 8, 12, 16, 20, 24, 40)),
    held("history.db"),
    held("settings.db"),
    *(as_other(f"{name}.db{suffix}") for name in ("history", "settings") for suffix in ("", "-wal", "-shm")),
    as_other("history.db-shm", mode=0o644),
    as_other("history.db", "settings.db", "schema.lock"),
    as_other("schema.lock"),
    as_other("housekeeping.lock"),
    as_other("closed.json"),
    as_other("settings.db.bak"),
    as_other("ongoing-desktop.log"),
    own_mode("history.db-shm", 0o400),
    own_mode("history.db-shm", 0),
    own_mode("history.db-wal", 0o400),
    own_mode("settings.db-wal", 0),
    own_mode("history.db", 0o400),
    own_mode("", 0o500),
    own_mode("", 0),
    read_only_mount,
    immutable("history.db"),
    immutable("settings.db", "history.db-shm", "history.db-wal"),
    immutable("."),
    *(
        in_its_place(name, make)
        for name in ("history.db", "settings.db")
        for make in (a_pipe, a_dangling_link, a_link_to_itself, a_link_to_a_device, a_socket)
    ),
    failing_locks("ENOLCK", "roles"),
    failing_locks("ENOSYS", "roles"),
    *(
        failing_calls(call, error, name)
        for name in ("history.db", "history.db-wal", "history.db-shm", "settings.db")
        for call, error in (
            ("openat", "EIO"), ("openat", "EACCES"), ("openat", "EMFILE"), ("pread64,read", "EIO"), ("fcntl", "ENOLCK"),
            ("fcntl", "EIO"), ("pwrite64", "ENOSPC"), ("ftruncate", "EIO"), ("mmap", "ENOMEM"),
        )
    ),
]  # fmt: skip
