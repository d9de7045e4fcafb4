"""The readers of rich text, OpenDocument, workbooks and Outlook's messages, where a whole file says too little."""

from __future__ import annotations

import datetime
import io
import os

import made_documents as made
import openpyxl
import pytest

from evidence_app.ingest import office_xml, opentext, outlook, packed_text, richtext, rust_readers, workbooks
from evidence_app.ingest.convert import convert
from evidence_app.ingest.formats import Wishes
from evidence_app.ingest.markup import Table, words


def lines(blocks) -> list[str]:
    return [line.strip() for line in words(blocks).splitlines() if line.strip()]


def rtf(body: str) -> list[str]:
    return lines(richtext.rich_text(b"{\\rtf1\\ansi\\ansicpg1252\\uc1 " + body.encode("ascii") + b"}")[1])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (r"caf\'e9 \u321?\'f3d\u378? \lquote x\rquote\par", "café Łódź ‘x’"),
        (r"\u-10179?\u-8704? smile\par", "[grinning face] smile"),
        (r"a{\v hidden} b{\deleted gone} c\par", "a b c"),
        (r"{\field{\*\fldinst HYPERLINK \"x\"}{\fldrslt the link}}\par", "the link"),
        (r"{\pict\pngblip 89504e47}{\object{\*\objdata 0105}{\result shown}}\par", "shown"),
        (r"{\*\unknown nothing}{\shp{\*\shpinst{\shptxt a box\par}}}", "a box"),
        (r"{\uc2\u8211  -x}\par", "–x"),
        (r"\bin3 {\\ after\par", "after"),
        (r"non\~breaking\_hyphen so\-ft \{braces\} \\\par", "non\xa0breaking\u2011hyphen soft {braces} \\"),
        (r"{\f1\u-3913?\tab }point\par", "•   point"),
    ],
)
def test_rich_text_is_read_as_it_is_shown(body, said):
    assert rtf(body) == [said]


def test_rich_text_in_other_alphabets():
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    assert rtf(fonts + r"{\f1\'cf\'f0\'e8} {\f2\'93\'fa}\f0 \'e9\par") == ["При 日é"]


def test_rich_text_has_headings_tables_notes_and_edges():
    body = (
        r"{\stylesheet{\s1\outlinelevel0 heading 1;}}{\info{\title An audit}{\author Nobody}}"
        r"{\header The edge\par}{\pard\s1 Head\par}\pard Text{\footnote A note\par}\par"
        r"\trowd\pard\intbl a\par b\cell c\cell\row\trowd\pard\intbl d\cell e\cell\row\pard After\par"
    )
    title, blocks = richtext.rich_text(b"{\\rtf1 " + body.encode("ascii") + b"}")
    assert title == "An audit"
    assert lines(blocks)[:3] == ["Header or footer: The edge", "Head", "Text*"]
    assert "<h1>Head</h1>" in [getattr(one, "markup", "") for one in blocks]
    assert [one.rows for one in blocks if isinstance(one, Table)] == [(("a\nb", "c"), ("d", "e"))]
    assert lines(blocks)[-2:] == ["After", "A note"]


@pytest.mark.parametrize("data", [b"", b"{\\rt", b"plain", b"{\\rtf1" + b"{" * 600])
def test_what_is_no_rich_text_is_refused(data):
    with pytest.raises(ValueError, match=r"rich text|nested"):
        richtext.rich_text(data)


def test_rich_text_cut_short_keeps_what_there_is():
    assert rtf(r"One\par \trowd\pard\intbl two\cell thr")[:2] == ["One", "two"]


def text_of(body: str, styles: bytes = b"") -> list[str]:
    data = made._opendocument("text", body)
    return lines(opentext.text_blocks(office_xml.part(data, "content.xml", "odt"), styles))


def test_an_opendocument_text_loses_no_line_of_a_cell_and_no_note():
    body = (
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>deep</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>a</text:p>'
        "<text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        '<text:p>x<text:s text:c="2"/>y<text:note><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>the note</text:p></text:note-body></text:note><text:line-break/>z</text:p>"
        "<text:tracked-changes><text:p>taken out</text:p></text:tracked-changes>"
        "<office:annotation><text:p>a remark</text:p></office:annotation>"
    )
    said = text_of(body)
    assert said[:6] == ["one", "deep", "a", "b\ta", "b", "x  y1"]
    assert said[6:] == ["z", "1 the note", "Comment: a remark"]


def test_a_workbook_keeps_days_numbers_and_empty_sheets():
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.active.append([datetime.date(2024, 5, 3), 7, 2.5, True, datetime.datetime(2024, 5, 3, 9, 30), "x & <y>"])
    book.create_sheet("Empty")
    saved = io.BytesIO()
    book.save(saved)
    assert workbooks.workbook(saved.getvalue()) == [
        ("Data", [["2024-05-03", "7", "2.5", "true", "2024-05-03 09:30:00", "x & <y>"]]),
        ("Empty", []),
    ]


PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09002062770 5b06c647d0a800fa0".replace(
        " ", ""
    )
)


def test_packed_rich_text_is_unpacked_as_its_specification_shows():
    assert packed_text.unpacked(PACKED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    repeated = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert packed_text.unpacked(repeated) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_a_message_without_plain_text_is_read_from_its_rich_text():
    streams = {
        "__substg1.0_0037001F": "Visit".encode("utf-16-le"),
        "__substg1.0_10090102": PACKED,
        "__properties_version1.0": bytes(32),
    }
    mail = outlook.read_msg(made.compound(streams))
    assert lines(mail.blocks) == ["Visit", "hello world"] and mail.date == ""


def test_a_message_tells_who_wrote_it_and_when():
    mail = outlook.read_msg(made.msg("Seen at home."))
    assert "From: Rowan Hale <rowan.hale@aldermere.example>" in " ".join(words(mail.blocks).split())
    assert mail.date == "2024-05-03"


def test_a_presentation_keeps_its_notes():
    import pptx

    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Findings"
    slide.notes_slide.notes_text_frame.text = "Said aloud only."
    saved = io.BytesIO()
    show.save(saved)
    made_of = convert(saved.getvalue(), "show.pptx", Wishes(), 99)
    assert made_of.letters == len("FindingsNotesSaidaloudonly")


def test_a_reader_that_stops_in_the_middle_raises_as_of_a_damaged_file_and_quotes_nothing():
    # By this name, and derived from BaseException, readers written in Rust say that they stopped.
    stopped = type("PanicException", (BaseException,), {})
    with pytest.raises(ValueError, match=r"^the reader stopped$"), rust_readers.stops_as_damage():
        raise stopped("words of the document")
    with pytest.raises(KeyboardInterrupt), rust_readers.stops_as_damage():
        raise KeyboardInterrupt


def test_what_a_reader_writes_past_python_reaches_no_terminal(capfd):
    with rust_readers.stops_as_damage():
        os.write(2, b"words of the document")
    os.write(2, b"told")
    assert capfd.readouterr().err == "told"
