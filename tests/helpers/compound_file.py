"""Writes compound files (OLE2), the container of older Office documents and Outlook messages, for tests."""

import itertools
import struct

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams):
    """A compound file with these streams by name; "storage/name" lies in a storage."""
    entries = [["", 5, b"", []]]  # name, type (5 root, 1 storage, 2 stream), data, children
    places = {"": 0}
    for name, data in streams.items():
        storage, _, last = name.rpartition("/")
        if storage not in places:
            places[storage] = len(entries)
            entries[0][3].append(len(entries))
            entries.append([storage, 1, b"", []])
        entries[places[storage]][3].append(len(entries))
        entries.append([last, 2, data, []])
    entries[0][0] = "Root Entry"
    sectors, table, minis, mini_table, starts = [], [], [], [], {}
    for number, (_, kind, data, _) in enumerate(entries):
        if kind == 2 and len(data) < _CUTOFF:
            starts[number] = _chain(data, _MINI, minis, mini_table)
        elif kind == 2:
            starts[number] = _chain(data, _SECTOR, sectors, table)
    short = b"".join(minis)
    entries[0][2], starts[0] = short, _chain(short, _SECTOR, sectors, table)
    mini_start = _chain(struct.pack(f"<{len(mini_table)}I", *mini_table), _SECTOR, sectors, table, b"\xff")
    directory = _chain(_directory(entries, starts), _SECTOR, sectors, table)
    count = 1
    while (len(sectors) + count) * 4 > count * _SECTOR:
        count += 1
    first = len(sectors)
    full = table + [_TABLE] * count
    full += [_FREE] * (count * 128 - len(full))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    mini_count = -(-len(mini_table) * 4 // _SECTOR)
    header += struct.pack("<IIIIIIIII", 0, count, directory, 0, _CUTOFF, mini_start, mini_count, _END, 0)
    numbers = [first + at for at in range(count)]
    header += struct.pack("<109I", *numbers, *[_FREE] * (109 - count))
    return header + b"".join(sectors) + struct.pack(f"<{len(full)}I", *full)


def _chain(data, size, sectors, table, fill=b"\x00"):
    if not data:
        return _END
    start = len(sectors)
    for at in range(0, len(data), size):
        sectors.append(data[at : at + size].ljust(size, fill))
        table.append(len(sectors))
    table[-1] = _END
    return start


def _directory(entries, starts):
    right, child = {}, {}
    for number, (_, _, _, children) in enumerate(entries):
        ordered = sorted(children, key=lambda one: (len(entries[one][0]), entries[one][0].upper()))
        child[number] = ordered[0] if ordered else _FREE
        right.update(itertools.pairwise(ordered))
    rows = []
    for number, (name, kind, data, _) in enumerate(entries):
        written = name.encode("utf-16-le") + b"\x00\x00"
        row = written.ljust(64, b"\x00") + struct.pack("<HBB", len(written), kind, 1)
        row += struct.pack("<III", _FREE, right.get(number, _FREE), child[number]) + bytes(36)
        rows.append(row + struct.pack("<IQ", starts.get(number, 0 if kind == 1 else _END), len(data)))
    return b"".join(rows)
