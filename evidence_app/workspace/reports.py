"""Reading files without a workspace: Ofsted reports, and statements whose quotations are to be checked."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_app.domain.inspection import Doubt, OfstedReport
from evidence_app.domain.pagetext import flow
from evidence_app.errors import KnownError
from evidence_app.ofsted.reader import read_report
from evidence_app.pages.process import WorkerProcess

if TYPE_CHECKING:
    from evidence_app.ingest.worker import Reading

# Seconds a statement may take to read, and pages it may have.
_SECONDS, _MOST_PAGES = 60.0, 2000


def read_report_file(path: Path) -> OfstedReport:
    """Reads an Ofsted report from a file.

    A file that is there but cannot be read gives a report of type "unknown" whose warnings say why.

    Raises:
        KnownError: there is no such file.
    """
    from evidence_app.ingest.worker import read_text

    if not path.is_file():
        raise KnownError(f"There is no file “{path}”.", "Check the name.")
    try:
        return read_report(read_text(path.read_bytes()), file_name=path.name)
    except KnownError as error:
        unread = read_report([], file_name=path.name)
        return dataclasses.replace(unread, doubts=(Doubt("type", error.sentence), *unread.doubts))


def read_statement(path: Path) -> str:
    """The text of a statement whose quotations are to be checked, without running headers.

    Args:
        path: plain text, or a document of any kind the library can hold; documents are read in a worker process.

    Raises:
        KnownError: the file is missing, or of a kind that cannot be read.
    """
    from evidence_app.ingest.formats import recognise
    from evidence_app.ingest.sniff import is_pdf

    if not path.is_file():
        raise KnownError(f"There is no file “{path}”.", "Check the name.")
    data = path.read_bytes()
    if not is_pdf(data) and recognise(data, path.name) in ("txt", "md"):
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252", errors="replace")
    worker = WorkerProcess("evidence_app.ingest.worker")
    try:
        reading: Reading = worker.call(_SECONDS, "read_file", data, path.name, None, _MOST_PAGES)
    finally:
        worker.close()
    if not reading.pages:
        refusal = reading.refusal or ("It has no text.", "Copy its words, and check those.")
        raise KnownError(*refusal)
    return flow(reading.pages).text
