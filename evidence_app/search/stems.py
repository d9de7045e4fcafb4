"""Which words count as forms of the same word."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

from evidence_app.paths import resources_dir

# The two spellings of organise are one word.
_IZE = re.compile(r"(?<=\w{3})iz(?=(?:e[ds]?|ers?|ing|ations?|ational)$)")


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """The stem of a folded word: the same for all its forms. Words with figures in them have no other forms."""
    family = families().get(word)
    if family is not None:
        return family
    from whoosh.lang.porter2 import stem as porter2  # here: a program that never searches loads none of it

    return str(porter2(_IZE.sub("is", word))) if word.isalpha() else word


def stem_rules() -> str:
    """Names what stem() does now: it changes when its code (count it up) or the data file's families change."""
    return f"1-{crc32(repr(sorted(families().items())).encode()):08x}"


@cache
def families() -> dict[str, str]:
    """Words whose forms the endings do not show (child, children), or show wrongly, each with the stem of its family.

    The stem is none that the stemmer could give, so that no other word falls into the family.
    """
    return {word: f"={family[0]}" for family in synonym_file()["families"] for word in family}


@cache
def synonym_file() -> dict[str, Any]:
    """The data file of families and synonyms."""
    return tomllib.loads((resources_dir() / "synonyms.toml").read_text(encoding="utf-8"))
