"""Our parser gives the request of real bash and real cURL, or refuses the command with a position."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.formats.command_text import VARIABLE
from ongoing_desktop.formats.curl_read import is_curl, parse_curl
from ongoing_desktop.formats.shell_words import split_command
from ongoing_desktop.wording.messages import error_sentence

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
needs_curl = pytest.mark.skipif(shutil.which("curl") is None or shutil.which("bash") is None, reason="needs curl, bash")
OURS = {"host", "user-agent", "accept", "content-length", "content-type", "accept-encoding", "connection", "expect"}
"""Headers that cURL adds itself; compared only if the command names them."""
U = "http://127.0.0.1:9"
SAME = [
    # plain
    f"curl {U}/x", f"curl {U}", f"curl {U}/", f"curl '{U}/x?a=1&b=2'", f'curl "{U}/x?a=1&b=2"', f"curl --url {U}/x", f"curl {U}/x?a=1",
    f"curl -X GET {U}/x", f"curl -XDELETE {U}/x", f"curl -X PATCH {U}/x -d a", f"curl --request PUT {U}/x --data a=1", f"curl -I {U}/x",
    f"curl --head {U}/x", f"curl -X post {U}/x", f"curl -X POST {U}/x", "curl 127.0.0.1:9/x?u=http://b/ -d a=b", f"curl '{U}/x#frag'",
    f"curl {U}/a/../b/./c", f"curl {U}/a/..", f"curl --path-as-is {U}/a/../b", f"curl '{U}/x?q=a/../b'", f"curl '{U}?a=1'", f"curl '{U}/x?'",
    f"curl '{U}/%41%2f%zz'", f"curl '{U}/x?filter\\[a\\]=1' -d '{{}}'", f"curl -g '{U}/x?f[a]=1&b={{c}}'", f"curl '{U}/x?f[a]=1' -g",
    f"curl '{U}/\\{{id\\}}'", f"curl -- {U}/x",
    # bodies
    f"curl {U}/x -d ''", f"curl {U}/x -d a -d b", f"curl {U}/x -d a --data-raw '@b' --data-binary c", f"curl {U}/x --data-ascii 'a b'",
    f"curl {U}/x -da", f"curl -G {U}/x -d a=1 -d b=2", f"curl -G '{U}/x?c=3' -d a=1", f"curl -G {U}/x",
    f"curl {U}/x --get --data-urlencode 'q=a b&c/d'", f"curl {U}/x --data-urlencode 'a=å ~-._!*()'", f"curl {U}/x --data-urlencode '=a=b c'",
    f"curl {U}/x --data-urlencode 'a b'", f"curl {U}/x --json '{{\"a\": 1}}'", f"curl {U}/x --json '{{' --json '}}'",
    f"curl {U}/x --json '[]' -H 'Content-Type: application/vnd.x+json'", f"curl {U}/x -d '\n a \n'", f"curl {U}/x --data-raw $'a\\nb'",
    f"curl {U}/x --url-query 'a=b c' --url-query '+d=e'", f"curl -I -G {U}/x -d a=1", f"curl {U}/x -X GET -d '{{}}'",
    f"curl {U}/x -d '{{\"pattern\":\"^\"}}'", f"curl {U}/x -d '{{\"a\":\"100%\"}}'", f"curl {U}/x -d \"100\"%\" of it\"", f"curl {U}/x -d '日本'",
    # headers
    f"curl {U}/x -H 'A: b'", f"curl {U}/x -H 'A:b' -H 'A: c'", f"curl {U}/x -H 'X-E;'", f"curl {U}/x -H 'Accept:'", f"curl {U}/x -H 'no-colon'",
    f"curl {U}/x -H 'Content-Type: application/json' -d '{{}}'", f"curl {U}/x -A agent", f"curl {U}/x -A ''", f"curl {U}/x -e http://r/",
    f"curl {U}/x -e 'http://r/;auto'", f"curl {U}/x -r 0-99", f"curl {U}/x -H \"X: it's\"", f"curl {U}/x -H 'X:   spaced   '", f"curl {U}/x -H 'X: å'",
    f"curl {U}/x -HA:b", f"curl {U}/x --header 'X: a:b;c'",
    # credentials
    f"curl -u acme:p4ss {U}/x", f"curl -u 'acme:p:w' {U}/x", f"curl --user acme: {U}/x", "curl http://acme:p4%20ss@127.0.0.1:9/x",
    f"curl -u å:ä {U}/x", f"curl --basic -u a:b {U}/x",
    f"curl {U}/x -A one -A two", f"curl {U}/x -A one -H 'User-Agent: two'", f"curl {U}/x -A one -A ''", f"curl {U}/x -e http://r/ -e http://s/",
    f"curl {U}/x -e http://r/ -e ''", f"curl {U}/x -r 0-1 -r 2-3", f"curl {U}/x --json '[]' -H 'Accept:'", f"curl {U}/x --json '[]' -H 'Content-Type:'",
    f"curl {U}/x -G -d a=1 --url-query b=2", f"curl {U}/x -d \"a\"\"b\" -H 'A: b'", f"curl -X \"P\"\"UT\" {U}/x -d \\'a",
    "curl --proto-default http 127.0.0.1:9/x", f"FOO=bar A='b c' curl {U}/x -d a", f"env A=b curl {U}/x -d a", f"time curl {U}/x", f"command curl {U}/x",
    # how
    *(f"curl {how} -d a {U}/x" for how in (
        "--raw", "--compressed", "-s", "-sS", "-k", "-i", "-v", "--http1.1", "--http1.0", "-L", "-f", "--fail-with-body", "--tlsv1.2", "--ipv4", "-4",
        "--no-keepalive", "--no-progress-meter", "-o /dev/null", "-o/dev/null", "--output /dev/null", "-w '%{http_code}'", "-m 10", "--connect-timeout 5",
        "--max-time 10", "--retry 2", "--noproxy '*'", "--limit-rate 1M", "-N", "--tcp-nodelay", "--styled-output", "--no-styled-output", "-sSLkf",
        "-D /dev/null", "--location-trusted", "--post301", "--keepalive-time 3", "--no-sessionid", "--ssl-reqd", "--ftp-pasv", "-l", "-B", "-Q x", "--mail-from a", "-#", "-q", "-c /dev/null")),
    # quoting
    *(f"curl {U}/x --data-raw {word}" for word in (
        r"'a\b'", r'"a\b"', r'"\$HOME \`id\` \" \\ \n"', r"$'\x41\x4'", r"$'\101\7\0'", r"$'caf\xc3\xa9'", r"$'caf\u00e9 \U0001F600'", r"$'\cA\e\E\a\b\f\v\t\r'",
        r"$'\'\"\?\\'", r"$'\q\z'", r'$"hej"', r'$"a\$b"', r"a\ b", r"\"a\"", r"'a'\''b'", "'a'\"b\"c", "a'b'", r"'$HOME'", r"'`id`'", '"a$"', '"a $ b"', "$", "a$", "'!'",
        '"!"', r'"\!"', "''", '""', r"\'", r"\\", '"a\\\nb"', "a\\\nb", "'a\nb'", '"a\nb"', "'a\r\nb'", "'#'", "a#b", r"\#", "'{a,b}'", "{}", "{a}", r"\{a,b\}", "a=b", "=x",
        '"{\\"a\\":{\\"b\\":[1,2]}}"', "'\u201chi\u201d'", "\"it's\"", r"$'{\"a\":\"x\\ny\"}'", "'\u00a0'", r"$'\x7b\x7d'", "'\t'", r"$'a\tb'", "'&'", "'|'", "a%20b", "%",
        r"'^'", r'"^"', r'$"a"$"b"', "a?b", "x*")),
    # around
    f"curl {U}/x -d a # production", f"curl {U}/x -d a\n# done\n", f"# first\ncurl {U}/x -d a", f"curl \\\n  {U}/x \\\n  -d a", f"curl  {U}/x   -d   a  ",
    f"curl {U}/x -d a | cat", f"curl {U}/x -d a > /dev/null", f"curl {U}/x -d a 2>/dev/null", f"curl {U}/x > /dev/null -d a", f"curl {U}/x -d a && echo ok",
    f"curl {U}/x -d a ; echo ok", f"curl {U}/x -d a;", f"curl {U}/x -d a || true", f"curl {U}/x -d a 2>&1 | cat", f"curl {U}/x -d a |\n  cat", f"curl {U}/x -d a \\\n  | cat",
    f"\n\n  curl {U}/x -d a\n\n", f"curl -d a {U}/x &>/dev/null",
]  # fmt: skip
REFUSED = [
    f"curl {U}/x -d @/etc/passwd", f"curl {U}/x -F a=b", f"curl {U}/[1-3]", f"curl {U}/{{a,b}}", f"curl {U}/x -d {{a,b}}", f"curl {U}/x {U}/y",
    f"curl {U}/x -d \"$HOME\"", f"curl {U}/x -d $(echo a)", f"curl {U}/x -d `echo a`", f"curl {U}/x?a=1&b=2", f"curl {U}/x -d 'a", f"curl {U}/x -d \"a",
    f"curl {U}/x\n-d a", f"curl {U}/x -K config", f"curl {U}/x -T f", f"curl {U}/x --next {U}/y", f"curl {U}/x -d {{1..3}}", f"curl {U}/x -d ${{HOME}}",
    f"curl {U}/x -d \"cost $5\"", f"curl {U}/x -z now", f"curl {U}/x --request-target /y", f"curl {U}/x --unknown", "curl -d",
]  # fmt: skip


class Recorder:
    """Accepts every request on its own port and records it."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.requests: list[tuple[str, str, list[tuple[str, str]], bytes]] = []
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                connection.settimeout(10)
                first = stream.readline().decode("latin-1").split(" ")
                headers = []
                while (line := stream.readline().rstrip(b"\r\n")) != b"":
                    name, _, value = line.decode("utf-8", "surrogateescape").partition(":")
                    headers.append((name, value.strip()))
                length = int(next((value for name, value in headers if name.lower() == "content-length"), 0))
                target = first[1].encode("latin-1").decode("utf-8", "surrogateescape")
                self.requests.append((first[0], target, headers, stream.read(length)))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        self.listening.close()
        self.thread.join(0.1)


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    made = Recorder()
    yield made
    made.close()


def really(recorder: Recorder, text: str, folder: Path) -> tuple[str, str, list[tuple[str, str]], bytes]:
    """The request that bash and cURL send."""
    recorder.requests.clear()
    script = text.replace("127.0.0.1:9", f"127.0.0.1:{recorder.port}")
    environ = {"PATH": os.environ["PATH"], "HOME": os.fspath(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=environ, capture_output=True, timeout=30, check=False)
    assert len(recorder.requests) == 1, (text, done.stderr)
    return recorder.requests[0]


def coded(target: str) -> str:
    """Versions of cURL differ in the case of hex digits."""
    return re.sub(r"%[0-9a-fA-F]{2}", lambda found: found.group().upper(), target)


@needs_curl
@pytest.mark.parametrize("text", SAME)
def test_a_command_is_read_as_curl_sends_it(text: str, recorder: Recorder, tmp_path: Path) -> None:
    assert is_curl(text)
    found = parse_curl(text)
    method, target, headers, body = really(recorder, text, tmp_path)
    parts = urlsplit(found.url)
    ours = (parts.path or "/") + ("?" + parts.query if "?" in found.url else "")
    assert (found.method, coded(ours), found.body) == (method, coded(target), body)
    assert parts.netloc == "127.0.0.1:9"
    assert found.secret is None or found.scheme == "basic"
    basic = next((value for name, value in headers if name.lower() == "authorization"), "")
    password = found.secret.reveal() if found.secret else ""
    told = f"Basic {base64.b64encode(f'{found.username}:{password}'.encode()).decode()}"
    assert basic == (told if found.scheme == "basic" else "")
    named = {name.lower() for name, _ in found.headers}
    sent = [(name, value) for name, value in headers if name.lower() not in OURS - named | {"host", "authorization"}]
    assert sorted(sent) == sorted(found.headers)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_names_its_place(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_curl(text)
    told = error_sentence(caught.value)
    assert {"line", "column"} <= set(caught.value.params) or caught.value.code in ("curl-glob", "curl-scheme"), told
    assert "{" not in told


@needs_bash
@hypothesis_settings(max_examples=300)
@given(st.text(st.sampled_from("'\"\\$ nx07uc{},#~é^!`\n\t}=a;"), max_size=24))
@example("$'\\xc3\\xa9\\400'")
@example('"\\\\\\"\\$"')
def test_any_text_makes_the_words_that_bash_makes(text: str) -> None:
    assume(not re.search(r'""|\^(?:"|[ \t]*\n)|\\[ \t]*(?:\n|$)', text))  # parsed as a Windows command if ambiguous
    try:
        command = split_command(f"curl {text}")
    except ConfigError:
        return
    ours = command.words
    assume(not command.after and not any(VARIABLE in word for word in ours))
    script = f"printf '%s\\0' x {text}"
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", script], env=environ, capture_output=True, timeout=30, check=False)
    words = done.stdout.decode("utf-8", "surrogateescape").split("\0")[1:-1]
    assume(b"unexpected" not in done.stderr and b"bad substitution" not in done.stderr)  # bash then runs nothing
    assert list(ours) == words, script


def chrome_bash(text: str) -> str:
    """Quoted for bash as in Chromium's developer tools."""
    if not re.search(r"[\0-\x1f\x7f-\x9f!]|'", text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return "$'" + re.sub(r"[\0-\x1f\x7f-\x9f!]", lambda found: f"\\u{ord(found.group()):04x}", escaped) + "'"


def chrome_cmd(text: str) -> str:
    """Quoted for Windows' command prompt as in Chromium's developer tools."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    text = re.sub(r"[^a-zA-Z0-9\s_\-:=+~'/.,?;()*`]", lambda found: "^" + found.group(), text)
    text = re.sub(r"%(?=[a-zA-Z0-9_])", "%^", text)
    return '^"' + re.sub(r"\r?\n|\r", "^\n\n", text) + '^"'


def old_cmd(text: str) -> str:
    """Quoted for it as in older browsers."""
    return '"' + text.replace('"', '""') + '"'


BODY = st.text(st.sampled_from("{}\":, ab0å\\'%&|<>^!$`()[]\n"), max_size=40).map(
    lambda text: json.dumps({"text": text})
)


@given(BODY)
def test_what_browsers_copy_for_bash_comes_back(body: str) -> None:
    text = f"curl 'http://x/' \\\n  -H 'a: b' \\\n  --data-raw {chrome_bash(body)} \\\n  --compressed"
    assert parse_curl(text).body.decode() == body


@given(BODY)
def test_what_browsers_copy_for_windows_comes_back(body: str) -> None:
    for quote in (chrome_cmd, old_cmd):
        q = quote("http://x/?a=%20b&c=d")
        text = f"curl {q} ^\n  -H {quote('A: b')} ^\n  --data-raw {quote(body)} ^\n  --compressed"
        if re.search(r"\\+\"", body) if quote is old_cmd else re.search(r"\\+(?![\\\"])", body):
            continue  # for Windows such a command means other text than the browser had
        found = parse_curl(text)
        assert (found.body.decode(), found.url, found.headers) == (body, "http://x/?a=%20b&c=d", (("A", "b"),)), text


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ('curl "http://x/" -H "A: b" --data-raw "{""webhookOrdersId"":1,""goodsOwnerId"":12}"', '{"webhookOrdersId":1,"goodsOwnerId":12}'),
        ('curl "http://x/" --data-raw "100"%" of it"', "100% of it"),
        ('curl.exe "http://x/" -d "{\\"a\\":\\"b\\"}"', '{"a":"b"}'),
        ('curl ^"http://x/^" ^\n  --data-raw ^"^{^\\^"a^\\^":1^}^"', '{"a":1}'),
        ('curl "http://x/" ^\n  -d "{\\"a\\":1}"', '{"a":1}'),
        ("curl\u00a0http://x/\u00a0-d\u00a0'{}'", "{}"),
        ("curl -X POST \u201chttp://x/\u201d -d \u2018{\u201ca\u201d: 1}\u2019", '{"a": 1}'),
        ("curl http://x/ \u2014data '{}'", "{}"),
        ("curl http://x/ \u2013d '{}'", "{}"),
        ("$ curl http://x/ \\\n> -d '{}'", "{}"),
        ("user@host:~/x$ curl http://x/ -d '{}'", "{}"),
        ("[user@host x]$ curl http://x/ -d '{}'", "{}"),
        ("PS C:\\Users\\x> curl http://x/ -d '{}'", "{}"),
        ('C:\\>curl "http://x/" -d "{}"', "{}"),
        ("```bash\ncurl http://x/ -d '{}'\n```", "{}"),
        ("```\n$ curl http://x/ -d '{}'\n```\n", "{}"), ("```\ncurl http://x/ -d '{}'\n```\nIt answers 200.\n", "{}"),
        ("// an order\ncurl http://x/ -d '{}'", "{}"), ("REM an order\n:: again\ncurl http://x/ -d \"{}\"", "{}"), ("sudo curl http://x/ -d '{}'", "{}"), ("1. curl http://x/ -d '{}'", "{}"), ("- `curl http://x/ -d '{}'`", "{}"), ("* $ curl http://x/ -d '{}'", "{}"),
        ("\u279c  ~ curl http://x/ -d '{}'", "{}"), ("~/x \u276f curl http://x/ -d '{}'", "{}"), ("\u279c  x git:(main) \u2717 curl http://x/ -d '{}'", "{}"),
        ("curl http://x/ \u2014d '{}'", "{}"), ("curl http://x/ \u2212d '{}'", "{}"), ("curl http://x/ \u2010\u2010data '{}'", "{}"), ("curl http://x/ -d '{}' \\", "{}"),
        ("PS> curl.exe http://x/ -d '{\\\"a\\\":1}'", '{"a":1}'), ('curl.exe http://x/ -d "{`"a`":1}"', '{"a":1}'), ("& curl.exe http://x/ -d a", "a"),
        ("& 'C:\\Program Files\\curl.exe' http://x/ -d a", "a"), ('"C:\\Program Files\\curl\\curl.exe" http://x/ -d a', "a"), ("@curl http://x/ -d a", "a"),
        ("cmd /c curl http://x/ -d a", "a"), ("call curl http://x/ -d a", "a"), ("$r = curl http://x/ -d a", "a"),
        ("curl http://x/ \\ -d '{}'", "{}"), ("curl http://x/ `\n  -d '{}'", "{}"), ("curl.exe http://x/ `\r\n  -d '{}' `\r\n  -s", "{}"),
        ("`curl http://x/ -d '{}'`", "{}"),
        ("\ufeffcurl http://x/ -d '{}'", "{}"),
        ("# an order\n# again\n\ncurl http://x/ -d '{}'", "{}"),
        ("/usr/bin/curl http://x/ -d '{}'", "{}"),
        ("curl http://x/ -d '{}' \\  \n  -s", "{}"),
        ("curl http://x/ \\\r\n -d '{}'\r\n", "{}"),
        ("curl 'http://x/' -d '{\"t\": \"\u201chi\u201d\"}'", '{"t": "\u201chi\u201d"}'),
    ],
)  # fmt: skip
def test_other_forms_and_what_stands_around_them(text: str, body: str) -> None:
    assert is_curl(text)
    found = parse_curl(text)
    assert (found.body.decode(), found.url) == (body, "http://x/")


def test_what_is_done_with_the_answer_is_left_out_by_name() -> None:
    found = parse_curl("curl http://x/ --raw -d '{}' 2>/dev/null | jq .secret")
    assert found.left_out == ("--raw", ">", "| jq")
    assert parse_curl("curl -k -i --raw -X POST http://x/ -d a=b").left_out == ("-k", "-i", "--raw")


def test_variables_are_placeholders_of_credentials_and_named_elsewhere() -> None:
    found = parse_curl('curl "http://x/?t=$TOKEN" -H "X-Own: $OWN" -u "$WEBHOOK_USER:${PASSWORD:?}"')
    assert (found.scheme, found.username, found.secret, found.headers) == ("basic", "", None, ())
    assert found.left_out == ("$TOKEN", "X-Own")
    assert found.url == "http://x/?t=$TOKEN"
    literal = parse_curl("curl http://x/ -u 'acme:$ecret' -d \"\\$x\"")
    assert literal.secret is not None
    assert (literal.secret.reveal(), literal.body) == ("$ecret", b"$x")


def test_what_is_no_curl_command_is_said_to_be_none() -> None:
    for text in (
        "wget http://x/",
        "http://x/",
        "Invoke-WebRequest http://x/",
        "# only a comment",
        "sudo -u a b",
        "",
        "1. first",
    ):
        assert not is_curl(text)
        with pytest.raises(ConfigError, match="curl-none"):
            parse_curl(text)


def test_no_refusal_repeats_a_value() -> None:
    for text in ("curl http://x/ --user=acme:s3cret", "curl http://x/ --data=s3cret", "curl --s3cret=s3cret"):
        with pytest.raises(ConfigError) as caught:
            parse_curl(text)
        assert "=" not in error_sentence(caught.value)


def test_placeholders_are_no_credentials() -> None:
    for word in ("{{token}}", "<token>", "<your token>", "{{ token }}"):
        found = parse_curl(f"curl http://x/ -H 'X-Auth-Token: {word}'")
        assert (found.scheme, found.secret) == ("x-auth-token", None)
    assert parse_curl('curl "${BASE}/x" -d a').url == "http://${BASE}/x"


def test_a_body_that_is_no_text_is_no_payload() -> None:
    assert parse_curl("curl http://x/ -d $'\\xff'").body == b"\xff"


def test_the_output_of_another_command_is_a_placeholder_of_credentials_only() -> None:
    found = parse_curl(
        'curl http://x/ -H "Authorization: Bearer $(gcloud auth print (x))" -u "acme:$(cat `pw`)" -d "{}"'
    )
    assert (found.left_out, found.scheme, found.username, found.secret) == (("Authorization",), "basic", "acme", None)
    for text in (
        'curl "http://x/$(id)"',
        "curl http://x/ -d `id`",
        'curl http://x/ -d "$(cat f)"',
        "curl http://x/ -X $(id)",
    ):
        with pytest.raises(ConfigError) as caught:
            parse_curl(text)
        assert "column" in caught.value.params
