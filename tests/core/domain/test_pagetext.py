"""Running headers go, words stay; the flow leads every character back to its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import FlowText, find_furniture, flow


def kept(pages: list[str]) -> list[str]:
    """What is left of each page, as lines with words."""
    out = []
    for text, ranges in zip(pages, find_furniture(pages), strict=True):
        for start, end in reversed(ranges):
            text = text[:start] + text[end:]
        out.append("\n".join(line.strip() for line in text.splitlines() if line.strip()))
    return out


def flowed(pages: list[str]) -> FlowText:
    furniture = find_furniture(pages)
    return flow([PageText(n, text, furniture=furniture[n - 1]) for n, text in enumerate(pages, start=1)])


def report(pages: int) -> list[str]:
    """Pages under a running header of three lines, each holding two lines of its own."""
    words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf"]
    return [
        f" \n \nInspection of Sandport local authority children’s services \n7 to 18 November 2022 \n{n}\n"
        f"The {words[n]} team sees children. \nThey wait for {words[n]} help, which \n"
        for n in range(1, pages + 1)
    ]


def test_a_running_header_with_its_page_number_is_furniture() -> None:
    assert kept(report(5))[3] == "The echo team sees children.\nThey wait for echo help, which"


def test_a_cover_page_without_the_header_keeps_everything() -> None:
    pages = ["Sandport\nInspection of children’s services\nGood\n", *report(6)[1:]]
    assert kept(pages)[0] == "Sandport\nInspection of children’s services\nGood"
    assert kept(pages)[5].startswith("The golf team")


def test_bare_page_numbers_go_whether_they_come_first_or_last() -> None:
    top = [f" \n{n} \nWords of page {word} end\n" for n, word in enumerate(["one", "two", "three", "four"], start=1)]
    bottom = [f"Words of page {word} end\n{n}" for n, word in enumerate(["one", "two", "three", "four"], start=3)]
    assert kept(top)[2] == "Words of page three end"
    assert kept(bottom)[0] == "Words of page one end"


def test_minutes_with_page_3_of_7() -> None:
    pages = [f"Item {word} was agreed.\nAction on {word}.\nPage {n} of 7\n" for n, word in enumerate("abcdefg", 1)]
    assert kept(pages) == [f"Item {word} was agreed.\nAction on {word}." for word in "abcdefg"]


def test_a_lone_page_is_stripped_of_page_1_of_1_and_of_nothing_else() -> None:
    assert kept(["Audit of a child’s record\nThe plan is clear.\n1\n"]) == [
        "Audit of a child’s record\nThe plan is clear.\n1"
    ]
    assert kept(["Audit of a child’s record\nThe plan is clear.\nPage 1 of 1\n"]) == [
        "Audit of a child’s record\nThe plan is clear."
    ]


def test_two_pages_share_a_title_and_count() -> None:
    pages = [
        "Supervision record: A Worker\nThe plan was read.\nStrengths\nGood\n1\n",
        "Supervision record: A Worker\nA visit was missed.\nConcerns\nGood\n2\n",
    ]
    assert kept(pages) == ["The plan was read.\nStrengths\nGood", "A visit was missed.\nConcerns\nGood"]


def test_three_pages_of_which_the_first_has_no_header() -> None:
    pages = [
        "Audit of a child’s record\nThe plan is clear.\n",
        "Audit of a child’s record 12345\nVisits are on time.\nPage 2\n",
        "Audit of a child’s record 12345\nReviews are late.\nPage 3\n",
    ]
    assert kept(pages) == ["Audit of a child’s record\nThe plan is clear.", "Visits are on time.", "Reviews are late."]


@pytest.mark.parametrize(
    "foot",
    ["Page {}", "- {} -", "{} | P a g e", "Aldermere QA report | {}", "p. {}", "Page {} of 9", "{} · Board papers"],
)
def test_ways_to_print_a_page_number(foot: str) -> None:
    pages = [
        f"Words of page {word} end\n{foot.format(n)}\n" for n, word in enumerate(["one", "two", "three", "four"], 1)
    ]
    assert kept(pages)[2] == "Words of page three end"


@pytest.mark.parametrize(
    "heading", ["Case {}", "Child {} of 4", "Audit {}: Aldermere", "Child {}, aged 9", "Visit no. {}"]
)
def test_headings_that_count_cases_page_by_page_are_text(heading: str) -> None:
    pages = [
        f"{heading.format(n)}\nWords about {word} end\n" for n, word in enumerate(["one", "two", "three", "four"], 1)
    ]
    assert find_furniture(pages) == [()] * 4


@pytest.mark.parametrize(
    "pages",
    [
        # An e-mail of two pages: nothing comes back.
        ["From: A\nTo: B\nSubject: Visit\nDear B,\nthank you for\n", "seeing the children.\nBest wishes\nA\n"],
        # Numbered paragraphs that happen to begin every page.
        [f"{n}. \nChildren are seen in week {word}.\n" for n, word in enumerate(["a", "b", "c", "d", "e"], start=1)],
        # Rows of a table at page ends: the numbers do not count pages, the words are short and not everywhere.
        ["Visits\n12\nYes\n", "Plans\n12\nNo\n", "Reviews\n19\nYes\n", "Health\n31\nNo\n", "School\n4\nYes\n"],
        # Bullets and questions that come back.
        ["◼ Children are safe.\nWhat is life like?\n"] * 4,
        [f"What is life like for this child?\nAnswer {word}\n" for word in ("a", "b", "c", "d")],
        # The same form printed twice.
        ["Audit tool\nChild seen\nPlan clear\nVoice heard\nDecision\n"] * 2,
        [""],
        [],
    ],
)
def test_what_the_document_says_is_never_taken_for_furniture(pages: list[str]) -> None:
    assert find_furniture(pages) == [()] * len(pages)


def test_a_line_below_the_first_words_of_its_own_is_text_however_often_it_comes_back() -> None:
    pages = [f"About {word}\nWhat we found\nSomething {word}\n" for word in ("a", "b", "c", "d", "e")]
    assert find_furniture(pages) == [()] * 5


def test_a_sentence_over_a_page_turn_reads_on() -> None:
    text = flowed(report(4))
    assert "They wait for charlie help, which\nThe delta team" in text.text
    at = text.text.index("which\nThe delta")
    page, offset = text.place(at)
    assert (page, report(4)[1][offset : offset + 5]) == (2, "which")
    page, offset = text.place(at + len("which\n"))
    assert (page, report(4)[2][offset : offset + 9]) == (3, "The delta")


def test_line_end_hyphens_and_indents_stay() -> None:
    text = flowed(["multi-\nagency work and decision-\n", "   making\n\n\nNext\n"])
    assert text.text == "multi-\nagency work and decision-\n   making\n\n\nNext"


def test_a_place_inside_a_header_is_where_the_text_goes_on() -> None:
    pages = report(4)
    text = flowed(pages)
    inside = pages[2].index("November")
    assert text.text[text.offset(3, inside) :].startswith("The delta team")
    assert text.offset(1, 0) == 0
    assert text.offset(9, 5) == len(text.text)


def test_the_flow_ends_where_it_ends() -> None:
    text = flowed(["Words"])
    assert text.place(4) == (1, 4)
    with pytest.raises(IndexError):
        text.place(5)
    assert flowed(["", " \n"]).text == ""


@given(st.lists(st.text(alphabet="ab1 \n.", max_size=60), max_size=6))
def test_every_word_is_in_the_flow_or_in_the_furniture_and_leads_back(pages: list[str]) -> None:
    furniture = find_furniture(pages)
    text = flowed(pages)
    for number, (page, ranges) in enumerate(zip(pages, furniture, strict=True), start=1):
        assert list(ranges) == sorted(ranges)
        for at, char in enumerate(page):
            if not char.isspace() and not any(start <= at < end for start, end in ranges):
                there = text.offset(number, at)
                assert text.text[there] == char
                assert text.place(there) == (number, at)
    marks = [char for char in text.text if not char.isspace()]
    taken = sum(len("".join(p[s:e].split())) for p, f in zip(pages, furniture, strict=True) for s, e in f)
    assert len(marks) + taken == sum(len("".join(page.split())) for page in pages)
