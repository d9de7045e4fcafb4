"""What is decided about personal data. Each command is one undoable change, in one transaction with its journal row."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.redaction import CODES, PLACEHOLDERS, ROLES, Decision, Listed, Redaction, Subject
from evidence_app.errors import KnownError, NotFound
from evidence_app.privacy.numbers import shape
from evidence_app.privacy.plain import key
from evidence_app.store import privacy as store
from evidence_app.store.database import Database
from evidence_app.store.journal import change

LISTS = {
    "name": "names to be found",
    "word": "words to go everywhere",
    "allow": "words never to be proposed",
    "pattern": "shapes of numbers",
}


def decide(database: Database, author: str, ids: Iterable[str], decision: Decision, code: str = "") -> Changes:
    """Accepts or rejects findings one by one, or gives them back to the decision for all of their kind ("proposed").

    Raises:
        NotFound: an id is unknown.
        KnownError: the reason code is unknown.
    """
    _check_code(code)
    found = [_existing(database, one) for one in ids]
    by = author if decision != "proposed" else ""
    values = {"decision": decision, "code": code, "proposed_by": by, "approved_by": ""}
    name = f"{_VERBS[decision]} {_count(len(found), 'redaction')}"
    with change(database, name, author, {"redactions": [one.id for one in found], "code": code}) as made:
        for one in found:
            store.decide(made, one.id, values)
    return _changed(name, found)


def decide_everywhere(
    database: Database, author: str, subjects: Iterable[str], decision: Decision, code: str = ""
) -> Changes:
    """Accepts or rejects every mention of people, numbers or addresses, in all documents, also those found later.

    Findings that were decided by themselves keep their own decision.

    Raises:
        NotFound: a subject is unknown.
        KnownError: the reason code is unknown.
    """
    _check_code(code)
    chosen = _subjects(database, subjects)
    by = author if decision != "proposed" else ""
    values = {"decision": decision, "code": code, "proposed_by": by, "approved_by": ""}
    name = f"{_VERBS[decision]} {_of(chosen)} everywhere"
    detail = {"pseudonyms": [one.pseudonym for one in chosen], "code": code}
    with change(database, name, author, detail) as made:
        for one in chosen:
            store.put_subject(made, one.id, values)
    return _changed(name, [found for one in chosen for found in store.every(database, subject=one.id)])


def approve(database: Database, author: str, ids: Iterable[str] = (), subjects: Iterable[str] = ()) -> Changes:
    """Agrees, as a second person, with what another has decided.

    Raises:
        NotFound: an id is unknown.
        KnownError: nobody has decided yet, or the author decided it.
    """
    found = [_existing(database, one) for one in ids]
    chosen = _subjects(database, subjects)
    for proposed_by in [*(one.proposed_by for one in found), *(one.proposed_by for one in chosen)]:
        if not proposed_by:
            raise KnownError("There is nothing to approve: nobody has decided yet.", "Accept or reject it first.")
        if proposed_by == author:
            raise KnownError("You decided this yourself, so somebody else has to approve it.")
    name = f"approve {_count(len(found) + len(chosen), 'decision')}"
    detail = {"redactions": [one.id for one in found], "pseudonyms": [one.pseudonym for one in chosen]}
    with change(database, name, author, detail) as made:
        for one in found:
            if not one.own:
                raise KnownError("This finding follows a decision for all of its mentions.", "Approve that one.")
            store.decide(made, one.id, {"approved_by": author})
        for subject in chosen:
            store.put_subject(made, subject.id, {"approved_by": author})
    return _changed(name, found)


def mark(database: Database, author: str, marks: Sequence[Redaction]) -> Changes:
    """Marks words or a box by hand; accepted at once, since a person chose them.

    Args:
        marks: where and what; id, decision and proposed_by are filled in here.
    """
    name = f"mark {_count(len(marks), 'redaction')} by hand"
    made_marks = [_marked(one, author) for one in marks]
    with change(database, name, author, {"redactions": [one.id for one in made_marks]}) as made:
        known = {subject.id for subject in store.subjects(database)}
        for one in made_marks:
            store.mark(made, one)
            if one.subject not in known:
                known.add(one.subject)
                row = {
                    "kind": one.kind,
                    "label": " ".join(one.text.split()),
                    "role": "",
                    "pseudonym": PLACEHOLDERS[one.kind],
                }
                store.put_subject(
                    made, one.subject, {**row, "decision": "", "code": "", "proposed_by": "", "approved_by": ""}
                )
    return _changed(name, made_marks)


def unmark(database: Database, author: str, ids: Iterable[str]) -> Changes:
    """Takes marks made by hand away.

    Raises:
        KnownError: one was found by the search; it can be rejected, not taken away.
    """
    found = [_existing(database, one) for one in ids]
    if any(not one.id.startswith("m") for one in found):
        raise KnownError("What the search found cannot be taken away.", "Reject it instead.")
    name = f"take away {_count(len(found), 'mark')}"
    with change(database, name, author, {"redactions": [one.id for one in found]}) as made:
        for one in found:
            store.unmark(made, one.id)
    return _changed(name, found)


def rename(database: Database, author: str, subject: str, pseudonym: str, role: str | None = None) -> Changes:
    """Gives a person, number or address another pseudonym, and perhaps another role.

    Raises:
        KnownError: the pseudonym is empty, or somebody else has or had it, or it holds the name it is to hide.
    """
    (known,) = _subjects(database, [subject])
    pseudonym = " ".join(pseudonym.split())
    others = {key(one.pseudonym): one for one in store.subjects(database) if one.id != subject and one.kind == "name"}
    if not pseudonym:
        raise KnownError("A pseudonym needs words.", "Write, for example, Child A.")
    if known.kind == "name" and key(pseudonym) in others:
        raise KnownError(f"“{pseudonym}” stands for somebody else already.", "Choose another pseudonym.")
    if known.kind == "name" and key(pseudonym) in map(key, store.pseudonyms_given(database, subject)):
        raise KnownError(
            f"“{pseudonym}” stood for somebody else before, perhaps in a pack that left.", "Choose another pseudonym."
        )
    if any(len(part) > 2 and part in key(pseudonym) for part in map(key, known.label.split())):
        raise KnownError("A pseudonym may not hold the name it stands for.", "Write, for example, Child A.")
    if role is not None and role not in ROLES:
        raise KnownError(f"“{role}” is not a role.", f"Choose one of: {', '.join(ROLES)}.")
    name = f"call {known.pseudonym} “{pseudonym}”"
    with change(database, name, author, {"from": known.pseudonym, "to": pseudonym}) as made:
        store.put_subject(made, subject, {"pseudonym": pseudonym, **({} if role is None else {"role": role})})
    return _changed(name, store.every(database, subject=subject))


def add_listed(database: Database, author: str, entries: Sequence[Listed]) -> Changes:
    """Puts names, allowed words or shapes of numbers on the workspace's lists.

    Raises:
        KnownError: an entry is empty, or of a list or role that does not exist.
    """
    for one in entries:
        _check_listed(one)
    known = {(one.list, key(one.value)) for one in store.listed(database)}
    fresh = [one for one in entries if one.list == "pattern" or (one.list, key(one.value)) not in known]
    name = f"add {_count(len(fresh), 'entry')} to the privacy lists"
    with change(database, name, author, {"entries": len(fresh)}) as made:
        for one in fresh:
            store.put_listed(made, Listed(secrets.token_hex(6), one.list, " ".join(one.value.split()), one.role))
    return Changes(name=name, privacy=True)


def remove_listed(database: Database, author: str, ids: Iterable[str]) -> Changes:
    """Takes entries off the workspace's lists."""
    entries = list(ids)
    name = f"remove {_count(len(entries), 'entry')} from the privacy lists"
    with change(database, name, author, {"entries": len(entries)}) as made:
        for one in entries:
            store.remove_listed(made, one)
    return Changes(name=name, privacy=True)


_VERBS: dict[str, str] = {"accepted": "accept", "rejected": "reject", "proposed": "reopen"}


def _marked(one: Redaction, author: str) -> Redaction:
    values: dict[str, Any] = {
        field: getattr(one, field) for field in ("document", "page", "start", "end", "text", "kind")
    }
    words = key(one.text)
    return Redaction(
        **values,
        id="m" + secrets.token_hex(6),
        reason="marked by hand",
        subject=f"{one.kind}:{words}" if words else f"{one.kind}:drawn",
        replacement="",
        decision="accepted",
        code=one.code,
        proposed_by=author,
        own=True,
        boxes=one.boxes,
    )


def _existing(database: Database, redaction: str) -> Redaction:
    found = store.get(database, redaction)
    if found is None:
        raise NotFound(f"There is no redaction “{redaction}”.", "Search for personal data again; it may have moved.")
    return found


def _subjects(database: Database, ids: Iterable[str]) -> list[Subject]:
    known = {one.id: one for one in store.subjects(database)}
    wanted = list(ids)
    if any(one not in known for one in wanted):
        raise NotFound("That person, number or address was not found in any document.")
    return [known[one] for one in wanted]


def _check_code(code: str) -> None:
    if code and code not in CODES:
        raise KnownError(f"“{code}” is not a reason.", f"Choose one of: {', '.join(CODES)}.")


def _check_listed(entry: Listed) -> None:
    if entry.list not in LISTS:
        raise KnownError(f"There is no list “{entry.list}”.", f"Choose one of: {', '.join(LISTS)}.")
    if len(key(entry.value)) < 2 and entry.list != "pattern":
        raise KnownError("An entry needs at least two letters.", "Write the whole name.")
    if entry.list == "pattern" and (entry.value.count("#") + entry.value.count("@") < 3 or not shape(entry.value)):
        raise KnownError(
            f"“{entry.value}” would fit too much.", "Write # for a digit and @ for a letter, for example HB-######."
        )
    if entry.role and entry.role not in ROLES:
        raise KnownError(f"“{entry.role}” is not a role.", f"Choose one of: {', '.join(ROLES)}.")


def _of(subjects: Sequence[Subject]) -> str:
    return f"“{subjects[0].pseudonym}”" if len(subjects) == 1 else _count(len(subjects), "subject")


def _count(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"


def _changed(name: str, found: Iterable[Redaction]) -> Changes:
    return Changes(name=name, documents=frozenset(one.document for one in found), privacy=True)
