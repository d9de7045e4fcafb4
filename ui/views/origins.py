"""The lists of authorities and teams by which evidence and coverage are narrowed."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_app.domain.document import Origin
from ui.widgets.fields import Combo


def offer_origins(authority: Combo, team: Combo, origins: Sequence[Origin]) -> None:
    """Offers what documents are from. A list of teams is shown only where the officer has named some."""
    teams = sorted({one.team for one in origins if one.team}, key=str.casefold)
    authority.offer({one: one for one in sorted({one.authority for one in origins}) if one})
    team.offer({one: one for one in teams})
    team.setVisible(bool(teams))
