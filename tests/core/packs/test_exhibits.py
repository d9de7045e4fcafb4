from dataclasses import replace
from random import Random

import pymupdf
import pytest
from paperwork import FRAMEWORK, LATE, SPEC, STEADY, TURN_HEAD, paper

from evidence_app.errors import PackRefused
from evidence_app.packs.exhibits import HIGHLIGHT, Binder
from evidence_app.packs.frames import frames
from evidence_app.packs.select import select
from evidence_app.packs.typeset import typeset
from evidence_app.store import documents


def bound(desk, **changes):
    """The finished PDF and its frames, each with its pack page number."""
    contents = select(desk.database, FRAMEWORK, replace(SPEC, **changes), "Aldermere")
    places = frames(contents)
    made = typeset(contents, places)
    binder = Binder(made.pdf, places)
    for exhibit in filter(lambda each: each.shown, contents.exhibits):
        binder.bind(exhibit.number, exhibit.title, documents.data(desk.database, exhibit.document))
    return contents, list(enumerate(places, made.pages - len(places))), binder.save()


def one(desk, pdf, quote=STEADY, **changes):
    """A pack with one document and one item."""
    desk.tag(desk.add("The document", pdf), 1, quote)
    _, places, data = bound(desk, **changes)
    return places, data


def test_each_passage_is_highlighted_where_its_words_stand(filled):
    contents, places, data = bound(filled)
    titles = {exhibit.number: exhibit.title for exhibit in contents.exhibits}
    first_words = {"Case audit": LATE, "Improvement board minutes": STEADY}
    with pymupdf.open("pdf", data) as pack:
        for index, frame in places:
            page = pack[index]
            marks = [
                pymupdf.Rect(part[1])
                for drawing in page.get_drawings()
                if drawing["fill"] == pytest.approx(HIGHLIGHT, abs=0.01)
                for part in drawing["items"]
            ]
            assert len(marks) == len(frame.boxes) > 0
            for box, mark in zip(frame.boxes, marks, strict=True):
                assert tuple(mark) == pytest.approx(frame.on_pack_page(box), abs=1.1)
            words = " ".join(
                word[4] for word in page.get_text("words") if any(mark.contains(_middle(word)) for mark in marks)
            )
            quotes = [item.evidence.passage.quote for item in contents.items if item.exhibit == frame.exhibit]
            assert any(words in quote or quote in words for quote in quotes), (titles[frame.exhibit], words)
            if titles[frame.exhibit] in first_words and frame.page.number == 1:
                assert first_words[titles[frame.exhibit]] in words


def _middle(word):
    return pymupdf.Point((word[0] + word[2]) / 2, (word[1] + word[3]) / 2)


def test_turned_and_cropped_pages_stand_as_they_are_shown(filled):
    """The picture of each exhibit page is the picture of its source page, made smaller."""
    contents, places, data = bound(filled)
    sources = {exhibit.number: documents.data(filled.database, exhibit.document) for exhibit in contents.exhibits}
    with pymupdf.open("pdf", data) as pack:
        for index, frame in places:
            with pymupdf.open("pdf", sources[frame.exhibit]) as source:
                shown = source[frame.page.number - 1]
                scale = 24 / max(shown.rect.width, shown.rect.height)
                small = shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace="gray")
            area = pymupdf.Rect(frame.on_pack_page((0, 0, frame.page.width, frame.page.height)))
            zoom = small.width / area.width
            copy = pack[index].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), clip=area, colorspace="gray")
            ink = [_ink(pixmap) for pixmap in (small, copy)]
            assert ink[0] == pytest.approx(ink[1], abs=0.05), frame.exhibit


def _ink(pixmap):
    """How dark each quarter of a picture is."""
    width, height = pixmap.width // 2, pixmap.height // 2
    dark = {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 0}
    for y in range(2 * height):
        for x in range(2 * width):
            dark[x // width, y // height] += 255 - pixmap.pixel(x, y)[0]
    return [value / (255 * width * height) for value in dark.values()]


def test_the_stamp_and_the_way_back_stand_outside_the_source_page(filled):
    contents, places, data = bound(filled)
    titles = {exhibit.number: exhibit for exhibit in contents.exhibits}
    with pymupdf.open("pdf", data) as pack:
        assert [pack[n].get_label() for n in range(len(pack))] == [str(n + 1) for n in range(len(pack))]
        for index, frame in places:
            page = pack[index]
            exhibit = titles[frame.exhibit]
            area = pymupdf.Rect(frame.on_pack_page((0, 0, frame.page.width, frame.page.height)))
            text = " ".join(page.get_text(clip=pymupdf.Rect(0, 0, frame.width, area.y0)).split())
            assert (
                f"Exhibit {exhibit.number} · p. {frame.page.number} of {exhibit.pages} · pack page {index + 1}" in text
            )
            foot = page.get_text(clip=pymupdf.Rect(0, area.y1, frame.width, frame.height))
            assert "OFFICIAL-SENSITIVE" in foot and f"{index + 1} of {len(pack)}" in foot
            back = page.get_links()
            assert len(back) == len(frame.tags) > 0
            for link in back:
                assert not area.intersects(link["from"])
                words = pack[link["page"]].get_text()
                assert any(tag.number in words for tag in frame.tags)


def test_nothing_of_a_source_acts_or_hides_in_the_pack(desk):
    with pymupdf.open("pdf", paper(STEADY, "Second page.")) as source:
        page = source[0]
        page.insert_link(
            {"kind": pymupdf.LINK_URI, "uri": "https://outside.example/", "from": pymupdf.Rect(72, 72, 200, 90)}
        )
        page.insert_link({"kind": pymupdf.LINK_LAUNCH, "file": "calc.exe", "from": pymupdf.Rect(72, 92, 200, 99)})
        page.add_text_annot((300, 300), "SECRETNOTE of a reviewer")
        page.add_file_annot((350, 300), b"SECRETFILE", "a.txt")
        page.add_freetext_annot((72, 400, 300, 420), "A remark printed on the page")
        field = pymupdf.Widget()
        field.field_type, field.field_name = pymupdf.PDF_WIDGET_TYPE_TEXT, "SECRETFIELD"
        field.field_value, field.rect = "A form field as filled in", pymupdf.Rect(72, 440, 300, 460)
        field.script = "app.alert('SECRETSCRIPT')"
        page.add_widget(field)
        page.insert_text((72, 500), "HIDDENLAYER words", oc=source.add_ocg("off", on=False))
        page.insert_text((72, 540), "Shown layer words", oc=source.add_ocg("on", on=True))
        source.embfile_add("b.txt", b"SECRETATTACHMENT")
        source.set_metadata({"title": "SECRETTITLE", "author": "SECRETAUTHOR"})
        script = source.get_new_xref()
        source.update_object(script, "<</S/JavaScript/JS(app.alert\\('SECRETOPEN'\\))>>")
        source.xref_set_key(source.pdf_catalog(), "OpenAction", f"{script} 0 R")
        pdf = bytes(source.tobytes())
    ((index, _),), data = one(desk, pdf)
    with pymupdf.open("pdf", data) as pack:
        text = pack[index].get_text()
        for shown in ("A remark printed on the page", "A form field as filled in", "Shown layer words"):
            assert shown in text
        assert "HIDDENLAYER" not in text and "Second page" not in "".join(page.get_text() for page in pack)
        assert [annot.type for page in pack for annot in page.annots() or ()] == []
        assert all(
            link["kind"] in (pymupdf.LINK_GOTO, pymupdf.LINK_NAMED) for page in pack for link in page.get_links()
        )
        assert pack.embfile_count() == 0 and not pack.is_form_pdf
        raw = bytes(pack.tobytes(expand=255, garbage=0))
    for secret in (b"SECRET", b"HIDDENLAYER", b"outside.example", b"calc.exe", b"JavaScript", b"Launch"):
        assert secret not in raw


def test_drawing_that_breaks_its_own_rules_cannot_reach_the_stamp(desk):
    with pymupdf.open("pdf", paper(STEADY)) as source:
        page = source[0]
        # Unbalanced restores, a scale left behind, and a black field far larger than the page.
        content = b"Q Q Q " + page.read_contents() + b" q 5 0 0 5 -300 -300 cm 0 g 0 0 5000 20 re f"
        xref = page.get_contents()[0]
        source.update_stream(xref, content)
        page.set_contents(xref)
        pdf = bytes(source.tobytes())
    ((index, frame),), data = one(desk, pdf)
    with pymupdf.open("pdf", data) as pack:
        strip = pack[index].get_pixmap(clip=pymupdf.Rect(0, 0, frame.width, frame.y - 1), colorspace="gray")
        assert sum(value < 128 for value in strip.samples) < len(strip.samples) * 0.05
        assert f"pack page {index + 1}" in pack[index].get_text()


def test_names_a_source_gives_its_fonts_do_not_matter(desk):
    """“Metadata”, “OC” and “StructParent” are dropped as keys of streams, never as names of fonts."""
    with pymupdf.open("pdf", paper(STEADY)) as source:
        page = source[0]
        name = page.get_fonts()[0][4]
        kind, value = source.xref_get_key(page.xref, "Resources")
        holder = int(value.split()[0]) if kind == "xref" else page.xref
        prefix = "" if kind == "xref" else "Resources/"
        font = source.xref_get_key(holder, f"{prefix}Font/{name}")[1]
        fonts = source.get_new_xref()
        source.update_object(fonts, f"<</Metadata {font}/OC {font}>>")
        source.xref_set_key(holder, f"{prefix}Font", f"{fonts} 0 R")
        source.update_stream(page.get_contents()[0], page.read_contents().replace(f"/{name} ".encode(), b"/Metadata "))
        pdf = bytes(source.tobytes())
    ((index, _),), data = one(desk, pdf)
    with pymupdf.open("pdf", data) as pack:
        assert " ".join(STEADY.split()) in " ".join(pack[index].get_text().split())


def test_no_object_is_only_a_reference_to_another(desk):
    """Poppler, for one, finds no fonts behind such an object, and shows other letters."""
    with pymupdf.open("pdf", paper(STEADY, LATE)) as source:
        shared = source.get_new_xref()
        source.update_object(shared, source.xref_get_key(source[0].xref, "Resources")[1])
        for page in source:
            source.xref_set_key(page.xref, "Resources", f"{shared} 0 R")
        pdf = bytes(source.tobytes())
    places, data = one(desk, pdf, exhibits="full")
    with pymupdf.open("pdf", data) as pack:
        for (index, _), words in zip(places, (STEADY, LATE), strict=True):
            assert words in " ".join(pack[index].get_text().split())
        every = [pack.xref_object(xref).strip() for xref in range(1, pack.xref_length())]
    assert not [written for written in every if written.endswith(" R")]


def test_a_document_that_is_not_what_was_tagged_is_refused(desk):
    desk.tag(desk.add("The document", paper(STEADY)), 1, STEADY)
    contents = select(desk.database, FRAMEWORK, SPEC, "")
    places = frames(contents)
    made = typeset(contents, places)
    with pytest.raises(PackRefused, match="no longer has the size"):
        Binder(made.pdf, places).bind("E1", "The document", paper(STEADY, size=(420, 595)))
    with pymupdf.open("pdf", paper(STEADY)) as locked:
        data = bytes(locked.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y"))
    with pytest.raises(PackRefused, match="cannot be read"):
        Binder(made.pdf, places).bind("E1", "The document", data)


def test_whole_documents_cost_little_more_than_their_own_size(desk):
    with pymupdf.open() as source:
        noise = pymupdf.Pixmap(pymupdf.csGRAY, 400, 400, Random(1).randbytes(160_000), 0)
        for number in range(30):
            page = source.new_page()
            page.insert_textbox((72, 72, 500, 300), STEADY if number == 0 else chr(65 + number) * 20)
            page.insert_image((100, 400, 300, 600), pixmap=noise)
        pdf = bytes(source.tobytes(garbage=4, deflate=True))
    places, data = one(desk, pdf, exhibits="full")
    _, small = one(desk, paper(STEADY), exhibits="none")
    assert len(places) == 30
    assert len(data) - len(small) < 1.3 * len(pdf)


def test_a_quotation_over_a_page_turn_leads_to_the_page_it_begins_on(filled):
    contents, places, data = bound(filled)
    item = next(item for item in contents.items if item.evidence.passage.quote.startswith(TURN_HEAD))
    with pymupdf.open("pdf", data) as pack:
        targets = {link["page"] for page in pack for link in page.get_links() if link["page"] >= places[0][0]}
    pages = {frame.page.number: index for index, frame in places if frame.exhibit == item.exhibit}
    assert pages[2] in targets
    assert pages[3] not in targets
