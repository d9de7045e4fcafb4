import re
from dataclasses import replace

import pymupdf
import pypdfium2
import pytest
from paperwork import FRAMEWORK, SPEC

from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.packs.contents import Contents, Exhibit, Item, Section, SourcePage
from evidence_app.packs.frames import frames
from evidence_app.packs.frontmatter import UNPRINTABLE
from evidence_app.packs.reading import letters, stands
from evidence_app.packs.typeset import typeset

# Everything that means something to typst, in ways that would break out of a string or run code if it were markup.
MARKUP = '#panic() $x$ @cite <label> `raw` ] ) } " \\ // no /* no */ = H - l + l _under_ *star* ~ #{ 41 + 1 } \\u{41}'


def contents(quotes, spec=SPEC, note="", title="A document", findings=("strength",)):
    """A pack of one area with these quotations, in turn under the findings given."""
    items = [
        Item(
            f"1.{n}",
            "leaders",
            "E1",
            Evidence(
                f"e{n}",
                Passage(1, 1, 1, 0, 1, quote, boxes=((1, 72.0, 72.0, 300.0, 84.0),)),
                title,
                ("leaders",),
                finding=findings[n % len(findings)],
                note=note,
                status="agreed",
            ),
            (title,),
        )
        for n, quote in enumerate(quotes, start=1)
    ]
    kinds = ("strength", "improvement", "context")
    groups = [tuple(item for item in items if item.evidence.finding == kind) for kind in kinds]
    exhibit = Exhibit("E1", 1, "ab" * 32, title, "audit", title, "2026-01-02", 3, (SourcePage(1, 595, 842),))
    return Contents(
        spec, title, FRAMEWORK.id, title, (Section(1, "leaders", title, *groups),), (exhibit,), (title,), (title,)
    )


def texts(pdf):
    with pymupdf.open("pdf", pdf) as made:
        ours = [" ".join(page.get_text().split()) for page in made]
    made = pypdfium2.PdfDocument(pdf)
    theirs = [" ".join(page.get_textpage().get_text_range().split()) for page in made]
    made.close()
    return ours, theirs


def test_words_of_documents_and_officers_are_never_markup():
    spec = replace(SPEC, title=MARKUP, purpose=MARKUP, marking=MARKUP)
    pack = contents([MARKUP], spec, note=MARKUP, title=MARKUP)
    made = typeset(pack, frames(pack))
    for pages in texts(made.pdf):
        assert f"“{MARKUP}”" in " ".join(pages)
        # Cover, headers, authority, area, note, source line, theme, documents, stamp and marking each print it so.
        assert " ".join(pages).count("#panic() $x$ @cite <label>") > 12
        assert "42" not in " ".join(pages) and "\\u{41}" in " ".join(pages)


def test_the_same_pack_gives_the_same_bytes():
    pack = contents(["One.", "Two."])
    assert typeset(pack, frames(pack)).pdf == typeset(pack, frames(pack)).pdf


def test_places_are_where_things_stand():
    pack = contents([f"Sentence {n} " + "of some length " * 30 for n in range(1, 30)])
    made = typeset(pack, frames(pack))
    ours, _ = texts(made.pdf)
    assert made.pages == len(ours)
    assert made.sections == {"leaders": made.items["1.1"]}
    for number, page in made.items.items():
        assert re.search(rf"\b{re.escape(number)} Strength", ours[page - 1])
    assert len(set(made.items.values())) > 2


@pytest.mark.parametrize(("strengths", "improvements"), [(1, 1), (2, 9), (9, 2), (0, 4), (4, 0), (5, 5)])
def test_uneven_sides_lose_nothing(strengths, improvements):
    quotes = [f"Statement {n} ends here." for n in range(strengths + improvements)]
    pack = contents(quotes)
    items = pack.items
    for item in items[strengths:]:
        object.__setattr__(item.evidence, "finding", "improvement")
    section = Section(1, "leaders", "Leaders", items[:strengths], items[strengths:])
    pack = replace(pack, sections=(section,))
    (ours, _) = texts(typeset(pack, frames(pack)).pdf)
    text = " ".join(ours)
    for quote in quotes:
        assert text.count(f"“{quote}”") == 1
    assert f"Strengths ({strengths})" in text and f"Areas for improvement ({improvements})" in text
    assert ("None recorded under this area." in text) == (0 in (strengths, improvements))


def test_a_long_quotation_runs_over_pages():
    quote = "Every word of this long passage counts, and so does the next. " * 140
    pack = contents([quote.strip()])
    ours, _ = texts(typeset(pack, frames(pack)).pdf)
    front = [re.sub(r"Evidence for the board OFFICIAL-SENSITIVE|A document \d+ of \d+", "", page) for page in ours]
    assert sum(page.count("Every word") for page in front) == 140
    assert sum("Every word" in page for page in front) == 2


def test_what_no_font_can_draw_is_a_square_and_is_told():
    pack = contents(["Plain words.", "She drew a \U0001f600 and wrote 你好."], note="tab\there \x07 bell")
    made = typeset(pack, frames(pack))
    assert made.printed == {"1.2": f"She drew a {UNPRINTABLE} and wrote {UNPRINTABLE * 2}."}
    ours, _ = texts(made.pdf)
    assert made.printed["1.2"] in " ".join(ours)
    pack = contents(["Zoë’s café – ½ of it: Łódź, Žižka, Ελλάδα."])
    assert typeset(pack, frames(pack)).printed == {}


def test_words_from_right_to_left_and_loose_accents_are_printed_and_found_again():
    quotes = ["He signed as محمد علي on the day.", "Written as שלום עולם twice.", "A cafe\u0301 and an x\u0331."]
    pack = contents(quotes)
    made = typeset(pack, frames(pack))
    assert made.printed == {}
    for pages in texts(made.pdf):
        for number, quote in enumerate(quotes, start=1):
            assert stands(letters(f"“{quote}”"), [letters(pages[made.items[f"1.{number}"] - 1])])


def test_the_pages_are_tagged_named_and_in_our_own_type():
    pack = contents(["One."], replace(SPEC, title="The pack’s title"))
    made = typeset(pack, frames(pack))
    with pymupdf.open("pdf", made.pdf) as pdf:
        catalog = pdf.xref_object(pdf.pdf_catalog())
        assert "/Lang (en-GB)" in catalog and "/Marked true" in catalog and "/StructTreeRoot" in catalog
        assert "/DisplayDocTitle true" in catalog
        assert pdf.metadata["title"] == "The pack’s title" and pdf.metadata["creationDate"].startswith("D:20260531")
        assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.get_xml_metadata()
        fonts = {font[3].split("+")[-1] for number in range(len(pdf)) for font in pdf.get_page_fonts(number)}
        assert fonts and all(name.startswith("SourceSans3-") for name in fonts)
        figures = [xref for xref in range(1, pdf.xref_length()) if pdf.xref_get_key(xref, "S")[1] == "/Figure"]
        assert [pdf.xref_get_key(xref, "Alt")[1] for xref in figures] == [
            "Page 1 of 3 of “A document”, reproduced. Passage of item 1.1 highlighted."
        ]
