"""A dialog that writes a file: progress with Cancel, a question if it would contain a secret, and its location."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.errors import KnownError, SecretsFound
from ongoing_desktop.services.anonymising import Anonymise
from ongoing_desktop.services.exports import Preview, Progress, Selection, Written
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_texts import size_text
from ongoing_desktop.ui.files.personal_data import PersonalData, ReplacedDialog
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import progress_bar, text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path, open_folder
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, restyle
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.language import number, plural
from ongoing_desktop.wording.messages import error_sentence, sentence
from ongoing_desktop.wording.secret_places import place_words

TOLD_EVERY_S: Final = 0.1
OnProgress = Callable[[Progress], None]


class WritingDialog(InContext, Dialog):
    """Show it with ``open()``. A subclass fills :attr:`room` and writes the file. Closing it while it works cancels."""

    def __init__(
        self, context: WindowContext, parent: QWidget, *, name: str, title: str, size: tuple[int, int]
    ) -> None:
        super().__init__(parent, name, title, size=size)
        self.use_context(context)
        self._path: Path | None = None
        self._job: Job | None = None
        self._masking = False
        self._stopping = Stop()
        self._looked: tuple[Anonymise, Selection] | None = None
        """The choices of the last preview."""
        self.choices = QWidget(self)
        self.personal = PersonalData(self.choices, self._preview)
        """For the subclass to place in :attr:`room`."""
        self.room = vbox(on=self.choices, spacing=10)
        self._state = paragraph("", self, name="exportState", live=True)
        self._bar = progress_bar(self, "exportProgress", self.tr("Progress"))
        self._places = text_edit(self, "exportPlaces", self.tr("Places that contain a secret"), read_only=True)
        sized(self._places, least_height=92)
        self._cancel = push_button(self, self.tr("Cancel"), "exportCancel", self._stop)
        self._go = push_button(self, self.tr("Choose file…"), "exportNow", self._ask, default=True)
        self.add((self.choices, 1), self._state, (self._places, 1), self._bar)
        self.end_with(self._cancel, self._go)
        self._show_idle()

    def file_name(self) -> str:
        """The suggested file name."""
        raise NotImplementedError

    @property
    def selection(self) -> Selection:
        """The chosen exchanges."""
        raise NotImplementedError

    def work(self, path: Path, *, mask: bool, on_progress: OnProgress, stop: Stop) -> Awaitable[Written]:
        """Write the file. Raises SecretsFound and other known errors."""
        raise NotImplementedError

    def done_text(self, written: Written, path: Path) -> str:
        """The notice after writing."""
        raise NotImplementedError

    def write_to(self, path: Path, *, mask: bool = False) -> None:
        """Start writing."""
        self._path, self._masking = path, mask
        self._show_busy(self.tr("Checking and writing…"))
        stop = self._stopping = Stop()

        def work(tell: OnProgress) -> Awaitable[Written]:
            last = 0.0

            def on_progress(progress: Progress) -> None:  # on a storage thread
                nonlocal last
                if time.monotonic() - last > TOLD_EVERY_S:
                    last = time.monotonic()
                    tell(progress)

            return self.work(path, mask=mask, on_progress=on_progress, stop=stop)

        self._job = self._tasks.follow(self, work, self._show_progress, done=self._written, failed=self._failed)

    def _show_busy(self, message: str) -> None:
        self.choices.setEnabled(False)
        self._go.setEnabled(False)
        self._state.setText(message)
        restyle(self._state, role="secondary")
        self._state.show()
        self._bar.show()
        self._places.hide()
        self._cancel.setEnabled(True)

    def _show_idle(self) -> None:
        self.choices.setEnabled(True)
        self.choices.show()
        self._go.setEnabled(True)
        self._go.setText(self.tr("Choose file…"))
        self._cancel.setEnabled(True)
        self._masking = False
        self._bar.hide()
        self._places.hide()

    def _ask(self) -> None:
        if self._masking and self._path is not None:
            self.write_to(self._path, mask=True)
        elif self.personal.wanted.choice == "none" or self._looked == (self.personal.wanted, self.selection):
            self._choose_file()
        else:
            self._look(self._on_looked)

    def _preview(self) -> None:
        self._look(lambda found: ReplacedDialog(self._context, self, found, None).open())

    def _look(self, done: Callable[[Preview], object]) -> None:
        """Find what would be replaced."""
        wanted, selection = self.personal.wanted, self.selection
        stop = self._stopping = Stop()

        def looked(found: Preview) -> None:
            self._show_idle()
            self._state.hide()
            self._looked = (wanted, selection)
            done(found)

        self._show_busy(self.tr("Looking for personal data…"))
        self._job = self._tasks.run(
            self,
            lambda: self._services.exports.preview(selection, wanted, stop),
            done=looked,
            failed=self._failed,
        )

    def _on_looked(self, found: Preview) -> None:
        """Show undocumented members before anything is written."""
        if all(item.known for item in found.replaced):
            self._choose_file()
        else:
            ReplacedDialog(self._context, self, found, self._choose_file).open()

    def _choose_file(self) -> None:
        ask_save_path(self, self.windowTitle(), self.file_name(), self.write_to, name="exportFile")

    def _stop(self) -> None:
        if self._job is not None and self._job.running:
            # Only the work itself knows whether it was stopped in time.
            self._stopping.set()
            self._cancel.setEnabled(False)
            self._state.setText(self.tr("Cancelling…"))
        elif self._masking:
            self._show_idle()
            self._state.hide()
        else:
            self.reject()

    def _show_progress(self, now: Progress) -> None:
        if self._job is None or not self._job.running or self._stopping.is_set:
            return
        if now.total is None:
            text = plural(now.count, "Writing: 1 exchange", "Writing: {count} exchanges")
        else:
            text = plural(now.total, "Writing 1 exchange", "Writing {done} of {count} exchanges")
            self._bar.setRange(0, now.total)
            self._bar.setValue(now.count)
        self._state.setText(f"{text.format(done=number(now.count))} ({size_text(now.bytes)})")

    def _written(self, written: Written) -> None:
        path = self._path
        self.accept()
        if path is None:
            return
        message = self.done_text(written, path)
        if written.unread:
            message += " " + sentence("export-unread", {"count": written.unread})
        folder = QUrl.fromLocalFile(str(path.parent))
        show = (self.tr("Show in folder"), lambda: open_folder(folder))
        self._notifier.notice(message, "warn" if written.unread else "good", show)

    def _failed(self, error: BaseException) -> None:
        self._show_idle()
        if isinstance(error, SecretsFound):
            self._offer_mask(error)
        elif isinstance(error, KnownError):
            restyle(self._state, role="secondary" if error.code == "export-cancelled" else "problem")
            self._state.setText(error_sentence(error))
        else:
            self._state.hide()
            self._tasks.default_failed(error)

    def _offer_mask(self, error: SecretsFound) -> None:
        restyle(self._state, role="warning")
        stays = error.code == "export-secret-stays"
        text = self.tr(
            "The export would contain a stored password or token (see below), so nothing was written. Mask and "
            "write replaces them with [redacted] in the file only."
        )
        if stays:
            text = self.tr("Even with masking, the file would contain a stored password or token. Nothing was written.")
        self._state.setText(text)
        places = [
            self.tr("exchange {id}: {part}").format(id=number, part=place_words(part)) if number else place_words(part)
            for number, part in error.places
        ]
        self._places.setPlainText("\n".join(places))
        self._places.show()
        if not stays:
            self._masking = True
            self.choices.hide()
            self._go.setText(self.tr("Mask and write"))
            self._go.setFocus()

    # Qt overrides

    def reject(self) -> None:
        """Close, cancelling running work, which leaves no file."""
        if self._job is not None:
            self._job.cancel()
        super().reject()
