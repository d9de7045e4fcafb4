"""What a worker process can be asked to do in these tests: well-behaved and not."""

import mmap
import os
import sys
import time

from evidence_app.errors import KnownError

kept = []


def echo(value):
    return value


def process():
    return os.getpid()


def keep(value):
    kept.append(value)
    return len(kept)


def end():
    os._exit(3)


def hang():
    time.sleep(600)


def grow(step):
    while True:
        kept.append(b"\x01" * step)
        time.sleep(0.002)


def share(size):
    """Takes memory that the system does not count as the process's own data."""
    kept.append(mmap.mmap(-1, size))
    for at in range(0, size, mmap.PAGESIZE):
        kept[-1][at] = 1
    time.sleep(600)


def leap(size):
    return len(bytearray(size))


def tell():
    raise KnownError("It rained.", "Take a coat.")


def stumble(secret):
    raise ValueError(secret)


def loaded():
    return sorted(sys.modules)
