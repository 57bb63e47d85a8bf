"""The table of extensions in CONTRIBUTING names files that exist, and a test for each row."""

from __future__ import annotations

import re

from tests.helpers import ROOT


def rows() -> list[list[str]]:
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("| to add | change | tested by |\n|---|---|---|\n")[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()]


def test_each_line_names_what_is_there() -> None:
    assert rows()
    for what, touch, tried in rows():
        tests = re.findall(r"`(tests/[\w/]+\.py)`", tried)
        assert tests, what
        assert all((ROOT / name).is_file() for name in tests), what
        for name in re.findall(r"`([\w/]+(?:/|\.py))`", touch):
            found = [*ROOT.glob(name), *(ROOT / "ongoing_desktop").glob(f"**/{name}")]
            assert found, f"{what}: {name}"


def test_every_contract_has_its_line() -> None:
    named = {name for *_, tried in rows() for name in re.findall(r"tests/contracts/(\w+)\.py", tried)}
    there = {path.stem for path in (ROOT / "tests" / "contracts").glob("test_*.py")} - {"test_extension_table"}
    assert there <= named
