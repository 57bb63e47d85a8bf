"""Exports, previews and the support pack without personal data, through the services and the command line."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from ongoing_desktop import cli
from ongoing_desktop.domain.errors import ExportError
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.services import Services
from ongoing_desktop.services.anonymising import Anonymise
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.webhooks import KeepCredential
from tests.contracts.test_personal_data import NAME, PERSONAL, TEXT
from tests.helpers import do
from tests.storage.makers import received

MARKS = [text.encode() for text in PERSONAL]


def fill(services: Services) -> None:
    """An event about the order, and the result of looking it up."""
    hook = do(services, services.demo.add())
    do(services, services.webhooks.save(replace(hook, name=f"For {NAME}"), KeepCredential()))
    looked_up = replace(received(b""), direction="api", judgement=None, response=None)
    event = received(json.dumps({"orderId": 70031, "unheardOf": NAME}, ensure_ascii=False).encode())
    services.history.append(
        [event, replace(looked_up, body=replace(looked_up.body, data=TEXT.encode(), size=len(TEXT)))]
    )


def test_by_default_a_looked_up_order_leaves_without_its_consignee(services: Services, tmp_path: Path) -> None:
    fill(services)
    looked_up = Selection(direction="api")
    for key in HISTORY_FORMATS:
        file = tmp_path / f"by-default.{key}"
        do(services, services.exports.write(file, looked_up, key))
        assert not [mark for mark in MARKS if mark in file.read_bytes()], key
        assert not [mark for mark in MARKS if mark in do(services, services.exports.data(looked_up, key))], key
    kept = do(services, services.exports.data(Selection(direction="in"), "jsonl"))
    assert NAME in json.loads(kept)["request"]["body"]
    everything = tmp_path / "everything.jsonl"
    do(services, services.exports.write(everything, Selection(), "jsonl", anonymise=Anonymise("all")))
    assert not [mark for mark in MARKS if mark in everything.read_bytes()]


def test_a_preview_names_what_would_be_replaced_and_shows_the_same_words(services: Services, tmp_path: Path) -> None:
    fill(services)
    wanted = Anonymise("all")
    found = do(services, services.exports.preview(Selection(), wanted))
    assert found.count == 2
    unknown = [item.member for item in found.replaced if not item.known]
    assert {"newMember.list", "newMember.list.x", "newMember.mobile", "newMember.who", "unheardOf"} <= set(unknown)
    assert [item.known for item in found.replaced] == sorted(item.known for item in found.replaced)
    consignee = next(item for item in found.replaced if item.member == "consignee.name")
    assert consignee.before == NAME
    file = tmp_path / "same.jsonl"
    do(services, services.exports.write(file, Selection(), "jsonl", anonymise=wanted))
    assert consignee.after in file.read_text("utf-8")
    stop = Stop()
    stop.set()
    with pytest.raises(ExportError, match="cancelled"):
        do(services, services.exports.preview(Selection(), wanted, stop))


def test_what_the_simulator_answered_counts_as_looked_up(services: Services, data_dir: Path, tmp_path: Path) -> None:
    do(services, services.simulator.save("/orders/70031", TEXT))
    do(services, services.simulator.switch(on=True))
    do(services, services.listening.start(0))
    with urlopen(f"{services.listening.state.url}/api/v1/orders/70031", timeout=10) as answer:
        assert NAME.encode() in answer.read()
    do(services, services.listening.stop())
    for key in HISTORY_FORMATS:
        data = do(services, services.exports.data(Selection(), key))
        assert not [mark for mark in MARKS if mark in data], key
    found = do(services, services.exports.preview(Selection(), Anonymise()))
    assert found.count == 1
    assert "newMember.who" in [item.member for item in found.replaced]
    assert do(services, services.exports.preview(Selection(direction="out"), Anonymise())).count == 0
    pack = tmp_path / "pack.zip"
    do(services, services.support.write(pack))
    with zipfile.ZipFile(pack) as opened:
        settings = opened.read("settings.json")
    assert not [mark for mark in MARKS if mark in settings]
    assert "/orders/70031" in json.loads(settings)["simulator"]["documents"]


def test_a_support_pack_without_personal_data(services: Services, data_dir: Path, tmp_path: Path) -> None:
    fill(services)
    (data_dir / "ongoing-desktop.log").write_text(f"a line about {NAME}\n", "utf-8")
    file = tmp_path / "pack.zip"
    do(services, services.support.write(file, anonymise=Anonymise("all")))
    with zipfile.ZipFile(file) as pack:
        found = {name: pack.read(name) for name in pack.namelist()}
    for name, data in found.items():
        assert not [mark for mark in MARKS if mark in data], name
    assert b"a line about " in found["log.txt"]
    settings = json.loads(found["settings.json"])
    assert settings["format"] == "ongoing-desktop-config"
    assert settings["webhooks"][0]["type"] == "order-picked"
    do(services, services.support.write(file))
    with zipfile.ZipFile(file) as pack:
        lines = pack.read("exchanges.jsonl").decode().splitlines()
    assert NAME not in lines[0]  # the look-up
    assert NAME in lines[1]


def test_the_command_line_offers_the_same(
    services: Services, data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(services)
    words = ["--data-dir", str(data_dir), "history", "export", "--format", "jsonl"]

    def out(*more: str) -> str:
        assert cli.run([*words, *more]) == 0
        return capsys.readouterr().out

    assert NAME not in out("--filter", "dir:api")
    assert NAME in out("--filter", "dir:api", "--anonymise", "none")
    assert NAME in out()
    assert NAME not in out("--anonymise", "all")
    assert '"orderId": 70031' in json.loads(out("--anonymise", "all", "--filter", "dir:in"))["request"]["body"]
    assert "70031" not in out("--anonymise", "all", "--replace-numbers")
    assert cli.run([*words, "--anonymise", "all", "--output", str(tmp_path / "named.jsonl")]) == 0
    assert "Not documented, so their values are replaced as text: " in (told := capsys.readouterr().err)
    assert "unheardOf" in told
    assert NAME not in told
    previewed = out("--anonymise", "all", "--preview")
    assert f"1  unheardOf: {NAME} → " in previewed
    assert "not documented" in previewed
    pack = tmp_path / "p.zip"
    assert cli.run(["--data-dir", str(data_dir), "support-pack", "--output", str(pack), "--anonymise", "all"]) == 0
    with zipfile.ZipFile(pack) as opened:
        assert NAME not in opened.read("exchanges.jsonl").decode()
