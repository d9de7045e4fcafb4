"""Words one letter from each other, as people mistype names."""

from __future__ import annotations


def shortened(name: str) -> set[str]:
    """A word, and what is left of it when one letter is taken out."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def one_edit(one: str, other: str) -> bool:
    """Whether one letter put in, left out, changed, or two neighbours swapped make one word the other."""
    if one == other or abs(len(one) - len(other)) > 1 or (one[0] != other[0] and one[1:] != other[1:]):
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        swapped = one[at + 1 : at + 2] + one[at : at + 1]
        return one[at + 1 :] == other[at + 1 :] or (other[at : at + 2] == swapped and one[at + 2 :] == other[at + 2 :])
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]
