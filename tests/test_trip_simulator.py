"""A receiver that looks up each event, tested completely without Ongoing: three processes, real HTTP."""

from __future__ import annotations

import base64
import contextlib
import http.server
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.services import Services
from tests.helpers import do, lines, listener, run
from tests.test_trip_scenarios import warehouse

PASSWORD = "pass-of-the-simulator"


class Receiver:
    """Queries the API about the order of each event before it answers."""

    def __init__(self) -> None:
        self.base = ""
        self.seen: list[tuple[int, int, int]] = []
        """Order, status in the event, status in the API."""
        self.failed: list[int] = []

    def take(self, body: bytes) -> None:
        event = json.loads(body)
        number = event.get("orderId") or event["order"]["orderId"]
        proof = base64.b64encode(f"api:{PASSWORD}".encode()).decode()
        asked = urllib.request.Request(
            f"{self.base}/wh/api/v1/orders/{number}", headers={"Authorization": f"Basic {proof}"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                order = json.load(answer)
        except urllib.error.HTTPError as error:
            self.failed.append(error.code)
            return
        if "orderStatus" in event:
            self.seen.append((number, event["orderStatus"]["number"], order["orderInfo"]["orderStatus"]["number"]))


@contextlib.contextmanager
def receiving() -> Iterator[tuple[Receiver, str]]:
    receiver = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.take(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_receiver_that_reads_back_is_tested_without_ongoing(
    services: Services, data_dir: Path, tmp_path: Path
) -> None:
    keyring = tmp_path / "keyring.json"

    def command(*words: str, stdin: bytes = b"", code: int = 0) -> bytes:
        found = run(data_dir, *words, stdin=stdin, keyring_file=keyring)
        assert found.returncode == code, found.stderr
        return found.stdout

    with receiving() as (receiver, url):
        warehouse(services, ("order-created", "order-picked"), "none", url)
        do(services, services.settings.reload())
        command("simulator", "on")
        command("simulator", "credential", "--username", "api", stdin=PASSWORD.encode() + b"\n")
        with listener(data_dir, keyring_file=keyring) as (_, base):
            receiver.base = base
            command("scenario", "run", "order-life", "--speed", "1000000", "--yes", code=0)
            assert [status for _, status, _ in receiver.seen] == [200, 400]
            assert all(said == had for _, said, had in receiver.seen)
            assert receiver.failed == []
            number = receiver.seen[0][0]

            listed = [json.loads(line) for line in command("simulator", "list", "--json").splitlines()]
            assert listed[0] == {"event": "simulator", "on": True, "username": "api"}
            assert listed[1]["path"] == f"/orders/{number}"
            assert listed[1]["event"]["status"] == 400

            # The listener records each request as one to the API, without a password.
            rows = lines(run(data_dir, "history", "list", "--json", "--direction", "in"))
            assert {row["verdict"] for row in rows} == {"verified"}
            assert all(row["target"].startswith("/wh/api/v1/orders/") for row in rows)
            assert {row["system"] for row in rows} == {"wh"}

            # A document changed by hand: the API returns it at once.
            document = json.loads(command("simulator", "show", f"/orders/{number}"))
            document["orderInfo"]["orderStatus"] = {"number": 500, "text": "Hämtad"}
            command("simulator", "set", f"/orders/{number}", "-", stdin=json.dumps(document).encode())
            command("simulator", "set", "/x", "-", stdin=b"{", code=2)
            found = json.loads(
                command(
                    "api", "get", "--system", "Warehouse", "--path", f"orders/{number}", "--base", f"{base}/wh",
                    "--credentials-stdin", "--json",
                    stdin=json.dumps({"system": "Warehouse", "username": "api", "secret": PASSWORD}).encode() + b"\n",
                )
            )  # fmt: skip
            assert found["status"] == 200
            for key in HISTORY_FORMATS:
                exported = command("history", "export", "--format", key, "--filter", "dir:api")
                assert b"Sample Consignee" not in exported, key
            assert b"Sample Consignee" in command(
                "history", "export", "--format", "jsonl", "--filter", "dir:api", "--anonymise", "none"
            )
            command("simulator", "remove", f"/orders/{number}", "--events")
            command("simulator", "remove", f"/orders/{number}", code=2)
            command("simulator", "off")
    for file in data_dir.rglob("*"):
        if file.is_file():
            assert PASSWORD.encode() not in file.read_bytes(), file
