"""The command about personal data: redactions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from evidence_app.cli.console import json_option, opened, passphrase_option, show, table, watch, workspace_argument
from evidence_app.domain.redaction import CODES, KINDS, Decision, Listed, Redaction
from evidence_app.errors import KnownError, NotFound
from evidence_app.workspace import Workspace

# The options that put words on the workspace's lists, and those that decide.
_LISTS = {"names": "name", "words": "word", "allowed": "allow", "patterns": "pattern"}
_DECISIONS: dict[str, Decision] = {"accepted": "accepted", "rejected": "rejected", "reopened": "proposed"}


@click.command()
@workspace_argument
@click.option("--document", metavar="DOC", help="Only this document: id, hash, file name or title.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="List a name to be found; may be repeated.")
@click.option("--word", "words", multiple=True, metavar="WORDS", help="List words to go wherever they stand.")
@click.option("--allow", "allowed", multiple=True, metavar="WORDS", help="Never propose these words.")
@click.option("--pattern", "patterns", multiple=True, metavar="SHAPE", help="Shape of case numbers, such as HB-######.")
@click.option("--unlist", "unlisted", multiple=True, metavar="WORDS", help="Take words off the lists again.")
@click.option("--lists", is_flag=True, help="Show the lists instead.")
@click.option("--mark", "marked", multiple=True, nargs=3, metavar="DOC PAGE WORDS", help="Mark words on a page.")
@click.option("--box", "boxed", multiple=True, nargs=3, metavar="DOC PAGE X0,Y0,X1,Y1", help="Mark a box, in points.")
@click.option("--unmark", "unmarked", multiple=True, metavar="ID", help="Take a mark made by hand away.")
@click.option("--accept", "accepted", multiple=True, metavar="ID", help="Accept a finding, or all of a pseudonym.")
@click.option("--reject", "rejected", multiple=True, metavar="ID", help="Reject a finding, or all of a pseudonym.")
@click.option("--reopen", "reopened", multiple=True, metavar="ID", help="Take a decision back.")
@click.option("--approve", "approved", multiple=True, metavar="ID", help="Approve what another person decided.")
@click.option("--code", default="", metavar="CODE", help=f"Reason: {', '.join(CODES)}.")
@click.option("--four-eyes/--no-four-eyes", default=None, help="Whether leaving in needs a second person.")
@click.option("--call", "called", multiple=True, nargs=2, metavar="OLD NEW", help="Give a pseudonym other words.")
@click.option("--key", "show_key", is_flag=True, help="Show the key instead: who is behind each pseudonym.")
@passphrase_option
@json_option
def redactions(
    workspace: Path,
    document: str | None,
    code: str,
    four_eyes: bool | None,
    lists: bool,
    show_key: bool,
    passphrase_file: Path | None,
    as_json: bool,
    **given: tuple[Any, ...],
) -> None:
    """Find personal data, decide about it, and list what was found, proposed and decided."""
    with opened(workspace, passphrase_file, read_only=True) as ws:
        looking = ws.privacy.is_current and not any(given.values()) and four_eyes is None
    with opened(workspace, passphrase_file, read_only=looking) as ws:
        if four_eyes is not None:
            ws.privacy.require_four_eyes(four_eyes)
        if entries := [Listed("", _LISTS[name], one) for name in _LISTS for one in given[name]]:  # type: ignore[arg-type]
            ws.privacy.add_listed(entries)
        if given["unlisted"]:
            ws.privacy.remove_listed(_entries(ws, given["unlisted"]))
        if not looking and not ws.privacy.is_current:
            watch(ws.privacy.search())
        _decide(ws, given, code)
        if lists:
            _show_lists(ws, as_json)
        elif show_key:
            _show_key(ws, as_json)
        else:
            chosen = None if document is None else ws.documents.find(document).id
            _show_found(ws.privacy.redactions(chosen), as_json)


def _decide(ws: Workspace, given: Mapping[str, tuple[Any, ...]], code: str) -> None:
    for name, number, words in given["marked"]:
        document, page = ws.documents.find(name).id, _number(number)
        passage = ws.evidence.locate(document, page, words)
        if passage.to_page != page:
            raise KnownError("Those words run on over the page's end.", "Mark each page's words by themselves.")
        ws.privacy.mark(document, page, passage.start, passage.end, code=code)
    for name, number, corners in given["boxed"]:
        ws.privacy.draw(ws.documents.find(name).id, _number(number), _box(corners), code)
    if given["unmarked"]:
        ws.privacy.unmark(given["unmarked"])
    for option, decision in _DECISIONS.items():
        ids, subjects = _named(ws, given[option])
        if ids:
            ws.privacy.decide(ids, decision, code)
        if subjects:
            ws.privacy.decide_everywhere(subjects, decision, code)
    if given["approved"]:
        ws.privacy.approve(*_named(ws, given["approved"]))
    for old, new in given["called"]:
        _, (subject,) = _named(ws, (old,), findings=False)
        ws.privacy.rename(subject, new)


def _show_found(found: list[Redaction], as_json: bool) -> None:
    if as_json:
        show([one.to_json() for one in found])
    else:
        table(("id", "document", "page", "kind", "text", "printed as", "decision"), [_row(one) for one in found])


def _row(one: Redaction) -> tuple[object, ...]:
    words = " ".join(one.text.split()) or "(box)"
    return one.id, one.document, one.page, KINDS[one.kind], words, one.replacement, one.decision


def _show_key(ws: Workspace, as_json: bool) -> None:
    people = [one for one in ws.privacy.subjects() if one.kind == "name"]
    if as_json:
        show([{"pseudonym": one.pseudonym, "name": one.label, "role": one.role} for one in people])
    else:
        table(("pseudonym", "name", "role"), [(one.pseudonym, one.label, one.role) for one in people])


def _show_lists(ws: Workspace, as_json: bool) -> None:
    entries = ws.privacy.lists()
    if as_json:
        show([{"list": one.list, "value": one.value, "role": one.role} for one in entries])
    else:
        table(("list", "words", "role"), [(one.list, one.value, one.role) for one in entries])


def _entries(ws: Workspace, words: tuple[str, ...]) -> Iterator[str]:
    """Ids of entries of the lists by their words.

    Raises:
        NotFound: no list holds such words.
    """
    known = {one.value: one.id for one in ws.privacy.lists()}
    for one in words:
        if one not in known:
            raise NotFound(f"“{one}” is on none of the lists.", "Run the command with --lists to see them.")
        yield known[one]


def _number(written: str) -> int:
    if not written.isdigit():
        raise KnownError(f"“{written}” is not a page number.", "Give the document, the page and the words.")
    return int(written)


def _box(written: str) -> tuple[float, float, float, float]:
    try:
        x0, y0, x1, y1 = map(float, written.split(","))
    except ValueError:
        raise KnownError(f"“{written}” is not a box.", "Give four numbers, such as 72,100,200,120.") from None
    return x0, y0, x1, y1


def _named(ws: Workspace, wanted: tuple[str, ...], *, findings: bool = True) -> tuple[list[str], list[str]]:
    """Findings and subjects by what the user called them: an id, or a pseudonym such as "Child A".

    Raises:
        NotFound: nothing is called that.
    """
    if not wanted:
        return [], []
    ids = {one.id for one in ws.privacy.redactions()} if findings else set()
    pseudonyms = {one.pseudonym: one.id for one in ws.privacy.subjects() if one.kind == "name"}
    for one in wanted:
        if one not in ids and one not in pseudonyms:
            raise NotFound(
                f"There is no finding or pseudonym “{one}”.", "Run the command without it to see all of them."
            )
    return [one for one in wanted if one in ids], [pseudonyms[one] for one in wanted if one not in ids]


COMMANDS = (redactions,)
