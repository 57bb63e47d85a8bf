"""``desktop install`` and ``desktop remove``, and files that the window is asked to open."""

from __future__ import annotations

import configparser
import os
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ongoing_desktop.cli.desktop import MIME, data_home
from tests.helpers import ROOT, environment

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
NAMES = {
    "applications/ongoing-desktop.desktop",
    "mime/packages/ongoing-desktop.xml",
    "metainfo/ongoing-desktop.metainfo.xml",
    "icons/hicolor/scalable/apps/ongoing-desktop.svg",
    *(f"icons/hicolor/{size}x{size}/apps/ongoing-desktop.png" for size in SIZES),
}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="for Linux desktops")


def desktop(home: Path, verb: str) -> subprocess.CompletedProcess[str]:
    environ = {**environment(), "XDG_DATA_HOME": os.fspath(home), "HOME": os.fspath(home)}
    words = [sys.executable, "-m", "ongoing_desktop", "desktop", verb]
    return subprocess.run(words, env=environ, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)


def test_the_program_is_installed_for_this_user_and_removed(tmp_path: Path) -> None:
    done = desktop(tmp_path, "install")
    assert (done.returncode, done.stderr) == (0, "")
    assert {os.path.relpath(line, tmp_path) for line in done.stdout.splitlines()} == NAMES
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(tmp_path / "applications/ongoing-desktop.desktop", encoding="utf-8")
    words = shlex.split(entry["Desktop Entry"]["Exec"])
    assert words[-2:] == ["--open", "%f"]
    assert Path(words[0]).is_file()
    assert entry["Desktop Entry"]["MimeType"] == f"{MIME};"
    for name in ("mime/packages/ongoing-desktop.xml", "metainfo/ongoing-desktop.metainfo.xml"):
        ET.parse(tmp_path / name)
    again = desktop(tmp_path, "install")
    assert again.returncode == 0
    gone = desktop(tmp_path, "remove")
    assert gone.returncode == 0
    assert not any((tmp_path / name).exists() for name in NAMES)
    assert desktop(tmp_path, "remove").returncode == 1


def test_a_folder_that_is_not_absolute_is_ignored() -> None:
    assert data_home({"XDG_DATA_HOME": "here"}) == Path.home() / ".local" / "share"
    assert data_home({"XDG_DATA_HOME": "/there"}) == Path("/there")
