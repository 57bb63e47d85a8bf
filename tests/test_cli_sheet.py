"""The settings sheet on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ongoing_desktop.__main__ import main
from ongoing_desktop.formats.sheets import SHEET_FORMATS
from tests.test_cli import hook


@pytest.fixture
def filled(data_dir: Path, tmp_path: Path) -> str:
    hooks = [hook(1, "https://erp.example/one"), hook(2, "https://erp.example/two")]
    owners = [{"id": 12, "name": "Acme", "code": "ACME"}]
    config = {
        "format": "ongoing-desktop-config",
        "version": 1,
        "systems": [{"name": "Demo", "code": "demo", "goodsOwners": owners}],
        "webhooks": hooks,
    }
    file = tmp_path / "in.json"
    file.write_text(json.dumps(config), "utf-8")
    assert main(["--data-dir", str(data_dir), "config", "import", str(file)]) == 0
    return str(data_dir)


@pytest.mark.parametrize("key", SHEET_FORMATS)
def test_the_sheet_of_a_selection_is_written(filled: str, key: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet"
    words = ["config", "sheet", "--system", "Demo", "--webhook", "Hook 2", "--language", "sv"]
    assert main(["--data-dir", filled, *words, "--format", key, "--output", str(file)]) == 0
    text = file.read_text("utf-8")
    assert "https://erp.example/two" in text
    assert "https://erp.example/one" not in text
    assert "Varuägare" in text


def test_a_system_that_is_not_there_is_said(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", filled, "config", "sheet", "--system", "Nope"]) == 2
    assert "no system named “Nope”" in capsys.readouterr().err
