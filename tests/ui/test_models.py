from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.domain.hit import HIT_END, HIT_START, Hit
from ui.models import documents as library
from ui.models.dates import shown_date, shown_time
from ui.models.documents import DocumentModel, DocumentRow, LibraryFilter
from ui.models.evidence import EvidenceModel
from ui.models.hits import HitModel
from ui.models.plain import PlainModel


def document(number: int, **values) -> Document:
    made = Document(
        id=number,
        sha256="",
        title=f"Document {number}",
        kind="audit",
        authority="Aldermere",
        date=f"2026-01-{number:02}",
        pages=number,
        size=1,
        status="ready",
        reason="",
        hint="",
        paths=(f"/folder/{number}.pdf",),
        embargoed=False,
        ignored=False,
        added="",
    )
    return dataclasses.replace(made, **values)


def item(number: int, **values) -> Evidence:
    passage = Passage(document=1, page=number, to_page=number, start=0, end=4, quote=f"quote {number}")
    made = Evidence(id=f"e{number}", passage=passage, title="Report", areas=("leaders",), date=f"2026-01-{number:02}")
    return dataclasses.replace(made, **values)


def hit(number: int) -> Hit:
    return Hit(number, f"Report {number}", "audit", "", "2026-01-31", 4, f"a {HIT_START}drift{HIT_END} b", 1.0)


def filled(model, rows):
    model.show(*rows)
    return model


@pytest.mark.parametrize(
    ("make", "rows", "others"),
    [
        (DocumentModel, [[DocumentRow(document(1), 2), DocumentRow(document(2), 0)]], [[]]),
        (EvidenceModel, [[item(1), item(2)]], [[]]),
        (HitModel, [[hit(1), hit(2)], 2], [[], 0]),
        (lambda: PlainModel(("One", "Two")), [[("a", "b")]], [[]]),
    ],
    ids=["documents", "evidence", "hits", "plain"],
)
def test_models_keep_qts_rules(make, rows, others, qapp):
    model = make()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(*rows)
    count = model.rowCount()
    assert count > 0
    roles = [role.value for role in Qt.ItemDataRole]
    for column in range(model.columnCount()):
        for role in roles:
            for row in range(count):
                model.data(model.index(row, column), role)
    assert model.data(QModelIndex()) is None
    model.show(*others)
    assert model.rowCount() == 0
    assert tester.model() is model


def test_hits_are_asked_for_once_and_come_in_batches(qapp):
    model = HitModel()
    asked: list[int] = []
    model.more_wanted.connect(asked.append)
    model.show([hit(1), hit(2)], total=3)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [2]
    model.append([hit(3)])
    assert model.rowCount() == 3
    assert not model.canFetchMore(QModelIndex())


def test_hits_that_do_not_come_are_not_asked_for_for_ever(qapp):
    model = HitModel()
    model.show([hit(1)], total=9)
    model.fetchMore(QModelIndex())
    model.append([])
    assert not model.canFetchMore(QModelIndex())


def test_a_screen_reader_hears_the_words_without_their_marks(qapp):
    model = filled(HitModel(), ([hit(1)], 1))
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole).endswith("page 4: a drift b")


def test_the_library_is_filtered_by_words_in_any_order_and_by_kind():
    some = [
        document(1, title="Audit of neglect", kind="audit"),
        document(2, title="Case note", kind="case_note", authority="Borough"),
    ]

    def shown(**chosen):
        return [row.document.id for row in library.arrange(some, {}, {}, LibraryFilter(**chosen))]

    assert shown() == [2, 1]
    assert shown(text="NEGLECT audit") == [1]
    assert shown(text="borough") == [2]
    assert shown(text="folder/1") == [1]
    assert shown(kind="case_note") == [2]
    assert shown(text="nothing so called") == []


def test_the_library_sorts_by_any_column_and_newest_first_within_it():
    some = [document(1, pages=9), document(2, pages=2), document(3, pages=9)]

    def shown(column, descending):
        chosen = LibraryFilter(column=column, descending=descending)
        return [row.document.id for row in library.arrange(some, {2: 5}, {}, chosen)]

    assert shown(library.PAGES, True) == [3, 1, 2]
    assert shown(library.PAGES, False) == [2, 3, 1]
    assert shown(library.EVIDENCE, True) == [2, 3, 1]
    assert shown(library.TITLE, False) == [1, 2, 3]


def test_what_needs_attention_is_shown_until_it_is_set_aside():
    some = [
        document(1),
        document(2, status="attention", reason="Damaged.", pages=0),
        document(3, status="attention", ignored=True, pages=0),
    ]
    trouble = library.arrange(some, {}, {}, LibraryFilter(attention=True))
    assert [row.document.id for row in trouble] == [2]
    assert {row.document.id for row in library.arrange(some, {}, {}, LibraryFilter())} == {1, 2}


def test_dates_are_shown_as_people_write_them():
    assert shown_date("2017-09-04") == "4 Sep 2017"
    assert shown_date("") == ""
    assert shown_date("spring 2020") == "spring 2020"
    assert shown_time("no time") == "no time"
