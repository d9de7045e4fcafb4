"""Likely names of people: found by the words they are made of, the titles before them, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_app.privacy.hits import Hit
from evidence_app.privacy.lexicon import MONTHS, lexicon
from evidence_app.privacy.tokens import PARTICLES, TITLES, Token

# Most words a name may have after its first.
_LONGEST = 6
# Titles that nothing but a surname follows; after the others an ordinary word need not be one.
_ADDRESSED = frozenset("mr mrs ms miss mx dr".split())
_BEFORE_MONTH = frozenset("in of early late mid since by until from during".split())


def names(text: str, words: Sequence[Token]) -> list[Hit]:
    """Likely names of people in a text.

    Args:
        text: the text.
        words: its words (see tokens.tokens).
    """
    return list(_Reader(text, words).read())


class _Reader:
    """Reads a text once, word by word; every question is about the words around one place."""

    def __init__(self, text: str, words: Sequence[Token]) -> None:
        self._text = text
        self._words = words
        self._known = lexicon()
        self._places = self._own_places()

    def read(self) -> Iterator[Hit]:
        index = 0
        while index < len(self._words):
            end, reason = self._at(index)
            if end > index:
                role = self._role(index, end)
                yield Hit(self._words[index].start, self._words[end - 1].end, "name", reason, "", role)
            index = max(end, index + 1)

    def _at(self, index: int) -> tuple[int, str]:
        """Where a name that begins at a word ends (the same index where none does), and why it is one."""
        word = self._words[index]
        if word.key in TITLES and self._joins(index + 1):
            end = self._further(index + 1)
            last = self._words[end - 1]
            sure = word.key in _ADDRESSED or not last.ordinary or last.key in self._known.surnames
            if end > index + 1 and sure and not self._names_body(end):
                return end, "follows a title"
        if not word.capital:
            return index, ""
        if word.initial:
            end = self._after_initials(index)
            return (end, "an initial and a surname") if end > index else (index, "")
        if word.key in self._known.never and not word.given:
            return index, ""
        if end := self._explained(index):
            return end, "capitalised words, and who they are in brackets"
        if word.given and (not word.place or self._odd(index + 1)):
            return self._given(index)
        return self._unlisted(index)

    def _given(self, index: int) -> tuple[int, str]:
        """A name that begins with a listed given name."""
        word = self._words[index]
        end = self._further(index + 1)
        doubtful = word.ordinary and word.opens
        if end > index + 1:
            last = self._words[end - 1]
            if self._names_body(end) or (doubtful and last.ordinary and not self._acts(end)):
                return index, ""
            return end, "a given name with a surname"
        if (
            self._joins(index + 1)
            and self._words[index + 1].key in self._known.bodies
            and self._words[index + 1].capital
        ):
            return index, ""
        if word.shouted and self._acronym(index):
            return index, ""
        if not word.ordinary:
            return index + 1, "a given name"
        acts = self._acts(index + 1)
        if self._is_month(index) or (not doubtful and not acts and self._in_heading(index)):
            return index, ""
        if not doubtful or word.possessive or acts or self._relation(index):
            return index + 1, "a given name that is an ordinary word too, used as a name"
        return index, ""

    def _explained(self, index: int) -> int:
        """The end of capitalised words that brackets call a relation or a role: "Royal Banks (aunt)"; else 0."""
        end = index + 1
        while self._joins(end) and end - index < 4 and self._words[end].capital:
            end += 1
        if end - index < 2 or end >= len(self._words):
            return 0
        name = self._words[index:end]
        if any(one.key in self._known.never or one.shouted for one in name):
            return 0
        if name[0].joined and self._words[index - 1].capital:
            return 0
        between = self._text[name[-1].end : self._words[end].start]
        inside = self._words[end : end + 3]
        closing = self._text.find(")", name[-1].end)
        told = any(one.key in self._known.relations and one.start < closing for one in inside)
        return end if between == " (" and told and not any(one.key in self._known.relations for one in name) else 0

    def _unlisted(self, index: int) -> tuple[int, str]:
        """A name that begins with a word that is on no list of given names."""
        word = self._words[index]
        known_place = (word.place and not word.given) or word.key in self._places
        strange = not word.ordinary and not known_place and len(word.key) > 1
        end = self._further(index + 1)
        if end > index + 1:
            rest = self._words[index + 1 : end]
            odd = any(not one.ordinary and not one.place for one in rest)
            if not self._names_body(end):
                if (
                    strange
                    and (odd or rest[-1].key in self._known.surnames)
                    and not (word.shouted and rest[-1].shouted)
                ):
                    return end, "capitalised words that are no ordinary words"
                if odd and not word.opens and not word.place and not self._in_heading(index):
                    return end, "capitalised words within a sentence"
            return index, ""
        after = self._words[index + 1] if self._joins(index + 1) else None
        if not strange or word.shouted or (after is not None and after.capital):
            return index, ""
        if self._text[word.start - 1 : word.start] in ("“", '"', "‘") and self._text[word.end : word.end + 1] in (
            "”",
            '"',
            "’",
        ):
            return index + 1, "no ordinary word, in quotation marks like a nickname"
        if after is not None and after.key in ("and", "or") and self._odd(index + 2) and not word.opens:
            return index + 1, f"no ordinary word, beside another ({after.key})"
        if self._relation(index):
            return index + 1, f"follows “{self._words[index - 1].key}”"
        before = self._words[index - 1].key if index and word.joined else ""
        if before in self._known.before_place and not self._acts(index + 1):
            return index, ""
        if self._acts(index + 1) or (word.possessive and not word.opens):
            return index + 1, "no ordinary word, and it does or owns something"
        if before in self._known.before_person:
            return index + 1, "no ordinary word, where a person is spoken of"
        return index, ""

    def _further(self, index: int) -> int:
        """The end of the names that go on at a word: initials, particles, surnames; the same index where none do."""
        end = at = index
        while at < len(self._words) and at - index < _LONGEST and self._joins(at):
            word = self._words[at]
            particle = word.key in PARTICLES and self._leads(at + 1)
            if word.initial or particle:
                at += 1
                continue
            taken = end > index
            if not word.capital or (word.key in TITLES and not word.given):
                break
            if word.key in self._known.never and (taken or word.key not in self._known.surnames):
                break
            if (taken or word.shouted) and word.ordinary and not word.given and word.key not in self._known.surnames:
                break
            if word.shouted and (
                self._acronym(at) or (not self._words[at - 1].shouted and not self._words[at - 1].initial)
            ):
                break
            at += 1
            end = at
        return end

    def _after_initials(self, index: int) -> int:
        """The end of initials and a surname; the same index where there is no surname."""
        word = self._words[index]
        if index > 0 and word.joined and self._words[index - 1].key in self._known.counted:
            return index
        at = index + 1
        while self._joins(at) and self._words[at].initial and at - index < 3:
            at += 1
        if not self._joins(at):
            return index
        surname = self._words[at]
        particle = surname.key in PARTICLES and self._leads(at + 1)
        if not surname.capital and not particle:
            return index
        if not particle and (surname.ordinary or surname.key in self._known.never):
            article = word.opens and word.key in "ai" and self._text[word.end : word.end + 1] != "."
            if surname.key not in self._known.surnames or article:
                return index
        end = self._further(at)
        return end if end > at and not self._names_body(end) else index

    def _relation(self, index: int) -> bool:
        """Whether who someone is stands before a word, perhaps with a bracket between: "nan Maeve", "nan (Maeve)"."""
        before = self._words[index - 1] if index else None
        between = "" if before is None else self._text[before.end : self._words[index].start]
        return before is not None and between in (" ", " (", "\n") and before.key in self._known.relations

    def _odd(self, index: int) -> bool:
        """Whether the next word is capitalised and a given name, or on no list at all."""
        word = self._words[index] if self._joins(index) else None
        return (
            word is not None
            and word.capital
            and not word.shouted
            and not word.place
            and (word.given or not word.ordinary)
        )

    def _leads(self, index: int) -> bool:
        """Whether a particle before the word at index leads on to a surname: van der Berg."""
        while self._joins(index) and self._words[index].key in PARTICLES and not self._words[index].capital:
            index += 1
        return self._joins(index) and self._words[index].capital

    def _acronym(self, index: int) -> bool:
        """Whether a word in capitals is too short or has small letters: GPs, HMI, not D'ARCY."""
        word = self._words[index]
        return len(word.key) < 4 or not self._text[word.start : word.end].isupper()

    def _names_body(self, end: int) -> bool:
        """Whether the words up to here end like the name of a street, place or body."""
        last = self._words[end - 1]
        if last.key in self._known.bodies and not self._acts(end):
            return True
        after = self._words[end] if self._joins(end) else None
        return after is not None and after.capital and after.key in self._known.bodies

    def _own_places(self) -> frozenset[str]:
        """Words this text itself uses as the name of a place or body."""
        found = set()
        for before, word in zip(self._words, self._words[1:], strict=False):
            if word.joined and word.capital and before.capital and word.key in self._known.bodies:
                found.add(before.key)
            elif (
                word.joined
                and word.capital
                and before.key in ("in", "near", "across", "around")
                and not word.possessive
            ):
                found.add(word.key)
        return frozenset(found)

    def _joins(self, index: int) -> bool:
        """Whether there is a next word, with nothing but a space before it."""
        return index < len(self._words) and self._words[index].joined

    def _acts(self, index: int) -> bool:
        """Whether the word at index says what someone does."""
        if index >= len(self._words) or self._words[index].opens or self._words[index].capital:
            return False
        word = self._words[index]
        between = self._text[self._words[index - 1].end : word.start]
        return not between.strip(" \n,") and (
            word.key in self._known.acts or (word.key.endswith("ed") and word.ordinary)
        )

    def _is_month(self, index: int) -> bool:
        """Whether a word that may be a month stands like one."""
        word = self._words[index]
        if word.key not in MONTHS:
            return False
        around = self._text[max(0, word.start - 8) : word.start] + self._text[word.end : word.end + 6]
        before = self._words[index - 1].key if index else ""
        return any(one.isdigit() for one in around) or before in _BEFORE_MONTH

    def _in_heading(self, index: int) -> bool:
        """Whether an ordinary word beside it is capitalised as well, as in a heading."""
        before = self._words[index - 1] if index and self._words[index].joined else None
        after = self._words[index + 1] if self._joins(index + 1) else None
        return any(
            one is not None and one.capital and one.ordinary and one.key not in self._known.relations
            for one in (before, after)
        )

    def _role(self, start: int, end: int) -> str:
        """Who the words beside a name say that it is: "Mother, Bronagh", "Tunde (social worker"."""
        if start:
            before = self._words[start - 1]
            between = self._text[before.end : self._words[start].start].strip()
            if between in ("", ",", ":", "(") and not before.possessive and before.key in self._known.relations:
                return self._known.relations[before.key]
        after = self._text[self._words[end - 1].end : self._words[end].start].strip() if end < len(self._words) else ""
        if after in (",", "(", ", ("):
            for word in self._words[end : end + 3]:
                if word.key in self._known.relations:
                    return self._known.relations[word.key]
        return ""
