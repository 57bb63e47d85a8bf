"""``desktop install`` and ``desktop remove``: the program in the menu of a Linux desktop, for this user only."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ongoing_desktop import __version__
from ongoing_desktop.cli.output import fail
from ongoing_desktop.wording.messages import sentence

OK, FAILED, WRONG = 0, 1, 2
NAME: Final = "ongoing-desktop"
MIME: Final = "application/x-ongoing-desktop-config+json"
ENTRY: Final = """[Desktop Entry]
Type=Application
Name=Ongoing Desktop
Comment=Configure, test, receive and review Ongoing WMS webhooks
Comment[sv]=Konfigurera, testa, ta emot och granska webhookar från Ongoing WMS
Exec={command} --open %f
Icon=ongoing-desktop
Terminal=false
Categories=Development;Network;
MimeType={mime};
StartupNotify=true
StartupWMClass=ongoing-desktop
"""
TYPES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{mime}">
    <comment>Ongoing Desktop settings</comment>
    <sub-class-of type="application/json"/>
    <glob pattern="*.ongoing.json"/>
  </mime-type>
</mime-info>
"""
METAINFO: Final = """<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>ongoing-desktop</id>
  <metadata_license>CC0-1.0</metadata_license>
  <name>Ongoing Desktop</name>
  <summary>Configure, test, receive and review Ongoing WMS webhooks</summary>
  <description>
    <p>Shows what Ongoing WMS sends to your receiver, before you go live and after. It is not made by Ongoing.</p>
  </description>
  <launchable type="desktop-id">ongoing-desktop.desktop</launchable>
  <provides><mediatype>{mime}</mediatype></provides>
  <releases><release version="{version}"/></releases>
</component>
"""
CACHES: Final = (
    ("update-desktop-database", "applications"),
    ("update-mime-database", "mime"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)
"""Programs that announce new files to a desktop, each with the folder that it reads. A desktop may lack them."""


def data_home(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's folder for such files, by the XDG Base Directory Specification."""
    wanted = Path(environ.get("XDG_DATA_HOME", ""))
    return wanted if wanted.is_absolute() else Path.home() / ".local" / "share"


def files(command: str) -> dict[str, bytes]:
    """The files to install, by their path in the user's data folder."""
    from ongoing_desktop.storage.resources import resource_dir

    return {
        f"applications/{NAME}.desktop": ENTRY.format(command=command, mime=MIME).encode(),
        f"mime/packages/{NAME}.xml": TYPES.format(mime=MIME).encode(),
        f"metainfo/{NAME}.metainfo.xml": METAINFO.format(mime=MIME, version=__version__).encode(),
        f"icons/hicolor/scalable/apps/{NAME}.svg": (resource_dir() / "icons" / f"{NAME}.svg").read_bytes(),
    }


def own_command() -> str:
    """The command that starts this program, quoted for a desktop entry."""
    script = Path(sys.executable).with_name(NAME)
    words = [str(script)] if script.is_file() else [sys.executable, "-m", "ongoing_desktop"]
    return " ".join(shlex.quote(word).replace("%", "%%") for word in words)


def desktop_install(_: argparse.Namespace) -> int:
    """Write entry, icon and file type, and print their paths."""
    from ongoing_desktop.storage.atomic import write_atomic

    if sys.platform != "linux":
        return fail(sentence("usage-desktop"), WRONG)
    home = data_home()
    for name, data in files(own_command()).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomic(home / name, data, mode=0o644)
        print(home / name)
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


def _refresh(home: Path) -> None:
    for program, folder in CACHES:
        if (home / folder).is_dir() and (path := shutil.which(program)) is not None:
            subprocess.run([path, str(home / folder)], capture_output=True, check=False, timeout=60)  # noqa: S603
