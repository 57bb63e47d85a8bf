"""What a proof can see beyond single answers: TLS, lookups, the last run, and what people answered."""

from __future__ import annotations

import json
import ssl
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import trustme

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.errors import SecretsFound
from ongoing_desktop.domain.probes import PROBES
from ongoing_desktop.domain.probing import Finding, Proof
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.transport import NetworkSender
from tests.helpers import do, run
from tests.receivers import FAULTS, PASSWORD, receiver
from tests.test_cli_prove import configured, proof, proving, webhook

__all__ = ["proving"]
TLS = ("tls-chain", "tls-name", "certificate", "tls-versions")


def finding(found: Proof, key: str) -> Finding:
    return next(result.finding for result in found.results if result.probe.key == key)


def server_context(authority: trustme.CA, name: str, *, old: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    if old:
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
    return context


@pytest.mark.parametrize(
    ("name", "trusted", "old", "codes"),
    [
        ("127.0.0.1", True, False, ("chain-trusted", "right-name", "lasts", "new-tls")),
        ("127.0.0.1", True, True, ("chain-trusted", "right-name", "lasts", "old-tls")),
        ("127.0.0.1", False, False, ("chain-untrusted", "not-seen", "not-seen", "gate")),
        ("other.example", True, False, ("tls-first", "other-name", "not-seen", "gate")),
    ],
)
def test_certificates_and_versions_of_tls(
    tmp_path: Path, name: str, trusted: bool, old: bool, codes: tuple[str, ...]
) -> None:
    authority = trustme.CA()
    client = ssl.create_default_context()
    if trusted:
        authority.configure_trust(client)
    services = open_services(tmp_path / "data", sender=NetworkSender(tls=client))
    services.start()
    try:
        with receiver(tls=server_context(authority, name, old=old)) as url:
            found = proof(services, url)
    finally:
        services.close()
    assert tuple(finding(found, key).code for key in TLS) == codes
    passed = [result.probe.key for result in found.results if result.finding.verdict == "pass"]
    assert ("still-answers" in passed) is (codes[3] != "gate")


@pytest.fixture
def simulated(proving: Services) -> Iterator[Services]:
    webhook(proving, "http://127.0.0.1:9/x")
    do(proving, proving.simulator.switch(on=True))
    do(proving, proving.listening.start(0))
    yield proving
    do(proving, proving.listening.stop())


@pytest.mark.parametrize(("fault", "code"), [("", "reads-once"), ("processes-twice", "reads-twice")])
def test_the_api_simulator_shows_what_a_receiver_looks_up(simulated: Services, fault: str, code: str) -> None:
    address = urlsplit(simulated.listening.state.url or "")

    def look_up(event: dict[str, Any]) -> None:
        url = f"http://{address.netloc}/demo/api/v1/orders/{event['orderId']}"
        urllib.request.urlopen(url, timeout=10).close()

    with receiver(fault, look_up=look_up) as url:
        found = proof(simulated, url)
    assert finding(found, "reads-back") == Finding("pass", "reads", {"count": 1})
    assert finding(found, "reads-once").code == code


def test_runs_are_compared_and_answers_kept(proving: Services, tmp_path: Path) -> None:
    with receiver() as url:
        first = proof(proving, url, "quick")
        assert (first.last_at, first.changes) == ("", ())
        hook = webhook(proving, url)
        answered = do(proving, proving.proving.reply(hook, url, first, {"twice": "no"}))
        assert finding(answered, "twice") == Finding("fail", "asked-no")
        # The answer applies to later runs until another one is given.
        again = proof(proving, url, "quick")
        assert finding(again, "twice").code == "asked-no"
        assert again.changes == ()
        work = proving.proving.run(hook, "quick", lambda _: None, replies={"twice": "yes"})
        third = do(proving, work)
    assert finding(third, "twice").verdict == "pass"
    assert [(item.key, item.before, item.now) for item in third.changes] == [("twice", "fail", "pass")]
    page = do(proving, proving.proving.report(third, "html", "sv")).decode()
    assert "Bättre än vid förra körningen" in page
    assert "Behandlades händelsen som kom två gånger bara en gång? <b>ja</b>" in page
    document = json.loads(do(proving, proving.proving.report(third, "json")))
    assert (document["ready"], document["answers"], document["lastRun"]) == (
        True,
        {"twice": "yes"},
        again.at.isoformat(timespec="seconds"),
    )


def test_a_report_with_a_secret_is_not_written(proving: Services) -> None:
    with receiver() as url:
        hook = webhook(proving, f"{url}?x={PASSWORD.replace(' ', '%20')}")
        found = do(proving, proving.proving.run(hook, "quick", lambda _: None))
    with pytest.raises(SecretsFound):
        do(proving, proving.secrets.refuse_in(f"… {PASSWORD} …".encode()))
    assert PASSWORD.replace(" ", "%20").encode() not in do(proving, proving.proving.report(found, "html"))


def test_several_types_are_sent_in_the_probes_of_shapes(proving: Services) -> None:
    with receiver() as url:
        hook: Webhook = webhook(proving, url)
        found = do(proving, proving.proving.run(hook, "quick", lambda _: None, types=("order-picked", "all")))
    assert len(found.types) == len(proving.catalogue.triggers)
    answers = next(result.answers for result in found.results if result.probe.key == "captured")
    assert [answer.type for answer in answers][:2] == ["order-picked", "order-status-changed"]
    assert not found.count("fail", "must")


def test_answers_limits_and_reports_on_the_command_line(tmp_path: Path) -> None:
    report, page = tmp_path / "proof.json", tmp_path / "proof.html"
    with receiver() as url:
        credential = configured(tmp_path, url)
        words = ("Picked", "--profile", "quick", "--credentials-stdin", "--limit", "3", "--language", "sv")
        files = ("--report", str(report), "--html", str(page))
        done = run(tmp_path / "data", "prove", *words, "--answer", "twice=no", *files, stdin=credential)
    assert done.returncode == 1
    assert "processed only once? no" in done.stdout.decode()
    document = json.loads(report.read_text())
    assert [item["probe"] for item in document["probes"] if item["verdict"] == "fail"] == ["twice"]
    assert document["limitSeconds"] == 3
    assert "Svaret på provets fråga är nej." in page.read_text()
    assert PASSWORD not in page.read_text() + report.read_text()
    done = run(tmp_path / "data", "prove", "Picked", "--answer", "sample=yes", stdin=b"")
    assert done.returncode == 2
    assert b"twice" in done.stderr


def test_every_fault_has_a_probe() -> None:
    assert set(FAULTS.values()) <= {probe.key for probe in PROBES}
    assert len(FAULTS) == 12
