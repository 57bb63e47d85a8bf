"""Receivers of webhooks to be proven: a good one, and the same with one fault each. Real servers on loopback."""

from __future__ import annotations

import base64
import hmac
import json
import ssl
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USER, PASSWORD = "acme", "correct horse battery"
FAULTS = {
    "any-password": "credential-wrong",
    "not-idempotent": "twice",
    "error-body": "answer-body",
    "redirects": "no-redirect",
    "null": "nulls",
    "new-member": "unknown-member",
    "chunked": "chunked",
    "echo": "no-echo",
    "slow": "quick",
    "stack-trace": "no-stack-trace",
    "burst": "still-answers",
    "charset": "other-characters",
}
"""By fault, the required probe that finds it."""


class Handler(BaseHTTPRequestHandler):
    """Answers like a careful receiver except for one fault."""

    fault = ""
    slow_s = 0.0
    most = 0
    look_up: Callable[[dict[str, Any]], None] | None = None
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.seen: set[tuple[str, int]] = self.server.seen  # type: ignore[attr-defined]

    def do_POST(self) -> None:
        body = self.read_body()
        if self.path != "/hook":
            self.answer(404, b"not here")
            return
        if not self.right():
            self.answer(401, b"who are you?", ("WWW-Authenticate", "Basic"))
            return
        if self.fault == "slow":
            time.sleep(self.slow_s)
        if self.fault == "redirects":
            self.answer(301, b"", ("Location", "/elsewhere"))
            return
        if "xml" in self.headers.get("Content-Type", ""):
            self.answer(415, b"JSON only")
            return
        try:
            self.accept(json.loads(body.decode("ascii" if self.fault == "charset" else "utf-8")))
        except ValueError:
            told = traceback.format_exc() if self.fault == "stack-trace" else "not JSON"
            self.answer(500 if self.fault == "stack-trace" else 400, told.encode())

    def accept(self, event: dict[str, Any]) -> None:
        key = (event["system"], event["webhookEventId"])
        known = key in self.seen
        self.seen.add(key)
        if self.fault == "null" and None in event.values():
            raise ValueError("null")
        if self.fault == "new-member" and "addedLater" in event:
            raise ValueError("new member")
        if self.fault == "burst" and len(self.seen) > self.most:
            self.answer(503, b"full")
        elif self.fault == "not-idempotent" and known:
            self.answer(500, b"duplicate key")
        elif self.fault == "error-body":
            self.answer(200, b'{"success": false, "error": "no such order"}')
        elif self.fault == "echo":
            self.answer(200, f"thanks for {self.headers['Authorization']}".encode())
        else:
            self.answer(200, b"stored")
        if self.look_up is not None and (not known or self.fault == "processes-twice"):
            self.look_up(event)

    def do_GET(self) -> None:
        self.answer(405, b"POST only")

    def do_HEAD(self) -> None:
        self.answer(405, b"")

    def right(self) -> bool:
        given = self.headers.get_all("Authorization") or []
        if len(given) != 1 or not given[0].startswith("Basic "):
            return False
        user, _, password = base64.b64decode(given[0][6:]).decode().partition(":")
        return user == USER and (self.fault == "any-password" or hmac.compare_digest(password, PASSWORD))

    def read_body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"" if self.fault == "chunked" else b"".join(parts)

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gives up is not an error."""


@contextmanager
def receiver(
    fault: str = "",
    slow_s: float = 0.0,
    most: int = 0,
    seen: set[tuple[str, int]] | None = None,
    tls: ssl.SSLContext | None = None,
    look_up: Callable[[dict[str, Any]], None] | None = None,
) -> Iterator[str]:
    """The address of a running receiver; ``most``: events after which the one with the fault ``burst`` gives up.

    ``seen``: collects the events; ``look_up``: called with each event that is processed.
    """
    made = type(
        "Faulty", (Handler,), {"fault": fault, "slow_s": slow_s, "most": most, "look_up": staticmethod(look_up)}
    )
    server = Server(("127.0.0.1", 0), made)
    server.seen = set() if seen is None else seen  # type: ignore[attr-defined]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/hook"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
