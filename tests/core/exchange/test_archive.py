"""A .qdpx is looked into and never unpacked: nothing in it can name a place outside it, or grow beyond bounds."""

import zipfile

import pytest
from refi_files import qdpx

from evidence_app.errors import KnownError
from evidence_app.exchange.archive import Archive


def test_sources_are_found_whatever_the_case_of_their_folder_and_name(tmp_path):
    file = qdpx(tmp_path / "a.qdpx", "<Project/>", One_txt="words")
    with Archive(file) as archive:
        assert archive.project() == b"<Project/>"
        assert (archive.size("internal://one.TXT"), archive.read("internal://One.txt")) == (5, b"words")


@pytest.mark.parametrize(
    "reference",
    ["", "One.txt", "relative:///One.txt", "/etc/passwd", "file:///etc/passwd", "internal://../sources/One.txt",
     "internal://..\\One.txt", "internal://project.qde", "internal://other.txt"],
)  # fmt: skip
def test_a_reference_leads_nowhere_else(tmp_path, reference):
    with Archive(qdpx(tmp_path / "a.qdpx", "<Project/>", One_txt="words")) as archive:
        assert archive.size(reference) is None
        with pytest.raises(KnownError, match="missing"):
            archive.read(reference)


def test_names_that_climb_out_are_names_and_nothing_is_written(tmp_path):
    file = qdpx(tmp_path / "a.qdpx", "<Project/>")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../sources/evil.txt", "x")
        archive.writestr("sources/../../evil.txt", "x")
    with Archive(file) as opened:
        assert opened.size("internal://evil.txt") is None
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.qdpx"]


def test_what_grows_beyond_bounds_is_refused(tmp_path):
    file = qdpx(tmp_path / "a.qdpx", "<Project/>", bomb_txt=b"\0" * (32 << 20))
    with pytest.raises(KnownError, match="made to do harm"):
        Archive(file)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip", b"%PDF-1.4"])
def test_what_is_no_archive_is_refused(tmp_path, data):
    (tmp_path / "a.qdpx").write_bytes(data)
    with pytest.raises(KnownError, match="no REFI-QDA project"):
        Archive(tmp_path / "a.qdpx")
    with pytest.raises(KnownError, match="cannot be read"):
        Archive(tmp_path / "none.qdpx")


def test_an_archive_without_a_project_or_with_a_damaged_one_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(KnownError, match="no project"):
        Archive(tmp_path / "a.qdpx")
    file = qdpx(tmp_path / "b.qdpx", "<Project>" + "word " * 400 + "</Project>")
    data = bytearray(file.read_bytes())
    data[60:70] = b"\xff" * 10
    file.write_bytes(data)
    with Archive(file) as archive, pytest.raises(KnownError, match="damaged"):
        archive.project()
