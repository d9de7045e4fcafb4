from __future__ import annotations

from evidence_app.domain.document import PageText
from ui.reader.selection import Selection
from ui.reader.text import DocumentText

HEAD = "Running head \n"
TEXTS = [
    HEAD + "First words here. The plan was \n1\n",
    HEAD + "\n2\n",
    HEAD + "read aloud. Last words.\n3\n",
]


def document() -> DocumentText:
    return DocumentText(
        [
            PageText(number, text, furniture=((0, len(HEAD)), (len(text) - 2, len(text))))
            for number, text in enumerate(TEXTS, start=1)
        ]
    )


def read(text: DocumentText, span) -> str:
    (page, start), (to_page, end) = span
    assert page == to_page
    return text.page(page).text[start:end]


def test_steps_go_from_word_to_word_past_headers_and_pages_without_words():
    text = document()
    word = text.first_word(1)
    seen = [read(text, word)]
    while (following := text.step(word, forward=True)) != word:
        word = following
        seen.append(read(text, word))
    assert " ".join(seen) == "First words here. The plan was read aloud. Last words."

    back = [read(text, word)]
    while (before := text.step(word, forward=False)) != word:
        word = before
        back.append(read(text, word))
    assert back == seen[::-1]


def test_a_place_in_a_running_header_means_the_first_word_after_it():
    text = document()
    assert read(text, text.word_at((1, 3))) == "First"
    assert read(text, text.word_at((3, 10_000))) == "words."
    assert text.word_at((2, 0)) is None
    assert read(text, text.first_word(2)) == "read"
    assert read(text, text.last_word(2)) == "was"


def test_a_sentence_runs_over_the_page_turn():
    text = DocumentText([document().page(1), PageText(2, TEXTS[2], furniture=document().page(3).furniture)])
    first, last = text.sentence((1, TEXTS[0].index("plan")))
    assert first == (1, TEXTS[0].index("The"))
    assert last == (2, TEXTS[2].index("aloud.") + len("aloud."))
    assert text.quote((first, last)) == "The plan was read aloud."
    assert text.sentence((2, TEXTS[2].index("read"))) == (first, last)


def test_the_edge_of_a_sentence_then_of_the_next():
    text = document()
    word = text.word_at((1, TEXTS[0].index("words")))
    end = text.edge(word, forward=True)
    assert read(text, end) == "here."
    assert read(text, text.edge(end, forward=True)) == "was"
    start = text.edge(word, forward=False)
    assert read(text, start) == "First"
    assert text.edge(start, forward=False) == start


def test_a_selection_made_of_a_sentence_moves_on_by_words():
    text = document()
    sentence = text.sentence((3, TEXTS[2].index("Last")))
    chosen = Selection(sentence, sentence)
    wise = chosen.word_wise(text)
    assert (read(text, wise.anchor), read(text, wise.focus)) == ("Last", "words.")
    assert wise.span == chosen.span
    turned = chosen.word_wise(text, forward=False)
    assert (read(text, turned.anchor), read(text, turned.focus)) == ("words.", "Last")


def test_a_selection_says_what_of_each_page_is_in_it():
    chosen = Selection(((3, 40), (3, 44)), ((1, 10), (1, 15)))
    assert chosen.span == ((1, 10), (3, 44))
    assert chosen.on(1)[0] == 10
    assert chosen.on(2)[0] == 0
    assert chosen.on(3) == (0, 44)
    assert chosen.on(4) is None
