"""The file the program's log is written to."""

from __future__ import annotations

import contextlib
import logging
from logging.handlers import RotatingFileHandler


class LogFile(RotatingFileHandler):
    """A file that is begun anew when it has grown, a few older ones kept beside it.

    It is opened for each line: the window and the command line write to the same one, and Windows lets nobody rename
    a file that somebody has open. What cannot be written is left out; a log never stops work.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a line."""
        super().emit(record)
        with contextlib.suppress(OSError):
            self.close()

    def handleError(self, record: logging.LogRecord) -> None:
        """Passes over a line that could not be written."""
