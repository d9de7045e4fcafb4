import pytest

from evidence_app.domain.measure import Measure, Value
from evidence_app.errors import KnownError
from evidence_app.improvement import measures
from evidence_app.improvement.figures import figures
from evidence_app.store import improvement as store
from evidence_app.store import journal
from evidence_app.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "measures.evidence", "passphrase")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Caseloads are typically of 14 to 15 cases, down from 20 or more.",
         [(14, 15, "cases", "", "typically"), (20, 20, "Caseloads", "at least", "")]),
        ("Three teams have no permanent manager.", [(3, 3, "teams", "", "")]),
        ("Most social workers have caseloads of between 12 and 15.",
         [(12, 15, "caseloads", "", "Most social workers")]),
        ("The rate of visits on time fell from 60% to 41 per cent.", [(60, 60, "%", "", ""), (41, 41, "%", "", "")]),
        ("Delay was seen in five of 24 children’s cases.", [(5, 5, "of 24 children’s cases", "", "")]),
        ("Workers hold no more than 16 children each, and some over 25 children.",
         [(16, 16, "children", "at most", ""), (25, 25, "children", "more than", "some")]),
        ("At 31 March 2026, 1,766 children had a plan (a rate of 39 per 10,000 children).",
         [(1766, 1766, "children", "", ""), (39, 39, "per 10,000 children", "", "")]),
        ("The council invested £1.4 million.", [(1_400_000, 1_400_000, "£", "", "")]),
        ("In 20 children’s settled placements (six in Aldermere) a move took 18 months or more.",
         [(20, 20, "children’s settled placements", "", ""), (6, 6, "placements", "", ""),
          (18, 18, "months", "at least", "")]),
        ("Nine children waited, for six of whom orders were made; four have been matched, with a further two near.",
         [(9, 9, "children", "", ""), (6, 6, "children", "", ""), (4, 4, "children", "", ""),
          (2, 2, "children", "", "")]),
        ("Two of the duty and assessment teams lost four DCSs; in some cases (three in May) and for many (15) carers.",
         [(2, 2, "duty and assessment teams", "", ""), (4, 4, "DCSs", "", ""), (3, 3, "cases", "", "some"),
          (15, 15, "carers", "", "many")]),
        ("The number of fixed-term exclusions was three in Aldermere.", [(3, 3, "fixed-term exclusions", "", "")]),
        ("Timeliness has improved for every group of children who wait for a panel, across the area and beyond, "
         "from 14% to 26%.", [(14, 14, "%", "", ""), (26, 26, "%", "", "")]),
        ("Twenty-two children waited over two years.",
         [(22, 22, "children", "", ""), (2, 2, "years", "more than", "")]),
        ("Children aged 16 and 17, and 16- to 17-year-olds, were seen under section 47 in 2025–26 (paragraph 12).", []),
        ("Since COVID-19, post-16 providers at 1 High Street, AB1 2CD, ring 0300 555 1234.", []),
        ("Timely work rose from 55% in May 2015 to 81%, as those in the 16+ teams say, in 2014 to 15 and later.",
         [(55, 55, "%", "", ""), (81, 81, "%", "", "")]),
        ("After six weeks in care, through the two stage assessment process, four were judged.", []),
        ("The 0–25 service works in 12 hubs (0–18).", [(12, 12, "hubs", "", "")]),
        ("In the last 12 months, at key stage 4, on 3 May 2026, as list 6 of Annex A says.", []),
    ],
)  # fmt: skip
def test_figures_are_read_with_what_ties_them_down(sentence, expected):
    assert [(one.low, one.high, one.unit, one.comparison, one.quantifier) for one in figures(sentence)] == expected
    assert all(sentence[one.start : one.end] == one.words for one in figures(sentence))


def test_the_range_is_the_team_s_own_and_a_value_lies_in_it_or_not(database):
    measures.add(database, "Ann", Measure("", "Caseload", "children"))
    (measure,) = store.every(database, Measure)
    value = Value("", measure.id, "31/10/2026", 14, 15)
    assert measure.within(value) is None
    measures.edit(database, "Ann", measure.id, {"low": 10.0, "high": 14.0, "range_reason": "set by the service"})
    measure = measures.get(database, measure.id)
    assert measure.within(value) is False
    assert measure.within(Value("", measure.id, "", 11, 14)) is True
    measures.put_values(database, "Ann", [value])
    assert [one.date for one in store.every(database, Value)] == ["2026-10-31"]
    assert journal.undo(database, "Ann")[0] == "set a value of “Caseload”"
    assert journal.undo(database, "Ann")[0] == "set the range of measure “Caseload”"


def test_values_come_from_a_sheet_and_what_is_no_value_is_told(database):
    sheet = measures.read_values(
        [
            ["Performance report"],
            ["Indicator", "Team", "Month", "Result", "Comment"],
            ["Caseload", "West", "Oct 2026", "14 to 15", "typical"],
            ["Caseload", "West", "30/11/2026", "20 or more", ""],
            ["Visits on time", "", "2026-11-30", "83.5%", ""],
            ["Visits on time", "", "soon", "83%", ""],
            ["Visits on time", "", "2026-11-30", "rising", ""],
            [],
        ]
    )
    assert sheet.rows == 5
    assert [(one.row, one.column) for one in sheet.misread] == [(6, "Month"), (7, "Result")]
    measures.import_values(database, "Ann", sheet)
    west, visits = store.every(database, Measure)
    assert (west.name, west.team, visits.unit) == ("Caseload", "West", "%")
    told = [(one.date, one.low, one.high, one.comparison) for one in store.every(database, Value, measure=west.id)]
    assert told == [("2026-10-31", 14, 15, ""), ("2026-11-30", 20, 20, "at least")]
    journal.undo(database, "Ann")
    assert store.every(database, Measure) == store.every(database, Value) == []


def test_what_cannot_be_is_told(database):
    with pytest.raises(KnownError, match="needs a name"):
        measures.add(database, "Ann", Measure("", " "))
    with pytest.raises(KnownError, match="above its upper end"):
        measures.add(database, "Ann", Measure("", "Caseload", low=3, high=2))
    measures.add(database, "Ann", Measure("", "Caseload"))
    with pytest.raises(KnownError, match="already"):
        measures.add(database, "Ann", Measure("", "Caseload"))
    (measure,) = store.every(database, Measure)
    with pytest.raises(KnownError, match="not a date"):
        measures.put_values(database, "Ann", [Value("", measure.id, "soon", 1, 1)])
    with pytest.raises(KnownError, match="no headings"):
        measures.read_values([["a", "b"], ["1", "2"]])
