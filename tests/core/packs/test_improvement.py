"""The improvement desk in packs: what goes in, what stays out, how it stands on the pages, and that this is proved."""

import hashlib
import io
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from docx import Document
from openpyxl import load_workbook
from paperwork import FRAMEWORK, LATE, SPEC, STEADY, Desk, fill, forged, paper

from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.visit import Visit
from evidence_app.packs import manifest
from evidence_app.packs.build import build
from evidence_app.packs.chart import HEIGHT, WIDTH, chart
from evidence_app.packs.desk_pages import desk_pages
from evidence_app.packs.proof import prove
from evidence_app.packs.redact import redacted
from evidence_app.packs.select import select
from evidence_app.progress import run
from evidence_app.store import documents, evidence, improvement
from evidence_app.store.database import Database
from evidence_app.store.journal import change

WAITS = "In May 2026 workers held 14 to 15 children each, which is lower than before."
VISITS = (
    Visit("v1", "inspection", "2026-01-12", end="2026-01-23", people="Lead inspector", document=3),
    Visit("v2", "board", "2026-04-14", topic="Quarter 4", promised="A manager for every team by June"),
)


def put(desk, *records):
    with change(desk.database, "desk", "T", {}) as made:
        for record in records:
            improvement.put(made, record)


def filled_desk(desk):
    """The documents and items of fill(), and a plan, a measure and a request about them."""
    fill(desk)
    report = desk.add("Annual report", paper(WAITS), kind="performance", date="2026-05-20")
    steady, late = (
        next(one.id for one in evidence.every(desk.database) if one.passage.quote == words) for words in (STEADY, LATE)
    )
    put(
        desk,
        Action(
            *("a", "Read audits every week", "1", "Head of Quality", "By rota", "June 2026"),
            success="No gaps",
            status="done",
            rag="amber",
            rag_reason="Two teams are behind",
            outcomes=("Begun", "", "", "Half"),
            area="leaders",
            process=(steady, "gone"),
            source=3,
            source_page=1,
            source_text="thresholds are understood by partners",
        ),
        Action(
            "b", "See children sooner", "2", due="2026-05-01", area="protection", impact=(late,), status="evidenced"
        ),
        Measure("m", "Caseload", "children", low=10, high=16, range_reason="Agreed in March."),
        Value("w1", "m", "2026-02-28", 20, 20, comparison="at least"),
        Value("w2", "m", "2026-05-15", 14, 15, source=report, source_page=1, source_text=WAITS),
        Request("r1", 1, "Audits of the quarter", "Lead inspector", "2026-05-04T09:00", "2026-05-05", evidence=(late,)),
    )
    return report


@pytest.fixture
def board(desk):
    filled_desk(desk)
    return desk


def contents_of(workspace, **changes):
    spec = replace(SPEC, **{"template": "board", **changes})
    return select(workspace.database, FRAMEWORK, spec, "Aldermere", visits=VISITS)


def part(contents, name):
    return next(one for one in desk_pages(contents) if one["part"] == name)


def cells(row):
    return [one["words"] for one in row["cells"]]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished board pack with all four parts, not to be altered."""
    folder = tmp_path_factory.mktemp("board")
    database = Database.create(folder / "case work.evidence", "correct horse")
    filled_desk(Desk(database))
    spec = replace(
        *(SPEC,), template="board", formats=("pdf", "docx", "xlsx"), desk=("plan", "visits", "measures", "requests")
    )
    for name in ("pack", "again"):
        run(build(database, FRAMEWORK, spec, folder / name, authority="Aldermere", author="T", visits=VISITS))
    database.close()
    return folder


def test_a_board_pack_is_proved_and_is_the_same_byte_for_byte(finished):
    one, other = (
        {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in (finished / name).iterdir()}
        for name in ("pack", "again")
    )
    assert one == other
    about = manifest.read(finished / "pack")
    assert [each["part"] for each in about["desk"]] == ["plan", "visits", "measures", "requests"]
    for name in ("improvement desk", "structure", "Word file", "workbook", "links"):
        check = prove(name, finished / "pack")
        assert check.ok, check.detail


def test_the_pages_carry_the_boards_columns_the_chart_in_lines_and_its_words(finished):
    with pymupdf.open(next((finished / "pack").glob("*.pdf"))) as pack:
        wide = next(page for page in pack if "Success measures" in " ".join(page.get_text().split()))
        text = " ".join(wide.get_text().split())
        assert wide.rect.width > wide.rect.height
        assert all(words in text for words in ("Head of Quality", "By rota", "Two teams are behind", "Half"))
        assert "1 more, not in this pack" in text, "a link to evidence that is gone is counted"
        measures = next(page for page in pack if "Caseload (children)" in page.get_text() and page.number > 1)
        said = " ".join(measures.get_text().split())
        assert "at least 20" in said and "the team’s own range: 10 to 16" in said and f"“{WAITS}”" in said
        assert not measures.get_images() and len(measures.get_drawings()) > 20, "the chart is made of lines"


def test_the_word_file_has_the_parts_of_the_template_and_the_tables_of_the_desk(finished):
    word = Document(next((finished / "pack").glob("*.docx")))
    heads = [each.text for each in word.paragraphs if each.style.name == "Heading 2"]
    assert "To be improved" in heads and "Working well" in heads and "Said to be done, no evidence" in heads
    plan = next(table for table in word.tables if table.cell(0, 0).text == "No.")
    assert [cell.text for cell in plan.rows[0].cells][:4] == ["No.", "What", "Who", "How"]
    assert plan.cell(1, 2).text == "Head of Quality" and plan.cell(1, 7).text == "Amber\nTwo teams are behind"
    assert word.sections[1].page_width > word.sections[1].page_height


def test_the_workbook_has_a_sheet_for_each_part_and_the_items_in_the_templates_order(finished):
    book = load_workbook(io.BytesIO(next((finished / "pack").glob("*.xlsx")).read_bytes()))
    assert book.sheetnames == ["Items", "Coverage", "Documents", "Plan", "Visits", "Measures", "Requests"]
    parts = [row[14] for row in book["Items"].iter_rows(min_row=2, values_only=True) if row[0].startswith("2.")]
    assert parts == ["To be improved", "Working well"]
    values = [*book["Measures"].iter_rows(min_row=2, values_only=True)]
    assert values[1][4:9] == ("14 to 15", 14, 15, "10 to 16", "yes") and values[1][9] == WAITS


@pytest.mark.parametrize(
    ("change_made", "told"),
    [
        (lambda about: about["desk"][0]["rows"][0]["words"].__setitem__(2, "Head of Nothing"), "plan-1 is not printed"),
        (lambda about: about["desk"][1].__setitem__("title", "Visits"), "no bookmark"),
        (lambda about: about["desk"][0]["rows"][0]["items"].append("3.1"), "has no link to item 3.1"),
    ],
)
def test_a_row_that_is_not_on_its_page_is_found(finished, tmp_path, change_made, told):
    folder = tmp_path / "forged"
    folder.mkdir()
    for each in (finished / "pack").iterdir():
        Path(folder / each.name).write_bytes(each.read_bytes())
    about = json.loads((folder / manifest.MANIFEST).read_text(encoding="utf-8"))
    change_made(about)
    (folder / manifest.MANIFEST).write_bytes(manifest.dumped(about))
    check = prove("improvement desk", folder)
    assert not check.ok and told in check.detail, check.detail


def test_a_workbook_with_a_sheet_too_few_is_found(finished, tmp_path):
    folder = tmp_path / "forged"
    folder.mkdir()
    for each in (finished / "pack").iterdir():
        Path(folder / each.name).write_bytes(each.read_bytes())

    def shorter(data):
        book = load_workbook(io.BytesIO(data))
        del book["Measures"]
        held = io.BytesIO()
        book.save(held)
        return held.getvalue()

    forged(folder, ".xlsx", shorter)
    assert "its sheets are not those of a pack" in prove("workbook", folder).detail


def test_what_is_claimed_without_evidence_is_listed_by_itself(board):
    plan = part(contents_of(board), "plan")
    assert plan["words"] == ["2 actions: 1 done, not yet verified, 1 shown in evidence."]
    claimed = plan["tables"][1]
    assert [cells(row)[:3] for row in claimed["rows"]] == [["1", "Read audits every week", "Head of Quality"]]
    put(board, Action("c", "Late one", "3", due="2026-05-01"))
    rows = part(contents_of(board), "plan")["tables"][0]["rows"]
    assert rows[2]["cells"][4] == {"words": "1 May 2026", "note": "Overdue", "rag": "", "items": [], "lines": []}


def test_words_that_left_their_page_are_not_printed_as_a_quotation(board):
    put(board, Value("w2", "m", "2026-05-15", 14, 15, source=6, source_page=1, source_text="Workers held only 14."))
    contents = contents_of(board)
    value = part(contents, "measures")["tables"][0]["rows"][1]["cells"]
    assert value[3]["words"] == "" and value[3]["note"].startswith("Annual report")
    assert any("not on their page any more: 1 printed without them" in one for one in contents.warnings)


def test_what_comes_from_a_document_under_embargo_stays_in_the_workspace(board):
    for document in (3, 6):
        board.embargo(document)
    contents = contents_of(board)
    assert [one.action.id for one in contents.improvement.plan] == ["b"]
    assert [one.value.id for track in contents.improvement.tracks for one in track.readings] == ["w1"]
    assert [one.visit.id for one in contents.improvement.events] == ["v2"]
    told = [one for one in contents.warnings if "under embargo" in one]
    assert {"action", "value", "visit"} <= {word.rstrip("s") for one in told for word in one.split()}


def test_a_pack_carries_what_its_template_brings_or_what_is_asked_for(board):
    assert [one["part"] for one in desk_pages(contents_of(board))] == ["plan", "visits", "measures"]
    assert desk_pages(contents_of(board, template="area")) == []
    assert [one["part"] for one in desk_pages(contents_of(board, desk=("requests",)))] == ["requests"]
    only = contents_of(board, areas=("protection",))
    assert [one.action.id for one in only.improvement.plan] == ["b"] and not only.improvement.tracks


def test_a_visits_pack_begins_with_what_was_said_done_changed_and_comes_next(board):
    contents = contents_of(board, template="visit")
    assert contents.improvement.last.visit.id == "v1", "a board is no visit of inspectors"
    since = part(contents, "since")
    assert since["words"][0] == "The last visit: Inspection, 12 Jan 2026 – 23 Jan 2026 (Inspection report)."
    leaders, protection = since["tables"][0]["rows"][:2]
    numbers = [[line["item"] for line in cell["lines"]] for cell in leaders["cells"]]
    assert numbers[1:4] == [[], ["1.1", "1.3"], ["1.2"]]
    assert "1 Read audits every week (Head of Quality, June 2026)" in leaders["cells"][4]["words"]
    assert [line["words"] for line in protection["cells"][1]["lines"]] == ["“thresholds are understood by partners”"]
    assert protection["cells"][4]["words"] == "–", "what is shown in evidence is done"


class Blackened:
    """Takes one word out of words."""

    review = type("Review", (), {"removed": 0, "unreviewed": 0, "kept": 0, "approved": 0})()

    def __init__(self):
        self.cited = {}

    def cite(self, pages):
        self.cited = pages

    def words(self, text):
        return text.replace("Quality", "[name]").replace("Quarter", "[name]")

    def quotation(self, passage):
        return passage.quote.replace("workers", "[name]"), ""


def test_personal_data_leaves_every_word_of_the_desk(board):
    put(board, replace(improvement.get(board.database, Measure, "m"), name="Quality of care"))
    put(board, replace(improvement.get(board.database, Request, "r1"), asked_by="Quality lead"))
    redactor = Blackened()
    contents = contents_of(board, desk=("plan", "visits", "measures", "requests"))
    made = redacted(contents, redactor)
    said = json.dumps(desk_pages(made), ensure_ascii=False)
    assert "[name]" in said and not any(word in said for word in ("Quality", "Quarter", "workers held"))
    assert redactor.cited[6] == {1}, "a page that only the desk quotes is reviewed as well"
    assert documents.get(board.database, 6).title in said


def test_a_chart_keeps_its_words_and_numbers_apart():
    measure = Measure("m", "Caseload", low=10, high=14)
    values = [
        Value(f"w{n}", "m", f"2026-0{n}-01", 12, 12 + n, comparison="" if n % 2 else "at least") for n in range(1, 8)
    ]
    visits = [Visit(str(n), "board", f"2026-03-{n:02}") for n in range(1, 4)]
    made = chart(measure, values, visits)
    boxes = [one["box"] for one in made["visits"]]
    assert all(later - earlier >= 14 for earlier, later in pairwise(boxes))
    days = [one["x"] for one in made["days"]]
    assert all(later - earlier >= 48 for earlier, later in pairwise(days)) and days[-1] < WIDTH
    assert all(0 < one["top"] <= one["bottom"] < HEIGHT for one in made["values"])
    assert "The team’s own range is 10 to 14." in made["alt"]
