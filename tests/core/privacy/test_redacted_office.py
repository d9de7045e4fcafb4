"""Word and Excel files as sources and as parts of a redacted pack, read again by other libraries than made them."""

import deep_tricks  # noqa: F401 - it registers its tricks
import pytest
from name_tricks import PEOPLE
from name_tricks import TRICKS as PDF_TRICKS
from office_attempts import exported, leaks, lost
from office_tricks import TRICKS

# A part of the suite that tests/bench/redaction_suite.py runs in full.
LABELS = (
    "Word: tracked deletion",
    "Word: comment",
    "Word: header and footer",
    "Word: form control",
    "Excel: hidden row",
    "Excel: very hidden sheet",
    "Excel: comment on a cell",
)


def test_no_file_of_the_pack_holds_a_name_that_its_sources_hide(tmp_path):
    pack = exported(tmp_path, "Siobhan D'Arcy", LABELS)
    assert {path.suffix for path in pack.iterdir()} == {".pdf", ".docx", ".xlsx", ".csv", ".json"}
    assert leaks(pack, "Siobhan D'Arcy") == []
    assert lost(pack) == []


def test_the_way_of_looking_finds_a_name(tmp_path):
    pack = exported(tmp_path, "Siobhan D'Arcy", LABELS[:1])
    places = {one.split(": ")[0].split(" ")[0] for one in leaks(pack, "second visit went")}
    assert {"page", "evidence.csv", "manifest.json"} <= places
    assert any(one.endswith(".docx") for one in places) and any(one.endswith(".xlsx") for one in places)


@pytest.mark.parametrize("label", LABELS)
def test_the_whole_suite_is_as_large_as_it_says(label):
    assert label in TRICKS
    assert (len(PDF_TRICKS) + len(TRICKS)) * len(PEOPLE) >= 400
