"""The files beside the PDF: manifest.json, which a check can be run against, and evidence.csv, which a sheet opens."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from evidence_app import __version__
from evidence_app.domain.evidence import FINDING_LABELS
from evidence_app.packs.contents import Contents, Exhibit, Item
from evidence_app.packs.frames import Frame, marked

if TYPE_CHECKING:  # typeset loads the engines, which belong in the worker process only
    from evidence_app.packs.typeset import Typeset

MANIFEST = "manifest.json"
CSV = "evidence.csv"
# Where a manifest says that the PDF is encrypted, and how.
PDF_ENCRYPTION = "pdf_encryption"
FORMAT = "evidence-desk-pack"
VERSION = 1
# What file managers leave in the folders they show.
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}

# A cell that begins with one of these would be run as a formula by a spreadsheet (OWASP: CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_COLUMNS = (
    "Number", "Judgement area", "Themes", "Finding", "Quotation", "Note", "Document", "Document date", "Page",
    "Exhibit", "Pack page", "Evidence date", "Impact on children", "Status", "SHA-256 of document",
)  # fmt: skip


def manifest(
    contents: Contents,
    frames: Sequence[Frame],
    made: Typeset,
    renditions: Mapping[str, str],
    files: Mapping[str, bytes],
) -> dict[str, Any]:
    """What the pack holds and where, for people and programs that check it. Names no path and no user.

    Args:
        frames: the exhibit pages, in order.
        made: where things stand in the front matter.
        renditions: SHA-256 of the PDF each exhibit's pages were taken from, by exhibit number.
        files: the pack's other files, by name.
    """
    front = made.pages - len(frames)
    pack_pages = exhibit_pages(frames, made)
    exhibits = {item.evidence.id: item.exhibit for item in contents.items}
    by_place = {(frame.exhibit, frame.page.number): frame for frame in frames}
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_with": f"Evidence Desk {__version__}",
        "title": contents.spec.title,
        "authority": contents.authority,
        "framework": {"id": contents.framework, "name": contents.framework_name},
        "spec": asdict(contents.spec),
        "counts": {
            "items": len(exhibits),
            "documents": len(contents.exhibits),
            "pages": made.pages,
            "front_pages": front,
            "exhibit_pages": len(frames),
        },
        "notes": list(contents.notes),
        "files": [_file(name, data) for name, data in sorted(files.items())],
        "documents": [
            {
                "exhibit": exhibit.number,
                "title": exhibit.title,
                "kind": exhibit.kind,
                "date": exhibit.date,
                "pages": exhibit.pages,
                "sha256": exhibit.sha256,
                "rendition_sha256": renditions.get(exhibit.number),
                "shown": [
                    {"page": page.number, "pack_page": pack_pages[exhibit.number, page.number]}
                    for page in exhibit.shown
                ],
            }
            for exhibit in contents.exhibits
        ],
        "sections": [
            {"number": each.number, "area": each.area, "name": each.name, "pack_page": made.sections[each.area]}
            for each in contents.sections
        ],
        "items": [_item(item, _cited(contents, item), made, pack_pages, by_place) for item in contents.items],
        "exhibits": exhibits,
        "desk": made.desk,
    }


def exhibit_pages(frames: Sequence[Frame], made: Typeset) -> dict[tuple[str, int], int]:
    """The pack page of each exhibit page, by exhibit number and page of the document."""
    front = made.pages - len(frames)
    return {(frame.exhibit, frame.page.number): front + n for n, frame in enumerate(frames, start=1)}


def item_pages(contents: Contents, frames: Sequence[Frame], made: Typeset) -> dict[str, int]:
    """The pack page on which an item's passage begins, or, in a pack without exhibits, on which the item is printed."""
    shown = exhibit_pages(frames, made)
    return {
        item.number: shown.get((item.exhibit, item.evidence.passage.page), made.items[item.number])
        for item in contents.items
    }


def dumped(data: Mapping[str, Any]) -> bytes:
    """A manifest as it is written."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read(folder: Traversable) -> dict[str, Any] | None:
    """The manifest of a pack's folder; None where the folder holds none that is ours."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and data.get("format") == FORMAT else None


def cover_note(
    files: Mapping[str, bytes], archive: str, data: bytes, about: Mapping[str, Any], released: Mapping[str, str]
) -> dict[str, Any]:
    """The manifest that lies open beside an archive: names, sizes and hashes, who released it, whether personal data
    was taken out of it, and no word of what is inside.

    Args:
        files: the files inside, by name.
        archive: name of the archive.
        data: its bytes.
        about: the manifest inside.
        released: "by" and "at" (ISO time, UTC).
    """
    redaction = about.get("redaction")
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_with": about["made_with"],
        "archive": archive,
        "encryption": "AES-256 (WinZip AE-2)",
        "released": dict(released),
        "personal_data": {
            "taken_out": redaction is not None,
            "places": redaction["places"] if redaction else 0,
            "proved": redaction is not None and all(check["ok"] for check in redaction["proof"]),
        },
        "counts": about["counts"],
        "files": [_file(archive, data)],
        "inside": [_file(name, data) for name, data in sorted(files.items())],
    }


def sheet(contents: Contents, made: Typeset) -> bytes:
    """The items as a sheet: UTF-8 with a byte order mark, as spreadsheets expect it, and no cell a formula."""
    names = {section.area: section.name for section in contents.sections}
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for item in contents.items:
        evidence, passage = item.evidence, item.evidence.passage
        exhibit = _cited(contents, item)
        one_page = passage.page == passage.to_page
        row = (
            item.number,
            names[item.area],
            "; ".join(item.themes),
            FINDING_LABELS[evidence.finding],
            passage.quote,
            evidence.note,
            exhibit.title,
            exhibit.date,
            str(passage.page) if one_page else f"{passage.page}–{passage.to_page}",
            item.exhibit,
            str(made.items[item.number]),
            evidence.date,
            "yes" if evidence.impact else "",
            evidence.status,
            exhibit.sha256,
        )
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _file(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _item(
    item: Item,
    exhibit: Exhibit,
    made: Typeset,
    pack_pages: Mapping[tuple[str, int], int],
    frames: Mapping[tuple[str, int], Frame],
) -> dict[str, Any]:
    evidence, passage = item.evidence, item.evidence.passage
    cited = []
    for page in range(passage.page, passage.to_page + 1):
        frame = frames.get((item.exhibit, page))
        if frame is None:
            continue
        boxes = [frame.on_pack_page(box) for box in marked(passage, page)]
        cited.append(
            {
                "page": page,
                "pack_page": pack_pages[item.exhibit, page],
                "highlights": [[round(edge, 2) for edge in box] for box in boxes],
            }
        )
    entry: dict[str, Any] = {
        "number": item.number,
        "id": evidence.id,
        "area": item.area,
        "finding": evidence.finding,
        "status": evidence.status,
        "quote": passage.quote,
        "exhibit": item.exhibit,
        "document_sha256": exhibit.sha256,
        "page": passage.page,
        "to_page": passage.to_page,
        "pack_page": made.items[item.number],
        "cited": cited,
    }
    if passage.picture:
        entry["picture"] = True
    if item.left is not None:
        entry["left"] = item.left
    if item.number in made.printed:
        entry["printed"] = made.printed[item.number]
    return entry


def _cited(contents: Contents, item: Item) -> Exhibit:
    return next(exhibit for exhibit in contents.exhibits if exhibit.number == item.exhibit)
