"""Packs: build, verify, list."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from evidence_app.changes import Changes
from evidence_app.domain.pack import Check, PackComparison, PackDraft, PackReport, PackSpec
from evidence_app.domain.pageview import PageImage
from evidence_app.domain.policy import Policy
from evidence_app.domain.visit import Visit
from evidence_app.errors import KnownError, NotFound, PackRefused, ReadOnly
from evidence_app.logs import note
from evidence_app.packs import build, verify, versions
from evidence_app.packs.house import read
from evidence_app.packs.manifest import PDF_ENCRYPTION
from evidence_app.packs.preview import Preview
from evidence_app.pages.process import WorkerProcess
from evidence_app.progress import Steps
from evidence_app.store import packs as store
from evidence_app.store.database import Database, now
from evidence_app.store.journal import change
from evidence_app.store.packs import MadePack, Sending
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.privacy import Privacy

# Seconds in which a cover has to be set.
TRIAL = 30.0


class Packs:
    """The packs of a workspace."""

    def __init__(
        self,
        database: Database,
        frameworks: Frameworks,
        author: str,
        privacy: Privacy,
        elsewhere: Callable[[], frozenset[int]],
        policy: Policy,
        visits: Callable[[], Sequence[Visit]],
    ) -> None:
        self._database = database
        self._frameworks = frameworks
        self._elsewhere = elsewhere
        self._visits = visits
        self._author = author
        self._privacy = privacy
        self._policy = policy
        self._preview: Preview | None = None
        if not database.read_only:
            build.clear_unfinished(database)

    def draft(self, spec: PackSpec) -> PackDraft:
        """A pack as it would be made now, to be looked at; it takes the place of the draft before.

        Personal data is taken out as the last search left it; the draft says where that is out of date.

        Raises:
            PackRefused: there is nothing to pack, or the spec is not sound.
        """
        if self._preview is None:
            self._preview = Preview(self._database)
        spec = self._policy.marked(spec)
        redactor = self._privacy.redactor() if spec.redact else None
        authority = self._database.meta("authority") or ""
        draft = self._preview.draft(
            self._frameworks.current(), spec, authority, redactor, self._elsewhere(), self._house(spec), self._visits()
        )
        return dataclasses.replace(draft, searched=not spec.redact or self._privacy.is_current)

    def draft_page(self, serial: int, page: int, scale: float) -> PageImage | None:
        """Draws a page (from 1) of a draft, at a scale of pixels a point; None where it was replaced by another."""
        return self._preview.picture(serial, page, scale) if self._preview is not None else None

    def close(self) -> None:
        """Lets go of the draft. Closing twice is harmless."""
        if self._preview is not None:
            self._preview.close()
            self._preview = None

    def build(
        self,
        spec: PackSpec,
        out: Path,
        password: str | None = None,
        accepted: Sequence[str] | None = None,
        *,
        pdf_password: str | None = None,
    ) -> Steps[PackReport]:
        """Builds a pack in a folder: beside it first, proved, then renamed. Closing cancels and leaves nothing.

        Where the spec says redact, personal data is searched for first if something changed since the last search;
        all that was found or marked leaves, unless somebody rejected it.

        Args:
            password: of the archive, where the spec's formats have "zip"; at least 12 characters.
            pdf_password: encrypts the PDF itself, and nothing beside it; 12 to 40 characters.
            accepted: warnings that were shown and accepted, logged as that; None where nobody was asked.

        Raises:
            KnownError: the spec names unknown areas or items, there is nothing to pack, out cannot be written, or
                the password is missing or too weak; or the computer's policy lets no such pack leave.
            PackRefused: the finished files could not be proved, or personal data could not be taken out of them.
        """
        self._policy.check_pack(spec)
        spec = self._policy.marked(spec)
        redactor = None
        if spec.redact:
            if not self._privacy.is_current:
                yield from self._privacy.search()
            redactor = self._privacy.redactor()
        try:
            report = yield from build.build(
                self._database,
                self._frameworks.current(),
                spec,
                out,
                authority=self._database.meta("authority") or "",
                author=self._author,
                password=password,
                pdf_password=pdf_password,
                redactor=redactor,
                accepted=accepted,
                elsewhere=self._elsewhere(),
                house=self._house(spec),
                visits=self._visits(),
            )
        finally:
            if redactor is not None:
                redactor.close()
        note("pack", items=report.items, pages=report.pages, redacted=spec.redact, seconds=report.seconds)
        if self._policy.pack_days:
            self.keep_until(self.made()[0].id, (date.today() + timedelta(days=self._policy.pack_days)).isoformat())
        return report

    # -- the council's own covers -----------------------------------------------------------------------------------

    def houses(self) -> list[str]:
        """Names of the council's own covers."""
        return list(store.houses(self._database))

    def add_house(self, path: Path) -> Changes:
        """Takes in a council's own cover, a .typ file with its pictures, under the file's name; undoable.

        Raises:
            KnownError: it cannot be read, or does not work; says in which line and why.
        """
        files = read(path)
        worker = WorkerProcess("evidence_app.packs.trial", build.MEMORY)
        try:
            worker.call(TRIAL, "check", files)
        finally:
            worker.close()
        name = f"take in the cover “{path.stem}”"
        with change(self._database, name, self._author, {"cover": path.stem}) as made:
            store.put_house(made, path.stem, files)
        return Changes(name=name, packs=True, settings=True)

    def _house(self, spec: PackSpec) -> dict[str, bytes]:
        if not spec.house:
            return {}
        known = store.houses(self._database)
        if spec.house not in known:
            raise PackRefused(f"There is no cover “{spec.house}” in this workspace.", "Take it in first.")
        return known[spec.house]

    # -- what was made ----------------------------------------------------------------------------------------------

    def made(self) -> list[MadePack]:
        """Packs made so far, the newest first."""
        return store.every(self._database)

    def get(self, pack: int) -> MadePack:
        """One pack.

        Raises:
            NotFound: there is none with this number.
        """
        found = store.get(self._database, pack)
        if found is None:
            raise NotFound(f"There is no pack {pack} in this workspace.", "`evidence-app packs` lists them.")
        return found

    def compare(self, older: int, newer: int) -> PackComparison:
        """What was added, removed and changed from one pack to another."""
        return versions.compare(self.get(older).manifest, self.get(newer).manifest)

    def rebuild(
        self, pack: int, out: Path, password: str | None = None, pdf_password: str | None = None
    ) -> Steps[tuple[PackReport, Check]]:
        """Makes a pack again from its spec, and tells whether its files are the same, byte for byte.

        Raises:
            KnownError: as build; or its PDF was encrypted and is not to be now, or the other way round.
        """
        known = self.get(pack)
        if (PDF_ENCRYPTION in known.manifest) != (pdf_password is not None):
            if pdf_password is None:
                raise KnownError(
                    "This pack's PDF was encrypted.", "Give a password for the PDF, a new one if you like."
                )
            raise KnownError("This pack's PDF was not encrypted.", "Leave the PDF's password out.")
        report = yield from self.build(versions.spec_of(known.spec), out, password, pdf_password=pdf_password)
        again = self.made()[0]
        inside = {str(each["name"]): str(each["sha256"]) for each in again.manifest["files"]}
        return report, versions.same_bytes(known.manifest, out, inside)

    def sendings(self, pack: int | None = None) -> list[Sending]:
        """To whom packs, or one of them, were sent, the newest first."""
        return store.sendings(self._database, pack)

    def note_sent(self, pack: int, to: str, on: str, how: str = "", note: str = "") -> Changes:
        """Notes that somebody sent a pack (the program sends nothing); undoable.

        Args:
            on: ISO date.

        Raises:
            KnownError: nobody is named, or the date is none.
        """
        known = self.get(pack)
        if not to.strip():
            raise KnownError("To whom was it sent?", "Name the person or the body.")
        sending = Sending(secrets.token_hex(6), pack, to.strip(), _day(on), how, note, self._author, now())
        name = f"note that “{known.spec['title']}” was sent"
        with change(self._database, name, self._author, {"pack": pack, "to": sending.to, "on": sending.on}) as made:
            store.put_sending(made, sending)
        return Changes(name=name, packs=True)

    def keep_until(self, pack: int, day: str) -> Changes:
        """Sets until when a pack's working copy is kept; empty for no date; undoable.

        Raises:
            KnownError: the date is none.
        """
        known = self.get(pack)
        name = f"keep the copy of “{known.spec['title']}” until {day or 'further notice'}"
        with change(self._database, name, self._author, {"pack": pack, "until": day}) as made:
            store.keep_until(made, pack, _day(day) if day else "")
        return Changes(name=name, packs=True)

    def overdue(self, today: str) -> list[MadePack]:
        """Packs whose working copy should have been deleted by an ISO date, and was not."""
        return [one for one in self.made() if one.keep_until and one.keep_until < today and not one.deleted]

    def delete_copy(self, pack: int) -> Changes:
        """Deletes the folder of a pack and logs it. What the workspace keeps of the pack stays; not undoable.

        Raises:
            KnownError: the folder is not there or holds something else.
        """
        known = self.get(pack)
        if self._database.read_only:
            raise ReadOnly
        store.note_deleted(self._database, self._author, pack, versions.delete_copy(Path(known.folder)))
        return Changes(name=f"delete the copy of “{known.spec['title']}”", packs=True)


def verify_pack(pack: Path, password: str | None = None, pdf_password: str | None = None) -> list[Check]:
    """Proves a finished pack from its files alone; needs no workspace.

    Args:
        password: opens a pack that is an archive, in memory; without it only the archive's hash is checked.
        pdf_password: opens a PDF that is encrypted, in memory; without it only the file's hash is checked.
    """
    return verify.verify(pack, password, pdf_password)


def _day(written: str) -> str:
    try:
        return date.fromisoformat(written.strip()).isoformat()
    except ValueError:
        raise KnownError(f"“{written}” is not a date.", "Write it as year-month-day, for example 2026-03-31.") from None
