"""The wheel is complete: an installed copy runs outside the checkout.

Built with the hatchling of the test environment (``--no-build-isolation``), so no registry is used.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ongoing_desktop.storage.resources import load_catalogue
from tests.helpers import ROOT, post, until

RUN = (sys.executable, "-m", "ongoing_desktop")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with only the content of the wheel."""
    pytest.importorskip("hatchling", reason="the wheel is built with hatchling; the test command installs it")
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index")
    done = subprocess.run(
        [*pip, "-w", os.fspath(folder), os.fspath(ROOT)], capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def environment(installed: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.fspath(installed),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def test_the_wheel_brings_code_and_resources_and_nothing_else(installed: Path) -> None:
    resources = {path.relative_to(ROOT / "resources") for path in data_files(ROOT / "resources")}
    assert {path.relative_to(installed / "ongoing_desktop" / "resources") for path in data_files(
        installed / "ongoing_desktop" / "resources")} == resources  # fmt: skip
    names = {path.name for path in installed.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"ongoing_desktop"}
    assert not list(installed.rglob("test_*.py"))


def data_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_commands_run_from_anywhere(installed: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def run(*words: str) -> str:
        done = subprocess.run(
            [*RUN, "--data-dir", os.fspath(tmp_path / "data"), *words],
            cwd=elsewhere, env=environment(installed), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [sys.executable, "-c", "import ongoing_desktop; print(ongoing_desktop.__file__)"],
        cwd=elsewhere, env=environment(installed), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(installed)
    assert run("webhooks", "list", "--json") == ""
    config = json.loads(run("config", "export"))
    assert config["format"] == "ongoing-desktop-config"
    assert not list(elsewhere.iterdir())


def test_listen_runs_from_anywhere(installed: Path, tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    child = subprocess.Popen(
        [*RUN, "--data-dir", os.fspath(tmp_path / "data"), "listen", "--port", "0", "--ready-file", os.fspath(ready)],
        cwd=tmp_path, env=environment(installed), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until(lambda: ready.exists() or child.poll() is not None, "the installed listener is ready")
        assert post(json.loads(ready.read_text())["url"], "/hook", b"{}") == 200
    finally:
        child.terminate()
        assert child.wait(15) == 0


def test_the_window_finds_its_themes_and_icons(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom PySide6.QtWidgets import QApplication\nqt = QApplication([])\n"
        "from ongoing_desktop.app import build\napp = build(pathlib.Path(sys.argv[1]))\napp.window.show()\n"
        "qt.processEvents()\nprint(len(app.services.catalogue.triggers), app.window.grab().width() > 0)\napp.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, os.fspath(tmp_path / "data")],
        cwd=tmp_path, env=environment(installed), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split() == [str(len(load_catalogue().triggers)), "True"], done.stderr
