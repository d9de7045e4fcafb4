"""A pack made with redaction: nothing that was taken out is in any of its files; without proof there is no pack."""

import json
import re
from pathlib import Path

import pymupdf
import pytest
from name_tricks import say, scanned
from redaction_attempts import squeezed, texts

from evidence_app.domain.pack import PackSpec
from evidence_app.domain.redaction import Listed
from evidence_app.errors import KnownError, PackRefused
from evidence_app.ocr.reading import installed
from evidence_app.progress import run
from evidence_app.workspace import Workspace, verify_pack

NOTE = (
    "Child: Siobhan D'Arcy",
    "DOB: 14/02/2012    NHS number: 999 104 2172",
    "Author: T Akinwale-Price",
    "On Monday Siobhan told me about her brother Cormac and was glad to be asked.",
    "Mother can be rung on 07700 900146. The plan was shared with everyone.",
)
# Said in a published report, and quoted from it, so it may stay: an inspector who has the brother's name.
PUBLIC = "visitsbycormacbright"
SECRETS = ("siobhan", "darcy", "akinwale", "cormac", "9991042172", "07700900146", "14022012")
QUOTE = "On Monday Siobhan told me about her brother Cormac and was glad to be asked."


def pdf(path, *lines, spoil=None):
    with pymupdf.open() as document:
        page = document.new_page()
        for number, line in enumerate(lines):
            say(page, line, (72, 100 + 18 * number))
        if spoil:
            spoil(document, page)
        document.save(path, deflate=True)


@pytest.fixture
def workspace(tmp_path):
    pdf(tmp_path / "Visit to Siobhan D'Arcy.pdf", *NOTE)
    pdf(
        tmp_path / "report.pdf", "Inspectors found that visits by Cormac Bright were on time and that plans were clear."
    )
    with Workspace.create(tmp_path / "w.evidence", "a passphrase", authority="Aldermere") as made:
        run(made.documents.import_paths([tmp_path / "Visit to Siobhan D'Arcy.pdf"], kind="case_note"))
        run(made.documents.import_paths([tmp_path / "report.pdf"], kind="inspection_report"))
        note, report = made.documents.find("Visit to Siobhan D'Arcy.pdf").id, made.documents.find("report.pdf").id
        made.evidence.add(made.evidence.locate(note, 1, QUOTE), ["protection"], "strength", note="Ask Siobhán’s mum.")
        made.evidence.add(made.evidence.locate(report, 1, "visits by Cormac Bright"), ["protection"], "improvement")
        yield made


def build(workspace, out, **how):
    spec = PackSpec(title="Pack about the D’Arcy family", date="2026-05-01", redact=True, **how)
    return run(workspace.packs.build(spec, out))


def whole(out):
    """Everything in a pack's files that can be read, in letters and digits alone, by file; PDF pages apart."""
    found = {}
    for path in out.iterdir():
        if path.suffix == ".pdf":
            with pymupdf.open(path) as document:
                found[path.name] = squeezed("".join(document.xref_object(x) for x in range(1, document.xref_length())))
        else:
            found[path.name] = squeezed(path.name + path.read_bytes().decode("utf-8", "ignore"))
    return found


def left_in(text):
    return [secret for secret in SECRETS if secret in text.replace(PUBLIC, "")]


def test_nothing_that_was_taken_out_is_in_any_file(workspace, tmp_path):
    report = build(workspace, tmp_path / "pack", formats=("pdf", "docx", "xlsx"))
    assert report.redactions == 7
    assert any("unreviewed" in warning for warning in report.warnings)
    for name, text in whole(tmp_path / "pack").items():
        assert left_in(text) == [], name
    about = json.loads((tmp_path / "pack" / "manifest.json").read_text(encoding="utf-8"))
    public = {page["pack_page"] for each in about["documents"] if each["title"] == "report" for page in each["shown"]}
    for extractor in pages(report.pdf):
        for number, text in enumerate(extractor, 1):
            if number not in public:
                assert left_in(squeezed(text)) == [], number
        assert any("cormacbright" in squeezed(extractor[page - 1]) for page in public)
    assert all(check.ok for check in verify_pack(tmp_path / "pack"))


def pages(path):
    with pymupdf.open(path) as document:
        numbers = range(document.page_count)
        parts = []
        for number in numbers:
            with pymupdf.open() as one:
                one.insert_pdf(document, from_page=number, to_page=number)
                parts.append(list(texts(one.tobytes())))
    return [[part[0] for part in parts], [part[1] for part in parts]]


def test_the_quotation_names_who_was_meant_and_the_page_keeps_the_rest(workspace, tmp_path):
    report = build(workspace, tmp_path / "pack")
    about = json.loads(Path(report.manifest).read_text(encoding="utf-8"))
    quotes = {item["quote"]: item["left"] for item in about["items"]}
    assert quotes["On Monday [Child A] told me about her brother [Child B] and was glad to be asked."] == (
        "On Monday told me about her brother and was glad to be asked."
    )
    assert about["title"] == "Pack about the [Child A] family"
    assert "visit-to-siobhan" not in report.pdf.lower() and "arcy" not in Path(report.pdf).name
    first, second = ("".join(extractor) for extractor in pages(report.pdf))
    for text in (first, second):
        assert "wasgladtobeasked" in squeezed(text)


def test_the_proof_is_in_the_manifest_and_verify_looks_for_it(workspace, tmp_path):
    build(workspace, tmp_path / "pack")
    path = tmp_path / "pack" / "manifest.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    names = {check["name"] for check in about["redaction"]["proof"]}
    assert {"redaction: words read by MuPDF", "redaction: words read by PDFium", "redaction: bytes"} <= names
    checks = {check.name: check.ok for check in verify_pack(tmp_path / "pack")}
    assert checks["redaction"]
    for spoilt in ({}, {"proof": []}, {"proof": [{**about["redaction"]["proof"][0], "ok": False}]}):
        changed = {**about, "redaction": {**about["redaction"], **spoilt}} if spoilt else dict(about)
        if not spoilt:
            del changed["redaction"]
        path.write_text(json.dumps(changed), encoding="utf-8")
        assert not {check.name: check.ok for check in verify_pack(tmp_path / "pack")}["redaction"]


def test_what_was_rejected_stays_in(workspace, tmp_path):
    run(workspace.privacy.search())
    worker = {one.subject for one in workspace.privacy.redactions() if "Akinwale" in one.text}
    workspace.privacy.decide_everywhere(worker, "rejected", "staff")
    report = build(workspace, tmp_path / "pack")
    first, _ = ("".join(extractor) for extractor in pages(report.pdf))
    assert "akinwaleprice" in squeezed(first) and "siobhan" not in squeezed(first)
    assert any("1 place is left in by decision" in warning for warning in report.warnings)


def test_what_nobody_reviewed_is_counted_in_the_pack_itself(workspace, tmp_path):
    run(workspace.privacy.search())
    every = {one.subject for one in workspace.privacy.redactions()}
    first, _ = ("".join(extractor) for extractor in pages(build(workspace, tmp_path / "one").pdf))
    assert "0placestakenoutafterreviewbyaperson7placestakenoutastheprogramfoundthem" in squeezed(first)
    workspace.privacy.decide_everywhere(every, "accepted", "child")
    report = build(workspace, tmp_path / "two")
    first, _ = ("".join(extractor) for extractor in pages(report.pdf))
    assert "7placestakenoutafterreviewbyaperson" in squeezed(first) and "withoutreview" not in squeezed(first)
    assert not any("unreviewed" in warning for warning in report.warnings)
    about = json.loads(Path(report.manifest).read_text(encoding="utf-8"))
    assert about["redaction"]["unreviewed"] == 0


def test_with_four_eyes_a_rejection_counts_only_when_approved(workspace, tmp_path):
    run(workspace.privacy.search())
    workspace.privacy.require_four_eyes(True)
    worker = {one.subject for one in workspace.privacy.redactions() if "Akinwale" in one.text}
    workspace.privacy.decide_everywhere(worker, "rejected", "staff")
    first, _ = ("".join(extractor) for extractor in pages(build(workspace, tmp_path / "one").pdf))
    assert "akinwale" not in squeezed(first)
    workspace.privacy._author = "officer two"
    workspace.privacy.approve(subjects=worker)
    first, _ = ("".join(extractor) for extractor in pages(build(workspace, tmp_path / "two").pdf))
    assert "akinwale" in squeezed(first)


def test_the_same_workspace_and_spec_give_the_same_bytes(workspace, tmp_path):
    one, two = build(workspace, tmp_path / "one"), build(workspace, tmp_path / "two")
    assert Path(one.pdf).read_bytes() == Path(two.pdf).read_bytes()


def test_what_cannot_be_proved_gone_makes_no_pack(workspace, tmp_path):
    def spoil(document, page):
        # A colour profile draws nothing by itself and is kept; a name in one cannot be taken out.
        profile = document.get_new_xref()
        document.update_object(profile, "<</N 3>>")
        document.update_stream(profile, b"\0" * 200 + b"made by Siobhan D'Arcy" + b"\0" * 200, new=True, compress=False)
        kind, value = document.xref_get_key(page.xref, "Resources")
        resources = int(value.split()[0]) if kind == "xref" else page.xref
        key = "ColorSpace" if kind == "xref" else "Resources/ColorSpace"
        document.xref_set_key(resources, key, f"<</CS0 [/ICCBased {profile} 0 R]>>")

    pdf(tmp_path / "odd.pdf", "Everyone said that the second visit went very well indeed.", spoil=spoil)
    run(workspace.documents.import_paths([tmp_path / "odd.pdf"], kind="case_note"))
    odd = workspace.documents.find("odd.pdf").id
    workspace.evidence.add(workspace.evidence.locate(odd, 1, "the second visit went very well"), ["care"], "strength")
    made = len(workspace.packs.made())
    with pytest.raises(PackRefused) as refused:
        build(workspace, tmp_path / "pack")
    assert re.search("Child A", str(refused.value)) and "Siobhan" not in str(refused.value)
    assert not (tmp_path / "pack").exists() and len(workspace.packs.made()) == made
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".pack")]


def test_names_nobody_mentions_on_a_page_are_looked_for_too(workspace, tmp_path):
    workspace.privacy.add_listed([Listed("", "name", "Monday Plan-Bright", "child")])
    report = build(workspace, tmp_path / "pack")
    assert report.items == 2  # a listed name that is nowhere disturbs nothing


def test_listed_words_leave_every_place_and_marked_words_theirs(workspace, tmp_path):
    workspace.privacy.add_listed([Listed("", "word", "D’Arcy family"), Listed("", "word", "the plan")])
    note = workspace.documents.find("Visit to Siobhan D'Arcy.pdf").id
    at = workspace.documents.text(note, 1)[0].text.index("glad")
    workspace.privacy.mark(note, 1, at, at + 4)
    report = build(workspace, tmp_path / "pack")
    about = json.loads(Path(report.manifest).read_text(encoding="utf-8"))
    assert about["title"] == "Pack about the [removed]"  # the longer of two
    quotes = [item["quote"] for item in about["items"]]
    assert "On Monday [Child A] told me about her brother [Child B] and was [removed] to be asked." in quotes
    for extractor in pages(report.pdf):
        assert "theplan" not in squeezed("".join(extractor)) and "glad" not in squeezed("".join(extractor))


def test_names_and_numbers_that_only_a_note_holds_go_too(workspace, tmp_path):
    note = workspace.documents.find("Visit to Siobhan D'Arcy.pdf").id
    passage = workspace.evidence.locate(note, 1, "The plan was shared with everyone")
    told = "Philippa Quernmore, her aunt, rang from 07700 900321; ask Zebedee. Aldermere agreed."
    workspace.evidence.add(passage, ["care"], "strength", note=told)
    workspace.privacy.add_listed([Listed("", "name", "Zebedee Thrupp")])
    build(workspace, tmp_path / "pack")
    sheet = (tmp_path / "pack" / "evidence.csv").read_text(encoding="utf-8-sig")
    assert "[name], her aunt, rang from [telephone]; ask [name]. Aldermere agreed." in sheet


def test_a_pack_is_looked_through_again_by_what_is_known_later(workspace, tmp_path):
    build(workspace, tmp_path / "pack")
    checks = workspace.privacy.prove_pack(tmp_path / "pack")
    assert {"redaction: bytes", "redaction: evidence.csv", "redaction: words read by PDFium"} <= {
        check.name for check in checks
    }
    assert all(check.ok for check in checks)
    workspace.privacy.add_listed([Listed("", "word", "The plan was shared")])
    run(workspace.privacy.search())
    failed = {check.name for check in workspace.privacy.prove_pack(tmp_path / "pack") if not check.ok}
    assert {"redaction: words read by MuPDF", "redaction: words read by PDFium"} <= failed
    run(workspace.packs.build(PackSpec(date="2026-05-01"), tmp_path / "open"))
    failed = [check.detail for check in workspace.privacy.prove_pack(tmp_path / "open") if not check.ok]
    assert any("Child A" in detail for detail in failed) and not any("Siobhan" in detail for detail in failed)
    with pytest.raises(KnownError, match="holds no pack"):
        workspace.privacy.prove_pack(tmp_path)


@pytest.mark.skipif(not installed(), reason="the extra that reads scans is not installed")
def test_words_that_only_a_picture_shows_are_seen_where_scans_can_be_read(workspace, tmp_path):
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_image(page.rect, stream=scanned("Letter to Siobhan about the visit"))
        say(page, "Letter about the visit", (72, 700), fontsize=16)
        document.save(tmp_path / "letter.pdf")
    run(workspace.documents.import_paths([tmp_path / "letter.pdf"], kind="email"))
    letter = workspace.documents.find("letter.pdf").id
    workspace.evidence.add(workspace.evidence.locate(letter, 1, "Letter about the visit"), ["care"], "context")
    with pytest.raises(PackRefused, match=r"words seen in pictures.*Child A"):
        build(workspace, tmp_path / "pack")
    workspace.privacy.draw(letter, 1, (60, 80, 560, 125))
    report = build(workspace, tmp_path / "pack")
    about = json.loads(Path(report.manifest).read_text(encoding="utf-8"))
    assert "redaction: words seen in pictures" in {check["name"] for check in about["redaction"]["proof"]}
