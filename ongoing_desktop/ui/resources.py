"""Finds themes and drawn arrows: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path


def resource_dir() -> Path:
    """The folder ``resources``. Raises FileNotFoundError if the installation is damaged."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "resources", package.parent / "resources"):
        if (folder / "themes").is_dir():
            return folder
    raise FileNotFoundError("the folder “resources” is missing; install the program again")
