"""The GUIDs of exchanged things: worked out from our own ids, so that the same thing has the same one every time."""

from __future__ import annotations

import re
import uuid

# Drawn once for this program; never to be changed, or what went out before is not known again.
_OURS = uuid.UUID("6d0b3c52-7c1e-4d0a-9d6f-3b8f0a4d51e7")
# Details of documents that go out as variables, with what they are called there and their type.
DETAILS = {"kind": ("Kind of document", "Text"), "date": ("Date", "Date"), "authority": ("Authority or team", "Text")}
_SHAPE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def guid(sort: str, identity: str) -> str:
    """The GUID of a thing of ours.

    Args:
        sort: what it is: "code", "document", "evidence", "user" ...
        identity: its own stable id.
    """
    return str(uuid.uuid5(_OURS, f"{sort}:{identity}"))


def variable_guid(detail: str) -> str:
    """The GUID of the variable a detail of documents goes out as."""
    return guid("variable", detail)


def read_guid(written: str) -> str:
    """A GUID as it is compared: lower case, without braces; empty where it is none."""
    plain = written.strip().strip("{}").lower()
    return plain if _SHAPE.fullmatch(plain) else ""


def evidence_id(selection: str) -> str:
    """The id of the evidence a selection becomes: the same whenever the same file is brought in."""
    return "e" + uuid.uuid5(_OURS, f"selection:{selection}").hex[:12]
