"""A log of a test's own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence_app.log_file import LogFile


@contextmanager
def own_log(folder: Path, monkeypatch) -> Iterator[logging.Logger]:
    """Lets what a test does write its log under a folder, whatever ran in this process before or will after."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    logger = logging.getLogger("evidence-desk")
    for handler in [one for one in logger.handlers if isinstance(one, LogFile)]:
        logger.removeHandler(handler)
    yield logger
    for handler in [one for one in logger.handlers if isinstance(one, LogFile)]:
        logger.removeHandler(handler)
