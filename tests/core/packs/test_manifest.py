import csv
import hashlib
import io
import json
from dataclasses import replace

import pytest
from paperwork import FRAMEWORK, SPEC, STEADY, paper

from evidence_app.packs.frames import frames
from evidence_app.packs.manifest import CSV, MANIFEST, dumped, manifest, read, sheet
from evidence_app.packs.select import select
from evidence_app.packs.typeset import typeset


def made(desk, **changes):
    contents = select(desk.database, FRAMEWORK, replace(SPEC, **changes), "Aldermere Borough Council")
    places = frames(contents)
    return contents, places, typeset(contents, places)


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_manifest_says_what_the_pack_holds_and_where(filled):
    contents, places, typeset_pack = made(filled)
    about = manifest(contents, places, typeset_pack, {"E1": "cd" * 32}, {"b.pdf": b"pdf", CSV: b"csv"})
    assert about["counts"] == {
        "items": 5,
        "documents": 4,
        "pages": typeset_pack.pages,
        "front_pages": typeset_pack.pages - 6,
        "exhibit_pages": 6,
    }
    assert about["files"] == [
        {"name": "b.pdf", "sha256": hashlib.sha256(b"pdf").hexdigest(), "bytes": 3},
        {"name": CSV, "sha256": hashlib.sha256(b"csv").hexdigest(), "bytes": 3},
    ]
    assert about["exhibits"] == {item.evidence.id: item.exhibit for item in contents.items}
    item = next(item for item in about["items"] if item["to_page"] > item["page"])
    shown = {(each["exhibit"], at["page"]): at["pack_page"] for each in about["documents"] for at in each["shown"]}
    assert [place["pack_page"] for place in item["cited"]] == [
        shown[item["exhibit"], item["page"]],
        shown[item["exhibit"], item["to_page"]],
    ]
    assert sorted(shown.values()) == list(range(typeset_pack.pages - 5, typeset_pack.pages + 1))
    minutes = next(each for each in about["documents"] if each["exhibit"] == "E1")
    assert len(minutes["sha256"]) == 64 and minutes["rendition_sha256"] == "cd" * 32
    assert json.loads(dumped(about)) == json.loads(json.dumps(about))


def test_no_path_and_no_user_of_the_file_system_is_named(filled):
    contents, places, typeset_pack = made(filled)
    data = dumped(manifest(contents, places, typeset_pack, {}, {})) + sheet(contents, typeset_pack)
    assert b"/home" not in data and b"someone" not in data


@pytest.mark.parametrize("start", ["=1+1", "+44 20", "-3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"])
def test_no_cell_of_the_sheet_is_a_formula(desk, start):
    document = desk.add(f"{start} title", paper(f"-12% fewer. {STEADY}"))
    desk.tag(document, 1, "-12% fewer.", note=f"{start}|cmd' /C calc'!A0")
    contents, _, typeset_pack = made(desk)
    (row,) = rows(sheet(contents, typeset_pack))
    assert row["Quotation"] == "'-12% fewer."
    assert row["Note"] == f"'{start}|cmd' /C calc'!A0" and row["Document"] == f"'{start} title"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row.values())


def test_the_sheet_holds_every_item_and_opens_in_a_spreadsheet(filled):
    contents, _, typeset_pack = made(filled)
    data = sheet(contents, typeset_pack)
    assert data.startswith(b"\xef\xbb\xbf")
    found = rows(data)
    assert [row["Number"] for row in found] == [item.number for item in contents.items]
    turned = next(row for row in found if "–" in row["Page"])
    assert turned["Page"] == "2–3" and turned["Impact on children"] == "yes"
    assert found[0]["Themes"] == "Audit" and found[0]["Finding"] == "Strength"


def test_only_a_manifest_of_ours_is_read(tmp_path):
    assert read(tmp_path) is None
    for content in (b"", b"[1]", b"\xff\xfe", b'{"format": "other"}'):
        (tmp_path / MANIFEST).write_bytes(content)
        assert read(tmp_path) is None
