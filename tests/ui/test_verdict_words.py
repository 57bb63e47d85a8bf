"""A list and a detail claim only what a body proves, and name the credential where the verdict is about it."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.ui.exchanges.exchange_texts import NO_EVENT, VERDICT_PILLS, Words
from tests.ui.exchanges_support import received
from tests.ui.test_exchanges_page import open_row, page, world

__all__ = ["world"]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"body": b"garbage", "params": {"no_event": "other"}}, "Body is not JSON"),
        ({"body": b"", "params": {"no_event": "empty"}}, "No body"),
        ({"body": b"", "event_id": None, "goods_owner_id": None}, "No body"),
        ({"body": b"x", "event_id": None, "goods_owner_id": None}, "Body without event"),
        ({"body": b"{}", "params": {"no_event": "json"}}, "JSON, but not Ongoing's"),
        ({"body": b"{}"}, "Order is picked"),
    ],
)
def test_the_list_marks_what_names_no_event(world, fields, title):
    (number,) = world.history.append([received(1, type="order-picked", **fields)])
    words = Words(world.services.catalogue, world.services.settings.current, world.services.clock())
    assert words.line(world.history.get(number).row).title == title
    assert set(NO_EVENT) >= {"empty", "unread", "large", "json", "other"}


def test_no_verdict_on_screen_is_taken_for_the_answer():
    assert not [pill.word for key, pill in VERDICT_PILLS.items() if key == pill.word]


def test_the_credential_that_came_is_shown_beside_the_one_stored(world, qtbot):
    hook = world.services.do(world.services.demo.add())
    stored = world.services.do(world.services.secrets.shown(hook))
    assert "[redacted" in stored[0][1]
    body = json.dumps(dict(world.services.catalogue.family_of("order-picked").example)).encode()
    wrong = ((stored[0][0], stored[0][1][:-9] + "00000000]"),)
    for headers in (stored, wrong):
        world.received(1, body=body, webhook=hook.id, headers=headers, verdict="refused", reason="wrong-token")
    made = page(world, qtbot, "inbox")
    said = []
    for row in (0, 1):
        open_row(made, qtbot, row + 1)
        tab = world.window.findChild(QWidget, "detailCredentials")
        said.append((tab.text.text(), [tab.table.model().index(line, 0).data() for line in range(2)]))
    assert all(names == [stored[0][0], f"Stored here: {stored[0][0]}"] for _, names in said)
    assert {"It matches" in text for text, _ in said} == {True, False}
    assert world.window.findChild(QLabel, "detailVerdict").text() == "✕ wrong credential · verdict:refused"
    made.close_page()
