"""Where themes and drawn arrows lie: beside the package in a checkout, inside it in an installed copy."""

from __future__ import annotations

from pathlib import Path


def resource_dir() -> Path:
    """The folder ``resources``. Raises FileNotFoundError when the installation is broken."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "resources", package.parent / "resources"):
        if (folder / "themes").is_dir():
            return folder
    raise FileNotFoundError("the folder “resources” is missing; install the program again")
