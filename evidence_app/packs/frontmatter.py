"""The words of a pack's own pages, in plain British English."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from evidence_app.domain.document import KINDS, PUBLISHED_KINDS
from evidence_app.domain.pack import TEMPLATES, PackSpec
from evidence_app.domain.wording import shortened
from evidence_app.packs.contents import Contents, Exhibit, Item, Section
from evidence_app.packs.desk_pages import desk_pages
from evidence_app.packs.frames import Frame
from evidence_app.packs.templates import parts, unanswered

# Stands for a character that none of the program's fonts can draw.
UNPRINTABLE = "□"
# Between a reproduced page and the item numbers in the margin, in points.
_TAG_GAP = 4.0
_NB = "\u00a0"  # keeps a number on the line of its word


def front_matter(contents: Contents, frames: Sequence[Frame]) -> dict[str, Any]:
    """The pack as the template (resources/templates/pack.typ) reads it: words and measures in points, JSON-able."""
    spec = contents.spec
    exhibits = {exhibit.number: exhibit for exhibit in contents.exhibits}
    day = date.fromisoformat(spec.date) if spec.date else None
    return {
        "title": spec.title,
        "purpose": spec.purpose,
        "marking": spec.marking,
        "authority": contents.authority,
        "date": day and {"year": day.year, "month": day.month, "day": day.day},
        "facts": _facts(contents),
        "promise": _promise(contents),
        "summary": _summary(contents),
        "coverage": [_coverage(section) for section in contents.sections],
        "kind": TEMPLATES[spec.template],
        "notes": [*contents.notes, *unanswered(contents)],
        "sources": _sources(contents),
        "desk": desk_pages(contents),
        "sections": [_section(contents, section, exhibits) for section in contents.sections],
        "documents_note": _documents_note(contents),
        "documents": [_document(exhibit, frames) for exhibit in contents.exhibits],
        "about": _about(contents),
        "frames": [_frame(frame, exhibits[frame.exhibit]) for frame in frames],
    }


def _facts(contents: Contents) -> list[list[str]]:
    facts = [
        ["Authority", contents.authority],
        ["Framework", contents.framework_name],
        ["Date", _day(contents.spec.date)],
        ["Period", _period(contents.spec)],
        ["Since", contents.improvement.last.named if contents.improvement.last else ""],
        ["Contents", f"{_items(contents)} from {_count(len(contents.exhibits), 'document')}"],
    ]
    return [fact for fact in facts if fact[1]]


def _period(spec: PackSpec) -> str:
    if spec.since and spec.until:
        return f"{_day(spec.since)} to {_day(spec.until)}"
    return f"Since {_day(spec.since)}" if spec.since else f"Until {_day(spec.until)}" if spec.until else ""


def _promise(contents: Contents) -> str:
    linked = "" if contents.spec.exhibits == "none" else ", and is linked to the page it is taken from"
    if contents.spec.redact:
        return (
            f"Every quotation stands here word for word as in its source{linked}, except that personal data is "
            "replaced by words in square brackets."
        )
    return f"Every quotation stands here word for word as in its source{linked}."


def _summary(contents: Contents) -> str:
    items = {item.evidence.id: item.evidence.finding for item in contents.items}
    findings = list(items.values())
    twice = " An item under two judgement areas is counted once here and shown in both."
    return (
        f"{_items(contents)} from {_count(len(contents.exhibits), 'document')}: "
        f"{_count(findings.count('strength'), 'strength')}, {_count(findings.count('improvement'), 'area')} for "
        f"improvement and {_count(findings.count('context'), 'item')} of context."
        + (twice if len(items) < len(contents.items) else "")
    )


def _coverage(section: Section) -> dict[str, Any]:
    newest = max((item.evidence.date for item in section.items), default="")
    return {
        "name": section.name,
        "target": f"area-{section.number}",
        "strengths": len(section.strengths),
        "improvements": len(section.improvements),
        "context": len(section.context),
        "documents": len({item.exhibit for item in section.items}),
        "newest": _day(newest, short=True) or "–",
    }


def _sources(contents: Contents) -> list[dict[str, Any]]:
    """What kinds of documents speak, in the order of their first citation: one kind alone proves little."""
    rows = []
    for kind in dict.fromkeys(exhibit.kind for exhibit in contents.exhibits):
        own = {exhibit.number: exhibit.date for exhibit in contents.exhibits if exhibit.kind == kind}
        rows.append(
            {
                "kind": KINDS.get(kind, KINDS["other"]),
                "documents": len(own),
                "items": len({item.evidence.id for item in contents.items if item.exhibit in own}),
                "newest": _day(max(own.values())) or "–",
            }
        )
    return rows


def _section(contents: Contents, section: Section, exhibits: dict[str, Exhibit]) -> dict[str, Any]:
    return {
        "title": f"{section.number}  {section.name}",
        "area": section.area,
        "target": f"area-{section.number}",
        "summary": (
            f"{_count(len(section.strengths), 'strength')}, {_count(len(section.improvements), 'area')} for "
            f"improvement, {_count(len(section.context), 'item')} of context."
        ),
        "strengths": [_item(item, exhibits[item.exhibit]) for item in section.strengths],
        "improvements": [_item(item, exhibits[item.exhibit]) for item in section.improvements],
        "context": [_item(item, exhibits[item.exhibit]) for item in section.context],
        "parts": _parts(contents, section, exhibits),
    }


def _parts(contents: Contents, section: Section, exhibits: dict[str, Exhibit]) -> list[dict[str, Any]]:
    return [
        {
            "title": part.title,
            "words": part.words,
            "items": [_item(item, exhibits[item.exhibit]) for item in part.items],
        }
        for part in parts(contents, section)
    ]


def _item(item: Item, exhibit: Exhibit) -> dict[str, Any]:
    evidence = item.evidence
    passage = evidence.passage
    on = f"p.{_NB}{passage.page}" if passage.page == passage.to_page else f"pp.{_NB}{passage.page}–{passage.to_page}"
    source = [exhibit.title, _day(exhibit.date), on, f"exhibit{_NB}{exhibit.number}"]
    facts = [
        f"Evidence dated {_day(evidence.date)}" if evidence.date else "",
        "Impact on children" if evidence.impact else "",
        item.machine,
    ]
    return {
        "number": item.number,
        "finding": evidence.finding,
        "short": shortened(passage.quote, 60),
        "quote": passage.quote,
        "themes": list(item.themes),
        "draft": evidence.status == "draft",
        "source": ", ".join(part for part in source if part),
        "linked": bool(exhibit.shown),
        "note": _note(evidence.note),
        "facts": " · ".join(fact for fact in facts if fact),
    }


def _document(exhibit: Exhibit, frames: Sequence[Frame]) -> dict[str, Any]:
    detail = [KINDS.get(exhibit.kind, KINDS["other"]), exhibit.authority, _day(exhibit.date)]
    count = len(exhibit.shown)
    return {
        "number": exhibit.number,
        "title": exhibit.title,
        "detail": " · ".join(part for part in detail if part),
        "pages": f"{count} of {exhibit.pages}" if count else str(exhibit.pages),
        "shown": count,
        "first": next((n for n, frame in enumerate(frames, start=1) if frame.exhibit == exhibit.number), 0),
        "sha256": [exhibit.sha256[:32], exhibit.sha256[32:]],
    }


def _documents_note(contents: Contents) -> str:
    what = {
        "cited": "The cited pages follow, each reduced to leave room for its stamp, with the cited words highlighted.",
        "full": "The documents follow in full, each page reduced to leave room for its stamp, with the cited words "
        "highlighted.",
        "none": "The pages themselves are not part of this pack.",
    }[contents.spec.exhibits]
    return f"The documents that the evidence is taken from, in order of first citation. {what}"


def _about(contents: Contents) -> list[str]:
    published = [exhibit.kind in PUBLISHED_KINDS for exhibit in contents.exhibits]
    about = [
        "Quotations are taken word for word from the documents listed. Line ends, running headers and page numbers are "
        f"left out, bullets are printed as • and a character that this type does not have as {UNPRINTABLE}; nothing "
        "else is changed. When this pack was made, its finished files were opened again and every quotation was "
        "compared with the page it cites; the same check can be run on this copy at any time.",
        "A finding (strength, area for improvement, context) and a note are the words of the officer who tagged the "
        "passage, not of the document’s author. The tool reports text; it rates nobody.",
        "The SHA-256 value of a document tells whether a copy of it is the one used here: two files with the same "
        "value are the same, byte for byte. The file manifest.json beside this pack lists the values of its own files.",
    ]
    if any(item.evidence.passage.picture for item in contents.items):
        about.append(
            "Words in square brackets that begin with “Picture” are the officer’s description of a place on the page, "
            "such as a chart, a table or handwriting; the page itself shows it, marked by a box."
        )
    if contents.spec.redact:
        about.append(
            "Personal data was taken out of this pack. Words in square brackets stand for it: the same words for the "
            "same person throughout. On the pages reproduced it was removed, not covered: the black boxes lie over "
            "nothing. The finished files were searched for everything that was taken out, on their pages by two "
            "engines and in their bytes; manifest.json lists what was proved. Published documents are left as they "
            "are. " + contents.reviewed
        )
    if any(published):
        about.append(
            "Passages and pages of Ofsted’s published reports and letters are Crown copyright and are reproduced under "
            "the Open Government Licence v3.0 (nationalarchives.gov.uk/doc/open-government-licence/version/3). Ofsted "
            "had no part in choosing them and does not endorse this pack."
        )
    if contents.authority and not all(published):
        other = "All other documents" if any(published) else "The documents"
        about.append(f"{other} are held by {contents.authority} and are not to be passed on without its leave.")
    return about


def _frame(frame: Frame, exhibit: Exhibit) -> dict[str, Any]:
    page = frame.page
    numbers = ", ".join(tag.number for tag in frame.tags)
    cited = f" Passage of item {numbers} highlighted." if frame.boxes else ""
    return {
        "exhibit": frame.exhibit,
        "title": exhibit.title,
        "short_title": shortened(exhibit.title, 70),
        "alt": f"Page {page.number} of {exhibit.pages} of “{exhibit.title}”, reproduced.{cited}",
        "position": frame.position,
        "page": page.number,
        "pages": exhibit.pages,
        "width": frame.width,
        "height": frame.height,
        "x": frame.x,
        "y": frame.y,
        "shown_width": page.width * frame.scale,
        "shown_height": page.height * frame.scale,
        "tag_x": frame.x + page.width * frame.scale + _TAG_GAP,
        "tags": [{"number": tag.number, "y": tag.y, "first": tag.first} for tag in frame.tags],
    }


def _note(note: str) -> str:
    """A note without the control characters a paste may have brought in; its line breaks stay."""
    return "".join(char for char in note.strip() if char.isspace() or unicodedata.category(char) != "Cc")


def _items(contents: Contents) -> str:
    return _count(len({item.evidence.id for item in contents.items}), "item") + " of evidence"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def _day(iso: str, short: bool = False) -> str:
    """A date as it is written out; what is no full ISO date is given back as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%b %Y}" if short else f"{day.day} {day:%B %Y}"
