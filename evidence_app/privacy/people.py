"""Who is who: names as they were found become people, and people are known again by any part of their name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from evidence_app.domain.redaction import Role
from evidence_app.privacy.edits import one_edit, shortened
from evidence_app.privacy.hits import Hit
from evidence_app.privacy.lexicon import MONTHS, lexicon
from evidence_app.privacy.plain import Term, Terms
from evidence_app.privacy.tokens import KIN_TITLES, PARTICLES, TITLES, Token, is_word, tokens

# Shorter words are too often one letter from another name, or from a word.
_VARIED = 5
# Letters below which a name is known only with a capital, where its person is spoken of.
_SHORT = 4
_RANK: dict[str, int] = {"child": 0, "adult": 1, "social worker": 2, "professional": 3, "family": 4, "person": 5, "": 6}
_ALSO = re.compile(r"(?i)\s*[(\[]?\s*(?:(?:also )?known as|preferred name:?|aka|a\.k\.a\.|called)?\s*[\"“‘'(]*\s*")

_LIKE_A_NAME = re.compile(r"[ ]?(?:[,;]|\(\d|[-–][ ]|[ ]*(?:\n|$))")
# Times of the year that are names too.
_TIMES = MONTHS | {"summer", "winter"}
# After a surname: "the Green children".
_KIN = frozenset("children family siblings household boys girls twins brothers sisters".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; every part is folded.

    Args:
        titled: whether a title stands before it.
        initials: initials before the surname.
        given: the first name; empty where there are initials or only one word after a title.
        surname: what follows, in one; empty where the name is one word.
    """

    titled: bool
    initials: str
    given: str
    surname: str
    parts: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether it has both a first name and a surname."""
        return bool(self.given and self.surname)


@dataclass(slots=True)
class Person:
    """Someone the documents name.

    Args:
        id: folded given name and surname, or the one word known of them.
        label: the name as first written in full.
        role: the most telling role any document gives them.
        names: folded single words they are known by.
        documents: ids of the documents that name them; None of the workspace's own list, which counts everywhere.
    """

    id: str
    label: str
    role: str = ""
    names: set[str] = field(default_factory=set)
    documents: set[int | None] = field(default_factory=set)


def take_apart(written: str) -> Name:
    """Takes a written name apart, titles left out."""
    words = tokens(" ".join(written.split()))
    titled = False
    while len(words) > 1 and words[0].key in TITLES:
        titled = words[0].key not in KIN_TITLES
        words = words[1:]
    initials = ""
    while words and words[0].initial and len(words) > 1:
        initials += words[0].key
        words = words[1:]
    keys = [word.key for word in words if not word.initial]
    if not keys:
        return Name(titled, initials, "", "")
    if initials or (titled and len(keys) == 1):
        return Name(titled, initials, "", "".join(keys), _parts(words))
    if len(keys) == 1:
        return Name(titled, "", keys[0], "")
    # Middle names belong to neither; "van der Berg" and "Al Hassan" are one surname.
    first = len(keys) - 1
    while first > 1 and keys[first - 1] in PARTICLES:
        first -= 1
    return Name(titled, "", keys[0], "".join(keys[first:]), _parts(words[1:]))


def _parts(words: Sequence[Token]) -> tuple[str, ...]:
    return tuple(word.key for word in words if word.key not in PARTICLES and len(word.key) > 2)


class People:
    """Everybody named in the documents and on the workspace's list."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._by_given: dict[str, set[str]] = defaultdict(set)
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._loose: list[tuple[int, str, Name, str]] = []
        self._alias: dict[tuple[int | None, str], str] = {}
        self._again: Terms = Terms(())
        self._single: dict[str, set[str]] = defaultdict(set)
        self._near: dict[str, set[str]] = defaultdict(set)

    def meet(self, document: int | None, text: str, hits: Iterable[Hit]) -> None:
        """Takes in the names found in a document (None: on the workspace's list)."""
        before: tuple[Hit, str] | None = None
        for hit in hits:
            if hit.kind != "name":
                continue
            written = " ".join(text[hit.start : hit.end].split())
            name = take_apart(written)
            role = hit.role or (_row_role(text, hit.end) if name.full else "")
            if name.full:
                before = hit, self._full(document, written, name, role)
            elif (
                name.given
                and before
                and _ALSO.fullmatch(text[before[0].end : hit.start])
                and _marked(text, before[0].end, hit.start)
            ):
                person = self._people[before[1]]
                person.names.add(name.given)
                self._alias[document, name.given] = person.id
            elif document is None:
                self._own(document, written, name, role)
            else:
                self._loose.append((document, written, name, role))

    def settle(self) -> None:
        """Gives every name that is not full to its person, or to a person of its own; then parts are known again."""
        self._know(self._people.values())
        for document, written, name, role in self._loose:
            known = self.who(document, name)
            if known is None:
                shared = len(self._by_surname.get(name.given, ())) > 1
                self._own(document, written, name, "family" if shared else role)
            else:
                self._see(self._people[known], document, role)
        self._loose.clear()
        self._know(self._people.values())
        forms = []
        for person in self._people.values():
            words = person.label.split()
            if len(words) > 1:
                forms.append(Term(person.label, person.id))
                forms.append(Term(f"{words[-1]} {words[0]}", person.id))
                forms.append(Term(f"{words[0][0]} {words[-1]}", person.id))
            long = (word for word in person.names if len(word) >= _VARIED and not _plain(word))
            forms.extend(Term(word, person.id) for word in long)
        self._again = Terms(forms)

    def every(self) -> list[Person]:
        """All people."""
        return list(self._people.values())

    def who(self, document: int | None, name: Name) -> str | None:
        """The id of the person a name means in a document: one named there first, else the only one anywhere."""
        if name.full:
            return self._alike(f"{name.given} {name.surname}", name)
        word = name.given or name.surname
        alias = self._alias.get((document, word)) or self._alias.get((None, word))
        if alias and not name.initials and not name.titled:
            return alias
        fits = set(self._by_surname.get(word, ()))
        if name.initials:
            fits = {one for one in fits if one[0] == name.initials[0]}
        elif name.titled:
            fits = {one for one in fits if self._people[one].role != "child"}
        elif self._by_given.get(word):
            fits = set(self._by_given[word])
        here = {one for one in fits if document in self._people[one].documents}
        chosen = here or fits
        if len(chosen) == 1:
            return next(iter(chosen))
        own = f"{name.initials} {word}".strip()
        if own in self._people:
            return own
        near = set() if chosen or name.initials or word in lexicon().given else self._misspelt(document, word)
        return next(iter(near)) if len(near) == 1 else None

    def again(self, document: int, text: str, words: Sequence[Token]) -> Iterator[Hit]:
        """Mentions of known people by any part of their name, in other forms, or misspelt by one letter."""
        for start, end, term in self._again.find(text):
            person = self._people[term.value]
            whole = len(term.text.split()) > 1
            if whole or text[start].isupper() or person.documents & {document, None}:
                yield Hit(
                    start,
                    end,
                    "name",
                    f"part of the name “{person.label}”" if not whole else "named elsewhere",
                    person.id,
                )
        for index, word in enumerate(words):
            fits = self._single.get(word.key)
            if fits is None:
                doubtful = not word.capital or word.ordinary or word.place or word.given
                fits = set() if doubtful else self._misspelt(document, word.key)
                reason = "one letter from"
            else:
                fits = {one for one in fits if self._people[one].documents & {document, None}} or fits
                reason = "part of the name"
                if not self._is_meant(document, text, words, index, fits):
                    continue
            if fits:
                one = min(fits)
                yield Hit(
                    word.start, word.end, "name", f"{reason} “{self._people[one].label}”", self._common(fits, word.key)
                )

    def _is_meant(self, document: int, text: str, words: Sequence[Token], index: int, fits: Iterable[str]) -> bool:
        """Whether a word that is part of a known name is one here, and no ordinary word."""
        word = words[index]
        here = any(self._people[one].documents & {document, None} for one in fits)
        if not _plain(word.key) and not word.place and len(word.key) >= _SHORT:
            return word.capital or here
        if not here or not word.capital or (word.shouted and len(word.key) < _SHORT):
            return False
        after = words[index + 1] if index + 1 < len(words) and words[index + 1].joined else None
        if (after is not None and after.capital and after.key in lexicon().bodies) or word.initial:
            return False
        if not word.opens:
            return not (word.key in _TIMES or word.key in lexicon().bodies) or not any(
                one.isdigit() for one in text[max(0, word.start - 3) : word.start] + text[word.end : word.end + 3]
            )
        if word.possessive or not _plain(word.key):
            return True
        # At the head of a sentence: beside a label, alone on its line, in a list, with an age, or doing something.
        acts = (
            after is not None
            and not after.capital
            and (
                after.key in lexicon().acts | _KIN | {"to"}
                or after.key.endswith("ed")
                or (after.key.endswith("s") and word.key not in lexicon().never | _TIMES)
            )
        )
        return acts or _LIKE_A_NAME.match(text, word.end) is not None

    def _misspelt(self, document: int | None, word: str) -> set[str]:
        """The people named in this document, or listed, by a name one letter from a word."""
        if len(word) < _VARIED:
            return set()
        near = {name for form in shortened(word) for name in self._near.get(form, ()) if one_edit(word, name)}
        return {one for name in near for one in self._single[name] if self._people[one].documents & {document, None}}

    def _know(self, people: Iterable[Person]) -> None:
        """Makes people known by each of their single names, and by what those are with a letter wrong."""
        for person in people:
            for word in person.names:
                self._single[word].add(person.id)
                if len(word) >= _VARIED:
                    for form in shortened(word):
                        self._near[form].add(word)

    def _common(self, fits: set[str], word: str) -> str:
        """The person meant; where several share the name, the name itself as one of its own."""
        if len(fits) == 1:
            return next(iter(fits))
        if word not in self._people:
            shared = all(word not in (one.split()[0], "") for one in fits)
            self._people[word] = Person(word, word.capitalize(), "family" if shared else "person")
        return word

    def _full(self, document: int | None, written: str, name: Name, role: str) -> str:
        known = self._alike(f"{name.given} {name.surname}", name)
        if known is None:
            label = " ".join(word for word in written.split() if word.strip(".").lower() not in TITLES)
            known = f"{name.given} {name.surname}"
            self._people[known] = Person(known, label)
            self._by_given[name.given].add(known)
            for part in {name.surname, *name.parts}:
                self._by_surname[part].add(known)
        person = self._people[known]
        person.names.update({name.given, name.surname, *name.parts} - {""})
        self._see(person, document, role)
        return known

    def _alike(self, wanted: str, name: Name) -> str | None:
        """A known person of this full name, or of one whose surname is one letter off."""
        if wanted in self._people:
            return wanted
        if len(name.surname) < _VARIED:
            return None
        fits = (one for one in self._by_given.get(name.given, ()) if " " in one)
        return next((one for one in fits if one_edit(one.split(" ", 1)[1], name.surname)), None)

    def _own(self, document: int | None, written: str, name: Name, role: str) -> None:
        word = name.given or name.surname
        if not word:
            return
        known = f"{name.initials} {word}".strip()
        if known not in self._people:
            self._people[known] = Person(known, written)
            (self._by_surname if name.titled or name.initials else self._by_given)[word].add(known)
        self._people[known].names.update({word, *name.parts} if name.titled or name.initials else {word})
        self._see(self._people[known], document, role)

    @staticmethod
    def _see(person: Person, document: int | None, role: str) -> None:
        person.documents.add(document)
        if _RANK[role] < _RANK[person.role]:
            person.role = role


def role_of(person: Person) -> Role:
    """The role a person's pseudonym is made from."""
    roles: tuple[Role, ...] = ("child", "adult", "social worker", "professional", "family")
    return next((role for role in roles if role == person.role), "person")


def _row_role(text: str, end: int) -> str:
    """The role a table's row gives: a cell further on in the row that begins with who the person is."""
    for line in text[end : end + 90].split("\n")[1:4]:
        first = re.match(r"[A-Za-z]+", line.strip())
        if first and len(line.split()) <= 6 and first[0].lower() in lexicon().relations:
            return lexicon().relations[first[0].lower()]
    return ""


def _marked(text: str, start: int, end: int) -> bool:
    """Whether what stands between a name and another says that both are one person's."""
    return any(one in text[start:end] for one in '"“‘(') or "known as" in text[start:end].lower()


def _plain(name: str) -> bool:
    known = lexicon()
    return is_word(name) or name in known.places
