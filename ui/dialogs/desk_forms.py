"""What the pages of measures and visits ask: a measure, its range, a value, figures of a document, a visit, a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from evidence_app import workspace as core
from evidence_app.domain.dates import due_date
from evidence_app.domain.framework import Framework
from evidence_app.domain.measure import Measure, Value, told
from evidence_app.domain.visit import VISIT_KIND_LABELS, Task, Visit
from evidence_app.errors import KnownError
from ui.dialogs.form import Form, lines, ticks
from ui.widgets.fields import Combo
from ui.widgets.labels import label

Altered = Callable[[dict[str, Any]], object]


class MeasureForm(Form):
    """Asks for a measure, new or to be altered. Only what was altered is given."""

    def __init__(
        self, measure: Measure | None, framework: Framework, done: Altered, parent: QWidget | None = None
    ) -> None:
        """Makes the dialog.

        Args:
            measure: None for a new one.
            done: called with the values by field name.
        """
        super().__init__("Measure" if measure else "New measure", "Save", parent)
        self._before = measure or Measure("", "")
        self._done = done
        self.name, self.unit, self.team = (QLineEdit(getattr(self._before, one)) for one in ("name", "unit", "team"))
        self.area = Combo("Judgement area", {"": "None", **{area.id: area.name for area in framework.areas}})
        self.area.choose(self._before.area)
        self.add("&What is measured", self.name, "for example: Caseload")
        self.add("&Unit", self.unit, "for example: children per social worker, %, days")
        self.add("&Team", self.team, "empty for the whole service")
        self.add("Judgement &area", self.area)
        self.finish()

    def submit(self) -> None:
        """Gives what was altered."""
        values: dict[str, Any] = {name: getattr(self, name).text().strip() for name in ("name", "unit", "team")}
        values["area"] = self.area.value()
        if not values["name"]:
            self.note.tell("Say what is measured.", "warn")
            self.name.setFocus()
            return
        if altered := {name: value for name, value in values.items() if value != getattr(self._before, name)}:
            self._done(altered)
        self.accept()


class RangeForm(Form):
    """Asks for the range that a team holds itself to, with who set it and why."""

    def __init__(self, measure: Measure, done: Altered, parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            done: called with low, high and range_reason.
        """
        words = "There is no national range of caseloads. Write what your own council or team has decided."
        super().__init__(f"Range of “{measure.name}”", "Save", parent, words=words)
        self._done = done
        self.low, self.high = (QLineEdit("" if end is None else f"{end:g}") for end in (measure.low, measure.high))
        self.reason = QLineEdit(measure.range_reason)
        self.add("&From", self.low, "empty where there is no lower end")
        self.add("&To", self.high, "empty where there is no upper end; both empty take the range off")
        self.add(
            "&Who set it, and why", self.reason, "for example: practice board, 3 May 2026, after the caseload audit"
        )
        self.finish()

    def submit(self) -> None:
        """Gives the range."""
        ends: list[float | None] = []
        for field in (self.low, self.high):
            words = field.text().strip().replace(",", "")
            try:
                ends.append(float(words) if words else None)
            except ValueError:
                self.note.tell(f"“{field.text()}” is not a figure. Write it like 12 or 12.5.", "warn")
                field.setFocus()
                return
        low, high = ends
        if low is not None and high is not None and low > high:
            self.note.tell("The lower end is above the upper end.", "warn")
            return
        reason, there = self.reason.text().strip(), low is not None or high is not None
        if there and not reason:
            self.note.tell("Say who set the range, and why: a figure without that is soon argued about.", "warn")
            self.reason.setFocus()
            return
        self._done({"low": low, "high": high, "range_reason": reason if there else ""})
        self.accept()


class ValueForm(Form):
    """Asks for a value of a measure, in words such as “14 to 15”."""

    def __init__(
        self,
        measure: Measure,
        value: Value | None,
        done: Callable[[str, str, str], object],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            value: None for a new one.
            done: called with date, value and note as written; raises KnownError where they cannot be.
        """
        super().__init__(f"{'Value' if value else 'New value'} of “{measure.name}”", "Save", parent)
        self._done = done
        self.date = QLineEdit(value.date if value else "")
        self.value = QLineEdit(told(value) if value else "")
        self.words = QLineEdit(value.note if value else "")
        self.add("&Value", self.value, f"{measure.unit}: 12.5, 14 to 15, 20 or more, about 30".lstrip(": "))
        self.add("&Date", self.date, "for example 30/9/2026; a month alone stands for its last day")
        self.add("&Note", self.words)
        self.finish()

    def submit(self) -> None:
        """Gives the value."""
        try:
            self._done(self.date.text().strip(), self.value.text().strip(), self.words.text().strip())
        except KnownError as error:
            self.note.fail(error)
            return
        self.accept()


class ProposeForm(Form):
    """Shows the figures a document gives, to be confirmed into a measure; none is ticked beforehand."""

    def __init__(
        self,
        documents: Mapping[int, str],
        measures: Sequence[Measure],
        proposed: Callable[[int, str, Callable[[Sequence[core.Proposed]], None]], object],
        done: Callable[[Measure, int, str, list[core.Proposed]], object],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            documents: titles by document, the one to begin with first.
            proposed: reads the figures of a document, those whose sentence holds some words, and calls back.
            done: called with the measure (its id empty for a new one), the document, the ISO date, and what was
                confirmed.
        """
        super().__init__("Figures from a document", "Put in as values", parent, width=680)
        self._measures = {one.id: one for one in measures}
        self._proposed, self._done = proposed, done
        self._figures: Sequence[core.Proposed] = ()
        self.document = Combo("Document", {str(document): title for document, title in documents.items()})
        self.document.currentIndexChanged.connect(lambda _: self._read())
        self.words = QLineEdit()
        self.words.setPlaceholderText("For example: caseload")
        self.words.textChanged.connect(lambda _: self._read())
        self.figures = ticks()
        self.told = label("", "muted", wrap=True)
        names = {one.id: ", ".join(part for part in (one.name, one.team) if part) for one in measures}
        self.measure = Combo("Measure", {"": "A new one, named below", **names})
        self.name = QLineEdit()
        self.measure.currentIndexChanged.connect(lambda _: self.name.setEnabled(not self.measure.value()))
        self.date = QLineEdit()
        self.add("&Document", self.document)
        self.add("Only sentences &with", self.words)
        self.add("&Figures", self.figures, "Space confirms a figure. Read its sentence first.")
        self.add_widget(self.told)
        self.add("&Measure", self.measure)
        self.add("&Name of the new measure", self.name)
        self.add("Da&te they speak of", self.date, "the document’s own date, unless its words say another")
        self.finish()
        if documents:
            self._read()
        else:
            self.told.setText("No document is in the library yet.")
            self.main.setEnabled(False)

    def _read(self) -> None:
        self._proposed(int(self.document.value()), self.words.text(), self._show)

    def _show(self, figures: Sequence[core.Proposed]) -> None:
        self._figures = figures
        self.figures.clear()
        for one in figures:
            figure = one.figure
            hedges = [figure.comparison, f"“{figure.quantifier}”" if figure.quantifier else ""]
            tied = f" ({', '.join(hedge for hedge in hedges if hedge)})" if any(hedges) else ""
            item = QListWidgetItem(f"{figure.words} {figure.unit}{tied}\np. {one.page}: {one.sentence}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.figures.addItem(item)
        self.told.setText(f"{len(figures):,} figures." if figures else "No figure is in such a sentence.")
        self.date.setText(figures[0].date if figures else "")

    def submit(self) -> None:
        """Gives what was confirmed."""
        taken = [
            one for row, one in enumerate(self._figures) if self.figures.item(row).checkState() == Qt.CheckState.Checked
        ]
        if not taken:
            self.note.tell("Tick the figures to be put in.", "warn")
            return
        measure = self._measures.get(self.measure.value())
        name = self.name.text().strip()
        if measure is None and not name:
            self.note.tell("Choose a measure, or name a new one.", "warn")
            self.name.setFocus()
            return
        day = due_date(self.date.text())
        if not day:
            self.note.tell(f"“{self.date.text()}” is not a day. Write it like 30/9/2026.", "warn")
            self.date.setFocus()
            return
        made = measure or Measure("", name, taken[0].figure.unit)
        self._done(made, int(self.document.value()), day, taken)
        self.accept()


class VisitForm(Form):
    """Asks for a visit, new or to be altered. Only what was altered is given."""

    def __init__(
        self, visit: Visit | None, documents: Mapping[int, str], done: Altered, parent: QWidget | None = None
    ) -> None:
        """Makes the dialog.

        Args:
            visit: None for a new one.
            documents: titles of reports and letters, by document.
            done: called with the values by field name.
        """
        super().__init__("Visit" if visit else "New visit", "Save", parent, width=560)
        self._before = visit or Visit("", "monitoring_visit", "")
        self._new, self._done = visit is None, done
        self.kind = Combo("Kind", VISIT_KIND_LABELS)
        self.kind.choose(self._before.kind)
        names = ("topic", "start", "end", "notified", "people")
        self.fields = {name: QLineEdit(getattr(self._before, name)) for name in names}
        self.document = Combo("Report", {"": "None", **{str(one): title for one, title in documents.items()}})
        self.document.choose(str(self._before.document or ""))
        self.promised, self.words = lines(self._before.promised), lines(self._before.note)
        self.add("&Kind", self.kind)
        self.add("&Topic", self.fields["topic"])
        self.add("&First day", self.fields["start"], "for example 21/10/2026")
        self.add("&Last day", self.fields["end"], "empty where it was one day, or is not known")
        self.add(
            "&Announced on", self.fields["notified"], "the day of the call or letter; the checklist counts from it"
        )
        self.add("&People", self.fields["people"], "inspectors, chair or commissioner")
        self.add("&Report or letter", self.document)
        self.add("What was pro&mised then", self.promised)
        self.add("&Note", self.words)
        self.finish()

    def submit(self) -> None:
        """Gives what was altered."""
        values: dict[str, Any] = {name: field.text().strip() for name, field in self.fields.items()}
        if not values["start"]:
            self.note.tell("Write the first day.", "warn")
            self.fields["start"].setFocus()
            return
        for name in ("start", "end", "notified"):
            if values[name] and not (day := due_date(values[name])):
                self.note.tell(f"“{values[name]}” is not a day. Write it like 21/10/2026.", "warn")
                self.fields[name].setFocus()
                return
            values[name] = values[name] and day
        if values["end"] and values["end"] < values["start"]:
            self.note.tell("The last day is before the first.", "warn")
            return
        values |= {"kind": self.kind.value(), "document": int(self.document.value() or 0)}
        values |= {"promised": self.promised.toPlainText().strip(), "note": self.words.toPlainText().strip()}
        altered = {name: one for name, one in values.items() if self._new or one != getattr(self._before, name)}
        if altered:
            self._done(altered)
        self.accept()


class TaskForm(Form):
    """Asks for a line of a checklist, new or to be altered."""

    def __init__(self, task: Task | None, done: Altered, parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            task: None for a new one.
            done: called with what, who and due.
        """
        super().__init__("Line of the checklist" if task else "New line of the checklist", "Save", parent)
        self._done = done
        self.fields = {name: QLineEdit(getattr(task, name) if task else "") for name in ("what", "who", "due")}
        self.add("&What is to be done", self.fields["what"])
        self.add("Wh&o", self.fields["who"])
        self.add("By &when", self.fields["due"], "for example 14/10/2026")
        self.finish()

    def submit(self) -> None:
        """Gives the line."""
        values = {name: field.text().strip() for name, field in self.fields.items()}
        day = due_date(values["due"])
        if not values["what"]:
            self.note.tell("Say what is to be done.", "warn")
        elif values["due"] and not day:
            self.note.tell(f"“{values['due']}” is not a day. Write it like 14/10/2026.", "warn")
        else:
            self._done({**values, "due": day})
            self.accept()
