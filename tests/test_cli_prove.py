"""``prove``: a good receiver passes, and each fault is found by its own probe and no other required one."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from junitparser import JUnitXml

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.probes import PROBES
from ongoing_desktop.domain.probing import Profile, Proof
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.wording.proof_text import proof_words
from tests.helpers import do, lines, run
from tests.receivers import FAULTS, PASSWORD, USER, receiver

UNSEEN = {"tls-chain", "tls-name", "certificate", "tls-versions", "reads-back", "reads-once"}
"""Probes that need HTTPS or the API simulator."""


@pytest.fixture
def proving(tmp_path: Path) -> Iterator[Services]:
    made = open_services(tmp_path / "data")
    made.start()
    yield made
    made.close()


def webhook(services: Services, url: str, kind: str = "order-picked") -> Webhook:
    system = System("s", "Demo warehouse", "demo", (GoodsOwner(12, "Acme", "ACME"),))
    made = Webhook("w", "Picked", "s", "regular", kind, (12,), url, authentication="basic", username=USER)
    do(services, services.settings.change("x", lambda now: replace(now, systems=(system,), webhooks=(made,))))
    services.secrets.add_session("w", Secret(PASSWORD), None)
    return made


def proof(services: Services, url: str, profile: Profile = "full", quick_s: float = 5.0) -> Proof:
    found = do(services, services.proving.run(webhook(services, url), profile, lambda _: None, quick_s=quick_s))
    assert isinstance(found, Proof)
    return found


def failed(found: Proof, level: str) -> list[str]:
    return [
        result.probe.key for result in found.results if result.finding.verdict == "fail" and result.probe.level == level
    ]


def test_a_good_receiver_passes_every_probe(proving: Services) -> None:
    seen: set[tuple[str, int]] = set()
    with receiver(seen=seen) as url:
        found = proof(proving, url)
    verdicts = {result.probe.key: result.finding for result in found.results if result.finding.verdict != "pass"}
    assert set(verdicts) == UNSEEN, {key: proof_words().reason(finding) for key, finding in verdicts.items()}
    assert len(found.results) == len(PROBES)
    with receiver("burst", most=len(seen) - 1) as url:
        found = proof(proving, url)
    assert failed(found, "must") == ["still-answers"]


@pytest.mark.parametrize(("fault", "key"), [item for item in FAULTS.items() if item[0] != "burst"])
def test_each_fault_is_found_by_its_own_probe(proving: Services, fault: str, key: str) -> None:
    with receiver(fault, slow_s=1.5) as url:
        found = proof(proving, url, quick_s=0.7 if fault == "slow" else 5.0)
    assert failed(found, "must") == [key]


def test_every_type_can_be_proven(proving: Services) -> None:
    with receiver() as url:
        for trigger in proving.catalogue.triggers[::4]:
            hook = webhook(proving, url, trigger.key)
            found = do(proving, proving.proving.run(hook, "quick", lambda _: None))
            assert failed(found, "must") == [], trigger.key


def prove(folder: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return run(folder, "prove", *words, stdin=stdin)


def configured(folder: Path, url: str) -> bytes:
    """Settings with one webhook, and the line with its credential."""
    file = folder / "config.json"
    file.write_text(json.dumps(document(url)))
    assert run(folder / "data", "config", "import", str(file)).returncode == 0
    return json.dumps({"webhook": "Picked", "secret": PASSWORD}).encode() + b"\n"


def document(url: str) -> dict[str, Any]:
    """A config file with one webhook."""
    return {
        "format": "ongoing-desktop-config", "version": 1,
        "systems": [{"name": "Demo", "code": "demo", "goodsOwners": [{"id": 12, "name": "Acme", "code": "A"}]}],
        "webhooks": [{
            "id": "5f0c1f0e-0000-4000-8000-000000000001", "name": "Picked", "system": "Demo", "kind": "regular",
            "type": "order-picked", "goodsOwners": [12], "url": url, "email": "",
            "authentication": {"type": "basic", "username": USER}, "retryPolicy": "none", "enabled": True,
            "settings": {},
        }],
    }  # fmt: skip


def test_a_build_server_gets_lines_reports_and_an_exit_code(tmp_path: Path) -> None:
    with receiver() as url:
        credential = configured(tmp_path, url)
        reports = ("--junit", str(tmp_path / "junit.xml"), "--html", str(tmp_path / "proof.html"))
        words = ("Picked", "--profile", "quick", "--json", "--credentials-stdin")
        done = prove(tmp_path / "data", *words, *reports, stdin=credential)
    assert (done.returncode, done.stderr) == (0, b"")
    told: list[dict[str, Any]] = lines(done)
    assert told[-1] == {"event": "summary", "passed": 16, "failed": 0, "must_failed": 0, "skipped": 3, "changed": []}
    assert set(told[0]) == {"probe", "level", "verdict", "reason", "exchanges"}
    assert [item["probe"] for item in told[:-1]] == [item.key for item in PROBES if item.profile == "quick"]
    suite = ET.parse(tmp_path / "junit.xml").getroot().find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("19", "0", "3")
    read = [case for found in JUnitXml.fromfile(str(tmp_path / "junit.xml")) for case in found]
    assert [case.name for case in read] == [item["probe"] for item in told[:-1]]
    assert [case.name for case in read if case.is_skipped] == ["tls-chain", "tls-name", "certificate"]
    page = (tmp_path / "proof.html").read_text()
    assert "Ready for Ongoing" in page
    assert "processed only once?" in page
    for written in tmp_path.rglob("*"):
        if written.is_file():
            assert PASSWORD.encode() not in written.read_bytes(), written


def test_a_receiver_that_fails_is_exit_code_1(tmp_path: Path) -> None:
    with receiver("any-password") as url:
        credential = configured(tmp_path, url)
        junit = tmp_path / "junit.xml"
        done = prove(tmp_path / "data", "Picked", "--credentials-stdin", "--junit", str(junit), stdin=credential)
    assert done.returncode == 1
    assert "✕ must   Refuses a wrong credential: Answered 200 although the request was wrong." in done.stdout.decode()
    assert b"Required probes that failed: 1." in done.stdout
    case = ET.parse(junit).getroot().find(".//testcase[failure]")
    assert case is not None
    assert case.get("name") == "credential-wrong"


def test_an_address_alone_can_be_proven(tmp_path: Path) -> None:
    with receiver() as url:
        done = prove(tmp_path / "data", url, "--type", "article-updated", "--profile", "quick", "--json")
    # Without a credential this receiver refuses everything, and dependent probes are skipped.
    verdicts = {item["probe"]: item["verdict"] for item in lines(done)[:-1]}
    assert done.returncode == 1
    assert (verdicts["sample"], verdicts["credential-wrong"], verdicts["twice"]) == ("fail", "skip", "skip")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], b"WEBHOOK-or-URL"),
        (["No such webhook"], b"No such webhook"),
        (["https://erp.example/hook"], b"--yes"),
        (["http://127.0.0.1:9/x", "--type", "no-such-type"], b"no-such-type"),
        (["http://127.0.0.1:9/x", "--profile", "all"], b"quick"),
        (["http://127.0.0.1:9/x", "--junit", "/no/such/folder/f.xml"], b"/no/such/folder"),
        (["ftp://127.0.0.1/x"], b"address"),
    ],
)
def test_wrong_use_is_one_sentence(tmp_path: Path, words: list[str], told: bytes) -> None:
    done = prove(tmp_path / "data", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert b"Traceback" not in done.stderr
