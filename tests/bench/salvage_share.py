"""What share of a workspace survives each kind of damage, and that nothing comes out that did not stand in it.

    python tests/bench/salvage_share.py [--rounds 10]

Makes a workspace of invented notes, damages copies of it at random, salvages each, and prints a table of shares. Exits
with 1 where a row came out that is not the old one, or anything but a sentence was raised.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "helpers"))

from made_pdfs import pdf

from evidence_app.errors import KnownError
from evidence_app.progress import run
from evidence_app.store.database import Database
from evidence_app.workspace import Workspace, salvage

PAGE = 4096
NOTES, PAGES = 60, 6
COMPARED = {"evidence": "quote", "pages": "text", "blobs": "sha256", "documents": "sha256", "audit": "hash"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder))
        data = made.read_bytes()
        before = contents(made)
        print(f"{NOTES} documents, {NOTES * PAGES} pages, {len(before['evidence'])} pieces of evidence,", end=" ")
        print(f"{len(data) / 1e6:.1f} MB, {len(data) // PAGE} parts; {rounds} rounds each")
        print(f"{'damage':34} {'opened':>7} {'evidence':>9} {'documents':>10}", end=" ")
        print(f"{'pages':>7} {'bytes':>7} {'audit':>7} {'s':>6}")
        wrong = 0
        for name, damage in DAMAGES.items():
            shares = dict.fromkeys(COMPARED, 0.0)
            opened = 0
            began = time.monotonic()
            for seed in range(rounds):
                hurt = Path(folder) / "hurt.evidence"
                hurt.write_bytes(damage(bytearray(data), random.Random(f"{name}{seed}")))
                out = Path(folder) / "out.evidence"
                out.unlink(missing_ok=True)
                try:
                    run(salvage(hurt, out, "x"))
                except KnownError:
                    continue
                opened += 1
                after = contents(out)
                for table in COMPARED:
                    same = [key for key, row in after[table].items() if row == before[table].get(key)]
                    shares[table] += len(same) / len(before[table])
                    known = before[table]
                    wrong += sum(row not in ("", known[key]) for key, row in after[table].items() if key in known)
            shown = [
                f"{shares[table] / rounds:>{width}.1%}"
                for table, width in zip(
                    ("evidence", "documents", "pages", "blobs", "audit"), (9, 10, 7, 7, 7), strict=True
                )
            ]
            print(f"{name:34} {opened:>4}/{rounds:<2} {' '.join(shown)} {(time.monotonic() - began) / rounds:>6.1f}")
    print(f"rows that are not the old ones: {wrong}")
    return 1 if wrong else 0


def make(folder: Path) -> Path:
    source = folder / "notes"
    source.mkdir()
    for number in range(NOTES):
        words = [
            f"Note {number}, page {page}. Visit {number}.{page} was on time. " + "Plans are clear and kept. " * 40
            for page in range(1, PAGES + 1)
        ]
        (source / f"note {number}.pdf").write_bytes(pdf(*words))
    path = folder / "w.evidence"
    with Workspace.create(path, "x", authority="Aldermere") as made:
        run(made.documents.import_paths([source]))
        for document in made.documents.list():
            number = document.title.split()[-1]
            for page in range(1, PAGES + 1):
                passage = made.evidence.locate(document.id, page, f"Visit {number}.{page} was on time.")
                made.evidence.add(passage, ["protection"], "strength")
    return path


def contents(path: Path) -> dict[str, dict[object, object]]:
    database = Database.open(path, "x")
    with database.read() as tables:
        found = {}
        for table, column in COMPARED.items():
            # A page that was read again has another number of its own, and stands where it stood.
            key = {"blobs": "sha256", "pages": "document || '/' || number"}.get(table, "id")
            # Lines of the salvage itself may have the numbers of lines that are lost.
            first = "(SELECT min(id) FROM audit WHERE action = 'salvage')"
            where = f"WHERE id < coalesce({first}, 1 << 40)" if table == "audit" else ""
            found[table] = dict(tables.execute(f"SELECT {key}, {column} FROM {table} {where}").fetchall())
    database.close()
    return found


def flips(count: int) -> Callable[[bytearray, random.Random], bytes]:
    def damage(data: bytearray, chance: random.Random) -> bytes:
        for _ in range(count):
            data[chance.randrange(16, len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)

    return damage


def zeros(share: float) -> Callable[[bytearray, random.Random], bytes]:
    def damage(data: bytearray, chance: random.Random) -> bytes:
        size = int(len(data) * share)
        at = chance.randrange(16, len(data) - size)
        data[at : at + size] = bytes(size)
        return bytes(data)

    return damage


def cut(share: float) -> Callable[[bytearray, random.Random], bytes]:
    return lambda data, _: bytes(data[: int(len(data) * (1 - share))])


def head(data: bytearray, chance: random.Random) -> bytes:
    data[16:PAGE] = chance.randbytes(PAGE - 16)
    return bytes(data)


def salt(data: bytearray, chance: random.Random) -> bytes:
    data[:16] = chance.randbytes(16)
    return bytes(data)


DAMAGES = {
    "none": lambda data, _: bytes(data),
    "one bit": flips(1),
    "10 bits": flips(10),
    "100 bits": flips(100),
    "5 % set to zero in one stretch": zeros(0.05),
    "20 % set to zero in one stretch": zeros(0.20),
    "last 10 % cut off": cut(0.10),
    "last 50 % cut off": cut(0.50),
    "header overwritten, salt left": head,
    "salt overwritten, no backup": salt,
}

if __name__ == "__main__":
    sys.exit(main())
