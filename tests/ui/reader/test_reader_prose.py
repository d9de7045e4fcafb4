from __future__ import annotations

import pytest

from ui.reader.prose import paragraph, sentence

PAGE = (
    "The experiences and progress of children who need help and \n"
    "protection: requires improvement \n"
    "5. \n"
    "When screening identifies the need for an assessment, there is a seamless \n"
    "transfer of cases, e.g. to Mr Smith. Strategy meetings are timely and multi-\n"
    "agency partners attend. Most children benefit.  \n"
    "6.     Assessments are of good quality and describe the child’s world until the age of \n"
    "25. This was said of one team. “Why?” asked a social worker in the office that day. \n"
    "◼ \n"
    "the quality of plans; \n"
    "◼ the pace of decisions. \n"
)


def cut(piece, words: str) -> str:
    start, end = piece(PAGE, PAGE.index(words))
    return " ".join(PAGE[start:end].split())


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("seamless", "When screening identifies the need for an assessment, there is a seamless transfer of cases, "
         "e.g. to Mr Smith."),
        ("agency partners", "Strategy meetings are timely and multi- agency partners attend."),
        ("Most", "Most children benefit."),
        ("This was", "This was said of one team."),
        ("pace", "the pace of decisions."),
    ],
)  # fmt: skip
def test_a_sentence_ends_at_its_full_stop_and_not_at_an_abbreviation(within, expected):
    assert cut(sentence, within) == expected


@pytest.mark.parametrize(
    ("within", "begins", "ends"),
    [
        ("transfer", "When screening", "Most children benefit."),
        ("25.", "Assessments are", "that day."),
        ("quality of plans", "the quality", "plans;"),
        ("pace", "the pace", "decisions."),
        ("protection:", "The experiences", "requires improvement"),
    ],
)
def test_a_paragraph_goes_from_its_label_to_the_next(within, begins, ends):
    found = cut(paragraph, within)
    assert found.startswith(begins)
    assert found.endswith(ends)


def test_a_blank_line_parts_paragraphs():
    text = "One line of words\n \nand another one"
    assert text[slice(*paragraph(text, 3))] == "One line of words"
    assert text[slice(*paragraph(text, 25))] == "and another one"


@pytest.mark.parametrize("text", ["", "\n", "   "])
def test_without_words_there_is_nothing_to_take(text):
    start, end = sentence(text, 0)
    assert text[start:end] == ""


def test_the_number_itself_leads_into_its_sentence():
    assert cut(sentence, "5. ").startswith("When screening")
