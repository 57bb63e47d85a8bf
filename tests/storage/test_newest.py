"""The newest tests and live requests of many webhooks in one query."""

from __future__ import annotations

from datetime import timedelta

from ongoing_desktop.domain.exchange import Outcome
from ongoing_desktop.domain.sync_state import Seen
from ongoing_desktop.storage.history import HistoryDb
from tests.storage.makers import AT, HOOK_ID, judged, received, sent


def test_the_newest_sent_of_each_webhook_comes_in_one_look(history: HistoryDb) -> None:
    history.append([sent(), sent(), received(), sent(webhook="other")])
    history.append([], [Outcome(2, "sent", 5000, 204)])
    found = history.newest_sent([HOOK_ID, "other", "nobody"])
    assert {webhook: (row.id, row.status, row.answer) for webhook, row in found.items()} == {
        HOOK_ID: (2, 204, "sent"),
        "other": (4, None, "unknown"),
    }
    assert history.newest_sent([]) == {}


def test_only_right_requests_of_others_are_live(history: HistoryDb) -> None:
    at = [AT + timedelta(minutes=number) for number in range(4)]
    history.append([
        received(at=at[0]),
        received(at=at[1], judgement=judged("refused")),
        received(at=at[2], judgement=judged("open", webhook="other")),
        sent(b"mine"),
    ])  # fmt: skip
    history.append([received(b"mine", at=at[3])])
    for number, (peer, local) in enumerate(
        [("192.0.2.7:1", False), ("[::1]:80", True), ("127.0.0.9:1", True), ("", False)]
    ):
        history.append([received(at=at[1], judgement=judged("verified", webhook=f"from-{number}"), peer=peer)])
        assert history.newest_live([f"from-{number}"]) == {f"from-{number}": Seen(at[1], local=local)}
    assert history.newest_live([HOOK_ID, "other", "nobody"]) == {
        HOOK_ID: Seen(at[0], local=True),
        "other": Seen(at[2], local=True),
    }
    assert history.newest_live([HOOK_ID, "other"], after=1) == {"other": Seen(at[2], local=True)}
