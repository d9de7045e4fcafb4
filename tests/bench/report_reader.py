"""The report reader against a truth table: what is right, wrong and flagged, field by field, and how fast.

    python tests/bench/report_reader.py CORPUS

CORPUS is a folder with truth.csv and, below ofsted/, the reports it names. A value that is wrong counts as flagged only
where a doubt about that very field is told. Prints one table of fields, then how complete paragraph numbers are,
whether a running header stands inside a paragraph, how many paragraphs are found again word for word on their pages,
and milliseconds of processor time per report beside those of its text extraction.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pymupdf

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Passage
from evidence_app.domain.inspection import VERIFIED, OfstedReport
from evidence_app.domain.pagetext import find_furniture
from evidence_app.domain.passage import find_again
from evidence_app.ofsted.reader import read_report
from evidence_app.pages.text import page_text

ILACS = {
    "overall": "overall",
    "lead": "leaders",
    "hp": "protection",
    "carecl": "care_and_leavers",
    "care": "care",
    "cl": "care_leavers",
}
SIF = {
    "overall": "overall",
    "sif_1_help": "protection",
    "sif_2_cla": "care",
    "sif_21_adoption": "adoption",
    "sif_22_careleavers": "care_leavers",
    "sif_3_leadership": "leaders",
}
HEADER = re.compile(r"Inspection of .{3,80}? children[’']s services \d{1,2} |\b\d{1,2} to \d{1,2} \w+ 20\d\d \d{1,2}\b")


def grade(words: str | None) -> str:
    """A grade without case, the plural of its verb, and "to be good"."""
    return re.sub("^require ", "requires ", (words or "").casefold()).removesuffix(" to be good")


def compare(truth: dict[str, str], report: OfstedReport) -> dict[str, tuple[str, str]]:
    """For each field what the table says and what was read."""
    length = truth["length"].split("(")[0] if truth["length"] in ("short(1wk)", "standard(2wk)") else ""
    fields = {
        "type": (truth["doc_type"], report.type),
        "urn": (truth["urn"], report.urn or ""),
        "start": (truth["start"], str(report.start)),
        "end": (truth["end"], str(report.end)),
        "published": (truth["published"], str(report.published)),
        "length": (length, report.length or ""),
        "lead inspector": (truth["lead_inspector"], report.lead_inspector or ""),
    }
    columns = ILACS if truth["doc_type"] == "ILACS" else SIF if truth["doc_type"] == "SIF" else {}
    for column, area in columns.items():
        if truth[column] or report.grade(area):
            fields[f"grade: {area}"] = (grade(truth[column]), grade(report.grade(area)))
    return fields


def flagged(report: OfstedReport, field: str) -> bool:
    """Whether a person is asked to look at a field."""
    names = {"start": "dates", "end": "dates", "lead inspector": "lead_inspector", "urn": "authority"}
    wanted = field.replace("grade: ", "grade:") if field.startswith("grade") else names.get(field, field)
    return report.type == "unknown" or any(doubt.field in (wanted, "grade:") for doubt in report.doubts)


def numbering(report: OfstedReport) -> str:
    """What is wrong with the paragraph numbers as printed; empty where they run from 1 without a gap."""
    numbers = [p.number for section in report.sections for p in section.paragraphs if p.number]
    if not numbers:
        return "none"
    breaks = [(a, b) for a, b in zip([0, *numbers], numbers, strict=False) if b != a + 1]
    return ", ".join(f"{b} after {a}" for a, b in breaks)


def fresh(file: Path) -> float:
    """Milliseconds of processor time that `read-report` takes in a fresh process, once the command line has started."""
    code = (
        "import sys, time; from click.testing import CliRunner; from evidence_app.cli import cli; "
        "began = time.process_time(); "
        "done = CliRunner().invoke(cli, ['read-report', sys.argv[1], '--json']); assert not done.exit_code; "
        "print((time.process_time() - began) * 1000)"
    )
    told = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    return float(told.stdout)


def main() -> None:
    """Reads the corpus and prints the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    corpus = arguments.parse_args().corpus
    with (corpus / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    files = [corpus / "ofsted" / row["file"] for row in rows]
    first = max(fresh(file) for file in (files[0], files[-1]))
    results: dict[str, Counter[str]] = defaultdict(Counter)
    notes: list[str] = []
    checked: Counter[str] = Counter()
    headers = paragraphs = numbered = placed = pages = 0
    extraction = furnishing = reading = 0.0
    for row in rows:
        began = time.process_time()
        with pymupdf.open(corpus / "ofsted" / row["file"]) as pdf:
            texts = [page_text(page) for page in pdf]
        extraction += time.process_time() - began
        began = time.process_time()
        furniture = find_furniture(texts)
        furnishing += time.process_time() - began
        began = time.process_time()
        report = read_report(texts, file_name=row["file"], furniture=furniture)
        reading += time.process_time() - began

        pages += len(texts)
        checked["verified" if report.self_check == VERIFIED else "to look at"] += 1
        for field, (truth, read) in compare(row, report).items():
            right = truth == read
            verdict = "right" if right else "flagged" if flagged(report, field) else "wrong"
            results[field][verdict] += 1
            if not right:
                notes.append(f"{verdict}: {row['file']}: {field}: read “{read}”, truth “{truth}”")
        notes += [f"warning: {row['file']}: {warning}" for warning in report.warnings]
        if wrong := numbering(report):
            notes.append(f"numbering: {row['file']}: {wrong}")
        told = any(doubt.field == "numbering" for doubt in report.doubts)
        results["paragraph numbers complete"]["right" if not wrong else "flagged" if told else "wrong"] += 1
        for section in report.sections:
            paragraphs += len(section.paragraphs)
            headers += sum(bool(HEADER.search(paragraph.text)) for paragraph in section.paragraphs)
        numbered += sum(p.number is not None for section in report.sections for p in section.paragraphs)
        printed = [
            PageText(number, text, furniture=f)
            for number, (text, f) in enumerate(zip(texts, furniture, strict=True), 1)
        ]
        olds = [Passage(0, p.page, p.to_page, 0, 0, p.text) for section in report.sections for p in section.paragraphs]
        placed += sum(found is not None for found in find_again(printed, olds, 0, 0))

    print(f"{len(rows)} reports, {pages} pages; self-check: {dict(checked)}")
    print(f"{'field':28}{'right':>7}{'wrong':>7}{'flagged':>9}")
    for field, count in results.items():
        print(f"{field:28}{count['right']:7}{count['wrong']:7}{count['flagged']:9}")
    print(f"{paragraphs} paragraphs, {numbered} of them numbered, {headers} with a running header inside")
    print(f"{placed} paragraphs found word for word on their pages ({placed / paragraphs:.2%})")
    each = 1000 / len(rows)
    print(
        f"milliseconds of processor time per report: text extraction {extraction * each:.1f}, "
        f"furniture {furnishing * each:.1f}, "
        f"reading {reading * each:.1f} ({reading / extraction:.1%} of extraction); load {os.getloadavg()[0]:.1f}"
    )
    print(f"read-report on one file in a fresh process, after start-up: {first:.0f} ms of processor time")
    print(*notes, sep="\n")


if __name__ == "__main__":
    main()
