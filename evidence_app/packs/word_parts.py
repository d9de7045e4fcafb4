"""What a pack's Word file is made of: paragraphs, headings, tables, links and fields, in real styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from evidence_app.packs.ooxml import legal

# The colours are those of the PDF (resources/templates/look.typ).
INK, QUIET, ACCENT = "1F2933", "52606D", "12395B"


def table(
    word: WordFile, title: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], size: float = 9
) -> list[Sequence[_Cell]]:
    """A table with a header row that is repeated on each page, and a title that screen readers tell.

    Args:
        columns: heading and width in millimetres.
        rows: the words of each cell.
        size: of its type, in points.

    Returns:
        The cells of each row but the first, to which more may be added.
    """
    made = word.add_table(rows=0, cols=len(columns), style="Table Grid")
    made.autofit = False
    made._tbl.tblPr.append(element("w:tblCaption", val=title))
    for column, (_, width) in zip(made.columns, columns, strict=True):
        column.width = Mm(width)
    filled: list[Sequence[_Cell]] = []
    for number, words in enumerate(([head for head, _ in columns], *rows)):
        row = made.add_row()
        settings = row._tr.get_or_add_trPr()
        settings.append(OxmlElement("w:cantSplit"))
        if number == 0:
            settings.append(OxmlElement("w:tblHeader"))
        cells = row.cells
        for cell, (_, width), said in zip(cells, columns, words, strict=True):
            cell.width = Mm(width)
            add(cell, said, size, bold=number == 0)
        filled.append(cells)
    word.add_paragraph()  # two tables in a row would run into one another
    return filled[1:]


def add(cell: _Cell, words: str, size: float, *, bold: bool = False, colour: str = "") -> Paragraph:
    """Words in a paragraph of a cell: its first, where that is still empty."""
    first = cell.paragraphs[0]
    said: Paragraph = cell.add_paragraph() if first.text or first._p.findall(qn("w:hyperlink")) else first
    said.paragraph_format.space_after = Pt(2)
    run = said.add_run(legal(words))
    run.bold, run.font.size = bold, Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return said


def links(cell: _Cell, items: Iterable[str], size: float, words: str = "") -> None:
    """Numbers of items in a paragraph of a cell, each leading to its heading in the file, and words after them."""
    said = add(cell, "", size)
    for place, number in enumerate(items):
        if place:
            said.add_run("  ").font.size = Pt(size)
        link(said, number, anchor=bookmark_name(f"item-{number}"), size=size)
    if words:
        said.add_run(legal(f" {words}")).font.size = Pt(size)


def paragraph(word: WordFile, words: str, style: str = "Normal") -> Paragraph:
    """A paragraph of words."""
    return word.add_paragraph(legal(words), style=style)


def heading(word: WordFile, words: str, level: int, target: str = "") -> None:
    """A heading, with a bookmark where something leads to it."""
    made = word.add_heading(legal(words), level)
    if target:
        number = str(len(word.element.body))  # each heading comes later than those before it
        made._p.insert(1, element("w:bookmarkStart", id=number, name=bookmark_name(target)))
        made._p.append(element("w:bookmarkEnd", id=number))


def bookmark_name(target: str) -> str:
    """A name Word takes: letters, figures and underscores."""
    return target.replace("-", "_").replace(".", "_")


def link(paragraph: Paragraph, words: str, *, anchor: str = "", target: str = "", size: float = 0) -> None:
    """A link to a bookmark of this file, or to another file."""
    made = OxmlElement("w:hyperlink")
    if anchor:
        made.set(qn("w:anchor"), anchor)
    else:
        made.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(legal(words), style="Hyperlink")
    if size:
        run.font.size = Pt(size)
    made.append(run._r)
    paragraph._p.append(made)


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that is filled already."""
    field_part(paragraph, "begin")
    instruction(paragraph, code)
    field_part(paragraph, "separate")
    paragraph.add_run(shown)
    field_part(paragraph, "end")


def field_part(paragraph: Paragraph, kind: str) -> None:
    """One of the marks a field is made of."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType=kind))


def instruction(paragraph: Paragraph, words: str) -> None:
    """The code of a field; always ours, never a word of a document."""
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {words} "
    paragraph.add_run()._r.append(code)


def element(tag: str, **attributes: str) -> Any:
    """An element with attributes of the word namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
