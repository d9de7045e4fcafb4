"""Three files of each format, by libraries and by LibreOffice, from import to pack: python tests/bench/format_set.py

A known sentence of each file is found, tagged by quotation and exported with its page highlighted; the pack is proved.
LibreOffice writes what it can write where `soffice` is installed; without it, only what libraries write is tried.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import made_documents as made  # noqa: E402
from made_pdfs import pdf  # noqa: E402

# By what is converted, the endings LibreOffice writes it under.
WRITTEN = {
    "docx": ("docx", "doc", "odt", "rtf", "html", "txt", "pdf"),
    "xlsx": ("xlsx", "xls", "ods", "csv"),
    "pptx": ("pptx", "ppt", "odp"),
}
LIBRARIES = (
    *("pdf", "docx", "doc", "odt", "rtf", "txt", "md", "html", "csv", "xlsx", "xlsb", "xls", "ods"),
    *("pptx", "ppt", "odp", "eml", "msg"),
)


def texts(number: int, mark: str) -> tuple[str, ...]:
    """What the files say: a note; one with signs of all sorts; one of several pages. The last words are looked for."""
    long = "The team manager reviewed the plan with the family and recorded what was agreed. " * 8
    return (
        ("Nobody else was seen.", f"The quick kestrel {mark} was on time."),
        ("He said “I’m fine”; 5 > 3, and Łódź is far.", f"Rowan’s café visit, kestrel {mark}, cost £5."),
        (*[long] * 9, f"The kestrel {mark} came last, on a later page."),
    )[number]


def write(folder: Path) -> dict[Path, str]:
    """Writes all files; gives the sentence to look for in each."""
    known: dict[Path, str] = {}
    for kind in LIBRARIES:
        for number in range(3):
            mark = f"l{kind}{number}"
            path = folder / f"library {number}.{kind}"
            words = texts(number, mark)
            if kind == "pdf":
                # The fonts that every reader has know no curly quotation marks.
                words = tuple(text.replace("’", "'") for text in words)
            path.write_bytes(pdf(*words) if kind == "pdf" else getattr(made, kind)(*words))
            known[path] = words[-1]
    if shutil.which("soffice") is None:
        return known
    for source, endings in WRITTEN.items():
        for number in range(3):
            for ending in endings:
                words = texts(number, f"o{source}{ending}{number}")
                path = folder / f"office {number}.{ending}"
                given = folder.parent / f"{path.stem}.{source}"
                given.write_bytes(getattr(made, source)(*words))
                # A spreadsheet as csv is its first sheet, where the words stand.
                command = ["soffice", "--headless", "--convert-to", ending, "--outdir", str(folder), str(given)]
                if ending == source:
                    middle = {"docx": "odt", "xlsx": "ods", "pptx": "odp"}[source]
                    subprocess.run([*command[:3], middle, *command[4:5], str(folder.parent), str(given)], check=True,
                                   capture_output=True)  # fmt: skip
                    command[-1] = str(given.with_suffix(f".{middle}"))
                subprocess.run(command, check=True, capture_output=True)
                known[path] = words[-1]
    return known


def main() -> int:
    """Runs the measurement; the exit status tells whether all went well."""
    from evidence_app.domain.pack import PackSpec
    from evidence_app.errors import KnownError
    from evidence_app.progress import run
    from evidence_app.workspace import Query, Workspace, verify_pack

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "files"
        folder.mkdir()
        known = write(folder)
        with Workspace.create(Path(place) / "set.evidence", "bench") as workspace:
            report = run(workspace.documents.import_paths([folder]))
            wrong = [f"{Path(item.path).name}: {item.reason}" for item in report.attention]
            hits = {hit.document: hit for hit in workspace.search.run(Query("kestrel", limit=1000)).hits}
            tagged = 0
            for path, sentence in known.items():
                document = workspace.documents.find(str(path))
                if document.id not in hits:
                    wrong.append(f"{path.name}: not found by search")
                    continue
                try:
                    passage = workspace.evidence.locate(document.id, hits[document.id].page, sentence)
                except KnownError as error:
                    wrong.append(f"{path.name}: {error.sentence}")
                    continue
                workspace.evidence.add(passage, ["leaders"], "context")
                tagged += 1
            pack = run(workspace.packs.build(PackSpec(title="Every format", areas=("leaders",)), Path(place) / "pack"))
            checks = verify_pack(Path(place) / "pack")
            failed = [f"{check.name}: {check.detail}" for check in checks if not check.ok]
        print(f"{len(known)} files, {report.added} imported, {tagged} found and tagged by their sentence")
        print(f"pack: {pack.items} items on {pack.exhibit_pages} highlighted pages")
        print(f"{len(checks)} checks of it, {len(failed)} failed")
        for line in (*wrong, *failed):
            print(f"  {line}")
    return 1 if wrong or failed or tagged != len(known) else 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
