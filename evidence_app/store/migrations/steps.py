"""The ordered list that each step of the schema adds itself to."""

from __future__ import annotations

from sqlite_utils import Migrations

# Written into the file; a file with a higher major number is refused.
SCHEMA_MAJOR = 1

migrations = Migrations("evidence-desk")
