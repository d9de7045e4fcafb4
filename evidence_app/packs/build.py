"""Builds a pack: choose, typeset, bind, prove, and only then put it in its place."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evidence_app.domain.framework import Framework
from evidence_app.domain.pack import FORMATS, Check, PackReport, PackSpec, check_password, check_pdf_password
from evidence_app.domain.redaction import Redactor
from evidence_app.domain.visit import Visit
from evidence_app.errors import KnownError, PackRefused, ReadOnly
from evidence_app.packs import folder, redact
from evidence_app.packs.contents import Contents, Exhibit
from evidence_app.packs.manifest import MANIFEST, PDF_ENCRYPTION
from evidence_app.packs.select import select
from evidence_app.pages.process import WorkerProcess
from evidence_app.progress import Progress, Steps
from evidence_app.store import documents, packs
from evidence_app.store.database import Database, now

# Most bytes the worker may take: the pack and one source are held in memory while it is bound.
MEMORY = 3 << 30
# Seconds for one step; a page is given a second of its own on top.
LIMIT = 120.0
# Of the workspace's own settings: the folder of a pack in the making.
_UNFINISHED = "packs.unfinished"


def build(
    database: Database,
    framework: Framework,
    spec: PackSpec,
    out: Path,
    *,
    authority: str,
    author: str,
    password: str | None = None,
    pdf_password: str | None = None,
    redactor: Redactor | None = None,
    accepted: Sequence[str] | None = None,
    elsewhere: Collection[int] = (),
    house: Mapping[str, bytes] | None = None,
    visits: Sequence[Visit] = (),
) -> Steps[PackReport]:
    """Builds a pack in a folder: the PDF, manifest.json, evidence.csv, and what else the spec's formats say.

    The same workspace and spec give the same bytes, except for an archive's or an encrypted PDF's, whose encryption
    draws its own salt.

    It is made beside out, proved from its finished files, and moved into place last; closing the generator, a failure
    or a crash leaves no half pack, and an earlier pack at out as it was.

    Args:
        out: the folder; it may not exist, be empty, or hold an earlier pack, which is then replaced.
        authority: the council the workspace is about; may be empty.
        author: who makes the pack, for the workspace's own record and the note beside an archive; not printed.
        password: of the archive, which a spec with the format "zip" needs; kept nowhere.
        pdf_password: encrypts the PDF itself, and nothing beside it; kept nowhere.
        redactor: takes personal data out, which a spec with redact needs; it is not closed here.
        accepted: the warnings its maker was shown and went on in spite of; None where nobody was asked. The choice is
            logged with the warnings.
        elsewhere: ids of documents about other authorities, which are shown as context and never counted.
        house: files of the council's own cover, by name.
        visits: the own series of inspections, visits and meetings, the oldest first.

    Raises:
        ReadOnly: the workspace is open for reading only, so the export could not be recorded.
        PackRefused: there is nothing to pack, the spec or a document is not sound, or the pack did not prove, or
            personal data could not be taken out of it, or there are warnings that were not accepted.
        KnownError: out cannot be written, or the password is missing or too weak.
    """
    if database.read_only:
        raise ReadOnly
    _check_formats(spec, password)
    if pdf_password is not None:
        check_pdf_password(pdf_password)
    encrypted = password is not None or pdf_password is not None
    if spec.redact != (redactor is not None):
        raise ValueError("a redactor is given if and only if the spec says so")
    began = time.monotonic()

    def progress(message: str, done: int = 0, total: int = 0) -> Progress:
        return Progress(message, done, total, time.monotonic() - began, done)

    with _noted(database, out), folder.staged(out) as staging:
        yield progress("Choosing the evidence")
        contents = select(database, framework, spec, authority, elsewhere, house, visits)
        if redactor is not None:
            contents = redact.redacted(contents, redactor)
        _ask(contents, accepted)
        taken = redact.Pages()
        shown = sum(len(exhibit.shown) for exhibit in contents.exhibits)
        limit = LIMIT + shown
        worker = WorkerProcess("evidence_app.packs.compose", MEMORY)
        try:
            yield progress("Setting the pages", 0, shown)
            pages = worker.call(limit, "begin", contents)
            done = 0
            for exhibit in contents.exhibits:
                if exhibit.shown:
                    yield progress(f"Adding exhibit {exhibit.number}", done, shown)
                    data = _data(database, exhibit)
                    if redactor is not None:
                        data = yield from _redacted(taken, exhibit, data, redactor, progress, done, shown)
                    _bind(worker, exhibit, data)
                    done += len(exhibit.shown)
            yield progress("Writing the pack", shown, shown)
            about = worker.call(limit, "finish", staging, encrypted)
            if redactor is not None:
                yield progress("Proving that personal data is gone", shown, shown)
                checks = taken.prove(worker.call(limit, "files", staging), about, redactor)
                for check in checks:
                    _insist(check)
                about = worker.call(limit, "record", staging, taken.record(checks, redactor))
            if not encrypted:
                # What made the pack gives its memory back before the pack is proved.
                worker.close()
                worker = WorkerProcess("evidence_app.packs.compose", MEMORY)
            for name in worker.call(limit, "names", staging):
                yield progress(f"Proving: {name}", shown, shown)
                _insist(worker.call(limit, "prove", name, staging))
            if pdf_password is not None:
                yield progress("Encrypting the PDF", shown, shown)
                about, checks = worker.call(limit, "protect", staging, pdf_password, password is not None)
                for check in checks:
                    _insist(check)
            if password is not None:
                yield progress("Encrypting the pack", shown, shown)
                about = {**about, **_sealed(worker, limit, staging, password, author)}
        finally:
            worker.close()
        warnings = (*contents.warnings, *_open_beside(about))
        # In one transaction: a pack in its place is on record, and one that could not be placed is not.
        with database.write():
            items = about["counts"]["items"]
            packs.add(database, author, str(out), asdict(spec), about, items, pages, warnings, accepted)
            folder.publish(staging, out)
    return _report(warnings, about, out, time.monotonic() - began)


def _ask(contents: Contents, accepted: Sequence[str] | None) -> None:
    fresh = [warning for warning in contents.warnings if accepted is not None and warning not in accepted]
    if fresh:
        raise PackRefused(
            f"There is something new to know before this pack leaves: {fresh[0]}", "Look at it, and choose."
        )


def clear_unfinished(database: Database) -> None:
    """Removes what a program that was killed while it made a pack has left of it: case text, outside the workspace."""
    if left := database.meta(_UNFINISHED):
        folder.clear(Path(left))
        database.set_meta(_UNFINISHED, "")


@contextlib.contextmanager
def _noted(database: Database, out: Path) -> Iterator[None]:
    """Notes where a pack is in the making, so that nothing of it stays behind whatever happens."""
    clear_unfinished(database)
    database.set_meta(_UNFINISHED, str(folder.unfinished(out)))
    yield
    database.set_meta(_UNFINISHED, "")


def _data(database: Database, exhibit: Exhibit) -> bytes:
    data = documents.data(database, exhibit.document)
    if data is None:
        raise PackRefused(
            f"“{exhibit.title}” is no longer in the workspace.", "Import it again, or leave its items out."
        )
    return data


def _redacted(
    taken: redact.Pages,
    exhibit: Exhibit,
    data: bytes,
    redactor: Redactor,
    progress: Callable[[str, int, int], Progress],
    before: int,
    shown: int,
) -> Steps[bytes]:
    """A document as it may leave.

    Args:
        progress: tells of a message, of pages done and of pages in all.
        before, shown: pages of exhibits before this one, and of all.

    Raises:
        PackRefused: something could not be taken out of it.
    """
    message = f"Taking personal data out of exhibit {exhibit.number}"
    copying = taken.copy(exhibit, data, redactor)
    try:
        while True:
            yield progress(message, before + next(copying), shown)
    except StopIteration as end:
        copied: bytes = end.value
        return copied
    except KnownError as error:
        raise PackRefused(
            f"Personal data could not be taken out of “{exhibit.title}”. {error.sentence}",
            error.hint or "Leave its items out, or make the pack without exhibits.",
        ) from None


def _bind(worker: WorkerProcess, exhibit: Exhibit, data: bytes) -> None:
    try:
        worker.call(LIMIT + len(exhibit.shown), "bind", exhibit.number, data)
    except KnownError as error:
        raise PackRefused(
            f"“{exhibit.title}” could not be put into the pack. {error.sentence}",
            "Import it again, leave its items out, or make the pack without exhibits.",
        ) from None


def _check_formats(spec: PackSpec, password: str | None) -> None:
    unknown = [name for name in spec.formats if name not in FORMATS]
    if unknown or "pdf" not in spec.formats:
        raise PackRefused(
            f"A pack cannot be made as “{', '.join(spec.formats)}”.", f"Choose from: {', '.join(FORMATS)}."
        )
    if password is None and "zip" in spec.formats:
        raise KnownError("An archive needs a password.", "Give one, or make the pack without zip.")
    if password is not None and "zip" not in spec.formats:
        raise KnownError("Only an archive has a password.", "Add zip to the formats, or leave the password out.")
    if password is not None:
        check_password(password)


def _sealed(worker: WorkerProcess, limit: float, staging: Path, password: str, author: str) -> dict[str, Any]:
    """Encrypts a pack that proved; gives what the workspace keeps of it beside the manifest inside."""
    outside, checks = worker.call(limit, "seal", staging, password, {"by": author, "at": now()})
    for check in checks:
        _insist(check)
    return {"archive": outside["archive"], "files": [*outside["files"], *outside["inside"]]}


def _open_beside(about: Mapping[str, Any]) -> list[str]:
    """What is to be known of a pack whose PDF is encrypted, and whose other files lie open beside it."""
    if PDF_ENCRYPTION not in about or "archive" in about:
        return []
    names = [*(each["name"] for each in about["files"] if not each["name"].endswith(".pdf")), MANIFEST]
    return [
        f"Only the PDF is encrypted: {', '.join(sorted(names))} hold quotations that anybody can read. "
        "Send the PDF alone, or make an archive."
    ]


def _insist(check: Check) -> None:
    if not check.ok:
        raise PackRefused(
            f"The finished pack did not prove ({check.name}): {check.detail}",
            "Nothing was written; look at what is named.",
        )


def _report(warnings: tuple[str, ...], about: dict[str, Any], out: Path, seconds: float) -> PackReport:
    counts = about["counts"]
    sealed = "archive" in about
    # What is inside an archive is no file of its own.
    paths = {Path(each["name"]).suffix: str(out / each["name"]) for each in about["files"]}
    open_paths = {} if sealed else paths
    return PackReport(
        pdf=open_paths.get(".pdf"),
        manifest=str(out / MANIFEST),
        csv=open_paths.get(".csv"),
        docx=open_paths.get(".docx"),
        xlsx=open_paths.get(".xlsx"),
        archive=paths.get(".zip"),
        items=counts["items"],
        exhibit_pages=counts["exhibit_pages"],
        pages=counts["pages"],
        warnings=warnings,
        redactions=about.get("redaction", {}).get("places", 0),
        seconds=round(seconds, 3),
    )
