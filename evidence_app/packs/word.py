"""The pack as a Word file: the same words and numbers as the PDF's own pages, to be edited."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from evidence_app.domain.evidence import FINDING_LABELS
from evidence_app.packs.ooxml import legal, settled
from evidence_app.packs.word_desk import desk, turn
from evidence_app.packs.word_parts import (
    ACCENT,
    INK,
    QUIET,
    bookmark_name,
    element,
    field,
    field_part,
    heading,
    instruction,
    link,
    paragraph,
    table,
)

# A face that every office computer has.
_FACE = "Arial"
_SIZES = {"Title": 28, "Subtitle": 14, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11, "Quote": 11}
_GROUPS = {"strengths": "Strengths", "improvements": "Areas for improvement", "context": "Context"}
# Parts of the library's own template that this file has no use for.
_UNUSED = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects")
_EDITABLE = (
    "This Word file is for editing. What was proved is the PDF beside it; what is altered here is no longer covered by "
    "that proof. The links lead to the pages of the PDF as long as both files are in one folder."
)


def narrative(data: Mapping[str, Any], pages: Mapping[str, int], pdf: str) -> bytes:
    """The Word file. The same arguments give the same bytes.

    Args:
        data: the words of the pack, as front_matter() gives them.
        pages: the page of the PDF that each item leads to, by item number.
        pdf: name of the pack's PDF, which lies in the same folder.
    """
    word = Document()
    _drop_unused(word)
    _dress(word)
    _edges(word, data)
    _cover(word, data)
    _contents_list(word, data)
    heading(word, "Summary", 1, "summary")
    paragraph(word, data["summary"])
    _coverage(word, data["coverage"])
    if data["notes"]:
        heading(word, "Gaps and balance", 2)
        for note in data["notes"]:
            paragraph(word, note, "List Bullet")
    heading(word, "Where the evidence comes from", 2)
    table(
        word,
        "Kinds of documents",
        (("Kind of document", 74), ("Documents", 28), ("Items", 24), ("Newest document", 38)),
        [(row["kind"], str(row["documents"]), str(row["items"]), row["newest"]) for row in data["sources"]],
    )
    for part in data["desk"]:
        if part["part"] != "requests":
            desk(word, part)
    turn(word, wide=False)
    for section in data["sections"]:
        _section(word, section, pages, pdf)
    for part in data["desk"]:
        if part["part"] == "requests":
            desk(word, part)
    turn(word, wide=False)
    heading(word, "About this pack", 1, "about")
    for words in (_EDITABLE, *data["about"]):
        paragraph(word, words)
    heading(word, "Documents and exhibits", 1, "documents")
    _documents(word, data)
    made = io.BytesIO()
    word.save(made)
    day = data["date"] and date(**data["date"]).isoformat()
    return settled(made.getvalue(), data["title"], data["authority"], day or "")


def _drop_unused(word: WordFile) -> None:
    for rels in (word.part.package.rels, word.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_UNUSED)]:
            rels.pop(key)


def _dress(word: WordFile) -> None:
    """Paper, type, colours and language; the library's template is for another continent."""
    sheet = word.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin = sheet.right_margin = Mm(23)
    sheet.top_margin, sheet.bottom_margin = Mm(27), Mm(24)
    root = word.styles.element
    for style in list(root.findall(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if style.get(qn("w:type")) == "table" and name not in ("Normal Table", "Table Grid"):
            root.remove(style)
    for fonts in list(root.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.insert(0, element("w:rFonts", ascii=_FACE, hAnsi=_FACE, cs=_FACE, eastAsia=_FACE))
    for language in (*root.iter(qn("w:lang")), *word.settings.element.iter(qn("w:themeFontLang"))):
        language.set(qn("w:val"), "en-GB")
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens the file in compatibility mode
    for style_name, size in _SIZES.items():
        style = word.styles[style_name]
        style.font.size, style.font.italic = Pt(size), False
        style.font.bold = style_name.startswith(("Title", "Heading"))
        style.font.color.rgb = RGBColor.from_string(INK if style_name in ("Quote", "Heading 3") else ACCENT)
    word.styles["Quote"].paragraph_format.left_indent = Mm(6)
    word.styles["Quote"].paragraph_format.space_after = Pt(4)
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    entry = word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    entry.base_style = word.styles["Normal"]
    link = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(ACCENT), True


def _edges(word: WordFile, data: Mapping[str, Any]) -> None:
    """Marking and title at the head of each page, its number at the foot."""
    sheet = word.sections[0]
    head = sheet.header.paragraphs[0]
    head.add_run(legal(data["marking"])).bold = True
    head.add_run(legal(f"{' · ' if data['marking'] else ''}{data['title']}"))
    foot = sheet.footer.paragraphs[0]
    foot.add_run(legal(f"{data['authority']} · " if data["authority"] else "") + "Page ")
    field(foot, "PAGE", "1")
    foot.add_run(" of ")
    field(foot, "NUMPAGES", "1")


def _cover(word: WordFile, data: Mapping[str, Any]) -> None:
    if data["marking"]:
        paragraph(word, data["marking"]).runs[0].bold = True
    paragraph(word, data["title"], "Title")
    if data["purpose"]:
        paragraph(word, data["purpose"], "Subtitle")
    for name, value in data["facts"]:
        paragraph(word, f"{name}: {value}")
    paragraph(word, data["promise"])


def _contents_list(word: WordFile, data: Mapping[str, Any]) -> None:
    """A contents field, filled; Word puts page numbers to it when it is updated."""
    paragraph(word, "Contents", "TOC Heading")
    entries = [("Summary", "summary")]
    parts = [(part["title"], part["target"]) for part in data["desk"]]
    entries += [one for one in parts if one[1] != "desk-requests"]
    entries += [(section["title"], section["target"]) for section in data["sections"]]
    entries += [one for one in parts if one[1] == "desk-requests"]
    entries += [("About this pack", "about"), ("Documents and exhibits", "documents")]
    for number, (words, target) in enumerate(entries):
        entry = word.add_paragraph(style="toc 1")
        if number == 0:
            field_part(entry, "begin")
            instruction(entry, r'TOC \o "1-1" \h \z \u')
            field_part(entry, "separate")
        link(entry, words, anchor=bookmark_name(target))
        if number == len(entries) - 1:
            field_part(entry, "end")


def _section(word: WordFile, section: Mapping[str, Any], pages: Mapping[str, int], pdf: str) -> None:
    heading(word, section["title"], 1, section["target"])
    paragraph(word, section["summary"])
    for part in section["parts"]:
        heading(word, part["title"], 2)
        if part["words"]:
            paragraph(word, part["words"])
        if not part["items"]:
            paragraph(word, "None recorded under this area.")
        for item in part["items"]:
            _item(word, item, pages[item["number"]], pdf)
    if section["parts"]:
        return
    for group, words in _GROUPS.items():
        if section[group] or group != "context":
            heading(word, f"{words} ({len(section[group])})", 2)
        if not section[group] and group != "context":
            paragraph(word, "None recorded under this area.")
        for item in section[group]:
            _item(word, item, pages[item["number"]], pdf)


def _item(word: WordFile, item: Mapping[str, Any], page: int, pdf: str) -> None:
    about = [FINDING_LABELS[item["finding"]], *item["themes"], *(["Draft"] if item["draft"] else [])]
    heading(word, f"{item['number']}  {' · '.join(about)}", 3, f"item-{item['number']}")
    paragraph(word, f"“{item['quote']}”", "Quote").paragraph_format.keep_with_next = True
    source = paragraph(word, f"{item['source']}: ")
    link(source, f"{pdf}, page {page}", target=f"{pdf}#page={page}")
    if item["note"]:
        paragraph(word, item["note"]).runs[0].italic = True
    if item["facts"]:
        paragraph(word, item["facts"]).runs[0].font.color.rgb = RGBColor.from_string(QUIET)


def _coverage(word: WordFile, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = ("strengths", "improvements", "context", "documents")
    table(
        word,
        "Coverage of the judgement areas",
        (
            ("Judgement area", 56),
            ("Strengths", 21),
            ("For improvement", 27),
            ("Context", 18),
            ("Documents", 23),
            ("Newest", 19),
        ),
        [(row["name"], *(str(row[column]) for column in columns), row["newest"]) for row in rows],
    )


def _documents(word: WordFile, data: Mapping[str, Any]) -> None:
    paragraph(word, data["documents_note"])
    table(
        word,
        "Documents and exhibits",
        (("Exhibit", 16), ("Document", 68), ("Pages", 18), ("SHA-256 of the file", 62)),
        [
            (row["number"], f"{row['title']}\n{row['detail']}", row["pages"], "\n".join(row["sha256"]))
            for row in data["documents"]
        ],
    )
