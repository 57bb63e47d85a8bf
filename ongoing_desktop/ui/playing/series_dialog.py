"""Repeat and order: the same event again, two swapped, many or a burst, and what the answers mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.domain.series import (
    KINDS,
    LONGEST_GAP_S,
    LONGEST_LIMIT_S,
    MOST,
    MOST_AT_ONCE,
    SHORTEST_LIMIT_S,
    Report,
    Sent,
    Wanted,
    verdicts,
)
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NO_CONSENT, Consent, NeedsConfirmation
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.ui.composer.safety import ask_target
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.tasks import Job, Tasks
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.widgets.card import line
from ongoing_desktop.ui.widgets.elided import ElidedLabel
from ongoing_desktop.ui.widgets.fields import roomy
from ongoing_desktop.ui.widgets.lines import Column, Line, Lines
from ongoing_desktop.ui.widgets.text import label, pill, selectable, set_pill

Outcome = Report | NeedsConfirmation | CannotSend
_WORDS: Final = {
    "good": ("✓ good", "good"),
    "warn": ("! look there", "warn"),
    "bad": ("✕ bad", "bad"),
    "quiet": ("…", "quiet"),
}
_PARTS: Final = {
    "count": ("many", "burst"),
    "at_once": ("burst",),
    "gap": ("apart", "many"),
    "limit": ("after-timeout",),
}
"""Which kinds use which number."""


class SeriesDialog(QDialog):
    """Shown with ``open()`` for one webhook; what was sent stands in the history."""

    _progressed = Signal(object)

    def __init__(
        self,
        core: Core,
        tasks: Tasks,
        door: Door,
        theme: Theme,
        parent: QWidget,
        hook: Webhook,
        show_exchange: Callable[[int], None],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("seriesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Repeat and order"))
        self._core = core
        self._tasks = tasks
        self._door = door
        self._hook = hook
        self._show_exchange = show_exchange
        self._job: Job | None = None
        self._report: Report | None = None
        self._make_controls(theme)
        self._lay_out()
        self._connect()
        self._choose()
        self.resize(720, 600)

    def _make_controls(self, theme: Theme) -> None:
        self.kind = QComboBox(self)
        self.kind.setObjectName("seriesKind")
        self.kind.setAccessibleName(self.tr("What to send"))
        titles = {
            "twice": self.tr("The same event twice, after a 2xx"),
            "at-once": self.tr("The same event twice at once"),
            "apart": self.tr("The same event again, some seconds later"),
            "after-timeout": self.tr("The same event again after a time-out that was processed"),
            "swapped": self.tr("Two events in the wrong order"),
            "many": self.tr("Many events, one after another"),
            "burst": self.tr("A burst of events"),
        }
        for key in KINDS:
            self.kind.addItem(titles[key], key)
        usual = Wanted("burst")
        self._count = self._whole("seriesCount", self.tr("requests"), MOST, usual.count)
        self._at_once = self._whole("seriesAtOnce", self.tr("at the same time"), MOST_AT_ONCE, usual.at_once)
        self._gap = self._seconds("seriesGap", self.tr("s between"), (0.0, LONGEST_GAP_S), usual.gap_s)
        limits = (SHORTEST_LIMIT_S, LONGEST_LIMIT_S)
        self._limit = self._seconds("seriesLimit", self.tr("s until hung up"), limits, usual.limit_s)
        self._parts = {"count": self._count, "at_once": self._at_once, "gap": self._gap, "limit": self._limit}
        self._told = label("", self, role="muted", wrap=True, name="seriesTold")
        self._where = ElidedLabel(self, role="muted")
        self._send = QPushButton(self.tr("Send"), self)
        self._send.setObjectName("sendSeries")
        self._send.setProperty("primary", True)
        self._send.setDefault(True)
        keep_icon(self._send, self._send.setIcon, "send", theme, "accent_text")
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setObjectName("cancelSeries")
        self._pill = pill("", self, name="seriesTone")
        self._verdict = selectable(label("", self, wrap=True, name="seriesVerdict"))
        self.table = Lines(
            (
                Column(self.tr("Request"), 84),
                Column(self.tr("Event"), 110),
                Column(self.tr("Left after"), 96),
                Column(self.tr("Answer"), 110),
                Column(self.tr("Took")),
            ),
            theme,
            self,
            name="seriesTable",
            told=self.tr("Requests"),
        )

    def _whole(self, name: str, suffix: str, most: int, usual: int) -> QSpinBox:
        box = roomy(QSpinBox(self))
        box.setObjectName(name)
        box.setAccessibleName(suffix)
        box.setRange(1, most)
        box.setValue(usual)
        box.setSuffix(f" {suffix}")
        return box

    def _seconds(self, name: str, suffix: str, limits: tuple[float, float], usual: float) -> QDoubleSpinBox:
        box = roomy(QDoubleSpinBox(self))
        box.setObjectName(name)
        box.setAccessibleName(suffix)
        box.setDecimals(2)
        box.setRange(*limits)
        box.setValue(usual)
        box.setSuffix(f" {suffix}")
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for box in self._parts.values():
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._send)
        verdict = QHBoxLayout()
        verdict.setSpacing(12)
        verdict.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        verdict.addWidget(self._verdict, 1)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(one_line(self._hook.name, 60), self, role="title"))
        column.addWidget(self._where)
        column.addWidget(self.kind)
        column.addWidget(self._told)
        column.addLayout(row)
        column.addWidget(line(self))
        column.addLayout(verdict)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self._choose())
        self._send.clicked.connect(lambda _=False: self.send())
        self._cancel.clicked.connect(lambda _=False: self.cancel())
        self.table.opened.connect(self._open)
        self._progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)

    # verbs

    def wanted(self) -> Wanted:
        """What is chosen."""
        return Wanted(
            self.kind.currentData(), self._count.value(), self._gap.value(), self._at_once.value(), self._limit.value()
        )

    def send(self, consent: Consent = NO_CONSENT) -> None:
        """Send what is chosen, with the payload and to the target that the Test tab remembers."""
        if self._job is not None:
            return
        series, hook_id, wanted = self._core.series, self._hook.id, self.wanted()

        async def work() -> Outcome:
            return await series.run(hook_id, wanted, self._progressed.emit, consent=consent)

        self._report = None
        self.table.show_lines([])
        self._job = self._tasks.run(self, work, done=self._came, failed=self._failed)
        self._show()

    def cancel(self) -> None:
        """Send nothing more; connections are closed at once."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show(sentence("series-cancelled"))

    def _came(self, outcome: Outcome) -> None:
        self._job = None
        match outcome:
            case NeedsConfirmation():
                count = self.tr("{count} requests.").format(count=self.wanted().total)
                ask_target(self._core, self._tasks, self._door, self, outcome, self.send, details=count)
                self._show()
            case CannotSend():
                self._show(sentence(outcome.code, outcome.params))
            case Report():
                self._take(outcome)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._show()
        self._door.error(error)

    def _on_progress(self, report: Report) -> None:
        if self._job is not None:
            self._take(report)

    def _take(self, report: Report) -> None:
        self._report = report
        self.table.show_lines([_line(item) for item in report.sent])
        if not report.ended:
            self.table.scrollToBottom()
        self._show()

    # drawing

    def _choose(self) -> None:
        kind = str(self.kind.currentData())
        for name, box in self._parts.items():
            box.setVisible(kind in _PARTS[name])
        told = {
            "twice": self.tr(
                "Ongoing repeats an event when it did not hear your answer. The repeat carries the same id and time."
            ),
            "at-once": self.tr(
                "Both leave at the same moment: a check that first looks and then writes lets both through."
            ),
            "apart": self.tr("The repeat comes later, when a memory of recent events may have forgotten the first."),
            "after-timeout": self.tr(
                "The first is hung up on before it is answered: the receiver works it off, and nobody hears the answer."
            ),
            "swapped": self.tr("The newer of two events goes first. Ongoing's pages promise no order of delivery."),
            "many": self.tr("Different events with rising ids, each after the answer to the one before."),
            "burst": self.tr("Different events with rising ids, several at the same time; it stops after two minutes."),
        }
        self._told.setText(told[kind])
        self._report = None
        self.table.show_lines([])
        self._show()

    def _show(self, said: str = "") -> None:
        busy = self._job is not None
        self._send.setEnabled(not busy)
        self.kind.setEnabled(not busy)
        self._cancel.setVisible(busy)
        self._where.set_texts((self.tr("to {url}").format(url=one_line(self._core.sending.aim(self._hook).url)),))
        if said:
            set_pill(self._pill, "!", "warn")
            self._verdict.setText(said)
        elif self._report is not None and self._report.ended:
            found = verdicts(self._report)
            set_pill(self._pill, *_WORDS[found[0].tone])
            self._verdict.setText("\n".join(sentence(item.code, item.params) for item in found))
        elif busy:
            done = len(self._report.done) if self._report else 0
            set_pill(self._pill, "…", "quiet")
            words = self.tr("{done} of {count} answered").format(done=done, count=self.wanted().total)
            self._verdict.setText(words)
        else:
            set_pill(self._pill, "–", "quiet")
            self._verdict.setText(self.tr("The answers will be explained here."))

    def _open(self, number: object) -> None:
        if isinstance(number, int):
            self._show_exchange(number)
            self.accept()

    # Qt's own names from here on.

    def done(self, result: int) -> None:
        """Closing cancels what is under way."""
        self.cancel()
        super().done(result)


def _line(item: Sent) -> Line:
    sign = "…" if not item.done else "✓" if item.good else "✕"
    older = " · older" if item.older else ""
    return Line(
        (
            f"{item.number}{older}",
            one_line(str(item.event_id), 24) if item.event_id is not None else "",
            f"{item.began_s:.2f} s",
            f"{sign} {item.word}",
            f"{item.duration_ms:.0f} ms" if item.duration_ms is not None else "",
        ),
        key=item.exchange_id,
        tone="muted" if not item.done else "good" if item.good else "bad",
        toned=3,
    )
