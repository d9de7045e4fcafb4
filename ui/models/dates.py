"""Dates as the window shows them."""

from __future__ import annotations

from datetime import datetime

from evidence_app.domain.dates import shown_date as shown_date


def shown_time(iso: str) -> str:
    """An ISO time (UTC) as "4 Sep 2017, 14:05" in local time; what is no ISO time stays as it is."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{shown_date(moment.date().isoformat())}, {moment:%H:%M}"
