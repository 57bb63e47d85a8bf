"""The list of libraries and their licences."""

from __future__ import annotations

import re
import tomllib

from ongoing_desktop.services.parts import LIBRARIES, OPTIONAL, installed_parts
from tests.helpers import ROOT


def test_everything_that_the_program_needs_is_listed_with_a_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[^\w.-]", line)[0] for line in project["dependencies"]}
    assert {name.replace("_", "-") for name in LIBRARIES} == needed
    extras = project["optional-dependencies"]
    assert set(OPTIONAL) == {re.split(r"[^\w.-]", line)[0] for name in set(extras) - {"test"} for line in extras[name]}
    parts = {part.name: part for part in installed_parts()}
    assert {"Python", "PySide6_Essentials", "shiboken6", "h11", "cffi", "Phosphor Icons"} <= set(parts)
    assert not [part.name for part in parts.values() if not part.licence or len(part.licence) > 80]
    assert "LGPL-3.0" in parts["PySide6_Essentials"].licence
    assert not {"pytest", "mypy", "ruff", "pip"} & set(parts)
