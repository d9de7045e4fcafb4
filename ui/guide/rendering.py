"""How a page of the guide looks: what Qt makes of its Markdown, in the window's own type, colours and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui.guide.pages import anchor, plain
from ui.theme import colours, measures

# A key is written as code that begins with this space, which no other code does.
KEY_MARK = "\N{NO-BREAK SPACE}"

_PICTURE = re.compile(r"^!\[([^\]]*)\]\(([^)]*)\) *$", re.MULTILINE)


def prepared(markdown: str) -> str:
    """Markdown that Qt reads as it is meant: keys as code, and pictures with their words below them, for everybody."""
    text = re.sub(r"<kbd>(.*?)</kbd>", rf"`{KEY_MARK}\1{KEY_MARK}`", markdown)
    return _PICTURE.sub(r"![\1](\2)\n\n*\1.*\n", text)


def dress(document: QTextDocument) -> None:
    """Puts a page that Qt has read into the window's look."""
    whole = QTextCursor(document)
    whole.beginEditBlock()  # or the page would be laid out anew after each step: seconds instead of tenths
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    for block in _blocks(document):
        QTextCursor(block).mergeBlockFormat(_shape(block))
        for fragment in _fragments(block):
            _dress_words(document, block, fragment)
    whole.endEditBlock()


def heading(document: QTextDocument, wanted: str) -> QTextBlock | None:
    """The heading a link leads to by its anchor; None where there is none."""
    taken: list[str] = []
    for block in _blocks(document):
        if block.blockFormat().headingLevel():
            taken.append(anchor(plain(block.text()), taken))
            if taken[-1] == wanted:
                return block
    return None


def pictures(document: QTextDocument) -> list[QTextFragment]:
    """Where pictures stand."""
    return [
        fragment
        for block in _blocks(document)
        for fragment in _fragments(block)
        if fragment.charFormat().isImageFormat()
    ]


def _shape(block: QTextBlock) -> QTextBlockFormat:
    """Distances around a block, and the ground of code."""
    given, made, unit = block.blockFormat(), QTextBlockFormat(), measures().unit
    level = given.headingLevel()
    if level:
        made.setTopMargin({1: 0, 2: 3 * unit}.get(level, 2 * unit))
        made.setBottomMargin(unit)
    elif given.hasProperty(QTextFormat.Property.BlockCodeFence) or given.nonBreakableLines():
        made.setNonBreakableLines(False)
        made.setBackground(QColor(colours().rail))
        last = not block.next().isValid() or not _is_code(block.next())
        made.setBottomMargin(unit + unit // 2 if last else 0)
    elif QTextCursor(block).currentTable() is None:
        made.setBottomMargin(unit // 2 if block.textList() is not None else unit + unit // 4)
        made.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _is_code(block: QTextBlock) -> bool:
    given = block.blockFormat()
    return given.hasProperty(QTextFormat.Property.BlockCodeFence) or given.nonBreakableLines()


def _dress_words(document: QTextDocument, block: QTextBlock, fragment: QTextFragment) -> None:
    given, made, size = fragment.charFormat(), QTextCharFormat(), measures()
    scheme = colours()
    level = block.blockFormat().headingLevel()
    if level:
        # Qt keeps its own size of a heading as a step beside the font; setting a font takes it away.
        font = QFont(document.defaultFont())
        font.setPixelSize({1: size.title, 2: size.heading}.get(level, size.body))
        font.setWeight(QFont.Weight.DemiBold)
        made.setFont(font)
    elif given.fontFixedPitch():
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(size.small)
        made.setFont(font)
        if fragment.text().startswith(KEY_MARK):
            made.setBackground(QBrush(QColor(scheme.soft)))
        elif not _is_code(block):
            made.setBackground(QBrush(QColor(scheme.rail)))
    if given.isAnchor():
        made.setForeground(QBrush(QColor(scheme.accent)))
        made.setFontUnderline(True)
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(made)


def _dress_table(table: QTextTable) -> None:
    """The whole width, and a hairline below each row."""
    shape, unit = table.format(), measures().unit
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setCellPadding(unit // 2 + 1)
    shape.setBorder(0)
    shape.setBorderCollapse(True)
    shape.setTopMargin(unit // 2)
    shape.setBottomMargin(unit + unit // 2)
    table.setFormat(shape)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            given = cell.format().toTableCellFormat()
            given.setBottomBorder(1)
            given.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            given.setBottomBorderBrush(QBrush(QColor(colours().line)))
            cell.setFormat(given)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    """The pieces of a block; gathered first, since changing one piece ends the walk through them."""
    found: list[QTextFragment] = []
    walk = block.begin()
    while not walk.atEnd():
        found.append(walk.fragment())
        walk += 1
    return found
