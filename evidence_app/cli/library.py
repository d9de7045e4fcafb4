"""Commands about documents: new, import, documents, text, search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from evidence_app.cli.console import (
    json_option,
    needs_attention,
    number,
    opened,
    passphrase,
    passphrase_option,
    show,
    table,
    watch,
    workspace_argument,
)
from evidence_app.domain.document import KINDS
from evidence_app.domain.hit import HIT_END, HIT_START
from evidence_app.errors import KnownError
from evidence_app.workspace import Query, Workspace

password_option = click.option(
    "--document-password-file",
    "--password-file",
    "document_password_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Passwords of protected documents, one on each line; all are tried, none is stored.",
)


@click.command()
@workspace_argument
@click.option("--authority", default="", metavar="NAME", help="Your own council.")
@click.option("--framework", default="ilacs-2026", metavar="ID", show_default=True, help="Inspection framework.")
@passphrase_option
@json_option
def new(workspace: Path, authority: str, framework: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Create an empty encrypted workspace."""
    secret = passphrase(passphrase_file, confirm=True)
    with Workspace.create(workspace, secret, authority=authority, framework=framework) as made:
        answer = {"workspace": str(workspace), "framework": made.framework.id, "created": made.created}
    if as_json:
        show(answer)
    else:
        click.echo(f"Created {workspace}. Keep the passphrase safe: without it nobody can open this file.")


@click.command("import")
@workspace_argument
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", metavar="KIND", help=f"Kind of all the documents: {', '.join(KINDS)}.")
@password_option
@click.option("--child-lists", is_flag=True, help="Also import lists of children, such as the inspection's Annex A.")
@click.option("--wiped", is_flag=True, help="Also take in again what was wiped from this workspace.")
@click.option("--ocr/--no-ocr", default=False, help="Also read pages that are pictures (scans).")
@passphrase_option
@json_option
def import_(
    workspace: Path,
    paths: tuple[Path, ...],
    kind: str | None,
    document_password_file: Path | None,
    child_lists: bool,
    wiped: bool,
    ocr: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Import files and folders, recursively; safe to repeat and to interrupt."""
    given = passwords(document_password_file)
    with opened(workspace, passphrase_file) as ws:
        if ocr:
            ws.scans.require_installed()
        steps = ws.documents.import_paths(paths, kind=kind, passwords=given, child_lists=child_lists, wiped=wiped)
        report = watch(steps)
        scans = watch(ws.scans.read()) if ocr else None
        if scans is not None:
            left = {Path(path).resolve() for one in ws.documents.list(attention=True) for path in one.paths}
            read = tuple(item for item in report.attention if Path(item.path).resolve() in left)
            report = replace(report, attention=read)
    if as_json:
        show({**report.to_json(), **({"ocr": scans.to_json()} if scans else {})})
    else:
        click.echo(
            f"{report.found:,} files: {report.added:,} added, {report.unchanged:,} unchanged, {report.moved:,} moved, "
            f"{report.duplicates:,} duplicates. The library holds {report.documents:,} documents, "
            f"{report.pages:,} pages ({report.seconds:.1f} s)."
        )
        for item in report.attention:
            click.echo(f"Needs attention: {item.path}\n  {item.reason} {item.hint}")
    if report.attention:
        needs_attention()


def passwords(file: Path | None) -> list[str]:
    """The passwords of protected documents in a file, one on each line.

    Raises:
        KnownError: it cannot be read.
    """
    if file is None:
        return []
    try:
        return [line for line in file.read_text(encoding="utf-8-sig").splitlines() if line]
    except (OSError, UnicodeDecodeError):
        raise KnownError(
            f"The passwords in “{file}” cannot be read.", "Write them into a text file, one on each line."
        ) from None


@click.command()
@workspace_argument
@click.option("--attention", is_flag=True, help="Only documents that need attention.")
@passphrase_option
@json_option
def documents(workspace: Path, attention: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """List the library."""
    with opened(workspace, passphrase_file, read_only=True) as ws:
        found = ws.documents.list(attention=attention)
        scans = ws.scans.counts()
        others = ws.inspections.elsewhere()
    if as_json:
        names = ("waiting", "read_by_machine")
        pages = {one.id: dict(zip(names, scans.get(one.id, (0, 0)), strict=True)) for one in found}
        show([{**one.to_json(), **pages[one.id], "elsewhere": one.id in others} for one in found])
        return
    rows = [
        (d.id, d.date or "-", KINDS.get(d.kind, d.kind), d.pages, d.title, d.reason if d.status == "attention" else "")
        for d in found
    ]
    table(("id", "date", "kind", "pages", "title", ""), rows)


@click.command()
@workspace_argument
@click.argument("document")
@click.option("--page", type=int, metavar="N", help="Only this page.")
@passphrase_option
@json_option
def text(workspace: Path, document: str, page: int | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Show the text of a document's pages, as indexed."""
    with opened(workspace, passphrase_file, read_only=True) as ws:
        pages = ws.documents.text(ws.documents.find(document).id, page)
    if as_json:
        show([{"page": one.number, "text": one.text} for one in pages])
        return
    for one in pages:
        click.echo(f"--- page {one.number} ---\n{one.text}")


@click.command()
@workspace_argument
@click.argument("query")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), metavar="N")
@click.option(
    "--within", type=click.Choice(["page", "document"]), default="page", show_default=True, help="Unit of AND."
)
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option("--stems/--no-stems", default=True, help="Also find other forms of a word.")
@click.option("--synonyms/--no-synonyms", default=True, help="Also find what the field calls the same thing.")
@passphrase_option
@json_option
def search(
    workspace: Path,
    query: str,
    limit: int,
    within: str,
    sort: str,
    stems: bool,
    synonyms: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Search the pages, and the improvement desk."""
    asked = Query(
        query,
        limit=limit,
        within="document" if within == "document" else "page",
        order="date" if sort == "date" else "relevance",
        stemming=stems,
        synonyms=synonyms,
    )
    with opened(workspace, passphrase_file, read_only=True) as ws:
        result = ws.search.run(asked)
    if as_json:
        show(result.to_json())
        return
    click.echo(result.understood)
    click.echo(f"{number(result.total_pages, 'page')} in {number(result.total_documents, 'document')}")
    if result.suggestion:
        click.echo(f"Did you mean: {result.suggestion}")
    for found in result.desk:
        click.echo(f"\n{found.part} {found.id}: {found.title}\n  {_lit(found.snippet)}")
    for hit in result.hits:
        click.echo(f"\n{hit.title}, p. {hit.page}\n  {_lit(hit.snippet)}")


def _lit(snippet: str) -> str:
    """A snippet with its hits in bold."""
    bold = snippet.replace(HIT_START, click.style("", bold=True, reset=False))
    return bold.replace(HIT_END, click.style("", reset=True))


COMMANDS = (new, import_, documents, text, search)
