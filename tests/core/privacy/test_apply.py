"""Taking personal data out of copies: tricky documents, drawn boxes, neighbours, and what is refused."""

import deep_tricks  # noqa: F401 - it registers its tricks
import pymupdf
import pytest
from name_tricks import PEOPLE, TRICKS, latin, say, scanned, sentence, tricky
from redaction_attempts import attempt, squeezed

from evidence_app.pages.text import page_text
from evidence_app.privacy.apply import NotRemovable, redact
from evidence_app.privacy.plain import Term
from evidence_app.privacy.removals import Removal

# A part of the suite that tests/bench/redaction_suite.py runs in full, each with another name.
LABELS = (
    "kerned in pieces",
    "word split by a space",
    "letters drawn in disorder",
    "ligatures",
    "tight lines",
    "turned a quarter",
    "slanting",
    "page turned 270",
    "cropped page",
    "page away from the origin",
    "hyphen at a line's end",
    "over a page's end",
    "soft hyphens",
    "marks of direction",
    "table cells",
    "on a coloured picture",
    "white on white",
    "under a black box",
    "invisible letters",
    "clipped away",
    "beside the page",
    "half beside the page",
    "hidden layer",
    "alternative text in UTF-16",
    "form in a form",
    "letters as lines",
    "scan with a text layer",
    "picture that names someone",
    "form field",
    "hidden field",
    "highlight with a remark",
    "attachment on a page",
    "structure",
    "earlier version in the file",
    "locked against changes",
    "words in a pattern",
    "picture within the page's own words",
    "name of a font",
)


@pytest.mark.parametrize(("number", "label"), list(enumerate(LABELS)))
def test_a_name_is_gone_however_it_hides_and_its_neighbours_stay(number, label):
    outcome = attempt(tricky(label, PEOPLE[number % len(PEOPLE)]))
    assert outcome.refused == ""
    assert outcome.leaks == {"MuPDF": [], "PDFium": [], "bytes": [], "pixels": []}
    assert outcome.lost == []
    assert outcome.unproved == []


def test_every_trick_is_known():
    assert set(LABELS) <= set(TRICKS) and len(TRICKS) * len(PEOPLE) >= 150


def page(build, **size):
    with pymupdf.open() as document:
        build(document.new_page(**size))
        return document.tobytes()


def text_of(pdf, number=1):
    with pymupdf.open("pdf", pdf) as document:
        return page_text(document[number - 1])


def removal(pdf, words, label="[Child A]"):
    at = text_of(pdf).index(words)
    return Removal(1, at, at + len(words), label)


def test_only_the_characters_asked_for_go_and_the_rest_does_not_move():
    pdf = page(lambda one: say(one, "Met Siobhan in the library with Siobhan Smith."))
    done = redact(pdf, [1], [removal(pdf, "Siobhan")], [])
    with pymupdf.open("pdf", pdf) as before, pymupdf.open("pdf", done.pdf) as after:
        places = [[word[:5] for word in document[0].get_text("words")] for document in (before, after)]
    kept = [word for word in places[0] if word[4] != "Siobhan" or word[0] > 150]
    left = [word for word in places[1] if "[" not in word[4] and "]" not in word[4]]
    assert [word[4] for word in left] == [word[4] for word in kept]
    for old, new in zip(kept, left, strict=True):
        assert new[:4] == pytest.approx(old[:4], abs=0.1)
    assert "Siobhan\u00a0Smith" in text_of(done.pdf)


def test_a_label_tells_who_stood_there():
    pdf = page(lambda one: say(one, sentence("Siobhan D'Arcy")))
    done = redact(pdf, [1], [removal(pdf, "Siobhan\u00a0D'Arcy")], [])
    assert "[Child A]" in text_of(done.pdf)
    assert done.removed == 1 and done.rebuilt == () and done.beside == {1: ("Yesterday", "came")}


def test_a_box_takes_words_and_pixels_alike():
    def build(one):
        one.insert_image(one.rect, stream=scanned("Words nobody recognised"))

    pdf = page(build)
    box = (60.0, 80.0, 400.0, 110.0)
    done = redact(pdf, [1], [Removal(1, 0, 0, "[removed]", (box,))], [])
    assert done.rebuilt == (1,)
    with pymupdf.open("pdf", done.pdf) as after:
        (image,) = after[0].get_image_info(xrefs=True)
        picture = pymupdf.Pixmap(after, image["xref"])
        scale = picture.width / after[0].rect.width
        tones = {
            max(picture.pixel(int(x * scale), int(y * scale))[:3]) > 40
            for x in range(70, 390, 8)
            for y in range(84, 108, 4)
        }
        outside = [picture.pixel(int(x * scale), int(398 * scale))[0] for x in range(72, 260)]
    assert tones == {False}
    assert min(outside) < 100  # the other words of the scan are still there


def test_a_box_on_a_turned_page_is_where_it_was_drawn():
    def build(one):
        say(one, "Alpha", (100, 200))
        say(one, "Omega", (100, 600))
        one.set_rotation(90)

    pdf = page(build)
    with pymupdf.open("pdf", pdf) as document:
        alpha = next(pymupdf.Rect(word[:4]) * document[0].rotation_matrix for word in document[0].get_text("words"))
    done = redact(pdf, [1], [Removal(1, 0, 0, "", ((alpha.x0 - 2, alpha.y0 - 2, alpha.x1 + 2, alpha.y1 + 2),))], [])
    assert "Alpha" not in text_of(done.pdf) and "Omega" in text_of(done.pdf)
    with pymupdf.open("pdf", done.pdf) as document:
        assert document[0].rotation == 90


def test_words_go_wherever_they_stand_even_where_nobody_found_them():
    pdf = page(lambda one: say(one, "An old note of D'Arcy and darcy"))
    done = redact(pdf, [1], [], [Term("D'Arcy", "[Child A]")])
    assert "arcy" not in squeezed(text_of(done.pdf)) and "note" in text_of(done.pdf)


def test_pages_that_were_not_asked_for_are_empty():
    with pymupdf.open() as document:
        for number in range(1, 5):
            say(document.new_page(), f"page {number}")
        pdf = document.tobytes()
    done = redact(pdf, [2, 4], [], [])
    assert [text_of(done.pdf, number) for number in (1, 2, 3, 4)] == ["", "page\u00a02\n", "", "page\u00a04\n"]


def test_the_same_document_gives_the_same_bytes():
    pdf = page(lambda one: say(one, sentence("Siobhan D'Arcy")))
    removals = [removal(pdf, "Siobhan")]
    assert redact(pdf, [1], removals, []).pdf == redact(pdf, [1], removals, []).pdf


def test_other_scripts_stay_readable_on_a_page_made_anew():
    def build(one):
        one.insert_image(one.rect, stream=scanned("x"))
        writer = pymupdf.TextWriter(one.rect)
        writer.append((72, 100), "Łukasz naïve 中文 Ж café", font=pymupdf.Font("cjk"))
        writer.write_text(one)

    pdf = page(build)
    done = redact(pdf, [1], [removal(pdf, "naïve")], [])
    assert done.rebuilt == (1,)
    assert "naïve" not in text_of(done.pdf)
    for word in ("Łukasz", "中文", "Ж", "café"):
        assert word in text_of(done.pdf)


@pytest.mark.parametrize("pdf", [b"%PDF-1.4 nonsense", b"", latin("no pdf at all").encode()])
def test_what_is_no_sound_pdf_is_refused(pdf):
    with pytest.raises(NotRemovable) as refused:
        redact(pdf, [1], [Removal(1, 0, 3, "x")], [])
    assert "nonsense" not in str(refused.value)


def test_a_document_with_a_password_is_refused():
    with pymupdf.open() as document:
        document.new_page()
        pdf = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret")
    with pytest.raises(NotRemovable, match="password"):
        redact(pdf, [1], [], [])


def test_a_page_that_is_gone_is_refused():
    with pytest.raises(NotRemovable, match="no page 3"):
        redact(page(lambda one: None), [3], [], [])
