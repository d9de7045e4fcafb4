"""What stands at the head of a report: whose services, when, by whom, and when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from evidence_app.domain.inspection import Length, PublishedFrom, ReportType
from evidence_app.ofsted.printed import date_ranges, one_date
from evidence_app.ofsted.reporttext import ReportText

LETTERS: frozenset[ReportType] = frozenset({"monitoring-visit", "focused-visit", "JTAI"})

_SERVICES = r"(?:local\s+authority\s+)?children[’'‘`]?s[’']?\s+(?:social\s+care\s+)?services"
_OF_SERVICES = rf"(?:to|of)\s+(?:the\s+)?(?P<name>.{{2,80}}?)(?:[’']s?)?\s+{_SERVICES}"
# Where the authority's name stands: within the title, before it, or after it.
_NAME_IN = {
    "ILACS": rf"(?i)\binspection\s+of\s+(?!(?:the\s+)?local\s+authority|children)(?P<name>.{{2,90}}?)\s+{_SERVICES}",
    "JTAI": r"(?i)\bjoint\s+targeted\s+area\s+inspection\b.{0,200}?\bin(?:\s+the)?\s+"
    r"(?P<name>(?-i:[A-Z])[\w’'&,. -]{2,60}?)"
    r"(?=\s+(?:This|Dear|The|From|It|Inspect|took|on\s+\d|between)\b|[.:]\s)",
    "area-SEND": r"(?i)\binspection\s+of\s+(?:the\s+)?(?P<name>.{2,60}?)\s+(?:local\s+)?area\s+partnership|"
    r"\b(?:inspection\s+(?:of|in))\s+(?P<old>(?-i:[A-Z])[\w’'&, -]{2,50}?)(?=\s+(?:Between|Dear|On|From)\b)",
    "monitoring-visit": rf"(?i)\bmonitoring\s+visit\s+{_OF_SERVICES}",
    "focused-visit": rf"(?i)\bfocused\s+visit\s+{_OF_SERVICES}",
    "LAC-2013": r"(?i)\blooked[\s-]after\s+children(?:[’']s)?(?:\s+services)?\s+(?:in\s+)?(?P<name>.{2,60}?)\s+"
    r"(?:inspection\s+dates?|age\s+group|published)",
}
_NAME_BEFORE = re.compile(
    r"(?i)^[\s\d]*(?P<name>\S.{1,90}?)\s+(?:(?:re-?)?inspection\s+of\s+|review\s+of\s+the\s+effectiveness|"
    r"local\s+authority\s+children|ofsted\b)"
)
_DATES = re.compile(r"(?i)\b(?:inspection|review|visit)\s+dates?\s*:?\s*(?:from\s+|between\s+)?(?=[a-z]*\s*\d)")
_VISITED = re.compile(
    r"(?i)\b(?:services|visit|inspection|place|partnership|authority)\b[^.]{0,80}?\b(?:on|from|between)\s+(?=(?:[a-z]+day\s+)?\d)|\b(?:between|from)\s+(?=\d)"
)
_PUBLISHED = re.compile(r"(?i)\b(?:report\s+)?published(?:\s+on)?\s*:?\s*(?=\d)")
_PUBLISHED_MONTH = re.compile(r"(?i)\bpublished\s*:?\s*([a-z]{3,9}\s+\d{4})\b")
_DATE_LINE = re.compile(r"(?im)^[^\S\n]*(\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\s+\d{4})[^\S\n]*$")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")

_ROLE = (
    r"(?:,?\s*(?:and\s+)?(?:senior\s+|ofsted\s+)?(?:H(?:is|er)\s+Majesty[’'‘`]?s\s+Inspectors?|HMI|Inspector|"
    r"\(?lead\)?)\b)"
)
_NAME = r"[A-ZÀ-Þ][\w’'‘`.-]+(?:[^\S\n]+(?:(?:de|du|van|von|la|le|der|den)[^\S\n]+)?[A-ZÀ-Þ][\w’'‘`.-]*){1,4}"
_LEAD = re.compile(r"\b(?:Lead|Reporting)\s+[Ii]nspectors?\s*:?\s+(?=[A-ZÀ-Þ])")
_LEAD_AFTER = re.compile(rf"({_NAME}),?\s+(?:Ofsted\s+)?(?:HMI,?\s+)?\(?[Ll]ead(?:\s+[Ii]nspector)?\b")
_SIGNED = re.compile(rf"(?i:yours\s+sincerely),?\s+({_NAME})\s+(?:(?i:senior)\s+)?(?:H(?:is|er)\s+Majesty|HMI)")
_WERE = re.compile(rf"Majesty[’'‘`]?s\s+[Ii]nspectors?(?:\s+for\s+this\s+visit)?\s+(?:were|was)\s+({_NAME})")
_ONE_NAME = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published, where that was found, and what to confirm about it."""

    day: date | None = None
    source: PublishedFrom | None = None
    warning: str = ""


def printed_authority(report: ReportType, text: ReportText) -> str | None:
    """The authority's name as printed; None where it is not found."""
    pattern = _NAME_IN.get(report)
    found = re.search(pattern, text.cover) if pattern else None
    if found:
        return next(words for words in found.groupdict().values() if words)
    if report in LETTERS:
        return None
    before = _NAME_BEFORE.search(text.cover)
    return before["name"] if before else None


def inspection_ranges(report: ReportType, text: ReportText) -> tuple[tuple[date, date], ...]:
    """The printed dates of an inspection or visit; empty where there are none."""
    where = text.cover if report in LETTERS else text.cover.replace("previous inspection", "")
    found = _DATES.search(where)
    if found and (ranges := date_ranges(where[found.end() : found.end() + 120])):
        return ranges
    for found in _VISITED.finditer(where):
        if ranges := date_ranges(where[found.end() : found.end() + 120]):
            return ranges
    return ()


def inspection_length(ranges: tuple[tuple[date, date], ...]) -> Length | None:
    """Short for one week on site, standard for two; None where the dates fit neither."""
    if len(ranges) != 1:
        return None
    days = (ranges[0][1] - ranges[0][0]).days + 1
    return "short" if days <= 7 else "standard" if days <= 14 else None


def publication(report: ReportType, text: ReportText, file_name: str) -> Published:
    """When the report was published: printed, dated as a letter, or else said by the file's name.

    Args:
        report: its type.
        text: its text.
        file_name: name of the file it came from; may be empty.
    """
    named = date_in_name(file_name)
    printed, month = None, None
    if found := _PUBLISHED.search(text.cover):
        printed = next((first for first, _ in date_ranges(text.cover[found.end() : found.end() + 40])), None)
    elif found := _PUBLISHED_MONTH.search(text.cover):
        month = found[1]
    if printed:
        differs = named and named != printed
        return Published(printed, "text", _differ(printed, named) if differs and named else "")
    if report in LETTERS and (line := _DATE_LINE.search(text.text[:1500])) and (day := one_date(line[1])):
        return Published(day, "text", f"The letter is dated {_day(day)}; it may have been published later.")
    if named:
        return Published(named, "file name")
    if month:
        return Published(warning=f"The report says only that it was published in {month}.")
    return Published()


def date_in_name(file_name: str) -> date | None:
    """The date in a file's name: "07 july 2017", "07-07-2017" or "2017-07-07"; None where there is none."""
    if iso := _ISO.search(file_name):
        try:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            return None
    words = re.sub(r"[_]+|(?<=\d)-(?=[a-zA-Z])|(?<=[a-zA-Z])-(?=\d)", " ", file_name)
    return one_date(re.sub(r"(?<=\d)-(?=\d)", "/", words))


def lead_inspectors(report: ReportType, text: ReportText) -> tuple[str, ...]:
    """The names of the lead inspectors, as a rule one; empty where the report names none.

    ILACS print it on the cover, SIF at the end, letters only sign it; JTAI are signed by directors, not inspectors.
    """
    if report == "JTAI":
        return ()
    if report in LETTERS:
        found = _SIGNED.search(text.text) or _WERE.search(text.cover)
        return (" ".join(found[1].split()),) if found else ()
    found = _lead_label(text.text)
    if found is None:
        found = _LEAD_AFTER.search(text.text) or _SIGNED.search(text.text)
        return (" ".join(found[1].split()),) if found else ()
    rest = text.text[found.end() : found.end() + 200]
    line = re.split(r"(?i)judgements?\b|\bgrade\b|\bdeputy\b|\bteam\b|\bage group\b|\bpublished\b|:", rest)[0]
    names = []
    for part in re.split(rf"{_ROLE}|\band\s+|[,;]|\n", line):
        words = " ".join(part.split()).rstrip(".")
        if name := _ONE_NAME.fullmatch(words):
            names.append(name[0])
        elif names and words:
            break
    if not names and (wrapped := _ONE_NAME.match(" ".join(re.split(_ROLE, line)[0].split()))):
        names = [wrapped[0]]
    return tuple(names if "nspectors" in found[0] else names[:1])


def _lead_label(text: str) -> re.Match[str] | None:
    """Where "Lead inspector:" stands, looked for by a word that is rare enough to be found fast."""
    at = text.find("nspector")
    while at >= 0:
        found = _LEAD.search(text, max(0, at - 24), at + 40)
        if found and not text[: found.start()].rstrip().endswith(("Deputy", "deputy")):
            return found
        at = text.find("nspector", at + 1)
    return None


def _differ(printed: date, named: date) -> str:
    return f"The report says it was published on {_day(printed)}, the file’s name says {_day(named)}."


def _day(day: date) -> str:
    """4 September 2017, for people; %-d is not known everywhere."""
    return f"{day.day} {day:%B %Y}"
