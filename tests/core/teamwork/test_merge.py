"""A colleague's copy brought in: what is taken, joined, kept twice, refused, and taken back."""

from __future__ import annotations

import shutil

import pytest
from copies import PASSPHRASE, SENTENCES, Copies, add_document, cheap_keys, content, differences, opened, passage, state

from evidence_app import progress
from evidence_app.domain.hit import Query
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.shapes import BY_TABLE, NOT_SHARED
from evidence_app.domain.visit import Visit
from evidence_app.errors import KnownError, NewerWorkspace, NotAWorkspace, ReadOnly
from evidence_app.store import journal, lineage
from evidence_app.store.capture import bring_up_to_date
from evidence_app.store.database import Database
from evidence_app.teamwork.merge import Source
from evidence_app.workspace import Workspace


def items(workspace):
    return {item.passage.quote: item for item in workspace.evidence.list()}


def first(workspace):
    return items(workspace)[SENTENCES[0]]


def edit(workspace, **values):
    workspace.evidence.edit([first(workspace).id], values)


def source(team, name, **more):
    return Source(team.held[name].path, PASSPHRASE, **more)


def test_every_table_that_can_be_undone_is_shared_or_named_as_not() -> None:
    assert set(journal.UNDOABLE) == {*BY_TABLE, *NOT_SHARED}


def test_what_one_side_changed_is_taken_field_by_field(team) -> None:
    edit(team.held["ann"], note="seen in three files")
    edit(team.held["ben"], finding="context", confidential=True)
    report = team.merge("ann", "ben")
    item = first(team.held["ann"])
    assert (item.note, item.finding, item.confidential) == ("seen in three files", "context", True)
    assert (report.updated, report.conflicts) == ({"evidence": 1}, ())


def test_areas_and_themes_are_united_one_by_one(team) -> None:
    areas = {area.id: area for area in team.held["ann"].framework.areas}
    theme = areas["leaders"].themes[0].id
    edit(team.held["ann"], areas=("leaders", "care"))
    edit(team.held["ben"], themes=(theme,))
    team.merge("ann", "ben")
    item = first(team.held["ann"])
    assert (set(item.areas), item.themes) == ({"leaders", "care"}, (theme,))


def test_two_officers_taking_off_another_area_each_leave_one(team) -> None:
    edit(team.held["ann"], areas=("leaders", "care"))
    team.merge("ben", "ann")
    edit(team.held["ann"], areas=("leaders",))
    edit(team.held["ben"], areas=("care",))
    team.merge("ann", "ben")
    assert set(first(team.held["ann"]).areas) == {"leaders", "care"}


def test_what_one_removed_stays_removed(team) -> None:
    team.held["ann"].evidence.remove([first(team.held["ann"]).id])
    assert team.merge("ann", "ben").added == {}
    assert SENTENCES[0] not in items(team.held["ann"])
    assert team.merge("ben", "ann").removed == {"evidence": 1}
    assert SENTENCES[0] not in items(team.held["ben"])


def test_what_one_removed_and_the_other_changed_is_there_to_be_decided(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    ann.evidence.remove([first(ann).id])
    edit(ben, note="important")
    (conflict,) = team.merge("ann", "ben").conflicts
    assert first(ann).note == "important"
    assert (conflict.field, conflict.words) == ("", "one took it out, the other changed it")
    mine = next(one for one in conflict.versions if one.ours and one.value is False)
    changes, stuck = ann.teamwork.decide({conflict.id: mine.mark})
    assert SENTENCES[0] not in items(ann)
    assert (len(changes.evidence), stuck, ann.teamwork.conflicts()) == (1, [], [])
    assert team.merge("ben", "ann").removed == {"evidence": 1}


def test_a_contradiction_keeps_both_versions_until_it_is_decided(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    edit(ann, finding="context")
    edit(ben, finding="improvement")
    (conflict,) = team.merge("ann", "ben").conflicts
    assert [(one.value, one.author, one.ours) for one in conflict.versions] == [
        ("context", "ann", True),
        ("improvement", "ben", False),
    ]
    assert conflict.about == "Paper 1, p. 1: “Leaders know their children well.”"
    # Both copies show the same one, and list the same conflict.
    team.merge("ben", "ann")
    assert first(ann).finding == first(ben).finding == "improvement"
    assert [one.id for one in ben.teamwork.conflicts()] == [conflict.id]
    ann.teamwork.decide({conflict.id: "mine"})
    assert first(ann).finding == "context"
    assert ann.history.next_undo() == "decide a conflict"
    ann.history.undo()
    assert [one.id for one in ann.teamwork.conflicts()] == [conflict.id]
    assert first(ann).finding == "improvement"
    ann.history.redo()
    team.merge("ben", "ann")
    assert (first(ben).finding, ben.teamwork.conflicts()) == ("context", [])


def test_an_edit_of_what_is_in_conflict_decides_it(team) -> None:
    edit(team.held["ann"], finding="context")
    edit(team.held["ben"], finding="improvement")
    team.merge("ann", "ben")
    edit(team.held["ann"], finding="strength")
    assert team.merge("ann", "ben").conflicts == ()
    assert team.held["ann"].teamwork.conflicts() == []


@pytest.mark.parametrize(("rule", "left"), [("mine", "context"), ("theirs", "improvement"), ("newer", "improvement")])
def test_a_rule_decides_what_a_merge_brings(team, rule, left) -> None:
    edit(team.held["ann"], finding="context")
    edit(team.held["ben"], finding="improvement")
    report = team.merge("ann", "ben", prefer=rule)
    assert (report.decided, report.conflicts) == (1, ())
    assert first(team.held["ann"]).finding == left


def test_an_undecided_contradiction_shows_what_protects_more(team) -> None:
    edit(team.held["ann"], embargo_until="2027-01-01")
    edit(team.held["ben"], embargo_until="2026-12-01")
    (conflict,) = team.merge("ann", "ben").conflicts
    assert first(team.held["ann"]).embargo_until == "2027-01-01"
    assert [one.shown for one in conflict.versions] == [True, False]


def test_the_same_passage_tagged_by_both_is_one_item(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    for each, area, finding in ((ann, "leaders", "strength"), (ben, "care", "context")):
        each.evidence.add(passage(1, 1, SENTENCES[2]), [area], finding)
    report = team.merge("ann", "ben")
    assert report.joined == 1
    assert [one.field for one in report.conflicts] == ["finding"]
    assert set(items(ann)[SENTENCES[2]].areas) == {"leaders", "care"}
    assert len(ann.evidence.list()) == 3
    # It stays one: removed, brought back, edited.
    ann.evidence.remove([items(ann)[SENTENCES[2]].id])
    team.merge("ben", "ann")
    assert SENTENCES[2] not in items(ben)


def test_a_passage_one_officer_tagged_twice_stays_twice(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    for area in ("leaders", "care"):
        ann.evidence.add(passage(1, 1, SENTENCES[2]), [area], "strength")
    ben.evidence.add(passage(1, 1, SENTENCES[2]), ["leaders"], "strength")
    assert team.merge("ann", "ben").joined == 1
    assert len([item for item in ann.evidence.list() if item.passage.quote == SENTENCES[2]]) == 2


def test_links_to_evidence_that_was_joined_lead_to_the_one_item(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    (action,) = ann.plan.list()
    for each in (ann, ben):
        each.evidence.add(passage(1, 1, SENTENCES[2]), ["leaders"], "strength")
        each.plan.link(action.id, [items(each)[SENTENCES[2]].id], "process")
    team.merge("ann", "ben")
    assert ann.plan.get(action.id).process == (items(ann)[SENTENCES[2]].id,)
    ann.plan.link(action.id, [items(ann)[SENTENCES[2]].id], "process", linked=False)
    team.merge("ben", "ann")
    assert ben.plan.get(action.id).process == ()


# -- documents ---------------------------------------------------------------------------------------------------------


def test_documents_come_with_all_that_points_to_them(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    add_document(ann, 7)
    document = add_document(ben, 8)
    ben.evidence.add(passage(document, 8, SENTENCES[3]), ["care"], "strength")
    ben.visits.add(Visit("", "monitoring_visit", "2026-03-01", document=document))
    ben.requests.add(Request("", 0, "Which papers?", asked="2026-02-01T09:00", documents=(document,)))
    report = team.merge("ann", "ben")
    assert (report.added["documents"], report.added["evidence"]) == (1, 1)
    (brought,) = [one for one in ann.documents.list() if one.title == "Paper 8"]
    assert brought.id != document
    assert items(ann)[SENTENCES[3]].passage.document == brought.id
    assert ann.visits.list()[0].document == brought.id
    assert ann.requests.list()[0].documents == (brought.id,)
    assert brought.paths == ("/papers/8.pdf",)
    assert ann.documents.text(brought.id)[0].text.startswith("Document 8.")
    assert ann.search.run(Query("8")).total_documents == 1
    assert all(check.ok for check in progress.run(ann.check()))


def test_the_whole_merge_is_undone_and_done_again(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    edit(ann, finding="context")
    before = state(ann)
    document = add_document(ben, 8)
    ben.evidence.add(passage(document, 8, SENTENCES[3]), ["care"], "strength")
    edit(ben, finding="improvement")
    ben.evidence.remove([items(ben)[SENTENCES[1]].id])
    team.merge("ann", "ben")
    after = state(ann)
    assert ann.history.next_undo() == "bring in the work of ben"
    ann.history.undo()
    assert differences(state(ann), before) == []
    assert ann.search.run(Query("8")).total_documents == 0
    assert all(check.ok for check in progress.run(ann.check()))
    ann.history.redo()
    assert differences(state(ann), after) == []
    assert ann.search.run(Query("8")).total_documents == 1
    assert all(check.ok for check in progress.run(ann.check()))


def test_a_merge_undone_says_nothing_against_the_colleague(team) -> None:
    """Undo takes a merge back as if it had not been; it does not take back what the colleague did."""
    ann, ben = team.held["ann"], team.held["ben"]
    edit(ben, note="important")
    document = add_document(ben, 8)
    team.merge("ann", "ben")
    ann.history.undo()
    team.restart("ann")
    assert not team.merge("ben", "ann").anything
    assert first(ben).note == "important"
    assert ben.documents.get(document)
    assert team.merge("ann", "ben").anything
    assert first(team.held["ann"]).note == "important"


def test_what_was_undone_leaves_nothing_behind_once_something_new_is_done(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    add_document(ben, 8)
    ben.documents.edit([2], {"child": "C8"})
    team.merge("ann", "ben")
    ann.history.undo()
    edit(ann, note="new")
    with ann._database.read() as tables:
        assert tables.execute("SELECT count(*) FROM documents_aside").fetchone() == (0,)
        assert tables.execute("SELECT count(*) FROM blobs").fetchone() == (1,)


def test_a_document_imported_meanwhile_outlives_the_undo_of_the_merge_that_brought_it(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    add_document(ben, 8)
    ben.documents.edit([2], {"child": "C8"})
    team.merge("ann", "ben")
    with ann._database.write() as tables:
        tables.execute(
            "INSERT INTO sources (path, document, size, mtime_ns, seen, missing) VALUES ('/own', 2, 1, 1, '', 0)"
        )
    ann.history.undo()
    assert [one.title for one in ann.documents.list()].count("Paper 8") == 1


def test_redo_after_an_import_is_refused_in_words(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    add_document(ben, 8)
    ben.documents.edit([2], {"child": "C8"})
    team.merge("ann", "ben")
    ann.history.undo()
    add_document(ann, 9)
    with pytest.raises(KnownError, match="other documents came in"):
        ann.history.redo()
    assert team.merge("ann", "ben").added == {"documents": 1}


def test_a_document_that_was_wiped_here_does_not_come_back(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    document = add_document(ben, 8)
    ben.evidence.add(passage(document, 8, SENTENCES[3]), ["care"], "strength")
    ben.plan.add([Action("", "Mend it", area="care", source=document, source_page=1, source_text="Taken over.")])
    (action,) = [one for one in ben.plan.list() if one.what == "Mend it"]
    team.merge("ann", "ben")
    progress.run(
        ann.retention.wipe([one.id for one in ann.documents.list() if one.title == "Paper 8"], "agreed", evidence=True)
    )
    with ann._database.read() as tables:
        held = tables.execute("SELECT count(*) FROM lineage WHERE instr(state, ?)", [content(8)]).fetchone()
    assert held == (0,)
    edit(ben, note="more")
    ben.evidence.edit([items(ben)[SENTENCES[3]].id], {"note": "still here"})
    team.merge("ann", "ben")
    assert first(ann).note == "more"
    assert len(ann.documents.list()) == 1
    assert SENTENCES[3] not in items(ann)
    assert ann.plan.get(action.id).source_text == ""
    assert not team.merge("ann", "ben").anything
    with ann._database.read() as tables:
        assert tables.execute("SELECT count(*) FROM lineage WHERE instr(state, 'Taken over.')").fetchone() == (0,)
    # Nothing was wiped in the colleague's copy.
    team.merge("ben", "ann")
    assert items(ben)[SENTENCES[3]].note == "still here"
    assert ben.plan.get(action.id).source_text == "Taken over."


def test_what_damage_took_comes_back_from_a_colleague(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    document = add_document(ben, 8)
    ben.evidence.add(passage(document, 8, SENTENCES[3]), ["care"], "strength")
    team.merge("ann", "ben")
    # As a salvage leaves it: a document and rows are lost, and nobody took them out.
    with ann._database.write() as tables:
        for table in ("sources", "evidence", "pages"):
            tables.execute(f"DELETE FROM {table} WHERE document = 2")
        tables.execute("DELETE FROM documents WHERE id = 2")
        tables.execute("DELETE FROM evidence WHERE id = ?", [first(ann).id])
        lineage.drop_lost(tables)
        journal.audit(tables, "ann", "salvage", {})
    report = team.merge("ann", "ben")
    assert report.added == {"documents": 1, "evidence": 2}
    assert len(items(ann)) == 3
    assert not team.merge("ben", "ann").removed


def test_a_wipe_takes_what_an_undone_merge_put_aside_too(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    add_document(ben, 8)
    ben.documents.edit([2], {"child": "C8"})
    team.merge("ann", "ben")
    ann.history.undo()
    # The same content comes in by itself, and is wiped.
    document = add_document(ann, 8)
    progress.run(ann.retention.wipe([document], "agreed"))
    with ann._database.read() as tables:
        assert tables.execute("SELECT count(*) FROM documents_aside").fetchone() == (0,)
    assert ann.history.redo() is None
    assert len(ann.documents.list()) == 1


# -- people ------------------------------------------------------------------------------------------------------------


def test_a_pseudonym_two_people_had_stands_for_neither(team) -> None:
    ann, ben, cas = team.held.values()
    team.act("ann", "people", 1, 0)  # anna reed becomes Person 1
    team.act("ben", "people", 1, 1)  # bob stone does too
    assert [one.pseudonym for one in (*ann.privacy.subjects(), *ben.privacy.subjects())] == ["Person 1"] * 2
    report = team.merge("ann", "ben")
    shown = {one.label: one.pseudonym for one in ann.privacy.subjects()}
    assert len(set(shown.values())) == 2
    assert "Person 1" not in shown.values()
    assert all(name.startswith("Person 1-") for name in shown.values())
    assert report.renamed == (("Person 1", shown["anna reed"]),)
    # Whoever learns of it in another order calls them the same, and nobody new gets the name.
    team.act("cas", "people", 1, 2)
    team.merge("cas", "ben")
    team.merge("cas", "ann")
    again = {one.label: one.pseudonym for one in cas.privacy.subjects()}
    assert {name: again[name] for name in shown} == shown
    assert again["carl hill"].startswith("Person 1-")
    team.act("cas", "people", 1, 3)
    assert {one.label: one.pseudonym for one in cas.privacy.subjects()}["dora lake"] == "Person 2"


def test_a_pseudonym_given_up_is_not_given_to_somebody_else(team) -> None:
    ann = team.held["ann"]
    team.act("ann", "people", 1, 0)
    team.restart("ann")
    ann = team.held["ann"]
    ann.privacy.rename("name:anna reed", "Person 9")
    team.act("ann", "people", 1, 1)
    assert {one.label: one.pseudonym for one in ann.privacy.subjects()}["bob stone"] == "Person 2"
    with pytest.raises(KnownError, match="stood for somebody else before"):
        ann.privacy.rename("name:bob stone", "person 1")
    ann.privacy.rename("name:anna reed", "Person 1")


def test_a_decision_to_leave_a_name_in_gives_way_until_it_is_decided(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    team.act("ann", "people", 1, 0)
    team.merge("ben", "ann")
    ann.privacy.decide_everywhere(["name:anna reed"], "accepted")
    ben.privacy.decide_everywhere(["name:anna reed"], "rejected")
    (conflict,) = team.merge("ann", "ben").conflicts
    assert ann.privacy.subjects()[0].decision == "accepted"
    assert "anna" not in str(conflict.to_json()["about"])


def test_the_same_decision_of_both_contradicts_nothing(team) -> None:
    team.act("ann", "people", 1, 0)
    team.merge("ben", "ann")
    for name in ("ann", "ben"):
        team.held[name].privacy.decide_everywhere(["name:anna reed"], "accepted")
    assert team.merge("ann", "ben").conflicts == ()


def test_two_requests_with_the_same_number_are_told(team) -> None:
    for name in ("ann", "ben"):
        team.held[name].requests.add(Request("", 0, f"Asked of {name}", asked="2026-02-01T09:00"))
    team.merge("ann", "ben")
    report = team.merge("ben", "ann")
    numbers = {one.what: one.number for one in team.held["ann"].requests.list()}
    assert numbers == {"Asked of ann": 1, "Asked of ben": 2}
    assert report.renumbered == ((1, 2),)


# -- looking, cancelling, repeating ------------------------------------------------------------------------------------


def test_a_preview_tells_what_a_merge_does_and_writes_nothing(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    add_document(ben, 8)
    edit(ann, finding="context")
    edit(ben, finding="improvement", note="x")
    before = state(ann)
    bring_up_to_date(ben._database)
    seen = progress.run(ann.teamwork.preview(source(team, "ben")))
    assert differences(state(ann), before) == []
    done = team.merge("ann", "ben")
    assert (seen.added, seen.updated, seen.removed) == (done.added, done.updated, done.removed)
    assert [one.id for one in seen.conflicts] == [one.id for one in done.conflicts]


def test_a_cancelled_merge_leaves_nothing(team) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    add_document(ben, 8)
    edit(ben, note="x")
    before, line = state(ann), ann.history.audit_log(limit=1)
    bring_up_to_date(ben._database)
    steps = ann.teamwork.merge(source(team, "ben"))
    for told in steps:
        if told.message == "Writing":
            break
    steps.close()
    assert differences(state(ann), before) == []
    assert ann.history.audit_log(limit=1) == line
    assert team.merge("ann", "ben").added == {"documents": 1}


def test_merging_again_adds_nothing_and_writes_no_change(team) -> None:
    edit(team.held["ben"], note="x")
    team.merge("ann", "ben")
    name = team.held["ann"].history.entries(1)[0].id
    assert not team.merge("ann", "ben").anything
    assert team.held["ann"].history.entries(1)[0].id == name


def test_the_audit_log_tells_counts_and_no_words(team) -> None:
    team.act("ben", "people", 1, 0)
    edit(team.held["ben"], note="a secret")
    team.merge("ann", "ben")
    (line,) = [one for one in team.held["ann"].history.audit_log() if one.action.startswith("bring in")]
    assert line.detail["updated"] == {"evidence": 1}
    assert line.detail["from"] == "ben"
    assert "secret" not in str(line.detail)
    assert "anna" not in str(line.detail)
    assert journal.audit_break(team.held["ann"]._database) is None


# -- refused -----------------------------------------------------------------------------------------------------------


def test_itself_is_refused(team) -> None:
    with pytest.raises(KnownError, match="this workspace itself"):
        team.merge("ann", "ann")


def test_a_wrong_passphrase_is_told(team) -> None:
    with pytest.raises(KnownError, match=r"does not open “ben\.evidence”"):
        progress.run(team.held["ann"].teamwork.merge(Source(team.held["ben"].path, "wrong")))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + b"x" * 9000, b"some words\n" * 1000, b"\xd1" * 5000, b""])
def test_an_unrelated_file_is_told(team, tmp_path, data) -> None:
    other = tmp_path / "letter.pdf"
    other.write_bytes(data)
    with pytest.raises(NotAWorkspace, match="neither a workspace nor a hand-over"):
        progress.run(team.held["ann"].teamwork.merge(Source(other, PASSPHRASE)))


def test_a_newer_workspace_is_told(team) -> None:
    team.held["ben"]._database.set_meta("schema_major", "99")
    with pytest.raises(KnownError, match="newer version") as caught:
        team.merge("ann", "ben")
    assert not isinstance(caught.value, NewerWorkspace)
    assert "ben.evidence" in str(caught.value)


def test_another_framework_is_refused(team) -> None:
    team.held["ben"]._database.set_meta("framework", "sccif")
    with pytest.raises(KnownError, match="another framework"):
        team.merge("ann", "ben")


def test_another_authority_is_warned_of(team, tmp_path) -> None:
    other = tmp_path / "other.evidence"
    Workspace.create(other, PASSPHRASE, authority="Borrowdale").close()
    seen = progress.run(team.held["ann"].teamwork.preview(Source(other, PASSPHRASE)))
    assert seen.warnings == ("“other.evidence” is the work of another authority: Borrowdale, not Aldermere.",)


def test_what_a_colleague_is_just_doing_is_left_for_another_time(team) -> None:
    edit(team.held["ben"], note="x")
    report, _ = progress.run(team.held["ann"].teamwork.merge(source(team, "ben")))
    assert not report.anything
    assert "open elsewhere" in report.warnings[0]
    assert team.merge("ann", "ben").updated == {"evidence": 1}


def test_a_workspace_open_for_reading_only_can_look_and_not_take(team, tmp_path) -> None:
    edit(team.held["ben"], note="x")
    bring_up_to_date(team.held["ben"]._database)
    with opened(team.held["ann"].path, "ann", read_only=True) as reading:
        assert progress.run(reading.teamwork.preview(source(team, "ben"))).updated == {"evidence": 1}
        with pytest.raises(ReadOnly):
            progress.run(reading.teamwork.merge(source(team, "ben")))


def test_a_file_of_an_older_version_is_told(team, tmp_path) -> None:
    team.held["ben"].close()
    old = shutil.copy2(team.held["ben"].path, tmp_path / "old.evidence")
    database = Database.open(old, PASSPHRASE)
    with database.write() as tables:
        tables.execute("DROP TABLE lineage")
    database.close()
    with pytest.raises(KnownError, match="older version"):
        progress.run(team.held["ann"].teamwork.merge(Source(old, PASSPHRASE)))


def test_copies_made_without_closing_know_what_was_before_them(tmp_path) -> None:
    """A backup of an open workspace is a copy too: what was done before it is no contradiction to what comes after."""
    with cheap_keys():
        team = Copies(tmp_path, ("ann",))
        edit(team.held["ann"], finding="context")
        progress.run(team.held["ann"].backup(tmp_path / "dan.evidence"))
        edit(team.held["ann"], finding="improvement")
        with opened(tmp_path / "dan.evidence", "dan") as dan:
            team.held["dan"] = dan
            edit(dan, note="x")
            assert team.merge("ann", "dan").conflicts == ()
            assert first(team.held["ann"]).finding == "improvement"
            assert team.merge("dan", "ann").conflicts == ()
        team.held.pop("dan")
        team.close()
