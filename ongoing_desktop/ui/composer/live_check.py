"""Shows whether the payload matches its documented type while it is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.payload_check import Checked
from ongoing_desktop.services.payloads import CheckedPayload
from ongoing_desktop.ui.exchanges.detail_tables import FindingsTable
from ongoing_desktop.ui.kit.layout import Space, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.messages import problem_sentence

MEANING: Final = 2
ROOMY: Final = 620


class LiveCheck(QWidget):
    """Shows a check's findings and reports a title for its tab by :attr:`counted`."""

    counted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = paragraph("", self, name="payloadCheck")
        self._findings = named(FindingsTable(theme, self), "payloadFindings")
        self._findings.hide()
        vbox(self.message, (self._findings, 1), Space(stretch=0), on=self, margins=(0, 8, 0, 0))

    def show_judged(self, judged: CheckedPayload) -> None:
        """Show the findings."""
        if judged.checked is None:
            self._findings.show_findings(())
            self.message.setText(problem_sentence(judged.problem) if judged.problem else "")
            self.counted.emit(self.tr("Check ✕"))
            return
        self._findings.show_findings(judged.checked.findings)
        counts = {name: judged.checked.count(name) for name in ("error", "warning", "note")}
        self.message.setText(self._sentence(judged.checked, counts))
        worst = counts["error"] + counts["warning"]
        self.counted.emit(self.tr("Check ({count})").format(count=worst) if worst else self.tr("Check ✓"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the meanings of members if there is little room; the documentation has them too."""
        super().resizeEvent(event)
        self._findings.setColumnHidden(MEANING, event.size().width() < px(ROOMY))

    def _sentence(self, checked: Checked, counts: dict[str, int]) -> str:
        if not checked.findings:
            return self.tr("It matches the documented type.")
        message = self.tr("Compared with the documented type: errors {error}, warnings {warning}, notes {note}.")
        if not checked.good:
            message += " " + self.tr("It can still be sent.")
        return message.format(**counts)
