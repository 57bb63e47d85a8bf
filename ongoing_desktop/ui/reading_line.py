"""Says what is being read, and after a failure why it could not be read, with a button that tries again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import paragraph, restyle


class ReadingLine(InContext, QWidget):
    """A text, and the button while it is needed."""

    def __init__(self, context: WindowContext, parent: QWidget, name: str, again: Callable[[], object]) -> None:
        """``name``: of the label. ``again``: reads again."""
        super().__init__(parent)
        self.use_context(context)
        self.text = paragraph("", self, "muted", name, live=True)
        self.again = push_button(self, self.tr("Try again"), f"{name}Again", lambda _=False: again())
        hbox((self.text, 1), self.again, on=self, spacing=8)
        self.again.hide()

    def say(self, text: str) -> None:
        """Show what is being read, or what was found."""
        self._show(text, "muted")
        self.again.hide()

    def fail(self, error: BaseException) -> None:
        """Show why it could not be read. An error that is a bug is also reported."""
        self._show(self.tr("This could not be read."), "problem")
        self._tasks.explain(error, self.text.setText)
        self.again.show()

    def _show(self, text: str, role: str) -> None:
        self.text.setText(text)
        restyle(self.text, role=role)
