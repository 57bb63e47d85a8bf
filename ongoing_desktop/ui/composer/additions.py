"""Custom headers and variables, edited as lines and stored as soon as they are valid."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QScrollArea, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.send_options import headers_text
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.variables import BUILT_IN, variables_text
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.layout import STRETCH, add, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, selectable, show_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.wording.messages import problem_sentence

PAUSE_MS: Final = 500
LOWEST: Final = 56


class ExtrasView(InContext, QWidget):
    """Shows one webhook at a time."""

    kept = Signal()
    """Something that changes the request was stored."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._hook: Webhook | None = None
        self._changed = False
        self._filling = False
        self._pause = after_pause(self, PAUSE_MS, self._keep)
        inner = self._inner = QWidget(self)
        self._column = vbox(on=inner, spacing=4, margins=(0, 8, 4, 0))
        self.headers, self._headers_problem, _ = self._part(
            self.tr("Additional headers"), "extraHeaders", "X-Trace: {{uuid}}"
        )
        self.own, self._own_problem, _ = self._part(
            self.tr("Variables of this webhook"), "ownVariables", "order = 4711"
        )
        self.shared, self._shared_problem, self._shared_title = self._part("", "systemVariables", "shop = Acme")
        names = ", ".join(f"{{{{{name}}}}}" for name in BUILT_IN)
        message = self.tr("Write {{name}} in the payload or a header. This program fills in: {names}.")
        add(
            self._column,
            selectable(paragraph(message.replace("{names}", names), inner, "secondary")),
            paragraph(
                self.tr(
                    "Do not enter passwords or tokens here: the webhook’s authentication stores them in the keyring."
                ),
                inner,
                "secondary",
            ),
            STRETCH,
        )
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        vbox(scroll, on=self)

    def set_webhook(self, hook: Webhook | None) -> None:
        """Show a webhook's and its system's values. Edits for the previous webhook are stored first."""
        if (work := self.keeping()) is not None:
            self._tasks.run(self, work)
        self._hook = hook
        self._changed = False
        choices = self._services.sending.choices
        options = choices.options(hook.id) if hook else None
        system = self._services.settings.current.system_of(hook) if hook else None
        self._filling = True
        self.headers.setPlainText(headers_text(options.headers) if options else "")
        self.own.setPlainText(variables_text(options.variables) if options else "")
        self.shared.setPlainText(variables_text(choices.variables(hook.system)) if hook else "")
        self._filling = False
        title = self.tr("Variables of all webhooks of {system}")
        self._shared_title.setText(title.format(system=one_line(system.name, 60) if system else ""))
        self._show(())

    def keeping(self) -> Callable[[], Awaitable[tuple[Problem, ...]]] | None:
        """A function that stores the edits before a send; None without changes. Main thread only."""
        self._pause.stop()
        if self._hook is None or not self._changed:
            return None
        hook_id, choices = self._hook.id, self._services.sending.choices
        texts = (self.headers.toPlainText(), self.own.toPlainText(), self.shared.toPlainText())
        return lambda: choices.set_texts(hook_id, *texts)

    def add_headers(self, headers: Headers) -> None:
        """Append headers, replacing those with the same names. Can be undone."""
        names = {name.lower() for name, _ in headers}
        lines = self.headers.toPlainText().split("\n")
        kept = [line for line in lines if line.strip() and line.partition(":")[0].strip().lower() not in names]
        cursor = self.headers.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText("\n".join((*kept, headers_text(headers))))

    def _part(self, title: str, name: str, example: str) -> tuple[QPlainTextEdit, QLabel, QLabel]:
        inner = self._inner
        heading = paragraph(title, inner, "strong")
        accessible = title or self.tr("Variables of the system")
        edit = text_edit(inner, name, accessible, placeholder=example, tab_leaves=True, mono=True)
        edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        sized(edit, least_height=LOWEST, most_height=2 * LOWEST)
        edit.textChanged.connect(self._on_text)
        problem = paragraph("", inner, "problem")
        problem.hide()
        add(self._column, heading, edit, problem)
        return edit, problem, heading

    def _on_text(self) -> None:
        if not self._filling:
            self._changed = True
            self._pause.start()

    def _keep(self) -> None:
        if (work := self.keeping()) is not None:
            self._tasks.run(self, work, done=self._kept)

    def _kept(self, problems: Sequence[Problem]) -> None:
        self._show(problems)
        if not problems:
            self._changed = False
            self.kept.emit()

    def _show(self, problems: Sequence[Problem]) -> None:
        places = {"headers": self._headers_problem, "variables": self._own_problem, "shared": self._shared_problem}
        for field, shown in places.items():
            text = " ".join(problem_sentence(item) for item in problems if item.field == field)
            show_text(shown, text)
