"""A library of any size: documents of case work that nobody wrote, each page unlike every other.

The words come in the proportions of real reports where there are some (short runs of their words, put together anew, so
that common words are common, rare ones rare, and phrases occur as often as they do), else from an invented vocabulary
of the same shape (the n-th word as often as 1/n). Names, numbers, dates and slips of the pen come to it, so that the
vocabulary grows with the library as that of real case work does. The same number always gives the same document.
"""

import random
import re
from dataclasses import dataclass
from pathlib import Path

import pymupdf

# Stands on one page of each library, and nowhere else.
ONCE = "quillfeather"
KINDS = ("audit", "case_note", "case_note", "case_note", "minutes", "supervision", "monitoring_letter")
AUTHORITIES = ("Ambridge", "Norwold", "Eastmere", "Great Harling")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FIRST = "Ar Bel Cor Dan El Fen Gar Hol Is Jor Kel Lin Mor Nel Os Per Quin Ros Sam Tal Una Ver Wil Yas Zar".split()
_MIDDLE = "a e i o an en in ar er or al el il am em im".split()
_LAST = "by den field ford ham ley low man ner rick sby son ster ton vell well wick wood worth ys".split()
_PAGES = (1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12, 16, 20, 28, 40)  # of a document: 10.7 on average


@dataclass(frozen=True)
class Paper:
    """One document of the library: what it is called, and the texts of its pages."""

    number: int
    title: str
    kind: str
    authority: str
    date: str
    pages: tuple[str, ...]


class Library:
    """Makes documents from running words.

    Args:
        words: a long text's words, in order.
    """

    def __init__(self, words):
        self._words = words

    def papers(self, pages, seed=1):
        """Documents until there are so many pages; the last is cut. One page near the middle holds ONCE."""
        left, number = pages, 0
        while left > 0:
            number += 1
            dice = random.Random(f"{seed}-{number}")
            count = min(left, dice.choice(_PAGES))
            marked = left > pages // 2 >= left - count
            texts = [self._page(dice) for _ in range(count)]
            if marked:
                texts[0] = texts[0].replace(".", f" {ONCE}.", 1)
            kind, authority = dice.choice(KINDS), dice.choice(AUTHORITIES)
            day = f"20{dice.randint(14, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            title = f"{kind.replace('_', ' ').capitalize()} {number} {' '.join(self._run(dice, 3))} {day}"
            yield Paper(number, title, kind, authority, day, tuple(texts))
            left -= count

    def _run(self, dice, length):
        at = int(dice.random() * (len(self._words) - length))
        return self._words[at : at + length]

    def _page(self, dice):
        """120 to 420 words in sentences, set in lines."""
        lines = [f"Case {dice.choice('ABCDEFG')}{int(dice.random() * 10**6):06} {_name(dice)}, {_name(dice)}."]
        left = dice.randint(120, 420)
        line = []
        while left > 0:
            length = 3 + int(dice.random() * 7)
            run = self._run(dice, length)
            left -= length
            if dice.random() < 0.35:
                run = [*run[:-1], run[-1] + "."]
            line += run
            if len(line) >= 14:
                lines.append(" ".join(line))
                line = []
        if dice.random() < 0.25:
            line.append(_slip(dice, self._run(dice, 1)[0]))
        lines.append(
            " ".join([*line, "seen", f"{dice.randint(1, 28)}/{dice.randint(1, 12)}/20{dice.randint(14, 26)}."])
        )
        return "\n".join(lines)


def words_of_reports(folder, most=1500):
    """The running words of real reports (PDFs under a folder), or None where there are none.

    Args:
        most: pages to read.
    """
    words, read = [], 0
    pymupdf.TOOLS.mupdf_display_errors(False)
    for path in sorted(Path(folder).rglob("*.pdf")):
        with pymupdf.open(path) as pdf:
            for page in pdf:
                words += re.findall(r"[A-Za-z0-9’'-]*[A-Za-z][A-Za-z’'-]*", page.get_text())
                read += 1
        if read >= most:
            break
    return words or None


def invented_words(count=300_000):
    """Running words of an invented vocabulary, the n-th as often as 1/n."""
    dice = random.Random(7)
    known = list(dict.fromkeys(_word(dice, 1 + number // 400) for number in range(12_000)))
    return dice.choices(known, weights=[1 / rank for rank in range(1, len(known) + 1)], k=count)


def pdf_of(paper):
    """The document as a PDF made by MuPDF: real pages, real text, plain looks."""
    with pymupdf.open() as pdf:
        for number, text in enumerate(paper.pages, start=1):
            page = pdf.new_page(width=595, height=842)
            head = [paper.title, ""] if number == 1 else []
            page.insert_text((54, 60), [*head, *text.split("\n")], fontsize=8)
            page.insert_text((54, 810), f"{paper.authority} children's services, page {number} of {len(paper.pages)}")
        return pdf.tobytes(deflate=True)


def _name(dice):
    """A name and a surname; common ones are common, and new ones keep coming."""
    first = dice.choice(_FIRST) + dice.choice(_MIDDLE)
    last = dice.choice(_FIRST) + "".join(dice.choices(_MIDDLE, k=1 + int(dice.random() ** 3 * 3))) + dice.choice(_LAST)
    return f"{first} {last}"


def _slip(dice, word):
    """A word with one letter wrong."""
    at = int(dice.random() * len(word))
    return word[:at] + dice.choice(LETTERS) + word[at + 1 :]


def _word(dice, syllables):
    return "".join(dice.choice(LETTERS) + dice.choice("aeiou") for _ in range(min(4, syllables)))
