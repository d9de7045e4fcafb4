from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from ui.reader.layout import GAP, MARGIN, NATURAL, STEPS, Fit, Layout, fitted, stepped, within

SIZES = [(600.0, 800.0), (800.0, 600.0), (600.0, 800.0)]


def test_pages_lie_under_one_another_and_centred():
    plan = Layout(SIZES, 1.0, 1000, 500)
    assert plan.rect(1) == QRectF(200, MARGIN, 600, 800)
    assert plan.rect(2) == QRectF(100, MARGIN + 800 + GAP, 800, 600)
    assert plan.height == MARGIN + 800 + GAP + 600 + GAP + 800 + MARGIN
    assert plan.width == 1000


def test_a_narrow_viewport_is_scrolled_across():
    assert Layout(SIZES, 1.0, 300, 500).width == 800 + 2 * MARGIN


def test_one_page_at_a_time_is_centred_where_it_is_lower_than_the_view():
    plan = Layout(SIZES, 1.0, 1000, 1000, only=2)
    assert plan.rect(2).center() == QPointF(500, 500)
    assert plan.rect(1).isEmpty()
    assert plan.visible(0, 1000) == range(2, 3)


def test_visible_pages_are_those_that_show():
    plan = Layout(SIZES, 1.0, 1000, 500)
    assert plan.visible(0, 500) == range(1, 2)
    assert plan.visible(800, 900) == range(1, 3)
    # Between two pages, neither shows.
    end = plan.rect(1).bottom()
    assert plan.visible(end + 1, end + 2) == range(2, 2)
    assert plan.visible(end + 1, end + GAP + 1) == range(2, 3)


def test_the_present_page_fills_most_of_the_view():
    plan = Layout(SIZES, 1.0, 1000, 500)
    turn = plan.rect(1).bottom()
    assert plan.current(turn - 300, turn + 200) == 1
    assert plan.current(turn - 200, turn + 300) == 2


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_place_on_a_page_is_found_again(page):
    plan = Layout(SIZES, 1.7, 1500, 500)
    place = plan.rect(page).topLeft() + QPointF(30, 40) * 1.7
    assert plan.page_at(place.y()) == page
    assert plan.point(page, place) == QPointF(30, 40)
    assert plan.box(page, QRectF(30, 40, 10, 5)).topLeft() == place


def test_a_document_without_pages_shows_nothing():
    plan = Layout((), 1.0, 1000, 500)
    assert plan.visible(0, 500) == range(0)
    assert plan.height == 500


def test_fitting_leaves_the_margins():
    assert fitted(Fit.WIDTH, (600, 800), 1224, 500) == pytest.approx(2.0)
    assert fitted(Fit.PAGE, (600, 800), 1224, 424) == pytest.approx(0.5)


def test_fitting_stays_within_what_the_zoom_offers():
    assert fitted(Fit.WIDTH, (20000, 30000), 800, 600) == STEPS[0] * NATURAL
    assert within(1000.0) == STEPS[-1] * NATURAL


def test_stepping_goes_through_the_steps_and_stops_at_the_ends():
    assert stepped(NATURAL, up=True) == pytest.approx(1.1 * NATURAL)
    assert stepped(1.05 * NATURAL, up=False) == pytest.approx(NATURAL)
    assert stepped(STEPS[-1] * NATURAL, up=True) == STEPS[-1] * NATURAL
    assert stepped(STEPS[0] * NATURAL, up=False) == STEPS[0] * NATURAL
