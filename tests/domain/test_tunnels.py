"""Reading addresses out of what the programs really print, and the commands that start them."""

from __future__ import annotations

import json
import shlex

import pytest

from ongoing_desktop.domain.settings import Preferences, Settings, Webhook
from ongoing_desktop.domain.tunnels import (
    PROGRAMS,
    AddressReader,
    TunnelChoice,
    TunnelState,
    command_problems,
    left_behind,
    plain_line,
    program_of,
    words_of,
)

URL = "http://127.0.0.1:8765"
NGROK_JSON = {
    "addr": "http://localhost:8765",
    "lvl": "info",
    "msg": "started tunnel",
    "name": "command_line",
    "obj": "tunnels",
    "t": "2026-11-30T06:03:00+0000",
    "url": "https://4f20-84-75-48-249.ngrok-free.app",
}
PRINTED = {
    "cloudflared": (
        """\
2026-11-30T09:49:15Z INF Thank you for trying Cloudflare Tunnel. Doing so, without a Cloudflare account, is a quick way to experiment and try it out. If you intend to use Tunnels in production you should use a pre-created named tunnel by following: https://developers.cloudflare.com/cloudflare-one/connections/connect-apps
2026-11-30T09:49:15Z INF Requesting new quick Tunnel on trycloudflare.com...
2026-11-30T09:49:18Z INF +--------------------------------------------------------------------------------------------+
2026-11-30T09:49:18Z INF |  Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):  |
2026-11-30T09:49:18Z INF |  https://four-dashed-word-url.trycloudflare.com                                            |
2026-11-30T09:49:18Z INF +--------------------------------------------------------------------------------------------+
2026-11-30T09:49:18Z INF Cannot determine default configuration path. No file [config.yml config.yaml] in [~/.cloudflared]
2026-11-30T09:49:18Z INF Starting metrics server on 127.0.0.1:20241/metrics
2026-11-30T09:49:19Z INF Registered tunnel connection connIndex=0 ip=198.41.200.13 location=arn01 protocol=quic
""",
        "https://four-dashed-word-url.trycloudflare.com",
    ),
    "ngrok": (
        """\
t=2026-11-30T07:20:40+0000 lvl=info msg="no configuration paths supplied"
t=2026-11-30T07:20:40+0000 lvl=info msg="starting web service" obj=web addr=127.0.0.1:4040 allow_hosts=[]
t=2026-11-30T07:20:40+0000 lvl=info msg="client session established" obj=tunnels.session
t=2026-11-30T07:20:40+0000 lvl=info msg="started tunnel" obj=tunnels name=command_line addr=http://127.0.0.1:8765 url=https://zookeeper-pronto-ship.ngrok-free.dev
t=2026-11-30T07:20:41+0000 lvl=info msg="join connections" obj=join id=3c8e l=127.0.0.1:8765 r=84.75.48.249:55870
""",
        "https://zookeeper-pronto-ship.ngrok-free.dev",
    ),
    "localhost.run": (
        """\
Pseudo-terminal will not be allocated because stdin is not a terminal.

===============================================================================
Welcome to localhost.run!

Follow your favourite reverse tunnel at [https://twitter.com/localhost_run].

To set up and manage custom domains go to https://admin.localhost.run/
===============================================================================

** your connection id is 8f0d3d23-5c92-4e15-9d6e-b6ee9f1c5ba2, please mention it if you send me a message about an issue. **

authenticated as anonymous user
8beaa541ba3dc2.lhr.life tunneled with tls termination, https://8beaa541ba3dc2.lhr.life
create an account and add your key for a longer lasting domain name. see https://localhost.run/docs/forever-free/ for more information.
Open your tunnel address on your mobile with this QR:
""",
        "https://8beaa541ba3dc2.lhr.life",
    ),
    "serveo": (
        """\
\x1b[32mForwarding HTTP traffic from \x1b[0mhttps://3e0a85addddc9b68-49-37-226-229.serveousercontent.com\r
Press g to start a GUI session and ctrl-c to quit.\r
""",
        "https://3e0a85addddc9b68-49-37-226-229.serveousercontent.com",
    ),
    "pinggy": (
        """\
Allocated port 7 for remote forward to 127.0.0.1:8765
You are not authenticated.
Your tunnel will expire in 60 minutes. Upgrade to Pinggy Pro to get unrestricted tunnels. https://dashboard.pinggy.io

http://yqycl-98-162-69-48.a.free.pinggy.link
https://yqycl-98-162-69-48.a.free.pinggy.link
""",
        "https://yqycl-98-162-69-48.a.free.pinggy.link",
    ),
    "ssh": (
        """\
Warning: Permanently added 'hook.example.com' (ED25519) to the list of known hosts.
Allocated port 40123 for remote forward to 127.0.0.1:8765
""",
        "http://hook.example.com:40123",
    ),
    "own": (
        "listening for http://127.0.0.1:8765\nyour url is: https://calm-cat.loca.lt\nhelp: https://example.com/docs\n",
        "https://calm-cat.loca.lt",
    ),
}
"""By key, what the program prints, and the address in it."""


def reader(key: str, command: str = "") -> AddressReader:
    row = program_of(key)
    assert row is not None
    text = (command or row.command).replace("server.example", "hook.example.com")
    return AddressReader(row, words_of(text or "program", url=URL))


def fed(reading: AddressReader, text: str) -> list[str]:
    """The addresses in the order in which they became known."""
    return [reading.address for line in text.splitlines() if reading.feed(plain_line(line))]


@pytest.mark.parametrize("key", [row.key for row in PROGRAMS])
def test_the_address_is_read_from_what_the_program_prints(key: str) -> None:
    printed, address = PRINTED[key]
    assert fed(reader(key), printed) == [address]


@pytest.mark.parametrize(
    ("key", "line", "address"),
    [
        ("ngrok", json.dumps(NGROK_JSON), "https://4f20-84-75-48-249.ngrok-free.app"),
        (
            "ngrok",
            'INFO[11-30|11:36:39] started tunnel   obj=tunnels name="command_line" url=https://0c7b0c0e.eu.ngrok.io',
            "https://0c7b0c0e.eu.ngrok.io",
        ),
        (
            "ngrok",
            't=2026-11-30 lvl=info msg="started tunnel" obj=tunnels url=http://0c7b0c0e.eu.ngrok.io',
            "",
        ),
        ("ngrok", 't=2026-11-30 lvl=eror msg="session closing" err="see https://dashboard.ngrok.com/x" url=', ""),
        (
            "cloudflared",
            'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": no such host',
            "",
        ),
        ("pinggy", "https://dashboard.pinggy.io", ""),
        ("pinggy", "https://randomly.pinggy-free.link", "https://randomly.pinggy-free.link"),
        ("own", "see http://plain.example and https://127.0.0.1:9/", ""),
    ],
)
def test_other_lines_of_the_programs(key: str, line: str, address: str) -> None:
    assert fed(reader(key), line) == ([address] if address else [])


def test_a_service_that_changes_its_address_is_followed() -> None:
    reading = reader("localhost.run")
    line = "{0}.lhr.life tunneled with tls termination, https://{0}.lhr.life"
    assert fed(reading, "\n".join(line.format(name) for name in ("one", "one", "two"))) == [
        "https://one.lhr.life",
        "https://two.lhr.life",
    ]


def test_a_fixed_address_is_not_replaced() -> None:
    row = program_of("cloudflared")
    assert row is not None
    reading = AddressReader(row, ("cloudflared",), "https://hooks.example.com")
    assert fed(reading, PRINTED["cloudflared"][0]) == []
    assert reading.address == "https://hooks.example.com"


@pytest.mark.parametrize(
    ("command", "host"),
    [
        ("ssh -N -R 0:127.0.0.1:1 me@a.example", "a.example"),
        ("ssh -NR0:127.0.0.1:1 -p 2222 a.example -v", "a.example"),
        ("ssh -o A=b -i 'my key' -vN -R 0:x:1 ssh://me@a.example:22", "a.example"),
        ("ssh -N -R 0:127.0.0.1:1 me@[::1]", "[::1]"),
        ("ssh -N -R 0:127.0.0.1:1 me@::1", "[::1]"),
    ],
)
def test_a_port_is_one_of_the_server_that_ssh_connects_to(command: str, host: str) -> None:
    assert fed(reader("ssh", command), "Allocated port 4711 for remote forward to 127.0.0.1:1") == [
        f"http://{host}:4711"
    ]


def test_a_command_is_an_argument_list_without_a_shell() -> None:
    words = words_of("'/my tools/tunnel' --to {url} -R 80:{host}:{port} ; rm -rf $HOME {other}", url="http://[::1]:99")
    assert words == (
        "/my tools/tunnel", "--to", "http://[::1]:99", "-R", "80:[::1]:99", ";", "rm", "-rf", "$HOME", "{other}",
    )  # fmt: skip
    assert words_of(shlex.join(words)) == words


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("", "tunnel-command-empty"),
        ("cloudflared 'tunnel", "tunnel-command-quotes"),
        ("cloudflared\ntunnel", "tunnel-command-odd"),
        ("x " * 1001, "tunnel-command-odd"),
        ("ssh -R 0:x:1 user@server.example", "tunnel-command-server"),
        ("ngrok http 80 --authtoken 2abc", "tunnel-command-secret"),
        ("cloudflared tunnel run --token=eyJh", "tunnel-command-secret"),
        ("ngrok http 80 --basic-auth a:b", "tunnel-command-secret"),
    ],
)
def test_what_cannot_be_started_is_said(command: str, code: str) -> None:
    assert [item.code for item in command_problems(command)] == [code]


def test_every_row_can_be_started_except_where_the_user_must_enter_something() -> None:
    found = {row.key: [item.code for item in command_problems(row.command)] for row in PROGRAMS}
    assert {key: codes for key, codes in found.items() if codes} == {
        "ssh": ["tunnel-command-server"],
        "own": ["tunnel-command-empty"],
    }
    assert command_problems("my-tunnel --key /home/me/key.pem", "https://x.example") == []
    assert [item.field for item in command_problems("my-tunnel", "ftp://x")] == ["address"]


def test_the_choice_is_stored_as_plain_values() -> None:
    choice = TunnelChoice().chosen("ngrok", " ngrok http 99 ", "https://a.example/").moved("https://a.example", "")
    assert TunnelChoice.of(json.loads(json.dumps(choice.plain))) == choice
    assert choice.command("ngrok") == "ngrok http 99"
    assert choice.command("serveo").endswith("serveo.net")
    assert choice.addresses == {"ngrok": "https://a.example"}
    assert choice.chosen("ngrok", "ngrok http {url} --log=stdout --log-format=logfmt", "").commands == {}
    assert TunnelChoice().plain == {}
    odd = {"program": "gone", "commands": [1], "addresses": {"a": 1}, "past": "x", "with_listener": "yes"}
    assert TunnelChoice.of(odd) == TunnelChoice()


def test_a_past_address_is_remembered_once_and_not_for_ever() -> None:
    choice = TunnelChoice()
    for number in range(30):
        choice = choice.moved(f"https://{number}.example", f"https://{number + 1}.example")
    assert choice.past[0] == "https://29.example"
    assert len(choice.past) == 20
    assert choice.moved("", "https://29.example").past[0] == "https://28.example"


def test_the_webhooks_that_use_an_earlier_address_are_found() -> None:
    def hook(name: str, url: str) -> Webhook:
        return Webhook(name, name, "s", "regular", "order-picked", (1,), url)

    settings = Settings(
        webhooks=(
            hook("old", "https://OLD.example/a?x=1"),
            hook("now", "https://new.example/b"),
            hook("other", "https://erp.example/old.example"),
            hook("odd", "https://[broken"),
        ),
        preferences=Preferences(public_address="https://new.example"),
    )
    choice = TunnelChoice(past=("https://old.example", "https://new.example"))
    assert [item.id for item in left_behind(settings, choice)] == ["old"]
    assert left_behind(settings, TunnelChoice()) == ()


def test_a_state_says_whether_requests_can_come() -> None:
    assert not TunnelState().wanted
    assert TunnelState("live").running
    assert not TunnelState("live").broken
    assert TunnelState("failed").broken
    assert not TunnelState("failed").running


def test_escapes_and_what_a_carriage_return_replaced_are_left_out() -> None:
    assert plain_line("\x1b]0;title\x07\x1b[1;32mone\rtwo\x1b[0m\r\n") == "two"
