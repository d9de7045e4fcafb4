"""The quotation check on generated quotations: how many of each kind of alteration are caught, and how fast.

    python tests/bench/quote_check.py FOLDER [--quotations 2000] [--seed 1]

FOLDER holds PDFs (real reports). Half of the quotations are true but in another layout (other quotation marks, line
ends, hyphens broken); half are altered in one of ten ways. Prints one table: share right per kind, milliseconds each.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import find_furniture, flow
from evidence_app.domain.quote import Claim
from evidence_app.domain.sentences import sentence_spans
from evidence_app.domain.wording import as_quoted
from evidence_app.quotes.check import QuoteChecker
from evidence_app.store import documents
from evidence_app.store.database import Database

NEGATIONS = re.compile(r" (not|no|never|n't)\b")
HEDGE = re.compile(r"\b(some|most|many|few|all)\b", re.IGNORECASE)


def sentences(folder: Path, database: Database) -> list[str]:
    """Puts the PDFs of a folder into a database and gives their sentences of 8 to 45 words."""
    import pymupdf

    found = []
    for path in sorted(folder.rglob("*.pdf")):
        with pymupdf.open(path) as pdf:
            texts = [page.get_text() for page in pdf]
        pages = tuple(
            PageText(n, text, 1, 1, furniture)
            for n, (text, furniture) in enumerate(zip(texts, find_furniture(texts), strict=True), 1)
        )
        sha = f"{len(found):064x}{path.name}"
        documents.add(database, documents.Found(str(path), 1, 1, sha, b"x", path.stem, pages=pages))
        whole = flow(pages).text
        for start, end in sentence_spans(whole):
            words = whole[start:end]
            if 8 <= len(words.split()) <= 45 and words[0].isupper() and words.endswith(".") and "\n\n" not in words:
                found.append(words)
    return found


def relaid(words: str, rng: random.Random) -> str:
    """The same words in another layout."""
    words = as_quoted(words)
    marks = [("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')]
    if rng.random() < 0.5:
        for curly, straight in marks:
            words = words.replace(curly, straight)
    if rng.random() < 0.5:
        words = re.sub(r"(\w-)(\w)", r"\1\n\2", words, count=1)
    if rng.random() < 0.5:
        parts = words.split(" ")
        at = rng.randrange(1, len(parts))
        words = " ".join(parts[:at]) + "\n" + " ".join(parts[at:])
    if rng.random() < 0.3:
        words = words.replace(" ", "\u00a0", 1)
    return words


def altered(kind: str, words: str, others: list[str], rng: random.Random) -> str | None:
    """The words altered in one way; None where this sentence does not allow it."""
    words = as_quoted(words)
    parts = words.split(" ")
    middle = rng.randrange(2, len(parts) - 2)
    if kind == "word dropped":
        return " ".join(parts[:middle] + parts[middle + 1 :])
    if kind == "word added":
        return " ".join([*parts[:middle], rng.choice(["very", "all", "effectively", "often"]), *parts[middle:]])
    if kind == "some to most":
        match = HEDGE.search(words)
        other = {"some": "most", "most": "all", "many": "some", "few": "many", "all": "most"}
        return None if match is None else words[: match.start()] + other[match[0].lower()] + words[match.end() :]
    if kind == "negation removed":
        return NEGATIONS.sub("", words, count=1) if NEGATIONS.search(words) else None
    if kind == "ends cut":
        return " ".join(parts[: max(6, len(parts) * 2 // 3)]).rstrip(",;:.") + "."
    if kind == "two sentences spliced":
        other = as_quoted(rng.choice(others)).split(" ")
        return " ".join(parts[: len(parts) // 2] + other[len(other) // 2 :])
    if kind == "ellipsis hides words changed":
        return " ".join([*parts[:middle], "…", rng.choice(["never", "always"]), *parts[middle + 1 :]])
    if kind == "case":
        at = next((n for n, word in enumerate(parts[1:], 1) if word.islower() and len(word) > 3), None)
        return None if at is None else " ".join([*parts[:at], parts[at].capitalize(), *parts[at + 1 :]])
    if kind == "punctuation":
        return words.replace(",", "", 1) if "," in words else None
    if kind == "numbers changed":
        match = re.search(r"\d+", words)
        return None if match is None else words[: match.start()] + str(int(match[0]) + 1) + words[match.end() :]
    raise AssertionError(kind)


KINDS = (
    "word dropped", "word added", "some to most", "negation removed", "ends cut", "two sentences spliced",
    "ellipsis hides words changed", "case", "punctuation", "numbers changed",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quotations", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the misjudged ones")
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as scratch:
        database = Database.create(Path(scratch) / "bench.evidence", "bench")
        with database.bulk():
            pool = sentences(asked.folder, database)
        whole = {as_quoted(one) for one in pool}
        cases: list[tuple[str, str, str]] = []
        for _ in range(asked.quotations // 2):
            cases.append(("true, other layout", relaid(rng.choice(pool), rng), "exact"))
        for number in range(asked.quotations // 2):
            kind = KINDS[number % len(KINDS)]
            made = None
            while made is None or made in whole:
                made = altered(kind, rng.choice(pool), pool, rng)
            cases.append((kind, made, "not exact"))
        rng.shuffle(cases)
        right: dict[str, list[bool]] = defaultdict(list)
        verdicts: dict[str, list[str]] = defaultdict(list)
        milliseconds = []
        checker = QuoteChecker(database)
        for kind, words, wanted in cases:
            parts = tuple(part.strip() for part in words.split("…"))
            began = time.perf_counter()
            answer = checker.check_claim(Claim(words, 0, len(words), parts))
            milliseconds.append((time.perf_counter() - began) * 1000)
            good = (answer.verdict == "exact") == (wanted == "exact")
            right[kind].append(good)
            verdicts[kind].append(answer.verdict)
            if not good and asked.show:
                print(f"{kind}: {answer.verdict}: {words!r}\n    {answer.source_text!r}")
        database.close()
    print(f"{'kind':<32}{'right':>8}{'of':>7}   exact / altered / not found")
    for kind in ("true, other layout", *KINDS):
        counts = [verdicts[kind].count(verdict) for verdict in ("exact", "altered", "not_found")]
        print(f"{kind:<32}{sum(right[kind]):>8}{len(right[kind]):>7}   {' / '.join(map(str, counts))}")
    milliseconds.sort()
    print(
        f"milliseconds each: median {statistics.median(milliseconds):.1f}, "
        f"95th percentile {milliseconds[int(len(milliseconds) * 0.95)]:.1f}"
    )


if __name__ == "__main__":
    main()
