"""Pictures of lists by order: groups, columns with members of the payload, a timeline, and finding in a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ongoing_desktop.app import App
from tests.picture_dialogs import shown, shut

if TYPE_CHECKING:
    from tests.screenshots import Pictures


def orders(pictures: Pictures, app: App) -> None:
    """With the inbox open. Leaves it as it was."""
    pictures.action("showInbox")
    inbox = app.window.pages.inbox
    inbox.close_detail()
    for path in ("orderNumber", "orderStatus.number"):
        inbox.members.add(path)
    inbox.view_bar.group_by("order")
    pictures.wait(lambda: inbox.loader.complete and inbox.model.rowCount() > 0, "the orders")
    pictures.settle()
    pictures.take("74-inbox-orders")
    inbox.members.ask()
    dialog = shown(pictures, app, "memberColumnDialog")
    pictures.take("75-member-column", dialog)
    shut(pictures, dialog)
    inbox.view_bar.group_by("")
    pictures.wait(lambda: inbox.model.place_of(1) >= 0, "the first exchange")
    inbox.table.selectRow(inbox.model.place_of(1))
    pictures.settle()
    pictures.action("orderTimeline")
    window = shown(pictures, app, "timelineWindow")
    pictures.wait(lambda: window.summary.text(), "the timeline")  # type: ignore[attr-defined]
    pictures.take("76-timeline", window)
    shut(pictures, window)
    body = inbox.detail.body_view
    body.start_finding()
    body.finder.line.setText("order")
    pictures.settle()
    pictures.take("77-find-in-body")
    body.finder.hide()
    for path in ("orderNumber", "orderStatus.number"):
        inbox.members.remove(f"body.{path}")
    inbox.close_detail()
    pictures.settle()
