"""What a search gives back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Unit = Literal["page", "document"]
Order = Literal["relevance", "date"]


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked.

    Args:
        text: as typed.
        limit, offset: which hits to give.
        within: the unit in which AND must hold.
        order: by relevance or by date of the document, newest first.
        stemming: whether a word also finds its other forms.
        synonyms: whether a term also finds what the field calls the same thing.
    """

    text: str
    limit: int = 20
    offset: int = 0
    within: Unit = "page"
    order: Order = "relevance"
    stemming: bool = True
    synonyms: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found.

    Args:
        snippet: a stretch of the page with each hit between U+E000 and U+E001 (private use, so no text can forge them).
        score: higher is better.
    """

    document: int
    title: str
    kind: str
    authority: str
    date: str
    page: int
    snippet: str
    score: float


@dataclass(frozen=True, slots=True)
class DeskHit:
    """Something of the improvement desk that was found.

    Args:
        part: "plan", "visits", "measures" or "requests".
        id: of the action, visit, measure or request.
        title: what it is called, on one line.
        snippet: as a hit's.
        date: ISO date it is due, took place or speaks of; may be empty.
    """

    part: str
    id: str
    title: str
    snippet: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits and how the question was understood.

    Args:
        understood: in words, what was searched.
        suggestion: a whole query to try instead, or None.
        highlights: what lights up on a page: each item a tuple of folded words that stand in a row
            (one word, or a phrase). A trailing "*" is never used: prefixes are given as the words they found.
        desk: what was found in the improvement desk; only with the first hits.
    """

    query: str
    understood: str
    total_pages: int
    total_documents: int
    milliseconds: float
    suggestion: str | None
    hits: tuple[Hit, ...]
    highlights: tuple[tuple[str, ...], ...] = field(default=())
    desk: tuple[DeskHit, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The result as the command line prints it; hits in snippets stand between [ and ]."""
        data = asdict(self)
        data.pop("highlights")
        data["hits"] = [
            {
                "document": hit.document,
                "title": hit.title,
                "page": hit.page,
                "snippet": hit.snippet.replace(HIT_START, "[").replace(HIT_END, "]"),
                "score": round(hit.score, 4),
                "kind": hit.kind,
                "authority": hit.authority,
                "date": hit.date,
            }
            for hit in self.hits
        ]
        for hit in data["desk"]:
            hit["snippet"] = hit["snippet"].replace(HIT_START, "[").replace(HIT_END, "]")
        data["desk"] = list(data["desk"])
        return data


HIT_START = "\ue000"
HIT_END = "\ue001"
