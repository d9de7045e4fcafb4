"""Where each document was seen: on disk, or inside another file. Looked up by path, by document and by holder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from evidence_app.domain.document import INSIDE
from evidence_app.store.documents import Source


class Places:
    """The places known so far; it grows with an import, in which every lookup has to be a quick one."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_path: dict[str, Source] = {}
        self._by_document: defaultdict[int, set[str]] = defaultdict(set)
        self._members: defaultdict[str, set[str]] = defaultdict(set)
        for source in sources:
            self.note(source)

    def __iter__(self) -> Iterator[Source]:
        return iter(self._by_path.values())

    def note(self, source: Source) -> None:
        """Notes a place, or what is there now."""
        before = self._by_path.get(source.path)
        if before is not None:
            self._by_document[before.document].discard(source.path)
        self._by_path[source.path] = source
        self._by_document[source.document].add(source.path)
        holder, _, name = source.path.rpartition(INSIDE)
        if name != source.path:
            self._members[holder].add(source.path)

    def at(self, path: str) -> Source | None:
        """What was seen at a path."""
        return self._by_path.get(path)

    def of(self, document: int) -> list[Source]:
        """Every place of a document."""
        return [self._by_path[path] for path in sorted(self._by_document[document])]

    def members(self, path: str) -> list[Source]:
        """What was seen right inside a file."""
        return [self._by_path[member] for member in sorted(self._members[path])]

    def inside(self, path: str) -> list[Source]:
        """What was seen inside a file, and inside of that, however deep."""
        found = []
        for member in self.members(path):
            found += [member, *self.inside(member.path)]
        return found


def on_disk(path: str) -> str:
    """The file on disk that holds what is at a path."""
    return path.partition(INSIDE)[0]
