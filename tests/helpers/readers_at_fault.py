"""Report readers for the importer's workers: one that recognises reports, and some that fail."""

import os
import time


def recognises(pages, name):
    if "Inspection of" not in pages[0].text:
        return None
    return {"type": "ILACS", "authority": "Aldermere", "end": "2024-05-17", "pages": len(pages), "name": name}


def fails(pages, name):
    raise LookupError(pages[0].text)


def ends_on_marked(pages, name):
    if "MARKED" in pages[0].text:
        os._exit(7)


def hangs_on_marked(pages, name):
    if "MARKED" in pages[0].text:
        time.sleep(600)


def grows_on_marked(pages, name):
    held = []
    while "MARKED" in pages[0].text:
        held.append(bytearray(1 << 24))
