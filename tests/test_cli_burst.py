"""``burst``: a day is played at a receiver by the real program."""

from __future__ import annotations

import json
from pathlib import Path

from junitparser import JUnitXml

from tests.helpers import lines, listener, run

FAST = ("--factor", "0", "--rate", "200", "--json")


def test_a_day_is_played_and_played_again_from_the_history(tmp_path: Path) -> None:
    day, junit, report = tmp_path / "day.txt", tmp_path / "burst.xml", tmp_path / "burst.json"
    day.write_text("order-picked 4 06:00-08:00 wave\narticle-picked 2 06:00-08:00\n", encoding="utf-8")
    with listener(tmp_path) as (_, url):
        there = f"{url}/burst"
        done = run(tmp_path, "burst", there, "--day", str(day), "--junit", str(junit), "--report", str(report), *FAST)
        assert done.returncode == 0, done.stderr
        *types, summary = lines(done)
        assert [(row["type"], row["planned"], row["good"]) for row in types] == [
            ("order-picked", 4, 4),
            ("article-picked", 2, 2),
        ]
        assert (summary["event"], summary["good"], summary["complete"]) == ("summary", 6, True)
        assert sum(suite.tests for suite in JUnitXml.fromfile(str(junit))) == 2
        assert len(json.loads(report.read_bytes())["requests"]) == 6
        table = tmp_path / "burst.csv"
        again = ("burst", f"{url}/again", "--from-history", "path:/burst", "--report", str(table), *FAST)
        done = run(tmp_path, *again)
        assert done.returncode == 0, done.stderr
        assert len(table.read_bytes().splitlines()) == 7
        came = lines(run(tmp_path, "history", "list", "--filter", "path:/again dir:in", "--json"))
        assert len({row["event_id"] for row in came}) == 6
    done = run(tmp_path, "burst", "http://127.0.0.1:9/x", "--day", str(day), "--factor", "0")
    assert done.returncode == 1
    assert b"0 of 6 requests succeeded. The others: 6" in done.stdout


def test_wrong_use_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    for words, said in (
        (("--day", "noon"), b"There is no day named"),
        (("--day", "goods-in", "--factor", "0.1"), b"more than the limit of 300 s"),
        (("--day", "goods-in", "--at-once", "99"), b"1 to 50"),
        (("--from-history", "-status:200"), b"No received request matches"),
        ((), b"--day --from-history is required"),
    ):
        done = run(tmp_path, "burst", "http://127.0.0.1:9/x", *words)
        assert done.returncode == 2, done.stdout
        assert said in done.stderr
    assert not lines(run(tmp_path, "history", "list", "--json"))
