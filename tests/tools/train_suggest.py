"""Trains the model of areas and themes on published inspection reports, and tests it on authorities it has not seen.

    python tests/tools/train_suggest.py CORPUS [--write] [--seeds 1 2 3]

CORPUS is a folder with reports (PDF) below ofsted/. Each numbered paragraph is labelled by the section it stands in;
paragraphs of the combined care section of 2018 to 2022 are shared out by the model itself. Themes have no labels: they
are learned from the paragraphs in which the framework's keywords speak clearly, with those keywords left out half of
the time, so that the words that keep them company are learned. Authorities are split, 70 % to train and 30 % to test,
once per seed; every figure is measured with the packed model and the code that ships, and stands beside two baselines
on paragraphs that have one area: the framework's keywords alone, and TF-IDF with logistic regression. --write trains
on everything and writes resources/model/passages.json and passages.model. Needs scikit-learn, which the program
itself does not.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
from scipy.sparse import vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.feature_selection import chi2
from sklearn.linear_model import LogisticRegression

from evidence_app.domain.framework import STABLE_AREAS
from evidence_app.ofsted.frameworks import framework
from evidence_app.ofsted.reader import read_report
from evidence_app.pages.text import page_text
from evidence_app.paths import resources_dir
from evidence_app.suggest.model import Model, pack, shipped_model, unpack
from evidence_app.suggest.suggester import Suggester
from evidence_app.suggest.themes import ThemeReader
from evidence_app.suggest.words import stems, terms

LABELS = Path(__file__).parents[1] / "data" / "suggest_labels.csv"
COMBINED = "care_and_leavers"
TERMS = 20_000
THEME_TERMS = 200
CLEAR = 5.0  # how loudly keywords must speak before a paragraph teaches a theme
SIF_WEIGHT = 0.5  # older reports teach, but less than those written in today's words


@dataclass(frozen=True)
class Example:
    """A numbered paragraph and the area of its section; area is COMBINED where the section covers two."""

    urn: str
    start: str
    framework: str
    number: int
    area: str
    text: str

    @property
    def right(self) -> set[str]:
        """The areas that count as right."""
        return {"care", "care_leavers"} if self.area == COMBINED else {self.area}


def examples(corpus: Path) -> list[Example]:
    """Every numbered paragraph of the corpus that stands in a section about one of the areas."""
    found = []
    for path in sorted((corpus / "ofsted").rglob("*.pdf")):
        with pymupdf.open(path) as pdf:
            report = read_report([page_text(page) for page in pdf], file_name=path.name)
        for section in report.sections:
            area = "care" if section.area == "adoption" else section.area
            for paragraph in section.paragraphs:
                if paragraph.number and (area in STABLE_AREAS or area == COMBINED):
                    key = (report.urn or report.authority or "", str(report.start), report.framework or "")
                    found.append(Example(*key, paragraph.number, area, paragraph.text))
    return found


def names(text: str) -> list[str]:
    """The terms of a text, as scikit-learn wants them."""
    return [term.name for term in terms(stems(text))]


def train(known: list[Example], about: dict[str, Any]) -> Model:
    """Trains a model and gives it back as the program will read it: packed and unpacked."""
    clear = [each for each in known if each.area != COMBINED]
    shared = [each.text for each in known if each.area == COMBINED]
    targets = [STABLE_AREAS.index(each.area) for each in clear]
    weights = [SIF_WEIGHT if each.framework == "sif" else 1.0 for each in clear]

    everything = TfidfVectorizer(analyzer=names, min_df=2, sublinear_tf=True)
    matrix = everything.fit_transform([each.text for each in clear])
    telling, _ = chi2(matrix, targets)
    best = np.argsort(-np.nan_to_num(telling))[:TERMS]
    vectorizer = TfidfVectorizer(
        analyzer=names, vocabulary=sorted(everything.get_feature_names_out()[best]), sublinear_tf=True
    )
    matrix = vectorizer.fit_transform([each.text for each in clear])

    def fit(rows: Any, wanted: list[int], weight: list[float]) -> LogisticRegression:
        return LogisticRegression(C=10, max_iter=300, tol=1e-3).fit(rows, wanted, sample_weight=weight)

    model = fit(matrix, targets, weights)
    if shared:
        rows = vectorizer.transform(shared)
        care, leavers = STABLE_AREAS.index("care"), STABLE_AREAS.index("care_leavers")
        for _ in range(2):
            likely = model.predict_proba(rows)[:, [care, leavers]]
            likely /= likely.sum(axis=1, keepdims=True)
            model = fit(
                vstack([matrix, rows, rows]),
                targets + [care] * len(shared) + [leavers] * len(shared),
                weights + list(likely[:, 0]) + list(likely[:, 1]),
            )
    areas_only = Model(
        about=about,
        terms={name: int(index) for name, index in vectorizer.vocabulary_.items()},
        idf=tuple(float(value) for value in vectorizer.idf_),
        areas=STABLE_AREAS,
        area_weights=tuple(tuple(float(value) for value in row) for row in model.coef_),
        area_intercepts=tuple(round(float(value), 4) for value in model.intercept_),
        themes=(),
        theme_weights=(),
        theme_intercepts=(),
    )
    return unpack(*pack(with_themes(areas_only, known, vectorizer)))


def with_themes(model: Model, known: list[Example], vectorizer: TfidfVectorizer) -> Model:
    """The model with its themes, learned from the paragraphs in which keywords speak clearly."""
    frame = framework("ilacs-2026")
    keywords = ThemeReader(frame, model)
    own = {
        theme.id: {each.stem for words in (*theme.keywords, *sum(theme.acronyms, ())) for each in stems(words)}
        for area in frame.areas
        for theme in area.themes
    }
    rng = random.Random(1)
    texts: list[list[str]] = []
    targets: list[str] = []
    weights: list[float] = []
    for each in known:
        heard = {theme: loud for theme, (loud, _) in keywords.keywords(stems(each.text)).items()}
        top = sorted((t for t in heard if t.split(".")[0] in each.right), key=lambda t: (-heard[t], t))[:3]
        if not top or heard[top[0]] < CLEAR:
            continue
        all_of_them = sum(heard[theme] ** 2 for theme in top)
        found = names(each.text)
        for theme in top:
            share = heard[theme] ** 2 / all_of_them
            if share < 0.15:
                continue
            hidden = [n for n in found if not own[theme] & set(re.split("[ ~]", n)) or rng.random() < 0.5]
            for version in (found, hidden) if share > 0.4 else (found,):
                texts.append(version)
                targets.append(theme)
                weights.append(share)
    rows = TfidfVectorizer(
        analyzer=lambda ready: ready, vocabulary=vectorizer.vocabulary_, sublinear_tf=True
    ).fit_transform(texts)
    fitted = LogisticRegression(C=10, max_iter=80, tol=1e-2).fit(rows, targets, sample_weight=weights)
    telling = []
    for row in fitted.coef_:
        best = np.argsort(-row)[:THEME_TERMS]
        telling.append({int(place): float(row[place]) for place in sorted(best) if row[place] > 0})
    return replace(
        model,
        themes=tuple(str(theme) for theme in fitted.classes_),
        theme_weights=tuple(telling),
        theme_intercepts=tuple(round(float(value), 4) for value in fitted.intercept_),
    )


def split(known: list[Example], seed: int) -> tuple[list[Example], list[Example]]:
    """The examples of 70 % and of 30 % of the authorities."""
    authorities = sorted({each.urn for each in known})
    random.Random(seed).shuffle(authorities)
    taught = set(authorities[: int(0.7 * len(authorities))])
    return [each for each in known if each.urn in taught], [each for each in known if each.urn not in taught]


def measure(model: Model, tests: list[Example]) -> dict[str, tuple[float, float, int]]:
    """Top-1 and top-2 of the areas, for all paragraphs that have one area and for each framework."""
    suggester = Suggester(framework("ilacs-2026"), model)
    counts: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for each in tests:
        order = [suggestion.area for suggestion in suggester.read(each.text).suggestions]
        hits = (order[0] in each.right, bool(set(order[:2]) & each.right))
        counts[each.framework].append(hits)
        if each.area != COMBINED:
            counts["one area"].append(hits)
    return {
        name: (statistics.fmean(a for a, _ in hits), statistics.fmean(b for _, b in hits), len(hits))
        for name, hits in sorted(counts.items())
    }


def measure_keywords(tests: list[Example]) -> tuple[float, float, int]:
    """Top-1 and top-2 of the areas by the framework's keywords alone, the loudest area first: a baseline."""
    frame = framework("ilacs-2026")
    reader = ThemeReader(frame, replace(shipped_model(), themes=(), theme_weights=(), theme_intercepts=()))
    hits = []
    for each in tests:
        loud = dict.fromkeys(STABLE_AREAS, 0.0)
        for theme, (strength, _) in reader.keywords(stems(each.text)).items():
            loud[theme.split(".")[0]] += strength
        order = sorted(loud, key=lambda area: -loud[area])
        hits.append((order[0] in each.right, bool(set(order[:2]) & each.right)))
    return statistics.fmean(a for a, _ in hits), statistics.fmean(b for _, b in hits), len(hits)


def measure_plain(taught: list[Example], tests: list[Example]) -> tuple[float, float, int]:
    """Top-1 and top-2 of the areas by TF-IDF of words and pairs with logistic regression, as anybody would: a baseline.

    It learns from the paragraphs that have one area; the words are scikit-learn's own.
    """
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    clear = [each for each in taught if each.area != COMBINED]
    fitted = LogisticRegression(C=10, max_iter=300).fit(
        vectorizer.fit_transform([each.text for each in clear]), [each.area for each in clear]
    )
    likely = fitted.predict_proba(vectorizer.transform([each.text for each in tests]))
    hits = []
    for each, row in zip(tests, likely, strict=True):
        order = [fitted.classes_[place] for place in np.argsort(-row)[:2]]
        hits.append((order[0] in each.right, bool(set(order) & each.right)))
    return statistics.fmean(a for a, _ in hits), statistics.fmean(b for _, b in hits), len(hits)


def by_hand(round_: str) -> list[dict[str, str]]:
    """The passages labelled by hand: "tuned" are those the word lists were improved with, "checked" those labelled
    afterwards, before anything was run on them."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["round"] == round_]


def check_labels(known: list[Example], round_: str, folds: int = 3) -> dict[str, float]:
    """Themes and findings on passages labelled by hand; each passage is read with a model that has not seen its
    authority.

    Args:
        known: the corpus's paragraphs.
        round_: "tuned" or "checked", see by_hand.
        folds: groups of authorities, each read with a model trained on the others.
    """
    by_place = {(each.urn, each.start, str(each.number)): each for each in known}
    authorities = sorted({each.urn for each in known})
    random.Random(5).shuffle(authorities)
    group = {urn: which % folds for which, urn in enumerate(authorities)}
    readers = [
        Suggester(framework("ilacs-2026"), train([each for each in known if group[each.urn] != which], {}))
        for which in range(folds)
    ]
    theme, finding, clear = [], [], []
    for row in by_hand(round_):
        suggester = readers[group[row["urn"]]]
        each = by_place[row["urn"], row["start"], row["paragraph"]]
        passage = " ".join(each.text.split()[int(row["from_word"]) : int(row["to_word"])])
        reading = suggester.read(passage)
        finding.append(reading.finding == row["finding"])
        if not row["mixed"]:
            clear.append(finding[-1])
        wanted = set(row["themes"].split())
        if wanted:
            offered = [suggestion for suggestion in reading.suggestions if suggestion.area in each.right]
            three = sorted((pair for one in offered for pair in one.themes), key=lambda pair: -pair[1])[:3]
            theme.append((bool(wanted & {t for t, _ in three[:1]}), bool(wanted & {t for t, _ in three})))
    return {
        "passages": len(finding),
        "finding": statistics.fmean(finding),
        "finding, passages that say one thing": statistics.fmean(clear),
        "passages with a theme": len(theme),
        "theme top-1, area given": statistics.fmean(a for a, _ in theme),
        "theme top-3, area given": statistics.fmean(b for _, b in theme),
    }


def main() -> None:
    """Trains, measures, and writes where asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    options = arguments.parse_args()
    known = examples(options.corpus)
    authorities = len({each.urn for each in known})
    print(f"{len(known)} paragraphs of {authorities} authorities")

    figures: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    baselines: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for seed in options.seeds:
        taught, tests = split(known, seed)
        for name, figure in measure(train(taught, {}), tests).items():
            figures[name].append(figure)
        one_area = [each for each in tests if each.area != COMBINED]
        baselines["keywords alone"].append(measure_keywords(one_area))
        baselines["TF-IDF and regression"].append(measure_plain(taught, one_area))
    print(f"{'held-out authorities':22}{'top-1':>8}{'top-2':>8}   by seed (paragraphs)")
    for name, rows in (*figures.items(), *baselines.items()):
        mean = [statistics.fmean(row[n] for row in rows) for n in (0, 1)]
        by_seed = "  ".join(f"{one:.1%} / {two:.1%} ({count})" for one, two, count in rows)
        print(f"{name:22}{mean[0]:8.1%}{mean[1]:8.1%}   {by_seed}")

    if options.write:
        about = {
            "made_by": "tests/tools/train_suggest.py",
            "made_on": datetime.now(UTC).date().isoformat(),
            "made_from": f"{len(known)} numbered paragraphs of published Ofsted inspection reports on {authorities} "
            "local authorities, each labelled by the section it stands in",
            "licence": "Contains public sector information licensed under the Open Government Licence v3.0 "
            "(Ofsted, Crown copyright)",
            "held_out": {
                name: {
                    "top_1": round(statistics.fmean(row[0] for row in rows), 3),
                    "top_2": round(statistics.fmean(row[1] for row in rows), 3),
                    "paragraphs": sum(row[2] for row in rows),
                }
                for name, rows in figures.items()
            },
            "held_out_how": "authorities split 70 to 30, one split for each of the seeds "
            + ", ".join(map(str, options.seeds)),
        }
        head, body = pack(train(known, about))
        folder = resources_dir() / "model"
        (folder / "passages.json").write_text(head, encoding="utf-8")
        (folder / "passages.model").write_bytes(body)
        print(f"written: {len(head)} + {len(body)} bytes")

    for round_ in ("tuned", "checked"):
        print(f"passages labelled by hand, {round_}")
        for name, figure in check_labels(known, round_).items():
            print(f"  {name:38}{figure:8.1%}" if isinstance(figure, float) else f"  {name:38}{figure:8}")
    suggester = Suggester(framework("ilacs-2026"))
    began = time.perf_counter()
    for each in known[:2000]:
        suggester.read(each.text)
    print(f"milliseconds per passage: {(time.perf_counter() - began) / min(len(known), 2000) * 1000:.2f}")


if __name__ == "__main__":
    main()
