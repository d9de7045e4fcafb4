"""The workbook of a pack, read again with openpyxl."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName
from paperwork import LATE, SPEC, STEADY, forged, paper

from evidence_app.domain.plan import Action
from evidence_app.errors import PackRefused
from evidence_app.packs import redact
from evidence_app.packs.proof import prove
from evidence_app.packs.select import select
from evidence_app.packs.sheet import MOST
from evidence_app.packs.workbook import workbook
from evidence_app.store import improvement
from evidence_app.store.journal import change

RUNS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://bad.example")', "#N/A", "=cmd|' /C calc'!A0", "\t=1")


def contents_of(desk, **changes):
    return select(desk.database, desk.framework, replace(SPEC, **changes), "Aldermere & Sons")


def written(contents):
    return workbook(contents, {item.number: n for n, item in enumerate(contents.items, start=9)}, "board.pdf")


def rows(data, sheet):
    return list(load_workbook(io.BytesIO(data))[sheet].values)


def test_the_sheets_hold_items_coverage_documents_and_a_plan(filled):
    data = written(contents_of(filled))
    assert load_workbook(io.BytesIO(data)).sheetnames == ["Items", "Coverage", "Documents", "Plan"]
    items = rows(data, "Items")
    assert items[0][:5] == ("Number", "Judgement area", "Themes", "Finding", "Quotation")
    assert [row[0] for row in items[1:]] == ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1"]
    assert items[1][2:6] == ("Audit", "Strength", STEADY, "Seen in April's sample.")
    assert items[1][7] == datetime(2026, 3, 31) and items[2][8] == "2–3" and items[2][12] == "yes"
    assert rows(data, "Coverage")[1:] == [
        ("The impact of leaders", 2, 0, 1, 2, None),
        ("Help and protection", 1, 1, 0, 2, datetime(2026, 4, 12)),
        ("Children in care", 1, 0, 0, 1, None),
    ]
    assert [row[0] for row in rows(data, "Documents")[1:]] == ["E1", "E2", "E3", "E4"]


def test_the_plan_has_a_boards_columns_and_a_row_for_each_improvement(filled):
    document = filled.add("Dip sample", paper("Chronologies are not up to date."))
    filled.tag(document, 1, "Chronologies are not up to date.", "leaders", "care", finding="improvement")
    plan = rows(written(contents_of(filled)), "Plan")
    assert plan[0] == (
        "No.", "What", "Who", "How", "When", "Success measures", "Current status", "Outcome Q1", "Outcome Q2",
        "Outcome Q3", "Outcome Q4", "RAG", "RAG reason", "Evidence of work done", "Evidence of a difference",
        "Said to be done, not shown", "Answers",
    )  # fmt: skip
    assert [row[0] for row in plan[1:]] == ["1.3, 3.2", "2.2"], "an item under two areas is one thing to do"
    assert plan[2][1] == f"“{LATE}” (Case audit, p. 1)"
    assert all(cell is None for row in plan[1:] for cell in row[2:])


def test_filters_are_set_and_headings_stay_in_sight(filled):
    book = load_workbook(io.BytesIO(written(contents_of(filled))))
    for sheet in book:
        assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 9 for cell in sheet[1])
        assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE Evidence for the board"


def test_items_lead_to_their_pages_of_the_pdf(filled):
    sheet = load_workbook(io.BytesIO(written(contents_of(filled))))["Items"]
    assert [cell.hyperlink.target for cell in sheet["K"][1:]] == [f"board.pdf#page={n}" for n in range(9, 15)]
    assert [cell.value for cell in sheet["K"][1:]] == list(range(9, 15))


@pytest.mark.parametrize("words", RUNS)
def test_words_stay_words_whatever_they_begin_with(desk, words):
    desk.tag(desk.add(words, paper(STEADY)), 1, STEADY, note=words, finding="improvement")
    book = load_workbook(io.BytesIO(written(contents_of(desk, title=words))))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d"}
    note, title = book["Items"]["F2"], book["Items"]["G2"]
    assert note.value.strip() == title.value.strip() == words.strip()
    assert note.data_type == "s" and note.quotePrefix, "else it becomes a formula when somebody edits it"


def test_the_same_pack_gives_the_same_bytes_and_names_no_user(filled):
    data = written(contents_of(filled))
    assert data == written(contents_of(filled))
    book = load_workbook(io.BytesIO(data)).properties
    assert (book.creator, book.lastModifiedBy, book.created) == ("Aldermere & Sons", None, datetime(2026, 5, 31))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_passage_longer_than_a_cell_is_refused(filled):
    contents = contents_of(filled)
    section = contents.sections[0]
    item = section.strengths[0]
    passage = replace(item.evidence.passage, quote="x" * (MOST + 1))
    longer = replace(item, evidence=replace(item.evidence, passage=passage))
    with pytest.raises(PackRefused, match="longer than a cell"):
        written(replace(contents, sections=(replace(section, strengths=(longer,)),)))


def changed(alter):
    def altered(data):
        book = load_workbook(io.BytesIO(data))
        alter(book)
        held = io.BytesIO()
        book.save(held)
        return held.getvalue()

    return altered


def quotation(book):
    book["Items"]["E2"] = "Audits are carried out every year."


def formula(book):
    book["Plan"]["C2"] = "=1+1"


def link(book):
    book["Items"]["A2"].hyperlink = "https://bad.example/"


def again(book):
    book["Items"].append(["1.1", "", "", "", "Audits are carried out every year."])


def hidden(book):
    book.create_sheet("Names").sheet_state = "veryHidden"


def named(book):
    book["Plan"].defined_names.add(DefinedName("x", attr_text="1+1"))


def renumbered(book):
    book["Items"]["A2"] = "8.8"


@pytest.mark.parametrize(
    "alter, told",
    [
        (quotation, "item 1.1 does not stand there"),
        (formula, "Plan C2 is a formula"),
        (link, "leads out of the pack"),
        (again, "item 1.1 does not stand there"),
        (hidden, "its sheets are not those of a pack"),
        (named, "it carries the name x"),
        (renumbered, "item 8.8 is not one of the pack"),
    ],
)
def test_a_workbook_that_was_tampered_with_fails(pack, alter, told):
    """Also where the hash was put right again."""
    forged(pack, ".xlsx", changed(lambda book: None))
    assert prove("workbook", pack).ok, "so what fails fails for what was altered, not for being saved again"
    forged(pack, ".xlsx", changed(alter))
    assert prove("files", pack).ok
    check = prove("workbook", pack)
    assert not check.ok and told in check.detail, check.detail


def test_no_sheet_lies_in_a_plain_temporary_file_meanwhile(filled, monkeypatch):
    from openpyxl.worksheet import _writer

    monkeypatch.setattr(_writer, "create_temporary_file", lambda: pytest.fail("a plain temporary file was made"))
    assert written(contents_of(filled))


def test_a_boards_plan_is_the_workspaces_under_the_areas_of_the_pack(filled):
    led = Action("a", "Read audits weekly", "1", "A. Head", "By rota", "June 2026", success="No gaps", area="leaders")
    led = replace(led, status="done", rag="amber", rag_reason="=not looked at yet", outcomes=("Begun", "", "", "Half"))
    loose = Action("b", "Hold a learning day", due="2026-09-30")
    with change(filled.database, "plan", "T", {}) as made:
        improvement.put(made, led)
        improvement.put(made, loose)
    plan = rows(written(contents_of(filled, template="board")), "Plan")
    told = ("1", led.what, led.who, led.how, led.when, led.success, "Done, not yet verified")
    assert plan[1][:7] == told and plan[1][7:11] == ("Begun", None, None, "Half")
    assert plan[1][11:13] == ("Amber", "=not looked at yet") and plan[1][15] == "yes", "it is said, and not shown"
    assert plan[2][1] == loose.what and plan[2][4] == datetime(2026, 9, 30) and plan[2][6] == "Not started"
    assert [row[1] for row in rows(written(contents_of(filled, template="board", areas=("leaders",))), "Plan")[1:]] == [
        led.what
    ]
    others = rows(written(contents_of(filled)), "Plan")
    assert led.what not in [row[1] for row in others], "who does what goes to the board only"


class Blackened:
    """Takes one name out of words."""

    def words(self, text):
        return text.replace("Hope Price", "Child A")


def test_names_leave_every_word_of_a_redacted_plan():
    name = "Hope Price"
    words = dict.fromkeys(("number", "what", "who", "how", "when", "success", "status_words", "rag_reason"), name)
    action = Action("a", **words, outcomes=(name,) * 4, source_text=name, other=(("Note", name),))
    assert name not in str(redact._action(action, Blackened()))
