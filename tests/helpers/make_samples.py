"""Typesets the sample documents of resources/samples from the texts beside this script.

    python tests/helpers/make_samples.py [FOLDER]

The council of Aldermere and everyone named in the documents are invented. Telephone numbers come from the ranges kept
for drama, NHS numbers from the 999 range kept for tests, postcodes from areas that do not exist, mail addresses from
the reserved domain .example. Each document carries its own fixed date, so the same texts, fonts and version of typst
give the same bytes at every run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(__file__).resolve().parent / "samples"
FONTS = ROOT / "resources" / "fonts"
SAMPLES = ROOT / "resources" / "samples"

# Source name -> file name as an officer would have it: spaces, commas, apostrophes, a family's name in one.
DOCUMENTS = {
    "inspection-2026": "Aldermere ILACS inspection report - published 30 June 2026.pdf",
    "inspection-2022": "Aldermere ILACS inspection report - published 19 December 2022.pdf",
    "inspection-2015": "Aldermere SIF inspection report - published 27 November 2015.pdf",
    "visit-2024": "Monitoring visit 3 letter - 12 November 2024.pdf",
    "visit-2025": "Monitoring visit 6 letter - 21 October 2025.pdf",
    "neglect-audit": "Thematic audit, neglect v1.2 January 2026.pdf",
    "dip-sample": "Dip sample return home interviews (Practice Week March 2026).pdf",
    "iro-report": "IRO annual report 2025-26.pdf",
    "case-notes": "Case notes export D'Arcy HB-204417 17.04.2026.pdf",
    "supervision": "Supervision records Assessment Team 2 Feb-Apr 2026.pdf",
    "minutes": "Improvement Board minutes 14 April 2026.pdf",
    "dashboard": "Performance dashboard March 2026.pdf",
    "survey": "Care leavers' survey 2025 - what you told us.pdf",
}


def make_samples(folder: Path) -> list[Path]:
    """Writes every sample document into a folder and returns their paths.

    Raises:
        RuntimeError: typst had something to warn about, such as a font that is missing.
    """
    compiler = typst.Compiler(root=SOURCES, font_paths=[FONTS], ignore_system_fonts=True)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for source, name in DOCUMENTS.items():
        pdf, warnings = compiler.compile_with_warnings(SOURCES / f"{source}.typ", format="pdf")
        if warnings:
            raise RuntimeError(f"{source}: {'; '.join(warning.message for warning in warnings)}")
        assert isinstance(pdf, bytes)
        path = folder / name
        path.write_bytes(pdf)
        made.append(path)
    return made


if __name__ == "__main__":
    for written in make_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES):
        print(written.name)
