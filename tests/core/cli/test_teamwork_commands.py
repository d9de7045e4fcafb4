"""Teamwork on the command line: exit status, JSON, sentences."""

import json
import shutil

import pytest
from click.testing import CliRunner
from copies import SENTENCES, Copies, cheap_keys, passage

from evidence_app.cli import cli
from evidence_app.errors import KnownError


@pytest.fixture
def files(tmp_path):
    """Closed copies of ann and ben, who judged one passage differently and tagged another both."""
    with cheap_keys():
        team = Copies(tmp_path, ("ann", "ben"))
        for name, finding in (("ann", "context"), ("ben", "improvement")):
            workspace = team.held[name]
            item = next(one for one in workspace.evidence.list() if one.passage.quote == SENTENCES[0])
            workspace.evidence.edit([item.id], {"finding": finding})
            workspace.evidence.add(passage(1, 1, SENTENCES[2]), ["care"], "strength")
        team.close()
        yield team.held["ann"].path, team.held["ben"].path


def call(*words, officer="ann", **env):
    env = {"EVIDENCE_PASSPHRASE": "x", "LOGNAME": officer, **env}
    return CliRunner().invoke(cli, [str(word) for word in words], env=env)


def answer(*words, status=0, **more):
    result = call(*words, "--json", **more)
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def test_merge_tells_what_it_did_and_what_is_to_be_decided(files) -> None:
    ann, ben = files
    seen = answer("merge", ann, ben, "--preview", status=1)
    done = answer("merge", ann, ben, status=1)
    assert set(done) >= {"added", "updated", "conflicts"}
    assert (done["added"], done["updated"], done["joined"], done["partner"]) == (0, 1, 1, "ben")
    assert {**seen, "seconds": 0} == {**done, "seconds": 0}
    (conflict,) = done["conflicts"]
    assert [one["value"] for one in conflict["versions"]] == ["context", "improvement"]
    again = answer("merge", ann, ben)
    assert (again["added"], again["updated"], again["removed"]) == (0, 0, 0)
    assert answer("conflicts", ann, status=1)["conflicts"] == [conflict]
    decided = answer("conflicts", ann, "--decide", f"{conflict['id']}=mine")
    assert decided == {"decided": 1, "conflicts": []}
    found = answer("evidence", ann)
    assert {one["finding"] for one in found if one["quote"] == SENTENCES[0]} == {"context"}


def test_undo_takes_a_merge_back(files) -> None:
    ann, ben = files
    before = answer("evidence", ann)
    answer("merge", ann, ben, "--prefer", "theirs")
    assert answer("evidence", ann) != before
    assert call("undo", ann).exit_code == 0
    assert answer("evidence", ann) == before


def test_all_are_decided_by_a_rule(files) -> None:
    ann, ben = files
    call("merge", ann, ben)
    assert answer("conflicts", ann, "--all", "newer") == {"decided": 1, "conflicts": []}


def test_people_read_what_happened(files) -> None:
    ann, ben = files
    result = call("merge", ann, ben)
    assert "changed: 1 piece of evidence" in result.output
    assert "tagged by both, now one: 1" in result.output
    assert "To decide: 1." in result.output
    assert "theirs, shown  ben" in result.output
    assert "Nothing of ben is new here." in call("merge", ann, ben).output


def test_hand_over_and_bring_in(files, tmp_path) -> None:
    ann, ben = files
    out, word = tmp_path / "for ben.evidence-handover", tmp_path / "word"
    word.write_text("between us\n")
    made = answer("hand-over", ann, out, "--to", "ben", "--other-passphrase-file", word)
    assert (made["to"], made["documents"], made["everything"]) == ("ben", 1, True)
    assert "does not open" in refused("merge", ben, out, officer="ben")
    done = answer("merge", ben, out, officer="ben", status=1, EVIDENCE_OTHER_PASSPHRASE="between us")
    assert done["partner"] == "ann"
    again = tmp_path / "again.evidence-handover"
    assert "Nothing changed here" in refused("hand-over", ann, again, "--to", "ben")


def test_agreement_of_two_copies(files) -> None:
    ann, ben = files
    found = answer("agreement", ann, ben, "--between", "ann", "ben")
    assert (found["both"], found["only"], found["finding"]["percent"]) == (1, [0, 0], 100.0)
    result = call("agreement", ann, ben)
    assert result.exit_code == 0
    assert "tagged by both" in result.output
    assert "“dan” tagged nothing here" in refused("agreement", ann, "--between", "ann", "dan")


def refused(*words, **more):
    """The sentence a command ends with; the program itself prints it and exits with 2."""
    result = call(*words, **more)
    assert isinstance(result.exception, KnownError), result.output
    return str(result.exception)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("conflicts", "--decide", "c1"), "is no decision"),
        (("conflicts", "--decide", "c1=mine"), "There is no conflict “c1”"),
        (("merge", "nowhere.evidence"), "There is no file at"),
    ],
)
def test_what_is_wrong_is_told(files, words, told) -> None:
    assert told in refused(words[0], files[0], *words[1:])


def test_a_copy_of_the_file_itself_has_nothing_new(files, tmp_path) -> None:
    copy = shutil.copy(files[0], tmp_path / "copy.evidence")
    assert "Nothing of" in call("merge", files[0], copy).output
