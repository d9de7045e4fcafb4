"""The demo: the bundled documents of an invented council, imported, searched, tagged and packed as an officer would."""

from __future__ import annotations

import time
import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evidence_app.domain.document import Document
from evidence_app.domain.hit import Query
from evidence_app.domain.pack import PackSpec
from evidence_app.domain.policy import Policy
from evidence_app.errors import KnownError, PackRefused
from evidence_app.paths import SUFFIX, resources_dir
from evidence_app.progress import Progress, Steps
from evidence_app.workspace.packs import verify_pack
from evidence_app.workspace.policy import in_force
from evidence_app.workspace.workspace import Workspace

# Everybody may know it: the documents are invented. A workspace of real documents asks for a passphrase of its own.
DEMO_PASSPHRASE = "demo"  # noqa: S105
NAME = "Aldermere demo"


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demo made and where, and what its searches found (query, pages, milliseconds)."""

    workspace: str
    pack: str
    documents: int
    pages: int
    items: int
    searches: tuple[tuple[str, int, float], ...]
    checks: int
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return asdict(self)


def demo_workspace(folder: Path) -> Path:
    """The path of the demo's workspace in a folder."""
    return folder / f"{NAME}{SUFFIX}"


def build_demo(folder: Path, passphrase: str = DEMO_PASSPHRASE) -> Steps[DemoReport]:
    """Builds the demo workspace and an evidence pack in a folder, made when missing.

    Args:
        folder: where; must not hold a demo yet.
        passphrase: for the workspace.

    Raises:
        KnownError: there is a demo already, or the folder cannot be written.
        PackRefused: the pack did not prove sound.
    """
    began = time.monotonic()
    samples = resources_dir() / "samples"
    plan = tomllib.loads((samples / "demo.toml").read_text(encoding="utf-8"))
    path = demo_workspace(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"The folder “{folder}” cannot be made: {error.strerror}.", "Choose another.") from None
    # Where workspaces are kept holds for the demo too; the rest does not, because everything in it is invented.
    own = Policy(folders=in_force().folders)
    with Workspace.create(
        path, passphrase, authority=plan["authority"], framework=plan["framework"], policy=own
    ) as workspace:
        yield Progress("Reading the sample documents", 0, 4, time.monotonic() - began)
        report = yield from workspace.documents.import_paths([samples])
        if report.attention:
            raise KnownError(f"A sample document could not be read: {report.attention[0].reason}")
        by_name = {Path(known).name: document for document in workspace.documents.list() for known in document.paths}
        for entry in plan["document"]:
            known = by_name[entry["file"]]
            details = {"title": entry["title"], "kind": entry["kind"], "date": entry["date"].isoformat()}
            workspace.documents.edit([known.id], {**details, "authority": plan["authority"]})

        yield Progress("Searching", 1, 4, time.monotonic() - began)
        searches = tuple(_search(workspace, entry["query"]) for entry in plan["search"])

        yield Progress("Tagging passages", 2, 4, time.monotonic() - began)
        for entry in plan["tag"]:
            _tag(workspace, by_name[entry["document"]], entry)

        yield Progress("Making and proving the evidence pack", 3, 4, time.monotonic() - began)
        # A fixed date on the cover: the demo's pack is the same on every machine.
        newest = max(entry["date"] for entry in plan["document"])
        out = folder / "Evidence pack"
        spec = PackSpec(title="Evidence pack: demo", purpose="To show what a pack looks like", date=_iso(newest))
        packed = yield from workspace.packs.build(spec, out)
        checks = verify_pack(out)
        failed = [check for check in checks if not check.ok]
        if failed:
            raise PackRefused(f"The demo pack did not prove sound: {failed[0].name}: {failed[0].detail}.")
    return DemoReport(
        workspace=str(path),
        pack=str(packed.pdf),
        documents=report.documents,
        pages=report.pages,
        items=packed.items,
        searches=searches,
        checks=len(checks),
        seconds=time.monotonic() - began,
    )


def _search(workspace: Workspace, query: str) -> tuple[str, int, float]:
    result = workspace.search.run(Query(query))
    return query, result.total_pages, result.milliseconds


def _tag(workspace: Workspace, document: Document, entry: dict[str, Any]) -> None:
    passage = workspace.evidence.locate(document.id, entry["page"], entry["quote"])
    areas = {one.area: one for one in workspace.suggestions.suggest(passage.quote).suggestions}
    likely = areas[entry["area"]].theme if entry["area"] in areas else None
    workspace.evidence.add(
        passage,
        [entry["area"]],
        entry["finding"],
        themes=[likely] if likely else [],
        impact=entry["impact"],
        note=entry.get("note", ""),
        date=_iso(entry["date"]),
    )


def _iso(day: date) -> str:
    return day.isoformat()
