"""Spaces, colours and fonts of a guide, which Markdown does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontInfo,
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

from ongoing_desktop.ui.kit.sizes import mono_font

if TYPE_CHECKING:
    from ongoing_desktop.ui.theme import Theme

MONO_SHARE: Final = 0.92
"""Size of the monospaced font, which looks larger than the other."""
LINE_PERCENT: Final = 128
_CODE: Final = (QTextFormat.Property.BlockCodeFence.value, QTextFormat.Property.BlockCodeLanguage.value)


class GuideStyle:
    """Changes a document that Markdown was read into. Text without a format of its own has the palette's colour."""

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
