"""The examples for build servers in the guides, run as they are printed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml

from tests.helpers import ROOT, environment, run_program
from tests.receivers import PASSWORD
from tests.test_cli_prove import document
from tests.transport.servers import free_port

GUIDES = ROOT / "resources" / "docs" / "guide"
NAME = "Order is picked"
pytestmark = pytest.mark.skipif(not shutil.which("curl") or sys.platform == "win32", reason="needs curl and a shell")


def examples(language: str) -> dict[str, str]:
    """The blocks of code after the headings that name an example."""
    text = (GUIDES / language / "server-and-ci.md").read_text("utf-8")
    found = {}
    for title, rest in re.findall(r"(?m)^## (Ex\w+: .+)\n((?:(?!^## ).*\n)*)", text):
        found[title] = textwrap.dedent("\n".join(re.findall(r"(?m)^(?: {4}.*|)$", rest))).strip("\n") + "\n"
    return found


def steps(workflow: dict[str, Any]) -> Iterator[str]:
    for step in workflow["jobs"]["prove"]["steps"]:
        if "run" in step and "pip install" not in step["run"]:
            yield step["run"]


@pytest.fixture
def project(tmp_path: Path) -> dict[str, str]:
    """A project with a receiver, its settings, and this program on the path; the environment of its commands."""
    settings = document("https://erp.example/ongoing")
    settings["webhooks"][0]["name"] = NAME
    settings["webhooks"][0]["retryPolicy"] = "one-day"
    (tmp_path / "webhooks.json").write_text(json.dumps(settings))
    assert run_program(tmp_path / "other", "config", "import", str(tmp_path / "webhooks.json")).returncode == 0
    words = ("--language", "python", "--output", str(tmp_path / "receiver.py"))
    assert run_program(tmp_path / "other", "webhooks", "code", NAME, *words).returncode == 0
    line = json.dumps({"webhook": NAME, "secret": PASSWORD})
    (tmp_path / "credentials.jsonl").write_text(line + "\n")
    program = tmp_path / "bin" / "ongoing-desktop"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ongoing_desktop "$@"\n')
    program.chmod(0o755)
    return {
        **environment(), "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
        "ONGOING_CREDENTIALS": line, "WEBHOOK_SECRET": PASSWORD, "HOME": str(tmp_path),
    }  # fmt: skip


def play(text: str, folder: Path, environ: dict[str, str]) -> tuple[int, str]:
    """Run a script with a free port; exit code and output."""
    with free_port() as port:
        pass
    text = text.replace(":8000", f":{port}")
    output = folder / "output.txt"
    with output.open("wb") as file:
        child = subprocess.Popen(
            ["bash", "-e", "-c", text], cwd=folder, env={**environ, "PORT": str(port)}, stdout=file, stderr=file,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            code = child.wait(100)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
    return code, output.read_text("utf-8", "replace")


def names(file: Path) -> list[str]:
    return [case.name for suite in JUnitXml.fromfile(str(file)) for case in suite]


def test_the_workflow_proves_the_receiver(project: dict[str, str], tmp_path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    workflow = yaml.safe_load(next(text for title, text in examples("en").items() if "GitHub" in title))
    assert set(workflow["jobs"]["prove"]["env"]) == {"ONGOING_CREDENTIALS", "WEBHOOK_SECRET"}
    code, output = play("\n".join(steps(workflow)), tmp_path, project)
    assert code == 0, output
    assert "still-answers" in names(tmp_path / "proof.xml")
    assert PASSWORD not in output + (tmp_path / "proof.html").read_text("utf-8")


def test_the_script_proves_the_receiver_and_its_retries(project: dict[str, str], tmp_path: Path) -> None:
    code, output = play(next(text for title, text in examples("en").items() if "shell" in title), tmp_path, project)
    assert code == 0, output
    assert names(tmp_path / "proof.xml")
    assert names(tmp_path / "retries.xml")


def test_the_examples_are_the_same_in_both_languages() -> None:
    assert list(examples("en").values()) == list(examples("sv").values())
    assert len(examples("en")) == 2


def test_a_variable_that_is_not_set_is_a_sentence(tmp_path: Path) -> None:
    done = run_program(tmp_path, "prove", "http://127.0.0.1:9/x", "--credentials-env", "NO_SUCH_VARIABLE")
    assert (done.returncode, b"NO_SUCH_VARIABLE" in done.stderr) == (2, True)
