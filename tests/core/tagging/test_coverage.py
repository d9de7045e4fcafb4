import dataclasses
from datetime import date

import pytest

from evidence_app.domain.coverage import Counted, CoverageFilter, missing
from evidence_app.domain.document import Origin
from evidence_app.ofsted.frameworks import framework
from evidence_app.tagging.coverage import chosen, coverage, gaps, one_sided, one_source, stale

ILACS = framework("ilacs-2026")
TODAY = date(2026, 6, 1)
AUDIT, MINUTES = Origin("audit", "Aldermere"), Origin("minutes", "Aldermere")
THEME = next(area for area in ILACS.areas if area.id == "protection").themes[0].id


def item(area="protection", finding="strength", **values):
    plain = Counted((area,), (), finding, False, "draft", "2026-05-01", 1, AUDIT)
    return dataclasses.replace(plain, **values)


def whole(*items):
    return {cell.area: cell for cell in coverage(ILACS, items) if cell.theme is None}


def areas(cells):
    return [cell.area for cell in cells if cell.theme is None]


def test_there_is_a_cell_for_each_area_and_each_of_its_themes_in_order():
    cells = coverage(ILACS, [])
    assert areas(cells) == [area.id for area in ILACS.areas]
    assert [cell.theme for cell in cells if cell.area == "care" and cell.theme] == [
        theme.id for area in ILACS.areas if area.id == "care" for theme in area.themes
    ]


def test_sides_sources_shares_and_age_are_counted():
    cells = coverage(
        ILACS,
        [
            item(themes=(THEME,), impact=True, status="agreed"),
            item(finding="improvement", date="2024-01-01", document=2, origin=MINUTES),
            item(finding="context", document=2, origin=MINUTES),
            item("care", date="2023-01-01"),
            item("leaders", "context"),
        ],
    )
    cell = next(cell for cell in cells if cell.area == "protection" and cell.theme is None)
    assert (cell.strength, cell.improvement, cell.context, cell.items) == (1, 1, 1, 3)
    assert (cell.newest, cell.documents, cell.kinds) == ("2026-05-01", 2, 2)
    assert (cell.impact_share, cell.agreed_share) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert areas(gaps(cells)) == ["leaders", "care_leavers"]
    assert areas(one_sided(cells)) == ["care"]
    assert areas(stale(cells, TODAY)) == ["care"]
    (themed,) = [cell for cell in cells if cell.theme == THEME]
    assert (themed.items, themed.impact_share) == (1, 1.0)


def test_an_item_under_two_areas_counts_in_both():
    cells = whole(item(areas=("care", "leaders")))
    assert (cells["care"].strength, cells["leaders"].strength, cells["protection"].items) == (1, 1, 0)
    assert cells["protection"].impact_share is None


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((), "△ Nothing yet"),
        ((item(finding="context"),), "△ Context only"),
        ((item(),), "◧ Strengths only"),
        ((item(finding="improvement"),), "◨ Improvements only"),
        ((item(), item(finding="improvement")), "◇ One document only"),
        ((item(), item(finding="improvement", document=2)), "◇ One kind of source only"),
        ((item(), item(finding="improvement", document=2, origin=MINUTES)), ""),
        (
            (item(date=""), item(finding="improvement", document=2, origin=MINUTES, date="2025-11-29")),
            "◷ Nothing from the last six months",
        ),
        ((item(date="2025-12-01"), item(finding="improvement", document=2, origin=MINUTES, date="")), ""),
    ],
)
def test_what_is_missing_is_said_in_words_with_a_shape(items, words):
    assert missing(whole(*items)["protection"], TODAY) == words


def test_one_source_needs_more_than_one_item():
    assert one_source([whole(item())["protection"]]) == []
    assert len(one_source([whole(item(), item())["protection"]])) == 1


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (CoverageFilter(), 4),
        (CoverageFilter(since="2026-01-01"), 2),
        (CoverageFilter(until="2025-12-31"), 1),
        (CoverageFilter(since="2025-01-01", until="2026-05-01"), 3),
        (CoverageFilter(kind="minutes"), 1),
        (CoverageFilter(authority="Borough"), 1),
        (CoverageFilter(team="North"), 1),
        (CoverageFilter(team="North", authority="Borough"), 0),
    ],
)
def test_only_what_passes_the_filter_is_counted(wanted, count):
    some = [
        item(),
        item(date="2025-03-01", origin=Origin("minutes", "Aldermere", "North")),
        item(date="", origin=Origin("audit", "Borough")),
        item(date="2026-02-01"),
    ]
    assert len(list(chosen(some, wanted))) == count
    assert list(chosen(some, wanted, without=(1,))) == []
