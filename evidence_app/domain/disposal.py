"""What came of wiping a whole workspace."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from evidence_app.domain.sizes import counted, shown_size

HONEST = (
    "A solid-state disk, a backup by the system or a network drive may keep old blocks that no program can reach; "
    "whatever they keep is encrypted, so forget the passphrase too."
)


@dataclass(frozen=True, slots=True)
class DisposalReport:
    """What was wiped.

    Args:
        name: of the workspace's file.
        backups: how many backups went with it.
        size: bytes overwritten.
        record: the file in which it is noted; empty where none was written.
    """

    name: str
    backups: int
    size: int
    record: str

    def sentence(self) -> str:
        """What was wiped, in words."""
        more = f" and {counted(self.backups, 'backup', 'backups')}" if self.backups else ""
        return f"“{self.name}”{more} wiped: {shown_size(self.size)} overwritten and deleted."

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return asdict(self)
