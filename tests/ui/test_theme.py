from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from evidence_app.workspace import load_frameworks
from ui import look, theme


@pytest.fixture
def app(qapp: QApplication):
    """The application; afterwards in the light again, at the system's text size."""
    yield qapp
    look.apply(qapp, "light")


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_pair_of_colours_the_window_lays_on_each_other_can_be_read(scheme):
    faint = [
        f"{name}: {theme.contrast(fore, ground):.2f} of {least}"
        for name, fore, ground, least in theme.pairs(scheme)
        if theme.contrast(fore, ground) < least
    ]
    assert faint == []


def test_contrast_is_the_ratio_of_wcag():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert theme.contrast("#ffffff", "#777777") == theme.contrast("#777777", "#ffffff")


@pytest.mark.parametrize("framework", load_frameworks().values(), ids=lambda framework: framework.id)
def test_areas_differ_by_mark_always_and_by_colour_up_to_seven(framework, qapp):
    styles = theme.area_styles(framework, theme.LIGHT)
    assert list(styles) == [area.id for area in framework.areas]
    assert len({style.mark for style in styles.values()}) == len(styles)
    assert len({style.colour.name() for style in styles.values()}) == min(7, len(styles))


def test_sizes_follow_the_letter_height():
    normal, double = theme.measures_for(13), theme.measures_for(26)
    assert (normal.body, normal.heading, normal.title) == (13, 15, 20)
    assert (double.body, double.heading, double.title) == (26, 30, 40)
    assert normal.target >= 24


@pytest.mark.parametrize(("choice", "dark"), [("light", False), ("dark", True)])
def test_a_chosen_scheme_is_in_force(app, choice, dark):
    look.apply(app, choice)
    assert theme.is_dark() is dark
    assert theme.colours() is (theme.DARK if dark else theme.LIGHT)


def test_text_size_scales_from_the_systems_and_comes_back(app):
    look.apply(app, "light")
    normal = app.font().pixelSize()
    look.apply(app, "light", 2.0)
    assert app.font().pixelSize() == 2 * normal
    look.apply(app, "light")
    assert app.font().pixelSize() == normal
