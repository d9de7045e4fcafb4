from evidence_app.domain.document import PageText
from evidence_app.domain.entries import Entry, entry_at, find_entries

RECORD = """Case record of Child A
Date of birth: 02/02/2015
03/05/2024 14:30 - Home visit - Rowan Hale (Social Worker)
Rowan saw the child alone. On 2 May 2024 he had been upset.
3 May 2024 was a good day at school.
Date: 10/05/2024
Type: Telephone call
Author: Ira Moss
Called the school.
"""
LATER = """Monday 13 May 2024
Management oversight
Recorded by Jo Vale
The plan is agreed.
"""


def places(*texts):
    return [PageText(number, text) for number, text in enumerate(texts, 1)]


def test_entries_carry_date_author_and_type_in_order_of_place():
    first, second, third = find_entries(places(RECORD, LATER))
    assert first == Entry(1, RECORD.index("03/05"), "2024-05-03", "", "Home visit")
    assert (second.date, second.author, second.kind) == ("2024-05-10", "Ira Moss", "Telephone call")
    assert third == Entry(2, 0, "2024-05-13", "Jo Vale", "Management oversight")


def test_a_place_belongs_to_the_entry_before_it_also_over_a_page_turn():
    pages = places(RECORD, "The note goes on here.\n" + LATER)
    entries = find_entries(pages)
    assert entry_at(entries, 1, 5) is None
    assert entry_at(entries, 1, RECORD.index("saw the child")).date == "2024-05-03"
    assert entry_at(entries, 1, RECORD.index("Called")).date == "2024-05-10"
    assert entry_at(entries, 2, 4).date == "2024-05-10"
    assert entry_at(entries, 2, 60).date == "2024-05-13"


def test_rows_of_a_table_are_entries_too():
    cells = "Date\nType\nNote\n03/05/2024\nHome visit\nSeen alone.\n10/05/2024\nEmail\nSent to school.\n"
    assert [(entry.date, entry.kind) for entry in find_entries(places(cells))] == [
        ("2024-05-03", "Home visit"),
        ("2024-05-10", "Email"),
    ]


def test_what_is_no_record_has_no_entries():
    letter = "3 May 2024\nDear parent,\nwe met on 2 May 2024 at home.\n"
    prose = "On 3 May 2024 he left.\n4 May 2024 was the day he came back.\n5 May 2024 he was seen.\n"
    births = "Date of birth\n03/05/2014\nDOB:\n04/06/2015\n"
    impossible = "Date: 31/02/2024\nDate: 45/13/2024\n"
    table = "Child\nVisit\nOutcome\nChild A\n3 May 2024\nSeen alone\nChild B\n4 May 2024\nNot in\n"
    for text in (letter, prose, births, impossible, table, ""):
        assert find_entries(places(text)) == []


def test_a_date_in_the_foot_of_each_page_begins_no_entry():
    pages = [PageText(n, f"Words of page {n}.\n03/05/2024\n", furniture=((17, 27),)) for n in range(1, 4)]
    assert find_entries(pages) == []
