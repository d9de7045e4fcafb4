"""The bill of materials: what is pinned for this system, all of it, nothing else, and each with a licence."""

from __future__ import annotations

import importlib.util
import json
import runpy
import sys
from pathlib import Path

import pytest
from packaging.markers import default_environment

from evidence_app.parts import packages

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sbom():
    return runpy.run_path(str(ROOT / "packaging" / "sbom.py"))


def installed(*components: tuple[str, str], **more: object) -> dict:
    """What the tool says of packages, each needed by the program, in the order given."""
    listed = [
        {"bom-ref": f"{name}=={version}", "name": name, "version": version, "licenses": [{"license": {"id": "MIT"}}]}
        for name, version in components
    ]
    edges = [{"ref": "root", "dependsOn": [one["bom-ref"] for one in listed]}] + [
        {"ref": one["bom-ref"]} for one in listed
    ]
    return {"metadata": {"component": {"bom-ref": "root"}}, "components": listed, "dependencies": edges, **more}


def test_pins_are_those_of_this_system(sbom):
    wanted = sbom["pins"](RUNTIME)
    assert set(packages()) - set(wanted) == set()
    assert ("pywin32-ctypes" in wanted) == (default_environment()["sys_platform"] == "win32")
    text = "one==1.0 ; sys_platform == 'nowhere' \\\n    --hash=sha256:0\ntwo-parts==2.0 \\\n    # via one\n"
    assert sbom["pins"](text) == {"two-parts": "2.0"}


def test_the_bill_holds_every_pin_and_nothing_else_in_one_order(sbom):
    wanted = sbom["pins"](RUNTIME)
    there = [*wanted.items(), ("pytest", "1.0"), ("Evidence_Tool", "2.0")]
    bill = sbom["bill"](installed(*there), wanted, {})
    assert [one["name"] for one in bill["components"]] == sorted(wanted)
    (root,) = [one for one in bill["dependencies"] if one["ref"] == "root"]
    assert root["dependsOn"] == sorted(f"{name}=={version}" for name, version in wanted.items())
    again = sbom["bill"](installed(*reversed(there)), dict(reversed(wanted.items())), {})
    assert json.dumps(again, sort_keys=True) == json.dumps(bill, sort_keys=True)


@pytest.mark.parametrize("there", [(), (("one", "1.1"),)])
def test_what_is_not_installed_as_it_is_pinned_is_told(sbom, there):
    with pytest.raises(sbom["Wrong"], match=r"one 1\.0"):
        sbom["bill"](installed(*there), {"one": "1.0"}, {})


def test_a_licence_the_tool_does_not_know_is_ours_or_an_error(sbom):
    def untold() -> dict:
        told = installed(("one", "1.0"))
        del told["components"][0]["licenses"]
        return told

    (named,) = sbom["bill"](untold(), {"one": "1.0"}, {"one": "Ours"})["components"]
    assert named["licenses"][0]["license"]["name"] == "Ours"
    with pytest.raises(sbom["Wrong"], match="No licence is known of one"):
        sbom["bill"](untold(), {"one": "1.0"}, sbom["licences"]())


@pytest.mark.skipif(importlib.util.find_spec("cyclonedx_py") is None, reason="cyclonedx-bom is in requirements/freeze")
def test_the_tool_makes_the_same_valid_bill_twice(sbom):

    made = sbom["make"](sys.executable)
    assert made == sbom["make"](sys.executable)
    assert {one["name"].lower() for one in json.loads(made)["components"]}
