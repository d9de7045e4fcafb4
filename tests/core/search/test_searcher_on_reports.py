"""Phrases in real reports: found on exactly the pages on which they stand. Skipped where there are no reports."""

import random
import re
from pathlib import Path

import pymupdf
import pytest
from shelf import learn, plain_words, put

from evidence_app.domain.hit import HIT_END, HIT_START, Query
from evidence_app.pages.text import page_text
from evidence_app.search.searcher import Searcher
from evidence_app.store.database import Database

REPORTS = Path(__file__).parents[3].parent / "shared" / "corpus" / "ofsted"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not beside this checkout")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A searcher over the reports, and the text of each page by document and page number."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    database = Database.create(tmp_path_factory.mktemp("reports") / "w.evidence", "x")
    texts = {}
    for path in sorted(REPORTS.rglob("*.pdf")):
        try:
            with pymupdf.open(path) as pdf:
                pages = [page_text(page) for page in pdf]
        except pymupdf.FileDataError:
            continue
        document = put(database, *pages, title=path.stem)
        texts |= {(document, number): text for number, text in enumerate(pages, start=1)}
    learn(database)
    yield Searcher(database), texts
    database.close()


def found(searcher, phrase):
    result = searcher.search(Query(f'"{phrase}"', limit=10_000))
    assert len(result.hits) == result.total_pages
    return {(hit.document, hit.page) for hit in result.hits}


def printed(text):
    """A text on one line, quotation marks straight, words that a line parts after their hyphen joined."""
    line = " ".join(text.replace("’", "'").replace("‘", "'").split()).lower()
    return re.sub(r"(?<=\w-) (?=\w)", "", line)


@pytest.mark.parametrize(
    "phrase",
    [
        "widespread and serious failures",
        "children's services",
        "social workers",
        "drift and delay",
        "management oversight",
        "multi-agency safeguarding hub",
        "out-of-hours",
        "well-being",
    ],
)
def test_a_phrase_finds_the_pages_on_which_it_is_printed(reports, phrase):
    searcher, texts = reports
    standing = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
    expected = {place for place, text in texts.items() if standing.search(printed(text))}
    assert expected
    # Where only a comma, a bracket or the like stands between its words, the words still follow each other.
    more = found(searcher, phrase) - expected
    assert expected <= found(searcher, phrase)
    words = f" {' '.join(plain_words(phrase))} "
    for place in more:
        assert words in f" {' '.join(plain_words(texts[place]))} "
        assert not standing.search(printed(texts[place]))
    if phrase == "widespread and serious failures":
        assert not more


def test_any_stretch_of_a_page_is_found_wherever_its_words_stand(reports):
    searcher, texts = reports
    chance = random.Random(7)
    lines = {place: f" {' '.join(plain_words(text))} " for place, text in texts.items()}
    tried = 0
    while tried < 60:
        place = chance.choice(list(texts))
        tokens = list(re.finditer(r"\S+", texts[place]))
        length = chance.randint(2, 7)
        if len(tokens) <= length:
            continue
        first = chance.randrange(len(tokens) - length)
        # As it is printed, line ends and curly apostrophes included.
        stretch = texts[place][tokens[first].start() : tokens[first + length - 1].end()]
        if re.search(r'["“”*?\ue000-\uf8ff]', stretch) or not plain_words(stretch):
            continue
        tried += 1
        words = f" {' '.join(plain_words(stretch))} "
        assert found(searcher, stretch) == {place for place, line in lines.items() if words in line}, stretch


def test_snippets_and_highlights_show_what_was_found(reports):
    searcher, _ = reports
    for text in ("neglect", "CSE", "safeg*", '"drift and delay"', "strategy discussions", "neglct~1"):
        result = searcher.search(Query(text))
        assert len(result.hits) == 20
        for hit in result.hits:
            marked = re.findall(f"{HIT_START}(.*?){HIT_END}", hit.snippet)
            assert marked
            assert {plain_words(stretch) for stretch in marked} <= set(result.highlights)
