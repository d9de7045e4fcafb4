"""The software bill of materials (CycloneDX) of the frozen programs, made and checked by cyclonedx-bom.

    python packaging/sbom.py OUT [--python PYTHON]

PYTHON is one in which the program's packages are installed; without it, the one that runs this. The bill holds exactly
what requirements/runtime.txt pins for this system. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SPECIFICATION = "1.6"  # of CycloneDX


class Wrong(Exception):
    """The bill cannot be made: what is installed is not what is pinned, or the tool failed."""


def pins(requirements: str) -> dict[str, str]:
    """Names and versions that a file of pinned requirements asks for on this system."""
    lines = [line.rstrip("\\ ") for line in requirements.splitlines() if line[:1].isalnum()]
    wanted = [Requirement(line) for line in lines]
    return {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==")
        for one in wanted
        if one.marker is None or one.marker.evaluate()
    }


def bill(installed: dict[str, Any], wanted: dict[str, str], licences: dict[str, str]) -> dict[str, Any]:
    """The bill of what is wanted, taken from what the tool says of everything that is installed.

    Args:
        installed: a bill in CycloneDX's JSON.
        wanted: versions by name.
        licences: by name, for packages whose metadata names none that the tool understands.

    Raises:
        Wrong: something wanted is missing, there in another version, or without a licence.
    """
    found = {canonicalize_name(one["name"]): one for one in installed["components"]}
    versions = {name: one["version"] for name, one in found.items()}
    if amiss := [f"{name} {version}" for name, version in wanted.items() if versions.get(name) != version]:
        raise Wrong(f"Pinned, and not what is installed: {', '.join(amiss)}")
    for name in wanted:
        if not found[name].get("licenses"):
            if name not in licences:
                raise Wrong(f"No licence is known of {name}; name it in resources/licences/notices.toml")
            found[name]["licenses"] = [{"license": {"acknowledgement": "concluded", "name": licences[name]}}]
    root = installed["metadata"]["component"]["bom-ref"]
    kept = {root, *(found[name]["bom-ref"] for name in wanted)}
    edges = [one for one in installed.get("dependencies", ()) if one["ref"] in kept]
    for one in edges:
        one["dependsOn"] = sorted(ref for ref in one.get("dependsOn", ()) if ref in kept)
    return installed | {
        "components": [found[name] for name in sorted(wanted)],
        "dependencies": sorted(edges, key=lambda one: one["ref"]),
    }


def licences() -> dict[str, str]:
    """Licences of packages as we tell them where their metadata does not."""
    notices = tomllib.loads((ROOT / "resources" / "licences" / "notices.toml").read_text(encoding="utf-8"))
    return {one["name"]: one["licence"] for one in notices["package"] if "licence" in one}


def make(python: str) -> str:
    """The bill as JSON, checked against the schema.

    Args:
        python: one in which the program's packages are installed.

    Raises:
        Wrong: it cannot be made, or is not valid.
    """
    try:
        from cyclonedx.schema import SchemaVersion
        from cyclonedx.validation.json import JsonStrictValidator
    except ModuleNotFoundError as error:
        raise Wrong("cyclonedx-bom is not installed; it comes with requirements/freeze.txt") from error

    tool = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "environment", "--output-reproducible", "--validate"]
    done = subprocess.run(
        [*tool, "--sv", SPECIFICATION, "--of", "JSON", "--pyproject", ROOT / "pyproject.toml", python],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise Wrong(f"cyclonedx-bom failed: {done.stderr.strip()}")
    wanted = pins((ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8"))
    made = bill(json.loads(done.stdout), wanted, licences())
    text = json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if amiss := JsonStrictValidator(SchemaVersion.from_version(SPECIFICATION)).validate_str(text):
        raise Wrong(f"The bill is not valid: {amiss}")
    return text


def write(out: Path, python: str = sys.executable) -> None:
    """Writes the bill and tells how many components it holds.

    Raises:
        Wrong: it cannot be made, or is not valid.
    """
    text = make(python)
    out.write_text(text, encoding="utf-8", newline="\n")
    print(f"Bill of materials: {len(json.loads(text)['components'])} components in {out}")


def main() -> int:
    """Gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--python", default=sys.executable)
    given = parser.parse_args()
    try:
        write(given.out, given.python)
    except Wrong as reason:
        print(reason)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
