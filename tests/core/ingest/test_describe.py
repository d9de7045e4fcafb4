import pytest

from evidence_app.domain.document import KINDS
from evidence_app.ingest.describe import describe


@pytest.mark.parametrize(
    ("name", "first", "title", "kind", "date"),
    [
        ("Case_note__12 March 2024.pdf", "", "Case note 12 March 2024", "case_note", "2024-03-12"),
        ("SEF autumn.docx", "", "SEF autumn", "self_evaluation", ""),
        ("Rapid review Child K.pdf", "", "Rapid review Child K", "learning_review", ""),
        ("2025-11-03 Supervision AB.pdf", "", "2025-11-03 Supervision AB", "supervision", "2025-11-03"),
        ("audit of supervision 1st Sept 2023.pdf", "", "audit of supervision 1st Sept 2023", "audit", "2023-09-01"),
        ("Minutes 03.02.2026.pdf", "", "Minutes 03.02.2026", "minutes", "2026-02-03"),
        ("AB.pdf", "Independent Reviewing Officer’s report\nAnnual", "AB", "iro_report", ""),
        ("AB.pdf", "Child protection plan\n\nDate of birth: 4 May 2012\n", "AB", "plan", ""),
        ("AB.pdf", "A meeting\nDate of birth: 4 May 2012\nDate of meeting: 9 June 2025\n", "AB", "other", "2025-06-09"),
        ("AB.pdf", "Dated 31/02/2025\n", "AB", "other", ""),
        ("notes 99-99-2020 and 5 Maybe 2020 and 7-8-2020.pdf", "", None, "other", "2020-08-07"),
        ("Explanation.pdf", "", "Explanation", "other", ""),
        ("archive.tar.pdf", "", "archive.tar", "other", ""),
        ("noending", "", "noending", "other", ""),
    ],
)
def test_a_document_is_known_by_its_file_name_first(name, first, title, kind, date):
    found = describe(name, "Template title", first, None)
    assert found.title == (title or name.removesuffix(".pdf"))
    assert (found.kind, found.date) == (kind, date)
    assert found.kind in KINDS


@pytest.mark.parametrize("name", ["scan0001.pdf", "IMG 20240301.pdf", "document (3).pdf", "3f2a9c.pdf", "Untitled.pdf"])
def test_a_file_name_that_says_nothing_gives_way_to_the_document(name):
    assert describe(name, "Strategy for early help", "Page\n", None).title == "Strategy for early help"
    for template in ("", "Microsoft Word - x.doc", "Draft report v2", "untitled"):
        assert describe(name, template, "1\n\nChild in need review\nmore", None).title == "Child in need review"
    assert describe(name, "", "", None).title == name.removesuffix(".pdf")


@pytest.mark.parametrize(
    ("report", "title", "kind", "date"),
    [
        (
            {"type": "ILACS", "authority": "Aldermere", "start": "2024-05-06", "end": "2024-05-17"},
            "Aldermere: inspection of children’s services, May 2024",
            "inspection_report",
            "2024-05-17",
        ),
        (
            {"type": "monitoring-visit", "authority": "Aldermere", "published": "2025-01-09", "end": "2024-12-04"},
            "Aldermere: monitoring visit, January 2025",
            "monitoring_letter",
            "2025-01-09",
        ),
        ({"type": "JTAI", "authority": "Aldermere"}, "Aldermere: joint targeted area inspection, May 2024", None, None),
        ({"type": "focused-visit", "authority": ""}, "visit 3 May 2024", "focused_letter", "2024-05-03"),
    ],
)
def test_a_recognised_report_is_named_by_what_it_is(report, title, kind, date):
    found = describe("visit 3 May 2024.pdf", "Draft", "text", report)
    assert found.title == title
    assert found.kind == (kind or "inspection_report")
    assert found.date == (date or "2024-05-03")
    assert found.authority == report["authority"]


@pytest.mark.parametrize(
    ("name", "page", "child"),
    [
        ("Case notes LCS number 104477.pdf", "", "104477"),
        ("Mosaic_ID_2210987_visit.docx", "", "2210987"),
        ("notes.pdf", "Case record\nChild ID: AB-1234\nVisit on 3 May", "AB-1234"),
        ("notes.pdf", "Child’s reference no. 77/12 and again Child's ref 77/12", "77/12"),
        ("audit.pdf", "Child ref 11, child ref 12 and child ref 13 were read.", ""),
        ("Case number of visits.pdf", "The case no longer needs a plan. Child reference: not known", ""),
        ("policy.pdf", "Staff ID 4411", ""),
    ],
)
def test_the_number_of_the_one_child_it_is_about(name, page, child):
    assert describe(name, "", page, None).child == child
