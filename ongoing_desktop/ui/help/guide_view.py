"""Shows one guide: Markdown in the colours of the theme, with pictures that fit, and nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontInfo,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QResizeEvent

    from ongoing_desktop.domain.guides import Guide
    from ongoing_desktop.ui.theme import Theme

PICTURE_DPR: Final = 2.0
"""The pictures are drawn for a screen of this scale."""
WIDEST_EM: Final = 58
"""The widest column of text that is easy to read."""
MONO_SHARE: Final = 0.92
"""Size of the monospaced font, which looks larger than the other."""
SOON_MS: Final = 100
_FIND = QTextDocument.FindFlag


class GuideView(QTextBrowser):
    """Main thread only. Links are only reported (``anchorClicked``). Loads nothing but the pictures that it was given."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("guideView")
        self.setAccessibleName(self.tr("Guide"))
        self.setOpenLinks(False)
        self._theme = theme
        self._pictures: Mapping[str, bytes] = {}
        self._guide: Guide | None = None
        self._width = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._fit)
        theme.changed.connect(self._draw_again)

    def show_guide(self, guide: Guide, pictures: Mapping[str, bytes], section: int = 0) -> None:
        """Show a guide from one of its sections on."""
        if guide is not self._guide:
            self._guide, self._pictures = guide, pictures
            self._draw()
        self.show_section(section)

    def show_section(self, section: int) -> None:
        """Scroll to a section."""
        if section == 0:
            self.verticalScrollBar().setValue(0)
            return
        for number, block in enumerate(self._headings()):
            if number == section:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(top))
                self.setTextCursor(QTextCursor(block))
                return

    def find_text(self, words: str, *, back: bool = False, again: bool = True) -> bool:
        """Select the next occurrence, from the other end if there is none; ``again``: not the current one."""
        cursor = self.textCursor()
        if not again:
            cursor.setPosition(cursor.selectionStart())
            self.setTextCursor(cursor)
        flags = _FIND.FindBackward if back else _FIND(0)
        if self.find(words, flags):
            return True
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        return self.find(words, flags)

    def count(self, words: str) -> int:
        """How often a text occurs. Case is ignored."""
        return self.toPlainText().casefold().count(words.casefold()) if words else 0

    def _headings(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                yield block
            block = block.next()

    def _draw(self) -> None:
        if self._guide is None:
            return
        document = self.document()
        document.setDocumentMargin(self.fontMetrics().height())
        self._width = 0
        self.setMarkdown(self._guide.markdown)
        dress(document, self._theme)
        self._fit()

    def _draw_again(self) -> None:
        place = self.verticalScrollBar().value()
        self._draw()
        self.verticalScrollBar().setValue(place)

    def _fit(self) -> None:
        """Fit the column of text, and scale the pictures to it: Qt would not smooth them."""
        margin = int(self.document().documentMargin())
        room = self.viewport().width() - 2 * margin
        width = min(room, WIDEST_EM * self.fontMetrics().height())
        if width == self._width or self._guide is None:
            return
        self._width = width
        frame = self.document().rootFrame()
        made = frame.frameFormat()
        made.setRightMargin(margin + room - width)
        frame.setFrameFormat(made)
        for name in self._pictures:
            if f"/{name})" in self._guide.markdown:
                self.document().addResource(
                    QTextDocument.ResourceType.ImageResource.value, QUrl(f"../pictures/{name}"), self._picture(name)
                )
        self.document().markContentsDirty(0, self.document().characterCount())

    def _picture(self, name: str) -> QImage:
        picture = QImage.fromData(self._pictures[name])
        ratio = self.devicePixelRatioF()
        width = min(picture.width() / PICTURE_DPR, max(1, self._width))
        picture = picture.scaledToWidth(int(width * ratio), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    # Qt overrides

    def loadResource(self, _kind: int, name: QUrl | str) -> Any:
        """A picture of the guides; None for everything else, whatever its address."""
        file = QUrl(name).fileName()
        return self._picture(file) if file in self._pictures and QUrl(name).isRelative() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures, once the size no longer changes."""
        super().resizeEvent(event)
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again for another font size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._guide is not None:
            self._draw_again()


def dress(document: QTextDocument, theme: Theme) -> None:
    """Set spaces, colours and fonts, which Markdown does not name."""
    em = QFontInfo(document.defaultFont()).pixelSize()
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            _dress_table(table, theme, em)
    block = document.begin()
    cursor = QTextCursor(document)
    while block.isValid():
        cursor.setPosition(block.position())
        cursor.setBlockFormat(_block_format(block, theme, em, in_table=cursor.currentTable() is not None))
        for run in block.textFormats():
            cursor.setPosition(block.position() + run.start)
            cursor.setPosition(block.position() + run.start + run.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(_char_format(run.format, block, theme, em))
        block = block.next()


def _block_format(block: QTextBlock, theme: Theme, em: int, *, in_table: bool) -> QTextBlockFormat:
    made = block.blockFormat()
    # No space between the lines of code: it would not have their background.
    made.setLineHeight(100 if _is_code(made) else 128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if made.headingLevel():
        made.setTopMargin(0 if made.headingLevel() == 1 else 1.6 * em)
        made.setBottomMargin(0.5 * em)
    elif _is_code(made):
        made.setBackground(theme.colour("raised"))
        made.setLeftMargin(em)
        made.setTopMargin(0 if _is_code(block.previous().blockFormat()) else 0.6 * em)
        made.setBottomMargin(0 if _is_code(block.next().blockFormat()) else 0.9 * em)
    elif not in_table:
        made.setTopMargin(0)
        made.setBottomMargin((0.3 if block.textList() and block.next().textList() else 0.8) * em)
    return made


def _is_code(block: QTextBlockFormat) -> bool:
    return block.hasProperty(QTextFormat.Property.BlockCodeFence.value) or block.hasProperty(
        QTextFormat.Property.BlockCodeLanguage.value
    )


def _char_format(given: QTextCharFormat, block: QTextBlock, theme: Theme, em: int) -> QTextCharFormat:
    made = QTextCharFormat()
    if given.isAnchor():
        made.setForeground(QBrush(theme.colour("accent")))
    elif given.fontFixedPitch() or _is_code(block.blockFormat()):
        made.setFontFamilies(theme.mono().families())
        made.setProperty(QTextFormat.Property.FontPixelSize.value, round(em * MONO_SHARE))
        made.setForeground(QBrush(theme.colour("text")))
        if not _is_code(block.blockFormat()):
            made.setBackground(QBrush(theme.colour("raised")))
    else:
        made.setForeground(QBrush(theme.colour("text")))
    if given.fontWeight() > QFont.Weight.Normal.value:
        made.setFontWeight(theme.strong)
    return made


def _dress_table(table: QTextTable, theme: Theme, em: int) -> None:
    if not any(table.cellAt(0, column).firstCursorPosition().block().text() for column in range(table.columns())):
        table.removeRows(0, 1)  # Markdown has no table without a header
    made = table.format()
    made.setBorder(1)
    made.setBorderBrush(QBrush(theme.colour("line")))
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderCollapse(True)
    made.setCellPadding(0.45 * em)
    made.setCellSpacing(0)
    made.setTopMargin(0.4 * em)
    made.setBottomMargin(em)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(made)
