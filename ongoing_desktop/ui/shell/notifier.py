"""Shows notices, errors and questions to the user. Foreign text is never markup."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ongoing_desktop import __version__
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.kit.question import Answer, ask
from ongoing_desktop.wording.messages import error_sentence

if TYPE_CHECKING:
    from ongoing_desktop.ui.kit.notice_bar import NoticeBar

log = logging.getLogger(__name__)

NoticeKind = Literal["info", "good", "warn", "bad"]
Action = tuple[str, Callable[[], None]]
MOST_BUGS: Final = 20
"""Maximum number of reports kept, so that a fault in a timer does not fill the memory."""


class Notifier(QObject):
    """Main thread only, except :meth:`report`, which is safe on any thread."""

    _reported = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._bar: NoticeBar | None = None
        self._bugs: BugWindow | None = None
        self._reported.connect(self.error, Qt.ConnectionType.QueuedConnection)

    def attach(self, bar: NoticeBar) -> None:
        """Show notices in this bar."""
        self._bar = bar

    def notice(
        self,
        text: str,
        kind: NoticeKind = "info",
        action: Action | None = None,
        seen: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence without interrupting. ``action``: the one action offered.

        ``seen`` is called when the user closes it or uses its action, but not when another sentence replaces it.
        """
        if self._bar is None or not shiboken6.isValid(self._bar):
            return
        front = QApplication.activeModalWidget()
        dialog = front if isinstance(front, Dialog) else None
        self._bar.show_notice(text, kind, action, seen, spoken=dialog is None)
        if dialog is not None:
            dialog.show_notice(text, kind)

    def withdraw(self, text: str) -> None:
        """Hide the notice with this text, because it is no longer true."""
        if self._bar is not None and shiboken6.isValid(self._bar):
            self._bar.withdraw(text)

    def error(self, error: BaseException) -> None:
        """Show a known error as its sentence, and any other error as a bug report."""
        if isinstance(error, KnownError):
            log.info("known error: %s", error)
            self.notice(error_sentence(error), "bad")
            return
        log.error("unexpected error", exc_info=error)
        if self._bugs is None or not shiboken6.isValid(self._bugs):
            self._bugs = BugWindow(self._window)
        self._bugs.report("".join(traceback.format_exception(error)))

    def report(self, error: BaseException) -> None:
        """:meth:`error`, safe on any thread."""
        if shiboken6.isValid(self):
            self._reported.emit(error)

    def confirm(
        self,
        parent: QWidget,
        title: str,
        text: str,
        ok_label: str,
        callback: Callable[[], None],
        *,
        danger: bool = False,
        refuse_first: bool = False,
        details: str = "",
    ) -> QMessageBox:
        """Ask for a confirmation. ``callback`` is called when the user agrees. Returns at once.

        ``danger``: something may be lost. With it, or with ``refuse_first``, Enter means Cancel.
        """
        answer = Answer(ok_label, callback, "danger" if danger else "primary")
        return ask(parent, title, text, answer, details=details, default=not (danger or refuse_first))


def tr(text: str) -> str:
    return QCoreApplication.translate("Confirmation", text)


class BugWindow(Dialog):
    """One window for all unexpected errors. The program continues."""

    def __init__(self, parent: QWidget) -> None:
        title = tr("Something went wrong in Ongoing Desktop")
        heading = tr("This is an error in the program, not your mistake.")
        super().__init__(parent, "bugWindow", title, heading=heading, size=(720, 420))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.setModal(False)
        self._reports: list[str] = []
        self._text = text_edit(self, "bugDetails", self.tr("Details"), read_only=True)
        self.add(
            paragraph(
                self.tr(
                    "Saved data is safe, and the listener keeps running. You can continue working. If this happens "
                    "again, copy the details, look through them and report them."
                ),
                self,
            ),
            (self._text, 1),
        )
        close = push_button(self, self.tr("Close"), "", self.close, default=True)
        self.end_with(close, push_button(self, self.tr("Copy details"), "", self._copy))

    def report(self, report: str) -> None:
        """Add a report."""
        if len(self._reports) < MOST_BUGS and report not in self._reports:
            self._reports.append(report)
        import platform  # noqa: PLC0415 - most windows never show a bug

        versions = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
        about = f"Ongoing Desktop {__version__} · {versions}"
        self._text.setPlainText("\n\n".join([about, *self._reports]))
        self.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
