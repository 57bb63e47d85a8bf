"""Requests composed, previewed, and sent to real servers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.redirects import Onward, onward
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.send_options import SendOptions, options_of, plain_options, read_headers
from ongoing_desktop.domain.sending import OutgoingRequest, Response
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.domain.variables import read_variables
from ongoing_desktop.services.payloads import with_id
from ongoing_desktop.services.sending import MASK, CannotSend, Payload, Preview, SendOutcome
from ongoing_desktop.services.webhooks import ReplaceCredential
from ongoing_desktop.transport import NetworkSender
from tests.services.conftest import Parts
from tests.transport.servers import Server, answers, serving

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
TOKEN = "t0ken-which-nobody-may-see"
CREDENTIALS = {
    "basic": ("Basic", "Basic YWNtZTp0MGtlbi13aGljaC1ub2JvZHktbWF5LXNlZQ=="),
    "x-auth-token": ("", TOKEN),
    "none": ("", ""),
}


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Parts]:
    """Services over the real sender."""
    made = Parts(tmp_path / "data", sender=NetworkSender())
    made.start(follow=False)
    yield made
    made.run(made.listening.close())
    made.close()


def hook_of(parts: Parts, **fields: object) -> Webhook:
    parts.add_system()
    values: dict[str, object] = {
        "name": "Picked", "type": "order-picked", "goods_owners": (12,), "url": "http://127.0.0.1:9/h",
        "authentication": "x-auth-token",
    }  # fmt: skip
    hook = replace(parts.webhooks.new_draft("regular", "sys"), **{**values, **fields})
    saved = parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret(TOKEN))))
    assert isinstance(saved, Webhook), saved
    return saved


def set_options(parts: Parts, hook: Webhook, options: SendOptions) -> None:
    def changed(now: Settings) -> Settings:
        state = replace(now.state(hook.id), sending=plain_options(options))
        return replace(now, states={**now.states, hook.id: state})

    parts.run(parts.settings.change("remember", changed))
    assert options_of(parts.settings.current.state(hook.id)) == options


@pytest.mark.parametrize("scheme", CREDENTIALS)
def test_the_preview_is_the_wire_byte_for_byte(real: Parts, scheme: str) -> None:
    with serving(answers(OK)) as server:
        hook = hook_of(
            real, url=f"{server.url}/å/../b?q=ö", authentication=scheme, username="acme" if scheme == "basic" else ""
        )
        set_options(real, hook, SendOptions(headers=(("X-Trace", "{{uuid}}/{{webhookEventId}}"), ("x-Own", "1"))))
        payload = replace(
            real.sending.payloads.make(hook.id), text='{"webhookEventId": {{webhookEventId}}, "å": "{{uuid}}"}'
        )
        filling = real.run(real.sending.payloads.filling(hook))
        preview = real.run(real.sending.preview(hook.id, filling, payload=payload))
        tested = real.run(real.sending.test(hook.id, payload=payload, filling=filling))
    assert isinstance(preview, Preview)
    assert isinstance(tested, SendOutcome)
    begin, whole = CREDENTIALS[scheme]
    masked = f"{begin} {MASK}".strip()
    assert TOKEN not in preview.text
    expected = preview.head.text().replace(masked, whole).encode("latin-1") + preview.body
    assert server.received == [expected]
    assert tested.payload.text == payload.text, "the editor keeps its variables"


ORIGIN = re.compile(rb"^(\w+) (\S+) HTTP/1.1\r\n", re.MULTILINE)
SECRETS = (TOKEN.encode(), b"X-Auth-Token", b"X-Mine", b"mine-value", b"orderId", b"Authorization")


def redirecting(status: int, to: str) -> bytes:
    return f"HTTP/1.1 {status} X\r\nLocation: {to}\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("follow", [False, True])
def test_nothing_of_the_users_reaches_another_origin(real: Parts, status: int, follow: bool) -> None:
    with serving(answers(OK)) as second, serving(answers(redirecting(status, f"{second.url}/there?a=1"))) as first:
        hook = hook_of(real, url=f"{first.url}/hook")
        set_options(real, hook, SendOptions(follow=follow, headers=(("X-Mine", "mine-value"), ("User-Agent", "mine"))))
        tested = real.run(real.sending.test(hook.id))
    assert isinstance(tested, SendOutcome)
    assert TOKEN.encode() in first.received[0]
    rows = [real.history.get(number + 1) for number in range(len(real.history.new))]
    if not follow:
        assert second.received == []
        assert tested.row.status == status
        assert len(rows) == 1
        return
    (reached,) = second.received
    head, _, body = reached.partition(b"\r\n\r\n")
    assert head.startswith(b"GET /there?a=1 HTTP/1.1\r\n")
    assert body == b""
    assert not [item for item in (*SECRETS, b"ookie", b": mine") if item.lower() in reached.lower()]
    assert [(hop.status, hop.crossed) for hop in tested.hops] == [(status, True)]
    assert [(row.row.method, row.row.status) for row in rows] == [("POST", status), ("GET", 200)]


@pytest.mark.parametrize(
    ("status", "method", "carried"), [(307, b"POST", True), (308, b"POST", True), (302, b"GET", False)]
)
def test_the_same_origin_gets_what_it_is_due_and_nothing_comes_back_from_another(
    real: Parts, status: int, method: bytes, carried: bool
) -> None:
    def step(connection: object, server: Server) -> None:
        count = len(server.received)
        raw = OK if count == 1 else redirecting(status, "/again")
        answers(raw)(connection, server)  # type: ignore[arg-type]

    with serving(step) as server:
        hook = hook_of(real, url=f"{server.url}/hook")
        set_options(real, hook, SendOptions(follow=True))
        real.run(real.sending.test(hook.id))
    again = server.received[1]
    assert again.startswith(method + b" /again HTTP/1.1\r\n")
    assert TOKEN.encode() in again
    assert (b"orderId" in again) is carried
    assert (b"Content-Type" in again) is carried

    def back(connection: object, server: Server) -> None:
        answers(OK if len(server.received) else redirecting(307, other.url))(connection, server)  # type: ignore[arg-type]

    with serving(back) as first, serving(answers(redirecting(307, first.url))) as other:
        changed = real.run(real.webhooks.save(replace(hook, url=f"{first.url}/hook"), ReplaceCredential(Secret(TOKEN))))
        real.run(real.sending.test(changed.id))
    assert len(first.received) == 2
    assert TOKEN.encode() not in first.received[1]


def test_redirects_end(real: Parts) -> None:
    with serving(answers(redirecting(302, "/round"))) as server:
        hook = hook_of(real, url=f"{server.url}/hook")
        set_options(real, hook, SendOptions(follow=True))
        tested = real.run(real.sending.test(hook.id))
        assert len(server.received) == 6
        assert "5 redirects" in " ".join(tested.sentences)
    with serving(answers(redirecting(302, "https://erp.example/x"))) as server:
        real.run(real.webhooks.save(replace(hook, url=server.url), ReplaceCredential(Secret(TOKEN))))
        tested = real.run(real.sending.test(hook.id))
        assert isinstance(tested.ask, NeedsConfirmation)
        assert tested.ask.host == "erp.example"
    for bad in ("ftp://127.0.0.1/", "http://a:b@127.0.0.1/", "http://[::1"):
        with serving(answers(redirecting(302, bad))) as server:
            real.run(real.webhooks.save(replace(hook, url=server.url), ReplaceCredential(Secret(TOKEN))))
            tested = real.run(real.sending.test(hook.id))
        assert len(server.received) == 1
        assert "does not lead to a valid address" in " ".join(tested.sentences)


def test_no_redirect_leaves_tls_and_every_part_of_an_origin_counts() -> None:
    request = OutgoingRequest("POST", "https://a.example/x", (("X-Auth-Token", TOKEN),), b"{}")
    plain = (("User-Agent", "ours"),)

    def to(url: str, *, crossed: bool = False) -> Onward | str | None:
        answer = Response(307, "", "HTTP/1.1", (("Location", url),), b"")
        return onward(request, answer, crossed=crossed, plain=plain)

    assert to("http://a.example/") == "redirect-downgrade"
    for url in ("https://A.EXAMPLE:443/y", "/y", "https://a.example./y"):
        same = to(url)
        assert isinstance(same, Onward)
        assert (same.crossed, same.request.body, same.request.headers) == (False, b"{}", request.headers)
    for other in (to("https://a.example:8443/y"), to("https://b.a.example/y"), to("/y", crossed=True)):
        assert isinstance(other, Onward)
        assert (other.crossed, other.request.method, other.request.body) == (True, "GET", b"")
        assert other.request.headers == plain


def test_variables_of_the_webhook_win_and_unknown_ones_are_named_with_their_place(parts: Parts) -> None:
    hook = hook_of(parts)
    parts.run(parts.settings.set_preferences(variables={"sys": {"order": "system's", "shop": 'a "b"'}}))
    set_options(parts, hook, SendOptions(variables={"order": "7"}))
    text = '{"orderId": {{order}}, "shop": "{{shop}}", "o": [{{goodsOwnerId}}, "{{system}}", "{{ timestamp }}"]}'
    parts.run(parts.sending.test(hook.id, payload=Payload(text)))
    assert json.loads(parts.sender.requests[-1].body) == {
        "orderId": 7, "shop": 'a "b"', "o": [12, "demo", "2026-01-15T09:30:29.9324850"],
    }  # fmt: skip
    wrong = parts.run(parts.sending.test(hook.id, payload=Payload('{\n "a": "{{nope}}"}')))
    assert isinstance(wrong, CannotSend)
    assert (wrong.code, wrong.params) == ("variable-unknown", {"name": "nope", "line": 2, "column": 8})
    problem = parts.sending.payloads.problem('{"a": {{order}}, "b": x}', hook)
    assert problem is not None
    assert (problem.code, problem.params["column"]) == ("payload-not-json", 23)
    assert len(parts.sender.requests) == 1


def test_own_variables_as_text() -> None:
    assert read_variables("a = 1\n\n b=x = y ") == ({"a": "1", "b": "x = y"}, ())
    found = read_variables("1a = 2\nuuid = 3\nb = 1\nb = 2\nnothing")[1]
    assert [(item.code, item.params["line"]) for item in found] == [
        ("variable-line", 1), ("variable-built-in", 2), ("variable-twice", 4), ("variable-line", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("X-Trace: abc def", ""),
        ("Host: other.example", ""),
        ("no colon", "header-line"),
        ("Bad Name: 1", "header-name"),
        (": 1", "header-name"),
        ("Authorization: Basic abc", "header-secret"),
        ("x-auth-token: abc", "header-secret"),
        ("X-My-Api-Key: abc", "header-secret"),
        ("Cookie: abc", "header-secret"),
        ("Content-Length: 3", "header-framing"),
        ("Transfer-Encoding: chunked", "header-framing"),
        ("X-A: \x00", "header-value"),
        ("X-A: a\rb", "header-value"),
        ("X-A: å", "header-value"),
    ],
)
def test_own_headers(line: str, code: str) -> None:
    headers, problems = read_headers(f"\n{line}")
    assert [item.code for item in problems] == ([code] if code else [])
    assert bool(headers) is not bool(code)
    assert not problems or "abc" not in repr(problems)


def test_a_variable_cannot_bring_a_line_break_into_a_header(parts: Parts) -> None:
    hook = hook_of(parts)
    set_options(parts, hook, SendOptions(headers=(("X-A", "{{bad}}"),), variables={"bad": "a\r\nX-Injected: 1"}))
    outcome = parts.run(parts.sending.test(hook.id))
    assert isinstance(outcome, CannotSend)
    assert outcome.code == "header-value"
    assert parts.sender.requests == []


def test_payloads_as_documented_and_as_captured(parts: Parts) -> None:
    hook = hook_of(parts, type="article-returned")
    family = parts.catalogue.family_of("article-returned")
    documented = parts.sending.payloads.make(hook.id, "documented")
    assert json.loads(documented.text) == family.example
    parts.run(parts.sending.test(hook.id, payload=documented))
    assert parts.sender.requests[-1].body == documented.text.encode()
    parts.run(parts.sending.test(hook.id, payload=parts.sending.payloads.make(hook.id, "captured")))
    body = parts.sender.requests[-1].body
    got = json.loads(body)
    assert list(got)[:5] == ["article", "articleItem", "byComputer", "byUser", "order"]
    assert list(got)[5:7] == ["webhookPickingId", "webhookEventId"]
    assert got["timestamp"].endswith("0Z")
    assert b'"numberOfItems": 1,' in body
    assert (got["isAllocated"], got["isPicked"], got["isReturned"]) == (True, True, True)
    assert "webhookTemplate" not in got
    assert got["webhookEventId"] == 2


def test_what_was_sent_and_what_came_can_be_sent_again(parts: Parts) -> None:
    hook = hook_of(parts)
    assert parts.run(parts.sending.payloads.last_sent(hook.id)) is None
    parts.run(parts.sending.test(hook.id, payload='{"mine": 1.10}'))
    assert parts.run(parts.sending.payloads.last_sent(hook.id)) == Payload('{"mine": 1.10}')
    parts.run(parts.sending.test(hook.id, payload=b"\xff"))
    assert parts.run(parts.sending.payloads.last_sent(hook.id)) is None


def test_entered_ids_are_remembered_and_offered_again(parts: Parts) -> None:
    hook = hook_of(parts)
    for number in (4711, 4712):
        text = with_id(parts.sending.payloads.make(hook.id).text, "orderId", number)
        parts.run(parts.sending.payloads.remember_ids(hook.id, text))
    fresh = parts.sending.payloads.make(hook.id, "realistic")
    assert json.loads(fresh.text)["orderId"] == 4712
    assert parts.sending.payloads.ids(hook.id, fresh.text) == {"orderId": (4712, 4711)}
    assert parts.sending.payloads.ids(hook.id, "{}") == {}
    assert (
        with_id('{"orderId": "a\\"b", "x": {"orderId":null}}', "orderId", "å")
        == '{"orderId": "å", "x": {"orderId":"å"}}'
    )
