"""JUnit reports of ``check``, ``wait``, ``retry run`` and ``scenario run``."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from junitparser import JUnitXml

from tests.helpers import listener, post, run


def report(file: Path) -> tuple[str, str, list[tuple[str, str]]]:
    """Number of tests and failures, and each case with what it ended as."""
    suite = ET.parse(file).getroot().find("testsuite")
    assert suite is not None
    read = [item for found in JUnitXml.fromfile(str(file)) for item in found]
    assert [item.name for item in read] == [case.get("name") for case in suite.iter("testcase")]
    cases = [
        (str(case.get("name")), next((child.tag for child in case if child.tag != "system-out"), "passed"))
        for case in suite.iter("testcase")
    ]
    return str(suite.get("tests")), str(suite.get("failures")), cases


def test_check_reports_errors_as_failures(tmp_path: Path) -> None:
    payload, file = tmp_path / "p.json", tmp_path / "junit.xml"
    payload.write_text('{"webhookOrdersId": "one", "webhookEventId": 1}')
    done = run(tmp_path / "data", "check", str(payload), "--junit", str(file))
    assert done.returncode == 1
    tests, failures, cases = report(file)
    assert int(tests) == len(cases)
    assert int(failures) >= 2
    assert cases[0] == ("payload", "failure")


def test_wait_reports_what_came_and_what_did_not(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    with listener(tmp_path / "data") as (_, url):
        assert post(url, "/hook", b"{}") == 200
    assert run(tmp_path / "data", "wait", "--filter", "path:/hook", "--junit", str(file)).returncode == 0
    assert report(file) == ("1", "0", [("path:/hook", "passed")])
    words = ("wait", "--filter", "path:/other", "--timeout", "0.1", "--junit", str(file))
    assert run(tmp_path / "data", *words).returncode == 1
    assert report(file) == ("1", "1", [("path:/other", "failure")])


@pytest.mark.parametrize("words", [("retry", "run", "Picked"), ("scenario", "run", "order-life")])
def test_deliveries_are_reported(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "junit.xml"
    with listener(tmp_path / "receiver") as (_, url):
        document = {
            "format": "ongoing-desktop-config", "version": 1,
            "systems": [{"name": "Demo", "code": "demo", "goodsOwners": [{"id": 12, "name": "Acme", "code": "A"}]}],
            "webhooks": [{
                "id": "5f0c1f0e-0000-4000-8000-000000000001", "name": "Picked", "system": "Demo", "kind": "regular",
                "type": "order-picked", "goodsOwners": [12], "url": f"{url}/hook", "email": "",
                "authentication": {"type": "none"}, "retryPolicy": "one-day", "enabled": True, "settings": {},
            }],
        }  # fmt: skip
        config = tmp_path / "config.json"
        config.write_text(json.dumps(document))
        assert run(tmp_path / "data", "config", "import", str(config)).returncode == 0
        done = run(tmp_path / "data", *words, "--speed", "3600", "--junit", str(file))
        assert done.returncode == 0, done.stderr
    tests, failures, cases = report(file)
    assert (int(tests), failures) == (len(cases), "0")
    assert any("Picked" in name for name, _ in cases)
