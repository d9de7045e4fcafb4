"""What the import asks of the report reader: a function for its worker processes, with little to load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evidence_app.domain.document import PageText
from evidence_app.ofsted.reader import read_report


def read_document(pages: Sequence[PageText], file_name: str) -> dict[str, Any] | None:
    """What an Ofsted report says, as JSON; None where the document is none.

    Args:
        pages: the document's pages, in order, with their running headers and footers.
        file_name: name of the file it came from.
    """
    report = read_report(
        [page.text for page in pages], file_name=file_name, furniture=[page.furniture for page in pages]
    )
    return None if report.type == "unknown" else report.to_json()
