"""Word and Excel files made to get a name past redaction: one for each way a name hides in them. Everybody is invented.

Each says KEPT somewhere, which must outlive redaction.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

KEPT = "The second visit went very well indeed."
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

Trick = Callable[[str], bytes]
TRICKS: dict[str, Trick] = {}


def word(label: str) -> Callable[[Callable[[object, str], None]], None]:
    """Registers a trick with a Word document that says KEPT."""

    def register(function: Callable[[object, str], None]) -> None:
        def make(name: str) -> bytes:
            import docx

            made = docx.Document()
            made.add_paragraph(KEPT)
            function(made, name)
            held = io.BytesIO()
            made.save(held)
            return held.getvalue()

        TRICKS[f"Word: {label}"] = make

    return register


def excel(label: str) -> Callable[[Callable[[object, str], None]], None]:
    """Registers a trick with a workbook that says KEPT."""

    def register(function: Callable[[object, str], None]) -> None:
        def make(name: str) -> bytes:
            import openpyxl

            made = openpyxl.Workbook()
            made.active.title = "Visits"
            made.active.append([KEPT])
            made.active.append(["Visits", 12])
            function(made, name)
            held = io.BytesIO()
            made.save(held)
            return held.getvalue()

        TRICKS[f"Excel: {label}"] = make

    return register


def ending(label: str) -> str:
    """The file name's ending for a trick."""
    return ".docx" if label.startswith("Word") else ".xlsx"


def _insert(made: object, xml: str) -> None:
    """Puts a paragraph written by hand at the end of a Word document."""
    from docx.oxml import parse_xml

    made.element.body.insert(1, parse_xml(f"<w:p {_W}>{xml}</w:p>"))


@word("plain")
def _(made, name):
    made.add_paragraph(f"Yesterday {name} came along twice.")


@word("runs of single letters")
def _(made, name):
    paragraph = made.add_paragraph("Yesterday ")
    for one in name:
        paragraph.add_run(one).bold = one in "aeiou"


@word("tracked insertion")
def _(made, name):
    _insert(made, f'<w:ins w:id="1" w:author={quoteattr(name)}><w:r><w:t>{escape(name)} came.</w:t></w:r></w:ins>')


@word("tracked deletion")
def _(made, name):
    _insert(
        made, f'<w:del w:id="1" w:author={quoteattr(name)}><w:r><w:delText>{escape(name)}</w:delText></w:r></w:del>'
    )


@word("tracked move")
def _(made, name):
    _insert(made, f'<w:moveFrom w:id="1" w:author="A"><w:r><w:t>{escape(name)} was here.</w:t></w:r></w:moveFrom>')


@word("comment")
def _(made, name):
    run = made.add_paragraph("She was seen.").runs[0]
    made.add_comment(run, text=f"{name} said so", author=name, initials="X")


@word("hidden text")
def _(made, name):
    run = made.add_paragraph("She was seen. ").add_run(f"{name} was not.")
    run.font.hidden = True


@word("white text")
def _(made, name):
    from docx.shared import RGBColor

    made.add_paragraph("She was seen. ").add_run(f"{name} was not.").font.color.rgb = RGBColor(255, 255, 255)


@word("header and footer")
def _(made, name):
    made.sections[0].header.paragraphs[0].text = f"Record of {name}"
    made.sections[0].footer.paragraphs[0].text = f"{name}, page 1"


@word("properties")
def _(made, name):
    facts = made.core_properties
    facts.title, facts.author, facts.subject, facts.keywords, facts.comments = (f"Visit to {name}",) * 5
    facts.last_modified_by = name


@word("table cells")
def _(made, name):
    table = made.add_table(2, 2)
    for cell, text in zip(
        (one for row in table.rows for one in row.cells), ("Child", name, "Seen", "yes"), strict=True
    ):
        cell.text = text


@word("link and bookmark")
def _(made, name):
    mark = name.replace(" ", "_").replace("'", "").replace("’", "")
    _insert(
        made,
        f'<w:bookmarkStart w:id="7" w:name="{mark}"/><w:r><w:t>Here.</w:t></w:r><w:bookmarkEnd w:id="7"/>'
        f'<w:hyperlink w:anchor="{mark}" w:tooltip={quoteattr(name)}><w:r><w:t>There.</w:t></w:r></w:hyperlink>',
    )


@word("field code")
def _(made, name):
    _insert(
        made,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> QUOTE {escape(name)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Seen.</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )


@word("form control")
def _(made, name):
    _insert(
        made,
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(name)}/></w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{escape(name)} was seen.</w:t></w:r></w:sdtContent></w:sdt>",
    )


@word("soft hyphen and zero-width space")
def _(made, name):
    made.add_paragraph(f"Yesterday {name[:3]}\u00ad{name[3:6]}\u200b{name[6:]} came.")


@excel("plain")
def _(made, name):
    made.active.append([f"Yesterday {name} came."])


@excel("hidden row")
def _(made, name):
    made.active.append([f"Yesterday {name} came."])
    made.active.row_dimensions[3].hidden = True


@excel("hidden column")
def _(made, name):
    made.active["D2"] = name
    made.active.column_dimensions["D"].hidden = True


@excel("hidden sheet")
def _(made, name):
    made.create_sheet("More").append([name])
    made["More"].sheet_state = "hidden"


@excel("very hidden sheet")
def _(made, name):
    made.create_sheet("More").append([name])
    made["More"].sheet_state = "veryHidden"


@excel("name of a sheet")
def _(made, name):
    made.create_sheet(name.replace("'", "").replace("’", "")).append(["Seen"])


@excel("comment on a cell")
def _(made, name):
    from openpyxl.comments import Comment

    made.active["A2"].comment = Comment(f"{name} said so", name)


@excel("formula and number format")
def _(made, name):
    quoted = name.replace('"', "")
    made.active["C2"] = f'="Seen: {quoted}"'
    made.active["B2"].number_format = f'0" for {quoted}"'


@excel("defined name and properties")
def _(made, name):
    from openpyxl.workbook.defined_name import DefinedName

    mark = "".join(one for one in name if one.isalnum())
    made.defined_names[mark] = DefinedName(mark, attr_text="Visits!$A$1")
    made.properties.title = made.properties.creator = made.properties.description = name


@excel("white on white")
def _(made, name):
    from openpyxl.styles import Font

    made.active["A3"] = name
    made.active["A3"].font = Font(color="FFFFFFFF")


@excel("header of the printed page")
def _(made, name):
    made.active.oddHeader.center.text = f"Record of {name}"


def every(name: str, labels: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The file of every trick, or of those named, for a person, by its label."""
    return {label: TRICKS[label](name) for label in labels or tuple(TRICKS)}
