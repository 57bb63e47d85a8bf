"""Advice on an address as lines below its field, with a button for each clear correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ongoing_desktop.domain.url_advice import Advice
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.form_field import NAME_WIDTH
from ongoing_desktop.ui.kit.layout import TOP, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence

SIGN: Final = 15


class AdviceView(QWidget):
    """Hidden without advice. Addresses that a cloud cannot reach are emphasised by sign and colour."""

    fix_requested = Signal(str)
    """The corrected address of an advice."""

    def __init__(self, theme: Theme, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._shown: tuple[Advice, ...] = ()
        self._rows: list[QWidget] = []
        self._column = vbox(on=self, spacing=4, margins=(NAME_WIDTH + 12, 0, 0, 0))
        self.hide()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes shown, most severe first."""
        return tuple(item.code for item in self._shown)

    def show_advice(self, found: Sequence[Advice]) -> None:
        """Show exactly this advice."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
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
            across.addWidget(self._button(item, row), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _button(self, item: Advice, row: QWidget) -> QPushButton:
        button = push_button(
            row, _fix_word(item.code), f"fix-{item.code.removeprefix('advice-')}", look="link", tooltip=item.fix
        )
        button.clicked.connect(lambda: self.fix_requested.emit(item.fix))
        return button


def _fix_word(code: str) -> str:
    words = {
        "advice-http": translated("Use HTTPS"),
        "advice-blank": translated("Write as %20"),
        "advice-fragment": translated("Remove"),
        "advice-double-slash": translated("Use one slash"),
        "advice-idn": translated("Use this name"),
    }
    return words.get(code, translated("Correct"))
