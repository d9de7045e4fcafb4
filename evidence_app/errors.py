"""What can go wrong that a user can understand. Anything that is not a KnownError is a bug."""

from __future__ import annotations


class KnownError(Exception):
    """A failure told in one sentence, with what to do next.

    Args:
        sentence: what happened, in plain English, ending in a full stop.
        hint: what to do next; may be empty.
    """

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}".strip()


class WrongPassphrase(KnownError):
    """The passphrase does not open the workspace."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this workspace.",
            "Check Caps Lock and try again. If the file was damaged, restore it from a backup.",
        )


class WorkspaceBusy(KnownError):
    """Another process is writing to the workspace."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is already open in another window or program.",
            "Close it there first, or open it here for reading only.",
        )


class ReadOnly(KnownError):
    """A change was asked of a workspace opened for reading only."""

    def __init__(self) -> None:
        super().__init__(
            "This workspace is open for reading only.",
            "Close it in the other window, then open it again to make changes.",
        )


class NotAWorkspace(KnownError):
    """The file is missing, empty or something else than a workspace."""


class NewerWorkspace(KnownError):
    """The workspace was written by a later version of the program."""

    def __init__(self) -> None:
        super().__init__(
            "This workspace was made by a newer version of Evidence Desk.",
            "Install that version to open it; nothing was changed.",
        )


class OlderWorkspace(KnownError):
    """A workspace of an earlier schema was opened for reading only, so it cannot be brought up to date."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is of an earlier version of Evidence Desk, so it cannot be opened for reading only.",
            "Open it once for changes, which brings it up to date and keeps a dated copy, or restore it as a new file.",
        )


class DiskFull(KnownError):
    """There was no room to write."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room left on the disk.", "Free some space and try again; everything saved so far is safe."
        )


class NotFound(KnownError):
    """A document, passage or item that was named does not exist."""


class QuoteNotOnPage(KnownError):
    """A quotation to be tagged does not stand on the page named."""


class PackRefused(KnownError):
    """A pack could not be made or proved, so nothing was written."""


class Superseded(KnownError):
    """A search was ended because a newer one is wanted; whoever asked for it drops it in silence."""

    def __init__(self) -> None:
        super().__init__("The search was ended because a newer one was asked for.")
