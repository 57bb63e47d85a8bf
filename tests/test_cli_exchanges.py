"""``history replay``, ``history compare`` and ``history watch``."""

from __future__ import annotations

import json
import select
import signal
import subprocess
from itertools import count
from pathlib import Path

import pytest

from tests.helpers import command, environment, lines, listener, post, run, until


def test_exchanges_are_sent_again_in_their_order_and_compared(tmp_path: Path) -> None:
    with listener(tmp_path) as (_, url):
        for number in (1, 2, 3):
            assert post(url, f"/hook/{number}", b'{"orderId": %d, "kept": [1, 2]}' % number) == 200
        done = run(
            tmp_path, "history", "replay", "--filter", "path:/hook -path:/hook/3", "--to", f"{url}/again", "--json"
        )
        assert done.returncode == 0, done.stderr
        sent = lines(done)
        assert [item["replay_of"] for item in sent] == [1, 2]
        assert [(item["direction"], item["status"]) for item in sent] == [("out", 200)] * 2
        came = lines(run(tmp_path, "history", "list", "--filter", "path:/again dir:in", "--json"))
        bodies = [lines(run(tmp_path, "history", "show", str(item["id"]), "--json"))[0] for item in came[::-1]]
        assert [json.loads(item["request"]["body"])["orderId"] for item in bodies] == [1, 2]
        told = run(tmp_path, "history", "replay", "--filter", "path:/hook/3 dir:in", "--to", f"{url}/again")
        assert told.returncode == 0
        assert b"200" in told.stdout
    compared = run(tmp_path, "history", "compare", "1", "2", "--json")
    assert compared.returncode == 0
    assert {(row["path"], row["left"], row["right"]) for row in lines(compared) if row["part"] == "body"} == {
        ("$.orderId", "1", "2")
    }
    assert b"$.orderId: 1 \xe2\x86\x92 2" in run(tmp_path, "history", "compare", "1", "2").stdout


def test_what_cannot_be_delivered_is_a_failure(tmp_path: Path) -> None:
    with listener(tmp_path) as (_, url):
        assert post(url, "/hook", b"{}") == 200
    done = run(tmp_path, "history", "replay", "--filter", "path:/hook", "--to", f"{url}/gone", "--json")
    assert done.returncode == 1
    assert lines(done)[0]["failure"] == "refused"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["replay"], b"--filter"),
        (["replay", "--filter", "path:/nothing"], b"exchange"),
        (["replay", "--filter", "path:/hook", "--to", "https://erp.example/x"], b"--yes"),
        (["replay", "--filter", "path:/hook", "--to", "erp.example"], b"address"),
        (["compare", "1"], b"B"),
        (["compare", "1", "99"], b"99"),
        (["watch", "--filter", "status:what"], b"status"),
    ],
)
def test_wrong_use_is_one_sentence(tmp_path: Path, words: list[str], told: bytes) -> None:
    with listener(tmp_path) as (_, url):
        assert post(url, "/hook", b"{}") == 200
    done = run(tmp_path, "history", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr
    assert b"Traceback" not in done.stderr


def test_new_exchanges_are_watched_until_interrupted(tmp_path: Path) -> None:
    with listener(tmp_path) as (_, url):
        assert post(url, "/before", b"{}") == 200
        watching = subprocess.Popen(
            command(tmp_path, "history", "watch", "--filter", "path:/hook", "--json"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        )  # fmt: skip
        assert watching.stdout
        numbers = count(1)

        def noticed() -> bool:
            """It watches from the moment at which it has opened the history."""
            post(url, "/other", b"")
            post(url, f"/hook/{next(numbers)}", b"")
            return bool(select.select([watching.stdout], [], [], 0.2)[0])

        until(noticed, "a line")
        seen = [json.loads(watching.stdout.readline())["target"]]
        post(url, "/hook/last", b"")
        while seen[-1] != "/hook/last":
            seen.append(json.loads(watching.stdout.readline())["target"])
        assert all(target.startswith("/hook") for target in seen)
        assert len(set(seen)) == len(seen)
        watching.send_signal(signal.SIGINT)
        assert watching.communicate(timeout=20)[1] == b""
        assert watching.returncode == 0
