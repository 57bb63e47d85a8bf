"""An address of a webhook, with advice below it and a button for each clear correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.url_advice import Advice
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.form_field import NAME_WIDTH, Field
from ongoing_desktop.ui.kit.layout import TOP, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence

SIGN: Final = 15


class AddressField(QWidget):
    """Knows no service. ``beside``: buttons beside the line."""

    changed = Signal(str)
    credentials_found = Signal(str, str)
    """A user name and a password were found in the address and removed from it."""

    def __init__(
        self, theme: Theme, parent: QWidget, name: str, title: str, placeholder: str, *beside: QWidget
    ) -> None:
        super().__init__(parent)
        self._line = line_edit(self, name, placeholder=placeholder, mono=True)
        self.field = Field(title, self._line, self, *beside)
        self.advice = AdviceView(theme, self)
        vbox(self.field, self.advice, on=self, spacing=4)
        self._line.textChanged.connect(self.changed)
        self._line.editingFinished.connect(self.take_credentials_out)
        self.advice.fix_requested.connect(self._line.setText)

    @property
    def address(self) -> str:
        """The address as entered."""
        return self._line.text().strip()

    def set_address(self, address: str) -> None:
        """Show a webhook's address."""
        self._line.setText(address)
        self._line.setCursorPosition(0)

    def take_credentials_out(self) -> None:
        """Move a password out of the address, where it would get into lists, exports and logs (T27)."""
        try:
            parts = urlsplit(self.address)
            username, password = parts.username, parts.password
        except ValueError:
            return
        if parts.scheme not in {"http", "https"} or (username is None and password is None):
            return
        self._line.setText(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))
        self.field.set_hint(self.tr("User name and password were moved from the address to the fields below."))
        self.credentials_found.emit(unquote(username or ""), unquote(password or ""))


class AdviceView(QWidget):
    """Hidden without advice. Addresses that a cloud cannot reach are emphasised by sign and colour."""

    fix_requested = Signal(str)
    """The corrected address of an advice."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shown: tuple[Advice, ...] = ()
        """The most severe first."""
        self._rows: list[QWidget] = []
        self._column = vbox(on=self, spacing=4, margins=(NAME_WIDTH + 12, 0, 0, 0))
        self.hide()

    def show_advice(self, found: Sequence[Advice]) -> None:
        """Show exactly this advice."""
        if tuple(found) == self.shown:
            return
        self.shown = tuple(found)
        for row in self._rows:
            self._column.removeWidget(row)
            # Remove it from the tree at once, so that no old button is found under a new button's name.
            row.setParent(None)
            row.deleteLater()
        self._rows = [self._row(item) for item in found]
        for row in self._rows:
            self._column.addWidget(row)
        self.setAccessibleName(" ".join(sentence(item.code, item.params) for item in found))
        self.setVisible(bool(found))

    def _row(self, item: Advice) -> QWidget:
        row = QWidget(self)
        sign = label("", row)
        sized(sign, width=SIGN, height=SIGN)
        sign.setAccessibleName(self.tr("Will not work") if item.severe else self.tr("Advice"))
        keep_icon(
            sign,
            lambda icon: sign.setPixmap(icon.pixmap(px(SIGN), px(SIGN))),
            "warn" if item.severe else "info",
            self._theme,
            "warn" if item.severe else "muted",
        )
        message = paragraph(sentence(item.code, item.params), row, "warning" if item.severe else "secondary", "advice")
        message.setAlignment(Qt.AlignmentFlag.AlignTop)
        across = hbox((sign, TOP), (message, 1), on=row, spacing=6)
        if item.fix:
            name = f"fix-{item.code.removeprefix('advice-')}"
            fix = push_button(row, _fix_word(item.code), name, look="link", tooltip=item.fix)
            fix.clicked.connect(lambda: self.fix_requested.emit(item.fix))
            across.addWidget(fix, 0, TOP)
        return row


def _fix_word(code: str) -> str:
    words = {
        "advice-http": translated("Use HTTPS"),
        "advice-blank": translated("Write as %20"),
        "advice-fragment": translated("Remove"),
        "advice-double-slash": translated("Use one slash"),
        "advice-idn": translated("Use this name"),
    }
    return words.get(code, translated("Correct"))
