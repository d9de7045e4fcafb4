"""Two newspaper articles against the report they speak of, where both are present: what each quotation really is."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_app import progress
from evidence_app.domain.quote import CheckedQuote
from evidence_app.workspace import Workspace, read_statement

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = Workspace.create(tmp_path_factory.mktemp("articles") / "c.evidence", "a passphrase", authority="Croydon")
    reports = (CORPUS / "ofsted" / "80492_croydon").glob("*september 2017.pdf")
    progress.run(made.documents.import_paths([*reports]))
    yield made
    made.close()


def answers(workspace: Workspace, article: str) -> dict[str, list[CheckedQuote]]:
    """What is said of an article's quotations, by verdict."""
    (path,) = (CORPUS / "articles").glob(article)
    told: dict[str, list[CheckedQuote]] = {"exact": [], "altered": [], "not_found": []}
    for one in workspace.quotes.check(read_statement(path)):
        told[one.verdict].append(one)
    return told


def test_five_passages_are_word_for_word_and_two_are_silently_shortened(workspace):
    told = answers(workspace, "000_*.txt")
    # A phrase of two words stands within one of the passages and is quoted in it once more.
    assert len([one for one in told["exact"] if one.claim != "formidable challenge"]) == 5
    assert {one.page for one in told["exact"]} == {2, 3}
    turnover, response = told["altered"]
    assert [run.operation for run in turnover.differences if run.operation != "same"] == ["left_out"]
    assert "transition points" in "".join(run.source for run in turnover.differences)
    # The sentence of the report begins with what partners do better: the cut is told.
    assert "while" in response.dropped
    # What the council said of itself is in no report.
    assert [one.claim.split()[0] for one in told["not_found"]] == ["We", "We", "The", "So"]


def test_the_letter_that_is_not_there_is_never_called_exact(workspace):
    told = answers(workspace, "004_*.txt")
    # Two phrases are those of the report of 2017, and marked so by the article.
    assert {one.claim for one in told["exact"]} == {"significant harm", "widespread and serious failures"}
    assert told["altered"] == []
    letter = [one for one in told["not_found"] if one.claim.startswith(("Some", "Most", "Practice", "In summary"))]
    assert len(letter) == 5
    assert all(one.nearest and 0 < one.nearest[0].likeness < 0.5 for one in letter)
