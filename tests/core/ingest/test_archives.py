"""Archives within bounds; the names inside are labels and lead nowhere."""

import io
import struct
import zlib

import made_documents as made
import pytest
import pyzipper

from evidence_app.errors import KnownError
from evidence_app.ingest import archives


def members(data, *passwords):
    return dict(archives.members(data, passwords))


def test_files_come_out_with_names_that_lead_nowhere():
    found = members(
        made.zipped(
            {
                "a/b.txt": b"one",
                "../../up.txt": b"two",
                "/etc/root.txt": b"three",
                "C:\\Windows\\w.txt": b"four",
                "..": b"five",
                "empty.txt": b"",
                "folder/": b"",
            }
        )
    )
    assert found == {
        "a/b.txt": b"one", "up.txt": b"two", "etc/root.txt": b"three", "Windows/w.txt": b"four", "file": b"five"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("bound", "value", "words"),
    [("MOST_MEMBERS", 2, "holds 3 files"), ("MOST_BYTES", 1 << 20, "larger than 1 MB"), ("_HARMLESS", 1000, "harm")],
)
def test_more_than_is_safe_is_refused(monkeypatch, bound, value, words):
    data = made.zipped({"a": bytes(2 << 20), "b": b"x", "c": b"y"})
    assert len(members(data)) == 3
    monkeypatch.setattr(archives, bound, value)
    for act in (lambda: members(data), lambda: archives.check(data)):
        with pytest.raises(KnownError, match=words):
            act()


def test_a_size_that_lies_is_noticed_while_reading(monkeypatch):
    data = bytearray(made.zipped({"a.txt": b"kestrel " * 1000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    monkeypatch.setattr(archives, "MOST_BYTES", 4000)
    with pytest.raises(KnownError):
        members(bytes(data))


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_told_or_empty(damage):
    try:
        assert members(damage) == {}
    except KnownError as error:
        assert "damaged" in error.sentence


def test_a_member_that_is_damaged_is_told():
    data = bytearray(made.zipped({"a.txt": b"kestrel " * 1000}))
    data[40:60] = bytes(20)
    with pytest.raises(KnownError, match="damaged"):
        members(bytes(data))


def test_the_right_password_opens_and_without_it_one_is_asked_for():
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"open it")
        archive.writestr("a.txt", b"kestrel")
        archive.writestr("b.txt", b"heron")
    assert members(out.getvalue(), "wrong", "open it") == {"a.txt": b"kestrel", "b.txt": b"heron"}
    for passwords in ((), ("wrong",)):
        with pytest.raises(KnownError, match="protected by a password"):
            members(out.getvalue(), *passwords)


def test_the_old_way_of_protecting_is_known():
    assert members(_crypted(b"kestrel", b"open it"), "wrong", "open it") == {"a.txt": b"kestrel"}


def _crypted(data, password):
    """A zip of one stored file under the cipher of PKZIP's own specification."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(byte):
        keys[0] = ~zlib.crc32(bytes([byte]), ~keys[0] & 0xFFFFFFFF) & 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = ~zlib.crc32(bytes([keys[1] >> 24]), ~keys[2] & 0xFFFFFFFF) & 0xFFFFFFFF

    for byte in password:
        step(byte)
    crc = zlib.crc32(data)
    hidden = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + data:
        mask = (keys[2] & 0xFFFF) | 2
        hidden.append(byte ^ ((mask * (mask ^ 1) >> 8) & 0xFF))
        step(byte)
    fields = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 0x21, crc, len(hidden), len(data), 5, 0)
    local = b"PK\x03\x04" + fields + b"a.txt" + hidden
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a.txt"
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end
