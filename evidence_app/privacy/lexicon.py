"""The bundled lists that tell a name from an ordinary word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from evidence_app.paths import resources_dir
from evidence_app.privacy.plain import key

# Endings taken off to find the ordinary word inside: visits, visited, visiting, visitor.
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "rs", "ness", "able", "ment", "ments", "less")
# Months that are names too.
MONTHS = frozenset("may june jun april august jan march".split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they can be; all in small letters without accents or marks.

    Args:
        words: ordinary words.
        given: given names.
        surnames: surnames that are ordinary words too.
        places: places, peoples, languages, well-known services.
        never: words written with a capital that are no part of a name.
        bodies: words that end the name of a street, place or body.
        counted: words after which a letter counts something.
        before_person, before_place: words after which a person, or a place or thing, is named.
        acts: what people do.
        no_school: words before "School" that are no part of its name.
        nobody: what a field for a name may hold instead of one.
        relations: role of the person a word speaks of.
        labels: by role, what a label of a field for a name looks like.
    """

    words: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    never: frozenset[str]
    bodies: frozenset[str]
    counted: frozenset[str]
    before_person: frozenset[str]
    before_place: frozenset[str]
    acts: frozenset[str]
    no_school: frozenset[str]
    nobody: frozenset[str]
    relations: Mapping[str, str]
    labels: Mapping[str, re.Pattern[str]]

    def is_word(self, word: str) -> bool:
        """Whether a folded word is an ordinary one, in any of its forms."""
        return word in self.words or any(self._stem(word, ending) for ending in _ENDINGS)

    def _stem(self, word: str, ending: str) -> bool:
        if not word.endswith(ending) or len(word) - len(ending) < 3:
            return False
        base = word[: -len(ending)]
        doubled = len(base) > 3 and base[-1] == base[-2]
        return (
            base in self.words
            or base + "e" in self.words
            or (doubled and base[:-1] in self.words)
            or (base.endswith("i") and base[:-1] + "y" in self.words)
        )


@cache
def lexicon() -> Lexicon:
    """The lists of resources/privacy, with the authorities of England among the places."""
    table = tomllib.loads((resources_dir() / "authorities.toml").read_text(encoding="utf-8"))
    authorities = [part for names in table.values() for name in names for part in re.findall(r"[\w’']+", name)]
    cues = tomllib.loads((resources_dir() / "privacy" / "cues.toml").read_text(encoding="utf-8"))
    return Lexicon(
        words=_read("words.txt"),
        given=_read("given-names.txt"),
        surnames=_read("surnames.txt"),
        places=_read("places.txt") | {key(part) for part in authorities if len(part) > 2 and part[0].isupper()},
        never=frozenset(cues["never"]),
        bodies=frozenset(cues["bodies"]),
        counted=frozenset(cues["counted"]),
        before_person=frozenset(cues["before_person"]),
        before_place=frozenset(cues["before_place"]),
        acts=frozenset(cues["acts"]),
        no_school=frozenset(cues["no_school"]),
        nobody=frozenset(cues["nobody"]),
        relations={word: role for role, words in cues["relations"].items() for word in words},
        labels={role: re.compile("|".join(shapes), re.IGNORECASE) for role, shapes in cues["labels"].items()},
    )


def _read(name: str) -> frozenset[str]:
    lines = (resources_dir() / "privacy" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
