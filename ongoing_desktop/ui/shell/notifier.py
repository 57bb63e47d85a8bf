"""Shows notices, errors and questions to the user. Foreign text is never markup."""
# ruff: noqa: PLC0415 - most windows show no error and ask nothing

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.wording.messages import error_sentence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from ongoing_desktop.ui.kit.notice_bar import NoticeBar
    from ongoing_desktop.ui.shell.bug_window import BugWindow

log = logging.getLogger(__name__)

NoticeKind = Literal["info", "good", "warn", "bad"]
Action = tuple[str, Callable[[], None]]


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
        dialog = None
        if (front := QApplication.activeModalWidget()) is not None:
            from ongoing_desktop.ui.kit.dialog import Dialog

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
            from ongoing_desktop.ui.shell.bug_window import BugWindow

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
        from ongoing_desktop.ui.kit.question import Answer, ask

        answer = Answer(ok_label, callback, "danger" if danger else "primary")
        return ask(parent, title, text, answer, details=details, default=not (danger or refuse_first))
