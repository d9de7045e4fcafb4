"""Commands about packs: pack, packs, verify."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import click

from evidence_app.cli.console import (
    json_option,
    needs_attention,
    opened,
    passphrase_option,
    secret,
    show,
    table,
    watch,
    workspace_argument,
)
from evidence_app.domain.pack import DESK_PARTS, FORMATS, TEMPLATES, DeskPart, Exhibits, PackComparison, PackSpec
from evidence_app.errors import KnownError
from evidence_app.workspace import Workspace, verify_pack


@click.command()
@workspace_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--area", "areas", multiple=True, metavar="ID", help="Judgement area; may be repeated. Default: all.")
@click.option("--title", default="Evidence pack", show_default=True, metavar="TEXT")
@click.option("--purpose", default="", metavar="TEXT", help="Printed on the cover.")
@click.option("--date", "cover_date", default="", metavar="D", help="Date on the cover; default today.")
@click.option(
    "--formats", default="pdf", show_default=True, metavar="LIST", help="Of pdf, docx, xlsx, zip; pdf is always made."
)
@click.option("--exhibits", type=click.Choice(["cited", "full", "none"]), default="cited", show_default=True)
@click.option("--redact/--no-redact", default=False, help="Take personal data out, with proof.")
@click.option(
    "--template",
    "templates",
    multiple=True,
    metavar="NAME",
    help=f"What it is for, of {', '.join(TEMPLATES)}; or the council's own cover, a .typ file. May be given twice.",
)
@click.option(
    "--desk",
    "listed",
    metavar="LIST",
    help=f"What of the improvement desk is in it, of {', '.join(DESK_PARTS)}, or none; default: its template's.",
)
@click.option("--since", default="", metavar="D", help="Leave out evidence dated before.")
@click.option("--until", default="", metavar="D", help="Leave out evidence dated after.")
@click.option("--password-file", type=click.Path(path_type=Path), help="Its first line encrypts a zip.")
@click.option("--pdf-password-file", type=click.Path(path_type=Path), help="Its first line encrypts the PDF itself.")
@passphrase_option
@json_option
def pack(
    workspace: Path,
    out: Path,
    areas: tuple[str, ...],
    title: str,
    purpose: str,
    cover_date: str,
    formats: str,
    exhibits: str,
    redact: bool,
    templates: tuple[str, ...],
    listed: str | None,
    since: str,
    until: str,
    password_file: Path | None,
    pdf_password_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Build an evidence pack in a folder: every quotation verbatim and linked to its page, proved before it appears."""
    wanted = _formats(formats)
    password, pdf_password = _password(password_file), _password(pdf_password_file)
    spec = PackSpec(
        title=title,
        purpose=purpose,
        areas=areas,
        exhibits=cast(Exhibits, exhibits),
        date=cover_date or date.today().isoformat(),
        formats=wanted,
        redact=redact,
        since=since,
        until=until,
        template=next((name for name in TEMPLATES if name in templates), "area"),
        desk=None if listed is None else _parts(listed),
    )
    own = [Path(name) for name in templates if name not in TEMPLATES]
    with opened(workspace, passphrase_file) as ws:
        for path in own:
            if not path.is_file():
                raise KnownError(
                    f"There is no template “{path}”.", f"Choose of {', '.join(TEMPLATES)}, or name a file."
                )
            ws.packs.add_house(path)
            spec = replace(spec, house=path.stem)
        if ws.policy.marking is not None:
            spec = replace(spec, marking=ws.policy.marking)
        report = watch(ws.packs.build(spec, out, password, pdf_password=pdf_password))
    if as_json:
        show(report.to_json())
        return
    made = report.archive or report.pdf
    click.echo(f"{made}: {report.items} items, {report.exhibit_pages} exhibit pages ({report.seconds:.1f} s)")
    if redact:
        click.echo(f"Personal data was taken out of {report.redactions} places of the pages shown, and is proved gone.")
    for warning in report.warnings:
        click.echo(f"Look at: {warning}")


@click.command()
@click.argument("pack_folder", metavar="PACK", type=click.Path(path_type=Path))
@click.option("--password-file", type=click.Path(path_type=Path), help="Opens a zip, to prove what is inside.")
@click.option(
    "--pdf-password-file", type=click.Path(path_type=Path), help="Opens an encrypted PDF, to prove what is in it."
)
@click.option(
    "--workspace", type=click.Path(path_type=Path), help="Look in the pack again for the personal data of a workspace."
)
@passphrase_option
@json_option
def verify(
    pack_folder: Path,
    password_file: Path | None,
    pdf_password_file: Path | None,
    workspace: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Prove a finished pack from its files alone: hashes, links, every quotation on its page."""
    password, pdf_password = _password(password_file), _password(pdf_password_file)
    checks = verify_pack(pack_folder, password, pdf_password)
    if workspace is not None:
        with opened(workspace, passphrase_file) as ws:
            if not ws.privacy.is_current:
                watch(ws.privacy.search())
            checks += ws.privacy.prove_pack(pack_folder, password, pdf_password)
    ok = all(check.ok for check in checks)
    if as_json:
        show({"ok": ok, "checks": [check.to_json() for check in checks]})
    else:
        for check in checks:
            click.echo(f"{'proved' if check.ok else 'FAILED'}  {check.name}: {check.detail}")
    if not ok:
        needs_attention()


@click.command()
@workspace_argument
@click.argument("act", type=click.Choice(["list", "compare", "sent", "keep", "delete-copy", "rebuild"]), default="list")
@click.argument("numbers", nargs=-1, type=int, metavar="[PACK]...")
@click.option("--to", "receiver", default="", metavar="WHO", help="sent: who got it.")
@click.option("--on", "day", default="", metavar="D", help="sent: the day; default today. keep: until when.")
@click.option("--how", default="", metavar="TEXT", help="sent: by which way.")
@click.option("--out", type=click.Path(path_type=Path), help="rebuild: a new folder.")
@click.option("--password-file", type=click.Path(path_type=Path), help="rebuild: its first line encrypts a zip.")
@click.option("--pdf-password-file", type=click.Path(path_type=Path), help="rebuild: its first line encrypts the PDF.")
@passphrase_option
@json_option
def packs(
    workspace: Path,
    act: str,
    numbers: tuple[int, ...],
    receiver: str,
    day: str,
    how: str,
    out: Path | None,
    password_file: Path | None,
    pdf_password_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Packs made: list them, compare two, note to whom one was sent, how long its copy is kept, make one again."""
    wanted = {"list": 0, "compare": 2}.get(act, 1)
    if len(numbers) != wanted:
        raise KnownError(f"“{act}” needs {wanted} numbers of packs.", "`evidence-app packs WORKSPACE` lists them.")
    with opened(workspace, passphrase_file, read_only=act in ("list", "compare")) as ws:
        if act == "list":
            _list(ws, as_json)
        elif act == "compare":
            _compare(ws.packs.compare(*numbers), as_json)
        elif act == "rebuild":
            if out is None:
                raise KnownError("A pack is made again in a new folder.", "Name it with --out.")
            passwords = _password(password_file), _password(pdf_password_file)
            report, same = watch(ws.packs.rebuild(numbers[0], out, *passwords))
            if as_json:
                show({**report.to_json(), "same": same.to_json()})
            else:
                click.echo(f"{same.name}: {same.detail}")
            if not same.ok:
                needs_attention()
        else:
            done = {
                "sent": lambda: ws.packs.note_sent(numbers[0], receiver, day or date.today().isoformat(), how),
                "keep": lambda: ws.packs.keep_until(numbers[0], day),
                "delete-copy": lambda: ws.packs.delete_copy(numbers[0]),
            }[act]()
            if as_json:
                show({"done": done.name})
            else:
                click.echo(f"Done: {done.name}")


def _password(file: Path | None) -> str | None:
    return secret(file, "password") if file is not None else None


def _list(ws: Workspace, as_json: bool) -> None:
    sent = ws.packs.sendings()
    made = [
        {
            "id": one.id,
            "made": one.made,
            "author": one.author,
            "title": one.spec.get("title", ""),
            "folder": one.folder,
            "items": one.items,
            "pages": one.pages,
            "redacted": bool(one.spec.get("redact")),
            "keep_until": one.keep_until,
            "deleted": one.deleted,
            "sent": [{"to": each.to, "on": each.on, "how": each.how} for each in sent if each.pack == one.id],
        }
        for one in ws.packs.made()
    ]
    if as_json:
        show(made)
        return
    rows = [
        (one["id"], str(one["made"])[:16], one["title"], one["items"], one["pages"], one["keep_until"],
         "; ".join(f"{each.to} {each.on}" for each in sent if each.pack == one["id"]))
        for one in made
    ]  # fmt: skip
    table(("pack", "made (UTC)", "title", "items", "pages", "kept until", "sent"), rows)


def _compare(found: PackComparison, as_json: bool) -> None:
    if as_json:
        show(found.to_json())
        return
    for words, items in (("added", found.added), ("removed", found.removed), ("changed", found.changed)):
        for item in items:
            what = f" ({', '.join(item.what)})" if item.what else ""
            click.echo(f"{words:8} {item.number:6} {item.quote[:80]}{what}")
    for words, names in (
        ("document added", found.documents_added),
        ("document removed", found.documents_removed),
        ("setting changed", found.settings),
    ):
        for name in names:
            click.echo(f"{words}: {name}")


def _parts(listed: str) -> tuple[DeskPart, ...]:
    """The parts of the improvement desk of a list with commas, in their own order."""
    wanted = {name.strip() for name in listed.split(",") if name.strip()}
    if wanted == {"none"}:
        return ()
    if not wanted or not wanted <= set(DESK_PARTS):
        raise KnownError(
            f"“{listed}” is not a list of parts of the improvement desk.",
            f"Choose from: {', '.join(DESK_PARTS)}; or none.",
        )
    return tuple(part for part in DESK_PARTS if part in wanted)


def _formats(listed: str) -> tuple[str, ...]:
    """The formats of a list with commas, in their own order, the PDF among them."""
    wanted = {name.strip() for name in listed.split(",") if name.strip()}
    if not wanted or not wanted <= set(FORMATS):
        raise KnownError(f"“{listed}” is not a list of formats.", f"Choose from: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in wanted or name == "pdf")


COMMANDS = (pack, packs, verify)
