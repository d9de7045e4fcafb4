"""The likely themes of a passage: the keywords of the framework's own data, and the words that keep them company.

A theme that nobody has trained (a council's own, a new framework's) works from the first day by its keywords alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from evidence_app.domain.framework import Framework, JudgementArea
from evidence_app.suggest.model import Model
from evidence_app.suggest.words import Stem, stems

_EARLY = 18  # words at the beginning of a passage, which say what it is about
_EARLY_FACTOR = 1.4
_AGAIN = 0.3  # what each further mention adds
_MOST_MENTIONS = 4
_PHRASE = 0.25  # what each further word of a phrase adds
_KEYWORD = 0.6  # what a keyword counts for beside the trained words
_RATE = 8.0  # how far one decision of the officer moves the weights of its words


@dataclass(frozen=True, slots=True)
class Heard:
    """What a passage says of themes.

    Args:
        trained: by theme what the trained words say; only themes that were trained.
        learned: by theme what the officer's own decisions add.
        keywords: by theme how loudly its keywords speak, and the one that speaks loudest.
    """

    trained: dict[str, float]
    learned: dict[str, float]
    keywords: dict[str, tuple[float, str]]


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme of an area, its share among the area's themes from 0 to 1, and the keyword that spoke loudest, if any."""

    theme: str
    score: float
    word: str


class ThemeReader:
    """Tells the themes of passages.

    Args:
        framework: its areas' themes are told apart.
        model: the trained model.
    """

    def __init__(self, framework: Framework, model: Model) -> None:
        phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for area in framework.areas:
            for theme in area.themes:
                named = [words for pair in theme.acronyms for words in pair]
                for words in (*theme.keywords, *named):
                    phrases[tuple(each.stem for each in stems(words))].add(theme.id)
        phrases.pop((), None)
        self._phrases = dict(phrases)
        self._longest = max(map(len, phrases), default=0)
        self._firsts = {phrase[0] for phrase in phrases}
        self._model = model
        self._learned: dict[str, dict[str, float]] = {}
        wanted = {theme.id for area in framework.areas for theme in area.themes}
        self._intercepts = {
            theme: value for theme, value in zip(model.themes, model.theme_intercepts, strict=True) if theme in wanted
        }
        # Turned round, by word: a passage has few of the words, and there are many themes.
        self._speaks: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for theme_id, weights in zip(model.themes, model.theme_weights, strict=True):
            if theme_id in wanted:
                for place, weight in weights.items():
                    self._speaks[place].append((theme_id, weight))

    def keywords(self, found: list[Stem]) -> dict[str, tuple[float, str]]:
        """What keywords say for each theme: {theme: (how loudly, the word that speaks loudest)}.

        Args:
            found: the passage's stems.
        """
        counts: Counter[tuple[str, ...]] = Counter()
        first: dict[tuple[str, ...], int] = {}
        for at, each in enumerate(found):
            if each.stem not in self._firsts:
                continue
            for length in range(1, min(self._longest, len(found) - at) + 1):
                phrase = tuple(other.stem for other in found[at : at + length])
                if phrase in self._phrases:
                    counts[phrase] += 1
                    first.setdefault(phrase, at)
        heard: dict[str, tuple[float, str]] = {}
        loudest: dict[str, float] = {}
        for phrase, times in counts.items():
            strength = max(map(self._model.rarity, phrase)) * (1 + _PHRASE * (len(phrase) - 1))
            strength *= 1 + _AGAIN * (min(times, _MOST_MENTIONS) - 1)
            strength *= _EARLY_FACTOR if first[phrase] < _EARLY else 1.0
            words = " ".join(dict.fromkeys(each.word for each in found[first[phrase] : first[phrase] + len(phrase)]))
            for theme in self._phrases[phrase]:
                before, word = heard.get(theme, (0.0, ""))
                if strength > loudest.get(theme, 0.0):
                    loudest[theme], word = strength, words
                heard[theme] = (before + strength, word)
        return heard

    def listen(self, found: list[Stem], vector: dict[str, float], whole: dict[str, float]) -> Heard:
        """What a passage says of every theme.

        Args:
            found: the passage's stems.
            vector: the passage as the model's numbers, by term.
            whole: the same with the words the model does not know.
        """
        margins = dict(self._intercepts)
        learned: dict[str, float] = defaultdict(float)
        for name, value in vector.items():
            for theme, weight in self._speaks.get(self._model.terms[name], ()):
                margins[theme] += value * weight
        for name, value in whole.items():
            for theme, weight in self._learned.get(name, {}).items():
                learned[theme] += value * weight
        return Heard(margins, learned, self.keywords(found))

    def step(self, area: JudgementArea, heard: Heard, chosen: Collection[str]) -> dict[str, float]:
        """How far a decision moves the words of its passage for each theme of an area; empty where none was chosen."""
        themes = [theme.id for theme in area.themes]
        wanted = set(chosen).intersection(themes)
        if not wanted:
            return {}
        shares = {each.theme: each.score for each in self.rank(area, heard)}
        return {
            theme: _RATE * ((theme in wanted) / len(wanted) - shares.get(theme, 1 / len(themes))) for theme in themes
        }

    def move(self, whole: dict[str, float], step: dict[str, float]) -> None:
        """Moves the weights of a passage's words by a step; the same step turned round takes it back."""
        for name, value in whole.items():
            learned = self._learned.setdefault(name, defaultdict(float))
            for theme, by in step.items():
                learned[theme] += by * value

    def rank(self, area: JudgementArea, heard: Heard) -> tuple[ThemeScore, ...]:
        """The themes of an area, the likeliest first; empty where nothing speaks for any of them.

        Args:
            area: the area.
            heard: what the passage says, from `listen`.
        """
        themes = [theme.id for theme in area.themes]
        trained = {theme: heard.trained[theme] for theme in themes if theme in heard.trained}
        usual = sum(trained.values()) / len(trained) if trained else 0.0
        spoken = {theme: heard.keywords.get(theme, (0.0, "")) for theme in themes}
        if not trained and not any(spoken[theme][0] or heard.learned.get(theme) for theme in themes):
            return ()
        totals = {
            theme: trained.get(theme, usual) + heard.learned.get(theme, 0.0) + _KEYWORD * strength
            for theme, (strength, _) in spoken.items()
        }
        highest = max(totals.values(), default=0.0)
        odds = {theme: math.exp(total - highest) for theme, total in totals.items()}
        shares = {theme: odd / sum(odds.values()) for theme, odd in odds.items()}
        ranked = sorted(shares, key=lambda theme: -shares[theme])
        return tuple(ThemeScore(theme, shares[theme], spoken[theme][1]) for theme in ranked)
