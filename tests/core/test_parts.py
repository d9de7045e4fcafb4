"""What the program says it is made of."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from evidence_app.cli import cli
from evidence_app.errors import KnownError
from evidence_app.parts import PROJECT, packages, part, parts


def test_every_part_has_a_licence_and_something_to_read():
    named = {one.name for one in parts()}
    assert {PROJECT, *packages(), "Python", "Source Sans 3"} <= named
    assert [one.name for one in parts() if not one.licence or one.licence == "not told"] == []
    assert [one.name for one in parts() if len(one.text()) < 60] == []


def test_what_stands_under_a_free_licence_is_told_with_its_source():
    for name in ("pyside6-essentials", "shiboken6"):
        assert "code.qt.io" in part(name).text()
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in part(name).text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in part(PROJECT).text()
    assert "SIL OPEN FONT LICENSE" in part("Source Sans 3").text()
    assert "Open Government Licence v3.0" in part("Ofsted's frameworks and published reports").text()


def test_tools_of_development_are_no_part():
    assert {"pytest", "mypy", "pyinstaller", "ruff"} & set(packages()) == set()


def test_an_unknown_part_is_told():
    with pytest.raises(KnownError, match="no part called"):
        part("nothing of the kind")


def test_the_command_lists_parts_and_prints_one():
    listed = CliRunner().invoke(cli, ["licences", "--json"])
    assert {one["name"] for one in json.loads(listed.stdout)} == {one.name for one in parts()}
    one = json.loads(CliRunner().invoke(cli, ["licences", "CLICK", "--json"]).stdout)
    assert (one["name"], one["version"]) == ("click", packages()["click"].version)
    assert "Redistribution" in one["text"]
    assert "Redistribution" in CliRunner().invoke(cli, ["licences", "click"]).stdout
