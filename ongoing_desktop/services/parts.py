"""The libraries that the program consists of, with versions and licences, from their installed metadata."""

from __future__ import annotations

import importlib.metadata
import platform
import re
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass

LIBRARIES: Final = (
    "PySide6_Essentials", "httpcore", "httpx", "h11", "cryptography", "keyring", "brotli", "msgspec", "platformdirs",
    "portalocker",
)  # fmt: skip
"""What the program itself needs. What these need is found in their metadata."""
OPTIONAL: Final = ("mcp",)
"""What a command needs that not every installation has."""
LONGEST: Final = 80
"""Characters of a licence's name. Some metadata has its whole text instead."""


@dataclass(frozen=True, slots=True)
class Part:
    """One library. ``licence``: its SPDX expression or name, empty if the metadata names none."""

    name: str
    version: str
    licence: str


def installed_parts() -> tuple[Part, ...]:
    """All installed libraries that the program uses, and Python, by name. Blocking: reads files."""
    found: dict[str, Part] = {
        "python": Part("Python", platform.python_version(), "PSF-2.0"),
        "phosphor": Part("Phosphor Icons", "", "MIT"),
    }
    waiting = [*LIBRARIES, *OPTIONAL]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            metadata = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or another Python
        found[key] = Part(metadata["Name"], metadata["Version"], _licence(metadata))
        # A requirement with an extra is optional.
        needs = [line for line in metadata.get_all("Requires-Dist") or () if "extra ==" not in line]
        waiting += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needs]
    return tuple(sorted(found.values(), key=lambda part: part.name.lower()))


def _licence(metadata: importlib.metadata.PackageMetadata) -> str:
    classifiers = [line for line in metadata.get_all("Classifier") or () if line.startswith("License ::")]
    named = [*(metadata.get_all("License-Expression") or ()), *(metadata.get_all("License") or ())]
    short = [text.strip() for text in named if 0 < len(text.strip()) <= LONGEST and "\n" not in text.strip()]
    return next(iter([*short, *(line.rpartition(" :: ")[2] for line in classifiers)]), "")
