"""The command that reads a whole document for evidence: review."""

from __future__ import annotations

from pathlib import Path

import click

from evidence_app.cli.console import json_option, opened, passphrase_option, show, table, watch, workspace_argument
from evidence_app.domain.review import Candidate
from evidence_app.errors import NotFound


@click.command()
@workspace_argument
@click.argument("document", metavar="DOC")
@click.option("--area", metavar="ID", help="Only what is proposed for this judgement area.")
@click.option("--accept", "accepted", multiple=True, metavar="ID", help="Tag this passage; may be repeated.")
@click.option("--dismiss", "dismissed", multiple=True, metavar="ID", help="Do not offer it again; may be repeated.")
@click.option("--restore", "restored", multiple=True, metavar="ID", help="Offer a dismissed one again.")
@click.option("--dismissed", "with_dismissed", is_flag=True, help="Show dismissed passages too.")
@passphrase_option
@json_option
def review(
    workspace: Path,
    document: str,
    area: str | None,
    accepted: tuple[str, ...],
    dismissed: tuple[str, ...],
    restored: tuple[str, ...],
    with_dismissed: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Read a whole document: passages that look like evidence, by judgement area, to accept or dismiss."""
    changing = bool(accepted or dismissed or restored)
    with opened(workspace, passphrase_file, read_only=not changing) as ws:
        known = ws.documents.find(document)
        evidence: list[str] = []
        if changing:
            offered = {one.id: one for one in watch(ws.review.find(known.id, dismissed=True), quiet=as_json)}
            if accepted:
                evidence = sorted(ws.review.accept(_named(offered, accepted)).evidence)
            if dismissed:
                ws.review.dismiss(_named(offered, dismissed))
            if restored:
                ws.review.restore(_named(offered, restored))
        found = watch(ws.review.find(known.id, dismissed=with_dismissed), quiet=as_json)
        candidates = [one for one in found if area in (None, one.area)]
    if as_json:
        told = [one.to_json() for one in candidates]
        show({"document": known.id, "title": known.title, "evidence": evidence, "candidates": told})
        return
    rows = [
        (one.id, f"{one.score:.2f}", one.area, one.theme or "", one.finding, one.passage.page, _short(one))
        for one in candidates
    ]
    table(("id", "score", "area", "theme", "finding", "page", "passage"), rows)


def _named(offered: dict[str, Candidate], ids: tuple[str, ...]) -> list[Candidate]:
    unknown = [one for one in ids if one not in offered]
    if unknown:
        raise NotFound(f"Nothing called “{unknown[0]}” is offered.", "Run the command without it to see what is.")
    return [offered[one] for one in ids]


def _short(candidate: Candidate) -> str:
    """As much of the passage as a line takes; dismissed ones in brackets."""
    words = candidate.passage.quote
    words = words if len(words) <= 90 else words[:88].rsplit(" ", 1)[0] + " …"
    return f"[{words}]" if candidate.dismissed else words


COMMANDS = (review,)
