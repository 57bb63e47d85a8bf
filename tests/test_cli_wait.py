"""``wait``: stored exchanges count, and later ones are waited for, from any process."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest

from tests.helpers import command, environment, lines, listener, post, run


def ids(done: subprocess.CompletedProcess[bytes]) -> list[int]:
    return [row["id"] for row in lines(done)]


def test_wait_counts_what_is_stored_and_waits_for_what_a_listener_records(tmp_path: Path) -> None:
    with listener(tmp_path) as (_, url):
        for number in range(1, 5):
            assert post(url, f"/hook/{number}", b'{"order": "A-%d"}' % number) == 200
        stored = run(tmp_path, "wait", "--filter", "body:A-", "--count", "3", "--timeout", "20", "--json")
        assert (stored.returncode, ids(stored), stored.stderr) == (0, [1, 2, 3], b"")
        later = run(tmp_path, "wait", "--filter", "-body:A-2", "--since", "1", "--timeout", "20", "--json")
        assert (later.returncode, ids(later)) == (0, [3])
        waiting = subprocess.Popen(
            command(tmp_path, "wait", "--filter", "path:/late", "--count", "2", "--timeout", "30", "--json"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        )  # fmt: skip
        assert waiting.stdout
        post(url, "/late/1", b"one")
        assert json.loads(waiting.stdout.readline())["target"] == "/late/1"
        assert waiting.poll() is None
        post(url, "/other", b"")
        post(url, "/late/2", b"two")
        out, err = waiting.communicate(timeout=20)
        assert (waiting.returncode, json.loads(out)["target"], err) == (0, "/late/2", b"")


def test_wait_says_when_the_time_is_over(tmp_path: Path) -> None:
    began = time.monotonic()
    done = run(tmp_path, "wait", "--filter", "nothing", "--timeout", "0.3")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"Found 0 of 1 matching exchanges within 0.3 s.\n"
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--filter", "status:what"],
        ["--filter", "x", "--count", "0"],
        ["--filter", "x", "--timeout", "-1"],
        ["--filter", "x", "--timeout", "nan"],
        ["--filter", "x", "--since", "one"],
    ],
)
def test_wrong_use_is_one_sentence(words: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, "wait", *words)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
