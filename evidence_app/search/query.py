"""What a person types, read with Whoosh's parser into a tree of our own. Nothing that can be typed is an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from evidence_app.search import dates
from evidence_app.search.tree import (
    And,
    Everything,
    Exact,
    Field,
    Form,
    Like,
    Node,
    Not,
    Nothing,
    Numbered,
    Or,
    Owned,
    Part,
    Row,
    Start,
    Tagged,
    TextField,
    Wild,
    joined,
)
from evidence_app.search.words import patterns_of, words_of

FIELDS = (*get_args(TextField), "date", "page", "tagged", "own", "elsewhere")

# A question longer than this, or with more brackets inside one another, was pasted, not typed.
LONGEST = 1000
DEEPEST = 20
# Letters a word may differ in; with more, any word is like any other.
MOST_LETTERS = 2

_DOUBLE_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_SINGLE_QUOTED = re.compile(r"(?<!\w)['‘‛]((?:[^'‘’]|(?<=\w)['’](?=\w))+)['’](?!\w)")
_EDGES = re.compile(r"^[^\w*?]+|[^\w*]+$")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b")
_NAMED = re.compile(r"([^\W\d_]+):(.+)", re.DOTALL)
_NUMBERS = re.compile(r"(\d*)\s*(?:-|–|to|\.\.+)\s*(\d*)")
_COMPARED = re.compile(r"(>=|=>|<=|=<|>|<|=)\s*(\d+)")
_YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was read.

    Args:
        tree: what to look for.
        notes: what could not be taken as it was typed, each a clause to put into a sentence.
    """

    tree: Node
    notes: tuple[str, ...] = ()


def read_query(text: str) -> Reading:
    """Reads a question. Words that follow each other must all be there, unless OR or NOT stands between them.

    Args:
        text: as typed; any text at all.
    """
    reader = _Reader()
    tidy = reader.tidied(text)
    try:
        tree = reader.node(_parser().parse(tidy, normalize=False))
        if _depth(tree) > DEEPEST:
            raise RecursionError
    except Exception:  # Whoosh's filters trip over some heaps of operators; the words in them can still be found
        reader.notes = ["the question could not be read as it stands, so its words were searched for"]
        tree = joined(And, [Row((Form(word),), word) for word in words_of(_OPERATOR.sub(" ", tidy))])
    if tree is None:
        return Reading(Nothing(), tuple(reader.notes))
    return Reading(tree, tuple(dict.fromkeys(reader.notes)))


@cache
def _parser() -> Any:
    # Imported at the first search: it takes a fifth of a second that a program's start should not wait for.
    from whoosh.qparser import QueryParser, plugins, syntax

    # Operators also count at the ends and next to brackets, so that a question still being typed reads well.
    begin, end = r'(^|(?<=[\s()"]))', r'(?=$|[\s()"])'
    tagger = plugins.OperatorsPlugin.OpTagger
    operators = [
        # Read from right to left, NOT NOT x is x.
        (tagger(f"{begin}NOT{end}", syntax.NotGroup, syntax.PrefixOperator, leftassoc=False), 0),
        (tagger(f"{begin}AND{end}", syntax.AndGroup), 0),
        (tagger(f"{begin}OR{end}", syntax.OrGroup), 0),
    ]
    # "to" must be a word of its own (not the end of "october"); a bracket still to be typed closes at the end.
    ranges = r"(?P<open>\{|\[)(?P<start>[^\]}]*?)\b[Tt][Oo]\b(?P<end>[^\]}]*?)(?P<close>\}|\]|$)"
    # No schema: Whoosh would leave out short and common words. Only our own fields are taken for fields.
    return QueryParser(
        "",
        None,
        plugins=[
            plugins.FieldsPlugin(rf"(?<!\w)(?P<text>(?i:{'|'.join(FIELDS)})):(?=\S)"),
            plugins.WildcardPlugin(),
            plugins.PhrasePlugin(),
            plugins.RangePlugin(re.compile(ranges)),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(operators, clean=True, And=None, Or=None, AndNot=None, AndMaybe=None, Not=None),
            plugins.EveryPlugin(),
            plugins.FuzzyTermPlugin(),
        ],
    )


class _Reader:
    """Turns Whoosh's tree into ours, noting what could not be taken as it was typed."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def tidied(self, text: str) -> str:
        """The text on one line, not too long, with straight quotation marks that all close."""
        text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        if len(text) > LONGEST:
            text = text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]
            self.notes.append(f"only its first {LONGEST:,} characters were searched for")
        stretches = text.translate(_DOUBLE_QUOTES).split('"')
        # Single quotation marks count outside double ones only, and not where they are apostrophes.
        stretches[::2] = [_SINGLE_QUOTED.sub(r'"\1"', stretch) for stretch in stretches[::2]]
        return '"'.join(stretches) + ('"' if len(stretches) % 2 == 0 else "")

    def node(self, found: Any) -> Node | None:
        """One node of Whoosh's, with all below it; None where nothing is asked."""
        from whoosh import query

        match found:
            case query.And():
                return joined(And, self._nodes(found))
            case query.Or():
                return joined(Or, self._nodes(found))
            case query.Not():
                part = self.node(found.query)
                return part.part if isinstance(part, Not) else part and Not(part)
            case query.Every():
                return Everything()
            case query.TermRange():
                return self._range(found)
            case query.Phrase():
                # Whoosh does not tell "a b" from "a b"~1: both mean next to each other.
                text = " ".join(found.words)
                apart = found.slop if found.slop > 1 else 0
                return self._asked(found.fieldname, text, _row(text, quoted=True, apart=apart))
            case query.FuzzyTerm():
                text = found.text
                return self._asked(found.fieldname, text, _row(text, letters=min(found.maxdist, MOST_LETTERS)))
            case query.Prefix():
                return self._asked(found.fieldname, f"{found.text}*", _row(f"{found.text}*"))
            case query.Wildcard() | query.Term():
                return self._asked(found.fieldname, found.text, _row(found.text))
        return None

    def _nodes(self, found: Any) -> list[Node]:
        return [node for each in found if (node := self.node(each)) is not None]

    def _asked(self, field: str, text: str, row: Row | None) -> Node | None:
        """Words, or what a field asks for."""
        match field.lower():
            case "date":
                known = dates.asked_date(text)
                return self._or_left_out(known, f"date:{text}", "is no date (write 2019, 2019-03 or 2019-03-31)")
            case "page":
                return self._or_left_out(_numbers(text), f"page:{text}", "is no page number")
            case "tagged":
                yes = _YES_NO.get(text.strip().lower())
                node = None if yes is None else Tagged(yes)
                return self._or_left_out(node, f"tagged:{text}", "is neither yes nor no")
            case "own" | "elsewhere" as name:
                yes = _YES_NO.get(text.strip().lower())
                owned = None if yes is None else Owned(yes == (name == "own"))
                return self._or_left_out(owned, f"{name}:{text}", "is neither yes nor no")
            case "title" | "kind" | "authority" | "area" | "theme" | "note" as name:
                if row is None:
                    return None
                return Field(name, row)
        if row is None:
            return None
        if not row.quoted and (named := _NAMED.fullmatch(text)):
            self.notes.append(f"“{named[1]}:” is not a field, so it was searched for as a word")
            return joined(And, [each for each in (_row(named[1]), _row(named[2])) if each is not None])
        return Everything() if row.parts == (Wild("*"),) else row

    def _range(self, found: Any) -> Node | None:
        first, last = (found.start or "").strip(" '"), (found.end or "").strip(" '")
        shown = f"{found.fieldname}:[{first} to {last}]"
        match found.fieldname.lower():
            case "date":
                known = dates.asked_range(first, last, found.startexcl, found.endexcl)
                return self._or_left_out(known, shown, "is no range of dates (write 2019, 2019-03 or 2019-03-31)")
            case "page":
                return self._or_left_out(_numbers(f"{first}-{last}"), shown, "is no range of page numbers")
        words = [_row(word) for word in f"{first} to {last}".split()]
        return joined(And, [row for row in words if row is not None])

    def _or_left_out(self, node: Node | None, what: str, why: str) -> Node | None:
        if node is None:
            self.notes.append(f"“{what}” {why}, so it was left out")
        return node


def _row(text: str, *, quoted: bool = False, apart: int = 0, letters: int = 0) -> Row | None:
    """The words of a text as a row: one word most often, more where there are marks inside (multi-agency, O'Brien).

    Args:
        letters: in how many letters the last word may differ.
    """
    parts: list[Part] = []
    words = [word for word in map(_pattern, patterns_of(text)) if word]
    if len(words) > 1:
        words = [word for word in words if word != "*"]
    for number, word in enumerate(words, start=1):
        last = number == len(words)
        if word.endswith("*") and word != "*" and not _wild(word[:-1]):
            parts.append(Start(word[:-1]))
        elif _wild(word):
            parts.append(Wild(word))
        elif letters and last:
            parts.append(Like(word, letters))
        else:
            parts.append(Form(word) if last and not quoted else Exact(word))
    shown = _EDGES.sub("", text) + (f"~{letters}" if letters else "")
    return Row(tuple(parts), shown, apart if len(parts) > 1 else 0, quoted) if parts else None


def _pattern(word: str) -> str:
    """A word with its wildcards in their simplest form; a question mark at its end is punctuation."""
    word = re.sub(r"\*+", "*", word.rstrip("?"))
    return word if word.strip("*?") else word and "*"


def _wild(word: str) -> bool:
    return "*" in word or "?" in word


def _numbers(text: str) -> Numbered | None:
    """Page numbers: 3, 2-5, 2 to 5, >3, 3-."""
    text = text.strip()
    if text.isdecimal():
        return Numbered(_bounded(text), _bounded(text))
    if compared := _COMPARED.fullmatch(text):
        sign, number = compared[1], _bounded(compared[2])
        only = "=" not in sign
        if sign == "=":
            return Numbered(number, number)
        return Numbered(number + only, None) if ">" in sign else Numbered(None, number - only)
    found = _NUMBERS.fullmatch(text)
    if not found or not any(found.groups()):
        return None
    first, last = (_bounded(end) if end else None for end in found.groups())
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Numbered(first, last)


def _bounded(digits: str) -> int:
    """The number, no greater than SQLite can hold."""
    return int(digits[:9])


def _depth(node: Node | None) -> int:
    match node:
        case And(parts) | Or(parts):
            return 1 + _deepest(parts)
        case Not(part):
            return 1 + _depth(part)
    return 0


def _deepest(parts: Sequence[Node]) -> int:
    return max(map(_depth, parts))
