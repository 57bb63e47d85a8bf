"""Runs work on many exchanges; after half a second a dialog shows the progress, with Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.undoing import Watch
from ongoing_desktop.ui.kit.timing import after_pause

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.progress_dialog import ProgressDialog

T = TypeVar("T")

SHOWN_AFTER_MS: Final = 500


class LongWork(QObject):
    """One piece of work. What is done when Cancel is pressed stays done, and the result says so. Main thread only."""

    def __init__(self, context: WindowContext, parent: QWidget, title: str, progress_text: str = "") -> None:
        """``progress_text``: a text with ``{done}`` and ``{all}``."""
        super().__init__(parent)
        self._tasks = context.tasks
        self._window = parent
        self._title = title
        self._progress_text = progress_text
        self._stop = Stop()
        self._dialog: ProgressDialog | None = None
        self._soon = after_pause(self, SHOWN_AFTER_MS, self._show)

    def start(
        self,
        work: Callable[[Watch], Awaitable[T]],
        done: Callable[[T], None],
        *,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Start the work. ``done`` receives its result."""

        def finished(result: T) -> None:
            self._end()
            done(result)

        def ended(error: BaseException) -> None:
            self._end()
            (failed or self._tasks.default_failed)(error)

        def watched(tell: Callable[[tuple[int, int]], None]) -> Awaitable[T]:
            return work(Watch(lambda done, of: tell((done, of)), self._stop))

        self._tasks.follow(self, watched, self._on_progress, done=finished, failed=ended)
        self._soon.start()

    def _on_progress(self, progress: tuple[int, int]) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(*progress)

    def _show(self) -> None:
        if not self._window.window().isVisible():
            return
        from ongoing_desktop.ui.progress_dialog import ProgressDialog  # noqa: PLC0415 - most work is done before

        self._dialog = ProgressDialog(self._title, self._stop, self._window.window(), self._progress_text)
        self._dialog.open()

    def _end(self) -> None:
        self._soon.stop()
        if self._dialog is not None:
            self._dialog.accept()
        self.deleteLater()
