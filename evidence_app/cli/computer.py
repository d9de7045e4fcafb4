"""Commands about this computer: policy, self-test, log."""

from __future__ import annotations

from pathlib import Path

import click

from evidence_app.cli.console import json_option, needs_attention, show, watch
from evidence_app.domain.self_test import told
from evidence_app.errors import KnownError
from evidence_app.logs import crash_reports, read_log
from evidence_app.workspace import in_force, read_policy_file, self_test, versions


@click.command()
@click.option("--check", "file", type=click.Path(path_type=Path), metavar="FILE", help="Check a policy file instead.")
@json_option
def policy(file: Path | None, as_json: bool) -> None:
    """Show the rules IT laid down for this computer, or check a policy file before it is put in place."""
    try:
        rules = in_force() if file is None else read_policy_file(file)
    except FileNotFoundError:
        raise KnownError(f"There is no file “{file}”.", "Check the name.") from None
    if as_json:
        show({"file": rules.source, "rules": [rule.to_json() for rule in rules.rules()]})
        return
    if file is not None:
        click.echo(f"{file} is sound. On a computer where it is in force:")
    elif rules.source:
        click.echo(f"The policy of this computer, from {rules.source}:")
    else:
        click.echo("No policy is laid down for this computer. What holds without one:")
    wide = max(len(rule.about) for rule in rules.rules())
    for rule in rules.rules():
        click.echo(f"  {rule.about:<{wide}}  {rule.words}{'  (policy)' if rule.set else ''}")


@click.command("self-test")
@json_option
def self_test_(as_json: bool) -> None:
    """Try what the program needs of this computer, with invented text; the answer is safe to send to a help desk."""
    trials = watch(self_test())
    known = versions()
    failed = [one for one in trials if one.outcome != "ok"]
    if as_json:
        show({"ok": not failed, "versions": known.splitlines(), "trials": [one.to_json() for one in trials]})
    else:
        click.echo(told(known, trials))
    if failed:
        needs_attention()


@click.command()
@click.option("--crashes", is_flag=True, help="Print the crash reports that are kept instead, the newest first.")
@json_option
def log(crashes: bool, as_json: bool) -> None:
    """Print the program's own log, the newest line first: counts and kinds of errors, never a word of a document."""
    if crashes:
        reports = [(path.stem, path.read_text(encoding="utf-8", errors="replace")) for path in crash_reports()]
    else:
        reports = [("log", read_log())]
    if as_json:
        show([{"name": name, "lines": text.splitlines()} for name, text in reports])
    else:
        for name, text in reports:
            click.echo(f"--- {name} ---\n{text}" if crashes else text)


COMMANDS = (policy, self_test_, log)
