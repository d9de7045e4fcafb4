"""Content streams, read as far as redaction needs."""

import pytest

from evidence_app.privacy.content import Unreadable, glyph_by_glyph, joined, shown, strings, without_marks
from evidence_app.privacy.pictures import without_remarks


def test_marked_content_goes_and_drawing_stays():
    stream = (
        b"/P <</MCID 0 /ActualText (a \\) b) /E [1 (x)]>> BDC BT (She) Tj ET EMC /Art BMC q Q EMC /X /Y DP 1 0 0 rg"
    )
    assert without_marks(stream).split() == b"BT (She) Tj ET q Q 1 0 0 rg".split()


def test_a_picture_in_the_stream_is_not_read_as_operators():
    stream = b"q BI /W 2 /H 1 /BPC 8 /CS /G ID \x00BDC (\xff EI Q /P BMC 0 0 m EMC"
    assert without_marks(stream).split() == b"q BI /W 2 /H 1 /BPC 8 /CS /G ID \x00BDC (\xff EI Q 0 0 m".split()


@pytest.mark.parametrize("stream", [b"(never ends", b"<12", b"BI /W 1 ID abc", b"q ) Q"])
def test_a_damaged_stream_is_refused(stream):
    with pytest.raises(Unreadable):
        without_marks(stream)


def test_strings_are_decoded():
    assert list(strings(b"[(a\\050b\\)) 3 <4142 4> (n(es)ted)] % (no)\n (\\\nline)")) == [
        b"a(b)", b"AB@", b"n(es)ted", b"line",
    ]  # fmt: skip


def test_shown_strings_are_joined_over_kerning():
    assert shown(b"BT /F 1 Tf [(Sio)-3(bhan)]TJ (x) ' 1 2 (y) \" ET") == b"Siobhan\nx\ny"


def test_taking_apart_and_putting_together_draws_the_same():
    stream = b"BT /F1 9 Tf [(ab)-20<6364>] TJ q /F2 9 Tf <00010002> Tj Q (e) Tj ET"
    apart = glyph_by_glyph(stream, {b"F1": 1, b"F2": 2})
    assert apart.split() == (
        b"BT /F1 9 Tf <61>Tj <62>Tj [-20]TJ <63>Tj <64>Tj q /F2 9 Tf <0001>Tj <0002>Tj Q <65>Tj ET".split()
    )
    assert joined(apart).split() == b"BT /F1 9 Tf [<6162> -20 <6364>]TJ q /F2 9 Tf [<00010002>]TJ Q [<65>]TJ ET".split()


def test_fonts_whose_characters_vary_in_length_are_left_alone():
    assert glyph_by_glyph(b"/F1 9 Tf (ab) Tj", {b"F1": 0}).split() == b"/F1 9 Tf (ab) Tj".split()


def test_remarks_leave_a_jpeg_and_the_picture_stays():
    jpeg = b"\xff\xd8\xff\xe0\0\4JF\xff\xe1\0\6Exif\xff\xfe\0\5abc\xff\xdb\0\3q\xff\xda\0\3s\x12\xff\xd9trailing"
    assert without_remarks(jpeg) == b"\xff\xd8\xff\xe0\0\4JF\xff\xdb\0\3q\xff\xda\0\3s\x12\xff\xd9"
    assert without_remarks(b"no jpeg") == b"no jpeg"
