"""Codebooks of other programs come in: codes become themes of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evidence_app.domain.exchange import Brought
from evidence_app.exchange import codes as coding
from evidence_app.exchange import composing, themes
from evidence_app.exchange.parsing import read_codebook
from evidence_app.ofsted.frameworks import LOCAL_THEMES
from evidence_app.workspace.frameworks import Frameworks


def bring_codebook(frameworks: Frameworks, path: Path, chosen: Mapping[str, str], *, do: bool) -> Brought:
    """Makes the codes of a .qdc file that stand under an area, and are no theme yet, themes of one's own; undoable.

    Args:
        chosen: what codes mean, by name or guid; see exchange.codes.targets.
        do: False for a preview.

    Raises:
        KnownError: the file cannot be read, or what was chosen does not exist.
    """
    framework = frameworks.current()
    codes = read_codebook(path)
    meant = coding.targets(framework, codes, chosen)
    new = themes.new_themes(framework, codes, meant)
    if do and new:
        name = themes.file_name(path.stem, list(frameworks.files()), LOCAL_THEMES)
        frameworks.add_text(name, themes.themes_file(framework.id, new))
    return Brought(
        format="qdc",
        done=do,
        codes=composing.code_uses(codes, meant, {}),
        themes=tuple(theme.label for _, theme in new),
    )
