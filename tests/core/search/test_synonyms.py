import pytest

from evidence_app.search.query import read_query
from evidence_app.search.stems import synonym_file
from evidence_app.search.synonyms import thesaurus, with_synonyms
from evidence_app.search.tree import Alike, And, Not, Or, asked_rows
from evidence_app.search.words import words_of


def read(text, stemming=True):
    return with_synonyms(read_query(text).tree, stemming)


def others(text, stemming=True):
    """What the question also looks for."""

    def found(node):
        match node:
            case Alike(_, rows):
                return [row.shown for row in rows]
            case And(parts) | Or(parts):
                return [each for part in parts for each in found(part)]
            case Not(part):
                return found(part)
        return []

    return found(read(text, stemming))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CSE", ["child sexual exploitation"]),
        ("cse", ["child sexual exploitation"]),
        ("child sexual exploitation", ["CSE"]),
        ("uasc", ["unaccompanied asylum-seeking child", "unaccompanied child"]),
        ("MASH", ["multi-agency safeguarding hub"]),
        ("early help", ["family help"]),
        ("targeted early help", ["early help", "family help"]),
        ("strategy discussions", ["strategy meeting"]),
        ("siblings", ["brothers and sisters"]),
        ("care leavers", ["care-experienced"]),
        ("family time", ["contact"]),
        ("contact", []),
        ("s.47 enquiries", ["section 47", "s47"]),
        ("neglect OR IRO", ["independent reviewing officer"]),
        ("neglect NOT (IRO)", ["independent reviewing officer"]),
        ("children in need plans", ["CIN plan", "family help plan"]),
        ("SEND", ["special educational needs"]),
        ("send", []),
        ("we send letters", []),
        ('"early help"', []),
        ('"CSE"', []),
        ("early* help", []),
        ("title:CSE", []),
        ("early OR help", []),
        ("neglect", []),
    ],
)
def test_what_the_field_calls_the_same_is_looked_for_too(text, names):
    assert others(text) == names


def test_without_other_forms_a_term_is_known_by_its_very_words():
    assert others("care leaver", stemming=False) == ["care-experienced"]
    assert others("care leavers", stemming=False) == []


def test_the_rest_of_the_question_stays_as_it_was():
    plain = list(asked_rows(read_query("late strategy discussions on CSE NOT adoption").tree))
    tree = read("late strategy discussions on CSE NOT adoption")
    assert [row for row in asked_rows(tree) if row in plain] == plain
    assert tree.parts[-1] == read_query("NOT adoption").tree


@pytest.mark.parametrize("number", range(len(synonym_file()["groups"])))
def test_every_group_of_the_data_file_is_sound(number):
    group = synonym_file()["groups"][number]
    assert set(group) <= {"same", "asked", "also", "capitals"}
    assert ("same" in group) != ("asked" in group and "also" in group)
    terms = group.get("same", []) + group.get("asked", []) + group.get("also", [])
    assert len(terms) >= 2
    assert len({words_of(term) for term in terms}) == len(terms)
    for asked in group.get("same") or group["asked"]:
        assert words_of(asked) in thesaurus(False)
