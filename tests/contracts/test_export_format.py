"""A new export format is one file and one line of the table: command line, help and dialog follow.

Every format keeps each body byte for byte in an encoding that the search for secrets reads, and lists in ``limitations`` what
else it changes or omits; tests/formats/test_contract.py checks each format of the table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel

from ongoing_desktop import cli
from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS, TABLE
from ongoing_desktop.formats.rows import message_dict
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import SendOutcome
from tests.formats import test_contract as contract
from tests.helpers import do
from tests.ui.conftest import Shell


def write_bodies(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """The bodies of each exchange as JSON, one exchange per line."""
    yield b""
    for exchange in exchanges:
        found = [message_dict(message) for message in (exchange.request, exchange.response) if message]
        yield json.dumps([[item["encoding"], item["body"]] for item in found]).encode() + b"\n"


BODIES = HistoryFormat("bodies", "Bodies", ".bodies", "Only the bodies, as JSON, one exchange a line.", write_bodies)


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLE, "bodies", BODIES)


def test_it_keeps_what_every_format_keeps() -> None:
    assert HISTORY_FORMATS["bodies"] is BODIES
    contract.test_it_says_what_it_is(BODIES)
    contract.test_odd_things_are_written_the_same_each_time(BODIES)
    contract.test_nothing_is_a_file_too(BODIES)
    for form in contract.FORMS:
        contract.test_a_secret_in_any_coding_is_found_in_the_file_and_masked(BODIES, form)


def test_one_that_leaves_bodies_out_is_refused_by_the_contract() -> None:
    empty = HistoryFormat("empty", "Nothing", ".txt", "Nothing at all.", lambda exchanges: (b"" for _ in exchanges))
    with pytest.raises(AssertionError):
        contract.test_a_secret_in_any_coding_is_found_in_the_file_and_masked(empty, "plain")


def test_the_command_line_offers_and_writes_it(
    services: Services, data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    assert isinstance(do(services, services.sending.test(hook.id, target_key="listener")), SendOutcome)
    do(services, services.listening.stop())
    body = services.history.get(services.history.page(limit=1)[0].id).request.body  # type: ignore[union-attr]
    assert cli.run(["history", "export", "--help"]) == 0
    assert "bodies" in capsys.readouterr().out
    file = tmp_path / "out.bodies"
    words = ["--data-dir", str(data_dir), "history", "export", "--format", "bodies", "--output", str(file)]
    assert cli.run(words) == 0
    assert ["utf-8", body.decode()] in json.loads(file.read_bytes().splitlines()[0])


def test_the_dialog_offers_it_and_says_what_it_holds(shell: Shell) -> None:
    shell.demo()
    shell.do("exportHistory")
    dialog = shell.shown(QDialog, "exportHistoryDialog")
    formats = shell.find(QComboBox, "exportFormat", dialog)
    place = formats.findData("bodies")
    assert formats.itemText(place) == "Bodies"
    formats.setCurrentIndex(place)
    assert shell.find(QLabel, "exportTold", dialog).text() == BODIES.limitations
    dialog.reject()
