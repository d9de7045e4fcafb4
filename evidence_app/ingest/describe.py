"""What to call a document, what kind it is and when it is from: guesses a person can correct."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from evidence_app.domain.dates import MONTHS, first_date
from evidence_app.domain.entries import Entry

# What the types of the report reader are in the library; every other type of report is an inspection report.
_LETTERS = {"monitoring-visit": "monitoring_letter", "focused-visit": "focused_letter"}
_REPORT_TITLES = {
    "JTAI": "joint targeted area inspection",
    "area-SEND": "area SEND inspection",
    "LSCB": "review of the local safeguarding children board",
    "monitoring-visit": "monitoring visit",
    "focused-visit": "focused visit",
}
_REPORT_TITLE = "inspection of children’s services"

# Words by which a kind is known, the most telling first: an audit of supervision is an audit.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?i)\b(?:{words})\b"))
    for kind, words in (
        ("lado_report", r"lado|designated officer"),
        ("iro_report", r"iro|independent reviewing officer(?:’s|'s|s)?"),
        ("minutes", r"minutes|action log"),
        ("learning_review", r"rapid review|serious case review|safeguarding practice review|lcspr"),
        ("self_evaluation", r"self[- ]?evaluation|self[- ]?assessment|sef"),
        ("audit", r"audits?|dip samples?|practice learning review"),
        ("supervision", r"supervision"),
        ("case_note", r"case notes?|case recordings?|case records?|contact record|visit record|chronology"),
        ("dashboard", r"dashboard|scorecard|performance report|data set|dataset"),
        ("policy", r"policy|policies|procedures?|protocol|practice guidance|standards"),
        ("feedback", r"feedback|complaints?|compliments?|survey"),
        ("plan", r"plans?"),
        ("email", r"e-?mails?"),
    )
)

# A line that says it gives the document's date; a date of birth is none.
_DATED = re.compile(r"(?im)^\s*dated?(?! of birth)[^\n:\d]{0,30}:?\s*(?=\d)(?P<rest>[^\n]{6,40})$")

# Dated entries that make a document of no other kind a case record.
_RECORD = 3

# Parts of file names that say nothing: what scanners, cameras and browsers make up, numbers and identifiers.
_NOTHING = re.compile(
    r"(?i)(?:scan|img|image|doc|document|download|untitled|file|new|copy)?\d*|(?=[a-f]*\d)[\da-f]{6,}"
)
_TEMPLATE = re.compile(r"(?i)untitled|template|draft|\.(?:docx?|rtf|pdf|indd)\b|^microsoft\b|^document\d*$")


# How records number a child: words that say so, then the number, which has a digit.
_CHILD = re.compile(
    r"(?i)\b(?:child|children|young person|client|person|case|pupil|service user|mosaic|lcs|liquidlogic|eclipse"
    r"|care ?first|azeus|swift|ics)(?:['’]s|s)?\s+(?:unique\s+)?(?:id|ref|reference|number|no)\b"
    r"(?:\s+(?:id|number|no)\b)?[.:#\s-]{0,4}(?P<number>(?=[\w/-]*\d)[A-Z0-9][\w/-]{1,15})"
)


class Description(NamedTuple):
    """Title, kind (a key of KINDS), authority, ISO date and child's number; the last three may be empty."""

    title: str
    kind: str
    authority: str
    date: str
    child: str = ""


def describe(
    name: str,
    metadata_title: str,
    first_page: str,
    ofsted: Mapping[str, Any] | None,
    *,
    kind: str = "",
    date: str = "",
    entries: Sequence[Entry] = (),
) -> Description:
    """Describes a document.

    Args:
        name: its file name; the title where it says anything, because by it the officer knows the document.
        metadata_title: what the file says its title is; in practice often the name of a template.
        first_page: text of its first page.
        ofsted: what the report reader found, or None.
        kind, date: where its format tells them, as that of an e-mail does; else empty.
        entries: of the case record it is, if it is one; its date is that of the newest.
    """
    stem = " ".join(re.sub(r"_+", " ", name.rpartition(".")[0] or name).split())
    if ofsted is not None:
        return _report(ofsted, stem)
    head = "\n".join([line.strip() for line in first_page.splitlines() if line.strip()][:3])
    title = stem
    if all(_NOTHING.fullmatch(part) for part in re.split(r"[\W_]+", stem)):
        given = " ".join(metadata_title.split())
        headings = [line for line in head.splitlines() if sum(map(str.isalpha, line)) > 3]
        title = given if given and not _TEMPLATE.search(given) else headings[0][:120] if headings else stem
    dated = _DATED.search(first_page)
    return Description(
        title=title,
        kind=kind or _kind(stem) or _kind(head) or ("case_note" if len(entries) >= _RECORD else "other"),
        authority="",
        date=date
        or first_date(stem)
        or (max(entry.date for entry in entries) if entries else "")
        or (first_date(dated["rest"]) if dated else ""),
        child=_child(stem) or _child(first_page),
    )


def _report(ofsted: Mapping[str, Any], stem: str) -> Description:
    type_, authority = str(ofsted.get("type") or ""), str(ofsted.get("authority") or "")
    when = str(ofsted.get("published") or ofsted.get("end") or ofsted.get("start") or "") or first_date(stem)
    title = stem
    if authority:
        month = f", {MONTHS[int(when[5:7]) - 1]} {when[:4]}" if when else ""
        title = f"{authority}: {_REPORT_TITLES.get(type_, _REPORT_TITLE)}{month}"
    return Description(title, _LETTERS.get(type_, "inspection_report"), authority, when)


def _child(words: str) -> str:
    """The number of the one child that words speak of; empty where they number none, or several."""
    numbers = {found["number"].rstrip("-/").upper() for found in _CHILD.finditer(words)}
    return numbers.pop() if len(numbers) == 1 else ""


def _kind(words: str) -> str:
    plain = words.replace("_", " ")
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), "")
