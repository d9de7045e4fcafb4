"""The command group, and how errors leave it."""

from __future__ import annotations

import errno
import multiprocessing
import sys

import click

from evidence_app.cli import (
    computer,
    evidence,
    exchange,
    files,
    folders,
    improvement,
    inspections,
    keeping,
    library,
    packs,
    privacy,
    quotes,
    scans,
)
from evidence_app.cli import documents as single_documents
from evidence_app.cli import frameworks as framework_files
from evidence_app.cli import review as reviews
from evidence_app.cli import teamwork as shared_work
from evidence_app.cli.demo import demo
from evidence_app.cli.licences import licences
from evidence_app.cli.plan import plan
from evidence_app.cli.visits import visits
from evidence_app.errors import KnownError
from evidence_app.logs import begin_log, crash_report, note_error, write_crash_report


def _versions(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from evidence_app.workspace.program import versions

    click.echo(versions())
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_versions, help="Show versions and exit."
)
@click.pass_context
def cli(context: click.Context) -> None:
    """Find, tag, prove and pack inspection evidence, offline, in one encrypted file."""
    begin_log(f"evidence-app {context.invoked_subcommand}")


for command in (
    *library.COMMANDS,
    *single_documents.COMMANDS,
    *folders.COMMANDS,
    *evidence.COMMANDS,
    *inspections.COMMANDS,
    *reviews.COMMANDS,
    *framework_files.COMMANDS,
    *packs.COMMANDS,
    *privacy.COMMANDS,
    *quotes.COMMANDS,
    *scans.COMMANDS,
    *files.COMMANDS,
    *keeping.COMMANDS,
    *computer.COMMANDS,
    *exchange.COMMANDS,
    *shared_work.COMMANDS,
    plan,
    visits,
    *improvement.COMMANDS,
    demo,
    licences,
):
    cli.add_command(command)


def main() -> None:
    """Runs the command line. Exit status: 0 done, 1 needs attention, 2 told what is wrong, 3 a bug."""
    multiprocessing.freeze_support()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = cli.main(standalone_mode=False)
    except KnownError as error:
        note_error("error", error)
        click.echo(str(error), err=True)
        status = 2
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was saved so far is safe.", err=True)
        status = 2
    except BrokenPipeError:
        status = 0
    except Exception as error:
        if words := _bad_name(error):
            click.echo(words, err=True)
            sys.exit(2)
        report = write_crash_report(error)
        click.echo("Something went wrong inside the program; your workspace is safe.", err=True)
        if report is not None:
            click.echo(f"A report without any case text is in {report}", err=True)
        else:
            click.echo(crash_report(error), err=True)
        status = 3
    sys.exit(status if isinstance(status, int) else 0)


def _bad_name(error: Exception) -> str:
    """What to tell of a name that no disk takes; empty where the error is another one. Any command can be given one."""
    if isinstance(error, OSError) and error.errno in (errno.ENAMETOOLONG, errno.EILSEQ):
        return "That name is longer than this disk takes, or has characters it does not take. Choose another name."
    if isinstance(error, UnicodeEncodeError) and error.reason == "surrogates not allowed":
        return "Something that was typed is no text in this system's letters. Type it again."
    return ""
