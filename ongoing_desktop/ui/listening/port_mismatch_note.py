"""A quiet line if an address names a port where our listener does not listen, with possible actions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ongoing_desktop.domain.listening import PortMismatch
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.task_runner import Job

LISTENER: Final = frozenset({"port", "host", "tls_certificate"})
"""Preferences that make up the listener's address."""


class ElsewhereNote(InContext, QFrame):
    """Hidden if there is no mismatch. Emits requests only."""

    listen_requested = Signal(int)
    """Listen on this port."""
    rewrite_requested = Signal(str)
    """Change the address to this one."""

    def __init__(self, context: WindowContext, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("notice", "info")
        self.use_context(context)
        self._job: Job | None = None
        self._url = ""
        self._found: PortMismatch | None = None
        self.text = paragraph("", self, name=f"{name}Text")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._listen = push_button(self, "", f"{name}Listen", self._on_listen)
        self._rewrite = push_button(self, "", f"{name}Rewrite", self._on_rewrite)
        hbox((self.text, 1), self._listen, self._rewrite, on=self, margins=(14, 6, 8, 6))
        # Methods, not lambdas, because the signals outlive a note in a dialog and only disconnect methods.
        context.signals.listener_changed.connect(self._again)
        context.signals.settings_changed.connect(self._on_settings)
        self.hide()

    @property
    def looking(self) -> bool:
        """Whether it is still checking."""
        return self._job is not None

    def show_url(self, url: str) -> None:
        """Check an address; empty for none."""
        if self._job is not None:
            self._job.cancel()
        if url != self._url:
            self._show(None)
        self._url = url
        self._job = (
            self._tasks.run(self, lambda: self._services.listening.advice(url), done=self._show) if url else None
        )

    def _show(self, found: PortMismatch | None) -> None:
        self._job = None
        self._found = found
        self._listen.setVisible(found is not None and not found.scheme and not found.taken)
        if found is not None and found.scheme:
            message = self.tr("The listener on port {port} uses {scheme}, but this address does not.")
            self.text.setText(message.format(port=found.port, scheme=found.scheme))
            self._rewrite.setText(self.tr("Change address to {scheme}").format(scheme=found.scheme))
        elif found is not None and found.taken:
            message = self.tr("The listener is stopped, and another program uses its port {port}.")
            self.text.setText(message.format(port=found.port))
        elif found is not None and found.rewritten:
            message = self.tr(
                "Nothing listens on port {port}. Start your receiver there, or use the built-in listener on {own}."
            )
            self._listen.setText(self.tr("Move listener to {port}").format(port=found.port))
            self._rewrite.setText(self.tr("Change address to {own}").format(own=found.own))
            self.text.setText(message.format(port=found.port, own=found.own))
        elif found is not None:
            self.text.setText(
                self.tr("The listener is stopped, so nothing listens on port {port}.").format(port=found.port)
            )
            self._listen.setText(self.tr("Start listening"))
        self._rewrite.setVisible(found is not None and bool(found.rewritten))
        self.setAccessibleName(self.text.text())
        self.setVisible(found is not None)

    def above(self, widget: QWidget, parent: QWidget) -> QWidget:
        """A page with this line above another widget."""
        page = QWidget(parent)
        vbox(self, (widget, 1), on=page, spacing=6)
        return page

    def _again(self, _: object) -> None:
        self.show_url(self._url)

    def _on_settings(self, change: SettingsChanged) -> None:
        if change.kinds & LISTENER:
            self.show_url(self._url)

    def _on_listen(self) -> None:
        if self._found is not None:
            self.listen_requested.emit(self._found.port)

    def _on_rewrite(self) -> None:
        if self._found is not None:
            self.rewrite_requested.emit(self._found.rewritten)
