"""A pack looked at before it is made."""

import dataclasses

import pytest
from paperwork import FRAMEWORK, SPEC

from evidence_app.errors import PackRefused
from evidence_app.packs.build import build
from evidence_app.packs.preview import Preview
from evidence_app.progress import run
from evidence_app.store import evidence, journal

AUTHORITY = "Aldermere Borough Council"


@pytest.fixture
def preview(filled):
    made = Preview(filled.database)
    yield made
    made.close()


def test_a_draft_has_the_pages_the_pack_will_have(filled, preview, tmp_path):
    draft = preview.draft(FRAMEWORK, SPEC, AUTHORITY, None)
    report = run(build(filled.database, FRAMEWORK, SPEC, tmp_path / "pack", authority=AUTHORITY, author="Tester"))
    assert len(draft.sizes) == report.pages
    assert len(draft.sizes) - draft.front == report.exhibit_pages
    assert draft.warnings == report.warnings
    assert len({item.id for item in draft.items}) == report.items


def test_exhibits_are_put_in_when_they_are_looked_at(filled, preview):
    draft = preview.draft(FRAMEWORK, SPEC, AUTHORITY, None)
    cover = preview.picture(draft.serial, 1, 1.0)
    exhibit = preview.picture(draft.serial, draft.front + 1, 1.0)
    assert cover is not None and exhibit is not None
    assert len(exhibit.data) == exhibit.stride * exhibit.height
    # The empty frame is white but for its stamp; the page put into it is not.
    assert exhibit.data.count(b"\xff") < 0.99 * len(exhibit.data)


def test_a_page_of_an_older_draft_is_not_drawn(filled, preview):
    first = preview.draft(FRAMEWORK, SPEC, AUTHORITY, None)
    second = preview.draft(FRAMEWORK, dataclasses.replace(SPEC, title="Another"), AUTHORITY, None)
    assert preview.picture(first.serial, 1, 0.5) is None
    assert preview.picture(second.serial, 1, 0.5) is not None


def test_the_order_asked_for_is_the_order_of_the_draft(filled, preview):
    draft = preview.draft(FRAMEWORK, SPEC, AUTHORITY, None)
    backwards = tuple(item.id for item in reversed(draft.items))
    turned = preview.draft(FRAMEWORK, dataclasses.replace(SPEC, items=backwards), AUTHORITY, None)
    for area in {item.area for item in draft.items}:
        for finding in ("strength", "improvement", "context"):
            before = [item.id for item in draft.items if (item.area, item.finding) == (area, finding)]
            after = [item.id for item in turned.items if (item.area, item.finding) == (area, finding)]
            assert after == before[::-1]


def test_evidence_outside_the_period_stays_out(filled, preview):
    every = preview.draft(FRAMEWORK, SPEC, AUTHORITY, None)
    with pytest.raises(PackRefused, match="ends before"):
        preview.draft(FRAMEWORK, dataclasses.replace(SPEC, since="2026-02-01", until="2026-01-01"), AUTHORITY, None)
    first = every.items[0].id
    item = evidence.get(filled.database, first)
    with journal.change(filled.database, "date", "Tester", {}) as change:
        evidence.put(change, dataclasses.replace(item, date="2026-03-01"))
    later = preview.draft(FRAMEWORK, dataclasses.replace(SPEC, since="2026-03-02"), AUTHORITY, None)
    same = preview.draft(FRAMEWORK, dataclasses.replace(SPEC, since="2026-03-01", until="2026-03-01"), AUTHORITY, None)
    dated = {item.id: item.date for item in evidence.every(filled.database)}
    # What has no date of its own stays in.
    undated = {item.id for item in every.items if not dated[item.id]}
    assert undated
    assert {item.id for item in later.items} == undated | {one for one, day in dated.items() if day > "2026-03-01"}
    assert {item.id for item in same.items} == undated | {first}


def test_a_warning_nobody_accepted_stops_the_export(filled, preview, tmp_path):
    draft = preview.draft(FRAMEWORK, SPEC, AUTHORITY, None)
    assert draft.warnings
    how = {"authority": AUTHORITY, "author": "Tester"}
    with pytest.raises(PackRefused, match="something new to know"):
        run(build(filled.database, FRAMEWORK, SPEC, tmp_path / "pack", **how, accepted=draft.warnings[1:]))
    assert not (tmp_path / "pack").exists()
    run(build(filled.database, FRAMEWORK, SPEC, tmp_path / "pack", **how, accepted=draft.warnings))
    with filled.database.read() as tables:
        (detail,) = tables.execute("SELECT detail FROM audit WHERE action = 'export pack'").fetchone()
    assert '"accepted"' in detail
