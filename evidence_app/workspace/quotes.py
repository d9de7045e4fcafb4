"""The quotation check over a workspace."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from evidence_app.domain.inspection import Section, report_from_json
from evidence_app.domain.quote import CheckedQuote
from evidence_app.domain.sentences import sentence_spans
from evidence_app.domain.wording import fold
from evidence_app.quotes.check import QuoteChecker
from evidence_app.store import documents as document_store
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database
from evidence_app.suggest.finding import read_finding

# How many sentences read as strengths, and as areas for improvement.
_Balance = tuple[int, int]


class Quotes:
    """Checks what statements quote against the library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self, statement: str, *, every_sentence: bool = False) -> Iterator[CheckedQuote]:
        """Checks each quotation of a statement, and each sentence that follows a source word for word or nearly so.

        Args:
            statement: plain text of a press release, board paper or self-evaluation.
            every_sentence: also give the sentences that follow no source.

        Yields:
            An answer for each, with how the section of the report it comes from balances strengths and areas for
            improvement; in documents without sections, the pages it stands on.
        """
        balances = _Balances(self._database)
        for answer in QuoteChecker(self._database).check(statement, every_sentence=every_sentence):
            if answer.document is None:
                yield answer
            else:
                strength, improvement = balances.around(answer)
                yield dataclasses.replace(answer, strength=strength, improvement=improvement)


class _Balances:
    """How sections read, each worked out once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sections: dict[int, Sequence[Section]] = {}
        self._known: dict[tuple[int, object], _Balance] = {}

    def around(self, answer: CheckedQuote) -> _Balance:
        """The balance of the section an answer's passage stands in, or of its pages."""
        document, page, to_page = answer.document or 0, answer.page or 0, answer.to_page or 0
        section = self._section(document, page, to_page, fold(answer.source_text).text)
        key = (document, section if section is not None else (page, to_page))
        if key not in self._known:
            if section is not None:
                texts = [paragraph.text for paragraph in self._sections[document][section].paragraphs]
            else:
                texts = [
                    found.text
                    for number in range(page, to_page + 1)
                    if (found := page_store.one(self._database, document, number)) is not None
                ]
            self._known[key] = _balance(texts)
        return self._known[key]

    def _section(self, document: int, page: int, to_page: int, words: str) -> int | None:
        if document not in self._sections:
            known = document_store.get(self._database, document)
            told = None if known is None else known.ofsted
            self._sections[document] = () if told is None else report_from_json(told).sections
        for number, section in enumerate(self._sections[document]):
            for paragraph in section.paragraphs:
                if paragraph.page <= to_page and page <= paragraph.to_page:
                    whole = fold(paragraph.text).text
                    if words in whole or whole in words:
                        return number
        return None


def _balance(texts: Sequence[str]) -> _Balance:
    findings = [read_finding(text[start:end])[0] for text in texts for start, end in sentence_spans(text)]
    return findings.count("strength"), findings.count("improvement")
