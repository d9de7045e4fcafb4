"""Reads a PDF content stream as far as redaction needs: marked content, and strings it draws (PDF 32000-1, 7.8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

# White space and comments between tokens; a token by its first character.
_BLANK = re.compile(rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*")
_WORD = re.compile(rb"/?[^\0\t\n\f\r ()<>\[\]{}/%]*")
_HEX = re.compile(rb"<[0-9A-Fa-f\0\t\n\f\r ]*>")
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r /<\[(]|$)")
_NAME = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)")
_PARENTHESES = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_MARKS = frozenset({b"BMC", b"BDC", b"EMC", b"MP", b"DP"})
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})


class Unreadable(ValueError):
    """A content stream that is not built as the format says."""


def without_marks(stream: bytes) -> bytes:
    """The stream without marked content: /ActualText, /Alt, layers and structure go, what is drawn stays.

    Raises:
        Unreadable: the stream is damaged.
    """
    return _rewritten(stream, None)


def glyph_by_glyph(stream: bytes, codes: Mapping[bytes, int]) -> bytes:
    """The stream without marked content, each character shown by an operator of its own.

    MuPDF forgets the width of a character that it takes out at the head of a string that goes on, and the rest of the
    line would move; a string of one character does not go on.

    Args:
        codes: bytes a character takes, by the font's name in the resources; 0 where that varies.

    Raises:
        Unreadable: the stream is damaged.
    """
    return _rewritten(stream, codes)


def joined(stream: bytes) -> bytes:
    """The stream with strings that are shown one after the other in one array again, as readers expect words to be.

    Raises:
        Unreadable: the stream is damaged.
    """
    kept: list[bytes] = []
    run: list[bytes] = []
    at = 0
    for operator, start, end in _operations(stream):
        if operator in (b"TJ", b"Tj"):
            if not run:
                kept.append(stream[at:start])
            operation = stream[start:end]
            run += _elements(operation) if operator == b"TJ" else [operation[: operation.rindex(b"Tj")].strip()]
            at = end
        elif run:
            kept.append(b"\n[%s]TJ\n" % b"".join(_together(run)))
            run = []
    if run:
        kept.append(b"\n[%s]TJ\n" % b"".join(_together(run)))
    return b"".join([*kept, stream[at:]])


def _together(elements: Iterable[bytes]) -> Iterator[bytes]:
    """Elements of an array, strings that touch made one."""
    whole = b""
    for element in elements:
        if element[:1] in (b"(", b"<"):
            whole += b"".join(strings(element))
        else:
            if whole:
                yield b"<%s>" % whole.hex().encode("ascii")
            whole = b""
            yield b" %s " % element
    if whole:
        yield b"<%s>" % whole.hex().encode("ascii")


def _rewritten(stream: bytes, codes: Mapping[bytes, int] | None) -> bytes:
    kept: list[bytes] = []
    fonts: list[int] = []
    size = at = 0
    for operator, start, end in _operations(stream):
        if operator in _MARKS:
            kept += [stream[at:start], b"\n"]
            at = end
        elif codes is None:
            continue
        elif operator == b"q":
            fonts.append(size)
        elif operator == b"Q":
            size = fonts.pop() if fonts else 0
        elif operator == b"Tf":
            name = _NAME.search(stream, start, end)
            size = codes.get(name[1], 0) if name else 0
        elif operator in (b"TJ", b"Tj") and size:
            kept += [stream[at:start], b"\n", *_split(stream[start:end], size, array=operator == b"TJ")]
            at = end
    return b"".join([*kept, stream[at:]])


def _split(operation: bytes, size: int, *, array: bool) -> Iterator[bytes]:
    """A show operation as one operation for each character, and for each spacing between them."""
    for element in _elements(operation) if array else [operation]:
        if array and element[:1] not in (b"(", b"<"):
            yield b"[%s]TJ\n" % element
            continue
        for string in strings(element):
            for at in range(0, len(string), size):
                yield b"<%s>Tj\n" % string[at : at + size].hex().encode("ascii")


def _elements(operation: bytes) -> Iterator[bytes]:
    """The strings and numbers of an array, as they are written."""
    at = operation.index(b"[") + 1
    while True:
        at = _BLANK.match(operation, at).end()  # type: ignore[union-attr] # it matches nothing at least
        first = operation[at : at + 1]
        if first == b"]":
            return
        end = _literal_end(operation, at) if first == b"(" else 0
        found = (_HEX if first == b"<" else _WORD).match(operation, at)
        end = end or (found.end() if found else 0)
        if end <= at:
            raise Unreadable("an array that holds something else than strings and numbers")
        yield operation[at:end]
        at = end


def shown(stream: bytes) -> bytes:
    """The bytes of all strings the stream shows, decoded, in order, each show operator's strings joined.

    Raises:
        Unreadable: the stream is damaged.
    """
    lines = []
    for operator, start, end in _operations(stream):
        if operator in _SHOWS:
            lines.append(b"".join(string for string in strings(stream[start:end])))
    return b"\n".join(lines)


def strings(data: bytes) -> Iterator[bytes]:
    """The strings, literal or in hex, of any piece of PDF syntax, decoded."""
    at = 0
    while at < len(data):
        opening = data[at : at + 1]
        if opening == b"(":
            end = _literal_end(data, at)
            yield unescaped(data[at + 1 : end - 1])
            at = end
        elif opening == b"<" and (found := _HEX.match(data, at)):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", found[0])
            yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            at = found.end()
        elif opening == b"%":
            at = _BLANK.match(data, at).end()  # type: ignore[union-attr] # it matches nothing at least
        else:
            at += 1


def _operations(stream: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Each operator with where its operands begin and where it ends."""
    at = start = 0
    length = len(stream)
    while True:
        at = _BLANK.match(stream, at).end()  # type: ignore[union-attr] # it matches nothing at least
        if at >= length:
            return
        first = stream[at : at + 1]
        if first == b"(":
            at = _literal_end(stream, at)
        elif first == b"<" and stream[at : at + 2] != b"<<":
            found = _HEX.match(stream, at)
            if found is None:
                raise Unreadable("a string in hex that does not end")
            at = found.end()
        elif first in b"<>[]{}":
            at += 2 if stream[at : at + 2] in (b"<<", b">>") else 1
        else:
            word = _WORD.match(stream, at)
            if word is None or word.end() == at:
                raise Unreadable("a character that begins nothing")
            at = word.end()
            if word[0] == b"ID":
                ending = _IMAGE_END.search(stream, at)
                if ending is None:
                    raise Unreadable("an image that does not end")
                at = ending.end()
                yield b"EI", start, at
                start = at
            elif word[0][:1].isalpha() or word[0] in (b"'", b'"'):
                if word[0] in (b"true", b"false", b"null"):
                    continue
                yield word[0], start, at
                start = at


def _literal_end(data: bytes, at: int) -> int:
    depth = 0
    while found := _PARENTHESES.search(data, at):
        at = found.end()
        if found[0] == b"\\":
            at += 1
        else:
            depth += 1 if found[0] == b"(" else -1
            if depth == 0:
                return at
    raise Unreadable("a string that does not end")


def unescaped(string: bytes) -> bytes:
    """The bytes a literal string stands for."""

    def letter(match: re.Match[bytes]) -> bytes:
        if match[1][:1] in b"01234567":
            return bytes([int(match[1], 8) & 255])
        return _LETTERS.get(match[1], match[1])

    return _ESCAPE.sub(letter, string) if b"\\" in string else string
