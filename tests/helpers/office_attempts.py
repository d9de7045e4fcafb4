"""Puts tricky Word and Excel files through import, redaction and export, and looks for the name in every file made."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pypdfium2
from office_tricks import KEPT, ending, every
from redaction_attempts import parts, squeezed

from evidence_app.domain.pack import PackSpec
from evidence_app.domain.redaction import Listed
from evidence_app.progress import run
from evidence_app.workspace import Workspace, verify_pack


def exported(folder: Path, name: str, labels: tuple[str, ...] = ()) -> Path:
    """A redacted pack, proved, with a file of every trick (or those named) as a full exhibit; the pack's folder.

    Args:
        folder: where to work; an empty folder.
        name: of the person the files are about.
    """
    (folder / "in").mkdir()
    for number, (label, data) in enumerate(every(name, labels).items()):
        (folder / "in" / f"{number:02} {label.split(': ')[1]}, {name}{ending(label)}").write_bytes(data)
    with Workspace.create(folder / "w.evidence", "a passphrase") as made:
        run(made.documents.import_paths([folder / "in"], kind="case_note"))
        made.privacy.add_listed([Listed("", "name", name, "child")])
        for document in made.documents.list():
            page = next(one.number for one in made.documents.text(document.id) if KEPT in " ".join(one.text.split()))
            passage = made.evidence.locate(document.id, page, KEPT)
            made.evidence.add(passage, ["protection"], "strength", note=f"{name} agreed.")
        formats = ("pdf", "docx", "xlsx")
        spec = PackSpec(title=f"Pack about {name}", exhibits="full", redact=True, formats=formats, date="2026-05-01")
        run(made.packs.build(spec, folder / "out"))
    assert all(check.ok for check in verify_pack(folder / "out"))
    return folder / "out"


def leaks(pack: Path, name: str) -> list[str]:
    """Where in a pack's files a name, or a telling part of it, can still be read."""
    wanted = parts(name)
    found = []
    for place, text in _texts(pack):
        folded = squeezed(text)
        found += [f"{place}: {part}" for part in wanted if part in folded]
    return found


def lost(pack: Path) -> list[str]:
    """Exhibits that no longer say what they must, as either extractor reads the PDF."""
    about = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    pages = dict(_pages(pack))
    missing = []
    for each in about["documents"]:
        for engine in ("MuPDF", "PDFium"):
            text = "".join(pages[engine, shown["pack_page"]] for shown in each["shown"])
            if squeezed(KEPT) not in squeezed(text):
                missing.append(f"{each['exhibit']} ({engine})")
    return missing


def _texts(pack: Path) -> Iterator[tuple[str, str]]:
    """Everything in a pack that can be read, by independent readers, with where it stands."""
    for (engine, page), text in _pages(pack):
        yield f"page {page} ({engine})", text
    for path in pack.iterdir():
        data = path.read_bytes()
        yield "file name", path.name
        if path.suffix == ".pdf":
            with pymupdf.open(path) as document:
                for xref in range(1, document.xref_length()):
                    yield f"object {xref}", document.xref_object(xref)
                yield "metadata", repr((document.metadata, document.get_toc(), document.get_xml_metadata()))
        elif path.suffix in (".docx", ".xlsx"):
            yield from (_in_word(path) if path.suffix == ".docx" else _in_workbook(path))
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for member in package.namelist():
                    yield f"{path.name}/{member}", member + package.read(member).decode("utf-8", "ignore")
        else:
            yield path.name, data.decode("utf-8", "replace")


def _pages(pack: Path) -> Iterator[tuple[tuple[str, int], str]]:
    path = next(pack.glob("*.pdf"))
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            yield ("MuPDF", number), page.get_text(flags=0)
    other = pypdfium2.PdfDocument(path)
    for number, page in enumerate(other, 1):
        yield ("PDFium", number), page.get_textpage().get_text_range()
    other.close()


def _in_word(path: Path) -> Iterator[tuple[str, str]]:
    import docx

    made = docx.Document(str(path))
    words = ["".join(part.itertext()) for part in (made.element.body, *(one.header._element for one in made.sections))]
    facts = [getattr(made.core_properties, name) for name in ("title", "author", "comments", "subject")]
    yield path.name, " ".join([*words, repr(facts)])


def _in_workbook(path: Path) -> Iterator[tuple[str, str]]:
    import openpyxl

    made = openpyxl.load_workbook(path)
    for sheet in made.worksheets:
        cells = [f"{cell.value} {cell.comment}" for row in sheet.iter_rows() for cell in row if cell.value is not None]
        yield f"{path.name} {sheet.title}", " ".join([sheet.title, *cells])
