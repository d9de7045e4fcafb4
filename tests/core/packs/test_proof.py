"""Every check fails on a pack that was tampered with, also where the hashes were put right again."""

import hashlib
import json

import pymupdf
import pytest
from paperwork import STEADY

from evidence_app.errors import NotFound
from evidence_app.packs.manifest import CSV, MANIFEST, dumped, read
from evidence_app.packs.proof import CHECKS, prove
from evidence_app.packs.verify import verify


def failing(folder):
    return {name for name in CHECKS if not prove(name, folder).ok}


def detail(name, folder):
    return prove(name, folder).detail


def forge(folder, alter_pdf=None, alter_manifest=None):
    """Alters a pack as somebody would who also puts the hashes right."""
    about = read(folder)
    (path,) = folder.glob("*.pdf")
    if alter_pdf is not None:
        with pymupdf.open("pdf", path.read_bytes()) as pdf:
            alter_pdf(pdf, about)
            data = pdf.tobytes(garbage=1, no_new_id=True)
        path.write_bytes(data)
        entry = next(entry for entry in about["files"] if entry["name"] == path.name)
        entry.update(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    if alter_manifest is not None:
        alter_manifest(about)
    (folder / MANIFEST).write_bytes(dumped(about))


def item(about, number):
    return next(each for each in about["items"] if each["number"] == number)


def test_an_untouched_pack_proves(pack):
    checks = verify(pack)
    claimed = [name for name in CHECKS if name not in ("redaction", "improvement desk")]
    assert [check.name for check in checks] == claimed
    assert all(check.ok and check.detail.endswith(".") for check in checks), checks


def test_a_pack_written_anew_with_its_hash_put_right_proves(pack):
    """So what fails below fails for what was altered, not for having been written again."""
    forge(pack, lambda pdf, about: None)
    assert failing(pack) == set()


def test_one_altered_byte_fails(pack):
    (path,) = pack.glob("*.pdf")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert "files" in failing(pack)
    assert "was altered after the pack was made" in detail("files", pack)


@pytest.mark.parametrize("name", [CSV, "evidence-for-the-board.pdf"])
def test_a_missing_or_foreign_file_fails(pack, name):
    (pack / name).rename(pack / "other.bin")
    assert detail("files", pack) == f"{name} is missing; other.bin does not belong to the pack."


def test_a_swapped_hash_fails(pack):
    def swap(about):
        first, second, *_ = about["files"]
        first["sha256"], second["sha256"] = second["sha256"], first["sha256"]

    forge(pack, alter_manifest=swap)
    assert failing(pack) == {"files"}


def test_a_quotation_altered_in_the_manifest_fails_twice(pack):
    forge(
        pack, alter_manifest=lambda about: item(about, "1.1").update(quote=STEADY.replace("every month", "each year"))
    )
    assert failing(pack) == {"quotations printed", "quotations on their pages", "Word file", "workbook"}
    assert "item 1.1 is not printed word for word" in detail("quotations printed", pack)


def test_a_quotation_altered_on_its_exhibit_page_fails(pack):
    def cover(pdf, about):
        page = pdf[item(about, "1.1")["cited"][0]["pack_page"] - 1]
        page.add_redact_annot(page.search_for("every month")[0], "every week", fill=False)
        page.apply_redactions()

    forge(pack, cover)
    assert "quotations on their pages" in failing(pack)
    assert "does not stand on page" in detail("quotations on their pages", pack)


def test_a_quotation_altered_where_it_is_printed_fails(pack):
    def cover(pdf, about):
        page = pdf[item(about, "1.1")["pack_page"] - 1]
        page.add_redact_annot(page.search_for("lead to changes")[0], fill=False)
        page.apply_redactions(graphics=0)

    forge(pack, cover)
    assert failing(pack) == {"quotations printed"}


def test_words_left_unprinted_must_be_squares_and_nothing_else(pack):
    printed = STEADY.replace("every month", "every m□nth")
    forge(pack, alter_manifest=lambda about: item(about, "1.1").update(printed=printed))
    assert "item 1.1 is not printed word for word" in detail("quotations printed", pack)
    forge(pack, alter_manifest=lambda about: item(about, "1.1").update(printed="Another statement."))
    assert "item 1.1 is not printed as it was quoted" in detail("quotations printed", pack)


def test_a_dropped_page_fails(pack):
    forge(pack, lambda pdf, about: pdf.delete_page(len(pdf) - 1))
    assert {"opens", "page numbers"} <= failing(pack)
    assert "pages, the manifest says" in detail("opens", pack)


def test_a_retargeted_link_fails(pack):
    def retarget(pdf, about):
        page = pdf[item(about, "1.1")["pack_page"] - 1]
        cited = item(about, "1.1")["cited"][0]["pack_page"]
        link = next(link for link in page.get_links() if link["page"] == cited - 1)
        pdf.xref_set_key(link["xref"], "Dest", f"[{pdf.page_xref(len(pdf) - 1)} 0 R /XYZ 0 800 0]")

    def outward(pdf, about):
        page = pdf[item(about, "2.1")["pack_page"] - 1]
        link = page.get_links()[0]
        pdf.xref_set_key(link["xref"], "Dest", "null")
        pdf.xref_set_key(link["xref"], "A", "<</S/URI/URI(https://outside.example/)>>")

    forge(pack, retarget)
    assert failing(pack) == {"links"}
    forge(pack, outward)
    assert failing(pack) == {"links", "nothing active"}
    assert "leads nowhere in the pack" in detail("links", pack)
    assert "URI" in detail("nothing active", pack)


def test_a_removed_link_back_fails(pack):
    def remove(pdf, about):
        page = pdf[item(about, "2.1")["cited"][0]["pack_page"] - 1]
        pdf.xref_set_key(page.xref, "Annots", "[]")

    forge(pack, remove)
    assert failing(pack) == {"links"}
    assert "has no link to page" in detail("links", pack)


def test_a_removed_highlight_fails(pack):
    def remove(pdf, about):
        for xref in range(1, pdf.xref_length()):
            if pdf.xref_is_stream(xref) and b"/Marker gs" in pdf.xref_stream(xref):
                pdf.update_stream(xref, pdf.xref_stream(xref).split(b"/Marker")[0])

    forge(pack, remove)
    assert failing(pack) == {"highlights"}


def test_a_moved_highlight_fails(pack):
    forge(pack, alter_manifest=lambda about: item(about, "1.1")["cited"][0]["highlights"].append([10, 10, 50, 20]))
    assert failing(pack) == {"highlights"}
    assert "item 1.1 is not highlighted on page" in detail("highlights", pack)


def test_wrong_page_labels_and_bookmarks_fail(pack):
    forge(pack, lambda pdf, about: pdf.set_page_labels([{"startpage": 0, "style": "r", "firstpagenum": 1}]))
    assert failing(pack) == {"page numbers"}
    forge(pack, lambda pdf, about: pdf.set_toc([[1, "Contents", 2]]))
    assert "bookmarks" in failing(pack)


def test_what_acts_or_is_attached_fails(pack):
    def attach(pdf, about):
        pdf.embfile_add("a.txt", b"words")

    def script(pdf, about):
        pdf.xref_set_key(pdf.pdf_catalog(), "OpenAction", "<</S/JavaScript/JS(app.alert\\(1\\))>>")

    def note(pdf, about):
        pdf[2].add_text_annot((100, 100), "a note")

    for alter in (attach, script, note):
        forge(pack, alter)
        assert "nothing active" in failing(pack)


def test_a_font_that_is_not_embedded_fails(pack):
    forge(pack, lambda pdf, about: pdf[3].insert_text((72, 30), "Helvetica is not embedded"))
    assert failing(pack) == {"fonts"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": "evidence-desk-pack"}',
        b'{"format": "evidence-desk-pack", "files": "x", "counts": 3}',
    ],
)
def test_a_manifest_that_is_no_manifest_proves_nothing(pack, content):
    (pack / MANIFEST).write_bytes(content)
    assert failing(pack) == set(CHECKS)


def test_a_file_outside_the_folder_is_never_taken_for_one_of_the_pack(pack):
    outside = pack.parent / "outside.txt"
    outside.write_bytes(b"x")
    entry = {"name": "../outside.txt", "sha256": hashlib.sha256(b"x").hexdigest(), "bytes": 1}
    forge(pack, alter_manifest=lambda about: about["files"].append(entry))
    assert detail("files", pack) == "../outside.txt is missing."


def test_a_pdf_that_is_none_proves_nothing_and_harms_nothing(pack):
    (path,) = pack.glob("*.pdf")
    path.write_bytes(b"%PDF-1.7\nnot a PDF")
    checks = verify(pack)
    assert {check.name for check in checks if check.ok} <= {"files", "Word file", "workbook"}
    about = json.loads((pack / MANIFEST).read_text(encoding="utf-8"))
    assert about["counts"]["pages"] > 0


def test_there_must_be_a_folder(tmp_path):
    with pytest.raises(NotFound, match="There is no pack at"):
        verify(tmp_path / "nowhere")
