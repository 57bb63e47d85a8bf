"""The history's limits: what they would delete, deleting now, and disk use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from ongoing_desktop.domain.retention import DiskUse, Preview, RetentionLimits
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import progress_bar
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import STRETCH, Space, line
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import number, plural
from ongoing_desktop.wording.times import short_time

PAUSE_MS: Final = 250
"""Milliseconds after the last change of a limit until its effect is computed."""
MOST: Final = 100_000_000
LONGEST_DAYS: Final = 36_500
BAR_HEIGHT: Final = 6
PREVIEW_LINES: Final = 3
UNIT_WIDTH: Final = 132
CONTROL_HEIGHT: Final = 30


class RetentionDialog(InContext, Dialog):
    """Show it with ``open()``."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        lead = parent.tr(
            "Exchanges beyond any of these limits are permanently deleted, oldest first. Pinned exchanges stay."
        )
        super().__init__(parent, "retentionDialog", parent.tr("History limits"), lead=lead, size=(540, 0))
        self.use_context(context)
        self._counting = NO_JOB
        self._deleting = NO_JOB
        self._stopping = Stop()
        self._seen: Preview | None = None
        limits = context.services.keeping.limits
        self._count = self._number("keepCount", limits.count, MOST, 1000)
        self._days = self._number("keepDays", limits.days, LONGEST_DAYS, 1)
        self._size = self._number("keepMegabytes", limits.megabytes, MOST, 100)
        self._preview = paragraph("", self, name="retentionPreview", live=True)
        self._held = paragraph("", self, "warning", "retentionHeld")
        self._held.hide()
        self._use = selectable(paragraph("", self, "secondary", "retentionUse"))
        self._bar = progress_bar(self, "", self.tr("Deleted so far"))
        self._bar.hide()
        self._delete = push_button(self, self.tr("Delete now…"), "retentionDelete", self._ask_to_delete, look="danger")
        self._stop = push_button(self, self.tr("Stop deleting"), "retentionStop", self.stop)
        self._stop.hide()
        self._save = push_button(self, self.tr("Save"), "retentionSave", self.save, default=True)
        self._close = push_button(self, self.tr("Cancel"), "", self.reject)
        self._soon = after_pause(self, PAUSE_MS, self._look)
        self._lay_out()
        for control in (self._count, self._days, self._size):
            control.valueChanged.connect(self._changed)
        self._disk: DiskUse | None = None
        self._look()

    def retranslate(self) -> None:
        """Write sizes as the language does."""
        if self._seen is not None:
            self._preview.setText(self._words(self._seen))
        if self._disk is not None:
            self._show_use(self._disk)

    def _lay_out(self) -> None:
        for title, control, unit in (
            (self.tr("Count"), self._count, self.tr("exchanges at most")),
            (self.tr("Age"), self._days, self.tr("days at most")),
            (self.tr("Size"), self._size, self.tr("megabytes at most")),
        ):
            beside = sized(label(unit, self, role="secondary"), width=UNIT_WIDTH, least_height=CONTROL_HEIGHT)
            self.add(Field(title, sized(control, least_height=CONTROL_HEIGHT), self, beside))
        self.add(Space(4))
        # Reserve space for the longest sentence, so that the fields do not move during counting.
        sized(self._preview, least_lines=(PREVIEW_LINES, 0))
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.add(self._preview, self._held, self._bar, line(self), self._use, STRETCH)
        self.end_with(self._close, self._save, left=[self._delete, self._stop, STRETCH])

    def _number(self, name: str, value: int, most: int, step: int) -> QSpinBox:
        made = spin_box(self, name, (0, most), special=self.tr("no limit"), value=value)
        made.setGroupSeparatorShown(True)
        made.setSingleStep(step)
        return made

    # public

    @property
    def limits(self) -> RetentionLimits:
        return RetentionLimits(self._count.value(), self._days.value(), self._size.value())

    def save(self) -> None:
        """Set the limits, after a question if that deletes something."""
        limits, seen = self.limits, self._seen
        if limits == self._services.keeping.limits:
            self.accept()
        elif seen is not None and not seen.going:
            self._store(limits)
        else:
            details = self.tr("This happens in the background within a minute. You cannot undo it.")
            self._notifier.confirm(
                self,
                self.tr("Save the limits?"),
                self._going(seen),
                self.tr("Save and delete"),
                lambda: self._store(limits),
                danger=True,
                details=details,
            )

    def stop(self) -> None:
        self._stopping.set()
        self._stop.setEnabled(False)

    def done(self, result: int) -> None:
        """Stop deleting when the dialog closes."""
        self._stopping.set()
        self._deleting = NO_JOB
        super().done(result)

    # slots

    def _changed(self) -> None:
        self._counting.cancel()  # it counts for other limits
        self._seen = None
        self._preview.setText(self.tr("Counting…"))
        self._delete.setEnabled(False)
        self._soon.start()

    def _look(self) -> None:
        limits, keeping = self.limits, self._services.keeping
        if not self._preview.text():
            self._preview.setText(self.tr("Counting…"))
        self._delete.setEnabled(False)
        self._counting = self._tasks.run(
            self, lambda: keeping.preview(limits), done=self._show_preview, failed=self._not_counted, latest="count"
        )
        self._measure()

    def _measure(self) -> None:
        self._tasks.run(self, self._services.keeping.use, done=self._show_use, latest="use")

    def _show_preview(self, seen: Preview) -> None:
        self._seen = seen
        self._preview.setText(self._words(seen))
        self._delete.setEnabled(bool(seen.going) and not self._deleting.running)
        held = seen.held is not None and bool(self._days.value())
        if held and seen.held is not None:
            message = self.tr(
                "The computer’s clock has moved by more than a day since {time}. Nothing will be deleted by "
                "age until you press Delete now."
            )
            self._held.setText(message.format(time=short_time(seen.held)))
        self._held.setVisible(held)

    def _show_use(self, use: DiskUse) -> None:
        self._disk = use
        message = self.tr("On disk: {total} – exchanges {history}, search index {search}, logs {logs}.")
        text = message.format(
            total=_size(use.total), history=_size(use.history), search=_size(use.search), logs=_size(use.logs)
        )
        if use.free > use.history // 100:
            text += " " + self.tr("{free} of it is unused and will be freed when the program is idle.").format(
                free=_size(use.free)
            )
        self._use.setText(text)

    def _not_counted(self, error: BaseException) -> None:
        self._preview.setText("")
        self._notifier.error(error)

    def _store(self, limits: RetentionLimits) -> None:
        self._tasks.run(self, lambda: self._services.keeping.save(limits), done=lambda _: self.accept())

    def _ask_to_delete(self) -> None:
        if self._seen is None:
            return
        self._notifier.confirm(
            self,
            self.tr("Delete now?"),
            self._going(self._seen),
            self.tr("Save and delete"),
            self._start,
            danger=True,
            details=self.tr("The limits will be saved. Exchanges beyond them cannot be restored."),
        )

    def _start(self) -> None:
        if self._seen is None or self._deleting.running:
            return
        limits, keeping = self.limits, self._services.keeping
        self._bar.setRange(0, max(1, self._seen.going))
        self._bar.setValue(0)
        self._busy(on=True)
        stop = self._stopping = Stop()

        async def work(tell: Callable[[int], None]) -> int:
            await keeping.save(limits)
            return await keeping.delete_now(limits, tell, stop)

        self._deleting = self._tasks.follow(self, work, self._on_gone, done=self._deleted, failed=self._failed)

    def _on_gone(self, count: int) -> None:
        if self._deleting.running:
            self._bar.setValue(count)
            message = self.tr("Deleting: {count} of about {going} deleted.")
            self._preview.setText(message.format(count=number(count), going=number(self._bar.maximum())))

    def _deleted(self, count: int) -> None:
        one, many = self.tr("1 exchange was deleted."), self.tr("{count} exchanges were deleted.")
        if self._stopping.is_set:
            one = self.tr("Stopped: 1 exchange was deleted, the others were kept.")
            many = self.tr("Stopped: {count} exchanges were deleted, the others were kept.")
        self._ended(plural(count, one, many))

    def _failed(self, error: BaseException) -> None:
        self._ended("")
        self._notifier.error(error)

    def _ended(self, text: str) -> None:
        self._busy(on=False)
        self._preview.setText(text)
        self._look()
        if text:
            self._notifier.notice(text)

    def _busy(self, *, on: bool) -> None:
        self._bar.setVisible(on)
        self._stop.setVisible(on)
        self._stop.setEnabled(on)
        self._delete.setVisible(not on)
        self._close.setText(self.tr("Close"))
        for widget in (self._save, self._count, self._days, self._size):
            widget.setEnabled(not on)

    # words

    def _going(self, seen: Preview | None) -> str:
        if seen is None:
            return self.tr("The exchanges beyond the new limits have not been counted yet.")
        message = plural(
            seen.total,
            "This permanently deletes the only exchange.",
            "This permanently deletes {going} of {count} exchanges.",
        )
        return message.format(going=number(seen.going))

    def _words(self, seen: Preview) -> str:
        if not seen.total:
            return self.tr("There are no exchanges yet.")
        if not seen.going:
            message = self.tr("No exchange is beyond the limits: all {total} stay.")
            return message.format(total=number(seen.total))
        message = plural(
            seen.going,
            "1 of {total} exchanges is beyond the limits, about {size}.",
            "{count} of {total} exchanges are beyond the limits, about {size}.",
        )
        parts = [message.format(total=number(seen.total), size=_size(seen.bytes))]
        if seen.oldest_kept is not None:
            message = self.tr("The oldest exchange kept is from {time}.")
            parts.append(message.format(time=short_time(seen.oldest_kept)))
        if seen.pinned:
            parts.append(self.tr("{count} more stay because they are pinned.").format(count=number(seen.pinned)))
        return " ".join(parts)


def _size(count: int) -> str:
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
