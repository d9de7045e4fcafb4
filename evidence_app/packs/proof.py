"""What is proved of a finished pack, from its files alone; each check opens them anew. Runs in a worker process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2

from evidence_app.domain.pack import Check
from evidence_app.packs import manifest, office
from evidence_app.packs.desk_proof import desk
from evidence_app.packs.exhibits import HIGHLIGHT
from evidence_app.packs.frontmatter import UNPRINTABLE
from evidence_app.packs.quiet import quiet
from evidence_app.packs.reading import letters, pdf, stands, texts
from evidence_app.packs.redact import recorded
from evidence_app.packs.structure import structure
from evidence_app.pages.text import page_text

Manifest = dict[str, Any]
# Gives what is wrong, in words; empty where nothing is.
Finder = Callable[[Traversable, Manifest], list[str]]

# How far a highlight may lie from where the manifest has it, in points; forms bleed by one, figures are rounded.
_TOLERANCE = 1.5
# A front matter quotation may run over this many pages.
_MOST_PAGES = 4


def names(folder: Traversable) -> list[str]:
    """The checks of a pack, in their order: those of files it does not have are left out."""
    about = manifest.read(folder) or {}
    files, spec = about.get("files"), about.get("spec")
    entries = [entry for entry in files if isinstance(entry, dict)] if isinstance(files, list) else []
    endings = {str(entry.get("name"))[-5:] for entry in entries}
    redacted = "redaction" in about or (isinstance(spec, dict) and bool(spec.get("redact")))
    there = {"redaction": redacted, "improvement desk": bool(about.get("desk"))}
    there |= {name: ending in endings for name, ending in OFFICE.items()}
    return [name for name in CHECKS if there.get(name, True)]


def prove(name: str, folder: Traversable) -> Check:
    """Runs one check.

    Args:
        name: a key of CHECKS.
        folder: the pack's folder, or its files in memory; anything may be in it.
    """
    try:
        about = manifest.read(folder)
        if about is None:
            return Check(name, False, "There is no manifest.json of a pack in this folder.")
        finder, proved = CHECKS[name]
        problems = finder(folder, about)
    except Exception as error:
        # Whatever a damaged or forged file makes the engines do: it is not proved.
        return Check(name, False, f"The files could not be checked ({type(error).__name__}).")
    if problems:
        more = f" … and {len(problems) - 5} more" if len(problems) > 5 else ""
        return Check(name, False, "; ".join(problems[:5]) + more + ".")
    return Check(name, True, proved.format(**about["counts"]))


def _files(folder: Traversable, about: Manifest) -> list[str]:
    problems = []
    listed = {manifest.MANIFEST}
    for entry in about["files"]:
        name = entry["name"]
        listed.add(name)
        path = folder / name
        if Path(name).name != name or not path.is_file():
            problems.append(f"{name} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            problems.append(f"{name} was altered after the pack was made")
    foreign = {path.name for path in folder.iterdir()} - listed - manifest.LITTER
    problems += [f"{name} does not belong to the pack" for name in foreign]
    if len(about["files"]) < (1 if "archive" in about else 2):
        problems.append("the list of files is not complete")
    return sorted(problems)


def _opens(folder: Traversable, about: Manifest) -> list[str]:
    wanted = about["counts"]["pages"]
    data = pdf(folder, about)
    problems = []
    with pymupdf.open("pdf", data) as pack:
        if pack.is_repaired:
            problems.append("the PDF is damaged")
        if pack.page_count != wanted:
            problems.append(f"MuPDF finds {pack.page_count} pages, the manifest says {wanted}")
    other = pypdfium2.PdfDocument(data)
    if len(other) != wanted:
        problems.append(f"PDFium finds {len(other)} pages, the manifest says {wanted}")
    other.close()
    return problems


def _numbers(folder: Traversable, about: Manifest) -> list[str]:
    """Page labels, the printed page numbers and the exhibit stamps agree with the pages' places."""
    total = about["counts"]["pages"]
    stamps = {
        shown["pack_page"]: (
            f"Exhibit {each['exhibit']} · p. {shown['page']} of {each['pages']} · pack page {shown['pack_page']}"
        )
        for each in about["documents"]
        for shown in each["shown"]
    }
    problems = []
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        for number, page in enumerate(pack, start=1):
            if page.get_label() != str(number):
                problems.append(f"page {number} is labelled “{page.get_label()}”")
            # Without the source page it shows, the page's own layer is left: so the stamp is ours, and quickly read.
            kind, resources = pack.xref_get_key(page.xref, "Resources")
            if kind == "xref":
                pack.xref_set_key(int(resources.split()[0]), "XObject", "null")
            text = _one_line(page_text(page))
            if number > 1 and f"{number} of {total}" not in text:
                problems.append(f"page {number} does not print its number")
            if number in stamps and stamps[number] not in text:
                problems.append(f"page {number} does not carry its exhibit stamp")
        problems += [f"exhibit page {number} is missing" for number in sorted(stamps) if number > pack.page_count]
    if len(stamps) != about["counts"]["exhibit_pages"]:
        problems.append("the list of exhibit pages is not complete")
    return problems


def _bookmarks(folder: Traversable, about: Manifest) -> list[str]:
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        found = {(_one_line(title), page) for _, title, page in pack.get_toc()}
    wanted = [(_one_line(f"{each['number']} {each['name']}"), each["pack_page"]) for each in about["sections"]]
    wanted += [
        (_one_line(f"Exhibit {each['exhibit']} {each['title']}"), each["shown"][0]["pack_page"])
        for each in about["documents"]
        if each["shown"]
    ]
    pages = {(title.split(" ")[0], page) for title, page in found}
    problems = [
        f"no bookmark “{title}” to page {page}"
        for title, page in wanted
        if not any(page == at and _same_but_unprintable(name, title) for name, at in found)
    ]
    problems += [
        f"no bookmark for item {item['number']}"
        for item in about["items"]
        if (item["number"], item["pack_page"]) not in pages
    ]
    return problems


def _links(folder: Traversable, about: Manifest) -> list[str]:
    """Each item leads to the pages it cites and back, and no link leads anywhere the manifest does not know."""
    front = about["counts"]["front_pages"]
    there = {(item["pack_page"], item["cited"][0]["pack_page"]) for item in about["items"] if item["cited"]}
    back = {(cited["pack_page"], item["pack_page"]) for item in about["items"] for cited in item["cited"]}
    starts = {each["pack_page"] for each in about["sections"]}
    starts |= {each["shown"][0]["pack_page"] for each in about["documents"] if each["shown"]}
    sections = {each["pack_page"] for each in about["sections"]}
    found: set[tuple[int, int]] = set()
    problems = []
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        for number, page in enumerate(pack, start=1):
            for link in page.get_links():
                target = link.get("page", -1) + 1
                found.add((number, target))
                if link["kind"] not in (pymupdf.LINK_GOTO, pymupdf.LINK_NAMED) or not 1 <= target <= pack.page_count:
                    problems.append(f"a link on page {number} leads nowhere in the pack")
                # Where a destination is named its point counts from the foot of the page; inside is inside either way.
                elif link["to"] not in pack[target - 1].rect:
                    problems.append(f"a link on page {number} points beside page {target}")
                elif number > front and (number, target) not in back:
                    problems.append(f"a link on exhibit page {number} leads to page {target}, which does not cite it")
                elif number <= front < target and target not in starts and not _near(number, target, there):
                    problems.append(f"a link on page {number} leads to page {target}, which it does not cite")
    problems += [f"page {a} has no link to page {b}" for a, b in sorted(back - found)]
    problems += [
        f"page {a} has no link to page {b}"
        for a, b in sorted(there)
        if not any((a + n, b) in found for n in range(_MOST_PAGES))
    ]
    problems += [f"no link to the section on page {page}" for page in sections if not any(b == page for _, b in found)]
    return problems


def _near(number: int, target: int, there: set[tuple[int, int]]) -> bool:
    """A source line may stand some pages after its item's beginning, where the quotation is long."""
    return any((number - n, target) in there for n in range(_MOST_PAGES))


def _printed(folder: Traversable, about: Manifest) -> list[str]:
    """Each quotation stands verbatim where its item stands, read by both engines."""
    front = about["counts"]["front_pages"]
    problems = []
    for engine, pages in texts(folder, about, range(1, front + 1)).items():
        for item in about["items"]:
            quote = item.get("printed", item["quote"])
            if not _same_but_unprintable(quote, item["quote"]):
                problems.append(f"item {item['number']} is not printed as it was quoted")
                continue
            start = item["pack_page"]
            own = [pages[number] for number in range(start, min(start + _MOST_PAGES, front + 1))]
            if not stands(letters(f"“{quote}”"), own):
                problems.append(f"item {item['number']} is not printed word for word on page {start} ({engine})")
    return problems


def _cited(folder: Traversable, about: Manifest) -> list[str]:
    """Each quotation stands on the pages it cites, read by both engines."""
    problems = []
    shown = {each["exhibit"] for each in about["documents"] if each["shown"]}
    wanted = {cited["pack_page"] for item in about["items"] for cited in item["cited"]}
    redacted = "redaction" in about
    for engine, pages in texts(folder, about, sorted(wanted)).items():
        for item in about["items"]:
            if item["exhibit"] not in shown:
                continue
            cited = [place["page"] for place in item["cited"]]
            if cited != list(range(item["page"], item["to_page"] + 1)):
                problems.append(f"item {item['number']} lacks a page it cites")
                continue
            if item.get("picture"):
                continue  # its words are not the page's; that its box is marked is proved with the highlights
            own = [pages[place["pack_page"]] for place in item["cited"]]
            # Of a redacted quotation, the words that were not taken out.
            words = letters(item["left"] if redacted else item["quote"])
            if redacted and not words:
                continue
            if not words or not stands(words, own):
                numbers = ", ".join(str(place["pack_page"]) for place in item["cited"])
                problems.append(f"item {item['number']} does not stand on page {numbers} ({engine})")
    return problems


def _highlights(folder: Traversable, about: Manifest) -> list[str]:
    wanted: dict[int, list[tuple[str, list[float]]]] = {}
    for item in about["items"]:
        for cited in item["cited"]:
            for box in cited["highlights"]:
                wanted.setdefault(cited["pack_page"], []).append((item["number"], box))
    problems = []
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        for number, boxes in sorted(wanted.items()):
            marks = [
                part[1]
                for drawing in pack[number - 1].get_cdrawings()
                if _is_highlight(drawing.get("fill"))
                for part in drawing["items"]
                if part[0] == "re"
            ]
            for item_number, box in boxes:
                if not any(all(abs(a - b) <= _TOLERANCE for a, b in zip(mark, box, strict=True)) for mark in marks):
                    problems.append(f"item {item_number} is not highlighted on page {number}")
    return list(dict.fromkeys(problems))


def _fonts(folder: Traversable, about: Manifest) -> list[str]:
    problems = []
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        for number in range(about["counts"]["front_pages"]):
            fonts = pack.get_page_fonts(number)
            if not fonts:
                problems.append(f"page {number + 1} has no words")
            problems += [f"page {number + 1} does not embed {font[3]}" for font in fonts if font[1] == "n/a"]
    return problems


def _redaction(_: Traversable, about: Manifest) -> list[str]:
    return recorded(about)


# The checks in their order: what each finds wrong, and what is said where it finds nothing.
CHECKS: dict[str, tuple[Finder, str]] = {
    "files": (_files, "Every file is the one that was made, and there is no other."),
    "opens": (_opens, "MuPDF and PDFium both open it and count {pages} pages."),
    "page numbers": (_numbers, "Labels, printed numbers and the stamps of {exhibit_pages} exhibit pages agree."),
    "bookmarks": (_bookmarks, "Areas, items and exhibits each have theirs, on the right page."),
    "links": (_links, "Each item leads to the pages it cites and back; no link leads out of the pack."),
    "quotations printed": (_printed, "Each is printed word for word, read by MuPDF and by PDFium."),
    "improvement desk": (desk, "Each row stands word for word on its page; its items are linked to."),
    "quotations on their pages": (_cited, "Each stands on the pages it cites, read by MuPDF and by PDFium."),
    "highlights": (_highlights, "Each cited passage is highlighted where it stands."),
    "fonts": (_fonts, "All are embedded in the {front_pages} pages of the pack itself."),
    "structure": (structure, "Tags, language, title, words for pictures, headings, tables, reading order."),
    "nothing active": (quiet, "No script, action, form, attachment or outward link."),
    "Word file": (office.word_file, "Each quotation is in it word for word; no macro; no link but to the pack's PDF."),
    "redaction": (_redaction, "When it was made, nothing that was taken out was left in these files."),
    "workbook": (office.workbook_file, "Each quotation is in it word for word; no formula; no link but to the PDF."),
}
# Checks of files that not every pack has, and how those end.
OFFICE = {"Word file": ".docx", "workbook": ".xlsx"}


def _same_but_unprintable(printed: str, quote: str) -> bool:
    return len(printed) == len(quote) and all(a in (b, UNPRINTABLE) for a, b in zip(printed, quote, strict=True))


def _is_highlight(fill: Sequence[float] | None) -> bool:
    return fill is not None and len(fill) == 3 and all(abs(a - b) < 0.01 for a, b in zip(fill, HIGHLIGHT, strict=True))


def _one_line(text: str) -> str:
    return " ".join(text.split())
