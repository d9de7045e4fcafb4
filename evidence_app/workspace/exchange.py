"""Exchange with other programs: what goes out, and what comes in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from evidence_app.domain.exchange import Brought, Exported, Format, Wishes
from evidence_app.domain.inspection import report_from_json
from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.errors import KnownError
from evidence_app.exchange import tables as tabling
from evidence_app.exchange.project_out import told, write_codebook, write_project
from evidence_app.exchange.staying import staying
from evidence_app.exchange.whole_in import preview_whole, put_whole, read_whole
from evidence_app.exchange.whole_out import write_whole
from evidence_app.ofsted import confirm
from evidence_app.ofsted.frameworks import load_frameworks
from evidence_app.packs import versions
from evidence_app.packs.listing import Column
from evidence_app.progress import Steps
from evidence_app.store import documents as document_store
from evidence_app.store import evidence as evidence_store
from evidence_app.store import improvement
from evidence_app.store.database import Database
from evidence_app.store.journal import audit
from evidence_app.workspace.bringing import Bringing
from evidence_app.workspace.codebooks import bring_codebook
from evidence_app.workspace.documents import Documents
from evidence_app.workspace.evidence import EvidenceBoard
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.pages import Pages
from evidence_app.workspace.policy import allow_export
from evidence_app.workspace.tables import write_table

# Told wherever something is written out of the encrypted file.
PLAIN = "What is written is not encrypted: whoever has the file can read it. Keep it where case files may be kept."
PLAIN_KEY = "It tells who stands behind which pseudonym. Give it to nobody who may not know."


class Exchange:
    """Codebooks, projects, JSON and tables."""

    def __init__(
        self,
        database: Database,
        frameworks: Frameworks,
        author: str,
        documents: Documents,
        evidence: EvidenceBoard,
        pages: Pages,
    ) -> None:
        self._database = database
        self._frameworks = frameworks
        self._author = author
        self._documents = documents
        self._evidence = evidence
        self._pages = pages

    def export(self, kind: Format, target: Path, wishes: Wishes | None = None) -> Steps[Exported]:
        """Writes to a file (or a folder, for tables) that other programs read; closing cancels and leaves nothing.

        What is embargoed or confidential stays here, as in packs, unless the wishes say otherwise. What is written is
        not encrypted; a line of the audit log tells of it.

        Args:
            kind: a key of FORMATS.
            target: what is there already is replaced when the new file is whole.

        Raises:
            KnownError: it cannot be written, or may not leave this computer.
        """
        allow_export(kind)
        wishes = wishes or Wishes()
        if kind == "qdc":
            report = write_codebook(self._frameworks.current(), target)
        elif kind == "json":
            report = yield from write_whole(self._database, target, wishes)
        elif kind == "csv":
            report = self._tables(target, wishes)
        else:
            report = yield from write_project(
                self._database, self._frameworks.current(), self._database.path.stem, self._author, target, wishes
            )
        if not self._database.read_only:
            with self._database.write() as tables:
                about = {"format": kind, **report.counts, "held_back": wishes.held_back, "key": wishes.key}
                audit(tables, self._author, "export for other programs", about)
        return report

    def preview(self, path: Path, codes: Mapping[str, str] | None = None) -> Steps[Brought]:
        """What bringing a file in would do; changes nothing.

        Args:
            path: a .qdpx project, a .qdc codebook, or the .json of a whole workspace (into an empty one only).
            codes: what codes mean here: by name or guid the id of an area, theme or finding, "impact", or "-".

        Raises:
            KnownError: the file cannot be read, or what was chosen does not exist.
        """
        return self._bring(path, codes or {}, do=False)

    def bring_in(self, path: Path, codes: Mapping[str, str] | None = None) -> Steps[Brought]:
        """Brings a file in: one undoable change. Documents it adds are added as in any import, and stay after undo.

        Args:
            path, codes: as for preview.

        Raises:
            KnownError: as for preview.
        """
        return self._bring(path, codes or {}, do=True)

    def _bring(self, path: Path, codes: Mapping[str, str], *, do: bool) -> Steps[Brought]:
        match path.suffix.lower():
            case ".json":
                file = read_whole(path)
                if not do:
                    return preview_whole(self._database, file)
                try:
                    return (yield from put_whole(self._database, self._author, file, self._check))
                finally:
                    self._documents.refresh()
            case ".qdc":
                return bring_codebook(self._frameworks, path, codes, do=do)
            case ".qdpx":
                bringing = Bringing(
                    self._database, self._frameworks, self._documents, self._evidence, self._pages, self._author, do
                )
                return (yield from bringing.run(path, codes))
        raise KnownError(
            f"“{path.name}” is no REFI-QDA project (.qdpx) or codebook (.qdc), nor a workspace as JSON (.json).",
            "Documents are taken in by `evidence-app import`.",
        )

    def _tables(self, folder: Path, wishes: Wishes) -> Exported:
        """Writes five tables into a folder, made when missing."""
        database = self._database
        left: Counter[str] = Counter()
        framework = self._frameworks.current()
        names = {area.id: area.name for area in framework.areas}
        names |= {theme.id: theme.label for area in framework.areas for theme in area.themes}
        with database.snapshot():
            stays = staying(database, replace(wishes, key=True), date.today().isoformat(), left)
            tables = {
                "documents": tabling.documents_table(
                    one for one in document_store.every(database, reading=False) if one.id not in stays.documents
                ),
                "evidence": tabling.evidence_table(
                    (one for one in evidence_store.every(database) if one.id not in stays.items), names
                ),
                "plan": tabling.plan_table(map(stays.action, improvement.every(database, Action)), names),
                "measures": tabling.measures_table(
                    improvement.every(database, Measure), map(stays.value, improvement.every(database, Value))
                ),
                "requests": tabling.requests_table(map(stays.request, improvement.every(database, Request))),
            }
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(f"The folder “{folder}” cannot be made: {error.strerror}.", "Choose another.") from None
        files = []
        for name, (head, *rows) in tables.items():
            target = folder / f"{name}.csv"
            write_table(target, name.capitalize(), [Column(heading) for heading in head], rows)
            files.append(str(target))
        return Exported("csv", tuple(files), {name: len(rows) - 1 for name, rows in tables.items()}, told(left))

    def _check(self, parts: Mapping[str, list[dict[str, Any]]]) -> None:
        """Raises KnownError where what a file says of areas, reports or packs cannot be worked with."""
        confirmed: dict[int, dict[str, str]] = defaultdict(dict)
        for row in parts["confirmations"]:
            confirmed[row["document"]][row["field"]] = row["value"]
        settings = {row["key"]: row["value"] for row in parts["settings"]}
        every = load_frameworks({row["name"]: row["text"] for row in parts["framework_files"]})
        framework = every.get(settings.get("framework", ""))
        if framework is None:
            raise KnownError("The file works with a framework that is not known here.", "Nothing was changed.")
        try:
            for row in parts["documents"]:
                if row["ofsted"] is not None:
                    confirm.confirmed(report_from_json(row["ofsted"]), confirmed[row["id"]], every)
            for row in parts["packs"]:
                versions.compare(row["manifest"], row["manifest"])
                versions.spec_of({"title": row["spec"]["title"], **row["spec"]})
        except (LookupError, TypeError, ValueError, AttributeError):
            raise KnownError(
                "What the file says of a report or a pack cannot be read.", "Nothing was changed. Export it again."
            ) from None
        areas = {area.id for area in framework.areas}
        themes = {theme.id for area in framework.areas for theme in area.themes}
        for row in parts["evidence"]:
            if not row["areas"] or not set(row["areas"]) <= areas or not set(row["themes"]) <= themes:
                raise KnownError(
                    f"Evidence {row['id']} stands under areas or themes that {framework.name} does not have.",
                    "Nothing was changed.",
                )
