"""First contact with a real listener, whose own address represents a tunnel's, and with an address that leads elsewhere."""

from __future__ import annotations

import http.server
import threading

import pytest

from ongoing_desktop.domain.public_address import CHECK_PATH
from ongoing_desktop.services import Services
from tests.helpers import do


def test_a_nonce_that_arrives_shows_that_the_address_leads_here(services: Services) -> None:
    do(services, services.listening.start(0))
    do(services, services.addresses.save_public(services.listening.state.url))
    found = do(services, services.addresses.check_public(services.settings.current.preferences.public_address))
    assert (found.outcome, found.code) == ("arrived", "contact-arrived")
    row = services.history.rows([found.exchange_id])[0]
    assert row.ours
    assert row.target.startswith(CHECK_PATH)
    sent = services.history.page(limit=5, direction="out")[0]
    assert (sent.status, sent.answer) == (200, "sent")


def test_an_address_that_leads_elsewhere_is_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ongoing_desktop.services.addresses.ARRIVAL_LIMIT_S", 0.5)

    class Other(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.send_header("Set-Cookie", "session=planted-value")
            self.send_header("Location", "https://u:planted-value@else.example/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        do(services, services.listening.start(0))
        do(services, services.addresses.save_public(f"http://127.0.0.1:{server.server_port}"))
        found = do(services, services.addresses.check_public(services.settings.current.preferences.public_address))
    finally:
        server.shutdown()
        server.server_close()
    assert (found.outcome, found.params["status"]) == ("elsewhere", 404)
    kept = services.history.get(services.history.page(limit=1, direction="out")[0].id)
    assert kept is not None
    assert kept.response is not None
    assert {"Set-Cookie", "Location"} <= {name for name, _ in kept.response.headers}
    assert "planted-value" not in repr(kept.response.headers)


def test_a_dead_address_and_a_stopped_listener_are_told(services: Services) -> None:
    do(services, services.addresses.save_public("http://127.0.0.1:9"))
    assert (
        do(services, services.addresses.check_public(services.settings.current.preferences.public_address)).code
        == "contact-not-listening"
    )
    do(services, services.listening.start(0))
    found = do(services, services.addresses.check_public(services.settings.current.preferences.public_address))
    assert (found.outcome, found.code) == ("failed", "send-refused")
    assert services.history.page(limit=1, direction="out")[0].failure == "refused"


def test_the_public_host_is_not_foreign(services: Services) -> None:
    do(services, services.addresses.save_public("https://Tunnel.Example/"))
    assert services.settings.current.preferences.public_address == "https://Tunnel.Example"
    do(services, services.listening.start(0))
    import http.client

    port = int(services.listening.state.url.rpartition(":")[2])
    for host in ("tunnel.example", "other.example"):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("POST", "/x", b"{}", {"Host": host})
        assert connection.getresponse().status == 200
        connection.close()
    other, public = services.history.page(limit=2)
    assert "foreign_host" not in public.reason_params
    assert other.reason_params["foreign_host"] is True


def test_what_is_no_address_is_not_saved(services: Services) -> None:
    problems = do(services, services.addresses.save_public("ftp://x"))
    assert [item.code for item in problems] == ["url-scheme"]
    assert services.settings.current.preferences.public_address == ""
