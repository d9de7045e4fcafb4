"""The sample documents are what their texts make, and the words of the demo stand in them."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from evidence_app.domain.document import KINDS, PageText
from evidence_app.domain.evidence import FINDINGS
from evidence_app.domain.pagetext import find_furniture, flow
from evidence_app.domain.wording import as_quoted, fold
from evidence_app.pages.text import page_text

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
FONTS = ROOT / "resources" / "fonts"
DEMO = tomllib.loads((SAMPLES / "demo.toml").read_text("utf-8"))
AREAS = {"leaders", "protection", "care", "care_leavers"}
REPORT = "Aldermere ILACS inspection report - published 30 June 2026.pdf"
CASE_NOTES = "Case notes export D'Arcy HB-204417 17.04.2026.pdf"


@cache
def pages(file: str) -> tuple[PageText, ...]:
    with pymupdf.open(SAMPLES / file) as pdf:
        texts = [page_text(page) for page in pdf]
    furniture = find_furniture(texts)
    return tuple(PageText(n, text, furniture=furniture[n - 1]) for n, text in enumerate(texts, 1))


def everything(file: str) -> str:
    return as_quoted(flow(pages(file)).text)


def test_the_folder_holds_the_documents_the_demo_names_and_no_others():
    assert sorted(path.name for path in SAMPLES.glob("*.pdf")) == sorted(entry["file"] for entry in DEMO["document"])
    assert len(DEMO["document"]) >= 12
    assert {entry["kind"] for entry in DEMO["document"]} <= KINDS.keys()
    assert all(isinstance(entry["date"], datetime.date) for entry in DEMO["document"])
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 1_500_000


def test_the_script_makes_the_same_bytes_at_every_run_and_the_words_we_ship(tmp_path):
    script = ROOT / "tests" / "helpers" / "make_samples.py"
    for run in ("first", "second"):
        subprocess.run([sys.executable, str(script), str(tmp_path / run)], check=True, capture_output=True)
    for entry in DEMO["document"]:
        first = (tmp_path / "first" / entry["file"]).read_bytes()
        assert first == (tmp_path / "second" / entry["file"]).read_bytes()
        with pymupdf.open(stream=first) as made:
            texts = [page_text(page) for page in made]
        assert texts == [page.text for page in pages(entry["file"])], f"make {entry['file']} again"


@pytest.mark.parametrize("entry", DEMO["document"], ids=lambda entry: entry["kind"])
def test_a_sample_says_that_it_is_one_and_carries_its_fonts(entry):
    assert re.search(r"Aldermere Borough Council and everyone|Aldermere is not a place", everything(entry["file"]))
    with pymupdf.open(SAMPLES / entry["file"]) as pdf:
        assert pdf.metadata["title"]
        embedded = {font[1] for page in pdf for font in page.get_fonts()}
        assert embedded
        assert "n/a" not in embedded


@pytest.mark.parametrize("tag", DEMO["tag"], ids=lambda tag: f"{tag['document'][:12]} {tag['page']}")
def test_a_quotation_stands_word_for_word_once_where_it_is_said_to(tag):
    text = flow(pages(tag["document"]))
    folded, quote = fold(text.text), fold(tag["quote"]).text
    assert folded.text.count(quote) == 1
    start = folded.text.index(quote)
    first, last = folded.span(start, start + len(quote))
    assert text.place(first)[0] == tag["page"]
    assert text.place(last - 1)[0] == tag.get("to_page", tag["page"])
    assert as_quoted(text.text[first:last]) == tag["quote"]


def test_the_tags_fill_all_four_areas_with_strengths_and_improvements():
    tags = DEMO["tag"]
    assert len(tags) >= 14
    assert {tag["area"] for tag in tags} == AREAS
    assert {tag["finding"] for tag in tags} == set(FINDINGS)
    for area in AREAS:
        assert {"strength", "improvement"} <= {tag["finding"] for tag in tags if tag["area"] == area}
    assert any(tag.get("to_page", tag["page"]) > tag["page"] for tag in tags)
    assert all(isinstance(tag["impact"], bool) and isinstance(tag["date"], datetime.date) for tag in tags)


@pytest.mark.parametrize("search", DEMO["search"], ids=lambda search: search["query"])
def test_what_is_searched_for_stands_on_its_page(search):
    text = pages(search["document"])[search["page"] - 1].text
    words = re.escape(search["phrase"]).replace(r"\ ", r"\s+").replace(r"\-", r"-\s*")
    found = [match[0] for match in re.finditer(words, text)]
    assert found
    assert any("\n" in each for each in found) == search.get("wraps", False)


def test_the_report_has_the_make_up_of_2026():
    report = pages(REPORT)
    first = " ".join(report[0].text.split())
    assert len(report) >= 9
    assert first.startswith(
        "Inspection of Aldermere local authority children’s services Inspection dates: 11 to 22 May"
    )
    assert "Judgement Grade The impact of leaders" in first
    assert "Overall effectiveness" not in everything(REPORT)
    # The numbered paragraphs run through all four sections; a line may also begin with a sentence's own number.
    numbers = 0
    for page in report:
        for number in re.findall(r"(?m)^(\d{1,2})\.\s*$", page.text):
            numbers += int(number) == numbers + 1
    assert numbers == 52
    # Sentences run over page turns, and compound words over line ends.
    turns = [as_quoted(page.text)[-1] for page in report[1:-1]]
    assert sum(end not in ".?" for end in turns) >= 4
    assert sum(len(re.findall(r"\w-\n\w", page.text)) for page in report) >= 3


def test_the_running_header_is_found_on_every_page_after_the_first():
    for page in pages(REPORT)[1:]:
        kept = "".join(page.text[start:end] for start, end in page.furniture).split()
        assert kept[:2] == ["Inspection", "of"]
        assert kept[-1] == str(page.number)


def test_what_looks_personal_in_the_case_notes_cannot_belong_to_anyone():
    text = everything(CASE_NOTES)
    numbers = {re.sub(r"\D", "", found) for found in re.findall(r"\b999 ?\d{3} ?\d{4}\b", text)}
    assert len(numbers) == 5
    for number in numbers:
        # The check digit of an NHS number: weights 10 to 2, modulus 11.
        assert (sum(int(d) * w for d, w in zip(number, range(10, 1, -1), strict=False)) + int(number[9])) % 11 == 0
    phones = {re.sub(r"\D", "", found) for found in re.findall(r"(?:\+44 ?|\(?\b0)(?:7|1)\d{2,3}[\d )]{6,9}\d", text)}
    assert len(phones) >= 6
    assert all(re.fullmatch(r"(0|44)7700900\d{3}|01632960\d{3}", phone) for phone in phones)
    assert all(address.endswith(".example") for address in re.findall(r"@[\w.-]+\w", text))
    # AM is no postcode area, so no such address exists.
    assert all(code.startswith("AM") for code in re.findall(r"\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", text))
    for name in ("Siobhan D'Arcy", "Siobhán", "D’Arcy", "Bronagh O'Sullivan", "Yusuf Al-Hassan"):
        assert name in text


def test_the_fonts_for_packs_come_with_their_licence_and_the_marks_a_pack_needs():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")
    faces = {path.stem: pymupdf.Font(fontfile=str(path)) for path in FONTS.glob("*.ttf")}
    assert {"SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-Italic"} <= faces.keys()
    for face in faces.values():
        assert not [mark for mark in "‘’“”–—…•■→✓£éłşŵ§" if not face.has_glyph(ord(mark))]
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 2_000_000
