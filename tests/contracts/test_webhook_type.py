"""A new webhook type is one JSON file of the catalogue: no Python, no other data file."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ongoing_desktop import cli
from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.storage import resources
from ongoing_desktop.wording.event_text import overview
from tests.helpers import do
from tests.ui.conftest import Shell
from tests.ui.test_editor import new

KEY = "kit-assembled"
FIELDS = (
    ("webhookKitId", "int", "Number of the configured webhook; the same for all its events.", {}),
    ("webhookEventId", "int", "Number of this one event; grows from event to event.", {}),
    ("system", "string", "Which Ongoing WMS instance the event came from.", {}),
    ("timestamp", "string", "Time of the event.", {"format": "time"}),
    ("goodsOwnerId", "int", "System number of the goods owner.", {}),
    ("goodsOwnerName", "string", "Name of that goods owner.", {}),
    ("kitNumber", "string", "Number of the kit.", {}),
    ("webhookTemplate", "string", "Which trigger fired.", {}),
)
EXAMPLE = {
    "webhookKitId": 0, "webhookEventId": 0, "system": "string", "timestamp": "2023-01-01T12:00:00.0000000",
    "goodsOwnerId": 0, "goodsOwnerName": "string", "kitNumber": "string", "webhookTemplate": "string",
}  # fmt: skip


def document() -> dict[str, Any]:
    """The content of the new file."""
    source = json.loads((resources.resource_dir() / "catalogue" / "inventory.json").read_text("utf-8"))
    return source | {
        "order": 99,
        "key": "kit",
        "title": "Kit",
        "subjects": [{"kind": "kit", "member": "kitNumber"}],
        "thing": "kit {kitNumber}",
        "payload_type": "WebhookKitPayload",
        "triggers": [
            {
                "key": KEY,
                "title": "Kit has been assembled",
                "description": "Fires when a kit is put together.",
                "settings": [],
                "sample": {"kitNumber": "KIT-7"},
            }
        ],
        "fields": [
            {"path": path, "type": kind, "nullable": None, "array": False, "description": told, **more}
            for path, kind, told, more in FIELDS
        ],
        "example": EXAMPLE,
    }


@pytest.fixture(autouse=True)
def catalogue_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "resources"
    shutil.copytree(resources.resource_dir(), folder, ignore=shutil.ignore_patterns("pictures", "fonts"))
    text = json.dumps(document())
    (folder / "catalogue" / "kit.json").write_text(text, "utf-8")
    monkeypatch.setattr(resources, "resource_dir", lambda: folder)


@pytest.fixture
def hook(services: Services) -> Webhook:
    made = replace(do(services, services.demo.add()), name="Kits", type=KEY, authentication="none", settings={})
    found = do(services, services.webhooks.save(made, KeepCredential()))
    assert isinstance(found, Webhook), found
    return found


def test_the_editor_explains_and_saves_it_and_the_list_names_it(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    assert KEY in form.leaves()
    form.type(KEY)
    assert form.get(QLineEdit, "webhookName").text() == "Kit has been assembled"
    assert '"kitNumber"' in form.get(QPlainTextEdit, "webhookTypeExample").toPlainText()
    form.line("webhookTypeFilter", "kitNumber")
    assert list(form.leaves()) == [KEY]
    form.pick("goodsOwner", 12)
    form.line("url", "http://127.0.0.1:9/kit")
    form.save()
    shell.told("Saved “")
    model = shell.window.webhooks.table.model()

    def cells() -> list[str]:
        places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
        return [str(model.index(row, column).data()) for row, column in places]

    shell.until(lambda: "Kit has been assembled" in cells())


def test_its_payload_is_made_checked_and_recognised(services: Services, hook: Webhook) -> None:
    text = services.sending.payloads.make(hook.id, "realistic").text
    made = json.loads(text)
    assert list(made) == list(EXAMPLE)
    assert (made["kitNumber"], made["goodsOwnerName"]) == ("KIT-7", "Acme")
    assert "Sample " not in text
    facts = inspect(text.encode(), services.catalogue)
    assert (facts.family, facts.type, facts.thing) == ("kit", KEY, "kit KIT-7")


def test_sent_and_received_it_is_told_in_a_sentence(services: Services, hook: Webhook) -> None:
    do(services, services.listening.start(0))
    tested = do(services, services.sending.test(hook.id, target_key="listener"))
    assert isinstance(tested, SendOutcome), tested
    row = services.history.page(limit=1, direction="in")[0]
    body = services.history.get(row.id).request.body  # type: ignore[union-attr]
    told = overview(row, inspect(body, services.catalogue), services.catalogue, datetime.now(UTC).date())
    assert told.startswith("Kit KIT-7 of Acme was assembled")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_sheet_and_the_config_file_carry_it(
    services: Services, hook: Webhook, language: str, tmp_path: Path
) -> None:
    sheet = do(services, services.sheets.document(hook.system, language=language)).document
    assert {row.key: row.text for row in sheet.blocks[0].rows}["type"] == "Kit has been assembled"
    data = do(services, services.transfers.export_config(None))
    other = open_services(tmp_path / "empty")
    other.start()
    try:
        do(other, other.transfers.apply(do(other, other.transfers.preview(data))))
        assert do(other, other.transfers.export_config(None)) == data
    finally:
        other.close()


def test_the_command_line_checks_it(tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kit-payload.json"
    values = EXAMPLE | {"system": "demo", "webhookTemplate": "Kit has been assembled", "kitNumber": "KIT-7"}
    file.write_text(json.dumps(values), "utf-8")
    assert cli.run(["--data-dir", str(data_dir), "check", str(file), "--type", KEY]) == 0, capsys.readouterr()
