"""Sizes and counts in words."""

from __future__ import annotations


def shown_size(size: int) -> str:
    """Bytes as people say them: "812 kB", "14 MB", "2.3 GB"; in thousands, as file managers count."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)) if size else 0:,} kB"
    if size < 1_000_000_000:
        return f"{size / 1_000_000:.1f} MB" if size < 10_000_000 else f"{size / 1_000_000:,.0f} MB"
    return f"{size / 1_000_000_000:,.1f} GB"


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun: "1 backup", "1,200 backups"."""
    return f"{count:,} {one if count == 1 else many}"
