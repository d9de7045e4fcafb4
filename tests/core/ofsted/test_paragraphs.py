"""Numbers that begin paragraphs, and numbers that do not."""

from __future__ import annotations

from evidence_app.ofsted.paragraphs import bullets, find_numbers, numbered, unnumbered
from evidence_app.ofsted.reporttext import report_text


def values(text: str) -> list[int]:
    return [number.value for number in find_numbers(text, 0, len(text)).numbers]


def test_numbers_alone_and_inline_with_any_space() -> None:
    assert values("1. \nFirst here.\n2. Second here.\n3.\u202fThird here.\n 4.\xa0Fourth here.\n") == [1, 2, 3, 4]


def test_an_age_at_the_start_of_a_line_begins_no_paragraph() -> None:
    assert values("1. Help lasts until the age of \n25. It ends then.\n2. Next.\n") == [1, 2]


def test_the_better_of_two_that_could_be_next_is_taken() -> None:
    text = "1. Children up to the age of\n2. They are few.\n2. Plans are good.\n3. So it is.\n"
    numbers = find_numbers(text, 0, len(text)).numbers
    assert text[numbers[1].words :].startswith(" Plans")


def test_a_number_left_out_is_told() -> None:
    text = "1. One.\n2. Two.\n4. Four.\n5. Five.\n"
    found = find_numbers(text, 0, len(text))
    assert [number.value for number in found.numbers] == [1, 2, 4, 5]
    assert found.missing == (3,)


def test_a_list_that_begins_again_is_followed() -> None:
    text = "1. One.\n2. Two.\n3. Three.\n1. Again.\n2. And on.\n"
    assert (values(text), find_numbers(text, 0, len(text)).restarts) == ([1, 2, 3, 1, 2], 1)


def test_a_subheading_below_a_paragraph_is_not_its_last_words() -> None:
    text = report_text(["1. Visits are made.\nEducational outcomes\n2. Children learn"])
    found = numbered(text, find_numbers(text.text, 0, len(text.text)).numbers, len(text.text))
    assert [(p.number, p.text) for p in found] == [(1, "Visits are made."), (2, "Children learn")]


def test_bullets_of_every_kind_lose_their_mark() -> None:
    text = report_text(["◼ The first, over\ntwo lines. \n\uf06e The second.\n• The third.\n"])
    assert [p.text for p in bullets(text, 0, len(text.text))] == [
        "The first, over two lines.",
        "The second.",
        "The third.",
    ]


def test_prose_is_cut_where_the_next_word_would_have_had_room() -> None:
    text = report_text(
        [
            "Leaders know their service very well indeed.\nThey act on it.\n"
            "Children say that they are heard, and so they are.\n"
        ]
    )
    assert [p.text for p in unnumbered(text, 0, len(text.text))] == [
        "Leaders know their service very well indeed. They act on it.",
        "Children say that they are heard, and so they are.",
    ]
