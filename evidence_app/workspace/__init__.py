"""The front door: everything the command line and the window can do with a workspace, as verbs by noun.

Nothing is loaded before it is asked for: all of it takes longer to load than the window's first page, or than what most
commands do. So each name stands twice, for those who read types and in `_FROM`; a test compares. No name
may be that of a module in this package, which would take its place once loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence_app.domain.hit import Query
    from evidence_app.ofsted.frameworks import load_frameworks
    from evidence_app.teamwork.handover import HandOver
    from evidence_app.teamwork.merge import Source
    from evidence_app.teamwork.other import HANDOVER_SUFFIX
    from evidence_app.workspace.audit_file import verify_audit
    from evidence_app.workspace.backups import backups_in, folder_of
    from evidence_app.workspace.board import Board
    from evidence_app.workspace.computer import self_test
    from evidence_app.workspace.demo import DEMO_PASSPHRASE, build_demo, demo_workspace
    from evidence_app.workspace.disposal import wipe_workspace
    from evidence_app.workspace.documents import Documents
    from evidence_app.workspace.evidence import EvidenceBoard
    from evidence_app.workspace.history import History
    from evidence_app.workspace.improvement import Proposed
    from evidence_app.workspace.packs import Packs, verify_pack
    from evidence_app.workspace.pages import Pages, warm_pages
    from evidence_app.workspace.policy import allow_export, in_force, read_policy_file
    from evidence_app.workspace.privacy import Privacy
    from evidence_app.workspace.program import versions
    from evidence_app.workspace.quotes import Quotes
    from evidence_app.workspace.remembered import count_remembered, forget, forget_all, recall, remember
    from evidence_app.workspace.reports import read_report_file, read_statement
    from evidence_app.workspace.salvaging import salvage
    from evidence_app.workspace.search import Search
    from evidence_app.workspace.workspace import Workspace, restore

__all__ = [
    "DEMO_PASSPHRASE",
    "HANDOVER_SUFFIX",
    "Board",
    "Documents",
    "EvidenceBoard",
    "HandOver",
    "History",
    "Packs",
    "Pages",
    "Privacy",
    "Proposed",
    "Query",
    "Quotes",
    "Search",
    "Source",
    "Workspace",
    "allow_export",
    "backups_in",
    "build_demo",
    "count_remembered",
    "demo_workspace",
    "folder_of",
    "forget",
    "forget_all",
    "in_force",
    "load_frameworks",
    "read_policy_file",
    "read_report_file",
    "read_statement",
    "recall",
    "remember",
    "restore",
    "salvage",
    "self_test",
    "verify_audit",
    "verify_pack",
    "versions",
    "warm_pages",
    "wipe_workspace",
]

_FROM = {
    "domain.hit": "Query",
    "ofsted.frameworks": "load_frameworks",
    "teamwork.handover": "HandOver",
    "teamwork.merge": "Source",
    "teamwork.other": "HANDOVER_SUFFIX",
    "workspace.audit_file": "verify_audit",
    "workspace.backups": "backups_in folder_of",
    "workspace.board": "Board",
    "workspace.computer": "self_test",
    "workspace.demo": "DEMO_PASSPHRASE build_demo demo_workspace",
    "workspace.disposal": "wipe_workspace",
    "workspace.documents": "Documents",
    "workspace.evidence": "EvidenceBoard",
    "workspace.history": "History",
    "workspace.improvement": "Proposed",
    "workspace.packs": "Packs verify_pack",
    "workspace.pages": "Pages warm_pages",
    "workspace.policy": "allow_export in_force read_policy_file",
    "workspace.privacy": "Privacy",
    "workspace.program": "versions",
    "workspace.quotes": "Quotes",
    "workspace.remembered": "count_remembered forget forget_all recall remember",
    "workspace.reports": "read_report_file read_statement",
    "workspace.salvaging": "salvage",
    "workspace.search": "Search",
    "workspace.workspace": "Workspace restore",
}
_MODULES = {name: module for module, names in _FROM.items() for name in names.split()}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"evidence_app.{_MODULES[name]}"), name)
        return found
