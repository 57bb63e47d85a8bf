"""Receivers whose languages need a compiler or packages: each is started and proven. Skipped where these are absent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.probing import Proof
from ongoing_desktop.formats.receiver_code import SNIPPETS
from ongoing_desktop.services import Services
from tests.helpers import do
from tests.test_trip_snippets import LANGUAGES, processed_once, running, saved

JARS = [Path(f"/usr/share/java/jackson-{name}.jar") for name in ("databind", "core", "annotations")]
"""Debian: libjackson2-databind-java."""


@pytest.fixture(scope="session")
def fastapi(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python with FastAPI."""
    folder = tmp_path_factory.mktemp("fastapi")
    subprocess.run([sys.executable, "-m", "venv", os.fspath(folder)], check=True)
    python = os.fspath(folder / "bin" / "python")
    if subprocess.run([python, "-m", "pip", "install", "-q", "fastapi", "uvicorn"], check=False).returncode:
        pytest.skip("FastAPI cannot be installed")
    return python


def command(language: str, request: pytest.FixtureRequest) -> list[str]:
    if language == "fastapi":
        return [request.getfixturevalue("fastapi")]
    if language == "java":
        if not all(jar.exists() for jar in JARS):
            pytest.skip("Jackson is not installed")
        return ["java", "-cp", ":".join(map(os.fspath, JARS))]
    return {"go": ["go", "run"], "csharp": ["dotnet-is-not-tested"]}[language]


@pytest.mark.parametrize("language", [key for key, item in SNIPPETS.items() if item.proven and key not in LANGUAGES])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_receiver_is_proven(
    services: Services, tmp_path: Path, language: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    hook = saved(services, scheme)
    with running(language, hook, tmp_path, command(language, request)) as base:
        work = services.proving.run(hook, "full", lambda _: None, url=f"{base}/a/b%20c/%C3%B6")
        proof = do(services, work)
        assert isinstance(proof, Proof)
        failed = {
            result.probe.key: [answer.word for answer in result.answers]
            for result in proof.results
            if result.finding.verdict == "fail"
        }
        assert failed == {}
        processed_once(tmp_path)
