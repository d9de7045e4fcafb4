"""A pack as one encrypted archive: made, opened with pyzipper, and proved again."""

import json
from dataclasses import replace

import pytest
import pyzipper
from paperwork import FRAMEWORK, SPEC, STEADY, paper

from evidence_app.domain.pack import check_password
from evidence_app.errors import KnownError, PackRefused
from evidence_app.packs import archive
from evidence_app.packs.build import build
from evidence_app.packs.manifest import MANIFEST, dumped, read
from evidence_app.packs.proof import CHECKS
from evidence_app.packs.verify import verify
from evidence_app.progress import run
from evidence_app.store import journal, packs

PASSWORD = "eleven grey lanterns hum"
NAME = "Siobhan D'Arcy"
ALL = ("pdf", "docx", "xlsx", "zip")


def build_at(desk, out, password=PASSWORD, formats=ALL, title=f"Evidence about {NAME}"):
    spec = replace(SPEC, title=title, formats=formats)
    return run(build(desk.database, FRAMEWORK, spec, out, authority="Aldermere", author="T", password=password))


@pytest.fixture
def sealed(filled, tmp_path):
    build_at(filled, tmp_path / "out")
    return tmp_path / "out"


def test_only_the_archive_and_its_manifest_remain_and_they_tell_nothing(filled, tmp_path):
    out = tmp_path / "out"
    report = build_at(filled, out)
    assert sorted(path.name for path in out.iterdir()) == [archive.ARCHIVE, MANIFEST]
    assert (report.pdf, report.csv, report.docx, report.xlsx) == (None,) * 4
    assert report.archive == str(out / archive.ARCHIVE) and report.manifest == str(out / MANIFEST)
    everything = b"".join(path.read_bytes() for path in out.iterdir())
    for words in (STEADY, "D'Arcy", "siobhan", "Improvement board"):
        assert words.encode() not in everything
    about = read(out)
    inside = {entry["name"] for entry in about["inside"]}
    assert inside == {f"evidence-pack.{ending}" for ending in ("pdf", "docx", "xlsx")} | {"evidence.csv", MANIFEST}
    assert [entry["name"] for entry in about["files"]] == [archive.ARCHIVE]
    assert about["released"]["by"] == "T" and about["released"]["at"].startswith("20")
    assert about["personal_data"] == {"taken_out": False, "places": 0, "proved": False}
    assert about["counts"]["pages"] > about["counts"]["exhibit_pages"] > 0


def test_it_opens_with_its_password_as_aes_256_only(sealed):
    with pyzipper.AESZipFile(sealed / archive.ARCHIVE) as opened:
        assert {(part.flag_bits & 1, part.wz_aes_strength, part.CRC) for part in opened.infolist()} == {(1, 3, 0)}
        with pytest.raises(RuntimeError, match=r"(?i)password"):
            opened.read(MANIFEST)
        opened.setpassword(PASSWORD.encode())
        about = json.loads(opened.read(MANIFEST))
        assert about["title"] == f"Evidence about {NAME}" and len(about["items"]) == 6
        assert opened.testzip() is None


def test_what_is_inside_is_proved_with_the_password_and_its_hash_without(sealed):
    checks = verify(sealed, PASSWORD)
    assert [check.name for check in checks] == [
        "files",
        "archive",
        *(name for name in CHECKS if name not in ("files", "redaction", "improvement desk")),
    ]
    assert all(check.ok for check in checks), checks
    (check,) = verify(sealed)
    assert check.ok and "was not looked at" in check.detail
    files, opened = verify(sealed, "not the password")
    assert files.ok and not opened.ok


def test_an_archive_that_was_tampered_with_fails(sealed):
    path = sealed / archive.ARCHIVE
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert {check.name for check in verify(sealed, PASSWORD) if not check.ok} >= {"files", "archive"}


def test_another_archive_under_the_same_password_fails(sealed):
    files = archive.opened((sealed / archive.ARCHIVE).read_bytes(), PASSWORD)
    about = json.loads(files[MANIFEST])
    about["items"][0]["quote"] = "Everything is outstanding."
    data = archive.seal({**files, MANIFEST: dumped(about)}, PASSWORD)
    (sealed / archive.ARCHIVE).write_bytes(data)
    failed = {check.name for check in verify(sealed, PASSWORD) if not check.ok}
    assert failed >= {"files", "archive", "quotations printed", "Word file", "workbook"}


def test_the_workspace_keeps_what_was_in_it_and_its_hash_but_no_password(sealed, filled):
    (made,) = packs.every(filled.database)
    assert made.manifest["archive"] == archive.ARCHIVE and len(made.manifest["exhibits"]) == 5
    entry = journal.audit_log(filled.database, limit=1)[0]
    assert archive.ARCHIVE in str(entry) and "strengths only" in str(entry), "warnings are logged with the export"
    assert PASSWORD not in str(made) + str(entry)


def test_a_pack_of_ours_in_an_archive_is_replaced_by_the_next(sealed, filled):
    build_at(filled, sealed, None, ("pdf",), "Evidence for the board")
    assert sorted(path.name for path in sealed.iterdir()) == ["evidence-for-the-board.pdf", "evidence.csv", MANIFEST]


@pytest.mark.parametrize("password", ["", "short", "elevenchars", "aaaaaaaaaaaaaaaaaaaa"])
def test_a_weak_password_is_refused_in_a_sentence(password):
    with pytest.raises(KnownError, match="needs at least 12 characters"):
        check_password(password)


@pytest.mark.parametrize(
    "formats, password, words",
    [
        (("pdf", "zip"), None, "An archive needs a password"),
        (("pdf",), PASSWORD, "Only an archive has a password"),
        (("pdf", "zip"), "too short", "at least 12 characters"),
    ],
)
def test_a_password_and_an_archive_need_each_other(desk, tmp_path, formats, password, words):
    with pytest.raises(KnownError, match=words):
        build_at(desk, tmp_path / "out", password, formats)
    assert not (tmp_path / "out").exists()


def test_only_known_formats_with_the_pdf_among_them_are_made(desk, tmp_path):
    desk.tag(desk.add("A note", paper(STEADY)), 1, STEADY)
    for formats in (("docx",), ("pdf", "odt"), ()):
        with pytest.raises(PackRefused, match="cannot be made"):
            build_at(desk, tmp_path / "out", None, formats)
