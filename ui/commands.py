"""Every act of the window, declared once: menus, palette, shortcut sheet and documentation read this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Menu = Literal["Workspace", "Edit", "Go", "View", "Tag", "Review", "Help"]
MENUS: tuple[Menu, ...] = ("Workspace", "Edit", "Go", "View", "Tag", "Review", "Help")

# What must be there before a command makes sense.
Need = Literal["workspace", "writable", "document", "selection", "hits", "undo", "redo", "review"]

# Keys of the other scopes are single letters: they count in the reader and the evidence panel, or in the review of
# personal data, never in a text field.
Scope = Literal["window", "tagging", "review"]


# Letters of the tagging scope that the officer may bind to a set of values.
QUICK_KEYS = "FHJLOUVYZ"


@dataclass(frozen=True, slots=True)
class Command:
    """One act.

    Args:
        id: "noun.verb".
        name: as menus and the palette show it; an ellipsis where it asks something first.
        menu: where it stands.
        keys: portable key sequences, the shown one first.
        icon: file name in resources/icons, or empty.
        needs: what must be there.
        scope: where its keys count.
        gap: True where a line stands above it in its menu.
    """

    id: str
    name: str
    menu: Menu
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: tuple[Need, ...] = ()
    scope: Scope = "window"
    gap: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("workspace.new", "New workspace…", "Workspace", ("Ctrl+N",), "plus"),
    Command("workspace.open", "Open workspace…", "Workspace", ("Ctrl+O",), "folder"),
    Command("workspace.lock", "Lock workspace", "Workspace", ("Ctrl+L",), "lock", ("workspace",)),
    Command("import.files", "Import files…", "Workspace", ("Ctrl+I",), "import", ("writable",), gap=True),
    Command("import.folder", "Import a folder…", "Workspace", ("Ctrl+Shift+I",), "folder", ("writable",)),
    Command("import.rescan", "Look at watched folders again", "Workspace", ("F5",), "", ("writable",)),
    Command("import.folders", "Watched folders…", "Workspace", needs=("workspace",)),
    Command("import.passwords", "Passwords of protected documents…", "Workspace", needs=("writable",)),
    Command("documents.read_scans", "Read scanned pages", "Workspace", needs=("writable",)),
    Command("document.original", "Save a copy of the original…", "Workspace", needs=("document",)),
    Command("pack.export", "Export pack…", "Workspace", ("Ctrl+E",), "export", ("workspace",)),
    Command("board.export", "Export the evidence list…", "Workspace", ("Ctrl+Shift+E",), "", ("workspace",)),
    Command("exchange.export", "Export for other programs…", "Workspace", needs=("workspace",)),
    Command("exchange.bring_in", "Bring in codes or a project…", "Workspace", needs=("writable",)),
    Command("team.bring_in", "Bring in a colleague's work…", "Workspace", needs=("writable",), gap=True),
    Command("team.hand_over", "Hand over to a colleague…", "Workspace", needs=("writable",)),
    Command("team.decide", "Decide between versions…", "Workspace", needs=("workspace",)),
    Command("team.agreement", "Agreement between officers…", "Workspace", needs=("workspace",)),
    Command("workspace.backup", "Back up workspace…", "Workspace", needs=("workspace",), gap=True),
    Command("workspace.backups", "Backups…", "Workspace", needs=("workspace",)),
    Command("workspace.restore", "Restore a backup…", "Workspace"),
    Command("workspace.check", "Check workspace", "Workspace", needs=("workspace",)),
    Command("workspace.salvage", "Salvage a damaged workspace…", "Workspace"),
    Command("workspace.keep", "Keep until…", "Workspace", needs=("writable",)),
    Command("document.wipe", "Wipe documents for good…", "Workspace", needs=("writable",)),
    Command("workspace.wipe", "Wipe the whole workspace…", "Workspace", needs=("writable",)),
    Command("workspace.index", "Make the search index anew", "Workspace", needs=("writable",)),
    Command("workspace.optimise", "Make the search index compact", "Workspace", needs=("writable",)),
    Command("workspace.passphrase", "Change passphrase…", "Workspace", needs=("writable",)),
    Command("workspace.framework", "Inspection framework…", "Workspace", needs=("writable",)),
    Command("app.preferences", "Preferences…", "Workspace", ("Ctrl+,",), "settings", gap=True),
    Command("app.quit", "Quit", "Workspace", ("Ctrl+Q",)),
    Command("edit.undo", "Undo", "Edit", ("Ctrl+Z",), "undo", ("undo",)),
    Command("edit.redo", "Redo", "Edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", ("redo",)),
    Command("edit.history", "History and audit log…", "Edit", ("Ctrl+H",), "history", ("workspace",)),
    Command("edit.copy_citation", "Copy with citation", "Edit", ("Ctrl+Shift+C",), "copy", ("document",), gap=True),
    Command("document.details", "Document details…", "Edit", ("Ctrl+Return",), "", ("workspace",), gap=True),
    Command("document.carry", "Carry evidence over to newer versions…", "Edit", needs=("writable",)),
    Command("import.seen", "Mark all new documents as seen", "Edit", needs=("writable",)),
    Command("document.pin", "Pin, or unpin", "Edit", ("Ctrl+Shift+P",), "pin", ("writable",), gap=True),
    Command("document.to_read", "Mark as to read, or not", "Edit", ("Ctrl+M",), "", ("writable",)),
    Command("document.to_tag", "Mark as to tag, or not", "Edit", ("Ctrl+Shift+M",), "", ("writable",)),
    Command("board.agree", "Agree the chosen evidence", "Edit", ("Ctrl+Shift+A",), "check", ("writable",), gap=True),
    Command("search.focus", "Search everything", "Edit", ("Ctrl+F", "/"), "search", ("workspace",), gap=True),
    Command("go.library", "Library", "Go", ("Ctrl+1",), "library", ("workspace",)),
    Command("go.search", "Search", "Go", ("Ctrl+2",), "search", ("workspace",)),
    Command("go.evidence", "Evidence", "Go", ("Ctrl+3",), "evidence", ("workspace",)),
    Command("go.coverage", "Coverage", "Go", ("Ctrl+4",), "coverage", ("workspace",)),
    Command("go.improvement", "Improvement", "Go", ("Ctrl+5",), "improvement", ("workspace",)),
    Command("go.packs", "Packs", "Go", ("Ctrl+6",), "packs", ("workspace",)),
    Command("go.inspections", "Inspections over time", "Go", ("Ctrl+J",), "", ("workspace",)),
    Command("go.report", "What this report says", "Go", ("Ctrl+Shift+R",), "", ("document",)),
    Command("go.candidates", "Proposed evidence in this document", "Go", ("Ctrl+R",), "", ("document",)),
    Command("go.attention", "Documents that need attention", "Go", ("Ctrl+7",), "warning", ("workspace",)),
    Command("go.to_read", "Documents to read", "Go", needs=("workspace",)),
    Command("go.to_tag", "Documents to tag", "Go", needs=("workspace",)),
    Command("go.to_agree", "Evidence to agree", "Go", needs=("workspace",)),
    Command("plan.add", "Plan: add an action…", "Go", needs=("writable",)),
    Command("plan.offer", "Plan: take over what a report asks for…", "Go", needs=("writable",)),
    Command("plan.import", "Plan: import a tracker…", "Go", needs=("writable",)),
    Command("plan.export", "Plan: export…", "Go", needs=("workspace",)),
    Command("visits.add", "Visits: add a visit…", "Go", needs=("writable",)),
    Command("visits.prepare", "Visits: prepare the checklist of the chosen one", "Go", needs=("writable",)),
    Command("measures.add", "Measures: add a measure…", "Go", needs=("writable",)),
    Command("measures.propose", "Measures: figures from a document…", "Go", needs=("writable",)),
    Command("measures.import", "Measures: import a sheet…", "Go", needs=("writable",)),
    Command("measures.export", "Measures: export…", "Go", needs=("workspace",)),
    Command("requests.add", "Log a request…", "Go", ("Ctrl+Shift+L",), "", ("writable",)),
    Command("requests.export", "Export the log of requests…", "Go", needs=("workspace",)),
    Command("quotations.open", "Check the quotations of a statement…", "Go", ("Ctrl+Shift+Q",), "", ("workspace",)),
    Command(
        "quotations.check", "Check this statement", "Go", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "", ("workspace",)
    ),
    Command("hit.next", "Next hit", "Go", ("F3",), "chevron-down", ("hits",), gap=True),
    Command("hit.previous", "Previous hit", "Go", ("Shift+F3",), "chevron-up", ("hits",)),
    Command("evidence.next", "Next evidence in this document", "Go", ("F4",), "", ("document",)),
    Command("evidence.previous", "Previous evidence in this document", "Go", ("Shift+F4",), "", ("document",)),
    Command("page.go", "Go to page", "Go", ("Ctrl+G",), "", ("document",)),
    Command("go.back", "Back", "Go", ("Alt+Left",), "back", ("document",)),
    Command("go.forward", "Forward", "Go", ("Alt+Right",), "forward", ("document",)),
    Command("focus.list", "To the list", "Go", ("Alt+1",), "", ("workspace",), gap=True),
    Command("focus.reader", "To the reader", "Go", ("Alt+2",), "", ("document",)),
    Command("focus.panel", "To the evidence panel", "Go", ("Alt+3",), "", ("workspace",)),
    Command("focus.next", "To the next pane", "Go", ("F6",), "", ("workspace",)),
    Command("view.zoom_in", "Zoom in", "View", ("Ctrl++", "Ctrl+="), "zoom-in", ("document",)),
    Command("view.zoom_out", "Zoom out", "View", ("Ctrl+-",), "zoom-out", ("document",)),
    Command("view.fit_width", "Fit page width", "View", ("Ctrl+0",), "fit-width", ("document",)),
    Command("view.fit_page", "Fit whole page", "View", ("Ctrl+9",), "fit-page", ("document",)),
    Command("view.single", "One page at a time, or all", "View", ("Ctrl+8",), "page", ("document",)),
    Command("view.outline", "Show or hide the outline", "View", ("Ctrl+Shift+O",), "outline", ("document",), gap=True),
    Command("view.thumbnails", "Show or hide page pictures", "View", ("Ctrl+Shift+T",), "", ("document",)),
    Command("view.beside", "Two documents side by side", "View", ("Ctrl+D",), "beside", ("document",)),
    Command("view.list_only", "Give the list the whole width", "View", ("F8",), "", ("workspace",), gap=True),
    Command("coverage.copy", "Coverage: copy as a table", "View", (), "", ("workspace",), gap=True),
    Command("coverage.picture", "Coverage: copy as a picture", "View", (), "", ("workspace",)),
    Command("coverage.pdf", "Coverage: save as PDF…", "View", (), "", ("workspace",)),
    Command("board.filters", "Evidence: more filters", "View", ("Ctrl+Shift+F",), "", ("workspace",), gap=True),
    Command("board.view", "Evidence: groups, columns, saved filters", "View", ("Ctrl+Shift+V",), "", ("workspace",)),
    Command("board.twins", "Evidence: what stands twice", "View", (), "", ("workspace",)),
    Command("view.panel", "Show or hide the evidence panel", "View", ("F9",), "panel-right", ("workspace",)),
    Command("tag.save", "Save evidence", "Tag", ("Return", "Enter"), "check", ("selection",), "tagging"),
    Command("tag.save_next", "Save, then the next proposal", "Tag", ("Alt+Return",), "", ("selection",), "tagging"),
    Command("tag.strength", "Finding: strength", "Tag", ("S",), "", ("selection",), "tagging", gap=True),
    Command("tag.improvement", "Finding: area for improvement", "Tag", ("I",), "", ("selection",), "tagging"),
    Command("tag.context", "Finding: context", "Tag", ("C",), "", ("selection",), "tagging"),
    Command("tag.impact", "Shows a difference for children", "Tag", ("D",), "", ("selection",), "tagging"),
    Command("tag.agreed", "Draft or agreed", "Tag", ("A",), "", ("selection",), "tagging"),
    Command("tag.note", "Write a note", "Tag", ("N",), "", ("selection",), "tagging"),
    Command("tag.repeat", "Same choice as last time", "Tag", ("R",), "", ("selection",), "tagging"),
    Command("tag.extent", "Change which words it covers", "Tag", ("X",), "", ("selection",), "tagging", gap=True),
    Command("tag.picture", "Keep a box as a picture", "Tag", ("G",), "", ("document", "writable"), "tagging"),
    Command("review.out", "Take out what is chosen", "Review", ("A",), "", ("review",), "review"),
    Command("review.in", "Leave in what is chosen", "Review", ("R",), "", ("review",), "review"),
    Command("review.out_everywhere", "Take out everywhere", "Review", ("E",), "", ("review",), "review"),
    Command("review.in_everywhere", "Leave in everywhere", "Review", ("K",), "", ("review",), "review"),
    Command("review.undecided", "Undecided again", "Review", ("U",), "", ("review",), "review"),
    Command("review.approve", "Approve as a second person", "Review", ("Y",), "", ("review",), "review"),
    Command("review.next", "Next to decide", "Review", ("N",), "", ("review",), "review", gap=True),
    Command("review.draw", "Draw a box", "Review", ("B",), "", ("review",), "review"),
    Command("review.pseudonym", "Write a pseudonym", "Review", ("P",), "", ("review",), "review"),
    Command("review.names", "By name or by page", "Review", ("G",), "", ("review",), "review"),
    Command("review.lists", "Lists of names and words…", "Review", ("L",), "", ("review",), "review"),
    Command("tag.theme_1", "Likeliest theme", "Tag", ("Q",), "", ("selection",), "tagging", gap=True),
    Command("tag.theme_2", "Second theme", "Tag", ("W",), "", ("selection",), "tagging"),
    Command("tag.theme_3", "Third theme", "Tag", ("E",), "", ("selection",), "tagging"),
    Command("tag.themes", "Themes…", "Tag", ("T",), "", ("selection",), "tagging"),
    Command("tag.details", "Details of the evidence", "Tag", ("M",), "", ("selection",), "tagging", gap=True),
    Command("tag.basis", "What it is based on", "Tag", ("B",), "", ("selection",), "tagging"),
    Command("tag.person", "Child or member of staff", "Tag", ("P",), "", ("selection",), "tagging"),
    Command("tag.confidential", "Confidential", "Tag", ("K",), "", ("selection",), "tagging"),
    Command("tag.quick", "Quick tags…", "Tag", ("Ctrl+T",), "", ("writable",)),
    Command("help.guide", "Guide", "Help", ("F1",), "help"),
    Command("help.keys", "Keys", "Help", ("?",), "keyboard"),
    Command("app.keys", "Change keys…", "Help"),
    Command("help.palette", "Find a command…", "Help", ("Ctrl+K",), "command"),
    Command("help.log", "Log and crash reports…", "Help", gap=True),
    Command("help.self_test", "Self-test…", "Help"),
    Command("help.licences", "Licences of all parts", "Help", gap=True),
    Command("help.about", "About Evidence Desk", "Help", (), "info"),
)

# Keys that belong to no command: movement inside a place, told on the shortcut sheet.
FIXED_KEYS: tuple[tuple[str, str], ...] = (
    ("1 … 4", "Judgement area of the selected words; press again to take it off"),
    ("F H J L O U V Y Z", "Quick tags: letters that you bind to a whole set of values"),
    ("Esc", "One step back: selection, item, search, list"),
    ("Enter", "Open what is chosen in a list; save in the evidence panel"),
    ("Delete", "Remove the chosen evidence (undo brings it back)"),
    ("Shift+Enter", "A new line in a note"),
    ("F7", "Reader: a caret that is moved from word to word by the arrow keys"),
    ("Shift+arrows", "Reader: select words and lines; with Ctrl, sentences and paragraphs"),
    (". and ,", "Reader: select to the end, or back to the beginning, of the sentence"),
    (";", "Reader: move the other end of the selection"),
    ("Ctrl+Page Down / Up", "Reader: next and previous page"),
    ("Page Down / Up", "Review: next and previous page"),
    ("arrows, Shift+arrows", "Review: move a box that is drawn, make it larger or smaller"),
)


def command(identity: str) -> Command:
    """The command with this id."""
    return next(one for one in COMMANDS if one.id == identity)
