"""E-mail addresses, postcodes, postal addresses and schools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_app.privacy.hits import Hit
from evidence_app.privacy.lexicon import lexicon
from evidence_app.privacy.plain import key

# An address may be broken at a line end after a mark inside it, and around its @.
_PART = r"[A-Za-z0-9_%+'’&~-]+"
_EMAIL = re.compile(
    rf"(?<![\w.]){_PART}(?:[.\-_]\n?{_PART}|-\n{_PART})*\n?@\n?"
    r"[A-Za-z0-9-]+(?:\n?\.\n?[A-Za-z0-9-]+|-\n[A-Za-z0-9-]+)*?\n?\.\n?[A-Za-z]{2,}(?:\.[A-Za-z]{2,})*(?![\w@])"
)
# The Royal Mail's shape (BS 7666): the last two letters are never C, I, K, M, O or V.
_CODE = r"(?<![A-Za-z0-9])(?i:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]{0,2}\n?\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])"
_POSTCODE = re.compile(_CODE)
_ORDINAL = re.compile(r"(?i)(?:st|nd|rd|th)$")
_STREETS = (
    r"Street|Str|St(?!\.?[ \n][A-Z])|Road|Rd|Avenue|Ave|Av|Lane|Ln|Close|Cl|Drive|Dr|Crescent|Cres|Court|Ct|Gardens|"
    "Gdns|Grove|Gr|Place|Pl|Row|Terrace|Terr|Way|Walk|Square|Sq|Hill|Park|Mews|Rise|View|Green|Parade|Mount|Croft|Yard|"
    "Wharf|Quay|Gate|Fields?|Meadows?|Parkway|Boulevard|Path|Cottages?|House|Tower|Point|Vale|Approach|Bank|Common|Villas|"
    "Buildings|Broadway|Heights|Orchard|Drove|Wynd|Heath|Side|End|Mead|Chase|Ridge|Dene|Garth|Lea|Fold|Alley|Passage"
)
_HOUSES = (
    "House|Cottage|Lodge|Farm|Hall|Court|Barn|Villa|Manor|Rectory|Vicarage|Mill|Grange|Flats|Mansions|Heights|Tower|"
    "Bungalow|Stables|Farmhouse"
)
_CAPITAL = r"[A-Z][\w'’-]*"
# "The Poplars", where the address ends or goes on after it.
_STREET_NAME = (
    rf"(?:(?:{_CAPITAL}|of|the|le|de)(?:[ \n](?:{_CAPITAL}|of|the|le|on|upon)){{0,3}}[ \n](?:{_STREETS})\b"
    rf"|The[ ]{_CAPITAL}s(?=[,.;)\n]))"
)
_FLAT = r"(?:(?:Flat|Apt|Apartment|Unit|Room|Plot|Floor|Maisonette)[ \n]+[A-Za-z0-9]{1,4},?[ \n]+)"
_ADDRESS = re.compile(rf"(?:{_FLAT})?(?<![\w.£/-])\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}}[A-Za-z]?)?,?[ \n]+{_STREET_NAME}")
_NAMED_HOUSE = re.compile(
    rf"(?<!\w)(?:The[ \n])?(?:{_CAPITAL}[ \n]){{0,2}}(?:{_HOUSES}),[ \n]+(?:\d{{1,4}}[A-Za-z]?[ \n]+)?{_STREET_NAME}"
)
_LIVES = re.compile(
    r"(?i:\b(?:lives?|living|lived|moved|staying|stays|address|home|house|flat)\b[^.\n]{0,20}?\b(?:at|on|in|to)[ \n])"
    rf"({_STREET_NAME})"
)
# Towns belong to the address where a postcode follows them, on lines of their own too, or where nothing else does.
_TOWN = rf"{_CAPITAL}(?:[ \n](?:{_CAPITAL}|upon|on|le|by)){{0,3}}"
_TAIL = re.compile(
    rf"(?:(?:,[ \n]*|[ ]?\n){_TOWN}){{0,3}},?[ \n]*{_CODE}"
    rf"|(?:,[ \n]*{_CAPITAL}(?:[ ](?:{_CAPITAL}|upon|on|le|by)){{0,2}}){{1,2}}(?=[.;:)\n]|,[ ][a-z]|$)"
)
_LABEL = re.compile(
    r"(?im)^[ \t]*(?:(?:home|current|previous|last known|postal|new|placement)\s+)?address(?:es)?[ \t]*[:\-–][ \t]*"
    r"(\S[^\n]*)"
)
_SCHOOL = re.compile(
    rf"(?<!\w)(?:{_CAPITAL}|St\.?)(?:[ \n](?:{_CAPITAL}|of|the|and|&|St\.?)){{0,4}}[ \n]"
    r"(?:Primary|Infants?|Juniors?|High|Grammar|Secondary|Nursery|Academy|School|College|Preschool|Pre-School|"
    r"Kindergarten|Sixth Form)(?:[ \n](?:School|Academy|College|Nursery|Unit))*\b"
)  # fmt: skip


def contacts(text: str) -> list[Hit]:
    """E-mail addresses, postcodes, postal addresses and schools in a text; each may run over a line end."""
    return [*_emails(text), *_postcodes(text), *_addresses(text), *_schools(text)]


def streets(hits: list[Hit], text: str) -> list[str]:
    """The names of the streets of found addresses, so that they are known without a number too."""
    names = []
    for hit in hits:
        if hit.kind == "address":
            found = re.search(_STREET_NAME, text[hit.start : hit.end])
            if found and len(found[0].split()) > 1:
                names.append(" ".join(found[0].split()))
    return names


def _emails(text: str) -> Iterator[Hit]:
    for match in _EMAIL.finditer(text):
        yield Hit(*match.span(), "email", "an e-mail address", "".join(match[0].split()).lower())


def _postcodes(text: str) -> Iterator[Hit]:
    for match in _POSTCODE.finditer(text):
        if _ORDINAL.search(match[0]) and not match[0].isupper():
            continue
        yield Hit(*match.span(), "postcode", "a postcode", key(match[0]))


def _addresses(text: str) -> Iterator[Hit]:
    found = [(match.start(), match.end(), "a house number and a street") for match in _ADDRESS.finditer(text)]
    found += [(match.start(), match.end(), "a house and a street") for match in _NAMED_HOUSE.finditer(text)]
    found += [(*match.span(1), "a street where someone lives") for match in _LIVES.finditer(text)]
    for start, end, reason in found:
        if _over_line(text, start, end):
            continue
        tail = _TAIL.match(text, end)
        last = text[start:end].split()[-2:]
        if tail is None and last[0] == "The" and lexicon().is_word(key(last[1])):
            continue  # "2 The Parents" is a heading
        end = tail.end() if tail else end
        yield Hit(start, end, "address", reason, key(text[start:end]))
    for match in _LABEL.finditer(text):
        value = match[1].rstrip()
        if any(one.isdigit() for one in value):
            yield Hit(match.start(1), match.start(1) + len(value), "address", "follows “Address”", key(value))


def _schools(text: str) -> Iterator[Hit]:
    known = lexicon()
    for match in _SCHOOL.finditer(text):
        start, words = match.start(), match[0].split()
        while words and key(words[0]) in known.no_school and words[:2] != ["Our", "Lady"]:
            start += match[0][start - match.start() :].index(words[0]) + len(words[0])
            start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
            words.pop(0)
        named = [one for one in words[:-1] if not known.is_word(key(one)) or one.startswith("St")]
        if len(words) > 1 and named and not _over_line(text, start, match.end()):
            yield Hit(start, match.end(), "school", "the name of a school", key(" ".join(words)))


def _over_line(text: str, start: int, end: int) -> bool:
    """Whether a stretch runs over the end of a short line, which the writer ended, not the page's edge."""
    newline = text.find("\n", start, end)
    return newline >= 0 and newline - text.rfind("\n", 0, newline) < 40
