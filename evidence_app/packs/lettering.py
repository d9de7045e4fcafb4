"""The pack's own type on pages that typst does not set: how wide words are, and how a page's content writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pymupdf

from evidence_app.packs.frontmatter import UNPRINTABLE
from evidence_app.paths import resources_dir

mupdf = pymupdf.mupdf

PLAIN, BOLD = "F0", "F1"
_FACES = {PLAIN: "SourceSans3-Regular.ttf", BOLD: "SourceSans3-Bold.ttf"}

# What letters glyphs are, as readers ask for it (PDF 32000-1, 9.10.3).
_TABLE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{listed}
endcmap CMapName currentdict /CMap defineresource pop end end
"""


class Lettering:
    """The type, put into a pack with as much of it as draws some words.

    Args:
        words: every letter that will be written.
    """

    def __init__(self, pack: pymupdf.Document, words: str) -> None:
        folder = resources_dir() / "fonts"
        self._fonts = {name: pymupdf.Font(fontfile=str(folder / file)) for name, file in _FACES.items()}
        self._glyphs: dict[tuple[str, str], tuple[int, float]] = {}
        letters = "".join(sorted(set(words + UNPRINTABLE)))
        placed = dict(_embedded(pack, letters))
        for face, font in placed.items():
            self._name(pack, face, font, letters)
        self.entries = " ".join(f"/{face} {font} 0 R" for face, font in placed.items())

    def glyph(self, face: str, letter: str) -> tuple[int, float]:
        """Number and width of a letter, at a size of 1; a letter the type does not have is an empty square."""
        if (face, letter) not in self._glyphs:
            font = self._fonts[face]
            there = ord(letter) if font.has_glyph(ord(letter)) else ord(UNPRINTABLE)
            self._glyphs[face, letter] = font.has_glyph(there), font.glyph_advance(there)
        return self._glyphs[face, letter]

    def _name(self, pack: pymupdf.Document, face: str, font: int, letters: str) -> None:
        """Says which letter each glyph is. The engine's own table takes the last of several letters that look alike,
        such as a space that does not break for a space."""
        there = [letter for letter in reversed(letters) if self._fonts[face].has_glyph(ord(letter))]
        pairs = {self.glyph(face, letter)[0]: letter for letter in there}
        lines = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in sorted(pairs.items())]
        blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]  # no more may stand in one
        listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        table = int(pack.xref_get_key(font, "ToUnicode")[1].split()[0])
        pack.update_stream(table, _TABLE.format(listed=listed).encode("ascii"), new=True, compress=True)

    def width(self, words: str, face: str, size: float) -> float:
        """The width of words in points."""
        return size * sum(self.glyph(face, letter)[1] for letter in words)

    def written(self, words: str, face: str, size: float, x: float, y: float, colour: str) -> str:
        """Words as a page's content draws them, their baseline at y from the foot."""
        hexed = "".join(f"{self.glyph(face, letter)[0]:04x}" for letter in words)
        return f"BT /{face} {figure(size)} Tf {rgb(colour)} rg 1 0 0 1 {figure(x)} {figure(y)} Tm <{hexed}> Tj ET\n"


def rgb(colour: str) -> str:
    """A colour, #rrggbb, as a page's content names it."""
    return " ".join(figure(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def figure(value: float) -> str:
    """A number as it stands in a page's content."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _embedded(pack: pymupdf.Document, letters: str) -> Iterator[tuple[str, int]]:
    """Puts the type into a pack, only as much of it as draws some letters: name and object of each font."""
    with pymupdf.open() as scratch:
        page = scratch.new_page()
        for name, file in _FACES.items():
            page.insert_font(fontname=name, fontfile=str(resources_dir() / "fonts" / file))
            page.insert_text((0, 20), letters, fontname=name, fontsize=1)
        scratch.subset_fonts()
        source, target = pymupdf._as_pdf_document(scratch), pymupdf._as_pdf_document(pack)
        grafts = mupdf.pdf_new_graft_map(target)
        # A part of a font has a name of its own before its name (PDF 32000-1, 9.6.4); the engine's is drawn by chance.
        part = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(letters.encode("utf-8")).digest()[:6])
        for xref, _, _, _, name, _ in page.get_fonts():
            font = mupdf.pdf_to_num(mupdf.pdf_graft_mapped_object(grafts, mupdf.pdf_new_indirect(source, xref, 0)))
            below = int(pack.xref_get_key(font, "DescendantFonts")[1].strip("[]").split()[0])
            about = int(pack.xref_get_key(below, "FontDescriptor")[1].split()[0])
            called = f"/{part}+{_FACES[name].removesuffix('.ttf')}"
            for one, key in ((font, "BaseFont"), (below, "BaseFont"), (about, "FontName")):
                pack.xref_set_key(one, key, called)
            yield name, font
