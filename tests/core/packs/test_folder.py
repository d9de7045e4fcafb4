import pytest

from evidence_app.errors import DiskFull, KnownError, PackRefused
from evidence_app.packs import folder
from evidence_app.packs.manifest import FORMAT, MANIFEST, dumped


def write_pack(path, word):
    (path / "a.pdf").write_text(word)
    (path / MANIFEST).write_bytes(dumped({"format": FORMAT, "files": [{"name": "a.pdf"}]}))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Evidence for the board: March 2026", "evidence-for-the-board-march-2026"),
        ("Ysgol Tŷ'r Ddôl / 3–4", "ysgol-ty-r-ddol-34"),
        ("…", "evidence-pack"),
        ("CON", "evidence-pack-con"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_title_becomes_a_file_name_fit_for_every_system(title, name):
    assert folder.slug(title) == name


def test_a_pack_appears_whole_and_its_workplace_is_gone(tmp_path):
    out = tmp_path / "pack"
    with folder.staged(out) as part:
        assert part.parent == tmp_path
        write_pack(part, "new")
        assert not out.exists()
        folder.publish(part, out)
    assert (out / "a.pdf").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_an_earlier_pack_is_replaced_and_an_empty_folder_is_used(tmp_path):
    out = tmp_path / "pack"
    out.mkdir()
    for word in ("first", "second"):
        (out / "Thumbs.db").write_bytes(b"left by a file manager")
        with folder.staged(out) as part:
            write_pack(part, word)
            folder.publish(part, out)
        assert (out / "a.pdf").read_text() == word
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


@pytest.mark.parametrize("fault", ["other", "mixed", "file", "nowhere"])
def test_what_is_no_pack_of_ours_is_never_touched(tmp_path, fault):
    out = tmp_path / "pack"
    if fault == "file":
        out.write_text("a letter")
    elif fault == "nowhere":
        out = tmp_path / "missing" / "pack"
    else:
        out.mkdir()
        if fault == "mixed":
            write_pack(out, "ours")
        (out / "letter.txt").write_text("a letter")
    with pytest.raises(PackRefused), folder.staged(out):
        raise AssertionError("it must not begin")
    if fault == "mixed":
        assert {path.name for path in out.iterdir()} == {"a.pdf", MANIFEST, "letter.txt"}
    assert len(list(tmp_path.iterdir())) == (fault != "nowhere")


def test_what_a_crash_left_behind_is_cleared_away(tmp_path):
    out = tmp_path / "pack"
    (tmp_path / ".pack.part").mkdir()
    write_pack(tmp_path / ".pack.part", "half")
    (tmp_path / ".pack.old").mkdir()
    write_pack(tmp_path / ".pack.old", "earlier")
    with folder.staged(out):
        assert (out / "a.pdf").read_text() == "earlier", "the crash came between the two renames"
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_where_the_new_pack_cannot_take_its_place_the_earlier_one_is_back(tmp_path):
    out = tmp_path / "pack"
    out.mkdir()
    write_pack(out, "earlier")
    with pytest.raises(KnownError):
        folder.publish(tmp_path / "never made", out)
    assert (out / "a.pdf").read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_the_disk_is_told_of_in_words(tmp_path):
    with pytest.raises(DiskFull), folder.told(tmp_path / "a.pdf"):
        raise OSError(28, "No space left on device")
    (tmp_path / "a.pdf").write_text("taken")
    with pytest.raises(KnownError, match=r"“a\.pdf” cannot be written"):
        folder.write(tmp_path / "a.pdf", b"")
