"""A downtime is listed among the arrivals, and explains what may be missing."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from ongoing_desktop.listener.downtime import gap_row
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received


def test_a_gap_is_a_row_of_inbox_and_history_and_no_unread_request(shell: Shell) -> None:
    until = shell.services.clock.now
    since = until - timedelta(hours=2, minutes=14)
    params: dict[str, object] = {"since": since.isoformat(), "until": until.isoformat(), "seconds": 8040}
    shell.services.history.append([received(1), gap_row(until, "gap-stopped", params)])
    shell.do("showInbox")
    model = shell.window.pages.inbox.model
    shell.until(lambda: model.rowCount() == 2)
    line = next(item for place in range(2) if (item := model.line_at(place)) and item.row.direction == "gap")
    assert line.title == "Not listening for 2 h 14 min"
    assert line.verdict.word == "not listening"
    shell.window.pages.inbox.select(2)
    pane = shell.window.pages.inbox.detail
    shell.until(lambda: pane.sentence.text() == "Not listening for 2 h 14 min")
    assert f"was not running from {since.astimezone():%H:%M:%S}" in pane.overview.why.text()
    assert "Check in Ongoing" in pane.overview.next.text()
    assert shell.find(QLabel, "detailVerdict").text() == "– not listening"
    # Only useful tabs are offered, and the previous tab returns with the next request.
    assert pane.overview.isVisible()
    assert not pane.compare.isVisible()
    facts = pane.overview.facts.model()
    assert [facts.index(row, 0).data() for row in range(facts.rowCount())] == ["From", "Until", "Noted", "Number"]
    shell.window.pages.inbox.select(1)
    shell.until(lambda: pane.body_view.text.isVisible() and pane.compare.isVisible())
    shell.find(QLineEdit, "inboxFilter").setText("hook")
    shell.until(lambda: model.rowCount() == 1)
    # What the inbox showed counts as seen once the window has received it.
    shell.until(lambda: shell.window._unread._newest >= 2)
    shell.do("showHistory")
    shell.until(lambda: shell.window.pages.history.model.rowCount() == 2)
    shell.do("showWebhooks")
    shell.services.history.append([gap_row(until, "gap-asleep", params)])
    shell.services.history.append([received(2)])
    # Its item counts the request, but not the downtime.
    item = shell.window.side_bar.pages.item_of("showInbox")
    shell.until(lambda: item.data(Qt.ItemDataRole.AccessibleTextRole) == "Inbox, 1 unread")
