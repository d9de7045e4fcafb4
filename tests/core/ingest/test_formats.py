"""Files of every format through the front door: found by search, tagged by quotation, packed with its highlight."""

import hashlib
import io
import itertools
import subprocess
import sys

import made_documents as made
import pymupdf
import pytest
import pyzipper
from made_pdfs import pdf
from msoffcrypto.format.ooxml import OOXMLFile

from evidence_app.domain.document import LOCKED_REASON
from evidence_app.domain.pack import PackSpec
from evidence_app.errors import KnownError
from evidence_app.progress import run
from evidence_app.workspace import Query, Workspace, verify_pack

FORMATS = (
    *("docx", "doc", "odt", "rtf", "txt", "md", "html", "csv", "xlsx", "xlsb", "xls", "ods"),
    *("pptx", "ppt", "odp", "eml", "msg"),
)
LONG = "The team manager reviewed the plan with the family and recorded what was agreed. "


def text(number):
    """What three files of each format say: a short note, one with signs of all sorts, one of several pages."""
    return (
        ("The quick kestrel visit was on time.", "Nobody else was seen."),
        ("Rowan’s café visit — kestrel & heron — cost £5.", "He said “I’m fine”; 5 > 3 and Łódź is far."),
        (*[LONG * 8] * 12, "The kestrel came last, on a later page."),
    )[number]


def sentence(number):
    return (text(0)[0], text(1)[0], text(2)[-1])[number]


def written(kind, number):
    words = text(number)
    if kind in ("html", "md"):
        words = [word.replace("&", "&amp;") for word in words]
    return getattr(made, kind)(*words)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A workspace into which three files of each format were imported."""
    place = tmp_path_factory.mktemp("formats")
    files = place / "files"
    files.mkdir()
    for kind, number in itertools.product(FORMATS, range(3)):
        (files / f"{kind} {number}.{kind}").write_bytes(written(kind, number))
    with Workspace.create(place / "work.evidence", "passphrase", authority="Aldermere") as workspace:
        report = run(workspace.documents.import_paths([files]))
        assert (report.added, report.attention) == (len(FORMATS) * 3, ())
        yield workspace, files


def one_line(words):
    return " ".join(words.split())


@pytest.mark.parametrize("kind", FORMATS)
def test_a_known_sentence_of_each_file_is_found_tagged_and_its_words_are_kept(library, kind):
    workspace, _ = library
    hits = workspace.search.run(Query("kestrel", limit=500)).hits
    for number in range(3):
        name = f"{kind} {number}.{kind}"
        document = workspace.documents.find(name)
        (hit,) = [hit for hit in hits if hit.document == document.id]
        passage = workspace.evidence.locate(document.id, hit.page, sentence(number))
        assert passage.quote == one_line(passage.quote) and passage.boxes
        changes = workspace.evidence.add(passage, ["protection"], "strength")
        assert changes.evidence
        pages = workspace.documents.text(document.id)
        whole = one_line(" ".join(page.text for page in pages))
        for words in text(number):
            assert one_line(words)[:60] in whole
        assert number < 2 or kind in ("pptx", "odp") or (len(pages) > 1 and hit.page > 1)
        for page in pages:
            # The foot is set by the program, so it is no text of the document's.
            assert name in page.text[page.furniture[-1][0] :]
            assert (page.width, page.height) in ((595, 842), (842, 595))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_original_is_kept_and_saved_with_its_own_ending(library, kind, tmp_path):
    workspace, files = library
    document = workspace.documents.find(f"{kind} 1.{kind}")
    data = (files / f"{kind} 1.{kind}").read_bytes()
    assert (document.sha256, document.size) == (hashlib.sha256(data).hexdigest(), len(data))
    saved = workspace.documents.save_original(document.id, tmp_path / "copy.pdf")
    assert saved.suffix == f".{kind}" and saved.read_bytes() == data


def test_a_pack_of_every_format_is_proved_with_its_highlights(library, tmp_path):
    workspace, _ = library
    for kind in FORMATS:
        document = workspace.documents.find(f"{kind} 1.{kind}")
        passage = workspace.evidence.locate(document.id, 1, sentence(1))
        workspace.evidence.add(passage, ["leaders"], "improvement")
    spec = PackSpec(title="Every format", areas=("leaders",))
    report = run(workspace.packs.build(spec, tmp_path / "pack"))
    assert report.items == report.exhibit_pages == len(FORMATS)
    checks = verify_pack(tmp_path / "pack")
    assert checks and all(check.ok for check in checks), [check for check in checks if not check.ok]


def imported(place, name, data, **wishes):
    """A fresh workspace with one file in it, and the report."""
    file = place / name
    file.write_bytes(data)
    workspace = Workspace.create(place / f"{name}.evidence", "passphrase")
    return workspace, run(workspace.documents.import_paths([file], **wishes))


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_pictures_are_pages_to_look_at_that_need_attention(tmp_path, kind):
    data = made.tiff(3) if kind == "tiff" else made.picture(kind)
    workspace, report = imported(tmp_path, f"letter.{kind}", data)
    with workspace:
        (document,) = workspace.documents.list(attention=True)
        assert document.pages == (3 if kind == "tiff" else 1) and "scan" in document.reason
        assert len(report.attention) == 1


def test_attachments_are_documents_of_their_own_that_follow_their_message(tmp_path):
    inner = made.eml("The inner kestrel.", heading="Forwarded", attachments=[("deep.txt", b"A deep kestrel.")])
    letter = pdf("The kestrel letter.")
    data = made.eml("See the letter.", attachments=[("letter.pdf", letter), ("inner.eml", inner)])
    workspace, report = imported(tmp_path, "message.eml", data)
    with workspace:
        assert (report.found, report.added, report.attention) == (4, 4, ())
        message = workspace.documents.find("message.eml")
        assert (message.kind, message.date) == ("email", "2024-05-03")
        attached = workspace.documents.attached(message.id)
        shown = f"{tmp_path / 'message.eml'} → letter.pdf"
        assert {path for one in attached for path in one.paths} == {
            shown,
            f"{tmp_path / 'message.eml'} → inner.eml",
            f"{tmp_path / 'message.eml'} → inner.eml → deep.txt",
        }
        assert workspace.documents.find(shown).sha256 == hashlib.sha256(letter).hexdigest()
        assert "letter.pdf" in workspace.documents.text(message.id, 1)[0].text
        ids = {one.id for one in workspace.documents.list()}
        (tmp_path / "message.eml").rename(tmp_path / "moved.eml")
        again = run(workspace.documents.import_paths([tmp_path / "moved.eml"]))
        assert (again.moved, again.added) == (1, 0)
        assert {one.id for one in workspace.documents.list()} == ids
        assert f"{tmp_path / 'moved.eml'} → letter.pdf" in workspace.documents.get(attached[0].id).paths or any(
            f"{tmp_path / 'moved.eml'} → letter.pdf" in one.paths for one in workspace.documents.attached(message.id)
        )
        assert run(workspace.documents.import_paths([tmp_path / "moved.eml"])).unchanged == 1


def test_a_message_of_outlook_brings_its_attachments(tmp_path):
    workspace, report = imported(tmp_path, "m.msg", made.msg("Hello.", attachments=[("a.pdf", pdf("Kestrel"))]))
    with workspace:
        assert (report.added, report.attention) == (2, ())
        message = workspace.documents.find("m.msg")
        assert (message.kind, message.date) == ("email", "2024-05-03")
        words = workspace.documents.text(message.id, 1)[0].text
        assert "From: " in words and "Ira Moss" in words and "Attachments: a.pdf" in words and "Hello." in words


def test_a_zip_folder_is_its_documents_and_leads_nowhere(tmp_path):
    files = {
        "audits/one.docx": made.docx("Kestrel one."),
        "../../../evil.txt": b"An escaped kestrel.",
        "C:\\Windows\\two.txt": b"Kestrel two.",
        "__MACOSX/._one.docx": b"litter",
        "inner.zip": made.zipped({"three.txt": b"Kestrel three."}),
        "program.exe": b"MZ",
    }
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    workspace, report = imported(place, "all.zip", made.zipped(files))
    with workspace:
        assert (report.added, report.attention) == (4, ())
        names = {path.partition(" → ")[2] for one in workspace.documents.list() for path in one.paths}
        assert names == {"audits/one.docx", "evil.txt", "Windows/two.txt", "inner.zip → three.txt"}
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and "evil" in path.name]
        assert run(workspace.documents.import_paths([place / "all.zip"])).unchanged == 1
        (place / "all.zip").write_bytes(made.zipped({"audits/one.docx": files["audits/one.docx"]}))
        assert run(workspace.documents.import_paths([place / "all.zip"])).unchanged == 1
        assert {one.id for one in workspace.documents.list()} and len(workspace.documents.list()) == 4


def test_a_mailbox_is_its_messages_with_what_is_attached_to_them(tmp_path):
    second = made.eml(
        "From here on\n\nFrom the kestrel.", heading="Two: the letter", attachments=[("a.pdf", pdf("Hi"))]
    )
    data = made.mbox(made.eml("The first kestrel.", heading="One"), second)
    workspace, report = imported(tmp_path, "archive.mbox", data)
    with workspace:
        assert (report.added, report.attention) == (3, ())
        names = {path.partition(" → ")[2] for one in workspace.documents.list() for path in one.paths}
        assert names == {"0001 One.eml", "0002 Two the letter.eml", "0002 Two the letter.eml → a.pdf"}
        message = workspace.documents.find(f"{tmp_path / 'archive.mbox'} → 0002 Two the letter.eml")
        assert "From the kestrel." in workspace.documents.text(message.id, 1)[0].text
        (letter,) = workspace.documents.attached(message.id)
        assert [one.id for one in workspace.documents.holders(letter.id)] == [message.id]
        assert run(workspace.documents.import_paths([tmp_path / "archive.mbox"])).unchanged == 1


def test_what_outlook_packed_for_outlook_is_unpacked(tmp_path):
    packed = made.winmail("See the kestrel.", attachments=[("A long name for a letter.pdf", pdf("The letter."))])
    data = made.eml("Plain words.", heading="Visit", attachments=[("winmail.dat", packed)])
    workspace, report = imported(tmp_path, "visit.eml", data)
    with workspace:
        assert (report.added, report.attention) == (3, ())
        paths = {path.partition(" → ")[2] for one in workspace.documents.list() for path in one.paths}
        assert "winmail.dat → A long name for a letter.pdf" in paths
        assert workspace.search.run(Query("kestrel")).total_pages == 1


@pytest.mark.parametrize("cut", [30, 120, 700])
def test_a_winmail_that_is_cut_short_needs_attention(tmp_path, cut):
    packed = made.winmail("See the kestrel.", attachments=[("letter.pdf", pdf("The letter."))])
    workspace, report = imported(tmp_path, "winmail.dat", packed[:-cut])
    with workspace:
        assert report.added == 0 and "damaged" in report.attention[0].reason


LIST = (
    ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Contact"),
    ("1001", "f", "WBRI", "2012-05-03", "2024-03-01"),
    ("1002", "m", "BCRB", "2014-01-09", "2024-03-02"),
)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_a_list_of_children_is_taken_in_only_when_asked(tmp_path, kind):
    workspace, report = imported(tmp_path, f"list 1.{kind}", getattr(made, kind)(cells=LIST))
    with workspace:
        assert report.added == 0 and "list of children" in report.attention[0].reason
        assert workspace.search.run(Query("1001")).total_pages == 0
        with pytest.raises(KnownError, match="No copy"):
            workspace.documents.save_original(workspace.documents.list()[0].id, tmp_path / "copy")
        assert run(workspace.documents.import_paths([tmp_path / f"list 1.{kind}"])).added == 0
        allowed = run(workspace.documents.import_paths([tmp_path / f"list 1.{kind}"], child_lists=True))
        assert (allowed.added, allowed.attention) == (1, ())
        assert workspace.search.run(Query("1001")).total_pages == 1


def test_an_audit_that_names_children_is_no_list(tmp_path):
    cells = (("Child ref", "Age", "Grade", "What was found"), ("A", "7", "Good", "Seen alone."))
    workspace, report = imported(tmp_path, "audit.xlsx", made.xlsx(cells=cells))
    with workspace:
        assert (report.added, report.attention) == (1, ())


def locked_docx(password):
    made_file = io.BytesIO()
    OOXMLFile(io.BytesIO(made.docx("The kestrel is locked in."))).encrypt(password, made_file)
    return made_file.getvalue()


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_password_given_once_opens_what_was_refused(tmp_path, kind):
    data = locked_docx("open it") if kind == "docx" else None
    if data is None:
        data = pdf("The kestrel is locked in.", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open it")
    workspace, report = imported(tmp_path, f"locked.{kind}", data, passwords=["wrong"])
    with workspace:
        assert "password" in report.attention[0].reason
        document = workspace.documents.list()[0].id
        again = run(workspace.documents.import_paths([tmp_path / f"locked.{kind}"], passwords=["no", "open it"]))
        assert (again.added, again.attention) == (1, ())
        assert workspace.search.run(Query("kestrel")).hits[0].document == document
        passage = workspace.evidence.locate(document, 1, "The kestrel is locked in.")
        assert passage.boxes, "what is shown needs no password"
        saved = workspace.documents.save_original(document, tmp_path / f"saved.{kind}")
        assert saved.read_bytes() == data
    assert b"open it" not in (tmp_path / f"locked.{kind}.evidence").read_bytes()


def test_a_protected_archive_waits_for_its_password_and_is_then_its_documents(tmp_path):
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"open it")
        archive.writestr("letter.pdf", pdf("The kestrel."))
    workspace, report = imported(tmp_path, "all.zip", out.getvalue())
    with workspace:
        assert [item.reason for item in report.attention] == [LOCKED_REASON]
        again = run(workspace.documents.retry(passwords=["wrong", "open it"]))
        assert (again.added, again.attention) == (1, ())
        (letter,) = workspace.documents.list()
        assert letter.paths == (f"{tmp_path / 'all.zip'} → letter.pdf",) and letter.status == "ready"


def test_evidence_takes_the_date_of_the_entry_it_stands_in(tmp_path):
    record = (
        "Case record\n\nDate: 03/05/2024\nType: Home visit\nSeen at home.\n\n"
        "Date: 10/05/2024\nType: Telephone call\nCalled the kestrel.\n\nDate: 12/05/2024\nType: Email\nSent."
    )
    workspace, _ = imported(tmp_path, "record.txt", record.encode())
    with workspace:
        document = workspace.documents.find("record.txt")
        assert (document.kind, document.date) == ("case_note", "2024-05-12")
        workspace.evidence.add(
            workspace.evidence.locate(document.id, 1, "Called the kestrel."), ["leaders"], "strength"
        )
        assert [item.date for item in workspace.evidence.list()] == ["2024-05-10"]


def test_a_pdf_is_read_without_loading_the_readers_of_other_formats():
    code = (
        "import sys; from evidence_app.ingest.worker import read_file;"
        "assert read_file(sys.stdin.buffer.read(), 'a.pdf', None, 9).pages;"
        "readers = {'office_oxide', 'python_calamine', 'mistune', 'mammoth', 'olefile', 'msoffcrypto', 'email', 'xml'};"
        "print(sorted(readers & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=pdf("Kestrel"), capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
