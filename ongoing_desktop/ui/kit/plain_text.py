"""Labels and tooltips, in which foreign text is never markup (T10), and texts that screen readers speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.kit.timing import after_pause

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

LONGEST_SHOWN: Final = 4000
SETTLED_MS: Final = 300
"""Milliseconds without a change after which a live text is spoken, so that a fast progress is not."""
AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def is_spoken() -> bool:
    """Whether a screen reader is in use. Many windows never ask, so they do not load the 130 roles of a widget."""
    from PySide6.QtGui import QAccessible  # noqa: PLC0415

    return QAccessible.isActive()


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader speak a text that appears without the focus. Without a screen reader this does nothing.

    ``urgent``: interrupts what it is speaking, for problems.
    """
    if text and is_spoken():
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

        event = QAccessibleAnnouncementEvent(widget, text[:LONGEST_SHOWN])
        levels = QAccessible.AnnouncementPoliteness
        event.setPoliteness(levels.Assertive if urgent else levels.Polite)
        QAccessible.updateAccessibility(event)


class LiveLabel(QLabel):
    """A label whose new texts are announced while it is visible: a result, or a problem, which is urgent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._settled: QTimer | None = None

    def _announce(self) -> None:
        if self.isVisible():
            announce(self, self.text(), urgent=self.property("role") == "problem")

    # Qt overrides

    def setText(self, text: str) -> None:
        """Set the text, and announce it when it no longer changes."""
        new = text != self.text()
        super().setText(text)
        if new and text and is_spoken():
            if self._settled is None:
                self._settled = after_pause(self, SETTLED_MS, self._announce)
            self._settled.start()


class ElidedLabel(QLabel):
    """One line: the first of its texts that fits, else the last one shortened. The tooltip has the full text.

    Takes any width that the layout leaves. ``live``: screen readers speak its new texts.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        live: bool = False,
    ) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ("",)
        self._mode = mode
        self._live = live
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Set variants of a text from the longest to the shortest."""
        if self._live and texts and texts[0] != self._texts[0]:
            announce(self, texts[0], urgent=self.property("role") == "problem")
        self._texts = tuple(texts) or ("",)
        set_tooltip(self, self._texts[0])
        self.setAccessibleName(self._texts[0])
        self.updateGeometry()
        self._show()

    def translate_texts(self, read: Callable[[str], str]) -> None:
        """Replace the texts by their translations."""
        self.set_texts([read(text) for text in self._texts])

    def _show(self) -> None:
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        fitting = (text for text in self._texts if metrics.horizontalAdvance(text) <= room)
        chosen = next(fitting, metrics.elidedText(self._texts[-1], self._mode, room))
        if chosen != self.text():
            super().setText(chosen)

    # Qt overrides

    def setText(self, text: str) -> None:
        """Set a text without variants."""
        self.set_texts([text])

    def minimumSizeHint(self) -> QSize:
        """A very small width is enough, and none if the last variant is empty."""
        return QSize(px(30) if self._texts[-1] else 0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Choose the text again for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the text again."""
        super().resizeEvent(event)
        self._show()


def label(
    text: str, parent: QWidget, *, role: str = "", name: str = "", wrap: bool = False, live: bool = False
) -> QLabel:
    """A label that shows its text literally.

    ``role``: title, heading, strong, secondary, muted, problem, warning, badge. ``live``: screen readers speak its new
    texts; those of a problem are always spoken.
    """
    made = LiveLabel(parent) if live or role == "problem" else QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text[:LONGEST_SHOWN])
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def named(widget: AnyWidget, name: str, accessible: str = "") -> AnyWidget:
    """Set a widget's object name and its name for assistive technology."""
    widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)
    return widget


def paragraph(text: str, parent: QWidget, role: str = "", name: str = "", *, live: bool = False) -> QLabel:
    """A label that wraps its text."""
    return label(text, parent, role=role, name=name, wrap=True, live=live)


def show_text(shown: QLabel | QLineEdit, text: str) -> None:
    """Set the text of a label or a line, which is hidden if the text is empty."""
    shown.setText(text)
    shown.setVisible(bool(text))


def selectable(shown: QLabel) -> QLabel:
    """Allow selecting and copying the text with mouse and keyboard."""
    flags = Qt.TextInteractionFlag
    shown.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return shown


def pill(text: str, parent: QWidget, kind: str = "quiet", *, name: str = "") -> QLabel:
    """A status as sign and word on a soft colour. ``kind``: good, bad, warn, info, quiet."""
    made = label(text, parent, name=name)
    made.setProperty("pill", kind)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_pill(shown: QLabel, text: str, kind: str) -> None:
    """Change a pill's text and colour."""
    shown.setText(text[:LONGEST_SHOWN])
    if shown.property("pill") != kind:
        restyle(shown, pill=kind)


def set_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that shows its text literally. It also describes the widget for screen readers.

    Without a description they would read the tooltip, including its markup.
    """
    widget.setToolTip(tooltip_text(text))
    widget.setProperty("plainTooltip", text)
    widget.setAccessibleDescription(text)


def describe(widget: QWidget, text: str) -> None:
    """Describe a widget for screen readers; with an empty text by its tooltip."""
    widget.setAccessibleDescription(text or str(widget.property("plainTooltip") or ""))


def tooltip_text(text: str) -> str:
    """Text for ``setToolTip`` or ``Qt.ToolTipRole``, with markup escaped because Qt has no plain tooltips."""
    return f"<qt>{escaped(text[:LONGEST_SHOWN])}</qt>" if text else ""


def escaped(text: str) -> str:
    """Text escaped for places where Qt reads markup. Like ``html.escape``, whose module loads a table of 2,231 names."""
    for sign, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(sign, reference)
    return text


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet reads, and apply it again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
