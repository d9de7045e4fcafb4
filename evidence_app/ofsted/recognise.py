"""What kind of report a document is, from its first two pages. A document we are not sure of is unknown."""

from __future__ import annotations

import re

from evidence_app.domain.inspection import ReportType

_TITLE = 900  # characters of the cover in which a report's title stands
_OPENING = 2600  # characters in which a letter says what it is about

_LETTER = re.compile(
    r"(?i)\b(?:(?:this letter|i am writing(?: to you)?|i write|this report)\b.{0,40}?)?"
    r"(?:summaris\w+|set\w* out|outlin\w+)\s+the\s+(?:main\s+)?findings\s+(?:of|from)\s+.{0,60}?"
    r"(monitoring visit|focused visit|joint targeted area inspection)"
)
_LETTER_TITLE = re.compile(
    r"(?i)\b(monitoring visit|focused visit|joint targeted area inspection)\s+(?:to|of|in)\b.{0,400}?\bdear\b"
)
# Other words for the same, at the head of a letter; enough only together with what such a letter goes on to say.
_LETTER_BEGINS = re.compile(
    r"(?i)\b(?:this letter|i am writing|i write|dear\s[^.,:]{2,60}?)[^.]{0,160}?"
    r"\b(monitoring visit|focused visit|joint targeted area inspection)\b"
)
_LETTER_GOES_ON = re.compile(
    r"(?i)\b(?:areas?\s+covered\s+by\s+(?:the|this)\s+(?:monitoring\s+|focused\s+)?visit|headline\s+findings|"
    r"main\s+findings|evaluation\s+of\s+progress|inspectors\s+(?:looked|reviewed|evaluated|considered)|"
    r"inspectors\s+for\s+this\s+visit|(?:undertook|conducted|carried\s+out)\s+a\s+joint\s+inspection|"
    r"outlines?\s+our\s+findings)\b"
)
_KINDS: dict[str, ReportType] = {
    "monitoring visit": "monitoring-visit",
    "focused visit": "focused-visit",
    "joint targeted area inspection": "JTAI",
}
_INSPECTORATE = re.compile(r"(?i)majesty[’']s\s+inspector|\bHMI\b|\bofsted\b")

_SEND = re.compile(
    r"(?i)area\s+SEND\s+(?:full\s+|monitoring\s+)?inspection|inspection\s+of\s+.{3,60}?\s+local\s+area\s+partnership|"
    r"joint\s+(?:local\s+)?area\s+(?:SEND|special\s+educational\s+needs)"
)
_SIF = re.compile(
    r"(?i)\bre-?inspection\s+of\s+services\s+for\s+children|\binspection\s+of\s+services\s+for\s+children\s+in\s+need"
)
_LSCB = re.compile(
    r"(?i)\breview\s+of\s+the\s+effectiveness\s+of\s+the\s+.{0,40}?local\s+safeguarding\s+children[’']?s?\s+board"
)
_LAC = re.compile(
    r"(?i)\binspection\s+of\s+(?:services\s+for\s+)?looked[\s-]after\s+children(?:[’']?s)?(?:\s+services)?\b"
)
_ILACS = re.compile(
    r"(?i)\binspection\s+of\s+(?:.{2,90}?\s)?(?:local\s+authority\s+)?children[’']?s[’']?\s+(?:social\s+care\s+)?services|"
    r"local\s+authority\s+children[’']?s\s+(?:social\s+care\s+)?services\s+inspection"
)
# What an ILACS report's first page has besides its title; a paper that talks about one lacks most of it.
_ILACS_SIGNS = (
    re.compile(r"(?i)inspection\s+dates?\s*:?\s*\d"),
    re.compile(r"(?i)lead\s+inspectors?\s*:"),
    re.compile(r"(?i)judgements?\s+grade"),
    re.compile(r"(?i)office\s+for\s+standards\s+in\s+education"),
)


def report_type(cover: str) -> ReportType:
    """The kind of report.

    Args:
        cover: the first two pages on one line.
    """
    opening, title = cover[:_OPENING], cover[:_TITLE]
    letter = _LETTER.search(opening) or _LETTER_TITLE.search(opening)
    if letter is None and _LETTER_GOES_ON.search(cover):
        letter = _LETTER_BEGINS.search(opening)
    if letter and _INSPECTORATE.search(cover):
        return _KINDS[" ".join(letter[1].casefold().split())]
    if _SEND.search(title) and _INSPECTORATE.search(cover):
        return "area-SEND"
    if _SIF.search(title):
        return "SIF"
    if _LSCB.search(title):
        return "LSCB"
    if _LAC.search(title) and "safeguarding and looked" not in title.casefold():
        return "LAC-2013"
    if _ILACS.search(title) and sum(bool(sign.search(cover)) for sign in _ILACS_SIGNS) >= 2:
        return "ILACS"
    return "unknown"
