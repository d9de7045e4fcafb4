"""What a council's IT lays down for a computer: rules read from one file, that a person cannot loosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from evidence_app.domain import passphrase as passphrases
from evidence_app.domain.pack import PackSpec
from evidence_app.domain.toml_table import Table, read_toml
from evidence_app.errors import KnownError

# Kinds of file in which something may leave a workspace; "original" is a document as it came.
EXPORTS: tuple[str, ...] = ("pdf", "docx", "xlsx", "zip", "csv", "json", "qdc", "qdpx", "original")
# The keys the file may have, by table.
KEYS: dict[str, tuple[str, ...]] = {
    "workspace": ("folders",),
    "passphrase": ("minimum_length", "remember"),
    "scans": ("read",),
    "export": ("formats", "marking", "marking_fixed", "redacted"),
    "lock": ("minutes",),
    "retention": ("pack_days", "workspace_days"),
    "backup": ("folder",),
}
ASK = "Ask your IT, who set the policy of this computer."


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it is shown: what it is about, what holds, and whether the policy says so (else the program does)."""

    about: str
    words: str
    set: bool

    def to_json(self) -> dict[str, Any]:
        """The rule as the command line prints it."""
        return {"about": self.about, "words": self.words, "set": self.set}


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a computer; without arguments, those where there is no policy.

    Args:
        source: path of the file they were read from; empty where there is none.
        folders: workspaces are kept in these or below them, new ones in the first; empty for anywhere.
        passphrase_length: fewest characters of any new passphrase, also one from a file; 0 where nothing is said.
        remember: whether a passphrase may be remembered by the system's own store of passwords.
        scans: whether pages that are pictures may be read by machine.
        formats: of EXPORTS, in which something may leave; None for all.
        marking: protective marking of packs, "" for none; None where nothing is said.
        marking_fixed: whether that marking may not be changed.
        redacted: whether every pack has personal data taken out.
        lock_minutes: the window locks itself after at most so many minutes without a hand; 0 where nothing is said.
        pack_days: a pack's working copy is kept for so many days unless somebody says otherwise; 0 for no end.
        workspace_days: the same of a workspace.
        backup_folder: where backups are kept; None where nothing is said.
    """

    source: str = ""
    folders: tuple[Path, ...] = ()
    passphrase_length: int = 0
    remember: bool = True
    scans: bool = True
    formats: tuple[str, ...] | None = None
    marking: str | None = None
    marking_fixed: bool = False
    redacted: bool = False
    lock_minutes: int = 0
    pack_days: int = 0
    workspace_days: int = 0
    backup_folder: Path | None = None

    # -- what is refused --------------------------------------------------------------------------------------------

    @property
    def least(self) -> int:
        """Fewest characters of a passphrase that a person types."""
        return self.passphrase_length or passphrases.LEAST

    def check_passphrase(self, passphrase: str) -> None:
        """Refuses a new passphrase, wherever it came from, where the policy has a rule for it.

        Raises:
            KnownError: it is too short, or easily guessed.
        """
        if self.passphrase_length and (wrong := passphrases.problem(passphrase, self.passphrase_length)):
            raise KnownError(wrong, "Three or four unrelated words are easy to keep and hard to guess.")

    def check_export(self, name: str) -> None:
        """Refuses an export in a format that may not leave this computer.

        Args:
            name: of EXPORTS.

        Raises:
            KnownError: the policy does not have it among its formats.
        """
        if self.formats is not None and name not in self.formats:
            what = "A copy of an original" if name == "original" else f"A file of the kind “{name}”"
            allowed = ", ".join(self.formats) or "nothing"
            raise KnownError(f"{what} may not leave this computer by its policy (allowed: {allowed}).", ASK)

    def check_pack(self, spec: PackSpec) -> None:
        """Refuses a pack that may not be made so.

        Raises:
            KnownError: one of its formats may not leave, or personal data has to be taken out.
        """
        for name in spec.formats:
            # Inside an archive the PDF does not lie open.
            if name != "pdf" or "zip" not in spec.formats:
                self.check_export(name)
        if self.redacted and not spec.redact:
            raise KnownError(
                "By the policy of this computer personal data is taken out of every pack.",
                "Make the pack with personal data taken out.",
            )

    def marked(self, spec: PackSpec) -> PackSpec:
        """The pack with the marking that is laid down; as it was where none is."""
        return replace(spec, marking=self.marking) if self.marking_fixed and self.marking is not None else spec

    def check_scans(self) -> None:
        """Raises a KnownError where pages that are pictures may not be read by machine."""
        if not self.scans:
            raise KnownError("Scanned pages are not read on this computer, by its policy.", ASK)

    def check_remembering(self) -> None:
        """Raises a KnownError where a passphrase may not be remembered."""
        if not self.remember:
            raise KnownError("Passphrases are not remembered on this computer, by its policy.", ASK)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def rules(self) -> list[Rule]:
        """Every rule in words, in the order of the file."""
        folders = ", ".join(map(str, self.folders))
        formats = ", ".join(self.formats) if self.formats is not None else ""
        marking = "no marking" if self.marking == "" else self.marking
        fixed = ", not to be changed" if self.marking_fixed else ", unless another is chosen"
        typed = f"at least {self.least} characters, not easily guessed"
        from_files = "" if self.passphrase_length else "; one from a file or the environment only not empty"
        return [
            Rule("Workspaces", f"in {folders}" if folders else "in any folder", bool(folders)),
            Rule("New passphrases", typed + from_files, bool(self.passphrase_length)),
            Rule(
                "Remember on this computer", "allowed, off until chosen" if self.remember else "no", not self.remember
            ),
            Rule("Reading scans", "allowed" if self.scans else "no", not self.scans),
            Rule("Exports", "in every format" if self.formats is None else formats or "none", self.formats is not None),
            Rule(
                "Marking of packs",
                "as chosen" if self.marking is None else f"{marking}{fixed}",
                self.marking is not None,
            ),
            Rule("Packs", "always with personal data taken out" if self.redacted else "as chosen", self.redacted),
            Rule(
                "Automatic lock",
                f"after {_minutes(self.lock_minutes)} at most" if self.lock_minutes else "as chosen",
                bool(self.lock_minutes),
            ),
            Rule("Copies of packs are kept", _days(self.pack_days), bool(self.pack_days)),
            Rule("Workspaces are kept", _days(self.workspace_days), bool(self.workspace_days)),
            Rule(
                "Backups",
                f"in {self.backup_folder}" if self.backup_folder else "where chosen",
                self.backup_folder is not None,
            ),
        ]


def read_policy(text: str, source: str, home: Path) -> Policy:
    """The policy of a file's text.

    Args:
        source: path of the file, as shown in errors and beside the rules.
        home: the folder that ~ stands for.

    Raises:
        KnownError: something in it is wrong or not known; tells the line.
    """
    top = read_toml(text, source)
    top.only(*KEYS)
    tables = {name: top.table(name) or Table({}, (name,), {}, source) for name in KEYS}
    for name, known in KEYS.items():
        tables[name].only(*known)
    secret, export, keep = tables["passphrase"], tables["export"], tables["retention"]
    folders = tuple(_folder(tables["workspace"], "folders", one, home) for one in tables["workspace"].texts("folders"))
    formats = export.texts("formats") if export.has("formats") else None
    if unknown := [name for name in formats or () if name not in EXPORTS]:
        raise export.wrong(f"names “{unknown[0]}”", "formats", f"Known here: {', '.join(EXPORTS)}.")
    marking = export.words("marking")
    fixed = export.flag("marking_fixed")
    if fixed and marking is None:
        raise export.wrong("fixes a marking that is not given", "marking_fixed", 'Add marking = "OFFICIAL-SENSITIVE".')
    backups = tables["backup"].text("folder", "")
    return Policy(
        source=source,
        folders=folders,
        passphrase_length=secret.number("minimum_length", 8, 128),
        remember=secret.flag("remember", True),
        scans=tables["scans"].flag("read", True),
        formats=None if formats is None else tuple(name for name in EXPORTS if name in formats),
        marking=marking,
        marking_fixed=fixed,
        redacted=export.flag("redacted"),
        lock_minutes=tables["lock"].number("minutes", 1, 240),
        pack_days=keep.number("pack_days", 1, 36_500),
        workspace_days=keep.number("workspace_days", 1, 36_500),
        backup_folder=_folder(tables["backup"], "folder", backups, home) if backups else None,
    )


def _folder(table: Table, key: str, written: str, home: Path) -> Path:
    if written == "~" or written.startswith(("~/", "~\\")):
        return home / written[2:]
    # Either kind, so that a file for one system can be checked on another.
    if not PurePosixPath(written).is_absolute() and not PureWindowsPath(written).is_absolute():
        raise table.wrong(f"names “{written}”, which is no whole path", key, "Begin it with the drive, / or ~/.")
    return Path(written)


def _days(count: int) -> str:
    if not count:
        return "without an end date, unless one is set"
    return f"for {count:,} day{'s' if count > 1 else ''}, unless another date is set"


def _minutes(count: int) -> str:
    return "one minute" if count == 1 else f"{count} minutes"
