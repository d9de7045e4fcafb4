"""Commands about keeping and letting go: backups, salvage, the end date, wiping, the audit log."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from evidence_app import workspace as front_door
from evidence_app.cli.console import (
    json_option,
    needs_attention,
    opened,
    passphrase,
    passphrase_option,
    show,
    table,
    watch,
    workspace_argument,
)
from evidence_app.domain.audit import AuditFilter
from evidence_app.domain.backups import Backup
from evidence_app.domain.disposal import HONEST
from evidence_app.domain.sizes import counted, shown_size
from evidence_app.errors import KnownError, NotAWorkspace


@click.command()
@workspace_argument
@click.option("--make", is_flag=True, help="Make one now, if something has changed; older ones are thinned out.")
@click.option("--verify", is_flag=True, help="Prove every page of each backup again.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep backups below this folder from now on.")
@click.option("--beside", is_flag=True, help="Keep them beside the workspace again.")
@passphrase_option
@json_option
def backups(
    workspace: Path,
    make: bool,
    verify: bool,
    folder: Path | None,
    beside: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """List the backups of a workspace, newest first; make one, prove them, choose their folder."""
    if not workspace.is_file():
        if make or verify or beside:
            raise NotAWorkspace(f"There is no workspace at “{workspace}”.", "Check the name.")
        place = front_door.folder_of(workspace, folder)
        _tell(front_door.backups_in(place, workspace), place, as_json)
        return
    failed = False
    with opened(workspace, passphrase_file, read_only=not (make or folder or beside)) as ws:
        if folder is not None or beside:
            ws.backups.choose(folder)
        if make:
            said = watch(ws.backups.make()).sentence()
            click.echo(said, err=True)
        if verify:
            checks = [watch(ws.backups.prove(one.path)) for one in ws.backups.list()]
            failed = any(not check.ok for check in checks)
            for check in checks:
                click.echo(f"{'sound' if check.ok else 'FAILED'}  {check.name}: {check.detail}", err=True)
        _tell(ws.backups.list(), ws.backups.folder, as_json)
    if failed:
        needs_attention()


def _tell(listed: Sequence[Backup], folder: Path, as_json: bool) -> None:
    size = sum(one.size for one in listed)
    if as_json:
        show({"folder": str(folder), "size": size, "backups": [one.to_json() for one in listed]})
        return
    if listed:
        rows = []
        for one in listed:
            proved = "proved" if one.verified else "not proved"
            rows.append((f"{one.made:%Y-%m-%d %H:%M}", shown_size(one.size), proved, one.path.name))
        table(("made", "size", "", "file"), rows)
    click.echo(f"{counted(len(listed), 'backup', 'backups')} in {folder}: {shown_size(size)}.")


@click.command("salvage")
@workspace_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--salt-from",
    type=click.Path(path_type=Path, exists=True),
    metavar="BACKUP",
    help="A backup of the same workspace, where the very beginning of the file was overwritten.",
)
@passphrase_option
@json_option
def salvage_(workspace: Path, out: Path, salt_from: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Write a new workspace OUT with all that can still be read of a damaged one."""
    report = watch(front_door.salvage(workspace, out, passphrase(passphrase_file), salt_from))
    if as_json:
        show(report.to_json())
    else:
        click.echo("\n".join(report.sentences()))
    if not report.whole:
        needs_attention()


@click.command()
@workspace_argument
@click.option("--until", metavar="DATE", help="Keep this workspace until then, year-month-day.")
@click.option("--no-end", is_flag=True, help="Keep it without an end date.")
@passphrase_option
@json_option
def keep(workspace: Path, until: str | None, no_end: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """Show until when a workspace is kept, or set it."""
    if until is not None and no_end:
        raise click.UsageError("Give --until or --no-end, not both.")
    with opened(workspace, passphrase_file, read_only=until is None and not no_end) as ws:
        if until is not None or no_end:
            ws.retention.keep(until or "")
        standing = ws.retention.standing()
    if as_json:
        show(standing.to_json())
    else:
        click.echo(standing.sentence())
    if standing.over:
        needs_attention()


@click.command()
@workspace_argument
@click.argument("documents", nargs=-1, metavar="[DOC...]")
@click.option("--everything", is_flag=True, help="Wipe the whole workspace file instead of documents.")
@click.option("--reason", default="", metavar="WORDS", help="Why; kept in the log, so without a name.")
@click.option("--evidence", is_flag=True, help="Also wipe the evidence that cites the documents.")
@click.option("--backups", "with_backups", is_flag=True, help="Also wipe the backups (and make a new one).")
@click.option("--record", type=click.Path(path_type=Path), help="File that notes the wipe of a whole workspace.")
@click.option("--log", is_flag=True, help="List what was wiped: hashes and reasons, no titles.")
@click.option("--yes", is_flag=True, help="Do not ask. It cannot be undone.")
@passphrase_option
@json_option
def wipe(
    workspace: Path,
    documents: tuple[str, ...],
    everything: bool,
    reason: str,
    evidence: bool,
    with_backups: bool,
    record: Path | None,
    log: bool,
    yes: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Wipe documents, or a whole workspace, for good. It cannot be undone."""
    if log and (everything or documents):
        raise click.UsageError("--log lists what was wiped; it wipes nothing. Give it alone.")
    if everything == bool(documents) and not log:
        raise click.UsageError("Name the documents to wipe, or give --everything.")
    if everything:
        _wipe_everything(workspace, reason, with_backups, record, yes, passphrase_file, as_json)
        return
    with opened(workspace, passphrase_file, read_only=log) as ws:
        if log:
            lines = ws.retention.log()
            if as_json:
                show([line.to_json() for line in lines])
            else:
                table(
                    ("when", "who", "kind", "pages", "sha256", "why"),
                    [(one.at[:16], one.author, one.kind, one.pages, one.sha256[:12], one.reason) for one in lines],
                )
            return
        ids = [ws.documents.find(name).id for name in documents]
        plan = ws.retention.plan(ids)
        _ask(plan.sentences(), yes)
        report = watch(ws.retention.wipe(ids, reason, evidence=evidence, backups=with_backups))
    if as_json:
        show(report.to_json())
    else:
        click.echo(report.sentence())
    if report.mentions:
        needs_attention()


def _wipe_everything(
    workspace: Path,
    reason: str,
    with_backups: bool,
    record: Path | None,
    yes: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    folder = None
    # Where a passphrase is given, it must be this workspace's own: who names the wrong file is told.
    if with_backups or passphrase_file is not None:
        with opened(workspace, passphrase_file, read_only=True) as ws:
            folder = ws.backups.folder if with_backups else None
    _ask([f"“{workspace.name}” will be overwritten and deleted. Nobody can bring it back."], yes)
    report = watch(front_door.wipe_workspace(workspace, reason, record=record, backups=folder))
    if as_json:
        show(report.to_json())
    else:
        click.echo(f"{report.sentence()}\n{HONEST}")


def _ask(sentences: Sequence[str], yes: bool) -> None:
    for words in sentences:
        click.echo(words, err=True)
    if yes:
        return
    if not sys.stdin.isatty():
        raise KnownError("Nothing was wiped: nobody could be asked.", "Say --yes if it is meant.")
    click.confirm("Wipe it?", abort=True, err=True)


@click.command()
@click.argument("workspace", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this .csv, .json or .xlsx file.")
@click.option("--verify", type=click.Path(path_type=Path), help="Prove the chain of an exported .csv or .json file.")
@click.option(
    "--limit", type=click.IntRange(max=2**31), default=50, show_default=True, help="How many lines are shown."
)
@passphrase_option
@json_option
def audit(
    workspace: Path | None,
    out: Path | None,
    verify: Path | None,
    limit: int,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Show the audit log, newest first; export it whole with its chain of hashes; prove an exported one."""
    if (workspace is None) == (verify is None):
        raise click.UsageError("Name a workspace, or a file to --verify.")
    if verify is not None:
        check = front_door.verify_audit(verify)
        if as_json:
            show({"ok": check.ok, "checks": [check.to_json()]})
        else:
            click.echo(f"{'sound' if check.ok else 'FAILED'}  {check.name}: {check.detail}")
        if not check.ok:
            needs_attention()
        return
    assert workspace is not None
    with opened(workspace, passphrase_file, read_only=True) as ws:
        if out is not None:
            written = ws.history.export_audit(AuditFilter(), out)
            if as_json:
                show({"written": str(out), "lines": written})
            else:
                click.echo(f"{written:,} lines written to {out}.")
            return
        lines = ws.history.audit_log(limit=limit)
    if as_json:
        show([line.to_json() for line in lines])
    else:
        table(("line", "when", "who", "what"), [(one.id, one.at[:16], one.author, one.action) for one in lines])


COMMANDS = (backups, salvage_, keep, wipe, audit)
