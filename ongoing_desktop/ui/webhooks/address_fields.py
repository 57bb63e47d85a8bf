"""The webhook's URL with advice and a check, and its local address for tests."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit, urlunsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ongoing_desktop.domain.url_advice import Advice
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks.advice_view import AdviceView


class AddressFields(QWidget):
    """Shows addresses and advice. Knows no service."""

    changed = Signal(str)
    """``url`` or ``local_target`` has changed."""
    credentials_found = Signal(str, str)
    """A user name and a password were found in an address and removed from it."""
    check_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._url = self._line("url", "https://example.com/in")
        self.local = QWidget(self)
        """The local address, placed separately because Ongoing's form does not have it."""
        self._local = self._line("editorLocalTarget", self.tr("optional; for tests"))
        self._check = push_button(
            self,
            self.tr("Check", "the address, now"),
            "checkAddress",
            self.check_requested,
            tooltip=self.tr("Look up the host, connect and read its certificate; no request is sent."),
        )
        self._check.setAccessibleName(self.tr("Check address"))
        self.url_field = Field(self.tr("URL"), self._url, self, self._check)
        self.local_field = Field(self.tr("Local address"), self._local, self.local)
        self._advice = AdviceView(theme, self, "urlAdvice")
        self._local_advice = AdviceView(theme, self.local, "localAdvice")
        for box, *widgets in ((self, self.url_field, self._advice), (self.local, self.local_field, self._local_advice)):
            vbox(*widgets, on=box, spacing=4)
        for key, line in (("url", self._url), ("local_target", self._local)):
            line.textChanged.connect(lambda _, key=key: self.changed.emit(key))
            line.editingFinished.connect(self.take_credentials_out)
        self._url.textChanged.connect(lambda text: self._check.setEnabled(bool(text.strip())))
        self._check.setEnabled(False)
        self._advice.fix_requested.connect(self._url.setText)
        self._local_advice.fix_requested.connect(self._local.setText)

    @property
    def url(self) -> str:
        """The URL as entered."""
        return self._url.text().strip()

    @property
    def local_target(self) -> str:
        """The local address as entered."""
        return self._local.text().strip()

    def set_values(self, url: str, local_target: str) -> None:
        """Show a webhook's addresses."""
        for line, text in ((self._url, url), (self._local, local_target)):
            line.setText(text)
            line.setCursorPosition(0)

    def show_advice(self, url: Sequence[Advice], local: Sequence[Advice]) -> None:
        """Show the advice for each."""
        self._advice.show_advice(url)
        self._local_advice.show_advice(local)

    def take_credentials_out(self) -> None:
        """Move a password out of an address, where it would get into lists, exports and logs (T27)."""
        for line, field in ((self._url, self.url_field), (self._local, self.local_field)):
            try:
                parts = urlsplit(line.text().strip())
                username, password = parts.username, parts.password
            except ValueError:
                continue
            if parts.scheme not in {"http", "https"} or (username is None and password is None):
                continue
            line.setText(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))
            field.set_hint(self.tr("User name and password were moved from the address to the fields below."))
            self.credentials_found.emit(unquote(username or ""), unquote(password or ""))

    def _line(self, name: str, hint: str) -> QLineEdit:
        return line_edit(self, name, placeholder=hint, mono=True)
