"""Commands about quotations: check-quotes."""

from __future__ import annotations

from pathlib import Path

import click

from evidence_app.cli.console import (
    json_option,
    needs_attention,
    opened,
    passphrase_option,
    show,
    workspace_argument,
)
from evidence_app.domain.quote import CheckedQuote
from evidence_app.workspace import read_statement

VERDICTS = {"exact": "exact", "altered": "ALTERED", "not_found": "NOT FOUND"}


@click.command("check-quotes")
@workspace_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sentences", is_flag=True, help="Also list sentences outside quotation marks that follow no source.")
@passphrase_option
@json_option
def check_quotes(workspace: Path, file: Path, sentences: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """Check every quotation in a statement against the library."""
    statement = read_statement(file)
    with opened(workspace, passphrase_file, read_only=True) as ws:
        answers = list(ws.quotes.check(statement, every_sentence=sentences))
    if as_json:
        show([answer.to_json() for answer in answers])
    else:
        for answer in answers:
            _tell(answer)
    if any(answer.verdict != "exact" for answer in answers):
        needs_attention()


def _tell(answer: CheckedQuote) -> None:
    click.echo(f"{VERDICTS[answer.verdict]}: “{answer.claim}”")
    if answer.verdict != "not_found":
        click.echo(f"  {answer.title}, p. {answer.page}: “{answer.source_text}”")
    for run in answer.differences:
        if run.operation != "same":
            words = " → ".join(f"“{side}”" for side in (run.source, run.claim) if side)
            click.echo(f"  {run.operation.replace('_', ' ')}: {words}")
    if answer.dropped:
        click.echo(f"  The source also says: {', '.join(answer.dropped)}")
    if answer.strength or answer.improvement:
        click.echo(f"  Its section: {answer.strength} sentences read as strengths, {answer.improvement} as to improve")
    for passage in answer.nearest:
        click.echo(f"  nearest: {passage.title}, p. {passage.page}: “{passage.text}”")


COMMANDS = (check_quotes,)
