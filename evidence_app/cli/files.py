"""Commands about the workspace file: backup, restore, check, passphrase."""

from __future__ import annotations

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
    typed,
    watch,
    workspace_argument,
)
from evidence_app.domain.pack import Check
from evidence_app.domain.upkeep import UpkeepReport
from evidence_app.workspace import remembered


@click.command()
@workspace_argument
@click.argument("out", type=click.Path(path_type=Path))
@passphrase_option
@json_option
def backup(workspace: Path, out: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write a verified copy of the workspace, under the same passphrase."""
    with opened(workspace, passphrase_file, read_only=True) as ws:
        checks = watch(ws.backup(out))
    _tell(checks, as_json)


@click.command()
@click.argument("backup_file", metavar="BACKUP", type=click.Path(path_type=Path))
@workspace_argument
@passphrase_option
@json_option
def restore(backup_file: Path, workspace: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Put a backup in place as a new workspace file, after proving it."""
    watch(front_door.restore(backup_file, workspace, passphrase(passphrase_file)))
    _tell([Check("restored", True, str(workspace))], as_json)


@click.command()
@workspace_argument
@passphrase_option
@json_option
def check(workspace: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Prove the file, its references, documents, index, anchors of evidence and audit log."""
    with opened(workspace, passphrase_file) as ws:
        checks = watch(ws.check())
    _tell(checks, as_json)


@click.command("passphrase")
@workspace_argument
@click.option("--new-passphrase-file", type=click.Path(path_type=Path), help="File whose first line is the new one.")
@click.option("--forget", is_flag=True, help="Forget it, where the window remembers it on this computer.")
@passphrase_option
def change_passphrase(
    workspace: Path, new_passphrase_file: Path | None, forget: bool, passphrase_file: Path | None
) -> None:
    """Change the passphrase, or have the system's store of passwords forget it."""
    if forget:
        was = remembered.is_remembered(workspace)
        remembered.forget(workspace)
        click.echo("It is no longer remembered on this computer." if was else "It was not remembered on this computer.")
        return
    old = passphrase(passphrase_file)
    fresh = passphrase(new_passphrase_file) if new_passphrase_file is not None else typed("New passphrase")
    with front_door.Workspace.open(workspace, old) as ws:
        ws.change_passphrase(old, fresh)
    click.echo("The passphrase was changed. Backups made before keep the old one.")


@click.command()
@workspace_argument
@click.option("--rebuild", is_flag=True, help="Make the full-text index anew; goes on where it was interrupted.")
@click.option("--optimise", is_flag=True, help="Make the index compact after many imports.")
@click.option("--reread", is_flag=True, help="Read pages again that an earlier version of the program read.")
@passphrase_option
@json_option
def index(
    workspace: Path, rebuild: bool, optimise: bool, reread: bool, passphrase_file: Path | None, as_json: bool
) -> None:
    """Tell what waits for upkeep, or do it: the index made anew or compact, pages brought up to date."""
    with opened(workspace, passphrase_file) as ws:
        wanted = ((reread, ws.upkeep.reread), (rebuild, ws.upkeep.rebuild), (optimise, ws.upkeep.optimise))
        reports = [watch(steps()) for asked, steps in wanted if asked]
        waiting = ws.upkeep.waiting()
    total = {name: sum(report.to_json()[name] for report in reports) for name in UpkeepReport().to_json()}
    if as_json:
        show({**total, "waiting": waiting})
    else:
        click.echo(
            f"{total['indexed']:,} pages indexed anew, {total['reread']:,} documents read again, "
            f"{total['anchored']:,} pieces of evidence placed, {total['lost']:,} not found; "
            f"{waiting:,} still waiting ({total['seconds']:.1f} s)."
        )
    if total["lost"] or total["failed"] or total["marks_lost"]:
        needs_attention()


def _tell(checks: list[Check], as_json: bool) -> None:
    ok = all(one.ok for one in checks)
    if as_json:
        show({"ok": ok, "checks": [one.to_json() for one in checks]})
    else:
        for one in checks:
            click.echo(f"{'sound' if one.ok else 'FAILED'}  {one.name}: {one.detail}")
    if not ok:
        needs_attention()


COMMANDS = (backup, restore, check, change_passphrase, index)
