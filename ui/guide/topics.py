"""Which page of the guide fits where somebody is: by the widget the keyboard is in, or the nearest around it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.guide.pages import START

# Class of a view or dialog, and the page of the guide about it.
TOPICS: dict[str, str] = {
    "ActionForm": "guide/improvement.md#plan",
    "Backups": "guide/keeping.md#backups",
    "BringIn": "guide/exchange.md#bring-in",
    "BugDialog": "guide/preferences.md#when-something-goes-wrong",
    "AgreementTable": "guide/teamwork.md#agreement",
    "BringInColleague": "guide/teamwork.md#bring-in",
    "Decide": "guide/teamwork.md#decide",
    "HandOverForm": "guide/teamwork.md#hand-over",
    "BulkEdit": "guide/evidence-board.md",
    "Candidates": "guide/tagging.md#go-through-what-looks-like-evidence",
    "CarryOver": "guide/documents.md#watched-folders",
    "ChangeFramework": "guide/ofsted-window.md#another-framework",
    "ChangeKeys": "user-guide.md#all-keys",
    "ChangePassphrase": "guide/workspaces.md",
    "Checks": "guide/keeping.md#check",
    "Coverage": "guide/coverage.md",
    "Details": "guide/documents.md#details",
    "EvidenceBoard": "guide/evidence-board.md",
    "EvidencePanel": "guide/tagging.md",
    "ExportForPrograms": "guide/exchange.md",
    "Folders": "guide/documents.md#watched-folders",
    "History": "guide/history.md",
    "Improvement": "guide/improvement.md",
    "Inspections": "guide/ofsted-window.md#inspections-over-time",
    "KeepUntil": "guide/keeping.md#until-when",
    "Keys": "user-guide.md#all-keys",
    "Library": "guide/documents.md",
    "LinkForm": "guide/improvement.md#plan",
    "Log": "guide/preferences.md#when-something-goes-wrong",
    "MeasureForm": "guide/improvement.md#measures",
    "Measures": "guide/improvement.md#measures",
    "NewWorkspace": "guide/workspaces.md",
    "OfferForm": "guide/improvement.md#plan",
    "PackBuilder": "guide/packs.md#build",
    "PackHistory": "guide/packs.md#packs-made",
    "Packs": "guide/packs.md",
    "Passwords": "guide/documents.md#protected-files-and-lists-of-children",
    "Plan": "guide/improvement.md#plan",
    "PreferencesDialog": "guide/preferences.md",
    "PrivacyLists": "guide/redaction.md#find",
    "ProposeForm": "guide/quotations-and-figures.md#take-figures-from-a-document",
    "QuickTags": "guide/tagging.md#quick-tags",
    "Quotations": "guide/improvement.md#quotation-check",
    "Reading": "guide/reading.md",
    "Redactions": "guide/packs.md#review-personal-data-first",
    "Report": "guide/ofsted-window.md",
    "RequestForm": "guide/improvement.md#requests",
    "RequestLog": "guide/improvement.md#requests",
    "Restore": "guide/keeping.md#backups",
    "Salvage": "guide/keeping.md#a-damaged-file",
    "SearchView": "guide/search.md",
    "SelfTest": "guide/preferences.md#when-something-goes-wrong",
    "TrackerForm": "guide/improvement.md#plan",
    "Unlock": "guide/workspaces.md",
    "VisitForm": "guide/improvement.md#visits",
    "Visits": "guide/improvement.md#visits",
    "Welcome": "guide/workspaces.md",
    "WipeDocuments": "guide/keeping.md#wipe",
    "WipeWorkspace": "guide/keeping.md#wipe",
    "WithoutPlace": "guide/exchange.md#bring-in",
}


def topic(widget: QWidget | None) -> str:
    """The page that fits a widget, with the anchor of a section where one does; the start where none does."""
    while widget is not None:
        if type(widget).__name__ in TOPICS:
            return TOPICS[type(widget).__name__]
        widget = widget.parentWidget()
    return START
