"""Pasted cURL commands: the safe part is used, the rest refused, and no credential is left in the rest."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.formats.curl import curl_command
from ongoing_desktop.formats.curl_read import is_curl, parse_curl
from tests.formats.makers import exchange

BASIC = base64.b64encode(b"acme:p4ss:w").decode()


@pytest.mark.parametrize(
    ("text", "url", "method", "body", "headers"),
    [
        ("curl https://x.example/a", "https://x.example/a", "GET", b"", ()),
        ("$ curl x.example", "http://x.example", "GET", b"", ()),
        ("curl -sSXPUT 'http://x/ä b' -d a=1 -d'b=2'", "http://x/ä b", "PUT", b"a=1&b=2", ()),
        ("curl \\\n  --url http://x/ \\\r\n  -H 'A: b' --data-raw '@x'\n", "http://x/", "POST", b"@x", (("A", "b"),)),
        ("curl http://x/ -H $'X-A: it\\'s' --data-raw $'a\\u0021\\n\\x41'", "http://x/", "POST", b"a!\nA", (("X-A", "it's"),)),
        ("curl -G http://x/?a=1 --data-urlencode 'b=c d&'", "http://x/?a=1&b=c+d%26", "GET", b"", ()),
        ("curl http://x/ --json '{\"a\": \"`$(b)|;\"}'", "http://x/", "POST", b'{"a": "`$(b)|;"}',
         (("Content-Type", "application/json"), ("Accept", "application/json"))),
        ("curl -I http://x/ -H 'Accept:' -H 'X-E;'", "http://x/", "HEAD", b"", (("X-E", ""),)),
        ('curl http://x/ -d "a\\\nb \\"c\\""', "http://x/", "POST", b'ab "c"', ()),
    ],
)  # fmt: skip
def test_what_is_sent_is_understood(text: str, url: str, method: str, body: bytes, headers: tuple[object, ...]) -> None:
    found = parse_curl(text)
    assert (found.url, found.method, found.body, found.headers) == (url, method, body, headers)
    assert is_curl(text)


@pytest.mark.parametrize(
    ("text", "scheme", "username", "secret"),
    [
        ("curl -u acme:p4ss:w http://x/", "basic", "acme", "p4ss:w"),
        (f"curl -H 'authorization: Basic {BASIC}' http://x/", "basic", "acme", "p4ss:w"),
        ("curl http://acme:p4ss:w@x/", "basic", "acme", "p4ss:w"),
        ("curl -H 'X-Auth-Token: t0ken' http://x/", "x-auth-token", "", "t0ken"),
        ("curl -H 'X-Auth-Token: '\"$TOKEN\" http://x/", "x-auth-token", "", None),
        ('curl -u "$USER:$PASSWORD" http://x/', "basic", "", None),
        ("curl http://x/", "none", "", None),
    ],
)
def test_credentials_stand_apart(text: str, scheme: str, username: str, secret: str | None) -> None:
    found = parse_curl(text)
    assert (found.scheme, found.username) == (scheme, username)
    assert (found.secret.reveal() if found.secret else None) == secret
    shown = repr(found)
    assert "p4ss" not in shown
    assert "t0ken" not in shown
    assert BASIC not in shown
    assert found.headers == ()


def test_what_is_left_out_is_named_without_values() -> None:
    found = parse_curl(
        "curl -kL -o out.txt http://x/ -b c=s3cret -H 'Authorization: Bearer s3cret' -H 'Cookie: s3cret'"
    )
    assert found.left_out == ("-k", "-L", "-o", "Cookie", "Authorization")
    assert parse_curl("curl -X PUT http://a.example --request post").left_out == ("-X PUT",)
    assert parse_curl("curl -I -X 's3cret?' http://a.example").left_out == ("-I", "-X")
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    ("text", "code", "option"),
    [
        ("curl http://x/ -d @file", "curl-file", "-d"),
        ("curl http://x/ --data-urlencode a@file", "curl-file", "--data-urlencode"),
        ("curl http://x/ -H @file", "curl-file", "-H"),
        ("curl http://x/ -F a=b", "curl-form", "-F"),
        ("curl http://x/ -K config", "curl-option", "-K"),
        ("curl http://x/ -d", "curl-value", "-d"),
        ("curl http://x/ http://y/", "curl-several", ""),
        ("curl -d a", "curl-no-url", None),
        ("curl 'http://x/", "curl-quotes", None),
        ("curl http://x/ | curl http://y/", "curl-command", None),
        ("curl http://x/; curl http://y/", "curl-command", None),
        ("curl http://x/ < f", "curl-command", None),
        ("curl http://x/?a=1&b=2", "curl-ampersand", None),
        ("curl http://x/ -d {a,b}", "curl-braces", None),
        ('curl http://x/ -d "$BODY"', "curl-variable", "-d"),
        ("curl http://x/{id}", "curl-glob", None),
        ("curl ftp://x/", "curl-scheme", None),
        ("curl ftp.example", "curl-scheme", None),
        ("curl http://x/ --next http://y/", "curl-several", "--next"),
        ("curl http://x/ --upload-file f", "curl-option", "--upload-file"),
        ("curl http://x/\nrm x", "curl-command", None),
        ("curl http://x/$(id)", "curl-command", None),
        ('curl "http://x/`id`"', "curl-command", None),
    ],
)
def test_the_rest_is_refused_by_name(text: str, code: str, option: str | None) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_curl(text)
    assert (caught.value.code, caught.value.params.get("option")) == (code, option)


def test_what_we_write_is_read_again() -> None:
    found = parse_curl(curl_command(exchange(b'{"a": "\xc3\xa5 \'x\'"}')).decode("latin-1").split("\n", 1)[1])
    assert found.url == "http://127.0.0.1:8765/hook?a=1&a=&b=%41"
    assert ("X-Odd", "\xe5\xff 'q' \"d\" $HOME `id` \\") in found.headers


@given(st.text(st.sampled_from("curl -dHuX'\"\\\n$(){}`|;&@^=:/ aå\0"), max_size=60))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        parse_curl(f"curl {text}")
    except ConfigError:
        return
