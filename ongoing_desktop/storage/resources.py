"""The data files shipped with the program: catalogue, facts, samples, scenarios."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ongoing_desktop.domain.catalogue import Catalogue


def resource_dir() -> Path:
    """The folder ``resources``: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def load_catalogue() -> Catalogue:
    """All families of ``resources/catalogue``."""
    from ongoing_desktop.domain.catalogue import Catalogue, family_from_json  # noqa: PLC0415 - the other files go without

    files = sorted((resource_dir() / "catalogue").glob("*.json"))
    return Catalogue(family_from_json(json.loads(file.read_text("utf-8"))) for file in files)


def load_facts() -> dict[str, Any]:
    """Known facts about Ongoing: statuses, retry policies, the settings screen."""
    facts: dict[str, Any] = json.loads((resource_dir() / "facts.json").read_text("utf-8"))
    return facts


def load_samples() -> dict[str, Any]:
    """Sample payload values by field."""
    values: dict[str, Any] = json.loads((resource_dir() / "samples.json").read_text("utf-8"))["values"]
    return values


def standard_scenarios() -> dict[str, bytes]:
    """The built-in scenarios by key."""
    return {path.stem: path.read_bytes() for path in sorted((resource_dir() / "scenarios").glob("*.json"))}
