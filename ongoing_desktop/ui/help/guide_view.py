"""Shows one guide: Markdown in the colours of the theme, with pictures that fit, and nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, QUrl
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

from ongoing_desktop.ui.kit.sizes import mono_font
from ongoing_desktop.ui.kit.timing import after_pause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QResizeEvent

    from ongoing_desktop.domain.guides import Guide
    from ongoing_desktop.ui.theme import Theme

PICTURE_DPR: Final = 2.0
"""The pictures are drawn for a screen of this scale."""
WIDEST_EM: Final = 58
"""The widest column of text that is easy to read."""
PICTURES: Final = "../pictures/"
"""The beginning of their addresses in the guides."""
SOON_MS: Final = 100
MONO_SHARE: Final = 0.92
"""Size of the monospaced font, which looks larger than the other."""
LINE_PERCENT: Final = 128
_CODE: Final = (QTextFormat.Property.BlockCodeFence.value, QTextFormat.Property.BlockCodeLanguage.value)
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
        self._soon = after_pause(self, SOON_MS, self._fit)
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
        GuideStyle(document, self._theme).apply()
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
                    QTextDocument.ResourceType.ImageResource.value, QUrl(f"{PICTURES}{name}"), self._picture(name)
                )
        self.document().markContentsDirty(0, self.document().characterCount())

    def _picture(self, name: str) -> QImage:
        if not self._width:
            return QImage(1, 1, QImage.Format.Format_Mono)  # until the width is known
        picture = QImage.fromData(self._pictures[name])
        ratio = self.devicePixelRatioF()
        width = min(picture.width() / PICTURE_DPR, max(1, self._width))
        picture = picture.scaledToWidth(int(width * ratio), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    # Qt overrides

    def loadResource(self, _kind: int, name: QUrl | str) -> Any:
        """A picture of the guides; None for everything else, whatever its address."""
        address = QUrl(name).toString()
        file = address.removeprefix(PICTURES)
        return self._picture(file) if file != address and file in self._pictures else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures, once the size no longer changes."""
        super().resizeEvent(event)
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again for another font size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._guide is not None:
            self._draw_again()


class GuideStyle:
    """Gives a document that Markdown was read into what Markdown does not name: spaces, colours and fonts.

    Text without a format of its own has the palette's colour.
    """

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._em = QFontInfo(document.defaultFont()).pixelSize()
        self._raised = QBrush(theme.colour("raised"))
        self._line = QBrush(theme.colour("line"))
        self._strong = theme.strong
        self._link = QTextCharFormat()
        self._link.setForeground(QBrush(theme.colour("accent")))
        self._code = QTextCharFormat()
        self._code.setFontFamilies(mono_font().families())
        self._code.setProperty(QTextFormat.Property.FontPixelSize.value, round(self._em * MONO_SHARE))
        self._word = QTextCharFormat(self._code)
        self._word.setBackground(self._raised)

    def apply(self) -> None:
        """Change all tables, blocks and runs of text, and lay them out once."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for table in self._document.rootFrame().childFrames():
            if isinstance(table, QTextTable):
                self._table(table)
        block = self._document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            cursor.setBlockFormat(self._block(block, in_table=cursor.currentTable() is not None))
            for run in block.textFormats():
                if (change := self._run(run.format, block)) is not None:
                    cursor.setPosition(block.position() + run.start)
                    cursor.setPosition(block.position() + run.start + run.length, QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(change)
            block = block.next()
        cursor.endEditBlock()

    def _block(self, block: QTextBlock, *, in_table: bool) -> QTextBlockFormat:
        made, em = block.blockFormat(), self._em
        # No space between the lines of code: it would not have their background.
        percent = 100 if _is_code(made) else LINE_PERCENT
        made.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if made.headingLevel():
            made.setTopMargin(0 if made.headingLevel() == 1 else 1.6 * em)
            made.setBottomMargin(0.5 * em)
        elif _is_code(made):
            made.setBackground(self._raised)
            made.setLeftMargin(em)
            made.setTopMargin(0 if _is_code(block.previous().blockFormat()) else 0.6 * em)
            made.setBottomMargin(0 if _is_code(block.next().blockFormat()) else 0.9 * em)
        elif not in_table:
            made.setTopMargin(0)
            made.setBottomMargin((0.3 if block.textList() and block.next().textList() else 0.8) * em)
        return made

    def _run(self, given: QTextCharFormat, block: QTextBlock) -> QTextCharFormat | None:
        if given.isAnchor():
            return self._link
        if _is_code(block.blockFormat()):
            return self._code
        if given.fontFixedPitch():
            return self._word
        if given.fontWeight() > QFont.Weight.Normal.value:
            made = QTextCharFormat()
            made.setFontWeight(self._strong)
            return made
        return None

    def _table(self, table: QTextTable) -> None:
        if not any(table.cellAt(0, column).firstCursorPosition().block().text() for column in range(table.columns())):
            table.removeRows(0, 1)  # Markdown has no table without a header
        made, em = table.format(), self._em
        made.setBorder(1)
        made.setBorderBrush(self._line)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderCollapse(True)
        made.setCellPadding(0.45 * em)
        made.setCellSpacing(0)
        made.setTopMargin(0.4 * em)
        made.setBottomMargin(em)
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(made)


def _is_code(block: QTextBlockFormat) -> bool:
    return any(block.hasProperty(name) for name in _CODE)
