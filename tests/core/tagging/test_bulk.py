from evidence_app.domain.board import Alteration
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.ofsted.frameworks import framework
from evidence_app.tagging.bulk import preview

ILACS = framework("ilacs-2026")


def item(name, area="protection", **values):
    return Evidence(name, Passage(1, 1, 1, 0, 8, "Children"), "Audit", (area,), **values)


def test_a_preview_counts_what_goes_where():
    some = [item("a", finding="strength"), item("b", finding="strength"), item("c", finding="improvement")]
    told = preview(ILACS, some, {"finding": "improvement"})
    assert (told.items, told.unchanged, told.agreed) == (3, 1, 0)
    assert told.alterations == (Alteration("Finding", "Strength", "Area for improvement", 2),)


def test_a_preview_says_which_themes_are_lost_with_their_area():
    theme = next(area for area in ILACS.areas if area.id == "protection").themes[0]
    told = preview(ILACS, [item("a", themes=(theme.id,), status="agreed")], {"areas": ("care",)})
    assert set(told.alterations) == {
        Alteration("Areas", "Help and protection", "Children in care", 1),
        Alteration("Themes", theme.label, "none", 1),
    }
    assert told.agreed == 1


def test_agreeing_is_no_change_after_the_agreement():
    told = preview(ILACS, [item("a"), item("b", status="agreed")], {"status": "agreed"})
    assert (told.unchanged, told.agreed) == (1, 0)
