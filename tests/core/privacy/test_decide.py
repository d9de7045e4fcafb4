"""Deciding about personal data in a real workspace: once, everywhere, by two people, by hand, and back again."""

import pymupdf
import pytest

from evidence_app.domain.redaction import Listed
from evidence_app.errors import KnownError, NotFound
from evidence_app.progress import run
from evidence_app.workspace import Workspace

NOTE = """Child: Siobhan D'Arcy
DOB: 14/02/2012
Social worker: Tunde Akinwale-Price
Siobhan was seen at home. NHS number 999 104 2172.
"""


def pdf(path, *pages):
    with pymupdf.open() as document:
        for text in pages:
            document.new_page().insert_text((72, 72), text)
        document.save(path)


@pytest.fixture
def workspace(tmp_path):
    pdf(tmp_path / "note one.pdf", NOTE, "Siobhan said no.\nMr Akinwale-Price agreed.")
    pdf(tmp_path / "note two.pdf", "S D'Arcy rang. Her friend Kezia was there.")
    with Workspace.create(tmp_path / "w.evidence", "a passphrase", authority="Aldermere") as made:
        run(made.documents.import_paths([tmp_path / "note one.pdf", tmp_path / "note two.pdf"], kind="case_note"))
        made.author = "officer one"
        run(made.privacy.search())
        yield made


def of(workspace, text):
    return [one for one in workspace.privacy.redactions() if " ".join(one.text.split()) == text]


def decisions(workspace, text):
    return {one.decision for one in of(workspace, text)}


def test_everything_found_is_proposed_under_one_pseudonym(workspace):
    child = {one.replacement for text in ("Siobhan D'Arcy", "Siobhan", "S D'Arcy") for one in of(workspace, text)}
    assert child == {"Child A"}
    assert {one.replacement for one in of(workspace, "Mr Akinwale-Price")} == {"Social worker 1"}
    assert {one.replacement for one in of(workspace, "999 104 2172")} == {"[NHS number]"}
    assert {one.decision for one in workspace.privacy.redactions()} == {"proposed"}


def test_a_decision_for_one_mention_holds_for_it_alone(workspace):
    first, *others = of(workspace, "Siobhan")
    changes = workspace.privacy.decide([first.id], "rejected", "not_personal")
    assert changes.privacy and changes.documents == {first.document}
    assert [one.decision for one in of(workspace, "Siobhan")] == ["rejected"] + ["proposed"] * len(others)
    workspace.history.undo()
    assert decisions(workspace, "Siobhan") == {"proposed"}


def test_a_decision_everywhere_holds_for_all_documents_and_for_later_finds(workspace, tmp_path):
    (subject,) = {one.subject for one in of(workspace, "Siobhan")}
    one_by_itself = of(workspace, "Siobhan")[0]
    workspace.privacy.decide([one_by_itself.id], "rejected")
    changes = workspace.privacy.decide_everywhere([subject], "accepted", "child")
    assert len(changes.documents) == 2
    assert [one.decision for one in of(workspace, "S D'Arcy")] == ["accepted"]
    assert [one.decision for one in of(workspace, "Siobhan")] == ["rejected", "accepted"]
    pdf(tmp_path / "note three.pdf", "Siobhan D'Arcy came back.")
    run(workspace.documents.import_paths([tmp_path / "note three.pdf"], kind="case_note"))
    assert not workspace.privacy.is_current
    run(workspace.privacy.search())
    assert workspace.privacy.is_current
    assert [one.decision for one in of(workspace, "Siobhan D'Arcy")] == ["accepted", "accepted"]
    assert [one.decision for one in of(workspace, "Siobhan")] == ["rejected", "accepted"]
    undone = workspace.history.undo()
    assert undone.privacy and decisions(workspace, "S D'Arcy") == {"proposed"}


def test_decisions_live_through_closing(workspace):
    (subject,) = {one.subject for one in of(workspace, "Siobhan")}
    workspace.privacy.decide_everywhere([subject], "accepted")
    path = workspace.path
    workspace.close()
    with Workspace.open(path, "a passphrase") as again:
        assert decisions(again, "S D'Arcy") == {"accepted"}
        assert again.history.undo().name == "accept “Child A” everywhere"


def test_a_second_person_approves_what_another_decided(workspace):
    found = of(workspace, "Siobhan")[0]
    with pytest.raises(KnownError, match="nobody has decided"):
        workspace.privacy.approve([found.id])
    workspace.privacy.decide([found.id], "rejected")
    with pytest.raises(KnownError, match="somebody else"):
        workspace.privacy.approve([found.id])
    workspace.privacy._author = "officer two"
    workspace.privacy.approve([found.id])
    (decided,) = [one for one in workspace.privacy.redactions() if one.id == found.id]
    assert decided.approved_by == "officer two" != decided.proposed_by
    workspace.privacy.decide([found.id], "accepted")
    (decided,) = [one for one in workspace.privacy.redactions() if one.id == found.id]
    assert decided.approved_by == ""


def test_marks_by_hand_are_accepted_at_once_and_can_be_taken_away(workspace):
    one = workspace.documents.find("note one.pdf").id
    text = workspace.documents.text(one, 2)[0].text
    at = text.index("agreed")
    workspace.privacy.mark(one, 2, at, at + 6, "other", "third_party")
    workspace.privacy.draw(one, 1, (300, 60, 400, 90))
    marks = [mark for mark in workspace.privacy.redactions(one) if mark.id.startswith("m")]
    assert {(mark.text, mark.decision, mark.boxes) for mark in marks} == {
        ("agreed", "accepted", ()),
        ("", "accepted", ((300.0, 60.0, 400.0, 90.0),)),
    }
    run(workspace.privacy.search())
    assert len([mark for mark in workspace.privacy.redactions(one) if mark.id.startswith("m")]) == 2
    workspace.privacy.unmark([mark.id for mark in marks])
    assert not [mark for mark in workspace.privacy.redactions(one) if mark.id.startswith("m")]
    with pytest.raises(KnownError, match="Reject it"):
        workspace.privacy.unmark([of(workspace, "Siobhan")[0].id])
    with pytest.raises(KnownError, match="too small"):
        workspace.privacy.draw(one, 1, (72, 60, 72, 60))
    with pytest.raises(NotFound):
        workspace.privacy.draw(one, 9, (72, 60, 200, 90))


def test_words_in_a_drawn_box_are_marked_too(workspace):
    one = workspace.documents.find("note one.pdf").id
    workspace.privacy.draw(one, 2, (72, 76, 300, 92))
    marks = [mark for mark in workspace.privacy.redactions(one) if mark.id.startswith("m")]
    assert [mark.text for mark in marks if not mark.boxes] == ["Mr", "Akinwale-Price", "agreed."]
    workspace.history.undo()
    assert not [mark for mark in workspace.privacy.redactions(one) if mark.id.startswith("m")]


def test_a_pseudonym_is_changed_but_never_shared_and_never_the_name(workspace):
    (subject,) = {one.subject for one in of(workspace, "Siobhan")}
    workspace.privacy.rename(subject, "Child Q", "child")
    assert {one.replacement for one in of(workspace, "Siobhan")} == {"Child Q"}
    with pytest.raises(KnownError, match="somebody else"):
        workspace.privacy.rename(subject, "social worker 1")
    with pytest.raises(KnownError, match="may not hold the name"):
        workspace.privacy.rename(subject, "Siobhan X")
    run(workspace.privacy.search())
    assert {one.replacement for one in of(workspace, "Siobhan")} == {"Child Q"}


def test_the_lists_of_the_workspace_are_used_and_undone(workspace):
    workspace.privacy.add_listed(
        [Listed("", "name", "Quibble Zed", "child"), Listed("", "allow", "Kezia"), Listed("", "pattern", "QX-####")]
    )
    assert not workspace.privacy.is_current
    assert [one.list for one in workspace.privacy.lists()] == ["name", "allow", "pattern"]
    run(workspace.privacy.search())
    assert of(workspace, "Kezia") == []
    workspace.history.undo()
    run(workspace.privacy.search())
    assert of(workspace, "Kezia") and workspace.privacy.lists() == []
    with pytest.raises(KnownError, match="would fit too much"):
        workspace.privacy.add_listed([Listed("", "pattern", "##")])


def test_cancelling_a_search_changes_nothing(workspace):
    before = workspace.privacy.redactions()
    workspace.privacy.add_listed([Listed("", "allow", "Siobhan")])
    steps = workspace.privacy.search()
    next(steps)
    steps.close()
    assert workspace.privacy.redactions() == before


def test_published_reports_are_not_searched(tmp_path):
    pdf(tmp_path / "report.pdf", "Lead inspector: Philip Otterburn")
    with Workspace.create(tmp_path / "w.evidence", "a passphrase") as made:
        run(made.documents.import_paths([tmp_path / "report.pdf"], kind="inspection_report"))
        report = run(made.privacy.search())
        assert (report.documents, report.skipped, made.privacy.redactions()) == (0, 1, [])
