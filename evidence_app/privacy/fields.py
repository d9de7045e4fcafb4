"""Names that a record itself says are names: after "Child:" or "Author:", in e-mail headers, beside a label in a table.

What stands after such a label is believed: an ordinary word ("Hope", "Summer Price"), small letters ("siobhan darcy")
and capitals throughout are names there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from evidence_app.privacy.hits import Hit
from evidence_app.privacy.lexicon import lexicon
from evidence_app.privacy.tokens import PARTICLES, TITLES, Token

# After these a line of free text may follow, so only words that look like names are taken.
_LOOSE = frozenset({"re", "regarding", "about", "concerning", "subject", "contact", "with"})
# A label ends in a colon, or in a dash before a capital letter; it is looked up once it is cut out.
_LABEL = re.compile(
    r"(?:^|[|\t•.;,)\n]|[ ]{2})[ \t]*(?P<label>[A-Za-z][^:\n|\t•;,.]{0,59}?)[ ]?(?::|[-–] (?=[A-Z]))[ \t]*\n?"
)
_LABEL_LINE = re.compile(r"(?m)^[ \t]*(?P<label>[A-Za-z][^:\n|]{1,49}?)[ \t]*\n")
# What ends a value: a new label, the next cell, an empty line, the end of a sentence.
_VALUE_ENDS = re.compile(r"[|\t]|\n[ \t]*\n|\n[ \t]*[A-Z][\w /()'’-]{1,40}:|[.][ \n]+(?=[A-Z(“\"])|\n(?=\d{1,2}[/.]\d)")
_SEPARATORS = re.compile(r"[,;/&|<>()\[\]:•–]| and | with | - ")
_LONGEST_VALUE = 600


def fields(text: str, words: Sequence[Token]) -> list[Hit]:
    """Names beside labels.

    Args:
        text: the text.
        words: its words.
    """
    starts = [word.start for word in words]
    found: list[Hit] = []
    for match in _LABEL.finditer(text):
        role = _role(match["label"])
        if role is not None:
            span = (match.end(), _value_end(text, match.end(), words, starts))
            loose = match["label"].lower() in _LOOSE
            found.extend(_people(text, words, starts, span, match["label"], role, loose))
    for match in _LABEL_LINE.finditer(text):
        role = _role(match["label"])
        if role is not None:
            end = text.find("\n", match.end())
            span = (match.end(), len(text) if end < 0 else end)
            found.extend(_people(text, words, starts, span, match["label"], role, loose=True))
    return found


@lru_cache(maxsize=1 << 14)
def _role(label: str) -> str | None:
    """The role a label gives; None where it is no label of ours."""
    bare = " ".join(re.sub(r"\([^)]*\)", " ", label).split())
    if bare.lower() in _LOOSE:
        return ""
    return next((role for role, labels in lexicon().labels.items() if labels.fullmatch(bare)), None)


def _value_end(text: str, start: int, words: Sequence[Token], starts: Sequence[int]) -> int:
    """Where the value of a label ends: a list of people may go on over wrapped lines."""
    stop = min(len(text), start + _LONGEST_VALUE)
    at = start
    while match := _VALUE_ENDS.search(text, at, stop):
        before = text[max(start, match.start() - 3) : match.start()]
        short = match[0].startswith(".") and re.search(r"(?:^|\W)(?:[A-Z]|Mr|Ms|Dr|St|rs)$", before)
        if not short:
            stop = match.start()
            break
        at = match.end()
    newline = text.find("\n", start, stop)
    while newline >= 0:
        # The value goes on where the line was left open, or was broken at the page's edge before more of a list.
        open_end = re.search(r"(?:[,;&]|\band)[ ]*$", text[start:newline]) or text[newline - 1 : newline] == " "
        index = bisect_left(starts, newline)
        broken = index < len(words) and words[index].joined and words[index].capital and not words[index].ordinary
        if not (open_end or broken):
            return newline
        newline = text.find("\n", newline + 1, stop)
    return stop


def _people(
    text: str, words: Sequence[Token], starts: Sequence[int], value: tuple[int, int], label: str, role: str, loose: bool
) -> Iterator[Hit]:
    """The names in a value: one in each part between separators."""
    at = value[0]
    for match in [*_SEPARATORS.finditer(text, *value), None]:
        end = match.start() if match else value[1]
        inside = list(words[bisect_left(starts, at) : bisect_left(starts, end)])
        name = _believed(inside, loose)
        if name:
            yield Hit(name[0].start, name[-1].end, "name", f"follows “{label}”", "", role)
        if match and match[0] in "([<":
            closing = text.find({"(": ")", "[": "]", "<": ">"}[match[0]], end, value[1])
            at = closing if closing >= 0 else match.end()
        else:
            at = match.end() if match else end


def _believed(words: Sequence[Token], loose: bool) -> list[Token]:
    """The words of a part that are a name; empty where it holds none."""
    known = lexicon()
    taken: list[Token] = []
    for word in words:
        if taken and not word.joined:
            break
        if word.key in TITLES and not taken:
            taken.append(word)
            continue
        if word.key in known.nobody or (word.key in known.never and not (word.key in known.surnames and taken)):
            break
        if not (word.capital or word.key in PARTICLES or word.given or (not word.ordinary and not loose)):
            break
        if loose and word.ordinary and not word.given and not (taken and word.key in known.surnames):
            break
        taken.append(word)
        if word.possessive:
            break
    while taken and (taken[-1].key in TITLES or (taken[-1].key in PARTICLES and not taken[-1].capital)):
        taken.pop()
    if not taken or len(taken) > 5:
        return []
    if loose and not any(word.given or (not word.ordinary and len(word.key) > 1 and word.capital) for word in taken):
        return []
    if len(taken) == 1 and (taken[0].initial or taken[0].place or (taken[0].shouted and len(taken[0].key) < 4)):
        return []
    # "Mother: Agreed to the plan." is a sentence, and a part of more words goes on after its name.
    rest = words[len(taken) :]
    if taken[-1].key in known.bodies - known.surnames or (rest and rest[0].capital and rest[0].key in known.bodies):
        return []
    if taken[0].ordinary and not taken[0].given and len(taken) == 1 and rest:
        return []
    return taken
