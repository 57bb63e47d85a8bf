"""Reads the guides and their pictures from the folder ``resources``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ongoing_desktop.domain.guides import ORDER, Guide, read_guide
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.ui.resources import resource_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Guides:
    """All guides in one language, by name in the order of the list."""

    shown: Mapping[str, Guide]
    english: Mapping[str, Guide]
    """The same in English, in which a place is named."""
    pictures: Mapping[str, bytes]
    """PNG files in the guides' language by their path in the folder of pictures, such as ``sv/inbox.png``."""

    def place(self, topic: str) -> tuple[Guide, int]:
        """The guide and the section of ``guide`` or ``guide#anchor``. Raises KeyError for an unknown one."""
        name, _, anchor = topic.partition("#")
        section = self.english[name].section(anchor)
        if section is None:
            raise KeyError(topic)
        return self.shown[name], section


def guide_titles(language: str) -> dict[str, str]:
    """The titles of the guides by name, without the rest. Blocking. Raises OSError."""
    found = {}
    for name in ORDER:
        with (_folder(language) / f"{name}.md").open(encoding="utf-8") as file:
            found[name] = file.readline().removeprefix("#").strip()
    return found


def _folder(language: str) -> Path:
    """The guides in a language, in English if there are none."""
    folder = resource_dir() / "docs" / "guide"
    return folder / language if (folder / language).is_dir() else folder / ENGLISH


def read_guides(language: str) -> Guides:
    """Read everything that the help window shows. Blocking. Raises OSError if the installation is damaged."""
    folder = _folder(ENGLISH)

    def read(of: Path) -> dict[str, Guide]:
        return {name: read_guide(name, (of / f"{name}.md").read_text("utf-8")) for name in ORDER}

    place = folder.parent / "pictures"
    of_language = place / language if (place / language).is_dir() else place
    pictures = {path.relative_to(place).as_posix(): path.read_bytes() for path in of_language.glob("*.png")}
    return Guides(read(_folder(language)), read(folder), pictures)
