"""What the improvement desk asks: an action, a request, which points of a report, which evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from evidence_app.domain.dates import due_date
from evidence_app.domain.evidence import FINDING_LABELS, Evidence
from evidence_app.domain.framework import Framework
from evidence_app.domain.plan import PLAN_STATUS_LABELS, RAGS, Action, Misread
from evidence_app.domain.request import Request
from ui.dialogs.form import Form, lines, ticks
from ui.widgets.buttons import Choice
from ui.widgets.fields import Combo
from ui.widgets.labels import label


class ActionForm(Form):
    """Asks for an action, new or to be altered. Only what was altered is given."""

    def __init__(
        self,
        action: Action | None,
        framework: Framework,
        done: Callable[[dict[str, Any]], object],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            action: None for a new one.
            done: called with the values by field name.
        """
        super().__init__("Action" if action else "New action", "Save", parent, width=560)
        self._before = action or Action(id="", what="")
        self._done = done
        self.what, self.how, self.success = (lines(words) for words in (self._before.what, self._before.how, ""))
        self.success.setPlainText(self._before.success)
        self.number, self.who, self.when, self.rag_reason = (
            QLineEdit(getattr(self._before, name)) for name in ("number", "who", "when", "rag_reason")
        )
        self.status = Combo("Status", PLAN_STATUS_LABELS)
        self.status.choose(self._before.status)
        self.rag = Combo("Colour", {"": "None", **{rag: rag.capitalize() for rag in RAGS}})
        self.rag.choose(self._before.rag)
        self.area = Combo("Judgement area", {"": "None", **{area.id: area.name for area in framework.areas}})
        self.area.choose(self._before.area)
        self.outcomes = [QLineEdit(words) for words in self._before.outcomes]
        self.add("&What is to be done", self.what)
        self.add("&Number", self.number, "as the board counts it")
        self.add("Wh&o", self.who)
        self.add("&How", self.how)
        self.add("B&y when", self.when, "in the plan’s words; a date in it counts as the day it is due")
        self.add("S&uccess measures", self.success)
        self.add("&Status", self.status, "“Shown in evidence” needs evidence of a difference linked first.")
        self.add("&Colour", self.rag)
        self.add("&Reason for the colour", self.rag_reason)
        self.add("Judgement &area", self.area)
        for quarter, field in enumerate(self.outcomes, 1):
            self.add(f"Outcome Q&{quarter}", field)
        self.finish()

    def submit(self) -> None:
        """Gives what was altered."""
        values: dict[str, Any] = {
            "what": self.what.toPlainText().strip(),
            "number": self.number.text().strip(),
            "who": self.who.text().strip(),
            "how": self.how.toPlainText().strip(),
            "when": self.when.text().strip(),
            "success": self.success.toPlainText().strip(),
            "status": self.status.value(),
            "rag": self.rag.value(),
            "rag_reason": self.rag_reason.text().strip(),
            "area": self.area.value(),
            "outcomes": tuple(field.text().strip() for field in self.outcomes),
        }
        if not values["what"]:
            self.note.tell("Say what is to be done.", "warn")
            return
        altered = {name: value for name, value in values.items() if value != getattr(self._before, name)}
        if altered.get("status") == "evidenced" and not self._before.impact:
            self.note.tell("Link evidence of a difference for children first.", "warn")
            return
        if altered:
            self._done(altered)
        self.accept()


class RequestForm(Form):
    """Asks for a request, new or to be altered. Only what was altered is given."""

    def __init__(
        self, request: Request | None, done: Callable[[dict[str, Any]], object], parent: QWidget | None = None
    ) -> None:
        """Makes the dialog.

        Args:
            request: None for a new one.
            done: called with the values by field name.
        """
        super().__init__(f"Request {request.number}" if request else "New request", "Save", parent)
        self._before = request or Request("", 0, "")
        self._done = done
        self.what = lines(self._before.what)
        names = ("asked_by", "due", "answers", "version", "sent")
        self.fields = {name: QLineEdit(getattr(self._before, name)) for name in names}
        self.answer = lines(self._before.note)
        self.add("&What was asked for", self.what)
        self.add("Asked &by", self.fields["asked_by"])
        self.add("&Due", self.fields["due"], "for example 24/11/2026 14:30")
        self.add("Who &answers", self.fields["answers"])
        self.add("&Version of what is sent", self.fields["version"])
        self.add("&Sent", self.fields["sent"], "when the answer was sent; empty until it is")
        self.add("&Note", self.answer)
        self.finish()

    def submit(self) -> None:
        """Gives what was altered."""
        values = {name: field.text().strip() for name, field in self.fields.items()}
        values |= {"what": self.what.toPlainText().strip(), "note": self.answer.toPlainText().strip()}
        if not values["what"]:
            self.note.tell("Say what was asked for.", "warn")
            return
        for name in ("due", "sent"):
            if values[name] and not due_date(values[name]):
                self.note.tell(f"“{values[name]}” is not a day. Write it like 24/11/2026 14:30.", "warn")
                self.fields[name].setFocus()
                return
        if altered := {name: value for name, value in values.items() if value != getattr(self._before, name)}:
            self._done(altered)
        self.accept()


class OfferForm(Form):
    """Shows what a report asks for, to be taken into the plan; each can be left out."""

    def __init__(
        self,
        reports: Mapping[int, str],
        offered: Callable[[int, Callable[[Sequence[Action]], None]], object],
        done: Callable[[list[Action]], object],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            reports: titles of inspection reports by document, the newest first.
            offered: reads what a report asks for, and calls back with it.
            done: called with the actions to be put in.
        """
        super().__init__("Actions from a report", "Put into the plan", parent, width=640)
        self._offered, self._done = offered, done
        self._actions: Sequence[Action] = ()
        self.report = Combo("Report", {str(document): title for document, title in reports.items()})
        self.report.currentIndexChanged.connect(lambda _: self._read())
        self.points = ticks()
        self.told = label("", "muted", wrap=True)
        self.add("&Report", self.report)
        self.add("What must &improve", self.points, "Space takes a point in or leaves it out.")
        self.add_widget(self.told)
        self.finish()
        if reports:
            self._read()
        else:
            self.told.setText("No inspection report or letter of your own authority is in the library yet.")
            self.main.setEnabled(False)

    def _read(self) -> None:
        self._offered(int(self.report.value()), self._show)

    def _show(self, actions: Sequence[Action]) -> None:
        self._actions = actions
        self.points.clear()
        for action in actions:
            item = QListWidgetItem(action.what)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.points.addItem(item)
        self.told.setText("" if actions else "The plan has everything this report asks for, or it asks for nothing.")
        self.main.setEnabled(bool(actions))

    def submit(self) -> None:
        """Gives the points taken in."""
        taken = [
            action
            for row, action in enumerate(self._actions)
            if self.points.item(row).checkState() == Qt.CheckState.Checked
        ]
        if taken:
            self._done(taken)
        self.accept()


class LinkForm(Form):
    """Asks which evidence shows that an action was done, or what it changed."""

    def __init__(
        self,
        action: Action,
        found: Callable[[str, Callable[[Sequence[Evidence]], None]], object],
        done: Callable[[list[str], str, bool], object],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            found: looks for evidence by words, and calls back with it.
            done: called with ids, "process" or "impact", and whether it is linked or taken off.
        """
        super().__init__("Link evidence", "Link", parent, words=action.what, width=640)
        self._action, self._found, self._done = action, found, done
        self._items: Sequence[Evidence] = ()
        self.shows = Choice({"process": "The work was done", "impact": "A difference for children"}, "What it shows")
        self.shows.choose("impact")
        self.shows.chosen.connect(self._turn)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words of the quotation, note or document")
        self.words.textChanged.connect(lambda _: self._look())
        self.items = ticks()
        self.add("It shows", self.shows)
        self.add("&Find", self.words)
        self.add("&Evidence", self.items, "Space links a piece, or takes its link off.")
        self.finish()
        self._look()

    def _turn(self, shows: str) -> None:
        self.shows.choose(shows)
        self._show(self._items)

    def _look(self) -> None:
        self._found(self.words.text(), self._show)

    def _linked(self) -> tuple[str, ...]:
        return self._action.impact if self.shows.value() == "impact" else self._action.process

    def _show(self, items: Sequence[Evidence]) -> None:
        self._items = items
        linked = self._linked()
        self.items.clear()
        for one in items:
            item = QListWidgetItem(
                f"{one.passage.quote}\n{FINDING_LABELS[one.finding]} – {one.title}, p. {one.passage.page}"
            )
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.id in linked else Qt.CheckState.Unchecked)
            self.items.addItem(item)

    def submit(self) -> None:
        """Gives what was linked, and what was taken off."""
        linked, shows = self._linked(), self.shows.value()
        ticked = [self.items.item(row).checkState() == Qt.CheckState.Checked for row in range(self.items.count())]
        new = [one.id for one, on in zip(self._items, ticked, strict=True) if on and one.id not in linked]
        gone = [one.id for one, on in zip(self._items, ticked, strict=True) if not on and one.id in linked]
        for ids, on in ((new, True), (gone, False)):
            if ids:
                self._done(ids, shows, on)
        self.accept()


class TrackerForm(Form):
    """Shows what was understood of a tracker, or of a sheet of figures, before it is put in."""

    def __init__(
        self,
        name: str,
        counted: str,
        misread: Sequence[Misread],
        done: Callable[[], object] | None,
        parent: QWidget | None = None,
        *,
        act: str = "Put into the plan",
    ) -> None:
        """Makes the dialog.

        Args:
            name: of the file.
            counted: how much of it was understood, as a sentence.
            done: called where it is to be put in; None where there is nothing to put in.
            act: on the main button.
        """
        super().__init__(f"Import “{name}”", act, parent, words=counted, width=640)
        self._done = done
        self.list = ticks()
        for one in misread:
            column = f", {one.column}" if one.column else ""
            self.list.addItem(f"Row {one.row}{column}: “{one.words}”. {one.reason}")
        if misread:
            self.add("What was not &understood", self.list)
        else:
            self.add_widget(label("Every cell was understood.", "muted"))
        self.finish()
        self.main.setEnabled(done is not None)

    def submit(self) -> None:
        """Puts it in."""
        if self._done is not None:
            self._done()
        self.accept()
