"""Reminds at each start of damaged files that were set aside, with *Restore*, until the user has seen it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QWidget

from ongoing_desktop.services.ports import Aside, Stop
from ongoing_desktop.services.recovery import Restored
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.file_dialogs import open_folder
from ongoing_desktop.wording.messages import error_sentence, sentence


class RecoveryNotice(InContext, QObject):
    """Main thread only."""

    def __init__(self, context: WindowContext, window: QWidget) -> None:
        super().__init__(window)
        self.use_context(context)
        self._window = window
        self._stop = Stop()

    def tell(self) -> None:
        """Say what was damaged, where it is now, and what was lost."""
        notices = self._services.notices
        if not notices:
            return
        asides = self._services.recovery.unseen()
        places = [str(notice.params[key]) for key in ("aside", "path") for notice in notices if key in notice.params]
        action = None
        if any(aside.restorable for aside in asides):
            action = (self.tr("Restore…"), lambda: self._ask(asides))
        elif places:
            folder = QUrl.fromLocalFile(str(Path(places[0]).parent))
            action = (self.tr("Show in folder"), lambda: open_folder(folder))
        self._notifier.notice(
            " ".join(error_sentence(notice) for notice in notices), "warn", action, lambda: self._note_seen(asides)
        )

    def _note_seen(self, asides: Sequence[Aside]) -> None:
        if asides:
            self._tasks.run(self, lambda: self._services.recovery.note_seen(asides))

    def _ask(self, asides: Sequence[Aside]) -> None:
        message = self.tr(
            "All data that can still be read from the damaged files is added to the current data. The damaged "
            "files are kept, and you can undo it."
        )
        files = "\n".join(aside.path for aside in asides if aside.restorable)
        self._notifier.confirm(
            self._window,
            self.tr("Restore damaged data"),
            message,
            self.tr("Restore"),
            lambda: self._restore(asides),
            details=files,
        )

    def _restore(self, asides: Sequence[Aside]) -> None:
        self._stop = Stop()
        self._notifier.notice(self.tr("Reading the damaged files …"), "info", (self.tr("Cancel"), self._stop.set))
        work = partial(self._services.recovery.restore, asides, stop=self._stop)
        self._tasks.run(self, work, done=self._restored, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._notifier.notice(self.tr("This could not be read."), "bad")
        self._tasks.default_failed(error)  # replaces the notice if it is known

    def _restored(self, done: Restored) -> None:
        message = sentence("restore-done", {name: getattr(done, name) for name in Restored.__slots__})
        self._notifier.notice(message, "warn" if done.damaged else "good")
