"""Actions on several selected webhooks, and the progress of their tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.elided_label import ElidedLabel
from ongoing_desktop.ui.kit.layout import Space, hbox
from ongoing_desktop.ui.kit.plain_text import label, named
from ongoing_desktop.ui.kit.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from ongoing_desktop.ui.theme import Theme

VERBS: Final = (
    ("enableWebhooks", "Enable"),
    ("disableWebhooks", "Disable"),
    ("testWebhook", "Test"),
    ("duplicateWebhook", "Duplicate"),
    ("exportWebhooks", "Export"),
    ("deleteWebhook", "Delete"),
)
"""Commands of the window with short labels for the bar."""


class SelectionBar(QStackedWidget):
    """The count with its actions, or the progress of tests with Cancel."""

    unselect_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, actions: Mapping[str, QAction], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("selectionBar")
        self._theme = theme
        self.addWidget(self._verbs(actions))
        self.addWidget(self._progress())

    def set_count(self, count: int) -> None:
        """Set the number of selected webhooks."""
        self._count.setText(self.tr("{count} selected").format(count=count))

    def show_progress(self, number: int, of: int, name: str) -> None:
        """Show the number of the current test and the total."""
        short = self.tr("Testing {number} of {of}").format(number=number, of=of)
        self._message.set_texts((self.tr("{what}: {name}").format(what=short, name=name), short))
        self.setCurrentIndex(1)

    def end_progress(self) -> None:
        """Show the actions again."""
        self.setCurrentIndex(0)

    def _verbs(self, actions: Mapping[str, QAction]) -> QWidget:
        box = QWidget(self)
        self._count = label("", box, role="strong", name="selectedCount")
        row = hbox(self._count, Space(6), on=box, spacing=2, margins=(2, 0, 0, 0))
        for name, word in VERBS:
            button = push_button(box, self.tr(word), f"selected_{name}", look="flat")
            if name == "deleteWebhook":
                button.setProperty("danger", True)
            button.clicked.connect(actions[name].trigger)
            row.addWidget(button)
        close = tool_button(
            box,
            self.tr("Select only the current webhook"),
            "unselect",
            self.unselect_requested,
            look="flat",
            icon="close",
            theme=self._theme,
            colour="muted",
        )
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(close)
        row.addStretch(1)
        return box

    def _progress(self) -> QWidget:
        box = QWidget(self)
        self._message = named(ElidedLabel(box), "testsProgress")
        sized(self._message, least_width=300)
        hbox(
            (self._message, 1),
            push_button(box, self.tr("Cancel"), "cancelTests", self.cancel_requested),
            on=box,
            spacing=10,
            margins=(2, 0, 0, 0),
        )
        return box
