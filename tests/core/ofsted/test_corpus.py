"""Real reports, where they are present: every value right or flagged, no paragraph missing, no header inside one."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pymupdf
import pytest

from evidence_app.domain.inspection import OfstedReport
from evidence_app.ofsted.reader import read_report
from evidence_app.pages.text import page_text

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")

GRADES = {
    "ILACS": {
        "lead": "leaders",
        "hp": "protection",
        "carecl": "care_and_leavers",
        "care": "care",
        "cl": "care_leavers",
    },
    "SIF": {
        "sif_1_help": "protection",
        "sif_2_cla": "care",
        "sif_21_adoption": "adoption",
        "sif_22_careleavers": "care_leavers",
        "sif_3_leadership": "leaders",
    },
}


@pytest.fixture(scope="module")
def read() -> list[tuple[dict[str, str], OfstedReport]]:
    """Every report of the corpus as read, beside its row of the truth table."""
    found = []
    with (CORPUS / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            with pymupdf.open(CORPUS / "ofsted" / row["file"]) as pdf:
                found.append((row, read_report([page_text(page) for page in pdf], file_name=row["file"])))
    return found


def same(printed: str) -> str:
    return re.sub("^require ", "requires ", printed.casefold()).removesuffix(" to be good")


def test_type_dates_and_inspector_are_right(read: list[tuple[dict[str, str], OfstedReport]]) -> None:
    for row, report in read:
        assert (report.type, str(report.start), str(report.end), report.lead_inspector, report.urn) == (
            row["doc_type"],
            row["start"],
            row["end"],
            row["lead_inspector"],
            row["urn"],
        ), row["file"]
        assert str(report.published) == row["published"] or report.warnings, row["file"]


def test_every_grade_is_right_and_none_invented(read: list[tuple[dict[str, str], OfstedReport]]) -> None:
    for row, report in read:
        columns = {"overall": "overall"} | GRADES[row["doc_type"]]
        expected = {area: same(row[column]) for column, area in columns.items() if row[column]}
        given = {each.area: same(each.grade) for each in report.grades if each.area != "lscb"}
        assert given == expected, row["file"]


def test_paragraphs_are_complete_and_hold_no_running_header(read: list[tuple[dict[str, str], OfstedReport]]) -> None:
    header = re.compile(r"Inspection of .{3,80}? children[’']s services \d{1,2} ")
    for row, report in read:
        paragraphs = [paragraph for section in report.sections for paragraph in section.paragraphs]
        numbers = [paragraph.number for paragraph in paragraphs if paragraph.number]
        assert len(numbers) > 20 and numbers == list(range(1, len(numbers) + 1)), row["file"]
        assert not any(header.search(paragraph.text) for paragraph in paragraphs), row["file"]
        assert report.improve and report.self_check == "verified", row["file"]
