"""A pack whose PDF has a password of its own: made, opened by two engines, and proved again."""

from dataclasses import replace

import pymupdf
import pypdfium2
import pytest
from paperwork import FRAMEWORK, SPEC, STEADY

from evidence_app.domain.pack import check_pdf_password
from evidence_app.errors import KnownError
from evidence_app.packs import archive, lock
from evidence_app.packs.build import build
from evidence_app.packs.manifest import MANIFEST, read
from evidence_app.packs.proof import CHECKS
from evidence_app.packs.verify import held, verify
from evidence_app.progress import run
from evidence_app.store import packs

PASSWORD = "seven löwen under snow"
ARCHIVE_PASSWORD = "eleven grey lanterns hum"


def build_at(desk, out, formats=("pdf", "docx"), password=None, pdf_password=PASSWORD):
    spec = replace(SPEC, title="For the board", formats=formats)
    return run(
        build(
            desk.database, FRAMEWORK, spec, out,
            authority="Aldermere", author="T", password=password, pdf_password=pdf_password,
        )
    )  # fmt: skip


@pytest.fixture
def sealed(filled, tmp_path):
    build_at(filled, tmp_path / "out")
    return tmp_path / "out"


def test_both_engines_open_the_pdf_with_its_password_only(sealed):
    data = (sealed / "for-the-board.pdf").read_bytes()
    with pymupdf.open("pdf", data) as pdf:
        assert pdf.needs_pass and not pdf.authenticate("another password") and pdf.authenticate(PASSWORD)
        assert pdf.metadata["encryption"] == "Standard V5 R6 256-bit AES"
        assert STEADY.split()[0] in "".join(page.get_text() for page in pdf)
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(data)
    other = pypdfium2.PdfDocument(data, password=PASSWORD)
    assert len(other) == read(sealed)["counts"]["pages"]
    other.close()
    # Titles, bookmarks and metadata are encrypted too.
    assert b"For the board" not in data and b"Aldermere" not in data


def test_verify_opens_it_and_runs_every_check_again(sealed):
    checks = verify(sealed, None, PASSWORD)
    expected = [name for name in CHECKS if name not in ("files", "redaction", "improvement desk", "workbook")]
    assert [check.name for check in checks] == ["files", lock.CHECK, *expected]
    assert all(check.ok for check in checks), checks


def test_without_its_password_only_the_hashes_are_proved_and_that_is_said(sealed):
    (check,) = verify(sealed)
    assert check.ok and "was not looked at" in check.detail
    files, opened = verify(sealed, None, "not the password at all")
    assert files.ok and not opened.ok and "does not open" in opened.detail


def test_an_encrypted_pdf_that_was_tampered_with_or_opened_fails(sealed):
    path = sealed / "for-the-board.pdf"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :])
    assert not verify(sealed, None, PASSWORD)[0].ok
    plain, _ = held_of(sealed, path, data)
    path.write_bytes(plain)
    failed = {check.name for check in verify(sealed, None, PASSWORD) if not check.ok}
    assert failed == {"files", lock.CHECK}


def held_of(folder, path, data):
    path.write_bytes(data)
    files, about = held(folder, None, PASSWORD)
    return files[path.name], about


def test_what_lies_open_beside_it_is_named_as_a_warning_and_on_record(filled, tmp_path):
    report = build_at(filled, tmp_path / "out")
    (told,) = (warning for warning in report.warnings if warning.startswith("Only the PDF is encrypted"))
    assert all(name in told for name in ("for-the-board.docx", "evidence.csv", MANIFEST))
    (made,) = packs.every(filled.database)
    said = made.manifest["pdf_encryption"]
    assert said["file"] == "for-the-board.pdf" and "AES-256" in said["method"] and "other bytes" in said["note"]
    assert PASSWORD not in str(made)


def test_in_an_archive_both_passwords_are_needed(filled, tmp_path):
    out = tmp_path / "out"
    report = build_at(filled, out, ("pdf", "zip"), ARCHIVE_PASSWORD)
    assert sorted(path.name for path in out.iterdir()) == [archive.ARCHIVE, MANIFEST]
    assert not any("Only the PDF" in warning for warning in report.warnings)
    checks = verify(out, ARCHIVE_PASSWORD, PASSWORD)
    assert {lock.CHECK, "quotations printed", "archive"} <= {check.name for check in checks}
    assert all(check.ok for check in checks), checks
    files, inside = verify(out, ARCHIVE_PASSWORD)
    assert files.ok and inside.ok and "PDF's own password" in inside.detail


def test_a_wrong_password_opens_nothing_to_look_for_personal_data_in(sealed):
    with pytest.raises(KnownError, match="no pack that opens"):
        held(sealed, None, "not the password at all")


@pytest.mark.parametrize(
    "password", ["", "short", "aaaaaaaaaaaaaaaaaaaa", "four words that are too long for it by far"]
)
def test_a_password_that_is_weak_or_too_long_is_refused(filled, tmp_path, password):
    with pytest.raises(KnownError, match="12 to 40 characters"):
        check_pdf_password(password)
    with pytest.raises(KnownError, match="12 to 40 characters"):
        build_at(filled, tmp_path / "out", pdf_password=password)
    assert not (tmp_path / "out").exists()
