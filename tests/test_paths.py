"""Unusable paths in every argument: exit code 2 and one sentence with the path, never a bug report."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.__main__ import main
from ongoing_desktop.cli.parser import _build
from tests.helpers import ROOT, environment, run_here
from tests.test_cli import config, hook

FILE_WORDS = ("F", "FILE", "DIR", "FILE-or-NAME", "NAME-or-FILE")
COMPLETE = {
    "webhooks test": ["Hook 1"],
    "retry run": ["Hook 1"],
    "config sheet": ["--system", "Demo"],
    "history export": ["--format", "har"],
    "listen": ["--port", "0"],
    "burst": ["http://127.0.0.1:9/"],
    "schedule add": ["Often", "--every", "5"],
    "simulator set": ["/orders/1"],
    "types export": ["--format", "openapi"],
    "webhooks code": ["Hook 1", "--language", "go"],
    "webhooks collection": ["--format", "bruno"],
}
"""What a command needs besides the path."""
ALSO = {
    "check": ["in.json"],
    "wait": ["--filter", "x", "--timeout", "0"],
    "burst": ["http://127.0.0.1:9/", "--day", "goods-in"],
    "prove": ["http://127.0.0.1:9/"],
    "retry run": ["Hook 1"],
    "scenario run": ["order-life"],
    "schedule now": ["Often"],
}
"""What a command that writes a report needs besides it."""
REPORTS = ("junit", "html", "report")
WRITTEN = ("output", "ready_file")
KINDS = ("long", "through-a-file", "loop", "folder", "nul", "missing", "pipe", "full", "half-character")


def actions(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, argparse.Action]]:
    """Every argument that is a path, with its command."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from actions(inner.filled(), (*words, name))
        elif action.dest not in ("filter", "data_dir", "open") and (
            action.type is Path or action.metavar in FILE_WORDS
        ):
            yield " ".join(words), action


PATHS = list(actions(_build()))


def made(kind: str, folder: Path) -> str:
    """A path that cannot be used."""
    path = folder / f"{kind}.json"
    match kind:
        case "long":
            return os.fspath(folder / ("x" * 300 + ".json"))
        case "through-a-file":
            path.write_text("x")
            return os.fspath(path / "inner.json")
        case "loop":
            path.symlink_to(path)
        case "folder":
            path.mkdir()
        case "nul":
            return os.fspath(folder / "a\0b.json")
        case "missing":
            return os.fspath(folder / "no-such" / "x.json")
        case "pipe":
            os.mkfifo(path)
        case "full":
            return "/dev/full"
        case "half-character":
            return os.fspath(folder / "a\ud800b.json")
    return os.fspath(path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test leaves a data folder with one webhook for the others."""
    return tmp_path_factory.mktemp("prepared") / "data"


@pytest.fixture(autouse=True)
def webhook(data_dir: Path, prepared: Path, tmp_path: Path) -> None:
    if not prepared.exists():
        file = tmp_path / "in.json"
        file.write_bytes(config(hook(1, "http://127.0.0.1:9/")))
        assert main(["--data-dir", os.fspath(prepared), "config", "import", os.fspath(file)]) == 0
    shutil.copytree(prepared, data_dir)


@pytest.fixture
def cli(data_dir: Path) -> Callable[..., tuple[int, str, str]]:
    """Run in this process; returns exit code, stdout, stderr."""

    def call(*words: str) -> tuple[int, str, str]:
        done = run_here(data_dir, *words)
        code, out, err = done.returncode, done.stdout.decode(), done.stderr.decode()
        assert code != 2 or (err.strip() and err.count("\n") == 1)
        return code, out, err

    return call


def test_every_argument_that_is_a_path_is_known() -> None:
    assert {f"{words} {action.dest}" for words, action in PATHS} >= {
        "listen ready_file", "listen certificate", "listen key", "webhooks test payload", "config export output",
        "config sheet output", "config import file", "history export output", "history import file",
        "support-pack output", "check file", "retry run payload", "scenario show file", "scenario run file",
    }  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("words", "action"), PATHS, ids=[f"{words} {action.dest}".replace(" ", "-") for words, action in PATHS]
)
def test_a_path_that_cannot_be_used_is_a_sentence(
    words: str,
    action: argparse.Action,
    kind: str,
    cli: Callable[..., Any],
    tmp_path: Path,
) -> None:
    if kind == "full" and action.dest not in WRITTEN:
        pytest.skip("only what is written finds a full device")
    if kind in ("pipe", "full") and action.dest in REPORTS:
        pytest.skip("only the writing of a report finds these")
    folder = tmp_path / "bad"
    folder.mkdir()
    path = made(kind, folder)
    more = list((ALSO if action.dest in REPORTS else COMPLETE).get(words, ()))
    if words == "schedule add" and action.dest == "day":
        more += ["--webhook", "Hook 1"]
    if action.dest == "key":
        pem = tmp_path / "certificate.pem"
        pem.write_text("-----BEGIN CERTIFICATE-----\n")
        more += ["--certificate", os.fspath(pem)]
    given = [action.option_strings[0], path] if action.option_strings else [path]
    before = {item: item.lstat().st_mode for item in folder.iterdir()}
    code, out, err = cli(*words.split(), *more, *given)
    assert (code, out) == (2, ""), err
    assert "went wrong" not in err
    if kind not in ("nul", "half-character"):
        assert Path(path).name[:40] in err
    assert {item: item.lstat().st_mode for item in folder.iterdir()} == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
@pytest.mark.parametrize("kind", ["long", "through-a-file", "loop", "nul", "pipe", "half-character"])
def test_a_data_folder_that_cannot_be_used_is_a_sentence(kind: str, capsys: Any, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    assert main(["--data-dir", made(kind, folder), "config", "export"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "went wrong" not in err


def test_an_unknown_users_home_is_a_name_as_any_other(capsys: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--data-dir", "~no-such-user-here/x", "config", "export"]) == 0
    assert (tmp_path / "~no-such-user-here" / "x" / "settings.db").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
def test_a_pipe_that_someone_writes_into_is_read(cli: Callable[..., Any]) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"{}")
    os.close(writing)
    try:
        assert cli("check", f"/dev/fd/{reading}")[0] == 1
    finally:
        os.close(reading)


def test_a_folder_of_another_user_is_a_sentence(data_dir: Path, tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv")
    closed, python = tmp_path / "closed", sys.executable
    closed.mkdir(mode=0o700)
    (closed / "x.json").write_text("{}")
    prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    environ = {**environment(), "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    trial = subprocess.run(
        [*prefix, python, "-c", "import ongoing_desktop.cli.parser"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        check=False,
    )
    if trial.returncode != 0 or not os.access(tmp_path, os.X_OK):
        pytest.skip("another user cannot run this interpreter here")
    data = tmp_path / "open"
    data.mkdir()
    os.chown(data, 65534, 65534)
    for words in (
        ["history", "export", "--format", "har", "--output", os.fspath(closed / "out.har")],
        ["config", "export", "--output", os.fspath(closed / "out.json")],
        ["support-pack", "--output", os.fspath(closed / "out.zip")],
        ["config", "import", os.fspath(closed / "x.json")],
        ["history", "import", os.fspath(closed / "x.json")],
        ["scenario", "show", os.fspath(closed / "x.json")],
        ["scenario", "run", os.fspath(closed / "x.json")],
        ["scenario", "run", os.fspath(closed / "x")],
        ["check", os.fspath(closed / "x.json")],
    ):
        line = [*prefix, python, "-m", "ongoing_desktop", "--data-dir", os.fspath(data), *words]
        done = subprocess.run(line, cwd=ROOT, env=environ, capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stdout) == (2, b""), (words, done.stderr)
        assert b"Permission denied" in done.stderr
        assert done.stderr.count(b"\n") == 1
