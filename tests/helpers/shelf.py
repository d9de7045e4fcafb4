"""A small library to search in, about an invented council; and a plain reader of questions to compare answers with."""

import itertools
import random
import re
import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase

from hypothesis import strategies as st

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.search.stems import stem, stem_rules
from evidence_app.search.tree import (
    Alike,
    And,
    Dated,
    Everything,
    Exact,
    Field,
    Form,
    Like,
    Not,
    Numbered,
    Or,
    Row,
    Start,
    Tagged,
    Wild,
)
from evidence_app.store import documents, evidence, vocabulary
from evidence_app.store.database import Database
from evidence_app.store.journal import change

# What people type, and what they type by mistake: words, operators and stray marks.
TYPED = "AND OR NOT title: date: page: tagged: kind: foo: 2019 3 neglect child's a *:* ~2 ^2".split()
PIECES = st.sampled_from([*TYPED, *"()\"'’“*?~:[]{}>- \n", " to "])

WORDS = "child children care cared leaver leavers neglect neglected neglectful plan plans help risk".split()


@dataclass(frozen=True)
class Sheet:
    """A page as the plain reader knows it."""

    id: int
    document: int
    number: int
    title: str
    kind: str
    date: str
    words: tuple[str, ...]
    tagged: bool


def put(database, *texts, title="A report", kind="other", authority="", date="", furniture=()):
    """Stores a document with these pages; gives its id."""
    sheets = tuple(PageText(n, text, furniture=furniture) for n, text in enumerate(texts, start=1))
    sha256 = f"{len(documents.every(database))}-{title}"
    found = documents.Found(
        f"/{sha256}", 1, 1, sha256, title=title, kind=kind, authority=authority, date=date, pages=sheets
    )
    return documents.add(database, found)


def tag(database, document, page, to_page=None, areas=("protection",), themes=(), note=""):
    """Tags a passage on a page."""
    item = f"{document}-{page}-{areas}-{note}"
    passage = Passage(document, page, to_page or page, 0, 4, "some")
    with change(database, "tag", "tester", {}) as made:
        evidence.put(made, Evidence(item, passage, "", areas, themes, note=note))


def learn(database):
    """Makes the words of the pages known, as an import does at its end."""
    vocabulary.refresh(database, stem, stem_rules())


def random_library(path):
    """A library of short pages of few words, so that questions meet them in every way; and its sheets."""
    chance = random.Random(20260401)
    database = Database.create(path, "x")
    for number in range(9):
        texts = [" ".join(chance.choices(WORDS, k=chance.randint(0, 7))) for _ in range(chance.randint(1, 6))]
        document = put(
            database,
            *texts,
            title=" ".join(chance.choices(WORDS, k=2)),
            kind=chance.choice(("audit", "case_note")),
            date=f"20{18 + number}-03-31" if number else "",
        )
        if number % 3 == 0:
            tag(database, document, 1, to_page=chance.randint(1, 2))
    learn(database)
    return database, sheets_of(database)


def sheets_of(database):
    """Every page, as the plain reader knows it."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT p.id, p.document, p.number, d.title, d.kind, d.date, p.text, EXISTS (SELECT 1 FROM evidence e"
            " WHERE e.document = p.document AND p.number BETWEEN e.page AND e.to_page)"
            " FROM pages p JOIN documents d ON d.id = p.document"
        ).fetchall()
    return [Sheet(*row[:6], plain_words(row[6]), bool(row[7])) for row in rows]


def plain_words(text):
    """The words of a text, worked out another way than the program does."""
    apart = unicodedata.normalize("NFKD", text)
    return tuple(re.findall(r"[a-z0-9]+", "".join(c for c in apart if not unicodedata.combining(c)).lower()))


# -- the plain reader ----------------------------------------------------------------------------------------------


def answers(tree, sheets, within, stemming=True):
    """Ids of the sheets that answer a question, worked out page by page."""
    if within == "page":
        return {sheet.id for sheet in sheets if true(tree, sheet, [sheet], stemming)}
    found = set()
    for sheet in sheets:
        together = [other for other in sheets if other.document == sheet.document]
        if true(tree, sheet, together, stemming) and witness(tree, sheet, together, stemming) is not False:
            found.add(sheet.id)
    return found


def true(node, sheet, together, stemming):
    """Whether a question is true of a page, its words being looked for on all the pages given."""
    match node:
        case Row():
            return any(stands(node, other.words, stemming) for other in together)
        case Alike(asked, others):
            return any(true(part, sheet, together, stemming) for part in (asked, *others))
        case And(parts):
            return all(true(part, sheet, together, stemming) for part in parts)
        case Or(parts):
            return any(true(part, sheet, together, stemming) for part in parts)
        case Not(part):
            return not true(part, sheet, together, stemming)
        case Everything():
            return True
        case Dated(first, last):
            return sheet.date != "" and first <= sheet.date and (not last or sheet.date <= last)
        case Numbered(first, last):
            return (first or 0) <= sheet.number <= (last or 10**9)
        case Tagged(yes):
            return sheet.tagged == yes
        case Field("title", row):
            return stands(row, plain_words(sheet.title), stemming)
    raise AssertionError(node)


def witness(node, sheet, together, stemming):
    """Whether the page itself has a part in a true answer: None where no words were asked of it."""
    match node:
        case Row():
            return stands(node, sheet.words, stemming)
        case And(parts):
            said = {witness(part, sheet, together, stemming) for part in parts}
            return True if True in said else False if False in said else None
        case Or() | Alike():
            parts = node.parts if isinstance(node, Or) else (node.asked, *node.others)
            holding = [part for part in parts if true(part, sheet, together, stemming)]
            said = {witness(part, sheet, together, stemming) for part in holding}
            return True if True in said else None if None in said else False
    return None


def stands(row, words, stemming):
    """Whether a row stands among words."""
    places = [[at for at, word in enumerate(words) if is_one(part, word, stemming)] for part in row.parts]
    if row.apart:
        # Two words within 5 words of each other: at most 5 places from the one to the other.
        reach = row.apart + len(row.parts) - 2
        return any(max(chosen) - min(chosen) <= reach for chosen in itertools.product(*places))
    return any(all(at + n in later for n, later in enumerate(places)) for at in places[0])


def is_one(part, word, stemming):
    """Whether a word is one of those a part of a row stands for."""
    match part:
        case Exact(asked):
            return word == asked
        case Form(asked):
            return word == asked or (stemming and stem(word) == stem(asked))
        case Start(asked):
            return word.startswith(asked)
        case Wild(pattern):
            return fnmatchcase(word, pattern)
        case Like(asked, letters):
            return distance(asked, word) <= letters
    raise AssertionError(part)


def distance(a, b):
    """Letters to change, add, leave out or swap with their neighbour."""
    table = {(i, -1): i + 1 for i in range(-1, len(a))} | {(-1, j): j + 1 for j in range(-1, len(b))}
    for i, j in itertools.product(range(len(a)), range(len(b))):
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i] != b[j]))
        if i and j and a[i] == b[j - 1] and a[i - 1] == b[j]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(a) - 1, len(b) - 1]
