"""Filters: what is asked of the document, of the page's number, or of the evidence tagged on the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property

from rapidfuzz.distance import OSA

from evidence_app.domain.document import KINDS
from evidence_app.domain.framework import STABLE_AREAS
from evidence_app.search.stems import stem
from evidence_app.search.tree import (
    Dated,
    Exact,
    Field,
    Filter,
    Form,
    Like,
    Numbered,
    Owned,
    Part,
    Row,
    Start,
    Tagged,
    Wild,
)
from evidence_app.search.words import words_of
from evidence_app.store.search import Index, Label, Tag

Elsewhere = Callable[[], Collection[int]]


class Filters:
    """The pages each filter lets through.

    Args:
        stemming: whether a word also fits its other forms.
        elsewhere: gives the ids of the documents about other authorities.
    """

    def __init__(self, index: Index, stemming: bool, elsewhere: Elsewhere) -> None:
        self.notes: list[str] = []
        self._index = index
        self._stemming = stemming
        self._elsewhere = elsewhere

    def pages(self, asked: Filter) -> set[int]:
        """Ids of the pages that a filter lets through. A name that nothing has is told in `notes`."""
        match asked:
            case Dated(first, last):
                return self._documents(lambda label: bool(label.date) and first <= label.date <= (last or "9999-12-31"))
            case Numbered(first_page, last_page):
                return self._index.pages_numbered(first_page, last_page)
            case Owned(own):
                others = self._elsewhere()
                return self._documents(lambda label: (label.document not in others) == own)
            case Tagged(yes):
                tagged = self._index.tagged_pages()
                return tagged if yes else self._index.every_page() - tagged
            case Field("title", row):
                fits = self._fitting(row)
                return self._documents(lambda label: fits(label.title))
            case Field("authority", row):
                fits = self._fitting(row)
                return self._documents(lambda label: fits(label.authority))
            case Field("kind", row):
                kinds = self._named(row, {kind: (name, kind) for kind, name in KINDS.items()}, "kind of document")
                return self._documents(lambda label: label.kind in kinds)
            case Field("area", row):
                known = (*STABLE_AREAS, *(area for tag in self._tags for area in tag.areas))
                areas = self._named(row, _names(known), "judgement area")
                return self._places([tag for tag in self._tags if areas.intersection(tag.areas)])
            case Field("theme", row):
                used = _names(theme for tag in self._tags for theme in tag.themes)
                themes = self._named(row, used, "theme with evidence")
                return self._places([tag for tag in self._tags if themes.intersection(tag.themes)])
            case Field("note", row):
                fits = self._fitting(row)
                return self._places([tag for tag in self._tags if fits(tag.note)])
        return set()

    @cached_property
    def _labels(self) -> list[Label]:
        return self._index.labels()

    @cached_property
    def _tags(self) -> list[Tag]:
        return self._index.tags()

    def _documents(self, fits: Callable[[Label], bool]) -> set[int]:
        return self._index.pages_of({label.document for label in self._labels if fits(label)})

    def _places(self, tags: Iterable[Tag]) -> set[int]:
        return self._index.pages_at({(tag.document, tag.page, tag.to_page) for tag in tags})

    def _fitting(self, row: Row) -> Callable[[str], bool]:
        """Tells whether a row stands in a text; each word is asked once: many titles are of a few words."""
        known: dict[str, bool] = {}

        def fits(text: str) -> bool:
            words = words_of(text)
            if len(row.parts) > 1:
                return row_fits(row, words, self._stemming)
            for word in words:
                if word not in known:
                    known[word] = _part_fits(row.parts[0], word, self._stemming)
                if known[word]:
                    return True
            return False

        return fits

    def _named(self, row: Row, names: Mapping[str, Sequence[str]], what: str) -> set[str]:
        """The ids that a name in the question means: the one so called, else those whose name has the words.

        Args:
            names: for each id what it may be called.
            what: for the note, what none was found of.
        """
        asked = tuple(part.word for part in row.parts if not isinstance(part, Wild))
        spelled = {identity: [words_of(name) for name in called] for identity, called in names.items()}
        found = {identity for identity, called in spelled.items() if asked in called}
        # A name still being typed is known by its beginning.
        typing = Row((*row.parts[:-1], _begun(row.parts[-1])), apart=row.apart)
        found = found or {
            identity
            for identity, called in spelled.items()
            if any(row_fits(either, name, True) for either in (row, typing) for name in called)
        }
        # "help and protection" names the area "protection".
        found = found or {identity for identity, called in spelled.items() if set(called[-1]) <= set(asked)}
        if not found:
            self.notes.append(f"there is no {what} called “{row.shown}”")
        return found


def row_fits(row: Row, words: Sequence[str], stemming: bool) -> bool:
    """Whether a row of words stands in a (short) text, told by its words; of words apart only that all are there."""
    if row.apart:
        return all(any(_part_fits(part, word, stemming) for word in words) for part in row.parts)
    return any(
        all(_part_fits(part, words[at + number], stemming) for number, part in enumerate(row.parts))
        for at in range(len(words) - len(row.parts) + 1)
    )


def _part_fits(part: Part, word: str, stemming: bool) -> bool:
    match part:
        case Form(asked) if stemming:
            return word == asked or stem(word) == stem(asked)
        case Exact(asked) | Form(asked):
            return word == asked
        case Start(asked):
            return word.startswith(asked)
        case Wild(pattern):
            return fnmatchcase(word, pattern)
        case Like(asked, letters):
            return OSA.distance(asked, word, score_cutoff=letters) <= letters


def _begun(part: Part) -> Part:
    return Start(part.word) if isinstance(part, Form) else part


def _names(identities: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {identity: (identity,) for identity in identities}
