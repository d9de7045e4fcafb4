"""What is proved of a pack's Word file and workbook, from the files alone. Runs in a worker process."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openpyxl import load_workbook

from evidence_app.packs.desk_sheets import sheet_names
from evidence_app.packs.ooxml import legal
from evidence_app.packs.workbook import NUMBER, QUOTATION, SHEETS

# The parts that our files are made of; whatever else there is (macros, objects, pictures, connections) is foreign.
_WORD_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/_rels/document\.xml\.rels"
    r"|word/(?:document|styles|settings|webSettings|fontTable|numbering|header\d+|footer\d+|theme/theme1)\.xml"
)
_WORKBOOK_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings|theme/theme1|worksheets/sheet\d+)\.xml"
    r"|xl/worksheets/_rels/sheet\d+\.xml\.rels"
)
_FIELDS = {r'TOC \o "1-1" \h \z \u', "PAGE", "NUMPAGES"}
_NAMES = {"_xlnm._FilterDatabase", "_xlnm.Print_Titles"}


def word_file(folder: Traversable, about: Mapping[str, Any]) -> list[str]:
    """What is wrong with the Word file: a quotation that is not verbatim, anything active, a link out of the pack."""
    data = _data(folder, about, ".docx")
    problems = _foreign(data, about, _WORD_PARTS)
    word = Document(io.BytesIO(data))
    found: dict[str, str] = {}
    number = ""
    for paragraph in word.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        if style == "Heading 3":
            number = paragraph.text.split(" ")[0]
        elif style == "Quote":
            found[number] = found.get(number, "") + paragraph.text
    wanted = {item["number"]: legal(f"“{item['quote']}”") for item in about["items"]}
    return problems + _differences(wanted, found)


def workbook_file(folder: Traversable, about: Mapping[str, Any]) -> list[str]:
    """What is wrong with the workbook: a quotation that is not verbatim, a formula, a link out of the pack."""
    data = _data(folder, about, ".xlsx")
    problems = _foreign(data, about, _WORKBOOK_PARTS)
    book = load_workbook(io.BytesIO(data))
    if tuple(book.sheetnames) != (*SHEETS, *sheet_names(part["part"] for part in about["desk"])):
        problems.append("its sheets are not those of a pack")
    for sheet in book.worksheets:
        names = {*book.defined_names, *sheet.defined_names} - _NAMES
        problems += [f"it carries the name {name}" for name in sorted(names)]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        problems += [f"{sheet.title} {cell.coordinate} is a formula" for cell in cells if cell.data_type == "f"]
    rows = book["Items"].iter_rows(min_row=2, max_col=QUOTATION, values_only=True)
    found: dict[str, str] = {}
    for row in rows:
        number = str(row[NUMBER - 1])
        found[number] = found.get(number, "") + str(row[QUOTATION - 1])
    book.close()
    wanted = {item["number"]: legal(item["quote"]) for item in about["items"]}
    return problems + _differences(wanted, found)


def _data(folder: Traversable, about: Mapping[str, Any], ending: str) -> bytes:
    (name,) = (entry["name"] for entry in about["files"] if entry["name"].endswith(ending))
    data: bytes = (folder / str(name)).read_bytes()
    return data


def _foreign(data: bytes, about: Mapping[str, Any], parts: re.Pattern[str]) -> list[str]:
    """Parts that are none of ours, fields that are none, and links that lead anywhere but to a page of the PDF."""
    (pdf,) = (entry["name"] for entry in about["files"] if entry["name"].endswith(".pdf"))
    page = re.compile(re.escape(pdf) + r"#page=\d+")
    problems = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if len(set(file.namelist())) < len(file.namelist()):
            problems.append("it carries a part twice")
        for name in file.namelist():
            if not parts.fullmatch(name):
                problems.append(f"it carries {name}")
                continue
            for element in parse_xml(file.read(name)).iter():
                outside = element.get("TargetMode", "Internal") != "Internal"
                if outside and not page.fullmatch(element.get("Target", "")):
                    problems.append("it has a link that leads out of the pack")
                if "macroEnabled" in element.get("ContentType", ""):
                    problems.append("it may run macros")
                code = element.text if element.tag == qn("w:instrText") else element.get(qn("w:instr"))
                if code is not None and code.strip() not in _FIELDS:
                    problems.append(f"it carries the field {code.strip()}")
    return list(dict.fromkeys(problems))


def _differences(wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    problems = [
        f"item {number} does not stand there word for word" for number in wanted if found.get(number) != wanted[number]
    ]
    return problems + [f"item {number} is not one of the pack" for number in found if number not in wanted]
