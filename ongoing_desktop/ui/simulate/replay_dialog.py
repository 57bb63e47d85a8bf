"""Send again: one recorded request, unchanged or edited, or a selection in its order and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.domain.replay import WHERE, ReplayChoice, Where, came_to, kept_headers, recorded_credential
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.targets import Confirmation
from ongoing_desktop.ui.composer.request_editor import RequestEditor
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import check_box
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import paragraph, set_tooltip
from ongoing_desktop.ui.simulate.play import TONES, Work, add_speeds
from ongoing_desktop.ui.simulate.send_many_dialog import SendManyDialog
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import time_text

LONGEST_TARGET: Final = 200


class ReplayDialog(SendManyDialog):
    """The requests are recognised as ours when they are received here."""

    def __init__(self, context: WindowContext, parent: QWidget, ids: Sequence[int], *, at_once: bool = False) -> None:
        """``at_once``: sends them unchanged as soon as they are loaded."""
        super().__init__(context, parent, "replayDialog", parent.tr("Send again"), (740, 660))
        self._ids = tuple(ids)
        self._at_once = at_once
        self._exchanges: list[Exchange] = []
        self._make_controls()
        self._lay_out()
        self._connect()
        self._arrange()
        replay = context.services.replay
        context.tasks.run(self, lambda: replay.load(self._ids), done=self._loaded)

    def _make_controls(self) -> None:
        self._about = paragraph("", self, "muted", "replayAbout")
        titles = {
            "own": self.tr("The original target"),
            "url": self.tr("The webhook's URL"),
            "listener": self.tr("The built-in listener"),
            "local": self.tr("The webhook's address on this computer"),
            "other": self.tr("Another address"),
        }
        self.where = combo_box(self, "replayWhere", items=[(titles[key], key) for key in WHERE])
        self.url = line_edit(
            self, "replayUrl", mono=True, placeholder="http://127.0.0.1:3000/…", accessible=self.tr("Address")
        )
        credentials = (
            (self.tr("The webhook's, from the keyring"), False),
            (self.tr("The recorded one, stored unmasked"), True),
        )
        self.credential = combo_box(self, "replayCredential", items=credentials)
        self.gaps = check_box(self, self.tr("Keep the original intervals"), "replayGaps")
        self.speed = combo_box(self, "replaySpeed", self.tr("Speed of the intervals"))
        add_speeds(self.speed)
        self.editor = RequestEditor(self._context, self, "replay")
        columns = (
            Column(self.tr("Recorded"), 176),
            Column(self.tr("Request")),
            Column(self.tr("Response"), 110),
            Column(self.tr("Took"), 90),
        )
        self.table = Lines(self, "replayTable", self.tr("Requests"), columns, self._theme)
        self.make_verbs(self.tr("Send again"), "sendAgain", "cancelAgain")
        set_tooltip(self.send_button, self.tr("Ctrl+Enter"))

    def _lay_out(self) -> None:
        self._url_field = Field(self.tr("Address"), self.url, self)
        self._credential_field = Field(self.tr("Credential"), self.credential, self)
        self.add(
            self._about,
            Field(self.tr("To"), self.where, self),
            self._url_field,
            self._credential_field,
            hbox(self.gaps, self.speed, STRETCH, spacing=12),
            (self.editor, 2),
            self.make_message("replayTone", "replayTold"),
            (self.table, 1),
        )
        self.end_with(self.tr("Close"), self.send_button, self.cancel_button)

    def _connect(self) -> None:
        self.where.currentIndexChanged.connect(lambda _: self._arrange())
        last = self._services.replay.at_once(())
        self.where.setCurrentIndex(self.where.findData(last.where))
        self.url.setText(last.url)
        self.gaps.toggled.connect(self.speed.setEnabled)
        self.table.opened.connect(self.open_exchange)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)

    # what is sent

    def choice(self) -> ReplayChoice:
        where: Where = self.where.currentData()
        return ReplayChoice(
            ids=tuple(item.row.id for item in self._exchanges),
            where=where,
            url=self.url.text(),
            method=self.editor.method,
            headers=self.editor.headers()[0],
            body=self.editor.text,
            gaps=self.gaps.isChecked(),
            speed=float(self.speed.currentData()),
            recorded=bool(self.credential.currentData()),
        )

    def work(self, consent: Confirmation) -> Work | None:
        """Send them; None while they are loading or no longer exist."""
        if not self._exchanges or not self.editor.headers()[1]:
            return None
        choice, replay = self.choice(), self._services.replay
        self._tasks.run(self, lambda: replay.remember(choice))
        return partial(replay.run, choice, consent=consent)

    def count_words(self) -> str:
        return plural(len(self._exchanges), "1 recorded request.", "{count} recorded requests.")

    def begun(self) -> None:
        self._list(())
        self._say("…", "quiet", self.tr("Sending…"))

    def take(self, found: tuple[Sent, ...], *, ended: bool) -> None:
        self._list(found)
        if not ended:
            made = sum(item.done for item in found)
            self._say("…", "quiet", self.tr("{made} of {count} sent").format(made=made, count=len(found)))
            return
        good = sum(item.good for item in found)
        tone = "good" if good == len(found) else "bad" if not good else "warn"
        sign = {"good": self.tr("✓ good"), "warn": self.tr("! check receiver"), "bad": self.tr("✕ failed")}[tone]
        message = sentence("replay-done", {"good": good, "count": len(found)})
        if len(found) == 1:
            message = found[0].message
            sign = found[0].result
        self._say(sign, tone, message)

    def say(self, message: str = "") -> None:
        """Keep the answers and show a sentence."""
        self._say("!" if message else "–", "warn" if message else "quiet", message)

    # drawing

    def _loaded(self, exchanges: list[Exchange]) -> None:
        self._exchanges = exchanges
        if not exchanges:
            self._say("!", "warn", sentence("replay-none"))
            return
        first = exchanges[0]
        if len(exchanges) == 1:
            names = self._services.settings.current.preferences.secret_names
            self.editor.put(
                first.row.method,
                kept_headers(first.request.headers, edited=False, names=names),
                first.request.body,
                self.tr("Sent byte for byte as recorded, unless you change it."),
            )
            if not self.url.text():
                self.url.setText(came_to(first, self._services.listening.own_base()))
        kept = all(recorded_credential(item.request.headers) for item in exchanges)
        self._credential_field.set_hint(
            ""
            if kept
            else self.tr("No credential was recorded; only webhooks set to keep credentials as received record them.")
        )
        model = self.credential.model()
        model.setData(model.index(1, 0), None if kept else 0, int(Qt.ItemDataRole.UserRole) - 1)
        self._list(())
        self._arrange()
        self.say()
        if self._at_once:
            self.send()

    def _arrange(self) -> None:
        several = len(self._exchanges) > 1
        self._url_field.setVisible(self.where.currentData() == "other")
        for widget in (self.gaps, self.speed):
            widget.setVisible(several)
        self.speed.setEnabled(self.gaps.isChecked())
        self.editor.setVisible(len(self._exchanges) == 1)
        self.table.setVisible(several)
        message = self.tr(
            "Only recorded content is sent, without connection headers and with the chosen credential only."
        )
        if several:
            count = self.tr("{count} requests, in their original order.").format(count=len(self._exchanges))
            message = f"{count} {message}"
        elif self._exchanges:
            row = self._exchanges[0].row
            message = f"{row.method} {one_line(row.target, LONGEST_TARGET)}\n{message}"
        self._about.setText(message)

    def _list(self, found: tuple[Sent, ...]) -> None:
        known = {item.replayed: item for item in found}
        self.table.show_lines([_line(exchange, known.get(exchange.row.id)) for exchange in self._exchanges])

    def _say(self, sign: str, tone: str, message: str) -> None:
        self.send_button.setEnabled(not self.busy and bool(self._exchanges))
        self.show_message(sign, tone, message)


def _line(exchange: Exchange, sent: Sent | None) -> Line:
    row = exchange.row
    return Line(
        (
            time_text(row.at),
            f"{row.method} {one_line(row.target, LONGEST_TARGET)}",
            sent.result if sent else "",
            sent.took if sent else "",
        ),
        key=sent.exchange_id if sent and sent.exchange_id is not None else row.id,
        tone=TONES[sent.state if sent else "planned"],
        toned=2,
    )
