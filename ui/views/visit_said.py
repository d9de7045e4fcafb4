"""What a visit found, by judgement area, and beside what other visits said about the same theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser

from evidence_app.domain.said import AreaFindings, ThemeTold, Told
from evidence_app.domain.wording import shortened
from ui.models.dates import shown_date
from ui.theme import colours

# Characters of a statement that are shown; its page shows it whole.
_LONG = 260
FINDINGS = {"improvement": "To be improved", "strength": "Working well"}
READ = "As the program reads the report: whether it is so is for you to say."


class VisitSaid(QTextBrowser):
    """The page, whose links lead to the reports."""

    place_wanted = Signal(int, int, str)  # document, page, words to light up

    def __init__(self) -> None:
        super().__init__()
        self._told: list[Told] = []
        self.setAccessibleName("What the visit said")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._go)

    def say(self, words: str) -> None:
        """Shows a sentence instead."""
        self._told = []
        self.setHtml(f"<p style='color:{colours().muted}'>{escape(words)}</p>")

    def show_findings(self, found: Sequence[AreaFindings]) -> None:
        """Shows what a visit said under each judgement area."""
        self._told = []
        parts = [f"<p style='color:{colours().muted}'>{READ}</p>"]
        for area in found:
            parts.append(f"<h3>{escape(area.name or 'Under no single area')}</h3>")
            parts.append(f"<p style='color:{colours().muted}'>{escape(_counted(area))}</p>")
            for finding, words in FINDINGS.items():
                told = [one for one in area.told if one.finding == finding]
                if told:
                    parts.append(f"<p><b>{words}</b></p>{self._list(told)}")
        self._write(parts if found else [f"<p style='color:{colours().muted}'>Nothing was read from this report.</p>"])

    def show_themes(self, found: Sequence[ThemeTold], days: Mapping[int, str]) -> None:
        """Shows what a visit and others said about each theme, side by side.

        Args:
            days: the ISO date of each visit, by its document.
        """
        self._told = []
        parts = [f"<p style='color:{colours().muted}'>{READ}</p>"]
        for one in found:
            mark = f" <span style='color:{colours().warn}'>◆ came back</span>" if one.repeated else ""
            parts.append(f"<h3>{escape(one.label)}{mark}</h3>")
            others = "".join(
                f"<p><b>{escape(shown_date(days.get(document, '')))}</b></p>{self._list(told)}"
                for document, told in one.others
            )
            parts.append(
                "<table width='100%' cellspacing='0' cellpadding='4'><tr>"
                f"<td width='50%' valign='top'><p><b>This visit</b></p>{self._list(one.here)}</td>"
                f"<td width='50%' valign='top'>{others}</td></tr></table>"
            )
        none = "No other visit speaks of a theme of this one."
        self._write(parts if found else [f"<p style='color:{colours().muted}'>{none}</p>"])

    def _write(self, parts: Sequence[str]) -> None:
        self.setHtml("".join(parts))

    def _list(self, told: Sequence[Told]) -> str:
        return "".join(self._line(one) for one in told)

    def _line(self, one: Told) -> str:
        self._told.append(one)
        said = one.statement
        number = f",&nbsp;{said.number}" if said.number is not None else ""
        link = f"<a style='color:{colours().accent}' href='#{len(self._told) - 1}'>p.&nbsp;{said.page}{number}</a>"
        mark = {"improvement": "◆", "strength": "●"}.get(one.finding, "○")
        return f"<p>{mark} {escape(shortened(said.text, _LONG))} {link}</p>"

    def _go(self, url: QUrl) -> None:
        said = self._told[int(url.fragment())].statement
        self.place_wanted.emit(said.document, said.page, shortened(said.text, _LONG).rstrip("…"))


def _counted(area: AreaFindings) -> str:
    counts = [
        (area.count("improvement"), "to be improved"),
        (area.count("strength"), "working well"),
        (area.count("context"), "neither"),
    ]
    said = ", ".join(f"{number} {words}" for number, words in counts if number)
    tagged = f"{area.tagged} tagged as evidence" if area.tagged else ""
    return " · ".join(filter(None, (area.grade, said, tagged)))
