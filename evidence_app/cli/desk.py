"""What the commands of the improvement desk share: `NOUN WORKSPACE` lists, `NOUN WORKSPACE VERB ...` changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from evidence_app.cli.console import json_option, opened, passphrase_option, workspace_argument
from evidence_app.paths import SUFFIX
from evidence_app.workspace import Workspace


class DeskGroup(click.Group):
    """A group whose own options may stand behind WORKSPACE, where people write them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Moves WORKSPACE behind the options that belong to the group; click would take them for a verb's."""
        verb = next((at for at, word in enumerate(args) if at and word in self.commands), len(args))
        own = args[:verb]
        if place := next((at for at, word in enumerate(own) if word.endswith(SUFFIX)), 0):
            own = [*own[:place], *own[place + 1 :], own[place]]
        else:
            own = [*own[1:], *own[:1]]
        return super().parse_args(ctx, [*own, *args[verb:]])


def desk_group(lists: Callable[[click.Context, bool], None]) -> click.Group:
    """A command that lists when no verb follows.

    Args:
        lists: given the context, and whether JSON is wanted.
    """

    def group(ctx: click.Context, workspace: Path, passphrase_file: Path | None, as_json: bool) -> None:
        ctx.obj = (workspace, passphrase_file)
        if ctx.invoked_subcommand is None:
            lists(ctx, as_json)

    group.__doc__ = lists.__doc__
    made = click.pass_context(group)
    for option in (json_option, passphrase_option, workspace_argument):
        made = option(made)
    return click.group(lists.__name__, cls=DeskGroup, invoke_without_command=True)(made)


@contextmanager
def at(ctx: click.Context, *, read_only: bool = False) -> Iterator[Workspace]:
    """The open workspace of a verb."""
    path, passphrase_file = ctx.obj
    with opened(path, passphrase_file, read_only=read_only) as workspace:
        yield workspace


def values_of(given: Mapping[str, str | None]) -> dict[str, str]:
    """The options that were given."""
    return {name: value for name, value in given.items() if value is not None}
