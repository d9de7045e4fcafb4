"""A whole workspace as JSON and as tables: read into an empty one it is the same, and what must stay stays."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from made_pdfs import pdf

from evidence_app.domain.exchange import Wishes
from evidence_app.domain.hit import Query
from evidence_app.domain.measure import Measure
from evidence_app.domain.pack import PackSpec
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.visit import Visit
from evidence_app.errors import KnownError
from evidence_app.progress import run
from evidence_app.store import whole
from evidence_app.workspace import Workspace

THEMES = """adds_to = "ilacs-2026"
[[themes]]
id = "leaders.kitchen"
area = "leaders"
label = "Kitchen"
summary = "Who cooks."
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A closed workspace with something in every part."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "audit.pdf").write_bytes(pdf("Tom Reed was seen. =SUM(A1) is late.", "Plans are kept.", title="Audit"))
    (folder / "note.txt").write_text("Mia Stone is heard at home.", encoding="utf-8")
    path = folder / "w.evidence"
    with Workspace.create(path, "x", authority="Aldermere") as workspace:
        run(workspace.documents.import_paths([folder / "audit.pdf", folder / "note.txt"]))
        audit, note = (workspace.documents.find(name) for name in ("audit.pdf", "note.txt"))
        workspace.documents.edit([audit.id], {"title": "=cmd|audit", "kind": "audit", "date": "2026-03-01"})
        workspace.frameworks.add_text("own.themes.toml", THEMES)
        locate, add = workspace.evidence.locate, workspace.evidence.add
        add(locate(audit.id, 1, "=SUM(A1) is late."), ["leaders"], "improvement", themes=["leaders.kitchen"])
        add(locate(note.id, 1, "Mia Stone is heard"), ["care"], "strength", person="Child A", note="+1")
        add(locate(audit.id, 2, "Plans are kept."), ["care"], "context", confidential=True)
        late, heard, secret = (workspace.evidence.list(text=words)[0].id for words in ("late", "heard", "kept"))
        run(workspace.packs.build(PackSpec(title="Board", items=(late, heard)), folder / "pack"))
        workspace.packs.note_sent(1, "The board", "2026-05-01")
        action = Action("", "Cook", process=(heard, secret), source=note.id, source_page=1, source_text="Mia Stone")
        workspace.plan.add([action])
        workspace.visits.add(Visit("", "board", "2026-06-01", document=note.id), checklist=True)
        workspace.measures.add(Measure("", "Caseload", low=10, high=14.5))
        measure = workspace.measures.list()[0].id
        workspace.measures.put_values([workspace.measures.told(measure, "2026-03-01", "14 to 15")])
        workspace.requests.add(Request("", 0, "The audit", documents=(audit.id, note.id), evidence=(heard, secret)))
        run(workspace.privacy.search())
        workspace.privacy.mark(note.id, 1, 0, 9)
        workspace.privacy.decide_everywhere([workspace.privacy.subjects()[0].id], "accepted", "child")
    return path


@pytest.fixture
def workspace(made, tmp_path):
    path = tmp_path / "w.evidence"
    path.write_bytes(made.read_bytes())
    with Workspace.open(path, "x") as opened:
        yield opened


@pytest.fixture
def empty(tmp_path):
    with Workspace.create(tmp_path / "empty.evidence", "x") as opened:
        yield opened


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """An empty workspace for tests after which it is empty still: to make one takes longer than each of them."""
    with Workspace.create(tmp_path_factory.mktemp("untouched") / "empty.evidence", "x") as opened:
        yield opened


EVERYTHING = Wishes(held_back=True, key=True, files="beside")


def dump(workspace, target: Path, wishes: Wishes):
    """A workspace as its JSON without the time it was written."""
    report = run(workspace.exchange.export("json", target, wishes))
    told = json.loads(target.read_text(encoding="utf-8"))
    del told["exported"], told["files"]
    return told, report


@pytest.mark.parametrize("files", ["beside", "inside"])
def test_an_empty_workspace_becomes_the_same(workspace, empty, tmp_path, files):
    wishes = Wishes(held_back=True, key=True, files=files)
    before, report = dump(workspace, tmp_path / "one.json", wishes)
    assert set(before["parts"]) == set(whole.PARTS)
    assert {part for part, rows in before["parts"].items() if not rows} == {
        "versions", "scans", "confirmations", "dismissals", "lists",
    }  # fmt: skip
    seen = run(empty.exchange.preview(tmp_path / "one.json"))
    assert (seen.done, empty.documents.list()) == (False, [])
    brought = run(empty.exchange.bring_in(tmp_path / "one.json"))
    assert brought.counts == report.counts
    after, again = dump(empty, tmp_path / "two.json", wishes)
    assert after == before
    assert again.counts == report.counts
    assert all(check.ok for check in run(empty.check()))
    assert empty.pages.render(empty.documents.list()[0].id, 1, 0.2).result().width > 0
    assert [hit.document for hit in empty.search.run(Query("heard")).hits]
    assert empty.authority == "Aldermere"
    # All but the documents is one change.
    assert empty.history.undo().name == "bring in “one”"
    assert (empty.evidence.list(), empty.plan.list(), len(empty.documents.list())) == ([], [], 2)


def test_what_must_stay_stays_unless_it_is_asked_for(workspace, empty, tmp_path):
    note = workspace.documents.find("note.txt")
    workspace.documents.edit([note.id], {"embargoed": True})
    told, report = dump(workspace, tmp_path / "one.json", Wishes(files="inside"))
    assert [
        part for part, rows in told["parts"].items() if "Mia" in json.dumps(rows) or "heard" in json.dumps(rows)
    ] == []
    assert {row["quote"] for row in told["parts"]["evidence"]} == {"=SUM(A1) is late."}
    assert len(told["content"]) == 1
    parts = told["parts"]
    assert (len(parts["documents"]), len(parts["evidence"]), parts["packs"], parts["sendings"]) == (1, 1, [], [])
    assert (parts["pseudonyms"], parts["lists"]) == ([], [])
    assert [(row["process"], row["source"], row["source_text"]) for row in parts["plan_actions"]] == [([], 0, "")]
    audit = workspace.documents.find("audit.pdf").id
    assert [(row["documents"], row["evidence"]) for row in parts["requests"]] == [([audit], [])]
    assert [row["document"] for row in parts["visits"]] == [0]
    assert len(report.left_out) == 3
    run(empty.exchange.bring_in(tmp_path / "one.json"))
    assert all(check.ok for check in run(empty.check()))


def test_decisions_go_out_without_the_names_they_are_about(workspace, empty, tmp_path):
    told, _ = dump(workspace, tmp_path / "one.json", Wishes())
    rows = told["parts"]["decisions"]
    assert {row["text"] + row["reason"] + row["subject"] for row in rows} == {""}
    assert Counter(row["decision"] for row in rows)["accepted"] > 0
    run(empty.exchange.bring_in(tmp_path / "one.json"))
    assert {row.text for row in empty.privacy.redactions()} >= {"Mia Stone"}
    again, _ = dump(empty, tmp_path / "two.json", Wishes())
    assert again["parts"] == told["parts"]
    assert empty.privacy.subjects() == []


def test_without_originals_pages_are_searched_and_not_shown(workspace, empty, tmp_path):
    run(workspace.exchange.export("json", tmp_path / "one.json"))
    report = run(empty.exchange.bring_in(tmp_path / "one.json"))
    assert report.left_out[-1].startswith("The file holds no originals")
    assert empty.search.run(Query("heard")).total_pages == 1
    with pytest.raises(KnownError):
        empty.pages.render(empty.documents.list()[0].id, 1, 0.2).result()


def test_a_workspace_that_holds_something_is_left_alone(workspace, tmp_path):
    run(workspace.exchange.export("json", tmp_path / "one.json"))
    for way in (workspace.exchange.preview, workspace.exchange.bring_in):
        with pytest.raises(KnownError, match="holds something already"):
            run(way(tmp_path / "one.json"))


def test_a_cancelled_import_changes_nothing(workspace, untouched, tmp_path):
    run(workspace.exchange.export("json", tmp_path / "one.json", EVERYTHING))
    steps = untouched.exchange.bring_in(tmp_path / "one.json")
    next(steps)
    steps.close()
    assert (untouched.documents.list(), untouched.history.next_undo()) == ([], None)


def changed(told, part, **values):
    told["parts"][part][0] |= values


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.update(format="other"),
        lambda told: told.update(version=2),
        lambda told: told.update(parts=[]),
        lambda told: told["parts"].update(audit=[]),
        lambda told: told["parts"].update(evidence={}),
        lambda told: told["parts"].update(evidence=[7]),
        lambda told: told["parts"]["pages"].pop(),
        lambda told: told["parts"]["documents"].pop(),
        lambda told: told["parts"]["evidence"].append(told["parts"]["evidence"][0]),
        lambda told: changed(told, "evidence", quote=7),
        lambda told: changed(told, "evidence", areas="leaders"),
        lambda told: changed(told, "evidence", areas=["nowhere"]),
        lambda told: changed(told, "evidence", boxes=[[1, 2.0]]),
        lambda told: changed(told, "plan_actions", outcomes=["one"]),
        lambda told: changed(told, "documents", ofsted={"type": 7}),
        lambda told: changed(told, "packs", spec={"areas": []}),
        lambda told: changed(told, "packs", manifest={"items": 7}),
        lambda told: changed(told, "evidence", finding="bad"),
        lambda told: changed(told, "evidence", page=9),
        lambda told: changed(told, "evidence", start=1 << 70),
        lambda told: changed(told, "evidence", other=1),
        lambda told: changed(told, "evidence", note="\ud800"),
        lambda told: changed(told, "pages", text=None),
        lambda told: changed(told, "documents", kind="novel"),
        lambda told: changed(told, "documents", pages=True),
        lambda told: changed(told, "settings", key="schema_major", value="99"),
        lambda told: changed(told, "framework_files", text="nonsense"),
        lambda told: told["content"].update({next(iter(told["content"])): "eA=="}),
        lambda told: told["content"].update({next(iter(told["content"])): 7}),
        lambda told: told["content"].update(x="eA=="),
        lambda told: told.update(files="../../none.zip"),
    ],
)
def test_a_file_that_is_not_sound_changes_nothing(whole_json, untouched, tmp_path, spoil):
    told = json.loads(whole_json)
    spoil(told)
    (tmp_path / "bad.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(KnownError):
        run(untouched.exchange.bring_in(tmp_path / "bad.json"))
    assert (untouched.documents.list(), untouched.history.next_undo()) == ([], None)


@pytest.fixture(scope="module")
def whole_json(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    with Workspace.open(made, "x", read_only=True) as workspace:
        run(workspace.exchange.export("json", folder / "w.json", Wishes(held_back=True, key=True, files="inside")))
    return (folder / "w.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b"[" * 100_000, b'{"format": NaN}', b"\xff\xfe"])
def test_what_is_no_json_is_refused(untouched, tmp_path, data):
    (tmp_path / "bad.json").write_bytes(data)
    with pytest.raises(KnownError):
        run(untouched.exchange.bring_in(tmp_path / "bad.json"))


def test_the_guide_tells_every_part_and_field(whole_json):
    guide = (Path(__file__).resolve().parents[3] / "docs" / "guide" / "exchange.md").read_text(encoding="utf-8")
    told = json.loads(whole_json)
    names = {*told, *told["parts"], *(name for rows in told["parts"].values() for name in (rows or [{}])[0])}
    assert [name for name in sorted(names) if f"`{name}`" not in guide] == []


def test_every_table_is_carried_or_left_out_on_purpose(untouched):
    carried = {part.table for part in whole.PARTS.values()}
    assert set(whole.tables_of(untouched._database)) == carried | whole.LEFT_OUT


def test_tables_hold_no_formula_and_nothing_that_stays(workspace, tmp_path):
    report = run(workspace.exchange.export("csv", tmp_path / "tables"))
    assert report.counts == {"documents": 2, "evidence": 2, "plan": 1, "measures": 1, "requests": 1}
    rows = {}
    for file in map(Path, report.files):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows[file.stem] = list(csv.DictReader(opened))
    assert {row["Title"] for row in rows["documents"]} == {"'=cmd|audit", "note"}
    assert {row["Quotation"] for row in rows["evidence"]} == {"'=SUM(A1) is late.", "Mia Stone is heard"}
    assert {row["Note"] for row in rows["evidence"]} == {"", "'+1"}
    assert {row["Themes"] for row in rows["evidence"]} == {"Kitchen", ""}
    kept = next(item.id for item in workspace.evidence.list() if item.confidential)
    assert kept not in rows["plan"][0]["Evidence of work"]
    assert (rows["measures"][0]["From"], rows["measures"][0]["Range to"]) == ("14", "14.5")
    everything = run(workspace.exchange.export("csv", tmp_path / "tables", Wishes(held_back=True)))
    assert everything.counts["evidence"] == 3
