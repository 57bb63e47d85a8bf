"""Collections and types, read by the programs that they are for. Skipped where npm cannot install these."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.payload_model import payloads
from ongoing_desktop.formats.collections import COLLECTION_FORMATS, CollectionTest
from ongoing_desktop.formats.type_export import TYPE_FORMATS
from ongoing_desktop.storage.resources import load_catalogue
from tests.formats.test_collections import HOOK
from tests.receivers import PASSWORD, USER, receiver

SECRET = f"secret-5f0c1f0e={PASSWORD}"


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("npm")
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    words = ["npm", "install", "--silent", "--prefix", os.fspath(folder), "newman", "@usebruno/cli", "typescript"]
    if subprocess.run(words, check=False).returncode:
        pytest.skip("npm cannot install newman, @usebruno/cli and typescript")
    return folder / "node_modules" / ".bin"


def collected(url: str) -> list[CollectionTest]:
    family = load_catalogue().family("order")
    assert family is not None
    hook, body = replace(HOOK, url=url, username=USER), json.dumps(dict(family.example), indent=2)
    return [CollectionTest(hook, "as documented", body), CollectionTest(hook, "wrong credential", body, right=False)]


@pytest.mark.parametrize("fault", ["", "any-password"])
def test_newman_runs_the_postman_collection(programs: Path, tmp_path: Path, fault: str) -> None:
    file = tmp_path / "collection.json"
    with receiver(fault) as url:
        file.write_bytes(COLLECTION_FORMATS["postman"].write(collected(url)))
        words = [os.fspath(programs / "newman"), "run", os.fspath(file), "--env-var", SECRET]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == (1 if fault else 0), done.stdout + done.stderr
    assert "answers 400 to 499" in done.stdout


@pytest.mark.parametrize("fault", ["", "any-password"])
def test_bruno_runs_its_collection(programs: Path, tmp_path: Path, fault: str) -> None:
    with receiver(fault) as url:
        with zipfile.ZipFile(io.BytesIO(COLLECTION_FORMATS["bruno"].write(collected(url)))) as archive:
            archive.extractall(tmp_path)
        words = [os.fspath(programs / "bru"), "run", "-r", "--env", "receiver", "--env-var", SECRET]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == (1 if fault else 0), done.stdout + done.stderr
    assert "answers 400 to 499" in done.stdout


def test_typescript_compiles_the_types(programs: Path, tmp_path: Path) -> None:
    file = tmp_path / "types.ts"
    catalogue = load_catalogue()
    every = payloads(catalogue, [trigger.key for trigger in catalogue.triggers])
    use = 'const event: OngoingEvent = { webhookEventId: 1, orderId: null, addedLater: ["x"] };\nconsole.log(event);\n'
    file.write_text(TYPE_FORMATS["typescript"].write(every) + use, "utf-8")
    words = [os.fspath(programs / "tsc"), "--strict", "--noEmit", "--lib", "es2020,dom", os.fspath(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stdout
