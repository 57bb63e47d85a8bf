"""What packages consist of: entry files, icons, versions, and modules that exist on every system.

``tests/long/test_packages.py`` builds them, installs them in an empty system and uses them.
"""

from __future__ import annotations

import ast
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader

from ongoing_desktop import __version__, bootstrap
from ongoing_desktop.__main__ import main
from ongoing_desktop.cli import desktop
from tests.helpers import ROOT

PACKAGE = ROOT / "ongoing_desktop"
ELSEWHERE = {
    "crypt", "fcntl", "grp", "msvcrt", "nt", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty",
    "winreg", "winsound",
}  # fmt: skip
"""Modules that a system may lack."""


def test_the_program_and_the_change_log_agree_on_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    changes = (ROOT / "resources" / "docs" / "changes.md").read_text("utf-8")
    assert re.findall(r"^## (\d\S*) \(\d{4}-\d\d-\d\d\)$", changes, re.MULTILINE)[0] == __version__
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ongoing-desktop {__version__}\n"
    assert f'<release version="{__version__}" date="20' in desktop.files("x")[
        "metainfo/ongoing-desktop.metainfo.xml"].decode()  # fmt: skip


def test_what_only_builds_the_program_is_not_installed_with_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[^\w.-]", line)[0].lower() for line in project["dependencies"]}
    assert not needed & {"pyinstaller", "nuitka", "hatchling", "build", "wheel", "setuptools"}
    listed = (ROOT / "README.md").read_text("utf-8").lower()
    assert not [name for name in needed if name not in listed]


@pytest.mark.parametrize(
    ("tool", "name"),
    [
        (("desktop-file-validate",), "applications/ongoing-desktop.desktop"),
        # The project has no domain that an identifier could begin with.
        (
            ("appstreamcli", "validate", "--no-net", "--pedantic", "--override=cid-desktopapp-is-not-rdns=pedantic"),
            "metainfo/ongoing-desktop.metainfo.xml",
        ),
    ],
)
def test_debians_tools_accept_what_is_installed(tool: tuple[str, ...], name: str, tmp_path: Path) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not installed")
    path = tmp_path / Path(name).name
    path.write_bytes(desktop.files("/usr/bin/ongoing-desktop")[name])
    done = subprocess.run([*tool, path], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout.lower()


def test_each_picture_of_the_icon_has_its_size() -> None:
    for size in desktop.ICON_SIZES:
        picture = QImage(str(ROOT / "resources" / "icons" / "app" / f"{size}.png"))
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(0, 0).alpha() < picture.pixelColor(size // 2, size - 2).alpha() == 255


def test_windows_and_macos_get_the_same_icon(qapp: Any) -> None:
    built = runpy.run_path(str(ROOT / "resources" / "packaging" / "build.py"))
    assert sizes(built["ico"](), "ico") == {size for size in desktop.ICON_SIZES if size <= 256}
    data = built["icns"]()
    assert data.startswith(b"icns" + len(data).to_bytes(4, "big"))
    assert sizes(data, "icns") >= {128, 256, 512}


def sizes(data: bytes, kind: str) -> set[int]:
    """The sizes of the pictures in an icon file, as Qt reads them."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    found = set()
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        picture = reader.read()
        assert picture.width() == picture.height() > 0, reader.errorString()
        found.add(picture.width())
    return found


def imported_at_once(body: list[ast.stmt]) -> Iterator[str]:
    """Names of the modules that are imported together with a module, whatever the system."""
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.ClassDef):
            yield from imported_at_once(node.body)
        elif isinstance(node, ast.If) and "platform" not in ast.unparse(node.test):
            yield from imported_at_once([*node.body, *node.orelse])
        elif isinstance(node, ast.Try | ast.With):
            yield from imported_at_once(node.body)


def test_no_module_needs_a_module_that_another_system_lacks() -> None:
    named = re.compile(rf"import .*\b({'|'.join(ELSEWHERE)})\b|from ({'|'.join(ELSEWHERE)})\b")
    texts = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    suspects = {path: ast.parse(text) for path, text in texts.items() if named.search(text)}
    assert suspects
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, tree in suspects.items()
        for name in imported_at_once(tree.body)
        if name in ELSEWHERE
    }
    assert not wrong


def test_packages_contain_every_part_of_qt_that_is_imported() -> None:
    spec = (ROOT / "resources" / "packaging" / "ongoing-desktop.spec").read_text("utf-8")
    ast.parse(spec)
    (kept,) = re.findall(r'QT_LIBRARIES = re\.compile\(r"(.+)"\)', spec)
    imported = {
        found for path in PACKAGE.rglob("*.py") for found in re.findall(r"PySide6\.(Qt\w+)", path.read_text("utf-8"))
    }
    assert imported
    assert not [name for name in imported if not re.search(kept, name)]


def test_an_installed_program_starts_itself_with_python(tmp_path: Path) -> None:
    assert bootstrap.listener_command(tmp_path)[:3] == (sys.executable, "-m", "ongoing_desktop")


@pytest.mark.parametrize(
    ("program", "started"),
    [
        ("ongoing-desktop", "ongoing-desktop"),
        ("ongoing-desktop.exe", "ongoing-desktop.exe"),
        # The window's program on Windows has no standard output for its listener to report to.
        ("Ongoing Desktop.exe", "ongoing-desktop.exe"),
    ],
)
def test_a_packaged_program_starts_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, started: str
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / program))
    words = bootstrap.listener_command(tmp_path / "data")
    assert words == (str(tmp_path / started), "--data-dir", str(tmp_path / "data"), "listen", "--controlled")
