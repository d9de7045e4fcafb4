"""What a pack is to hold: its cover, its judgement areas and items in order, its exhibits, formats and passwords."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from evidence_app.domain.framework import Framework
from evidence_app.domain.pack import (
    DESK_PARTS,
    LONGEST_PDF_PASSWORD,
    SHORTEST_PASSWORD,
    TEMPLATE_PARTS,
    TEMPLATES,
    DeskPart,
    DraftItem,
    Exhibits,
    PackSpec,
    Template,
)
from evidence_app.domain.policy import Policy
from ui.widgets.buttons import Choice, button
from ui.widgets.fields import Check, Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.order import OrderList, Row

EXHIBITS = {"cited": "Cited pages", "full": "Whole documents", "none": "None"}
FORMATS = {"docx": "Word file", "xlsx": "Workbook", "zip": "One encrypted archive"}
MARKINGS = ("OFFICIAL-SENSITIVE", "OFFICIAL", "")
SHORT = {"strength": "S", "improvement": "I", "context": "C"}
# Beside the fields of the PDF's password.
OPEN = "The other files in the folder stay readable by anybody: send the PDF alone, or make an archive."
KEYS = "Drag rows, or move them with Alt+Up and Alt+Down; Space takes one out."


class PackForm(QWidget):
    """The fields."""

    changed = Signal()
    cover_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, DraftItem] = {}
        self._ordered = False  # the items were put in another order, or some taken out
        self._areas: tuple[str, ...] = ()
        self.template = Combo("What it is for", {str(name): words for name, words in TEMPLATES.items()})
        self.house = Combo("Cover", {"": "The program's own cover"})
        self.house_button = button("Take in a cover…", self.cover_wanted.emit)
        self.title = QLineEdit("Evidence pack")
        self.purpose = QLineEdit()
        self.purpose.setPlaceholderText("for example: monitoring visit, July 2026")
        self.areas = OrderList("Judgement areas", 4)
        self.items = OrderList("Items", 8)
        self.all_items = button("All items again", self._every_item, "link")
        self.desk = {str(part): Check(words) for part, words in DESK_PARTS.items()}
        self.exhibits = Choice(EXHIBITS, "Exhibits")
        self.exhibits.choose("cited")
        self.redact = Check("Take personal data out, and prove that it is gone")
        self.redact.setChecked(True)
        self.formats = {name: Check(words) for name, words in FORMATS.items()}
        self.lock = Check("A password on the PDF itself")
        self.password, self.again, self.pdf_password, self.pdf_again = (QLineEdit() for _ in range(4))
        for field in self._secrets():
            field.setEchoMode(QLineEdit.EchoMode.Password)
        # At large text their words are cut rather than the fields beside them.
        for check in (self.redact, self.lock):
            check.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            check.setToolTip(check.text())
        self.since, self.until = QLineEdit(), QLineEdit()
        self.date = QLineEdit(date.today().isoformat())
        for field in (self.since, self.until):
            field.setPlaceholderText("2026-03-31")
        self.marking = Combo("Protective marking", {marking: marking or "No marking" for marking in MARKINGS})
        self._lay_out()
        for field in (self.title, self.purpose, self.since, self.until, self.date):
            field.textEdited.connect(lambda _: self.changed.emit())
        for box in (self.redact, self.lock, *self.formats.values()):
            box.toggled.connect(lambda _: self._ticked())
        for box in self.desk.values():
            box.toggled.connect(lambda _: self.changed.emit())
        self.template.currentIndexChanged.connect(lambda _: self._bring())
        self._bring()
        self.areas.changed.connect(self.changed)
        self.items.changed.connect(self._items_changed)
        self.exhibits.chosen.connect(lambda _: self.changed.emit())
        for combo in (self.template, self.house, self.marking):
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for combo in (self.template, self.house):
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        _add(column, "&What it is for", self.template)
        _add(column, "&Title", self.title)
        _add(column, "P&urpose", self.purpose)
        _add(column, "&Judgement areas", self.areas)
        _add(column, "&Items", self.items, KEYS)
        column.addWidget(self.all_items)
        self.all_items.hide()
        desk = QWidget()
        flow = Flow(desk, gap=16)
        for box in self.desk.values():
            flow.addWidget(box)
        desk.setFocusProxy(self.desk["plan"])
        _add(column, "&From the improvement desk", desk, "What a pack is for brings its own; add to it, or take out.")
        _add(column, "&Exhibits", self.exhibits)
        column.addSpacing(4)
        column.addWidget(label("Personal data", "strong"))
        column.addWidget(self.redact)
        column.addSpacing(4)
        column.addWidget(label("Beside the PDF", "strong"))
        boxes = QWidget()
        flow = Flow(boxes, gap=16)
        for box in self.formats.values():
            flow.addWidget(box)
        column.addWidget(boxes)
        self._secret = QWidget()
        inner = QVBoxLayout(self._secret)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        _add(inner, "Pass&word of the archive", self.password, f"{SHORTEST_PASSWORD} characters or more, kept nowhere.")
        _add(inner, "Password once &more", self.again)
        column.addWidget(self._secret)
        self._secret.hide()
        column.addWidget(self.lock)
        self._pdf_secret = QWidget()
        inner = QVBoxLayout(self._pdf_secret)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        hint = f"{SHORTEST_PASSWORD} to {LONGEST_PDF_PASSWORD} characters, AES-256, kept nowhere. {OPEN}"
        _add(inner, "Password of the &PDF", self.pdf_password, hint)
        _add(inner, "PDF password &once more", self.pdf_again)
        column.addWidget(self._pdf_secret)
        self._pdf_secret.hide()
        _add(column, "Evidence &since", _pair(self.since, self.until), "Items dated outside stay out; empty takes all.")
        self.since.setAccessibleName("Evidence since")
        self.until.setAccessibleName("Evidence until")
        _add(column, "&Date on the cover", self.date)
        _add(column, "Protective &marking", self.marking)
        cover = QWidget()
        row = QHBoxLayout(cover)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.house, 1)
        row.addWidget(self.house_button)
        cover.setFocusProxy(self.house)
        _add(column, "&Cover", cover)

    # -- what is asked for ------------------------------------------------------------------------------------------

    def spec(self) -> PackSpec:
        """What the form asks for."""
        chosen = tuple(self.areas.ids())
        return PackSpec(
            title=self.title.text().strip() or "Evidence pack",
            purpose=self.purpose.text().strip(),
            areas=chosen if chosen != self._areas else (),
            items=tuple(self.items.ids()) if self._ordered else (),
            exhibits=cast(Exhibits, self.exhibits.value() or "cited"),
            marking=self.marking.value(),
            date=self.date.text().strip(),
            formats=("pdf", *(name for name, box in self.formats.items() if box.isChecked())),
            redact=self.redact.isChecked(),
            since=self.since.text().strip(),
            until=self.until.text().strip(),
            template=cast(Template, self.template.value()),
            house=self.house.value(),
            desk=cast("tuple[DeskPart, ...]", tuple(part for part, box in self.desk.items() if box.isChecked())),
        )

    def secret(self) -> str | None:
        """The archive's password; None where there is no archive."""
        return self.password.text() if self.formats["zip"].isChecked() else None

    def pdf_secret(self) -> str | None:
        """The PDF's own password; None where it is to have none."""
        return self.pdf_password.text() if self.lock.isChecked() else None

    def clear_secrets(self) -> None:
        """Forgets every password."""
        for field in self._secrets():
            field.clear()

    def _secrets(self) -> tuple[QLineEdit, ...]:
        return self.password, self.again, self.pdf_password, self.pdf_again

    def missing(self) -> str:
        """What is still to be given before a pack can be made, in words; empty where nothing is."""
        if not self.areas.ids():
            return "Choose at least one judgement area."
        for written in (self.date.text(), self.since.text(), self.until.text()):
            try:
                if written.strip():
                    date.fromisoformat(written.strip())
            except ValueError:
                return f"“{written.strip()}” is no date: write it as year-month-day, for example 2026-03-31."
        if self.formats["zip"].isChecked() and self.password.text() != self.again.text():
            return "The two passwords differ."
        if self.lock.isChecked() and self.pdf_password.text() != self.pdf_again.text():
            return "The two passwords of the PDF differ."
        return ""

    # -- what is shown ----------------------------------------------------------------------------------------------

    def offer(self, framework: Framework) -> None:
        """Offers the areas of a framework, all of them chosen."""
        self._areas = tuple(area.id for area in framework.areas)
        self.areas.show_rows([Row(area.id, area.name) for area in framework.areas])

    def follow(self, policy: Policy) -> None:
        """Offers only what the computer's policy lets leave, as it lays down."""
        may = {name: policy.formats is None or name in policy.formats for name in ("pdf", *self.formats)}
        for name, box in self.formats.items():
            box.setEnabled(may[name])
            box.setChecked(box.isChecked() and may[name])
        if not may["pdf"] and may["zip"]:
            # Only inside an archive does the PDF not lie open.
            self.formats["zip"].setChecked(True)
            self.formats["zip"].setEnabled(False)
        self.redact.setChecked(self.redact.isChecked() or policy.redacted)
        self.redact.setEnabled(not policy.redacted)
        self.marking.setEnabled(not policy.marking_fixed)
        if policy.marking is not None:
            if self.marking.findData(policy.marking) < 0:
                self.marking.addItem(policy.marking, policy.marking)
            self.marking.choose(policy.marking)

    def offer_houses(self, names: Sequence[str]) -> None:
        """Offers the council's own covers."""
        self.house.blockSignals(True)
        self.house.offer({name: name for name in names})
        self.house.blockSignals(False)

    def show_items(self, items: Sequence[DraftItem]) -> None:
        """Shows the items of a draft in their order, and below them those that were taken out."""
        once = {item.id: item for item in items}
        self._known.update(once)
        left_out = self.items.ids(ticked=False) if self._ordered else []
        rows = [_row(item, True) for item in once.values()]
        rows += [_row(self._known[one], False) for one in left_out if one in self._known and one not in once]
        self.items.show_rows(rows)

    def clear(self) -> None:
        """Forgets what was asked for, passwords first."""
        self.clear_secrets()
        for field in (self.purpose, self.since, self.until):
            field.clear()
        self.title.setText("Evidence pack")
        self._known, self._ordered = {}, False
        self.all_items.hide()
        self.areas.show_rows(())
        self.items.show_rows(())

    def _bring(self) -> None:
        """Ticks what the template brings of the improvement desk."""
        brought = TEMPLATE_PARTS.get(cast(Template, self.template.value()), ())
        for part, box in self.desk.items():
            box.blockSignals(True)
            box.setChecked(part in brought)
            box.blockSignals(False)

    def _ticked(self) -> None:
        self._secret.setVisible(self.formats["zip"].isChecked())
        self._pdf_secret.setVisible(self.lock.isChecked())
        self.changed.emit()

    def _items_changed(self) -> None:
        self._ordered = True
        self.all_items.show()
        self.changed.emit()

    def _every_item(self) -> None:
        self._ordered = False
        self.all_items.hide()
        self.changed.emit()


def _row(item: DraftItem, ticked: bool) -> Row:
    words = " ".join(item.quote.split())
    return Row(
        item.id,
        f"{item.number if ticked else '–'}  {SHORT[item.finding]}  {words}",
        ticked,
        f"{item.source}\n{words[:400]}",
    )


def _pair(first: QLineEdit, second: QLineEdit) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first, 1)
    row.addWidget(label("until"))
    row.addWidget(second, 1)
    made.setFocusProxy(first)
    return made


def _add(column: QVBoxLayout, words: str, field: QWidget, hint: str = "") -> None:
    column.addSpacing(4)
    column.addWidget(label(words, "strong", buddy=field))
    field.setAccessibleName(words.replace("&", ""))
    column.addWidget(field)
    if hint:
        column.addWidget(label(hint, "small", wrap=True))
