"""The sheet as a service: created, recorded, and removed systems reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.settings_sheet import last_sheet
from tests.services.conftest import Parts


def test_what_is_remembered_is_what_the_sheet_said(parts: Parts, tmp_path: Path) -> None:
    service = parts.sheets
    hook = parts.run(parts.demo.add())
    sheet = parts.run(service.document(hook.system))
    url = "https://later.example/x"

    async def later() -> None:
        await parts.settings.change(
            "save-webhook", lambda now: replace(now, webhooks=tuple(replace(item, url=url) for item in now.webhooks))
        )

    parts.run(later())
    parts.run(service.remember(sheet))
    assert last_sheet(parts.settings.current, hook.system)[hook.id]["url"] == hook.url  # type: ignore[index]
    again = parts.run(service.document(hook.system))
    assert again.document.blocks[0].state == "changed"
    data = service.render(again.document, "text")
    parts.run(service.save(tmp_path / "sheet.txt", lambda: data))
    assert url in (tmp_path / "sheet.txt").read_text("utf-8")


def test_a_system_that_is_gone_is_said(parts: Parts) -> None:
    with pytest.raises(UsageError):
        parts.run(parts.sheets.document("gone"))
