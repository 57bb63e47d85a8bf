"""``desktop install`` and ``desktop remove``: the program in the menu of a Linux desktop, for this user only."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ongoing_desktop import __version__
from ongoing_desktop.cli.arguments import Parser, add_commands, runs
from ongoing_desktop.cli.output import FAILED, OK, WRONG, fail
from ongoing_desktop.wording.messages import sentence

NAME: Final = "ongoing-desktop"
MIME: Final = "application/x-ongoing-desktop-config+json"
ENTRY: Final = """[Desktop Entry]
Type=Application
Name=Ongoing Desktop
GenericName=Webhook tester
GenericName[sv]=Webhook-testare
Comment=Configure, test, receive and review Ongoing WMS webhooks
Comment[sv]=Konfigurera, testa, ta emot och granska webhooks från Ongoing WMS
Exec={command} --open %f
Icon=ongoing-desktop
Terminal=false
Categories=Development;Debugger;WebDevelopment;
Keywords=webhook;WMS;warehouse;HTTP;Ongoing;
Keywords[sv]=webhook;WMS;lager;HTTP;Ongoing;
MimeType={mime};
StartupNotify=true
StartupWMClass=ongoing-desktop
"""
TYPES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{mime}">
    <comment>Ongoing Desktop settings</comment>
    <comment xml:lang="sv">Inställningar för Ongoing Desktop</comment>
    <sub-class-of type="application/json"/>
    <glob pattern="*.ongoing.json"/>
  </mime-type>
</mime-info>
"""
METAINFO: Final = """<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>ongoing-desktop</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>LicenseRef-proprietary</project_license>
  <name>Ongoing Desktop</name>
  <summary>Configure, test, receive and review Ongoing WMS webhooks</summary>
  <summary xml:lang="sv">Konfigurera, testa, ta emot och granska webhooks från Ongoing WMS</summary>
  <description>
    <p>Mirrors the webhook settings of Ongoing WMS on your own computer, sends test requests as Ongoing would, and shows
    what arrives in a live log: which webhook it is for, whether its credentials are right, and if not, why.</p>
    <p>It is not made by Ongoing.</p>
  </description>
  <icon type="stock">ongoing-desktop</icon>
  <launchable type="desktop-id">ongoing-desktop.desktop</launchable>
  <categories><category>Development</category><category>WebDevelopment</category></categories>
  <provides><binary>ongoing-desktop</binary><mediatype>{mime}</mediatype></provides>
  <content_rating type="oars-1.1"/>
  <releases><release version="{version}" date="{date}"/></releases>
</component>
"""
ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
"""Sides of the icon's pictures in pixels. The smallest is drawn on its own, the others from the SVG file."""
CACHES: Final = (
    ("update-desktop-database", "applications"),
    ("update-mime-database", "mime"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)
"""Programs that announce new files to a desktop, each with the folder that it reads. A desktop may lack them."""


def desktop_arguments(parser: Parser) -> None:
    text = "write the desktop entry, the icon and the file type for this user"
    add_commands(
        parser,
        ("install", text, runs(desktop_install)),
        ("remove", "remove these files", runs(desktop_remove)),
    )


def data_home(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's folder for such files, by the XDG Base Directory Specification."""
    wanted = Path(environ.get("XDG_DATA_HOME", ""))
    return wanted if wanted.is_absolute() else Path.home() / ".local" / "share"


def files(command: str) -> dict[str, bytes]:
    """The files to install, by their path in a folder like ``/usr/share``."""
    from ongoing_desktop.storage.resources import resource_dir

    icons = resource_dir() / "icons"
    sizes = {
        f"icons/hicolor/{size}x{size}/apps/{NAME}.png": (icons / "app" / f"{size}.png").read_bytes()
        for size in ICON_SIZES
    }
    return {
        f"applications/{NAME}.desktop": ENTRY.format(command=command, mime=MIME).encode(),
        f"mime/packages/{NAME}.xml": TYPES.format(mime=MIME).encode(),
        f"metainfo/{NAME}.metainfo.xml": METAINFO.format(mime=MIME, version=__version__, date=_released()).encode(),
        f"icons/hicolor/scalable/apps/{NAME}.svg": (icons / f"{NAME}.svg").read_bytes(),
        **sizes,
    }


def own_command() -> str:
    """The command that starts this program, quoted for a desktop entry."""
    from ongoing_desktop.bootstrap import own_program

    script = Path(sys.executable).with_name(NAME)
    words = (os.fspath(script),) if script.is_file() else own_program()
    return " ".join(shlex.quote(word).replace("%", "%%") for word in words)


def write_files(home: Path, command: str) -> list[Path]:
    """Write all files into a folder like ``/usr/share``; returns their paths."""
    from ongoing_desktop.storage.files import write_atomic

    made = {home / name: data for name, data in files(command).items()}
    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data, mode=0o644)
    return list(made)


def desktop_install(_: argparse.Namespace) -> int:
    """Write entry, icon and file type, and print their paths."""
    if sys.platform != "linux":
        return fail(sentence("usage-desktop"), WRONG)
    home = data_home()
    for path in write_files(home, own_command()):
        print(path)
    _refresh(home)
    return OK


def desktop_remove(_: argparse.Namespace) -> int:
    """Remove what was installed. Exit code 1 if nothing was."""
    if sys.platform != "linux":
        return fail(sentence("usage-desktop"), WRONG)
    home = data_home()
    found = [home / name for name in files("") if (home / name).is_file()]
    for file in found:
        file.unlink()
        print(file)
    _refresh(home)
    return OK if found else fail(sentence("usage-not-installed"), FAILED)


def _released() -> str:
    """The day of this version, from the change log."""
    from ongoing_desktop.storage.resources import resource_dir

    changes = (resource_dir() / "docs" / "changes.md").read_text("utf-8")
    found = re.search(rf"^## {re.escape(__version__)} \((\S+)\)$", changes, re.MULTILINE)
    return found[1] if found else ""


def _refresh(home: Path) -> None:
    for program, folder in CACHES:
        if (home / folder).is_dir() and (path := shutil.which(program)) is not None:
            subprocess.run([path, str(home / folder)], capture_output=True, check=False, timeout=60)  # noqa: S603
