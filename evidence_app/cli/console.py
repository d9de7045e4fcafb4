"""What all commands share: the passphrase, opening a workspace, JSON, tables, progress."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from evidence_app.domain.passphrase import problem
from evidence_app.errors import KnownError
from evidence_app.progress import Progress, Steps, run
from evidence_app.workspace import Workspace, in_force

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

workspace_argument = click.argument("workspace", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help="File whose first line is the passphrase. Else EVIDENCE_PASSPHRASE, else a prompt.",
)


def passphrase(file: Path | None, *, confirm: bool = False) -> str:
    """The passphrase, from the file, the environment, or a prompt; never from an argument.

    Raises:
        KnownError: there is none, and nobody to ask.
    """
    if file is not None:
        return secret(file, "passphrase")
    given = os.environ.get("EVIDENCE_PASSPHRASE")
    if given:
        return given
    if not sys.stdin.isatty():
        raise KnownError("No passphrase was given.", "Use --passphrase-file or EVIDENCE_PASSPHRASE.")
    return typed() if confirm else str(click.prompt("Passphrase", hide_input=True, err=True))


def typed(words: str = "Passphrase") -> str:
    """A new passphrase, typed twice at a prompt.

    Raises:
        KnownError: it is too short, or easily guessed.
    """
    least = in_force().least
    answer = str(click.prompt(words, hide_input=True, confirmation_prompt=True, err=True))
    if wrong := problem(answer, least):
        raise KnownError(wrong, "Three or four unrelated words are easy to keep and hard to guess.")
    return answer


def secret(file: Path, what: str) -> str:
    """The first line of a file.

    Args:
        what: "passphrase" or "password", for what goes wrong.

    Raises:
        KnownError: it cannot be read, or there is nothing in it.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise KnownError(f"The {what} file “{file.name}” cannot be read.") from None
    if not lines or not lines[0]:
        raise KnownError(f"The {what} file “{file.name}” is empty.")
    return lines[0]


@contextmanager
def opened(path: Path, file: Path | None, *, read_only: bool = False) -> Iterator[Workspace]:
    """An open workspace, closed at the end. Read-only commands work while a window has the workspace open."""
    workspace = Workspace.open(path, passphrase(file), read_only=read_only)
    try:
        yield workspace
    finally:
        workspace.close()


def show(value: Any) -> None:
    """Prints one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints aligned columns."""
    cells = [[str(cell) for cell in row] for row in [headings, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def number(count: int, what: str) -> str:
    """A count with what is counted, as it is said: "1 page", "1,200 pages"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def watch(steps: Steps[T], *, quiet: bool = False) -> T:
    """Runs steps with progress on standard error: a line that rewrites itself on a terminal, else one every 5 s."""
    terminal = sys.stderr.isatty()
    told = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if quiet or now - told < (0.1 if terminal else 5.0):
            return
        told = now
        line = describe(progress)
        click.echo(f"\r{line:<78.78}" if terminal else line, err=True, nl=not terminal)

    try:
        return run(steps, tell)
    finally:
        if terminal and not quiet:
            click.echo("\r" + " " * 78 + "\r", err=True, nl=False)


def describe(progress: Progress) -> str:
    """Progress in one line: what, how many, how fast, how long still."""
    parts = [progress.message]
    if progress.total:
        parts.append(f"{progress.done:,} of {progress.total:,}")
    if progress.pages:
        parts.append(f"{progress.pages:,} pages, {progress.pages_per_second:,.0f} a second")
    left = progress.seconds_left
    if left is not None:
        parts.append(f"about {left:.0f} s left" if left < 90 else f"about {left / 60:.0f} min left")
    return ", ".join(parts)


def needs_attention() -> None:
    """Ends the command with exit status 1: done, but something needs attention."""
    raise click.exceptions.Exit(1)
