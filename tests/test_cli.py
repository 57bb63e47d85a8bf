"""The command line as used by people and scripts: arguments, exit codes, output streams."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.__main__ import main
from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.cli import log as cli_log
from ongoing_desktop.cli.window import display_problem, import_problem
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.targets import SendTarget, marked, with_confirmed
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from tests.helpers import ROOT, command, environment, lines, listener, post, run_here, run_program, until
from tests.transport.servers import Server, answers, free_port, hangs, serving

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
TOKEN = "tok-5ecret-Value"
KEYS = [
    "id",
    "direction",
    "at",
    "method",
    "target",
    "status",
    "answer",
    "failure",
    "verdict",
    "reason_code",
    "reason",
    "webhook",
    "system",
    "family",
    "type",
    "event_id",
    "goods_owner_id",
    "attempt",
    "bytes",
    "duration_ms",
    "stored",
]


def hook(number: int, url: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"00000000-0000-0000-0000-00000000000{number}",
        "name": f"Hook {number}",
        "system": "Demo",
        "kind": "regular",
        "type": "order-picked",
        "goodsOwners": [12],
        "url": url,
        "authentication": {"type": "none"},
    } | changes


def config(*hooks: dict[str, Any]) -> bytes:
    owners = [{"id": 12, "name": "Åcme", "code": "A"}]
    systems = [{"name": "Demo", "code": "demo", "goodsOwners": owners}]
    document = {"format": "ongoing-desktop-config", "version": 1, "systems": systems, "webhooks": list(hooks)}
    return json.dumps(document).encode()


@pytest.fixture
def imported(data_dir: Path, tmp_path: Path) -> Callable[..., None]:
    def take_in(*hooks: dict[str, Any]) -> None:
        file = tmp_path / "in.json"
        file.write_bytes(config(*hooks))
        assert main(["--data-dir", os.fspath(data_dir), "config", "import", os.fspath(file)]) == 0

    return take_in


@pytest.fixture
def cli(data_dir: Path) -> Callable[..., Any]:
    """Run in this process; returns exit code, stdout, stderr."""

    def call(*words: str, stdin: bytes = b"") -> tuple[int, str, str]:
        done = run_here(data_dir, *words, stdin=stdin)
        code, out, err = done.returncode, done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err
        if code == 2:
            assert err.strip()
            assert err.count("\n") == 1
        return code, out, err

    return call


def mark_production(data_dir: Path, host: str | None) -> None:
    """Like the window; None marks the first system. The host was confirmed before, which must not matter."""

    def mark(now: Settings) -> Settings:
        system = now.systems[0].id
        agreed = with_confirmed(now, SendTarget(system, now.webhooks[0].url))
        return marked(agreed, hosts={host: True} if host else {}, systems={} if host else {system: True})

    with closing(open_services(data_dir)) as services:
        services.start(follow=False)
        services.engine.submit(services.settings.change("preferences", mark)).result(10)


class TestWords:
    @pytest.mark.parametrize(
        "words",
        [
            ["nonsense"],
            ["--nonsense"],
            ["webhooks"],
            ["webhooks", "nonsense"],
            ["webhooks", "test"],
            ["webhooks", "list", "--js"],
            ["history", "show"],
            ["history", "show", "one"],
            ["history", "show", "-1"],
            ["history", "show", "99999999999999999999999"],
            ["history", "list", "--limit", "²"],
            ["history", "list", "--direction", "up"],
            ["history", "export"],
            ["history", "export", "--format", "docx"],
            ["credentials", "set", "x"],
            ["listen", "--port", "65536"],
            ["listen", "--port", "1_0"],
            ["config", "import"],
            ["bad\nword\x1b[31m"],
        ],
    )
    def test_wrong_use_is_one_sentence_and_2(self, words: list[str], cli: Callable[..., Any]) -> None:
        code, out, err = cli(*words)
        assert (code, out) == (2, "")
        assert "\x1b" not in err

    def test_version_and_help(self, cli: Callable[..., Any]) -> None:
        assert cli("--version")[:2] == (0, "ongoing-desktop 0.1.0\n")
        code, out, _ = cli("--help")
        assert code == 0
        for word in (
            "listen",
            "webhooks",
            "credentials",
            "config",
            "history",
            "wait",
            "scenario",
            "--data-dir",
            "--version",
        ):
            assert word in out
        assert "controlled" not in out
        assert "--controlled" not in cli("listen", "--help")[1]

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_the_data_folder_stands_before_or_after(self, place: int, data_dir: Path) -> None:
        words = ["config", "export"]
        words[place:place] = ["--data-dir", os.fspath(data_dir)]
        assert main(words) == 0
        assert (data_dir / "settings.db").exists()

    def test_the_default_folder_is_the_platforms(self, home: Path) -> None:
        assert main(["webhooks", "list"]) == 0
        assert list(home.rglob("settings.db"))


class TestEncodings:
    """Files written by Windows shells are read, and never sent as JSON without a message."""

    CODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")

    @pytest.mark.parametrize("coding", CODINGS)
    def test_settings_and_payloads_are_read(self, cli: Any, tmp_path: Path, coding: str) -> None:
        file = tmp_path / "in.json"
        file.write_bytes(config(hook(1, "http://127.0.0.1:9/å")).decode().encode(coding))
        assert cli("config", "import", os.fspath(file))[0] == 0
        file.write_bytes('{"webhookOrdersId": 1, "x": "å"}'.encode(coding))
        found = json.loads(cli("check", os.fspath(file), "--json")[1])
        assert found["family"] == "order"
        assert found["findings"][0]["code"] == ("check-bom" if coding == "utf-8-sig" else "check-coding")

    @pytest.mark.parametrize("coding", CODINGS)
    def test_a_payload_goes_out_as_utf8_and_it_is_said(
        self, cli: Any, imported: Any, tmp_path: Path, coding: str
    ) -> None:
        payload = tmp_path / "payload.json"
        payload.write_bytes('{"x": "å"}'.encode(coding))
        with serving(answers(OK)) as server:
            imported(hook(1, server.url))
            code, out, err = cli("webhooks", "test", "Hook 1", "--payload", os.fspath(payload), "--json")
            assert code == 0
            json.loads(out)
            assert "it is sent as UTF-8" in err
            assert coding.replace("-sig", "")[:6].rstrip("-").upper() in err
            assert server.received[0].endswith('{"x": "å"}'.encode())
            payload.write_bytes(b'{"x": "\xe5"}')
            _, _, err = cli("webhooks", "test", "Hook 1", "--payload", os.fspath(payload))
            assert "is not valid UTF-8 text (at byte 7)" in err


class TestConfig:
    def test_out_in_and_out_again_is_the_same(self, cli: Any, imported: Any, tmp_path: Path) -> None:
        imported(hook(1, "https://example.test/å"), hook(2, "http://127.0.0.1/x", name="Other"))
        first = tmp_path / "first.json"
        assert cli("config", "export", "--output", os.fspath(first)) == (0, "", "")
        assert main(["--data-dir", os.fspath(tmp_path / "second"), "config", "import", os.fspath(first)]) == 0
        second = run_program(tmp_path / "second", "config", "export")
        assert second.stdout == first.read_bytes()
        assert b"\xc3\x85cme" in second.stdout

    def test_a_dry_run_changes_nothing(self, cli: Any, tmp_path: Path) -> None:
        file = tmp_path / "in.json"
        file.write_bytes(config(hook(1, "https://x.test/", authentication={"type": "x-auth-token"})))
        code, out, _ = cli("config", "import", os.fspath(file), "--dry-run")
        assert code == 0
        assert "1 would be added" in out
        assert "Hook 1" in out
        assert cli("webhooks", "list", "--json") == (0, "", "")

    def test_a_dry_run_names_what_is_added_changed_and_left(self, cli: Any, imported: Any, tmp_path: Path) -> None:
        imported(hook(1, "https://one.test/a"), hook(2, "https://two.test/a"))
        file = tmp_path / "in.json"
        file.write_bytes(
            config(hook(1, "https://one.test/b"), hook(2, "https://two.test/a"), hook(3, "https://x.test/"))
        )
        code, out, _ = cli("config", "import", os.fspath(file), "--dry-run")
        assert code == 0
        assert out.splitlines()[:4] == [
            "≠ Hook 1: URL https://one.test/a → https://one.test/b",
            "+ Webhook “Hook 3” added",
            "= Demo",
            "= Hook 2",
        ]

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (None, "cannot be read"),
            (b"{", "line 1, column 2"),
            (config(hook(1, "https://x.test/"), hook(2, "nowhere")), "webhooks[1].url"),
            (config(hook(1, "https://x.test/", authentication={"type": "basic", "password": "p"})), "password"),
        ],
    )
    def test_a_bad_file_is_refused_whole(self, data: bytes | None, words: str, cli: Any, tmp_path: Path) -> None:
        file = tmp_path / "in.json"
        if data is not None:
            file.write_bytes(data)
        code, out, err = cli("config", "import", os.fspath(file))
        assert (code, out) == (2, "")
        assert words in err
        assert cli("webhooks", "list", "--json") == (0, "", "")

    def test_parts(self, cli: Any, imported: Any) -> None:
        imported(hook(1, "https://x.test/"), hook(2, "https://x.test/"))
        read = json.loads(cli("config", "export", "--webhook", hook(1, "")["id"])[1])
        assert [item["name"] for item in read["webhooks"]] == ["Hook 1"]
        assert len(json.loads(cli("config", "export", "--system", "Demo")[1])["webhooks"]) == 2
        assert cli("config", "export", "--system", "None such")[0] == 2
        assert cli("config", "export", "--webhook", "None such")[0] == 2

    @pytest.mark.skipif(os.name != "posix", reason="devices and pipes with names")
    def test_an_output_that_is_no_file_is_written_to_not_replaced(self, cli: Any, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        read: list[bytes] = []
        reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
        reader.start()
        assert cli("config", "export", "--output", os.fspath(pipe)) == (0, "", "")
        reader.join(10)
        assert json.loads(read[0])["version"] == 1
        assert pipe.is_fifo()
        real, link = tmp_path / "real", tmp_path / "link"
        real.write_text("old")
        link.symlink_to(real)
        assert cli("config", "export", "--output", os.fspath(link)) == (0, "", "")
        assert link.is_symlink()
        assert real.read_bytes() == read[0]

    def test_an_output_that_cannot_be_written(self, cli: Any, tmp_path: Path) -> None:
        code, _, err = cli("config", "export", "--output", os.fspath(tmp_path / "no" / "such" / "file"))
        assert code in (1, 2)
        assert err.count("\n") == 1


class TestWebhooks:
    def test_list(self, cli: Any, imported: Any) -> None:
        imported(hook(1, "https://x.test/"), hook(2, "https://x.test/", name="bad\u202ename"))
        rows = [json.loads(line) for line in cli("webhooks", "list", "--json")[1].splitlines()]
        assert [row["id"][-1] for row in rows] == ["1", "2"]
        assert rows[0]["authentication"] == {"type": "none"}
        assert "\u202e" not in cli("webhooks", "list")[1]

    def test_list_warns_of_what_is_not_chosen(self, cli: Any, imported: Any) -> None:
        imported(hook(1, "https://x.test/"), hook(2, "https://x.test/2", type="order-status-changed", name="Open"))
        one, other = sorted(cli("webhooks", "list")[1].splitlines(), key=len)
        assert "not selected" not in one
        assert other.endswith("! Statuses not selected")

    def test_a_2xx_is_done(self, cli: Any, imported: Any) -> None:
        with serving(answers(OK)) as server:
            imported(hook(1, f"{server.url}/hook"))
            code, out, err = cli("webhooks", "test", "Hook 1")
            assert (code, err) == (0, "")
            assert out.startswith("200 ")
            code, out, err = cli("webhooks", "test", hook(1, "")["id"], "--json")
        assert (code, err) == (0, "")
        row = json.loads(out)
        assert list(row) == KEYS
        assert (row["status"], row["direction"], row["verdict"], row["failure"]) == (200, "out", None, None)
        head, _, body = server.received[1].partition(b"\r\n\r\n")
        assert head.startswith(b"POST /hook HTTP/1.1\r\n")
        assert json.loads(body)["webhookEventId"] == row["event_id"]
        assert json.loads(body)["goodsOwnerId"] == 12

    @pytest.mark.parametrize("status", [302, 401, 404, 500])
    def test_another_status_is_a_failure(self, status: int, cli: Any, imported: Any) -> None:
        with serving(answers(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % status)) as server:
            imported(hook(1, server.url))
            code, out, err = cli("webhooks", "test", "Hook 1", "--json")
        assert code == 1
        row = json.loads(out)
        assert (row["status"], row["failure"]) == (status, None)
        assert str(status) in err

    def test_no_answer_is_a_failure(self, cli: Any, imported: Any) -> None:
        with free_port() as port:
            imported(hook(1, f"http://127.0.0.1:{port}/"))
            code, out, err = cli("webhooks", "test", "Hook 1", "--json")
        assert code == 1
        row = json.loads(out)
        assert (row["status"], row["failure"]) == (None, "refused")
        assert "refused" in err
        kept = json.loads(cli("history", "show", str(row["id"]), "--json")[1])
        assert kept["reason_code"] == "send-refused"
        assert kept["reason"] in err

    def test_another_place_and_another_payload(self, cli: Any, imported: Any, tmp_path: Path) -> None:
        file = tmp_path / "payload"
        file.write_bytes(b'{"x":\xff}\r\n')
        with serving(answers(OK)) as server:
            imported(hook(1, "https://example.test/"))
            assert (
                cli("webhooks", "test", "Hook 1", "--to", f"{server.url}/b/../c", "--payload", os.fspath(file))[0] == 0
            )
        assert server.received[0].startswith(b"POST /b/../c HTTP/1.1")
        assert server.received[0].endswith(b'\r\n\r\n{"x":\xff}\r\n')
        assert cli("webhooks", "test", "Hook 1", "--payload", os.fspath(tmp_path / "none"))[0] == 2

    def test_a_foreign_host_needs_yes(self, cli: Any, imported: Any) -> None:
        imported(hook(1, "http://no-such-host.invalid/"))
        code, out, err = cli("webhooks", "test", "Hook 1")
        assert (code, out) == (2, "")
        assert "no-such-host.invalid" in err
        assert cli("history", "list", "--json")[1] == ""
        code, out, _ = cli("webhooks", "test", "Hook 1", "--yes", "--json")
        assert (code, json.loads(out)["failure"]) == (1, "unknown-host")
        assert cli("webhooks", "test", "Hook 1")[0] == 2

    @pytest.mark.parametrize("marked_as", ["host", "system"])
    def test_production_needs_yes_each_time(self, marked_as: str, cli: Any, imported: Any, data_dir: Path) -> None:
        host = "no-such-host.invalid"
        imported(hook(1, f"http://{host}/", enabled=True))
        mark_production(data_dir, host if marked_as == "host" else None)
        commands = (("webhooks", "test", "Hook 1"), ("retry", "run", "Hook 1"), ("scenario", "run", "order-life"))
        for words in commands:
            code, out, err = cli(*words)
            assert (code, out) == (2, ""), err
            assert host in err
            assert "--yes" in err
        assert cli("history", "list", "--json")[1] == "", "nothing may have left"
        code, out, _ = cli("webhooks", "test", "Hook 1", "--yes", "--json")
        assert (code, json.loads(out)["failure"]) == (1, "unknown-host")
        assert cli("webhooks", "test", "Hook 1")[0] == 2, "what was meant once is not meant for good"
        assert len(cli("history", "list", "--json")[1].splitlines()) == 1

    @pytest.mark.parametrize(
        "to", ["nowhere", "ftp://127.0.0.1/", "http://127.0.0.1:99999/", "http://[", "http://a b/"]
    )
    def test_a_broken_address(self, to: str, cli: Any, imported: Any) -> None:
        imported(hook(1, "http://127.0.0.1/"))
        assert cli("webhooks", "test", "Hook 1", "--yes", "--to", to)[0] == 2

    def test_names(self, cli: Any, imported: Any) -> None:
        imported(hook(1, "http://127.0.0.1/", name="Same"), hook(2, "http://127.0.0.1/", name="Same"))
        code, _, err = cli("webhooks", "test", "Same")
        assert code == 2
        assert hook(1, "")["id"] in err
        assert hook(2, "")["id"] in err
        assert cli("webhooks", "test", "Nobody")[0] == 2

    def test_credentials_for_this_run(self, cli: Any, imported: Any, memory_keyring: Any) -> None:
        with serving(answers(OK)) as server:
            imported(
                hook(1, server.url, authentication={"type": "x-auth-token"}),
                hook(2, server.url, authentication={"type": "basic", "username": "old"}),
            )
            handed = (
                {"webhook": "Hook 1", "secret": TOKEN},
                {"webhook": hook(2, "")["id"], "username": "u", "secret": "p"},
            )
            given = "\n".join(json.dumps(item) for item in handed).encode()
            assert cli("webhooks", "test", "Hook 1", "--credentials-stdin", stdin=given)[0] == 0
            assert cli("webhooks", "test", "Hook 2", "--credentials-stdin", stdin=given + b"\r\n\r\n")[0] == 0
        assert f"X-Auth-Token: {TOKEN}\r\n".encode() in server.received[0]
        assert b"Authorization: Basic dTpw\r\n" in server.received[1]
        assert TOKEN not in str(memory_keyring.entries)
        assert TOKEN not in cli("history", "export", "--format", "jsonl")[1]

    @pytest.mark.parametrize(
        "given",
        [
            b"nonsense",
            b"[]",
            b"1",
            b'{"webhook": 1, "secret": "x"}',
            b'{"webhook": "Hook 1"}',
            b"\xff",
            b"[" * 99_999,
            json.dumps({"webhook": "Hook 1", "secret": TOKEN, "username": 1}).encode(),
        ],
    )
    def test_bad_credentials_name_the_line_not_the_secret(self, given: bytes, cli: Any, imported: Any) -> None:
        imported(hook(1, "http://127.0.0.1/", authentication={"type": "x-auth-token"}))
        code, _, err = cli("webhooks", "test", "Hook 1", "--credentials-stdin", stdin=b"\n" + given)
        assert code == 2
        assert "2" in err
        assert TOKEN not in err

    def test_without_a_credential_nothing_is_sent(self, cli: Any, imported: Any) -> None:
        with serving(answers(OK)) as server:
            imported(hook(1, server.url, authentication={"type": "x-auth-token"}))
            assert cli("webhooks", "test", "Hook 1")[0] == 2
        assert server.received == []


class TestCredentials:
    def test_set_list_use(self, cli: Any, imported: Any, memory_keyring: Any) -> None:
        with serving(answers(OK)) as server:
            imported(
                hook(1, server.url, authentication={"type": "x-auth-token"}),
                hook(2, server.url, authentication={"type": "basic"}),
                hook(3, server.url),
            )
            assert cli("credentials", "set", "Hook 1", "--stdin", stdin=f"{TOKEN}\r\n".encode()) == (0, "", "")
            assert TOKEN in memory_keyring.entries.values()
            rows = [json.loads(line) for line in cli("credentials", "list", "--json")[1].splitlines()]
            assert {row["webhook"][-1]: row["status"] for row in rows} == {"1": "stored", "2": "missing"}
            assert cli("credentials", "set", "Hook 2", "--username", "u", "--stdin", stdin=b"p")[0] == 0
            assert cli("credentials", "list")[1].count("stored") == 2
            assert cli("webhooks", "test", "Hook 1")[0] == cli("webhooks", "test", "Hook 2")[0] == 0
        assert f"X-Auth-Token: {TOKEN}\r\n".encode() in server.received[0]
        assert b"Authorization: Basic dTpw\r\n" in server.received[1]

    @pytest.mark.parametrize("given", [b"", b"\n", b"a\nb", b"a\x00", b" a", b"\xff", "å".encode(), b"x" * 1281])
    def test_a_token_that_cannot_be(self, given: bytes, cli: Any, imported: Any, memory_keyring: Any) -> None:
        imported(hook(1, "http://127.0.0.1/", authentication={"type": "x-auth-token"}))
        assert cli("credentials", "set", "Hook 1", "--stdin", stdin=given)[0] == 2
        assert "x-auth" not in str(memory_keyring.entries)
        assert cli("credentials", "list")[1].startswith("missing")

    def test_where_none_is_needed(self, cli: Any, imported: Any) -> None:
        imported(hook(1, "http://127.0.0.1/"))
        assert cli("credentials", "set", "Hook 1", "--stdin", stdin=b"x")[0] == 2
        assert cli("credentials", "list", "--json") == (0, "", "")


class TestHistory:
    @pytest.fixture
    def filled(self, cli: Any, imported: Any) -> Server:
        with serving(
            answers(b"HTTP/1.1 200 OK\r\nX-Odd: \x1b[31m\xe9\r\nContent-Length: 4\r\n\r\n\x00\xff\x1b\n")
        ) as server:
            imported(hook(1, f"{server.url}/one"), hook(2, f"{server.url}/two"))
            for name in ("Hook 1", "Hook 2", "Hook 1"):
                assert cli("webhooks", "test", name)[0] in (0, 1)
            return server

    @pytest.mark.usefixtures("filled")
    def test_list(self, cli: Any) -> None:
        rows = [json.loads(line) for line in cli("history", "list", "--json")[1].splitlines()]
        assert [row["id"] for row in rows] == [3, 2, 1]
        assert all(list(row) == KEYS for row in rows)
        assert [
            json.loads(line)["id"] for line in cli("history", "list", "--json", "--limit", "2")[1].splitlines()
        ] == [3, 2]
        assert cli("history", "list", "--limit", "0") == (0, "", "")
        assert cli("history", "list", "--direction", "in", "--json") == (0, "", "")
        assert cli("history", "list", "--json", "--filter", "path:/two")[1].count("\n") == 1
        assert cli("history", "list")[1].count("\n") == 3

    @pytest.mark.usefixtures("filled")
    def test_a_bad_filter(self, cli: Any) -> None:
        assert cli("history", "list", "--filter", "nokey:1")[0] == 2
        assert cli("history", "export", "--format", "jsonl", "--filter", 'body:"x')[0] in (0, 2)

    @pytest.mark.usefixtures("filled")
    def test_show(self, cli: Any) -> None:
        found = json.loads(cli("history", "show", "1", "--json")[1])
        assert list(found) == [*KEYS, "request", "response"]
        assert found["request"]["encoding"] == "utf-8"
        assert json.loads(found["request"]["body"])["goodsOwnerId"] == 12
        code, out, _ = cli("history", "show", "1")
        assert code == 0
        assert not {char for char in out if ord(char) < 32} - {"\n", "\t"}
        assert cli("history", "show", "4")[0] == 2
        assert cli("history", "show", "0")[0] == 2

    @pytest.mark.usefixtures("filled")
    def test_export(self, cli: Any, tmp_path: Path) -> None:
        out = cli("history", "export", "--format", "jsonl")[1]
        read = [json.loads(line) for line in out.splitlines()]
        assert [item["id"] for item in read] == [3, 2, 1]
        assert read[0] == json.loads(cli("history", "show", "3", "--json")[1])
        file = tmp_path / "out.jsonl"
        assert cli("history", "export", "--format", "jsonl", "--output", os.fspath(file)) == (0, "", "")
        assert file.read_text("utf-8") == out

    @pytest.mark.skipif(shutil.which("sh") is None, reason="needs ulimit")
    def test_no_room_leaves_no_file(self, cli: Any, imported: Any, data_dir: Path, tmp_path: Path) -> None:
        with serving(answers(OK)) as server:
            imported(hook(1, server.url))
            payload = tmp_path / "payload.json"
            payload.write_text(json.dumps({"a": "x" * 900_000}))
            assert cli("webhooks", "test", "Hook 1", "--payload", os.fspath(payload))[0] == 0
        out = tmp_path / "out"
        out.mkdir()
        words = command(data_dir, "history", "export", "--format", "har", "--output", os.fspath(out / "x.har"))
        # Blocks of 512 bytes: no file may grow beyond 512,000.
        line = ["sh", "-c", 'ulimit -f 1000; exec "$@"', "sh", *words]
        done = subprocess.run(line, capture_output=True, env=environment(), check=False, cwd=ROOT, timeout=60)
        assert done.returncode == 2, done.stderr
        assert done.stderr.decode().startswith("There is no space left to write")
        assert not list(out.iterdir())

    @pytest.mark.usefixtures("filled")
    def test_every_format_and_back(self, cli: Any, tmp_path: Path) -> None:
        for name, item in HISTORY_FORMATS.items():
            file = tmp_path / f"out{item.suffix}"
            code, out, err = cli("history", "export", "--format", name, "--output", os.fspath(file))
            if item.single:
                assert (code, file.exists()) == (2, False)
                assert "only one exchange" in err
                assert cli("history", "export", "--format", name)[:2] == (2, "")
                continue
            assert (code, out, err) == (0, "", "")
            assert file.read_bytes().startswith(next(iter(item.write([])), b"")[:20])
        har = os.fspath(tmp_path / "out.har")
        assert "3, from" in cli("history", "import", har, "--dry-run")[1]
        assert len(cli("history", "list")[1].splitlines()) == 3
        assert cli("history", "import", har)[0] == 0
        read = [json.loads(line) for line in cli("history", "list", "--json")[1].splitlines()]
        # By time: each copy has that of its original, and was stored later.
        assert [item["id"] for item in read] == [6, 3, 5, 2, 4, 1]
        assert [item.get("source") for item in read] == ["import", None] * 3
        whole = [json.loads(cli("history", "show", str(number), "--json")[1]) for number in (3, 6)]
        for side in ("request", "response"):
            assert whole[0][side] == whole[1][side]
        assert whole[1]["reason_code"] == "imported"
        assert cli("history", "list", "--direction", "out", "--json")[1].count("\n") == 3
        (tmp_path / "bad.har").write_text('{"log": {"entries": [{}]}}')
        code, _, err = cli("history", "import", os.fspath(tmp_path / "bad.har"))
        assert code == 2
        assert "The only entry cannot be imported. Entry 1 will be left out: its field “request”" in err

    @pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
    def test_what_is_left_out_of_a_har_file_is_said(self, cli: Any, tmp_path: Path, coding: str) -> None:
        request = {"method": "POST", "url": "https://x.example/å", "headers": [{"name": "X", "value": None}]}
        good = {"startedDateTime": "2026-01-02T03:04:05Z", "request": request, "response": {"status": 200}}
        entries = [good, None, {**good, "response": None}]
        file = tmp_path / "in.har"
        file.write_bytes(json.dumps({"log": {"entries": entries}}, ensure_ascii=False).encode(coding))
        code, out, err = cli("history", "import", os.fspath(file), "--dry-run")
        assert (code, err) == (0, "")
        assert "Entry 2 will be left out: it must be an object." in out
        assert "Entry 3: it has no response, so it counts as failed" in out
        assert "Nothing was added. Exchanges in the file: 2" in out
        told = [json.loads(line) for line in cli("history", "import", os.fspath(file), "--json")[1].splitlines()]
        assert [(item["event"], item.get("entry")) for item in told] == [
            ("doubtful", 1), ("left-out", 2), ("doubtful", 3), ("imported", None)
        ]  # fmt: skip
        assert told[-1] == {"event": "imported", "count": 2, "left_out": 1, "doubtful": 2, "ended_early": False}
        rows = [json.loads(line) for line in cli("history", "list", "--json")[1].splitlines()]
        assert [(row["answer"], row["failure"], row["target"]) for row in rows] == [
            ("failed", "other", "https://x.example/å"), ("sent", None, "https://x.example/å")
        ]  # fmt: skip

    @pytest.mark.skipif(not hasattr(os, "pipe") or sys.platform == "win32", reason="needs /dev/fd")
    def test_a_har_file_comes_through_a_pipe_too(self, cli: Any) -> None:
        entry = {"startedDateTime": "2026-01-02T03:04:05Z", "request": {"method": "GET", "url": "http://x/"}}
        reading, writing = os.pipe()
        os.write(writing, json.dumps({"log": {"entries": [entry]}}).encode())
        os.close(writing)
        assert cli("history", "import", f"/dev/fd/{reading}")[0] == 0
        os.close(reading)
        assert cli("history", "list")[1].count("\n") == 1

    def test_a_secret_elsewhere_is_refused_or_masked(self, cli: Any, imported: Any, tmp_path: Path) -> None:
        with serving(answers(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as server:
            imported(hook(1, server.url, authentication={"type": "x-auth-token"}))
            assert cli("credentials", "set", "Hook 1", "--stdin", stdin=b"pl4nted-T0ken")[0] == 0
            payload = tmp_path / "payload.json"
            payload.write_text('{"copied": "pl4nted-T0ken"}')
            assert cli("webhooks", "test", "Hook 1", "--payload", os.fspath(payload))[0] == 0
        file = tmp_path / "out"
        for name in HISTORY_FORMATS:
            words = ("history", "export", "--format", name)
            for more in ((), ("--output", os.fspath(file))):
                code, out, err = cli(*words, *more)
                assert (code, out, file.exists()) == (1, "", False), name
                assert "exchange 1, body of the request" in err
                assert "--mask" in err
                assert "pl4nted" not in err
            assert cli(*words, "--mask", "--output", os.fspath(file)) == (0, "", "")
            assert b"[redacted]" in file.read_bytes()
            assert b"pl4nted" not in file.read_bytes()
            file.unlink()
        pack = ("support-pack", "--output", os.fspath(file))
        code, out, err = cli(*pack)
        assert (code, out, file.exists()) == (1, "", False)
        assert "exchange 1, body of the request" in err
        assert cli(*pack, "--mask")[0] == 0
        assert file.read_bytes()[:2] == b"PK"
        assert cli("support-pack", "--output", os.fspath(file), "--filter", "nokey:1")[0] == 2


class TestListen:
    def test_receives_and_ends_on_a_signal(self, data_dir: Path) -> None:
        with listener(data_dir, "--json") as (child, url):
            assert post(url, "/hook", b'{"a": 1}') == 200
            child.send_signal(signal.SIGINT)
            assert child.wait(15) == 0
        rows = lines(run_program(data_dir, "history", "list", "--json"))
        assert [(row["direction"], row["verdict"], row["status"]) for row in rows] == [("in", "unmatched", 200)]

    def test_a_taken_port_is_2(self, data_dir: Path) -> None:
        with serving(answers(OK)) as server:
            done = run_program(data_dir, "listen", "--port", str(server.port))
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1

    def test_loads_neither_httpx_nor_keyring(self, data_dir: Path) -> None:
        code = f"""
import os, signal, sys, threading, time
from ongoing_desktop.__main__ import main
from pathlib import Path
ready = Path({os.fspath(data_dir)!r}, "ready")
def end():
    while not ready.exists(): time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=end, daemon=True).start()
assert main(["listen", "--data-dir", {os.fspath(data_dir)!r}, "--port", "0", "--ready-file", str(ready)]) == 0
sys.exit(",".join({{"httpx", "keyring", "PySide6"}} & set(sys.modules)) or 0)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stderr


class TestProcess:
    @pytest.mark.parametrize(
        "words",
        [
            ["--version"],
            ["--help"],
            ["webhooks", "list"],
            ["webhooks", "test", "x"],
            ["credentials", "list"],
            ["credentials", "set", "x", "--stdin"],
            ["config", "export"],
            ["config", "import", "x"],
            ["history", "list"],
            ["history", "show", "1"],
            ["history", "export", "--format", "jsonl"],
        ],
    )
    def test_no_command_loads_qt(self, words: list[str], data_dir: Path) -> None:
        code = (
            "import sys; from ongoing_desktop.__main__ import main; main(sys.argv[1:]); "
            "sys.exit(','.join({'PySide6', 'shiboken6', 'httpx'} & set(sys.modules)) or 0)"
        )
        line = [sys.executable, "-c", code, "--data-dir", os.fspath(data_dir), *words]
        done = subprocess.run(line, capture_output=True, timeout=60, check=False, cwd=ROOT, env=environment())
        assert done.returncode == 0, done.stderr

    def test_a_reader_that_goes_early_is_no_failure(self, data_dir: Path) -> None:
        for words in (["--help"], ["history", "list"], ["config", "export"]):
            child = subprocess.Popen(
                command(data_dir, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT
            )
            assert child.stdout is not None
            child.stdout.close()
            assert child.stderr is not None
            assert child.stderr.read() == b""
            child.stderr.close()
            assert child.wait(30) == 0

    @pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
    def test_an_output_without_room_is_a_sentence(self, data_dir: Path) -> None:
        words = command(data_dir, "config", "export")
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False, cwd=ROOT)
        assert done.returncode == 1
        assert done.stderr.startswith(b"Standard output cannot be written")
        assert done.stderr.count(b"\n") == 1

    def test_interrupted_in_a_test_is_calm(self, data_dir: Path, imported: Any) -> None:
        with serving(hangs) as server:
            imported(hook(1, server.url))
            child = subprocess.Popen(
                command(data_dir, "webhooks", "test", "Hook 1"), stderr=subprocess.PIPE, env=environment(), cwd=ROOT
            )
            until(lambda: server.received, "the request")
            child.send_signal(signal.SIGINT)
            _, err = child.communicate(timeout=30)
        assert child.returncode == 1
        assert err == b"Interrupted.\n"

    def test_a_data_folder_that_is_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_text("x")
        done = run_program(file, "webhooks", "list")
        assert done.returncode in (1, 2)
        assert done.stderr.count(b"\n") == 1
        assert b"Traceback" not in done.stderr

    def test_a_bug_is_one_sentence_and_a_log(
        self, cli: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(*_: object) -> None:
            raise ZeroDivisionError("a\x1b[31m\nb")

        monkeypatch.setattr("ongoing_desktop.cli.history.read_filter", broken)
        code, out, err = cli("history", "list")
        assert (code, out) == (1, "")
        assert err.count("\n") == 1
        assert cli_log.NAME in err
        logged = (data_dir / cli_log.NAME).read_text("utf-8")
        assert logged.count("\n") == 1
        assert "ZeroDivisionError" in logged
        assert "\x1b" not in logged
        caplog.clear()


class TestWindow:
    def test_without_a_display_it_names_the_other_way(self, data_dir: Path) -> None:
        bare = {
            name: value
            for name, value in environment().items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        }
        if not sys.platform.startswith("linux"):
            pytest.skip("only Linux starts without a display")
        for extra in ({}, {"DISPLAY": ":7654"}, {"QT_QPA_PLATFORM": "xcb"}):
            done = subprocess.run(
                command(data_dir), capture_output=True, timeout=60, check=False, cwd=ROOT, env=bare | extra
            )
            assert done.returncode == 2
            assert done.stderr.count(b"\n") == 1
            assert b"Traceback" not in done.stderr
            assert b"listen" in done.stderr or b"apt-get install" in done.stderr

    def test_what_counts_as_a_display(self) -> None:
        if not sys.platform.startswith("linux"):
            pytest.skip("only Linux starts without a display")
        assert display_problem({"QT_QPA_PLATFORM": "offscreen"}) is None
        assert display_problem({"QT_QPA_PLATFORM": "minimal:x"}) is None
        assert display_problem({}) == ("usage-no-display", {})
        assert display_problem({"WAYLAND_DISPLAY": "no-such"}) == ("usage-no-display", {})

    def test_only_qts_own_import_errors_are_explained(self) -> None:
        missing = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
        assert import_problem(missing) == ("usage-qt-libraries", {"what": str(missing)})
        assert import_problem(ImportError("No module named 'PySide6'", name="PySide6")) is not None
        assert (
            import_problem(ImportError("cannot import name 'x' from 'ongoing_desktop.ui'", name="ongoing_desktop.ui"))
            is None
        )


def test_check_judges_a_payload(tmp_path: Path) -> None:
    sample = tmp_path / "payload.json"
    sample.write_text(
        '{"webhookOrdersId": 4, "webhookEventId": 9, "system": "demo", "timestamp": "2026-01-15T09:30:29.9", "goodsOwnerId": "x"}'
    )
    done = run_program(tmp_path / "data", "check", str(sample), "--type", "order-picked", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert (found["good"], found["family"], found["event_id"]) == (False, "order", 9)
    (wrong,) = [item for item in found["findings"] if item["severity"] == "error"]
    assert (wrong["code"], wrong["path"]) == ("check-type", "goodsOwnerId")
    assert wrong["meaning"]
    text = run_program(tmp_path / "data", "check", str(sample))
    assert text.returncode == 1
    assert "error    goodsOwnerId: Wrong type: string" in text.stdout.decode()
    sample.write_text(sample.read_text().replace('"x"', "12"))
    assert run_program(tmp_path / "data", "check", str(sample)).returncode == 0
    assert run_program(tmp_path / "data", "check", str(sample), "--type", "article-created").returncode == 1


def test_check_says_what_is_wrong_with_its_use(tmp_path: Path) -> None:
    done = run_program(tmp_path / "data", "check", str(tmp_path / "none.json"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "cannot be read" in done.stderr.decode()
    (tmp_path / "f").write_text("{}")
    done = run_program(tmp_path / "data", "check", str(tmp_path / "f"), "--type", "nonsense")
    assert done.returncode == 2
    assert "order-picked" in done.stderr.decode()
