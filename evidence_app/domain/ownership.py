"""Whose a document is: of the own authority, or about another one, from which may be learned but not counted."""

from __future__ import annotations

from typing import Literal

Whose = Literal["own", "elsewhere"]
WHOSE: tuple[Whose, ...] = ("own", "elsewhere")


def whose(chosen: str, authority: str, own: str) -> Whose:
    """Whose a document is.

    Args:
        chosen: what the officer said of it: "own", "elsewhere", or empty.
        authority: the authority it speaks of, as a usual name; empty where it names none.
        own: the own authority, as a usual name; empty where that is not known, so that nothing is from elsewhere.
    """
    if chosen in WHOSE:
        return "own" if chosen == "own" else "elsewhere"
    return "elsewhere" if authority and own and authority.casefold() != own.casefold() else "own"
