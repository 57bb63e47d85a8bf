"""Strict framing: every row of the table is a known way to make parsers disagree."""

from __future__ import annotations

import dataclasses
from urllib.parse import unquote_to_bytes

import h11
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener.http_answers import Reply
from ongoing_desktop.listener.http_parser import Data, End, Event, Head, RequestParser
from ongoing_desktop.listener.validation import Refusal, ascii_only

HOST = b"Host: localhost\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
HELLO = b"5\r\nhello\r\n0\r\n\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"


@dataclasses.dataclass
class Seen:
    """The interpretation of a stream."""

    requests: list[tuple[str, str, bytes]] = dataclasses.field(default_factory=list)
    refusal: Refusal | None = None
    pending: bool = False

    @property
    def code(self) -> str:
        return self.refusal.code if self.refusal else ""


def understand(parts: list[bytes], limits: Limits | None = None, *, eof: bool = False) -> Seen:
    """Feed a stream in these parts, answering every request."""
    wire, seen, body = RequestParser(limits or Limits()), Seen(), bytearray()
    for part in [*parts, None] if eof else parts:
        if part is None:
            wire.receive_eof()
        else:
            wire.receive(part)
        while (event := wire.next_event()) is not None:
            match event:
                case Head():
                    body.clear()
                case Data():
                    body += event.data
                case End():
                    assert wire.head is not None
                    seen.requests.append((wire.head.method, wire.head.target, bytes(body)))
                    wire.answer(Reply(200, (("Content-Length", "0"),), b""), close=False)
                    if not wire.keeps_alive:
                        return seen
                    wire.restart()
                case Refusal():
                    seen.refusal = event
                    assert wire.answer(Reply(event.status, (("Content-Length", "0"),), b""), close=True)
                    return seen
    seen.pending = wire.begun
    return seen


def post(fields: bytes, body: bytes = b"", line: bytes = b"POST /hook HTTP/1.1", host: bytes = HOST) -> bytes:
    return line + b"\r\n" + host + fields + b"\r\n" + body


REFUSED = [
    # request line
    (b"GET /\r\n\r\n", 400, "version-missing"),
    (b"GET / \r\n" + HOST + b"\r\n", 400, "version-missing"),
    (post(b"", line=b"GET / HTTP/9.9"), 505, "version-unknown"),
    (post(b"", line=b"GET / http/1.1"), 400, "request-line-broken"),
    (post(b"", line=b"GET\t/\tHTTP/1.1"), 400, "request-line-broken"),
    (post(b"", line=b"GET /a b HTTP/1.1"), 400, "request-line-broken"),
    (post(b"", line=b"GE(T / HTTP/1.1"), 400, "request-line-broken"),
    (post(b"", line=b"CONNECT a:1 HTTP/1.1"), 501, "connect-not-offered"),
    (b"GET / HTTP/1.1\n" + HOST + b"\r\n", 400, "bare-lf"),
    (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414, "request-line-too-long"),
    (b"\x16\x03\x01\x00\xa5", 400, "looks-like-tls"),
    (b"SSH-2.0-OpenSSH_9.2\r\n", 400, "looks-like-ssh"),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "looks-like-http2"),
    (b"PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n", 400, "looks-like-proxy"),
    (b"\r\n\r\n\0\r\nQUIT\n!\x11\0\x0c" + b"\x7f\0\0\1" * 3 + HIDDEN, 400, "looks-like-proxy"),
    (b"\r\n\r\n\0\r\nQUIT\r" + HIDDEN, 400, "not-http"),
    (b"\r\n\0\r\nQUIT\n", 400, "not-http"),
    (post(b"", line=b"PROXY / HTTP/1.1"), 400, "looks-like-proxy"),
    (b"\0" * 100, 400, "not-http"),
    (b"\r\n" * 9, 400, "not-http"),
    # fields
    (post(b"", host=b""), 400, "host-missing"),
    (post(HOST), 400, "host-twice"),
    (post(b"", host=b"Host: a b\r\n"), 400, "host-broken"),
    (post(b"X-A : 1\r\n"), 400, "header-name-broken"),
    (post(b"NoColon\r\n"), 400, "header-no-colon"),
    (post(b": 1\r\n"), 400, "header-name-broken"),
    (post(b"X-A\xa0: 1\r\n"), 400, "header-name-broken"),
    (post(b"X-A: a\x00b\r\n"), 400, "control-character"),
    (post(b"X-A: a\rb\r\n"), 400, "bare-cr"),
    (post(b"X-A: a\nX-B: b\r\n"), 400, "bare-lf"),
    (post(b"X-A: a\r\n folded\r\n"), 400, "header-folded"),
    (post(b"\r"), 400, "bare-cr"),
    (post(b"X: v\r\n" * 201), 431, "header-too-large"),
    (post(b"X-A: " + b"v" * (1 << 17) + b"\r\n"), 431, "header-too-large"),
    (post(b"Expect: a-miracle\r\nContent-Length: 1\r\n", b"x"), 417, "expectation-unknown"),
    # Content-Length: digits and nothing else
    *[
        (post(b"Content-Length: " + value + b"\r\n", b"hello"), 400, code)
        for value, code in [
            (b"-1", "length-broken"), (b"+5", "length-broken"), (b"1_0", "length-broken"), (b"0x5", "length-broken"),
            (b"5.0", "length-broken"), (b"5Z", "length-broken"), (b"", "length-broken"), (b"5 5", "length-broken"),
            (b"\xd9\xa5", "length-broken"), (b"\xb2", "length-broken"), (b"5,6", "length-broken"),
            (b"5, 5", "length-broken"), (b"0" * 20 + b"5", "length-broken"), (b"\x0b5", "control-character"), (b"5\x00", "control-character"),
        ]
    ],
    (post(b"Content-Length: " + b"9" * 30 + b"\r\n"), 413, "body-too-long"),
    (post(b"Content-Length: " + b"9" * 5000 + b"\r\n"), 413, "body-too-long"),
    (post(b"Content-Length: 5\r\nContent-Length: 5\r\n", b"hello"), 400, "length-twice"),
    (post(b"Content-Length : 5\r\n", b"hello" + HIDDEN), 400, "header-name-broken"),
    # Transfer-Encoding: the one word chunked
    *[
        (post(b"Transfer-Encoding: " + value + b"\r\n", HELLO), 501, "coding-unknown")
        for value in [b"chunked, chunked", b"blegh", b"identity", b",chunked", b"\xa0chunked\xa0", b"xchunked", b'"chunked"', b""]
    ],
    (post(CHUNKED + CHUNKED, HELLO), 400, "coding-twice"),
    (post(CHUNKED, HELLO, line=b"POST / HTTP/1.0"), 400, "coding-in-old-version"),
    # chunks
    *[
        (post(CHUNKED, start + b"\r\nhello\r\n0\r\n\r\n"), 400, "chunk-line-broken")
        for start in [b"0x5", b"+5", b"-5", b"0_5", b"5g", b"", b" 5", b"5 x", b"5 5", b"\xb5", b"f" * 17, b"0" * 30 + b"f" * 17, b"5;a\rb"]
    ],
    (post(CHUNKED, b"F" * 16 + b"\r\nhello"), 413, "body-too-long"),
    (post(CHUNKED, b"3\r\nhello\r\n0\r\n\r\n"), 400, "chunk-end-broken"),
    (post(CHUNKED, b"5\r\nhelloXX0\r\n\r\n"), 400, "chunk-end-broken"),
    (post(CHUNKED, b"5\nhello\r\n0\r\n\r\n"), 400, "bare-lf"),
    (post(CHUNKED, b"5;a\nb\r\nhello\r\n0\r\n\r\n"), 400, "bare-lf"),
    (post(CHUNKED, b"5;" + b"e" * (1 << 20) + b"\r\nhello\r\n0\r\n\r\n"), 400, "chunk-line-too-long"),
    (post(CHUNKED, b"INVALID!!!\r\n" + HIDDEN), 400, "chunk-line-broken"),
    (post(CHUNKED, b"1\r\nx\r\n" * 70_000 + b"0\r\n\r\n"), 400, "chunks-too-small"),
    (post(CHUNKED, (b"1;" + b"e" * 4000 + b"\r\nx\r\n") * 70 + b"0\r\n\r\n"), 400, "chunks-too-small"),
    (post(CHUNKED, b"0\r\nNoColon\r\n\r\n"), 400, "header-no-colon"),
    (post(CHUNKED, b"0\r\n" + b"T: v\r\n" * 5000 + b"\r\n"), 431, "header-too-large"),
]  # fmt: skip

GOOD = [
    (post(b"Content-Length: 5\r\n", b"hello"), [("POST", "/hook", b"hello")]),
    (post(b"Content-Length: 010\r\n", b"0123456789"), [("POST", "/hook", b"0123456789")]),
    (post(b"Content-Length: " + b"0" * 19 + b"5\r\n", b"hello"), [("POST", "/hook", b"hello")]),
    (post(b""), [("POST", "/hook", b"")]),
    (b"\r\n" + post(b""), [("POST", "/hook", b"")]),
    (post(CHUNKED, HELLO), [("POST", "/hook", b"hello")]),
    (post(CHUNKED, b"00A;x=y\r\n0123456789\r\n0000\r\nX-Trailer: t\r\n\r\n"), [("POST", "/hook", b"0123456789")]),
    *[
        (post(CHUNKED, start + b"\r\nhello\r\n" + last + b"\r\n\r\n"), [("POST", "/hook", b"hello")])
        for start, last in [
            (b"5 ", b"0 "), (b"5\t ", b"00\t"), (b"5 ;x", b"0;x"), (b'5 ; a = "b;c" ; d', b"0 ;a=b"), (b"5;;", b"0; "),
            (b"0" * 30 + b"5", b"0" * 40), (b"5;\xff", b"0"),
        ]
    ],
    *[
        (post(CHUNKED, HELLO, line=b"POST " + target + b" HTTP/1.1") + HIDDEN, [("POST", shown, b"hello"), ("GET", "/hidden", b"")])
        for target, shown in [
            ("/é?q=ö#å".encode(), "/é?q=ö#å"), ("/\u202e\x85".encode(), "/\u202e\x85"), (b"/caf\xe9?\xff", "/caf%E9?%FF"),
            ("/日本/%41".encode(), "/日本/%41"), (b"/\xed\xa0\x80", "/%ED%A0%80"), ("http://é.example/".encode(), "http://é.example/"),
        ]
    ],
    (
        post(b"Content-Length: 3\r\n", b"one") + post(CHUNKED, HELLO),
        [("POST", "/hook", b"one"), ("POST", "/hook", b"hello")],
    ),
    # A body is not a request, whatever it contains.
    (post(b"Content-Length: %d\r\n" % len(HIDDEN), HIDDEN), [("POST", "/hook", HIDDEN)]),
    # The valid request counts, but not what follows it on a closing connection.
    (post(b"Connection: close\r\n") + HIDDEN, [("POST", "/hook", b"")]),
    (post(b"Content-Length: 5\r\n" + CHUNKED, b"0\r\n\r\n" + HIDDEN), [("POST", "/hook", b"")]),
    (b"GET / HTTP/1.0\r\n\r\n" + HIDDEN, [("GET", "/", b"")]),
    (post(b"Upgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: 2\r\n", b"hi"), [("POST", "/hook", b"hi")]),
    (post(b"X-A: caf\xe9 \xff\r\n!#$%&'*+-.^_`|~0aZ: 1\r\nX-B:\t v \t\r\n"), [("POST", "/hook", b"")]),
    (post(b"", line=b"GET /" + b"a" * 7900 + b" HTTP/1.1"), [("GET", "/" + "a" * 7900, b"")]),
    (post(b"X-A: " + b"v" * 8000 + b"\r\n"), [("POST", "/hook", b"")]),
    (post(b"".join(b"X-%d: v\r\n" % number for number in range(199))), [("POST", "/hook", b"")]),
    (post(b"", line=b"OPTIONS * HTTP/1.1"), [("OPTIONS", "*", b"")]),
    (post(b"", line=b"PURGE http://localhost/x HTTP/1.1"), [("PURGE", "http://localhost/x", b"")]),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "status", "code"), REFUSED)
def test_what_could_be_understood_two_ways_is_refused(stream: bytes, status: int, code: str) -> None:
    seen = understand([stream])
    assert (seen.refusal and seen.refusal.status, seen.code, seen.requests) == (status, code, [])


@pytest.mark.parametrize(("stream", "requests"), GOOD)
def test_what_is_clear_is_taken_byte_for_byte(stream: bytes, requests: list[tuple[str, str, bytes]]) -> None:
    seen = understand([stream])
    assert (seen.requests, seen.code) == (requests, "")


@pytest.mark.parametrize("stream", [item[0] for item in REFUSED if len(item[0]) < 3000] + [item[0] for item in GOOD])
def test_one_byte_at_a_time_gives_the_same(stream: bytes) -> None:
    assert understand([stream[at : at + 1] for at in range(len(stream))]) == understand([stream])


SHORT = [item[0] for item in REFUSED if len(item[0]) < 3000] + [item[0] for item in GOOD if len(item[0]) < 3000]


@given(st.data())
def test_no_cut_of_the_stream_changes_what_it_means(data: st.DataObject) -> None:
    stream = b"".join(data.draw(st.lists(st.sampled_from(SHORT), min_size=1, max_size=3)))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(stream) - 1)), max_size=8)))
    parts = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert understand(parts, eof=True) == understand([stream], eof=True)


@given(st.binary(max_size=300), st.integers(1, 20))
def test_random_bytes_never_raise_and_never_depend_on_their_cuts(noise: bytes, step: int) -> None:
    stream = b"POST / HTTP/1.1\r\nHost: a\r\n" + noise
    assert understand([stream[at : at + step] for at in range(0, len(stream), step)]) == understand([stream])


@pytest.mark.parametrize("cut", range(1, len(post(b"Content-Length: 5\r\n", b"hello"))))
def test_a_request_that_ends_early_is_no_request(cut: int) -> None:
    seen = understand([post(b"Content-Length: 5\r\n", b"hello")[:cut]], eof=True)
    assert seen.requests == []
    assert seen.code == "cut-off"


def test_an_end_between_requests_is_nothing() -> None:
    assert understand([post(b"Content-Length: 0\r\n")], eof=True).code == ""


def test_headers_keep_order_case_and_duplicates() -> None:
    wire = RequestParser(Limits())
    wire.receive(b"GET / HTTP/1.1\r\nhOST: a\r\nX-A: 1\r\nx-a: 2\r\nContent-length: 00\r\n\r\n")
    head = wire.next_event()
    assert isinstance(head, Head)
    assert head.headers == (("hOST", "a"), ("X-A", "1"), ("x-a", "2"), ("Content-length", "00"))


def test_trailers_are_kept_apart_from_the_headers() -> None:
    trailers = b"X-Sum: 1\r\nx-sum:\t2 \r\nContent-Length: 99\r\nHost: b\r\n"
    stream = post(CHUNKED, b"5 ;x\r\nhello\r\n0\r\n" + trailers + b"\r\n")
    for step in (1, 7, len(stream)):
        wire = RequestParser(Limits())
        for at in range(0, len(stream), step):
            wire.receive(stream[at : at + step])
            while wire.next_event() is not None:
                pass
        assert wire.keeps_alive
        assert wire.head is not None
        assert wire.head.trailers == (("X-Sum", "1"), ("x-sum", "2"), ("Content-Length", "99"), ("Host", "b"))
        assert wire.head.headers == (("Host", "localhost"), ("Transfer-Encoding", "chunked"))
        wire.restart()
        wire.receive(post(CHUNKED, HELLO))
        while wire.next_event() is not None:
            pass
        assert wire.head is not None
        assert wire.head.trailers == ()


@given(st.text(max_size=20).filter(lambda text: text.isprintable() and " " not in text and bool(text)))
def test_a_target_of_any_alphabet_is_kept_as_it_came(target: str) -> None:
    head = first([f"POST /{target} HTTP/1.1\r\nHost: a\r\n\r\n".encode()]).events[0]
    assert isinstance(head, Head)
    assert (head.target, head.escaped) == (f"/{target}", False)


@given(st.binary(max_size=20).map(lambda data: bytes(byte | 0x80 for byte in data)))
def test_a_target_that_is_no_text_keeps_every_byte_percent_encoded(data: bytes) -> None:
    head = first([b"POST /\xff" + data + b" HTTP/1.1\r\nHost: a\r\n\r\n"]).events[0]
    assert isinstance(head, Head)
    assert (unquote_to_bytes(head.target), head.escaped) == (b"/\xff" + data, True)


def test_100_continue_is_for_those_who_wait() -> None:
    wire = RequestParser(Limits())
    wire.receive(post(b"Expect: 100-continue\r\nContent-Length: 5\r\n"))
    head = wire.next_event()
    assert isinstance(head, Head)
    assert head.expects
    assert wire.go_on().startswith(b"HTTP/1.1 100 ")

    wire = RequestParser(Limits())
    wire.receive(post(b"Expect: 100-continue\r\nContent-Length: 5\r\n", b"hello"))
    wire.next_event()
    assert wire.go_on() == b""

    wire = RequestParser(Limits())
    wire.receive(post(b"Expect: 100-continue\r\nContent-Length: 5\r\n", line=b"POST / HTTP/1.0"))
    head = wire.next_event()
    assert isinstance(head, Head)
    assert not head.expects


def test_head_is_answered_without_a_body() -> None:
    wire = RequestParser(Limits())
    wire.receive(post(b"", line=b"HEAD / HTTP/1.1"))
    while wire.next_event() is not None:
        pass
    assert wire.answer(Reply(200, (("Content-Length", "3"),), b"OK\n"), close=False).endswith(b"\r\n\r\n")


def test_the_excerpt_begins_with_the_request_and_is_bounded() -> None:
    wire = RequestParser(Limits())
    wire.receive(post(b"Content-Length: 3\r\n", b"one"))
    while wire.next_event() is not None:
        pass
    wire.restart()
    wire.receive(b"BROKEN\r\n" + b"x" * 9000)
    assert isinstance(wire.next_event(), Refusal)
    assert wire.excerpt.startswith(b"BROKEN\r\nxxx")
    assert len(wire.excerpt) == 4096


TOKEN = "!#$%&'*+-.^_`|~09AZaz"
VALUE = '\t !"(),/:;<=>?@[\\]{}~09AZaz\x80\x85\xa0\xad\xb2\xc0\xe9\xff'
METHODS = ["GET", "POST", "HEAD", "OPTIONS", "post", "M-SEARCH", "PROXY", "PRI", "SSH-2.0-x", "CONNECT"]
TARGETS = ["/", "*", "/a?b=c#d", "http://u@h:1/x", "//[", "/%00", '/\\{|}^`"<>', "/\xc3\xa9?\xc2\x85", "/caf\xe9"]
DECIDING = [
    (
        "Connection",
        ["close", "Keep-Alive", "keep-alive, CLOSE", "Upgrade", " , ", "closed", "\xa0close", "x,\tclose\t,"],
    ),
    ("Upgrade", ["h2c", "websocket, x", ",", ""]),
    ("Expect", ["100-continue", "100-CONTINUE", "100-continue, x", "\xa0100-continue", ""]),
    ("Content-Length", ["0", "3", "03", "12", "0" * 19 + "3", "0" * 20 + "3", "+3", "3 3", "3,3", "\xb3", ""]),
    ("Transfer-Encoding", ["chunked", "chunked", "Chunked", "gzip", "chunked,", "\xa0chunked"]),
    ("Host", ["localhost", "[::1]:80", "", "a b", "a@b"]),
    ("Keep-Alive", ["timeout=5"]),
]
# What no line may contain, or what is not a field.
BROKEN = ["X-A : 1", ": 1", " X: 1", "X\xa0: 1", "X: \x01", "X: \x7f", "X: a\rb", "X: \r", "X", "X: a\nY: b"]


def cased(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name, name.lower(), name.upper(), name.swapcase()])


def deciding(item: tuple[str, list[str]]) -> st.SearchStrategy[tuple[str, str]]:
    return st.tuples(cased(item[0]), st.sampled_from(item[1]))


METHOD = st.sampled_from(METHODS) | st.text(TOKEN, min_size=1, max_size=8)
TARGET = st.sampled_from(TARGETS) | st.text([chr(code) for code in range(0x21, 0x7F)], min_size=1, max_size=20)
OTHER = st.tuples(st.text(TOKEN, min_size=1, max_size=8), st.text(VALUE, max_size=12))
FIELDS = st.lists(st.sampled_from(DECIDING).flatmap(deciding) | OTHER, max_size=5)


@st.composite
def heads(draw: st.DrawFn) -> bytes:
    """A head: valid, or unusual but legal, and sometimes in an illegal way."""
    version = draw(st.sampled_from(["1.1"] * 5 + ["1.0"] * 2 + ["2.0"]))
    fields = [*draw(FIELDS), *([("Host", "localhost:8765")] if draw(st.integers(0, 9)) else [])]
    blanks = st.sampled_from(["", " ", "\t", " \t "])
    lines = [f"{name}:{draw(blanks)}{value}{draw(blanks)}" for name, value in draw(st.permutations(fields))]
    lines += [draw(st.sampled_from(BROKEN))] if not draw(st.integers(0, 9)) else []
    return "\r\n".join([f"{draw(METHOD)} {draw(TARGET)} HTTP/{version}", *lines, "\r\n"]).encode("latin-1")


@dataclasses.dataclass
class One:
    """A stream's first request as events."""

    events: list[Event]
    keeps_alive: bool
    left: int

    @property
    def body(self) -> bytes:
        return b"".join(event.data for event in self.events if isinstance(event, Data))


def first(parts: list[bytes], limits: Limits | None = None) -> One:
    wire = RequestParser(limits or Limits())
    events: list[Event] = []
    for part in parts:
        if not events or not isinstance(events[-1], Refusal):
            wire.receive(part)
        while (event := wire.next_event()) is not None:
            events.append(event)
    return One(events, wire.keeps_alive, wire.buffered)


def bare(*fields: bytes, target: bytes = b"/", method: bytes = b"POST") -> bytes:
    return b"\r\n".join([method + b" " + target + b" HTTP/1.1", b"Host: a", *fields, b"\r\n"])


FOUR = Limits(header_fields=4)
FORTY = Limits(header_block=40)
SHORT_LINE = Limits(request_line=34)


@settings(max_examples=200)
@given(heads(), st.sampled_from([Limits(), FOUR, FORTY, SHORT_LINE]))
@example(bare(method=b"PROXY"), Limits())
@example(bare(method=b"SSH-x"), Limits())
@example(bare(*[b"X: 1"] * 3), FOUR)
@example(bare(*[b"X: 1"] * 4), FOUR)
@example(bare(b"X: " + b"v" * 26), FORTY)
@example(bare(b"X: " + b"v" * 27), FORTY)
@example(bare(target=b"/" + b"a" * 19), SHORT_LINE)
@example(bare(target=b"/" + b"a" * 20), SHORT_LINE)
def test_a_head_that_comes_at_once_is_read_as_line_by_line(head: bytes, limits: Limits) -> None:
    end = head.index(b"\n") + 1
    assert first([head], limits) == first([head[:end], head[end:]], limits)


@settings(max_examples=300)
@given(heads())
@example(bare(b"Content-Length: " + b"0" * 20 + b"3"))
@example(bare(b"Content-Length: 3", b"Transfer-Encoding: chunked"))
@example(bare(b"Upgrade: h2c", b"Content-Length: 3"))
@example(bare(b"Expect: 100-continue"))
@example(bare(b"Expect: 100-continue", b"Content-Length: 3"))
@example(bare(method=b"HEAD"))
def test_h11_reads_what_passes_the_guard_in_the_same_way(head: bytes) -> None:
    rest = b"3\r\nabc\r\n0\r\n\r\nGET /hidden" if b"chunked" in head.lower() else b"0123456789abcdef"
    ours = first([head + rest])
    if not ours.events or not isinstance(ours.events[-1], End):
        return
    understood = ours.events[0]
    assert isinstance(understood, Head)

    http = h11.Connection(h11.SERVER)
    line, end, fields = head.partition(b"\r\n")
    # h11 accepts no non-ASCII byte in a target; our parser does.
    http.receive_data(ascii_only(line) + end + fields)
    theirs = http.next_event()
    assert isinstance(theirs, h11.Request)
    names = [name.lower() for name, _ in understood.headers]
    values = [
        value.lower() if name == "transfer-encoding" else value
        for name, (_, value) in zip(names, understood.headers, strict=True)
    ]
    assert [bytes(part).decode("latin-1") for part in (theirs.method, theirs.target, theirs.http_version)] == [
        understood.method,
        ascii_only(understood.target.encode()).decode(),
        understood.version,
    ]
    assert [(name.decode(), value.decode("latin-1")) for name, value in theirs.headers] == list(
        zip(names, values, strict=True)
    )
    waits = http.they_are_waiting_for_100_continue
    assert understood.expects == (waits and bool(ours.body))

    http.receive_data(rest)
    body = b""
    while isinstance(event := http.next_event(), h11.Data):
        body += bytes(event.data)
    assert isinstance(event, h11.EndOfMessage)
    assert (body, len(http.trailing_data[0])) == (ours.body, ours.left)
    http.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
    http.send(h11.EndOfMessage())
    # Stricter than h11: after a protocol upgrade and after two framings nothing more is read.
    doubtful = any(
        part.strip()
        for name, value in zip(names, values, strict=True)
        if name == "upgrade"
        for part in value.split(",")
    )
    doubtful |= {"content-length", "transfer-encoding"} <= set(names)
    assert ours.keeps_alive == (http.our_state is h11.DONE and not doubtful)


CHUNKS = st.lists(
    st.tuples(
        st.binary(max_size=40) | st.just(b"\r\n") | st.just(b"0\r\n\r\n"),
        st.sampled_from([b"%x", b"%X", b"%04x", b"%016x", b"%x;a", b"%x;a=b;c"]),
        st.sampled_from([b"\r\n"] * 12 + [b"\n", b"\r", b"", b"x\r\n"]),
    ),
    max_size=12,
)


@settings(max_examples=300)
@given(
    CHUNKS, st.sampled_from([b"0\r\n\r\n", b"000\r\nT: v\r\n\r\n", b"0;x\r\n\r\n", b"0\r\n", b""]), st.integers(1, 60)
)
def test_h11_reads_a_chunked_body_that_passes_in_the_same_way(
    chunks: list[tuple[bytes, bytes, bytes]], last: bytes, step: int
) -> None:
    body = b"".join(size % len(data) + b"\r\n" + data + end for data, size, end in chunks) + last
    head = bare(b"Transfer-Encoding: chunked")
    stream = head + body
    ours = first([stream])
    parts = first([stream[at : at + step] for at in range(0, len(stream), step)])
    assert (parts.body, type(parts.events[-1]), parts.left) == (ours.body, type(ours.events[-1]), ours.left)

    http = h11.Connection(h11.SERVER)
    http.receive_data(stream)
    theirs, events = b"", 0
    try:
        while (event := http.next_event()) is not h11.NEED_DATA and not isinstance(event, h11.EndOfMessage):
            theirs += bytes(event.data) if isinstance(event, h11.Data) else b""
            events += 1
    except h11.RemoteProtocolError:
        assert isinstance(ours.events[-1], Refusal)
        return
    if isinstance(ours.events[-1], Refusal):
        return  # stricter than h11
    assert isinstance(ours.events[-1], End) == isinstance(event, h11.EndOfMessage)
    if isinstance(event, h11.EndOfMessage):
        assert (ours.body, ours.left) == (theirs, len(http.trailing_data[0]))


def test_many_tiny_chunks_are_few_events() -> None:
    stream = post(CHUNKED, b"1\r\nx\r\n" * 50_000 + b"0\r\n\r\n")
    found = first([stream[at : at + 65536] for at in range(0, len(stream), 65536)])
    assert found.body == b"x" * 50_000
    assert isinstance(found.events[-1], End)
    assert len(found.events) < 300
