"""A real workspace under test, real PDFs to put into it, and the way to tag what stands in them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pymupdf

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.framework import Framework, JudgementArea, Theme
from evidence_app.domain.pack import PackSpec
from evidence_app.domain.pagetext import find_furniture
from evidence_app.domain.pageview import boxes
from evidence_app.domain.passage import find_quote
from evidence_app.packs import manifest
from evidence_app.pages.text import EXTRACTOR, page_text, words
from evidence_app.store import documents, evidence, journal
from evidence_app.store.database import Database
from evidence_app.store.pages import of_document

FRAMEWORK = Framework(
    id="trial",
    name="Trial framework",
    series="Trial",
    areas=(
        JudgementArea(
            "leaders",
            "The impact of leaders",
            "Leaders",
            "L",
            themes=(Theme("leaders.audit", "Audit", "Audits lead to change."),),
        ),
        JudgementArea("protection", "Help and protection", "Protection", "P"),
        JudgementArea("care", "Children in care", "Care", "C"),
    ),
    overall=None,
)


SPEC = PackSpec(title="Evidence for the board", purpose="Quarterly review", date="2026-05-31")


class Desk:
    """A workspace under test."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.framework = FRAMEWORK

    def add(self, title: str, pdf: bytes, kind: str = "audit", date: str = "2026-03-31") -> int:
        with pymupdf.open("pdf", pdf) as source:
            texts = [page_text(page) for page in source]
            furniture = find_furniture(texts)
            pages = tuple(
                PageText(page.number + 1, text, page.rect.width, page.rect.height, ranges)
                for page, text, ranges in zip(source, texts, furniture, strict=True)
            )
        found = documents.Found(
            path=f"/home/someone/{title}.pdf",
            size=len(pdf),
            mtime_ns=1,
            sha256=hashlib.sha256(pdf).hexdigest(),
            data=pdf,
            title=title,
            kind=kind,
            authority="Aldermere",
            date=date,
            pages=pages,
            extractor=EXTRACTOR,
        )
        return documents.add(self.database, found)

    def text(self, document: int, page: int) -> str:
        return of_document(self.database, document)[page - 1].text

    def embargo(self, document: int) -> None:
        with journal.change(self.database, "embargo", "Tester", {}) as change:
            change.put("documents", {"id": document, "embargoed": 1})

    def tag(self, document, page, quote, *areas, finding="strength", item_id=None, **fields) -> str:
        known = documents.get(self.database, document)
        pages = of_document(self.database, document)
        passage = find_quote(pages, page, quote, document, EXTRACTOR)
        assert passage is not None, f"the test's own document lacks “{quote}”"
        lines = []
        with pymupdf.open("pdf", documents.data(self.database, document)) as source:
            for number in range(passage.page, passage.to_page + 1):
                start = passage.start if number == passage.page else 0
                end = passage.end if number == passage.to_page else len(pages[number - 1].text)
                for low, high in _between(pages[number - 1], start, end):
                    lines += [(number, *box) for box in boxes(words(source[number - 1]), low, high)]
        passage = replace(passage, boxes=tuple(lines))
        item_id = item_id or f"e{len(evidence.every(self.database)):04}"
        item = Evidence(
            id=item_id,
            passage=passage,
            title=known.title,
            areas=areas or ("leaders",),
            finding=finding,
            **{"status": "agreed", "author": "Tester", "created": "2026-05-01T10:00:00", **fields},
        )
        with journal.change(self.database, "tag", "Tester", {}) as change:
            evidence.put(change, item)
        return item_id


def forged(folder, ending: str, change) -> None:
    """Alters the file of a pack that ends so, as somebody would who also puts its hash right."""
    about = manifest.read(folder)
    entry = next(entry for entry in about["files"] if entry["name"].endswith(ending))
    path = folder / entry["name"]
    data = change(path.read_bytes())
    path.write_bytes(data)
    entry.update(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    (folder / manifest.MANIFEST).write_bytes(manifest.dumped(about))


def _between(page: PageText, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a page from start to end that are no furniture."""
    stretches = []
    for low, high in (*page.furniture, (end, end)):
        if start < min(low, end):
            stretches.append((start, min(low, end)))
        start = max(start, high)
    return stretches


def paper(*pages: str, header: str = "", size=(595, 842), rotation: int = 0, crop=None) -> bytes:
    """A PDF with one page for each text; a header with {n} is printed on each."""
    with pymupdf.open() as document:
        for number, text in enumerate(pages, start=1):
            page = document.new_page(width=size[0], height=size[1])
            if header:
                page.insert_text((72, 40), header.format(n=number), fontsize=9)
            left = page.insert_textbox((72, 72, size[0] - 72, size[1] - 72), text, fontsize=11)
            assert left >= 0, "the test's own text is too long for its page"
            if crop:
                page.set_cropbox(pymupdf.Rect(crop))
            page.set_rotation(rotation)
        return bytes(document.tobytes(garbage=3, deflate=True))


STEADY = "Audits are carried out every month and lead to changes that staff can name."
LATE = "Some children wait too long for a first visit, and managers do not always know why."
TURN_HEAD = "Plans are reviewed in good time and most"
TURN_TAIL = "children know what will happen next."


def fill(desk: Desk) -> None:
    """Five documents: plain with a page turn, rotated, cropped, landscape, and one that is only in the library."""
    minutes = desk.add(
        "Improvement board minutes",
        paper(
            f"Item 1.\n{STEADY}\n\nItem 2.\n" + "Nothing further was said on this matter. " * 20,
            "The board met at two. " * 12 + f"\n{TURN_HEAD}",
            f"{TURN_TAIL}\n" + "The chair thanked everybody. " * 8,
            "Closing words. " * 5,
            header="Improvement board | page {n}",
        ),
        kind="minutes",
    )
    sample = paper(f"Sample of fourteen.\n{LATE}", rotation=90, size=(842, 595))
    audit = desk.add("Case audit", sample, date="2026-04-30")
    cut = desk.add(
        "Inspection report",
        paper(
            "A heading\n\nHelp is offered early, and thresholds are understood by partners.", crop=(40, 40, 520, 700)
        ),
        kind="inspection_report",
    )
    wide = desk.add("Dashboard", paper("Vacancies fell from 18% to 11% in a year.", size=(1191, 842)), kind="dashboard")
    desk.add("Unread policy", paper("Nothing cited here."))
    desk.tag(minutes, 1, STEADY, "leaders", themes=("leaders.audit",), note="Seen in April's sample.")
    desk.tag(audit, 1, LATE, "protection", finding="improvement", date="2026-04-12", status="draft")
    desk.tag(minutes, 2, f"{TURN_HEAD} {TURN_TAIL}", "leaders", "care", finding="strength", impact=True)
    desk.tag(cut, 1, "thresholds are understood by partners", "protection")
    desk.tag(wide, 1, "Vacancies fell from 18% to 11% in a year.", "leaders", finding="context")
