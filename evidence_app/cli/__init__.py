"""The command line: thin callers of the front door. Names and JSON are a contract; they are extended, not renamed."""

from evidence_app.cli.main import cli, main

__all__ = ["cli", "main"]
