"""What the library says of a quotation, as a page: to look at, and to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from evidence_app.domain.quote import CheckedQuote
from ui.models.dates import shown_date
from ui.theme import LIGHT, Colours

VERDICTS = {"exact": "Exact", "altered": "Altered", "not_found": "Not found"}
# Each verdict has a sign of its own, so that colour is not needed to tell them apart.
SIGNS = {"exact": "✓", "altered": "≠", "not_found": "?"}
TONES = {"exact": "good", "altered": "warn", "not_found": "bad"}
_OPERATIONS = {
    "left_out": "left out, though the source says it",
    "added": "not in the source",
    "changed": "the source says instead",
}


def place(answer: CheckedQuote) -> str:
    """Where a quotation stands, in words; empty where it was not found."""
    if answer.page is None:
        return ""
    pages = f"p. {answer.page}" if answer.to_page in (None, answer.page) else f"pp. {answer.page}–{answer.to_page}"
    return f"{answer.title}, {pages}"


def summary(answers: Sequence[CheckedQuote]) -> str:
    """How many quotations there are of each kind, in words."""
    if not answers:
        return "There is no quotation in this statement."
    counts = {verdict: sum(one.verdict == verdict for one in answers) for verdict in VERDICTS}
    told = [f"{count:,} {VERDICTS[verdict].lower()}" for verdict, count in counts.items() if count]
    return f"{len(answers):,} checked: {', '.join(told)}."


def as_html(answer: CheckedQuote, scheme: Colours) -> str:
    """One answer in full: the source with its sentences around it, what differs, and what the statement leaves out."""
    tone = getattr(scheme, TONES[answer.verdict])
    parts = [
        f"<p><b style='color:{tone}'>{SIGNS[answer.verdict]} {VERDICTS[answer.verdict]}</b></p>",
        f"<p>“{escape(answer.claim)}”</p>",
    ]
    if answer.verdict == "not_found":
        parts.append("<p>These words stand in no document of the library. Nearest:</p>" if answer.nearest else "")
        parts += [
            f"<p style='margin-left:16px'>“{escape(near.text)}”<br><span style='color:{scheme.muted}'>"
            f"{escape(near.title)}, p. {near.page} · {near.likeness:.0%} alike</span></p>"
            for near in answer.nearest
        ]
        if not answer.nearest:
            parts.append("<p>No document of the library says anything like it.</p>")
        return "".join(parts)
    parts.append(f"<p style='color:{scheme.muted}'>{escape(place(answer))}</p>")
    around = f"{escape(answer.before)} <b>{escape(answer.source_text)}</b> {escape(answer.after)}"
    parts.append(f"<p style='background-color:{scheme.soft}'>{around}</p>")
    if answer.verdict == "altered":
        parts.append(_compared(answer, scheme))
    if answer.dropped:
        words = ", ".join(f"“{escape(word)}”" for word in answer.dropped)
        parts.append(f"<p><b>Dropped:</b> the sentence it is taken from also says {words}.</p>")
    if answer.strength or answer.improvement:
        parts.append(
            f"<p><b>Its section</b> holds {answer.strength:,} sentences that read as strengths and "
            f"{answer.improvement:,} that read as areas for improvement.</p>"
        )
    return "".join(parts)


def _compared(answer: CheckedQuote, scheme: Colours) -> str:
    """The statement against the source, word by word, and each difference in words."""
    line, told = [], []
    for run in answer.differences:
        claim, source = escape(run.claim), escape(run.source)
        if run.operation == "same":
            line.append(claim)
            continue
        if claim:
            line.append(f"<s style='color:{scheme.bad}'>{claim}</s>")
        if source:
            line.append(f"<u style='color:{scheme.good}'>{source}</u>")
        words = {"left_out": f"“{source}”", "added": f"“{claim}”", "changed": f"“{claim}”: “{source}”"}[run.operation]
        told.append(f"<li>{words} – {_OPERATIONS[run.operation]}</li>")
    return f"<p>{' '.join(line)}</p><ul>{''.join(told)}</ul>"


def report_html(title: str, answers: Sequence[CheckedQuote]) -> str:
    """A report on a whole statement, for print: on white paper, whatever the window's scheme is."""
    day = shown_date(date.today().isoformat())
    head = f"<h2>{escape(title)}</h2><p>Quotations checked against the library on {day}. {escape(summary(answers))}</p>"
    return head + "<hr>".join(as_html(answer, LIGHT) for answer in answers)
