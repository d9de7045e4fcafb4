"""Entries of a case record: where each dated note begins, who wrote it and what it is of.

Case systems export a child's notes as one long document. Two layouts are common: labels on lines of their own ("Date:",
"Type:", "Author:"), and a line that begins with the date. A table gives the same words, one cell to a line. What looks
like neither is left alone: a wrong date on a piece of evidence is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_app.domain.dates import WRITTEN, first_date
from evidence_app.domain.document import PageText

# What the notes of children's services are of; the longer names first, so that they win.
_TYPES = (
    "child protection conference|initial child protection conference|review child protection conference|statutory visit"
    "|child protection visit|home visit|unannounced visit|announced visit|school visit|placement visit|visit to child"
    "|visit|telephone call|telephone contact|phone call|text message|e-?mail|letter|strategy discussion"
    "|strategy meeting|core group|child in need meeting|cin meeting|cin visit|professionals meeting"
    "|legal planning meeting|care team meeting|team around the (?:child|family)|looked after review|lac review"
    "|child in care review|iro review"
    "|personal education plan|pep meeting|family group conference|family time|contact session|supervised contact"
    "|direct work|management oversight|manager'?s? (?:decision|oversight|comment)|case supervision|supervision"
    "|case discussion|case summary|case note|case recording|missing episode|return home interview|assessment"
    "|section 47|s47|office visit|duty contact|contact"
)
_LABEL = (
    r"(?:date(?: ?/ ?time| and time)?|date of (?:contact|visit|event|note|entry|meeting|recording|supervision|call)"
    r"|(?:contact|visit|event|note|entry|case note|activity|start|recorded|occurred) ?date|recorded on|date recorded)"
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_TIME = r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:am|pm|hrs|hours)?)?"
_BEGINS = re.compile(rf"(?i)^[ \t]*(?P<label>{_LABEL}\s*:?\s*)?{_DAY}(?P<date>{WRITTEN}){_TIME}(?P<rest>.*)$", re.M)
_TYPE = re.compile(rf"(?i)\b(?:{_TYPES})\b")
_TYPE_LABEL = re.compile(
    r"(?im)^[ \t]*(?:type|(?:contact|note|event|entry|visit|case note|activity|record) type"
    r"|type of (?:contact|note|visit)|event|activity)\s*:\s*(?P<value>[^\n]{2,60})"
)
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]*\.?){0,3}"
_AUTHOR = re.compile(
    r"(?i:\b(?:author|recorded by|written by|completed by|created by|entered by|worker|social worker|by)\b\s*:?\s+)"
    rf"(?P<value>{_NAME})"
)
_SEPARATED = re.compile(r"\s*(?:$|[-–—|:;,/(\t]|\s{2,})")
# How much of an entry tells its author and type; beyond that it is the note itself.
_HEAD = 240
# One dated line is a letter's date; a record has several.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One note of a case record.

    Args:
        page, offset: where it begins: page number, and character offset in that page's text.
        date: ISO date.
        author, kind: as written, for example "Rowan Hale" and "Home visit"; empty where not told.
    """

    page: int
    offset: int
    date: str
    author: str = ""
    kind: str = ""


def find_entries(pages: Sequence[PageText]) -> list[Entry]:
    """The entries of a case record, in order of place; empty where a document is none.

    Args:
        pages: the document's pages, in order.
    """
    found = [entry for page in pages for entry in _on_page(page)]
    return found if len(found) >= _FEWEST else []


def entry_at(entries: Sequence[Entry], page: int, offset: int) -> Entry | None:
    """The entry a place belongs to, or None where it stands before all of them.

    Args:
        entries: as find_entries gives them.
        page, offset: page number, and character offset in that page's text.
    """
    at = bisect_right([(entry.page, entry.offset) for entry in entries], (page, offset))
    return entries[at - 1] if at else None


def _on_page(page: PageText) -> list[Entry]:
    begins = [found for found in _BEGINS.finditer(page.text) if _is_beginning(page, found)]
    entries: list[Entry] = []
    for found, following in zip(begins, [*begins[1:], None], strict=False):
        date = first_date(found["date"])
        if not date:
            continue
        end = following.start() if following else len(page.text)
        head = page.text[found.start("rest") : min(end, found.end("date") + _HEAD)]
        entries.append(Entry(page.number, found.start(), date, _author(head), _kind(head)))
    return entries


def _is_beginning(page: PageText, found: re.Match[str]) -> bool:
    if any(start <= found.start("date") < end for start, end in page.furniture):
        return False
    if found["label"]:
        return True
    rest = found["rest"]
    before = page.text[: found.start()].rstrip().rpartition("\n")[2]
    # In a table the name of a date of birth's cell may be the line before it.
    if re.fullmatch(r"(?i)\D*\b(?:birth|dob|born)\b\D*", before) or len(rest) > 160:
        return False
    # A sentence may begin with a date, and a table may hold one; an entry tells at once what it is of.
    if not rest.strip():
        return bool(_TYPE.match(page.text[found.end() :].lstrip().partition("\n")[0]))
    return bool(_TYPE.match(rest.strip())) or (bool(_SEPARATED.match(rest)) and bool(_TYPE.search(rest)))


def _kind(head: str) -> str:
    told = _TYPE_LABEL.search(head)
    if told:
        return " ".join(told["value"].split())
    found = _TYPE.search("\n".join(head.split("\n")[:4]))
    return " ".join(found[0].split()).capitalize() if found else ""


def _author(head: str) -> str:
    found = _AUTHOR.search(head)
    return found["value"] if found else ""
