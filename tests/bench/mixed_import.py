"""How fast mixed documents come in, beside the bare readers and Recoll: python tests/bench/mixed_import.py [--files N]

Documents of every format are generated, each with words of its own. Told are documents per second and processor time by
format; the same beside the readers alone (no pages set, nothing kept) and MuPDF alone (PDFs); memory while it grows;
the longest pause of the window while it imports; and Recoll over the same folder, where it is installed. Ratios
are of processor time, because wall times say little on a busy machine; ours hold the start of two workers per format.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import made_documents as made  # noqa: E402
from made_pdfs import pdf  # noqa: E402

FORMATS = (
    *("pdf", "docx", "doc", "odt", "rtf", "txt", "md", "html", "csv", "xlsx", "xlsb", "xls", "ods"),
    *("pptx", "ppt", "odp", "eml", "msg"),
)
WORDS = (ROOT / "resources" / "synonyms.toml").read_text("utf-8").split() + "the child was seen and the plan".split()


def document(kind: str, number: int) -> bytes:
    """One document of some two pages, with a word that no other has."""
    chance = random.Random(f"{kind}{number}")
    clean = [word for word in WORDS if word.isalpha()]
    texts = [" ".join(chance.choices(clean, k=chance.randint(60, 140))) + "." for _ in range(chance.randint(4, 9))]
    texts[-1] += f" Kestrel {kind}x{number}x."
    return pdf(*texts) if kind == "pdf" else getattr(made, kind)(*texts)


def generate(folder: Path, files: int) -> dict[str, list[Path]]:
    """Writes the documents, a folder for each format."""
    written: dict[str, list[Path]] = {}
    for at in range(files):
        kind = FORMATS[at % len(FORMATS)]
        place = folder / kind
        place.mkdir(exist_ok=True)
        path = place / f"{kind} {at // len(FORMATS)}.{kind}"
        path.write_bytes(document(kind, at // len(FORMATS)))
        written.setdefault(kind, []).append(path)
    return written


def cpu() -> float:
    """Processor time of this process and its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def tree_memory() -> int:
    """Bytes this process and its children hold."""
    own = psutil.Process()
    total = 0
    for each in [own, *own.children(recursive=True)]:
        try:
            total += each.memory_info().rss
        except psutil.Error:
            continue
    return total


def imported(folder: Path, written: dict[str, list[Path]], workspace: Path) -> None:
    """Imports format after format into one workspace, then prints what each took, and how memory went."""
    from evidence_app.ingest.importer import import_paths
    from evidence_app.ofsted.document import read_document
    from evidence_app.store.database import Database

    database = Database.create(workspace, "bench")
    memory: list[tuple[int, int]] = []
    rows = {}
    stored = 0
    for kind, paths in written.items():
        began, used = time.perf_counter(), cpu()
        steps = import_paths(database, [folder / kind], read=read_document)
        try:
            while True:
                progress = next(steps)
                memory.append((stored + progress.done, tree_memory()))
        except StopIteration as end:
            report = end.value
        stored += len(paths)
        for item in report.attention:
            print(f"{Path(item.path).name}: {item.reason}", file=sys.stderr)
        rows[kind] = (len(paths), time.perf_counter() - began, cpu() - used)
    database.close()
    print(json.dumps({"rows": rows, "memory": memory}))


def bare(written: dict[str, list[Path]]) -> None:
    """The readers over each file, and MuPDF over the PDFs; one process, one thread."""
    import pymupdf

    from evidence_app.ingest.convert import content_of
    from evidence_app.ingest.formats import Wishes

    rows: dict[str, float] = {}
    failed: dict[str, int] = {}
    for kind, paths in written.items():
        used = cpu()
        for path in paths:
            try:
                content_of(path.read_bytes(), kind, Wishes())
            except Exception:
                failed[kind] = failed.get(kind, 0) + 1
        rows[kind] = cpu() - used
    used = cpu()
    for path in written["pdf"]:
        with pymupdf.open(path) as opened:
            for page in opened:
                page.get_text()
    rows["MuPDF"] = cpu() - used
    print(json.dumps({"rows": rows, "failed": failed}))


def window(folder: Path, workspace: Path) -> None:
    """The longest pause of a real window while the whole folder is imported in it."""
    from heartbeat import Heartbeat
    from PySide6.QtWidgets import QApplication

    from ui import look
    from ui.app import make_window
    from ui.preferences import Preferences

    app = QApplication([])
    sys.setswitchinterval(0.0005)
    look.apply(app, "light")
    shown = make_window(Preferences(workspace.parent / "preferences"))
    shown.resize(1440, 900)
    shown.show()
    session = shown.session
    session.create(workspace, "bench", "", "ilacs-2026")
    beat = Heartbeat()

    def opened() -> None:
        beat.phase("import")
        session.import_paths([folder], done)

    def done(report: object) -> None:
        beat.phase("")
        print(json.dumps({"longest": beat.longest, "added": getattr(report, "added", 0)}))
        session.closed.connect(app.quit)
        session.lock()

    session.opened.connect(opened)
    app.exec()
    session.end()


def recoll(folder: Path, scratch: Path) -> str:
    """Recoll over the folder, with an index of its own: how many files it read, wall and processor time."""
    if shutil.which("recollindex") is None:
        return "recollindex is not installed"
    config = scratch / "recoll"
    config.mkdir()
    # By itself it gives way to every other program.
    settings = f"topdirs = {folder}\nloglevel = 2\nidxniceprio = 0\n"
    (config / "recoll.conf").write_text(settings, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(["recollindex", "-c", str(config)], capture_output=True, check=False)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    read = {}
    for kind in FORMATS:
        found = subprocess.run(
            ["recollq", "-c", str(config), "-n", "0-100000", "-b", "kestrel", f"dir:{folder / kind}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        read[kind] = sum(line.startswith("file://") for line in found.stdout.splitlines())
    unread = [f"{kind} {count}" for kind, count in read.items() if count == 0]
    return (
        f"Recoll: {sum(read.values())} files found by a word of their text, {seconds:.1f} s wall, {used:.1f} s cpu; "
        f"formats of which it read none: {', '.join(unread) or 'none'}"
    )


def asked_of(job: str, arguments: list[str]) -> dict[str, object]:
    """What a job in a fresh process of its own prints."""
    command = [sys.executable, __file__, "--job", job, *arguments]
    env = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    found = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if found.returncode:
        raise SystemExit(found.stderr)
    sys.stderr.write(found.stderr)
    answer: dict[str, object] = json.loads(found.stdout.splitlines()[-1])
    return answer


def main() -> None:
    """Runs all of it and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--job", choices=["import", "bare", "window"])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--scratch", type=Path)
    wanted = parser.parse_args()
    if wanted.job:
        written = {
            kind: sorted((wanted.folder / kind).iterdir()) for kind in FORMATS if (wanted.folder / kind).is_dir()
        }
        match wanted.job:
            case "import":
                imported(wanted.folder, written, wanted.scratch / "import.evidence")
            case "bare":
                bare(written)
            case "window":
                window(wanted.folder, wanted.scratch / "window.evidence")
        return
    with tempfile.TemporaryDirectory() as place:
        folder, scratch = Path(place) / "documents", Path(place) / "scratch"
        folder.mkdir()
        scratch.mkdir()
        written = generate(folder, wanted.files)
        given = ["--folder", str(folder), "--scratch", str(scratch)]
        ours, raw = asked_of("import", given), asked_of("bare", given)
        rows, bare_rows = ours["rows"], raw["rows"]
        print(f"{'format':8}{'files':>7}{'files/s':>9}{'cpu ms/file':>13}{'x readers':>13}")
        for kind, (count, seconds, used) in rows.items():
            alone = bare_rows[kind] / count * 1000
            fails = raw["failed"].get(kind, 0)
            ratio = "cannot read" if fails == count else f"{used / count * 1000 / alone:.1f}"
            print(f"{kind:8}{count:>7}{count / seconds:>9.1f}{used / count * 1000:>13.1f}{ratio:>13}")
        count, seconds = sum(row[0] for row in rows.values()), sum(row[1] for row in rows.values())
        used = sum(row[2] for row in rows.values())
        print(f"{'all':8}{count:>7}{count / seconds:>9.1f}{used / count * 1000:>13.1f}")
        print(f"PDFs: {rows['pdf'][2] / bare_rows['MuPDF']:.1f} x the processor time of MuPDF alone")
        memory = ours["memory"]
        early = max(held for done, held in memory if count * 0.1 <= done < count * 0.3)
        late = max(held for done, held in memory if done >= count * 0.8)
        peak = max(held for _, held in memory)
        print(f"memory of all processes: {early >> 20} MB early, {late >> 20} MB late, {peak >> 20} MB at most")
        pause = asked_of("window", given)
        print(f"window: {pause['added']} imported, longest pause {pause['longest']['import']:.0f} ms")
        print(f"import: {seconds:.1f} s wall, {used:.1f} s processor")
        print(recoll(folder, scratch))
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
