"""The self-test: what the program needs of a computer is tried, with an invented text in a workspace that is thrown
away. What it says holds no case text, so it can be sent to a help desk."""

from __future__ import annotations

import io
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from evidence_app import paths
from evidence_app.domain.hit import Query
from evidence_app.domain.pack import PackSpec
from evidence_app.domain.policy import Policy
from evidence_app.domain.redaction import Listed
from evidence_app.domain.self_test import Outcome, Trial
from evidence_app.errors import KnownError, WorkspaceBusy, WrongPassphrase
from evidence_app.logs import note, place_of
from evidence_app.paths import resources_dir
from evidence_app.progress import Progress, Steps, run
from evidence_app.workspace import remembered
from evidence_app.workspace.packs import verify_pack
from evidence_app.workspace.policy import in_force
from evidence_app.workspace.workspace import Workspace, restore

LETTER = "Monitoring visit 6 letter - 21 October 2025.pdf"
# Invented, and in no other document: whatever of it is found outside the encryption came from here.
NAME = "Quillon Marrabeck"
SENTENCE = f"Visits to {NAME} were timely and purposeful in the selftest quarter."
# The computer's rules are about case work. What is tried is whether the computer can, not whether somebody may.
INVENTED = Policy()
# Bytes that have to be free: a pack is made beside its place, and a backup is as large as its workspace.
ROOM = 500 << 20
# Seconds a page may take to be drawn; a worker process is started for it.
DRAWING = 60.0


def self_test() -> Steps[tuple[Trial, ...]]:
    """Tries each thing in turn; what needs one that failed is not tried. Closing it throws everything away too."""
    folder = Path(tempfile.mkdtemp(prefix="evidence-desk-self-test-"))
    try:
        desk = _Desk(folder)
        trials: list[Trial] = []
        broken = False
        for number, (name, act, alone) in enumerate(desk.acts()):
            yield Progress(name, number, len(desk.acts()))
            if broken and not alone:
                trials.append(Trial(name, "not tried", 0.0, "It needs what failed above."))
                continue
            trials.append(_tried(name, act, folder))
            broken |= trials[-1].outcome == "FAILED" and not alone
        yield Progress("Throwing the test workspace away", len(trials), len(desk.acts()))
        trials.append(_tried("Throwing it away", desk.throw_away, folder))
    finally:
        desk.close()
        shutil.rmtree(folder, ignore_errors=True)
    note("self-test", failed=sum(one.outcome != "ok" for one in trials), of=len(trials))
    return tuple(trials)


def _tried(name: str, act: Callable[[], str], folder: Path) -> Trial:
    began = time.monotonic()
    outcome: Outcome
    try:
        outcome, words = "ok", act()
    except KnownError as error:
        outcome, words = "FAILED", str(error)
    except Exception as error:
        # Only kind and place, as in a crash report.
        outcome, words = "FAILED", place_of(error)
    for path, shown in ((str(folder), "the temporary folder"), (str(Path.home()), "~")):
        words = words.replace(path, shown)
    return Trial(name, outcome, time.monotonic() - began, words)


class _Desk:
    """The workspace that is thrown away, and what is tried with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "self-test.evidence"
        self._passphrase = secrets.token_urlsafe(24)
        self._workspace: Workspace | None = None
        self._document = 0

    def acts(self) -> list[tuple[str, Callable[[], str], bool]]:
        """What is tried: its name, how, and whether nothing else needs it."""
        return [
            ("Folders of settings and log", _folders, True),
            ("Policy", _policy, True),
            ("Room on the disk", partial(_room, self._folder), True),
            ("Remember on this computer", _store_of_passwords, True),
            ("Encryption", self._create, False),
            ("Locks", self._lock, False),
            ("Worker processes read documents", self._import, False),
            ("Search", self._search, False),
            ("Shared memory, a page drawn", self._draw, False),
            ("Tagging and undo", self._tag, False),
            ("Fonts, a redacted pack proved", self._pack, False),
            ("Backup and check", self._back_up, False),
        ]

    @property
    def _open(self) -> Workspace:
        assert self._workspace is not None, "the workspace is made first"
        return self._workspace

    def _create(self) -> str:
        self._workspace = Workspace.create(self._path, self._passphrase, policy=INVENTED)
        try:
            Workspace.open(self._path, "not this", read_only=True, policy=INVENTED).close()
        except WrongPassphrase:
            pass
        else:
            raise KnownError("A wrong passphrase opened the workspace.", "Do not use the program on this computer.")
        return "A workspace was made; a wrong passphrase does not open it."

    def _lock(self) -> str:
        try:
            Workspace.open(self._path, self._passphrase, policy=INVENTED).close()
        except WorkspaceBusy:
            return "A second program cannot write to an open workspace."
        raise KnownError(
            "Two programs could write to one workspace.", "Keep workspaces on a disk of this computer, on no network."
        )

    def _import(self) -> str:
        from docx import Document  # loaded here: nothing else in this process makes a Word file

        note_file, made = self._folder / "note.docx", io.BytesIO()
        word = Document()
        word.add_paragraph(SENTENCE)
        word.save(made)
        note_file.write_bytes(made.getvalue())
        report = run(self._open.documents.import_paths([resources_dir() / "samples" / LETTER, note_file]))
        if report.attention:
            raise KnownError(report.attention[0].reason, report.attention[0].hint)
        self._document = self._open.documents.find("note.docx").id
        return f"{report.added} documents, {report.pages} pages: PDF and Word."

    def _search(self) -> str:
        result = self._open.search.run(Query('"selftest quarter"'))
        if result.total_pages != 1:
            raise KnownError(f"A phrase that stands on one page was found on {result.total_pages}.")
        # With the write-ahead log beside it, where the newest pages still are.
        files = [one for one in self._folder.iterdir() if one.name.startswith(self._path.name)]
        if any(NAME.split()[1].encode() in one.read_bytes() for one in files):
            raise KnownError("The file is not encrypted.", "Do not use the program on this computer.")
        return f"Found in {result.milliseconds:.0f} ms; no word of it stands open on the disk."

    def _draw(self) -> str:
        image = self._open.pages.render(self._document, 1, 1.0).result(DRAWING)
        return f"{image.width} by {image.height} pixels."

    def _tag(self) -> str:
        passage = self._open.evidence.locate(self._document, 1, SENTENCE)
        for _ in range(2):
            self._open.evidence.add(passage, ["leaders"], "strength")
        self._open.history.undo()
        if (left := len(self._open.evidence.list())) != 1:
            raise KnownError(f"One piece of evidence should be left after undo; there are {left}.")
        return "Tagged, and one taken back."

    def _pack(self) -> str:
        self._open.privacy.add_listed([Listed("", "name", NAME)])
        out = self._folder / "pack"
        spec = PackSpec(date="2026-01-01", formats=("pdf", "docx", "xlsx"), redact=True)
        report = run(self._open.packs.build(spec, out))
        failed = [check for check in verify_pack(out) if not check.ok]
        if failed:
            raise KnownError(f"The pack did not prove: {failed[0].name}.")
        if any(NAME.encode() in path.read_bytes() for path in out.iterdir()):
            raise KnownError("A name that was to be taken out stands in the pack.", "Make no redacted packs here.")
        return f"{report.pages} pages, a name taken out; PDF, Word and workbook proved."

    def _back_up(self) -> str:
        copy, again = self._folder / "copy.evidence", self._folder / "again.evidence"
        run(self._open.backup(copy))
        run(restore(copy, again, self._passphrase, policy=INVENTED))
        failed = [check for check in run(self._open.check()) if not check.ok]
        if failed:
            raise KnownError(f"The check failed: {failed[0].name}.", "Look at the disk.")
        return f"{copy.stat().st_size >> 10:,} KB, put back and proved."

    def throw_away(self) -> str:
        """Closes the workspace and removes the folder."""
        self.close()
        shutil.rmtree(self._folder)
        return "Nothing is left of it."

    def close(self) -> None:
        """Closes the workspace. Closing twice is harmless."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None


def _folders() -> str:
    for name, folder in (("settings", paths.config_dir), ("the log", paths.log_dir)):
        try:
            probe = folder() / f"self-test {secrets.token_hex(4)}"
            probe.write_text("self-test", encoding="utf-8")
            probe.unlink()
        except OSError as error:
            raise KnownError(f"The folder of {name} cannot be written: {error.strerror}.", "Ask your IT.") from None
    return "Both can be written."


def _policy() -> str:
    return "One is in force and sound." if in_force().source else "None is laid down."


def _room(folder: Path) -> str:
    found = []
    for name, place in (("temporary files", folder), ("documents", paths.documents_dir())):
        while not place.exists():
            place = place.parent
        free = shutil.disk_usage(place).free
        if free < ROOM:
            raise KnownError(f"Only {free >> 20:,} MB are free for {name}.", f"Free {ROOM >> 20} MB or more.")
        found.append(f"{free / (1 << 30):,.1f} GB for {name}")
    return "Free: " + ", ".join(found) + "."


def _store_of_passwords() -> str:
    # Nobody needs one, so that there is none is no failure.
    why = remembered.unavailable()
    return f"Not to be had here, passphrases are typed. {why}" if why else "The system's store of passwords is there."
