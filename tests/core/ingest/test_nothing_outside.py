"""Nothing of a document is found outside the encrypted workspace, during an import or after it."""

import os
import tempfile
import uuid
from pathlib import Path

from made_pdfs import pdf

from evidence_app.ingest.importer import import_paths
from evidence_app.ingest.readers import Limits
from evidence_app.store import documents, pages
from evidence_app.store.database import Database

# Where a program may leave things without being told where.
COMMON = [Path(place) for place in ("/tmp", "/var/tmp", "/dev/shm", Path.home()) if Path(place).is_dir()]


def common():
    """What stands at the top of the common places."""
    return {path for place in COMMON for path in place.iterdir()}


def files(*folders):
    return [Path(at) / name for folder in folders for at, _, names in os.walk(folder) for name in names]


def holds(path, marks):
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return any(mark in data for mark in marks)


def test_no_word_of_a_document_is_found_in_any_other_file(tmp_path, monkeypatch):
    # Made up anew, so that what an earlier run or another program left is not taken for ours.
    word = f"canary{uuid.uuid4().hex}"
    marks = [word.encode(), word.encode("utf-16-le"), word.encode("utf-32-le"), word.upper().encode()]
    sources = tmp_path / "sources"
    home = tmp_path / "home"
    sources.mkdir()
    home.mkdir()
    for number in range(3):
        data = pdf(*[f"The {word} sang on page {page}." for page in range(4)], title=word, deflate=False)
        (sources / f"{number}.pdf").write_bytes(data + b"%" + bytes([48 + number]))
    # Workers are told of it through the environment.
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    database = Database.create(home / "work.evidence", "passphrase")
    before = common()
    looked = set()

    def look():
        new = {path for path in common() - before if path not in tmp_path.parents}
        for path in files(home, temporary, *new) + [path for path in new if not path.is_dir()]:
            looked.add(path.name)
            assert not holds(path, marks), path

    for _ in import_paths(database, [sources], limits=Limits(workers=2)):
        look()
    document = documents.every(database)[0]
    # It is there to be found, with the passphrase; the log not yet folded into the file was looked at as well.
    assert word in pages.of_document(database, document.id)[0].text
    assert looked >= {"work.evidence", "work.evidence-wal", "work.evidence-shm"}
    database.close()
    look()
    assert list(temporary.iterdir()) == []
    assert holds(sources / "0.pdf", marks)
