"""Figures in sentences: number or range, what is counted, and the words that tie it down or hedge it.

What is found is proposed; a person confirms it. Numbers that measure nothing are passed over: dates, ages, numbers of
paragraphs, sections, lists and laws, names such as "section 47 enquiry".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_app.domain.dates import MONTHS
from evidence_app.domain.measure import Comparison, Figure

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: float(number) for number, word in enumerate(_ONES)}
_WORDS |= {ten: 10.0 * number for number, ten in enumerate(_TENS, 2)}
_WORDS |= {
    f"{ten}-{one}": 10.0 * tens + ones for tens, ten in enumerate(_TENS, 2) for ones, one in enumerate(_ONES[1:10], 1)
}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:£\s?)?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:\s?(?:million|m)\b)?|\b(?:{_WORD})\b"
_PERCENT = r"\s?(?:%|per\s?cents?\b|percent\b)"
_DASH = "[-–—−]"
_FOUND = re.compile(
    rf"(?P<low>{_NUMBER})(?P<p>{_PERCENT})?"
    rf"(?:\s?(?P<join>to|and|or|{_DASH})\s?(?P<high>{_NUMBER})(?P<q>{_PERCENT})?)?",
    re.IGNORECASE,
)

# Words before a figure, and behind it, that tie it down; the longest first.
_BEFORE: tuple[tuple[str, Comparison], ...] = (
    (r"no (?:more|greater) than|not more than|at most|up to|a maximum of|no longer than|within", "at most"),
    (r"no (?:fewer|less) than|at least|not less than|a minimum of", "at least"),
    (r"(?:well )?(?:more|greater|higher|longer) than|(?:well |just )?over|above|exceed(?:s|ed|ing)?|"
     r"in excess of", "more than"),
    (r"(?:fewer|less|lower) than|(?:well |just )?under|(?:well |just )?below", "fewer than"),
    (r"around|about|approximately|roughly|some|nearly|almost|just short of|close to", "about"),
)  # fmt: skip
_BEHIND: tuple[tuple[str, Comparison], ...] = (
    (r"or (?:more|over|above)|and (?:over|above|more)|plus|\+", "at least"),
    (r"or (?:fewer|less|under|below)", "at most"),
    (r"or so", "about"),
)
# The same behind what is counted: "two years or more".
_BEHIND_UNIT = re.compile(r"\s(?:[a-z]+\s){1,2}(?=or (?:more|fewer|less)(?!\w))")
_HEDGE = (
    r"typically|usually|generally|mostly|often|sometimes|currently|on average|(?:an |the )?(?:\w+ )?average(?: of)?|"
    r"as (?:many|few|high|low) as|only|just|already|now|too many|almost all|nearly all|most|many|some|a few|several"
)
# Near the figure, or at the head of its clause where people are spoken of.
_NEAR = re.compile(rf"\b({_HEDGE})\b(?:\s+\w+){{0,3}}\s+$", re.IGNORECASE)
_HEAD = re.compile(
    r"\b((?:almost all|nearly all|too many|most|many|some|a few|several|all) "
    r"(?:\w+ )?(?:workers?|staff|teams?|practitioners?|managers|caseloads))\b",
    re.IGNORECASE,
)
_TIME = r"(?:working |calendar |school )?(?:hours?|days?|weeks?|months?|years?|minutes?|miles?)"
# What a number behind these counts is a place or a name, not an amount.
_NAMED = re.compile(
    r"\b(?:sections?|sect\.|s|regulations?|reg\.?|articles?|paragraphs?|para\.?|annexe?|lists?|parts?|schedules?|"
    r"chapters?|pages?|p\.|pp\.|figures?|tables?|tiers?|levels?|stages?|phases?|steps?|days?|weeks?|quarters?|q|"
    r"grades?|cohorts?|(?<!this )(?<!last )years?|priority|recommendations?|aged?|ages?|ages of|age of|aged between|"
    r"aged \d+ (?:and|or)|act|version|v|room|"
    r"form|telephone|t:|textphone:)\s?$",
    re.IGNORECASE,
)
_AGE_BEHIND = re.compile(
    r"^[\s-]*(?:(?:and|or|to)[\s-]*\d+[\s-]*)?(?:years?[\s-]olds?|years?[\s-]of[\s-]age|months?[\s-]olds?)"
    r"|^\s(?:age )?groups?\b|^\+\s(?:teams?|services?|provision|providers?|panels?)\b",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DATE_BEHIND = re.compile(rf"^(?:st|nd|rd|th)?\s+(?:{_MONTH})\b|^/\d", re.IGNORECASE)
_DATE_BEFORE = re.compile(rf"(?:\b(?:{_MONTH})|\d/|\b(?:19|20)\d\d\s?{_DASH})\s?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Part of a word or of a longer number: COVID-19, post-16, three-year, 0300 123 1231, M1 2WD, 2.1.
_PART_BEFORE = re.compile(
    rf"[\w£]$|\d[.:]$|\d\s$|[A-Za-z]{_DASH}$|\bper\s$|\b(?:{_NUMBER})\s(?:\w+\s)?in\s$", re.IGNORECASE
)
_PART_BEHIND = re.compile(rf"[.:]\d|\.?[a-z]\)|\)\s*[A-Z]|{_DASH}?[A-Za-z]|{_DASH}\s(?:and|or|to)\s")
# A span of time that tells when, not how long.
_WHEN_BEFORE = re.compile(
    r"\b(?:last|past|next|previous|preceding|following|first|final|after|in the|those|these)\s$", re.IGNORECASE
)
_WHEN_BEHIND = re.compile(rf"^\s{_TIME}\s(?:prior|ago|later|earlier|before|after|to)\b", re.IGNORECASE)
_OF = rf"\s(?:out )?of (?:the |its |their )?(?:{_NUMBER})"
_CHANGE = re.compile(
    r"\b(?:increas|reduc|ris|rose|fall|fell|drop|improv|grow|grew|declin|decreas|mov|down|up)\w*"
    r"[^.;]{0,160}\bfrom\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
# What is counted stands in the next words; it ends before one of these, or before what it does or how.
_UNIT = re.compile(r"^[\s,]*(?:of (?:the |its |all )?)?((?:[a-z][\w'’-]*\s?){1,6})", re.IGNORECASE)
_STOPS = frozenset(
    "of the in at by for from to and or nor a an is are was were be been with on as per than that which "
    "who whom whilst not this these those them their its out between within over under since during after "
    "before while when where but also across each every more fewer less most now prior did do does have "
    "has had can could will would may must should at quarters thirds".split()
)
_PLURAL = re.compile(r"(?:[^siu’']s|(?-i:[A-Z]{2})s|children|people|staff|women|men|FTE)$", re.IGNORECASE)
_RATE = re.compile(r"\s+per\s+[\d,]+(?:\s+(?:children|young people|population))?", re.IGNORECASE)
# Units of a measurement or a share, which what follows does not count on.
_NO_COUNT = re.compile(rf"(?:%|£|per |of |{_TIME}$)", re.IGNORECASE)
# What counts on in the thing counted before: "four have been matched", "a further five in traineeships".
_GOES_ON = re.compile(
    r"\s(?:of (?:whom|which|these|those|them)|have|has|had|were|was|are|is|more|made|in|at|with|for|\w+(?:ing|ed))\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:a further|an additional|another|the other)\s+$", re.IGNORECASE)
# A unit where none stands behind: what the sentence speaks of before.
_SUBJECTS = re.compile(
    r"\b(caseloads?|turnover|vacanc(?:y|ies)(?: rate)?|sickness(?: absence)?|rate|numbers?|population)\b", re.IGNORECASE
)
_NUMBER_OF = re.compile(r"numbers?\b(?= of\b)", re.IGNORECASE)
_BRACKETED = re.compile(r"([A-Za-z][\w'’-]*)\s\($")


def figures(sentence: str) -> list[Figure]:
    """The figures in a sentence, in the order in which they stand."""
    read: list[Figure] = []
    spoken_of = ""
    for found in _FOUND.finditer(sentence):
        for figure in _read(sentence, found, spoken_of):
            read.append(figure)
            if not _NO_COUNT.match(figure.unit):
                spoken_of = figure.unit
    return read


def _read(sentence: str, found: re.Match[str], spoken_of: str) -> Iterator[Figure]:
    start, end = found.span()
    if found["high"] and _YEAR.fullmatch(found["low"]):
        # "from 55% in 2015 to 81%"; but "2014 to 15" and "2014 and 2016" are years only.
        if found["q"]:
            yield from _one(sentence, found.start("high"), end, found["high"], found["high"], found["q"], spoken_of)
        return
    if found["low"] == "0" and found["high"]:
        # Ages: "a 0–25 service".
        return
    if found["high"] and not _is_range(sentence, found):
        # Two figures side by side: each is read for itself.
        end = found.end("p") if found["p"] else found.end("low")
        yield from _one(sentence, start, end, found["low"], found["low"], found["p"], spoken_of)
        start = found.start("high")
        yield from _one(sentence, start, found.end(), found["high"], found["high"], found["q"], spoken_of)
        return
    percent = found["p"] or found["q"]
    yield from _one(sentence, start, end, found["low"], found["high"] or found["low"], percent, spoken_of)


def _is_range(sentence: str, found: re.Match[str]) -> bool:
    before = sentence[: found.start()]
    join = found["join"].lower()
    if _value(found["low"]) >= _value(found["high"]):
        return False
    if join == "and":
        return re.search(r"\bbetween\s+$", before, re.IGNORECASE) is not None
    return join != "to" or not _CHANGE.search(before)


def _one(
    sentence: str, start: int, end: int, low: str, high: str, percent: str | None, spoken_of: str
) -> Iterator[Figure]:
    before, behind = sentence[:start], sentence[end:]
    if not percent and _is_no_amount(before, behind, low):
        return
    comparison: Comparison = ""
    for pattern, meaning in _BEFORE:
        if tied := re.search(rf"\b(?:{pattern})\s+(?:an? |the )?(?:average (?:of )?)?$", before, re.IGNORECASE):
            comparison, before = meaning, before[: tied.start()]
            break
    counted = _BEHIND_UNIT.match(behind)
    for pattern, meaning in _BEHIND:
        if tied := re.match(rf"\s?(?:{pattern})(?!\w)", behind[counted.end() if counted else 0 :], re.IGNORECASE):
            comparison, behind = meaning, behind if counted else behind[tied.end() :]
            break
    unit = _unit(before, behind, low, percent) or _unit_before(before, behind, spoken_of)
    if unit:
        yield Figure(
            *(_value(low), _value(high), unit, comparison),
            quantifier=_quantifier(before),
            start=start,
            end=end,
            words=sentence[start:end],
        )


def _is_no_amount(before: str, behind: str, low: str) -> bool:
    figure = low.replace(",", "")
    if _AGE_BEHIND.match(behind) or _DATE_BEHIND.match(behind) or _DATE_BEFORE.search(before) or _NAMED.search(before):
        return True
    if _YEAR.fullmatch(figure) and not re.match(r"\s+(?:children|young|families|cases)", behind):
        return True
    if _PART_BEFORE.search(before) or _PART_BEHIND.match(behind) or re.match(r"0\d", figure):
        return True
    if _WHEN_BEHIND.match(behind) or (_WHEN_BEFORE.search(before) and re.match(rf"\s{_TIME}\b", behind)):
        return True
    # The whole of which a part is told before: "five of 24".
    if re.search(rf"(?:{_NUMBER})\s(?:out )?of (?:the |its |their )?$", before, re.IGNORECASE):
        return True
    # The number of a heading, a paragraph, a footnote.
    if re.match(r"\s?[.)]?\s+[A-Z]", behind) and (not before.strip() or "." in figure):
        return True
    return low.lower() in ("one", "zero") and not re.match(r"\s+(?:team|child|case|week|month|day|social work)", behind)


def _unit(before: str, behind: str, low: str, percent: str | None) -> str:
    if percent:
        return "%"
    if low.startswith("£"):
        return "£"
    if found := _RATE.match(behind):
        return " ".join(found[0].split())
    many = _value(low) != 1
    if found := re.match(_OF, behind, re.IGNORECASE):
        counted = _counted(behind[found.end() :], many)
        return " ".join([*found[0].split(), *counted.split()])
    if found := re.match(rf"\s{_TIME}\b", behind, re.IGNORECASE):
        return found[0].strip()
    if re.match(r"\)|\s(?:since|in|during|by)\b", behind) and (bracketed := _BRACKETED.search(before)):
        # "in some cases (two)", "notices (41 since May)" and "too many (15) care leavers".
        return bracketed[1] if _PLURAL.search(bracketed[1]) else _counted(behind[1:], many)
    return _counted(behind, many)


def _unit_before(before: str, behind: str, spoken_of: str) -> str:
    """The thing counted where the words behind a number do not name it: as the sentence named it before."""
    if re.match(r"\s+[A-Z]", behind):
        return ""
    if spoken_of and (_GOES_ON.match(behind) or _FURTHER.search(before)):
        return spoken_of
    said = [*_SUBJECTS.finditer(before)]
    if said and _NUMBER_OF.match(before, said[-1].start()):
        return _counted(before[said[-1].end() :], many=True) or said[-1][0]
    return said[-1][0] if said else ""


def _counted(behind: str, many: bool) -> str:
    """The thing counted, as the words behind a number name it; of many, only what stands in the plural."""
    found = _UNIT.match(behind)
    words: list[str] = []
    plural = False
    for word in found[1].split() if found else ():
        joins = word.lower() == "and" and many and words and not plural
        if (word.lower().strip("'’") in _STOPS and not joins) or (plural and not _PLURAL.search(word)):
            break
        words.append(word)
        plural = _PLURAL.search(word) is not None
    if many and not plural:
        return ""
    named = words and words[0][:1].isupper() and not re.fullmatch(r"[A-Z]+s?", words[0])
    return "" if named else " ".join(words)


def _quantifier(before: str) -> str:
    clause = re.split(r"[,;:(]\s|\bbut\b|\bwhile\b", before.removesuffix("("))[-1]
    if near := _NEAR.search(clause):
        return near[1]
    heads = _HEAD.findall(clause)
    return str(heads[-1]) if heads else ""


def _value(words: str) -> float:
    plain = words.lower().replace("£", "").replace(",", "").strip()
    if plain in _WORDS:
        return _WORDS[plain]
    if many := re.fullmatch(r"([\d.]+)\s?(?:million|m)", plain):
        return float(many[1]) * 1_000_000
    return float(plain)
