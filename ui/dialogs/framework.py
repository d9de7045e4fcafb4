"""Change of the inspection framework: what would become of each piece of evidence, before anything is changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.remap import How, Move, Remap
from evidence_app.paths import documents_dir
from ui.dialogs.form import Form
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.table import Table

WORDS = (
    "Evidence goes to the areas of the new framework that take it. Nothing is lost: themes the new one does not have "
    "are written into the note. It is one change to undo."
)
HOW: dict[How, str] = {
    "same": "same area",
    "mapped": "takes its place",
    "theme": "by its theme",
    "words": "by its words: please look",
    "chosen": "chosen by you",
    "none": "no area takes it: choose one",
}
# The least certain first.
ORDER: tuple[How, ...] = ("none", "words", "theme", "chosen", "mapped", "same")
FRAMEWORK_FILES = "Framework or local themes (*.toml)"


class ChangeFramework(Form):
    """The dialog."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Inspection framework", "Change framework", parent, words=WORDS, width=760)
        self._session = session
        self._chosen: dict[str, str] = {}
        self._moves: list[Move] = []
        frameworks = session.workspace.frameworks
        self._every, self._current = frameworks.every(), frameworks.current()
        names = {one.id: one.name for one in self._every.values() if one.id != self._current.id}
        self.framework = Combo("New framework", {"": "Choose one", **names})
        self.framework.currentIndexChanged.connect(self._other)
        self.add_widget(label(f"Now: {self._current.name}", "strong", wrap=True))
        self.add("&New framework", self.framework)
        row = QWidget()
        inside = Flow(row)
        inside.addWidget(button("Add a framework file…", self._add_file))
        inside.addWidget(label("A council's own framework or local themes.", "small"))
        self.add_widget(row)
        self.told = label(wrap=True)
        self.add_widget(self.told)
        self.model = PlainModel(("Passage", "Now under", "Then under", "Why"), self)
        self.table = Table("What becomes of each piece of evidence", lines=2)
        self.table.setProperty("look", "framed")
        self.table.setWordWrap(True)
        self.table.setModel(self.model)
        self.table.columns(0, ("", "Help and protection", "Help and protection", "by its words: please look"))
        self.table.setMinimumHeight(6 * self.table.verticalHeader().defaultSectionSize())
        self.table.selectionModel().currentRowChanged.connect(lambda index: self._show_area(index.row()))
        self.add_widget(self.table, 1)
        self.area = Combo("Area of the chosen passage", {"": "As proposed"})
        self.area.activated.connect(self._choose)
        self.add("&Area of the chosen passage", self.area)
        self.finish()
        self.main.setEnabled(False)

    def submit(self) -> None:
        """Changes the framework and puts the evidence under its areas."""
        frameworks, wanted, chosen = self._session.workspace.frameworks, self.framework.value(), dict(self._chosen)
        name = self._every[wanted].name

        def done(_: Changes) -> None:
            self._session.notice.emit(f"The framework is {name}. Ctrl+Z takes it back.")

        self._session.act(lambda: frameworks.use(wanted, chosen), done)
        self.accept()

    def _other(self) -> None:
        self._chosen = {}
        self._preview()

    def _preview(self) -> None:
        wanted, chosen = self.framework.value(), dict(self._chosen)
        self.main.setEnabled(False)
        self.model.show(())
        self._moves = []
        if not wanted:
            self.told.setText("")
            return
        self.told.setText("Looking where each piece of evidence goes…")
        self.area.offer({area.id: area.name for area in self._every[wanted].areas})
        frameworks = self._session.workspace.frameworks
        self._session.look(lambda: frameworks.preview(wanted, chosen), self._show, key="remap")

    def _show(self, plan: Remap) -> None:
        if plan.new != self.framework.value():
            return
        old = {area.id: area.short for area in self._current.areas}
        new = {area.id: area.short for area in self._every[plan.new].areas}
        self._moves = sorted(plan.moves, key=lambda move: ORDER.index(move.how))
        rows = []
        for move in self._moves:
            before, after = (", ".join(n.get(a, a) for a in ids) for n, ids in ((old, move.before), (new, move.after)))
            lost = f"; {len(move.themes_lost)} themes into the note" if move.themes_lost else ""
            rows.append((f"“{move.quote}” {move.title}, p. {move.page}", before, after or "–", HOW[move.how] + lost))
        self.model.show(rows)
        open_ones = len(plan.unplaced)
        self.told.setText(
            f"{len(rows):,} pieces of evidence. "
            + (f"For {open_ones} an area has to be chosen." if open_ones else "All have a place.")
        )
        self.main.setEnabled(not open_ones and self._session.writable)
        if rows:
            self.table.go_to(0)
        self._show_area(0)

    def _show_area(self, row: int) -> None:
        there = 0 <= row < len(self._moves)
        self.area.setEnabled(there)
        self.area.choose(self._chosen.get(self._moves[row].evidence, "") if there else "")

    def _choose(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._moves):
            evidence, area = self._moves[row].evidence, self.area.value()
            self._chosen = {name: value for name, value in self._chosen.items() if name != evidence}
            if area:
                self._chosen[evidence] = area
            self._preview()

    def _add_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Add a framework file", str(documents_dir()), FRAMEWORK_FILES)
        if chosen:
            frameworks = self._session.workspace.frameworks

            def done(_: Changes) -> None:
                self._every = frameworks.every()
                names = {one.id: one.name for one in self._every.values() if one.id != self._current.id}
                self.framework.offer(names)

            self._session.act(lambda: frameworks.add_file(Path(chosen)), done)
