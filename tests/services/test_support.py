"""The support pack: complete, always with the same names, and without planted secrets."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import SecretsFound
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.formats.har_read import parse_har
from ongoing_desktop.formats.pack import write_pack
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Progress, Selection
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from tests.helpers import do
from tests.storage.makers import received, sent

SECRET = "pl4nted-T0ken-x"
NAMES = ["readme.txt", "versions.json", "settings.json", "log.txt", "exchanges.har", "exchanges.jsonl", "verdicts.csv", "checksums.txt"]  # fmt: skip


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as pack:
        assert pack.testzip() is None
        assert {info.date_time for info in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: pack.read(name) for name in pack.namelist()}


def test_a_pack_holds_what_it_says_with_checksums(services: Services, data_dir: Path, tmp_path: Path) -> None:
    do(services, services.demo.add())
    services.history.append([received(b"\xff"), sent(), received(b"=1")])
    (data_dir / "ongoing-desktop.log").write_text("one line\n")
    file = tmp_path / "pack.zip"
    written = do(services, services.support.write(file))
    assert written.count == 3
    found = members(file)
    assert list(found) == NAMES
    sums = dict(reversed(line.split("  ")) for line in found["checksums.txt"].decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items() if name != "checksums.txt"}
    assert len(parse_har(found["exchanges.har"]).entries) == 3
    assert [json.loads(line)["id"] for line in found["exchanges.jsonl"].splitlines()] == [3, 2, 1]
    rows = list(csv.DictReader(io.StringIO(found["verdicts.csv"].decode())))
    assert [row["verdict"] for row in rows] == ["verified", "", "verified"]
    assert json.loads(found["settings.json"]) == json.loads(do(services, services.transfers.export_config(None)))
    assert found["log.txt"] == b"one line\n"
    assert json.loads(found["versions.json"])["libraries"]["h11"]
    do(services, services.support.write(file, Selection(ids=(2,))))
    assert [json.loads(line)["id"] for line in members(file)["exchanges.jsonl"].splitlines()] == [2]
    assert file.stat().st_mode & 0o777 == 0o600


def test_every_member_is_searched_and_masked(services: Services, data_dir: Path, tmp_path: Path) -> None:
    hook = do(services, services.demo.add())
    do(services, services.webhooks.save(hook, ReplaceCredential(Secret(SECRET))))
    do(services, services.webhooks.save(replace(hook, email=f"{SECRET}@x.example"), KeepCredential()))
    services.history.append([received(json.dumps({"copied": SECRET}).encode())])
    (data_dir / "ongoing-desktop.log").write_text(f"a line with {SECRET}\n")
    file = tmp_path / "pack.zip"
    with pytest.raises(SecretsFound) as caught:
        do(services, services.support.write(file))
    assert not list(tmp_path.glob("*pack*"))
    assert set(caught.value.places) == {(0, "settings.json"), (0, "log.txt"), (1, "body of the request")}
    assert SECRET not in str(caught.value)
    do(services, services.support.write(file, mask=True))
    for name, data in members(file).items():
        assert SECRET.encode() not in data, name
    assert b"a line with [redacted]" in members(file)["log.txt"]
    assert json.loads(parse_har(members(file)["exchanges.har"]).entries[0].request.body) == {"copied": "[redacted]"}


def test_a_failure_leaves_no_file(services: Services, tmp_path: Path) -> None:
    services.history.append([received()])

    def refuse(_: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do(services, services.support.write(tmp_path / "pack.zip", on_progress=refuse))
    assert not list(tmp_path.glob("*pack*"))
    assert not list(tmp_path.glob(".*part"))


@pytest.mark.parametrize("name", ["../x", "a/b", "CON ", "x" * 61, ".x", "x.", "", "Å"])
def test_no_other_names(name: str) -> None:
    with pytest.raises(ValueError, match="not a valid member name"):
        list(write_pack([(name, [b""])]))
