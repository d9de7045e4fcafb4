"""Round trips of REFI-QDA projects through readers that others wrote: what is counted before and after.

    python tests/bench/refi_round_trip.py FOLDER [--tags 500] [--documents 20]

FOLDER holds PDFs (real reports). Two workspaces go out: the demo, and one of those reports with passages tagged evenly
over their pages. Each goes through two readers, installed from the package index into an environment of their own that
is deleted at the end (QualCoder itself is on no index this could be tried with):

- qdaPy reads the project of texts: sources, codes, selections, codings, and the words at each selection's positions;
- pyrefiqda reads the project with its PDFs into its own objects and writes it again; that file is brought into an empty
  workspace, which is compared with the first: documents, evidence, and all that is coded on each.

The exit status is 1 where a number differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from pathlib import Path
from typing import Any

from evidence_app.domain.evidence import FINDINGS, Evidence
from evidence_app.domain.exchange import Wishes
from evidence_app.domain.pagetext import flow
from evidence_app.domain.passage import passage_at
from evidence_app.domain.sentences import sentence_spans
from evidence_app.domain.wording import as_quoted
from evidence_app.progress import run
from evidence_app.workspace import DEMO_PASSPHRASE, Workspace, build_demo, demo_workspace

READERS = ("qdapy==0.1.0", "pyrefiqda==0.3.1")
READ = """
import json, sys
from qdapy.qdpx import read_qdpx
project = read_qdpx(sys.argv[1], warn=False)
codings = project.fragments
selections = codings.drop_duplicates("annotationKey")
words = list(selections["text"])
told = {"sources": len(project.sources), "codes": len(project.codebook), "selections": len(selections)}
print(json.dumps({**told, "codings": len(codings), "words": words}))
"""
COUNT = """
def count(codes):
    return sum(1 + count(code.code) for code in codes)
"""
WRITE = f"""
import json, sys
from pyrefiqda import RefiProject
{COUNT}
project = RefiProject.load(sys.argv[1], sys.argv[3])
RefiProject.save(project, sys.argv[2], sys.argv[3] + "/Sources")
pdfs, texts = project.sources.pdfsource, project.sources.text_source
held = [*(one.representation for one in pdfs), *texts]
selections = sum(len(one.plain_text_selection) for one in held) + sum(len(one.pdfselection) for one in pdfs)
told = {{"users": len(project.users.user), "codes": count(project.code_book.codes.code)}}
print(json.dumps({{**told, "sources": len(pdfs) + len(texts), "selections": selections}}))
"""


def tagged(folder: Path, path: Path, documents: int, tags: int) -> None:
    """Makes a workspace of real reports with passages tagged evenly over them."""
    with Workspace.create(path, DEMO_PASSPHRASE) as workspace:
        run(workspace.documents.import_paths(sorted(folder.rglob("*.pdf"))[:documents]))
        places = []
        for document in workspace.documents.list():
            text = flow(workspace.documents.text(document.id))
            places += [(document, text, span) for span in sentence_spans(text.text) if span[1] - span[0] > 40]
        areas = workspace.framework.areas
        items = []
        for number in range(tags):
            document, text, (start, end) = places[number * len(places) // tags]
            area = areas[number % len(areas)]
            items.append(
                Evidence(
                    id="",
                    passage=passage_at(text, start, end, document.id, 0),
                    title=document.title,
                    areas=(area.id, areas[(number + 1) % len(areas)].id) if number % 7 == 1 else (area.id,),
                    themes=(area.themes[number % len(area.themes)].id,),
                    finding=FINDINGS[number % 3],
                    impact=number % 2 == 0,
                    note=f"Note {number} & <more>" if number % 5 == 0 else "",
                )
            )
        workspace.evidence.add_all(items)


def told(workspace: Workspace) -> list[tuple[object, ...]]:
    """All that is coded, without what only this workspace knows."""
    return sorted(
        (
            *(item.title, item.passage.page, item.passage.start, item.passage.to_page, item.passage.end),
            *(item.passage.quote, sorted(item.areas), sorted(item.themes), item.finding, item.impact, item.note),
            *(item.author, item.created, item.passage.picture),
        )
        for item in workspace.evidence.list()
    )


def child(python: Path, code: str, *words: Path) -> dict[str, Any]:
    done = subprocess.run([python, "-c", code, *words], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def round_trip(name: str, path: Path, python: Path, folder: Path) -> bool:
    """One workspace through both readers; prints a row each, and gives whether all is equal."""
    began = time.process_time()
    with Workspace.open(path, DEMO_PASSPHRASE) as workspace:
        every = Wishes(held_back=True)
        out = run(workspace.exchange.export("qdpx", folder / "out.qdpx", every)).counts
        plain = Wishes(held_back=True, text_only=True)
        texts = run(workspace.exchange.export("qdpx", folder / "texts.qdpx", plain)).counts
        before = told(workspace)
        quotes = sorted(item.passage.quote for item in workspace.evidence.list() if not item.passage.picture)
    codings = zipfile.ZipFile(folder / "texts.qdpx").read("project.qde").count(b"<Coding ")
    read = child(python, READ, folder / "texts.qdpx")
    written = child(python, WRITE, folder / "out.qdpx", folder / "again.qdpx", folder / "unpacked")
    with Workspace.create(folder / "fresh.evidence", DEMO_PASSPHRASE) as fresh:
        report = run(fresh.exchange.bring_in(folder / "again.qdpx"))
        after = told(fresh)
        again = run(fresh.exchange.bring_in(folder / "again.qdpx"))
    print(f"\n{name}: {out['documents']} documents, {len(before)} pieces of evidence")
    rows = [
        ("written, with PDFs", out["documents"], out["codes"], out["selections"]),
        ("read by pyrefiqda", written["sources"], written["codes"], written["selections"]),
        ("brought in again", report.sources, len(report.codes) + 2, report.selections),
        ("evidence after", report.added, "", len(after)),
        ("written, texts", texts["documents"], texts["codes"], texts["selections"]),
        ("read by qdaPy", read["sources"], read["codes"], read["selections"]),
    ]
    print(f"{'':24}{'sources':>9}{'codes':>9}{'selections':>12}")
    for words, *numbers in rows:
        print(f"{words:24}{numbers[0]!s:>9}{numbers[1]!s:>9}{numbers[2]!s:>12}")
    checks = {
        "sources, codes and selections, pyrefiqda": rows[0][1:] == rows[1][1:] == rows[2][1:],
        "sources, codes and selections, qdaPy": rows[4][1:] == rows[5][1:],
        f"codings, qdaPy ({codings:,})": read["codings"] == codings,
        "the words at qdaPy's positions": sorted(map(as_quoted, read["words"])) == quotes,
        "evidence and all that is coded on it": before == after,
        "nothing without a place, no code unknown": not report.unplaced and not any(c.uses for c in report.unknown),
        "a second time adds nothing": (again.added, again.tagged, again.there) == (0, 0, report.selections),
    }
    for words, holds in checks.items():
        print(f"{'equal' if holds else 'DIFFERS':8} {words}")
    for one, other in [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]][:3]:
        print(f"         before {one}\n         after  {other}")
    print(f"{time.process_time() - began:.1f} s of processor time here, without workers and readers")
    return all(checks.values())


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("--tags", type=int, default=500)
    words.add_argument("--documents", type=int, default=20)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        venv.create(folder / "readers", with_pip=True)
        python = folder / "readers" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", *READERS], check=True)
        demo = folder / "demo"
        run(build_demo(demo))
        tagged(given.folder, folder / "reports.evidence", given.documents, given.tags)
        sound = True
        for name, path in (("Demo", demo_workspace(demo)), ("Reports", folder / "reports.evidence")):
            place = folder / name
            place.mkdir()
            sound &= round_trip(name, path, python, place)
    return 0 if sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
