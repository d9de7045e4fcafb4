import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_app.domain.document import PageText
from evidence_app.domain.hit import HIT_END, HIT_START
from evidence_app.search.snippets import WIDTH, snippet
from evidence_app.search.words import words_of


def shown(text, *asked, furniture=()):
    """The snippet of a text, hits between [ and ]; each of asked is the words of one row."""
    made = snippet(PageText(1, text, furniture=furniture), [[tuple(row.split())] for row in asked])
    return made.replace(HIT_START, "[").replace(HIT_END, "]")


FILLER = "Plans are reviewed and visits are made on time by workers who know the families well. "


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("All is well.", ["well"], "All is [well]."),
        ("Children’s\nservices are good.", ["children s services"], "[Children’s services] are good."),
        ("A multi-\nagency hub", ["multi agency"], "A [multi-agency] hub"),
        ("A multi- \n agency hub", ["agency"], "A multi-[agency] hub"),
        ("The café; the Cafe\u0301.", ["cafe"], "The [café]; the [Café]."),
        ("Neglected, not neglect.", ["neglect"], "Neglected, not [neglect]."),
        ("care \uf0b7 leaver", ["care leaver"], "care • leaver"),
        ("care leaver care", ["care leaver", "care"], "[care leaver] [care]"),
        ("\uf0b7 One thing", ["thing"], "• One [thing]"),
        ("Nothing is asked of this.", [], "Nothing is asked of this."),
        ("", ["a"], ""),
        ("—", ["a"], "—"),
    ],
)
def test_hits_are_marked_whole_and_on_one_line(text, asked, expected):
    assert shown(text, *asked) == expected


def test_a_long_page_is_cut_to_the_stretch_with_most_of_what_was_asked():
    text = f"Early work. {FILLER * 5}There is early help for neglect here. {FILLER * 5}Neglect."
    made = shown(text, "early", "help", "neglect")
    assert made.startswith("There is [early] [help] for [neglect] here. Plans")
    assert made.endswith("…")
    assert WIDTH <= len(made) <= WIDTH + 20


def test_words_side_by_side_are_preferred():
    text = f"Care for a new leaver. {FILLER * 4}The care leaver team. {FILLER * 4}"
    assert shown(text, "care", "leaver").startswith("The [care] [leaver] team.")


def test_it_begins_with_a_sentence_where_one_begins_near_else_within_one():
    assert shown(f"{FILLER * 4}One two three neglect {FILLER * 4}", "neglect").startswith("One two three [neglect]")
    assert shown("many " * 50 + "neglect " + "more " * 50, "neglect").startswith(
        "…many many many many many many [neglect] more"
    )


def test_running_headers_are_passed_over_unless_the_hit_is_there():
    text = "Inspection of Aldermere\n7\nNothing on it here. Aldermere is small.\n"
    header = ((0, 26),)
    assert shown(text, "aldermere", furniture=header) == "Nothing on it here. [Aldermere] is small."
    assert shown(text, furniture=header) == "Nothing on it here. Aldermere is small."
    assert shown(text, "inspection", furniture=header).startswith("[Inspection] of Aldermere 7 Nothing")


@given(
    st.lists(st.sampled_from(["neglect", "care", "leaver", ".", "\n", "é", "\uf0b7", "İ", "•"]), max_size=120),
    st.lists(st.sampled_from(["neglect", "care leaver", "e", "zebra"]), max_size=3),
)
def test_any_page_gives_a_line_whose_marks_match(pieces, asked):
    made = shown(" ".join(pieces), *asked)
    assert "\n" not in made
    assert made.count("[") == made.count("]")
    for stretch in made.split("[")[1:]:
        assert " ".join(words_of(stretch.split("]")[0])) in asked
    if any(row in pieces for row in asked):
        assert "[" in made
