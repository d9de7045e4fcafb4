"""Documents and evidence as a REFI-QDA project (.qdpx)."""

from __future__ import annotations

import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evidence_app.domain.document import KINDS, Document, PageText
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.exchange import Exported, Wishes
from evidence_app.domain.framework import Framework
from evidence_app.domain.pagetext import FlowText, flow
from evidence_app.domain.wording import as_quoted
from evidence_app.exchange import writing
from evidence_app.exchange.archive import INTERNAL, PROJECT, SOURCES
from evidence_app.exchange.codes import codes_of, codes_on
from evidence_app.exchange.guids import guid
from evidence_app.exchange.writing import element
from evidence_app.files import written
from evidence_app.progress import Progress, Steps
from evidence_app.store import documents, evidence, pages
from evidence_app.store.database import Database, now


def write_codebook(framework: Framework, target: Path) -> Exported:
    """Writes a framework's areas, themes and findings as a codebook (.qdc).

    Raises:
        KnownError: it cannot be written.
    """
    codes = codes_of(framework)
    with written(target) as part:
        part.write_bytes(writing.codebook(codes))
    return Exported("qdc", (str(target),), {"codes": len(codes)})


def write_project(
    database: Database, framework: Framework, name: str, author: str, target: Path, wishes: Wishes
) -> Steps[Exported]:
    """Writes documents with their text, their PDFs and all that is tagged in them; closing cancels and leaves nothing.

    Args:
        name: of the project.
        author: who exports it.
        target: a .qdpx file; made beside it and renamed.
        wishes: what is to go out.

    Raises:
        KnownError: it cannot be written, or there is nothing to write.
    """
    with database.snapshot(), written(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        return (yield from _Writer(database, framework, author, archive, wishes).write(name, target))


@dataclass(slots=True)
class _Writer:
    database: Database
    framework: Framework
    author: str
    archive: zipfile.ZipFile
    wishes: Wishes
    left: Counter[str] = field(default_factory=Counter)
    selections: int = 0
    authors: set[str] = field(default_factory=set)
    cases: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)

    def write(self, name: str, target: Path) -> Steps[Exported]:
        began = time.monotonic()
        library = self._library()
        sources: list[str] = []
        for done, document in enumerate(library):
            yield Progress("Writing documents", done, len(library), time.monotonic() - began)
            sources.append(self._source(document))
        codes = codes_of(self.framework)
        parts = [
            writing.users(sorted({self.author, *self.authors})),
            writing.project_codes(codes),
            writing.variables(),
            self._cases(),
            *(["<Sources>\n", *sources, "</Sources>\n"] if sources else []),
        ]
        with self.archive.open(PROJECT, "w", force_zip64=True) as opened:
            for piece in writing.project(name, guid("user", self.author), now(), parts):
                opened.write(piece)
        counts = {"documents": len(sources), "codes": len(codes), "selections": self.selections}
        return Exported("qdpx", (str(target),), counts, told(self.left))

    def _library(self) -> list[Document]:
        found = []
        for document in documents.every(self.database, reading=False):
            if not document.pages:
                self.left["{} that could not be read"] += 1
            elif document.embargoed and not self.wishes.held_back:
                self.left["{} under embargo, with all that is tagged in them"] += 1
            else:
                found.append(document)
        return found

    def _items(self, document: Document) -> list[Evidence]:
        found = []
        for item in evidence.every(self.database, document=document.id):
            why = "" if self.wishes.held_back else item.held_back(date.today().isoformat())
            if why:
                self.left[f"{{}} marked as {why}"] += 1
            else:
                found.append(item)
        return found

    def _source(self, document: Document) -> str:
        text = pages.of_document(self.database, document.id)
        whole = flow(text)
        identity = guid("document", document.sha256)
        pdf = None if self.wishes.text_only else documents.data(self.database, document.id)
        words, boxes = self._selections(self._items(document), text, whole, pdf is not None)
        if document.child:
            self.cases.setdefault(document.child, ([], []))[0].append(identity)
        about = {"name": document.title, "creatingUser": guid("user", self.author), "creationDateTime": document.added}
        details = {"kind": KINDS[document.kind], "date": document.date, "authority": document.authority}
        values = writing.variable_values(details)
        if pdf is None:
            path = self._file(identity, "txt", whole.text.encode("utf-8"))
            return element("TextSource", [*words, *values], guid=identity, plainTextPath=path, **about) + "\n"
        path = self._file(identity, "pdf", pdf)
        plain = guid("text", document.sha256)
        where = self._file(plain, "txt", whole.text.encode("utf-8"))
        representation = element("Representation", words, guid=plain, plainTextPath=where, **about)
        return element("PDFSource", [*boxes, representation, *values], guid=identity, path=path, **about) + "\n"

    def _file(self, name: str, ending: str, data: bytes) -> str:
        self.archive.writestr(zipfile.ZipInfo(f"{SOURCES}/{name}.{ending}"), data, zipfile.ZIP_DEFLATED)
        return f"{INTERNAL}{name}.{ending}"

    def _selections(
        self, items: Sequence[Evidence], text: Sequence[PageText], whole: FlowText, pictures: bool
    ) -> tuple[list[str], list[str]]:
        """The selections of words, and those of boxes, as XML."""
        heights = {page.number: page.height for page in text}
        words: list[str] = []
        boxes: list[str] = []
        for item in items:
            passage = item.passage
            if passage.picture:
                if not pictures:
                    self.left["{} kept as a picture of a page, because PDFs were left out"] += 1
                    continue
                page, x0, y0, x1, y1 = passage.boxes[0]
                height = heights[page]
                # The standard counts pages from 0, and points from the lower left corner.
                place = {"page": page - 1, "firstX": round(x0), "firstY": round(height - y0)}
                place |= {"secondX": round(x1), "secondY": round(height - y1)}
                boxes.append(self._selection("PDFSelection", item, passage.quote, place))
                continue
            start = whole.offset(passage.page, passage.start)
            end = whole.offset(passage.to_page, passage.end - 1) + 1
            if as_quoted(whole.text[start:end]) != passage.quote:
                self.left["{} whose words do not stand at their place"] += 1
                continue
            name = f"p. {passage.page}: {passage.quote[:80]}"
            words.append(
                self._selection("PlainTextSelection", item, name, {"startPosition": start, "endPosition": end})
            )
        return words, boxes

    def _selection(self, tag: str, item: Evidence, name: str, place: dict[str, int]) -> str:
        self.selections += 1
        self.authors.add(item.author)
        identity, user = guid("evidence", item.id), guid("user", item.author)
        if item.person:
            self.cases.setdefault(item.person, ([], []))[1].append(identity)
        inside = [
            *writing.described(item.note),
            *writing.codings(identity, codes_on(item, self.framework), user, item.created),
        ]
        return element(tag, inside, guid=identity, name=name, creatingUser=user, creationDateTime=item.created, **place)

    def _cases(self) -> str:
        made = [
            element("Case", self._references(*held), guid=guid("case", name), name=name)
            for name, held in sorted(self.cases.items())
        ]
        return element("Cases", made) + "\n" if made else ""

    def _references(self, sources: Sequence[str], selections: Sequence[str]) -> Iterator[str]:
        yield from (element("SourceRef", targetGUID=one) for one in sources)
        yield from (element("SelectionRef", targetGUID=one) for one in selections)


def told(left: Counter[str]) -> tuple[str, ...]:
    """What was left out, in sentences; {} in a key stands for how many."""
    return tuple(f"Left out: {words.format(f'{count:,}')}." for words, count in left.items())
