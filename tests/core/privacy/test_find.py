"""Finding personal data: each kind in the shapes people write, and a labelled set of case-note pages."""

import pytest
from labelled_notes import measure, records
from unseen_notes import unseen

from evidence_app.domain.document import PageText
from evidence_app.domain.redaction import Listed
from evidence_app.privacy.find import search
from evidence_app.progress import run


def find(*pages, listed=(), allowed=()):
    texts = [PageText(number, text) for number, text in enumerate(pages, 1)]
    return run(search([1], lambda _: texts, listed, allowed)).findings[1]


def texts(found, kind):
    return [" ".join(one.text.split()) for one in found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("number 999 104 2172 was", "nhs_number", "999 104 2172"),
        ("number 999-104-2172 was", "nhs_number", "999-104-2172"),
        ("number 9991042172 was", "nhs_number", "9991042172"),
        ("number 999 104\n2172 was", "nhs_number", "999 104 2172"),
        ("NHS no: 999 104 2173 was", "nhs_number", "999 104 2173"),  # mistyped, but called one
        ("NI QQ 12 34 56 C for", "ni_number", "QQ 12 34 56 C"),
        ("NI ab123456c for", "ni_number", "ab123456c"),
        ("NI AB 12 34\n56 C for", "ni_number", "AB 12 34 56 C"),
        ("rang 07700 900146 twice", "phone", "07700 900146"),
        ("rang +44 7700 900146 twice", "phone", "+44 7700 900146"),
        ("rang (01632) 960777 twice", "phone", "(01632) 960777"),
        ("rang 01632\n960218 twice", "phone", "01632 960218"),
        ("rang +353 87 123 4567 twice", "phone", "+353 87 123 4567"),
        ("write to b.osullivan@mail.example soon", "email", "b.osullivan@mail.example"),
        ("write to tunde.akinwale-\nprice@aldermere.example soon", "email", "tunde.akinwale- price@aldermere.example"),
        ("at AM3 7QT since", "postcode", "AM3 7QT"),
        ("at AM3\n7QT since", "postcode", "AM3 7QT"),
        ("moved to 27 Saltmarsh Crescent, Aldermere, AM3 7QT.", "address", "27 Saltmarsh Crescent, Aldermere, AM3 7QT"),
        ("moved to Flat 3, 112 Tannery Row today", "address", "Flat 3, 112 Tannery Row"),
        ("She (DOB 14/02/2012) is", "date_of_birth", "14/02/2012"),
        ("born on 14th February 2012 in", "date_of_birth", "14th February 2012"),
        ("d.o.b. 14.2.12;", "date_of_birth", "14.2.12"),
        ("Date of birth\n2012-02-14\n", "date_of_birth", "2012-02-14"),
        ("Date of birth: 3-May-2010.", "date_of_birth", "3-May-2010"),
        ("moved to 12 The Poplars, Aldermere. He", "address", "12 The Poplars, Aldermere"),
        ("Mrs Price\n27 Queen Mary Drive\nAldermere\nAM3 7QT\n", "address", "27 Queen Mary Drive Aldermere AM3 7QT"),
        ("goes to Our Lady of Sorrows Primary School now", "school", "Our Lady of Sorrows Primary School"),
        ("Price, Summer (1029384)", "reference", "1029384"),
        ("a seven-year-old boy", "age", "seven-year-old"),
        ("Siobhan is 14 and likes", "age", "14"),
        ("DOB 14/02/2018 / 8yrs\n", "age", "8yrs"),
        ("aged 7 when", "age", "aged 7"),
        ("Case ID: 1029384 closed", "reference", "1029384"),
        ("Police ref: EM/0125/2297 given", "reference", "EM/0125/2297"),
        ("goes to St Brannoc's Primary School now", "school", "St Brannoc's Primary School"),
    ],
)
def test_each_kind_is_found_as_people_write_it(text, kind, expected):
    assert expected in texts(find(text), kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("invoice 999 104 2173 was", "nhs_number"),  # the check digit does not fit
        ("on 05/01/2026 11:20 and 12/01/2026 15:45", "phone"),
        ("by the 1 2nd week; Q1 2nd visit", "postcode"),
        ("visited on 14/02/2026 at home", "date_of_birth"),
        ("children aged 5 to 11 in care", "age"),
        ("It took 8 years, and the score is 7.", "age"),
        ("2 The Parents, and what they said", "address"),
        ("work with children aged 16 and over", "age"),
        ("the primary school and a high school", "school"),
        ("in May 2025 the Team Manager of Early Help was told", "name"),
        ("The grace period ended. Will the plan hold? Summer activities", "name"),
        ("The Family Help team in Year R at Aldermere Police", "name"),
    ],
)
def test_what_only_looks_like_it_is_left_alone(text, kind):
    assert texts(find(text), kind) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I met Siobhan D'Arcy at school", "Siobhan D'Arcy"),
        ("told by Bronagh O’Sullivan that", "Bronagh O’Sullivan"),
        ("and Mr Al-Hassan left", "Mr Al-Hassan"),
        ("with T Akinwale-Price and", "T Akinwale-Price"),
        ("with M van der Berg and", "M van der Berg"),
        ("Author: R Castleford | Re: all", "R Castleford"),
        ("Child: Hope Price\nSeen: yes", "Hope Price"),
        ("CHILD: SIOBHAN D'ARCY\n", "SIOBHAN D'ARCY"),
        ("child: siobhan darcy\n", "siobhan darcy"),
        ("Worker\nTunde Akinwale-Price, social worker\n", "Tunde Akinwale-Price"),
        ("From: Ottilie Farrow <o.farrow@aldermere.example>\n", "Ottilie Farrow"),
        ("Present: Ione Castlemaine; DS Ottoline Marsh, police\n", "DS Ottoline Marsh"),
        ("We spoke to Zephquar about it", "Zephquar"),
        ("and Grace said that", "Grace"),
        ("Others: Miles Banks (maternal grandmother) and", "Miles Banks"),
    ],
)
def test_names_nobody_listed_are_found(text, name):
    assert name in texts(find(text), "name")


def test_a_name_told_once_is_known_in_every_form():
    found = find(
        "Child: Siobhan D'Arcy\nDOB: 14/02/2012\n",
        "Siobhan's visit. S D'Arcy was seen. The Darcy history. Siobahn came down. The darcy file. D’Arcy, Siobhan",
    )
    forms = set(texts([one for one in found if one.page == 2], "name"))
    assert forms == {"Siobhan", "S D'Arcy", "Darcy", "Siobahn", "darcy", "D’Arcy, Siobhan"}
    assert {one.subject for one in found if one.kind == "name"} == {"name:siobhan darcy"}


def test_a_date_of_birth_is_known_again_in_another_form():
    found = find("DOB 14/02/2012", "Her party was on 14 February 2012. Review on 15/02/2012.")
    assert texts(found, "date_of_birth") == ["14/02/2012", "14 February 2012"]


def test_a_reference_teaches_its_shape():
    assert texts(find("Record HB-204417 and then HB-198230."), "reference") == ["HB-204417", "HB-198230"]


def test_a_number_is_known_again_without_its_label():
    assert texts(find("Person ID: 7654321", "She (see 7654321) came."), "reference") == ["7654321", "7654321"]


def test_an_ordinary_word_that_is_somebody_s_name_here_is_known_at_the_head_of_a_sentence():
    found = find("Child: Storm Green\n", "Storm worries about it. Green children are seen. It was a storm.")
    assert texts([one for one in found if one.page == 2], "name") == ["Storm", "Green"]


def test_names_run_over_line_and_page_ends():
    found = find(
        "On the same day she was seen at home by Bronagh\nO'Sullivan and then, late in the afternoon, by Saskia",
        "Thorne at school.",
    )
    names = [(one.page, one.text) for one in found if one.kind == "name"]
    assert names == [(1, "Bronagh\nO'Sullivan"), (1, "Saskia"), (2, "Thorne")]


def test_offsets_are_those_of_the_page():
    pages = ["Header\nChild: Siobhan D'Arcy\n", "Header\nSiobhan said no.\n"]
    for one in find(*pages):
        assert pages[one.page - 1][one.start : one.end] == one.text


def test_running_headers_are_searched_too():
    page = PageText(1, "Record of Siobhan D'Arcy\nShe said no.\n", furniture=((0, 25),))
    found = run(search([1], lambda _: [page], [], [])).findings[1]
    assert "Siobhan D'Arcy" in texts(found, "name")


def test_the_workspace_list_is_known_everywhere_and_the_allow_list_nowhere():
    listed = [Listed("1", "name", "Hope Price", "child"), Listed("2", "allow", "Philip Otterburn")]
    found = find("hope price was here. Hope left. Philip Otterburn inspected.", listed=listed)
    assert texts(found, "name") == ["hope price", "Hope"]
    assert texts(find("Philip Otterburn inspected.", allowed=["Philip Otterburn"]), "name") == []


def test_a_pattern_of_the_council_is_found():
    listed = [Listed("1", "pattern", "ZQ ####")]
    assert texts(find("see zq1234 and ZQ 5678", listed=listed), "reference") == ["zq1234", "ZQ 5678"]


def test_a_labelled_set_of_case_notes_is_found():
    scores, missed, wrong = measure(*records(72, seed=5))
    for kind, score in scores.items():
        assert score.recall >= 0.98, (kind, missed.most_common(5))
        assert score.precision >= 0.95, (kind, wrong.most_common(5))
    assert scores["nhs_number"].recall == scores["phone"].recall == scores["date_of_birth"].recall == 1


def test_pages_it_was_never_bettered_by_are_searched_nearly_as_well():
    scores, *_ = measure(*unseen(90, seed=5))
    for kind in ("nhs_number", "ni_number", "phone", "date_of_birth", "email", "reference"):
        assert scores[kind].recall >= 0.99, kind
    assert scores["listed name"].recall >= 0.98
    assert scores["unlisted name"].recall >= 0.95 and scores["name in prose only"].recall >= 0.92
