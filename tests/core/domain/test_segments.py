"""Where the passages of a text without numbers begin and end."""

from evidence_app.domain.segments import passage_spans

PROSE = "The worker saw the children at home and they spoke about what they liked to do after school. "


def passages(text):
    return [" ".join(text[start:end].split()) for start, end in passage_spans(text)]


def test_paragraphs_end_at_blank_lines_bullets_and_lines_that_end_early():
    text = (
        "Supervision\n\nThe plan was read and its actions were found to be late in most of the weeks\n"
        "that were looked at.\n\n• visits were made on time and each was written up within two days\n"
        "• the child was not seen alone at any of the last three visits to the home\n"
    )
    assert passages(text) == [
        "The plan was read and its actions were found to be late in most of the weeks that were looked at.",
        "• visits were made on time and each was written up within two days",
        "• the child was not seen alone at any of the last three visits to the home",
    ]


def test_a_dated_line_begins_a_passage_and_rows_of_names_are_none():
    text = (
        "26/01/2026 a visit was made to the home and nobody was in at the time\n"
        "27/01/2026 the visit was made again and all of the children were seen\n"
        "\n08/04/1986 Father Siobhan Cormac Flat 3, 112 Tannery Row, Aldermere, AM1 9BD.\n"
    )
    assert [one[:10] for one in passages(text)] == ["26/01/2026", "27/01/2026"]


def test_a_long_paragraph_comes_in_runs_of_whole_sentences():
    found = passages(PROSE * 12)
    assert len(found) > 1
    assert " ".join(found) == " ".join((PROSE * 12).split())
    assert all(one.endswith(".") and len(one.split()) <= 110 for one in found)
