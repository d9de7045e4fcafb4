"""What is printed in place of people: Child A, Social worker 3. The key to it never leaves the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from evidence_app.domain.redaction import PLACEHOLDERS, ROLES, Finding, Role, Subject
from evidence_app.privacy.people import Person, role_of


def new_subjects(
    found: Iterable[Finding],
    people: Mapping[str, Person],
    known: Iterable[Subject],
    labels: Mapping[str, str],
    given: Iterable[str] = (),
) -> list[Subject]:
    """The subjects of findings that are not known yet, each with a pseudonym nobody has.

    Args:
        found: findings in the order in which people are to be counted.
        people: everybody the search told apart, by id.
        known: subjects that have a pseudonym already; they keep it for good.
        labels: what each subject of findings is called where it is shown.
        given: pseudonyms that somebody ever had, here or in a colleague's copy; nobody else gets them.
    """
    seen = {subject.id for subject in known}
    taken = {subject.pseudonym for subject in known} | set(given)
    made: list[Subject] = []
    free = {role: _names(role) for role in ROLES}
    for finding in found:
        if finding.subject in seen:
            continue
        seen.add(finding.subject)
        role: Role | None = None
        pseudonym = PLACEHOLDERS[finding.kind]
        if finding.kind == "name":
            person = people.get(finding.subject.partition(":")[2])
            role = "person" if person is None else role_of(person)
            pseudonym = next(name for name in free[role] if name not in taken)
            taken.add(pseudonym)
        made.append(Subject(finding.subject, finding.kind, labels[finding.subject], role or "", pseudonym))
    return made


def _names(role: Role) -> Iterator[str]:
    word, lettered = ROLES[role]
    for number in count(1):
        yield f"{word} {_letters(number) if lettered else number}"


def _letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters
