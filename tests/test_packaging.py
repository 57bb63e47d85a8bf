"""The wheel carries its resources, and an installed copy runs outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.helpers import ROOT, environment


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--disable-pip-version-check",
        "-w",
        os.fspath(folder),
        ".",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_contains_the_resources(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = list((ROOT / "resources").rglob("*.json"))
    assert len(wanted) > 15
    for file in wanted:
        assert f"ongoing_desktop/{file.relative_to(ROOT).as_posix()}" in names
    assert not [name for name in names if name.startswith("tests/")]


def test_an_installed_copy_runs_elsewhere(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(target)
    environ = {**environment(), "PYTHONPATH": os.fspath(target)}
    code = (
        "import sys; from ongoing_desktop import storage; from ongoing_desktop.__main__ import main;"
        f"assert storage.__file__.startswith({os.fspath(target)!r}), storage.__file__;"
        "assert len(storage.load_catalogue().triggers) == 38;"
        f"sys.exit(main(['--data-dir', {os.fspath(tmp_path / 'data')!r}, 'webhooks', 'list']))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_lock_names_no_address_and_every_requirement() -> None:
    lines = (ROOT / "resources" / "requirements.lock").read_text("utf-8").splitlines()
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    assert not [line for line in lines if "://" in line or "@" in line or line.startswith("-")]
    assert {
        "pyside6-essentials",
        "httpx",
        "h11",
        "keyring",
        "msgspec",
        "platformdirs",
        "portalocker",
        "qtawesome",
    } <= pinned
