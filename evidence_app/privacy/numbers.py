"""NHS, National Insurance and pupil numbers, telephone numbers, case and person numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers
from stdnum.gb import nhs, upn

from evidence_app.privacy.hits import Hit
from evidence_app.privacy.plain import key

# What may stand between the groups of a number: spaces, dashes, dots, and one line end with either.
_GAP = r"(?:[ \u00a0\u2009.\-‐‑–]{0,2}\n?[ \u00a0]?)"
_NHS = re.compile(rf"(?<![\d#])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?![\d])")
_NHS_LABEL = re.compile(r"(?i)\bnhs\b[^\d\n]{0,25}\n?[^\d\n]{0,5}$")
_LABELLED = re.compile(rf"(?i)\bnhs\b(?: ?(?:no|number|num|id|#))?\.?[ :#\n]{{0,4}}(\d(?:{_GAP}\d){{9}})(?!\d)")
# HMRC's shape (NIM39110), with Q let in: it never begins a real number, so people write it when they disguise one.
_NI = re.compile(
    rf"(?i)(?<![A-Za-z0-9])[A-CEGHJ-PQR-TW-Z]{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}[A-D](?![A-Za-z0-9])"
)
_NOT_NI = frozenset({"bg", "gb", "nk", "kn", "tn", "nt", "zz"})
_UPN = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{11}[0-9A-Z](?![A-Za-z0-9])")
# A number dialled from England, or one with its country's code; ended by anything that is no digit.
_PHONE = re.compile(
    r"(?<![\w/.])(?:\+ ?\d{1,3}|00 ?\d{1,3}|\(?0)(?:[ \u00a0.\-‐‑–()]{0,2}\n?\d){8,12}(?![\d/]|[.\-]\d)"
)
_REFERENCE = re.compile(
    r"(?i)\b(?:(?:case|person|client|child|family|record|file|pupil|service user|mosaic|liquidlogic|lcs|ics|eclipse|"
    r"carefirst|harbour|police|crime|incident|court|hospital|patient|ehcp|cin|cp|upn|log|urn|claim|tenancy)\s+)?"
    r"(?:id|ref|reference|refs|record|no|number|num|upn|urn|crime|log|case|file|mosaic|lcs)"
    r"(?: ?(?:id|ref|reference|no|number|num|is))?\b\.?[ ]?[:#]?[ \n]?"
    r"(?P<value>[A-Za-z]{0,4}[-/ ]?\d[A-Za-z0-9/\-]{3,18})(?![\w@])"
)
# A long number in brackets, as systems put it after a name: "Price, Summer (1029384)".
_BRACKETED = re.compile(r"\((?:(?:id|no|ref|#)[.: ]{0,2})?(?P<value>[A-Za-z]{0,3}-?\d{6,10})\)", re.IGNORECASE)
_WORDS_BEFORE_COUNT = re.compile(r"(?i)^(?:no|number|num|case|file|record|log)\b")
_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|(?:19|20)\d\d(?:[/\-]\d\d(?:\d\d|[/\-]\d\d)?)?")


def numbers(text: str, patterns: Sequence[re.Pattern[str]] = ()) -> list[Hit]:
    """Numbers that lead to a person.

    Args:
        text: any text; a number may run over a line end.
        patterns: the council's own shapes of case and person numbers (see shape()).
    """
    return [*_nhs(text), *_ni(text), *_upn(text), *_phones(text), *_references(text, patterns)]


def shape(mask: str) -> re.Pattern[str]:
    """The pattern of a council's own numbers: # stands for a digit, @ for a letter, a space for none or any space."""
    parts = {"#": r"\d", "@": "[A-Za-z]", " ": r"\s?", "-": "[-‐‑–]?"}
    body = "".join(parts.get(one, re.escape(one)) for one in mask.strip())
    return re.compile(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])", re.IGNORECASE)


def mask_of(value: str) -> str | None:
    """The shape a found reference suggests for its like: its letters and marks, and # for each digit; else None."""
    if not re.fullmatch(r"[A-Za-z]{1,4}[-/]?\d{4,10}", value):
        return None
    return re.sub(r"\d", "#", value)


def _nhs(text: str) -> Iterator[Hit]:
    for match in _NHS.finditer(text):
        digits = key(match[0])
        if nhs.is_valid(digits) and digits != "0000000000":
            yield Hit(*match.span(), "nhs_number", "ten digits with the NHS check digit", digits)
        elif _NHS_LABEL.search(text[: match.start()][-40:]):
            yield Hit(*match.span(), "nhs_number", "called an NHS number, though its check digit does not fit", digits)
    for match in _LABELLED.finditer(text):
        yield Hit(*match.span(1), "nhs_number", "called an NHS number", key(match[1]))


def _ni(text: str) -> Iterator[Hit]:
    for match in _NI.finditer(text):
        value = key(match[0])
        if value[:2] not in _NOT_NI and value[1] != "o":
            yield Hit(*match.span(), "ni_number", "the shape of a National Insurance number", value)


def _upn(text: str) -> Iterator[Hit]:
    for match in _UPN.finditer(text):
        if upn.is_valid(match[0]):
            yield Hit(*match.span(), "reference", "a unique pupil number with its check letter", match[0].lower())


def _phones(text: str) -> Iterator[Hit]:
    for match in _PHONE.finditer(text):
        if len(re.findall(r"\d", match[0])) == 10 and nhs.is_valid(key(match[0])):
            continue
        # What a new line adds may be another cell's number.
        for written in dict.fromkeys((match[0], match[0].rsplit("\n", 1)[0])):
            number = _dialled(written)
            if number is not None:
                yield Hit(match.start(), match.start() + len(written), "phone", "a telephone number", number)
                break


def _dialled(written: str) -> str | None:
    digits = " ".join(written.split()).replace("(0)", "")
    digits = "+" + digits[2:] if digits.startswith("00") else digits
    try:
        parsed = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return None
    # Not is_valid_number: numbers kept for drama, new ranges and a digit mistyped are telephone numbers all the same.
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _references(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[Hit]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield Hit(*match.span(), "reference", "the shape of this council’s case or person numbers", key(match[0]))
    for match in _REFERENCE.finditer(text):
        value = match["value"]
        label = text[match.start() : match.start("value")]
        if _DATE.fullmatch(value.strip()) or sum(one.isdigit() for one in value) < 4:
            continue
        plain_count = value.isdigit() and len(value) < 5
        if plain_count and _WORDS_BEFORE_COUNT.match(label):
            continue
        yield Hit(*match.span("value"), "reference", f"follows “{' '.join(label.split()).strip(' :#')}”", key(value))
    for match in _BRACKETED.finditer(text):
        yield Hit(*match.span("value"), "reference", "a long number in brackets", key(match["value"]))
