"""The protocol between window and listener."""

from __future__ import annotations

import dataclasses

import pytest

from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import SecretNames
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.listener.control import NotUnderstood, ping_line, read_event, read_line, snapshot_line
from tests.listener.makers import hook, snapshot


def test_a_snapshot_comes_back_whole() -> None:
    made = snapshot(
        hook("a", authentication="basic", username="jörg", number=7, keep_raw=True, goods_owners=(12, 13)),
        hook(
            "b", settings={"statuses": [{"from": 200}]}, extra={"x": 1}, on_refusal="401", local_target="http://[::1]/y"
        ),
        secrets={"a": "pä\ud800ss\n"},
        unreadable={"b": "vault-locked"},
    )
    line = snapshot_line(made)
    assert line.count(b"\n") == 1
    back = read_line(line)
    assert not isinstance(back, int)
    assert (back.revision, back.systems, back.webhooks) == (made.revision, made.systems, made.webhooks)
    assert back.unreadable == {"b": "vault-locked"}
    secret = back.secrets["a"]
    assert secret is not None
    assert secret.reveal() == "pä\ud800ss\n"
    assert back.fingerprint_key.reveal() == made.fingerprint_key.reveal()


def test_no_part_of_a_snapshot_is_forgotten_on_the_way() -> None:
    made = snapshot(
        hook("a"),
        unreadable={"a": "vault-locked"},
        public_host="x.example",
        host="192.0.2.1",
        rules=(Rule("r", "R", steps=(Step("answer", extra={"x": 1}),), match=Match(path="/x", extra={"y": 2})),),
        rule_rounds={"r": 1},
        forward=Forward(on=True, target="http://127.0.0.1:1"),
        limits={"head": 1},
        simulator=Simulator(on=True, username="api", secret_ref="r", documents={"/x": "{}"}, extra={"z": 1}),
        simulated={"/x": {"status": 1}},
        names=SecretNames(frozenset({"x-tenant"}), frozenset({"tenant"})),
    )
    back = read_line(snapshot_line(made))
    assert not isinstance(back, int)
    for item in dataclasses.fields(made):
        if item.init and item.name not in ("secrets", "fingerprint_key", "old"):  # which no two objects share
            value, usual = getattr(made, item.name), item.default
            assert value != usual, f"give {item.name} a value here"
            assert getattr(back, item.name) == value, item.name


def test_pings_and_events() -> None:
    assert read_line(ping_line(42)) == 42
    assert read_event(b'{"event": "pong", "n": 1}') == {"event": "pong", "n": 1}
    assert read_event(b"Traceback (most recent call last):") is None
    assert read_event(b"[1]") is None


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b'{"snapshot": 1, "revision": 2}', b"[" * 5000, b'"topsecret"'])
def test_what_is_not_understood_is_not_repeated(line: bytes) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_line(line)
    assert "topsecret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_no_repr_shows_a_secret() -> None:
    assert "topsecret" not in repr(snapshot(hook("a"), secrets={"a": "topsecret"}, fingerprint_key=Secret("topsecret")))
