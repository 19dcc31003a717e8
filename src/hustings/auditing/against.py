"""A count held against the table an authority published, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from hustings.arithmetic import Number, decimal
from hustings.auditing.explaining import Difference, explain
from hustings.auditing.matching import match
from hustings.model.count import Count, Stage
from hustings.model.official import Figure, KnownFault, OfficialRow, OfficialTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of holding a count against a table.

    `cells` were compared and `agreeing` of them agree: our exact number, rounded half up to the
    places printed, is the figure printed. `rounded` are those that agree only because the table
    prints fewer places than the number has. `differences` are not explained; `known` are listed
    beforehand as faults of the table. `blank` cells are not printed there though we have votes.
    """

    title: str
    rule: str
    table: str
    file: str
    cells: int
    agreeing: int
    differences: tuple[Difference, ...]
    known: tuple[Difference, ...]
    rounded: tuple[Difference, ...]
    blank: int
    notes: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """True when nothing is left unexplained."""
        return not self.differences

    @property
    def coarse(self) -> int:
        """How many cells were compared at fewer places than ours need."""
        return len(self.rounded)

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain values, with `agrees` and the sentence."""
        return {"agrees": self.agrees, "said": str(self), **asdict(self)}

    def __str__(self) -> str:
        verb = "differs" if len(self.known) == 1 else "differ"
        known = f"; {len(self.known)} {verb} as known" if self.known else ""
        if self.agrees:
            return f"agrees: {self.agreeing} of {self.cells} cells{known}"
        return f"differs: {len(self.differences)} of {self.cells} cells{known}"


def compare(count: Count, table: OfficialTable, known: Sequence[KnownFault] = ()) -> Comparison:
    """Every figure and status the table prints, against the count's.

    Candidates are matched by number on the paper where the table gives it, else by name; those in
    only one of the two are differences. `known` faults of the table are set apart when the printed
    figure, and ours where the list gives it, are exactly those listed.
    """
    held = _Held(count, table)
    held.contest()
    matched = match(count.candidates, table.rows)
    held.rows = {count.candidates[c]: row for c, row in matched.rows.items()}
    held.notes += [*table.notes, *matched.notes]
    for row in matched.strangers:
        held.cell(0, "", "candidate", "", row.name)
    away = {*count.terms.withdrawn, *count.terms.after_issue}
    for c, name in enumerate(count.candidates):
        if c in matched.rows:
            held.candidate(c, matched.rows[c])
        elif name not in away:
            held.cell(0, name, "candidate", name, "")
    held.nobody()
    return held.comparison(known)


@dataclass
class _Held:
    """The two beside each other, and what has been found so far."""

    count: Count
    table: OfficialTable
    cells: int = 0
    blank: int = 0
    differences: list[Difference] = field(default_factory=list)
    rounded: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: dict[str, OfficialRow] = field(default_factory=dict)

    @property
    def shared(self) -> Iterator[tuple[Stage | None, Stage]]:
        """The stages both have, each with the one before it."""
        stages = self.count.stages[: self.table.stages]
        return zip((None, *stages), stages)

    def cell(self, stage: int, whose: str, column: str, ours: str, theirs: str) -> None:
        """Words or whole numbers side by side."""
        self.cells += 1
        if ours != theirs:
            self.differences.append(Difference(stage, whose, column, ours, theirs))

    def figure(
        self, stage: int, whose: str, column: str, ours: Number, theirs: Figure | None
    ) -> None:
        """A number side by side with a printed one; a blank one is passed over, and counted."""
        if theirs is None:
            self.blank += bool(ours)
            return
        self.cells += 1
        exact = self.count.arithmetic.fraction(ours)
        if exact == theirs.value:
            return
        here = self.count.text(ours)
        found = Difference(stage, whose, column, here, theirs.text)
        (self.rounded if agrees_as_printed(exact, theirs) else self.differences).append(found)

    def contest(self) -> None:
        """What the table says of the contest as a whole."""
        whole, count, table = self.count.arithmetic.whole, self.count, self.table
        if table.seats is not None:
            self.cell(0, "", "seats", str(count.terms.seats), str(table.seats))
        if table.quota is not None and count.quota is not None:
            self.figure(0, "", "quota", count.quota, table.quota)
        if table.valid is not None:
            self.figure(0, "", "valid", whole(count.valid), table.valid)
        self.stages(len(count.stages), table.stages)

    def stages(self, ours: int, theirs: int) -> None:
        """How many stages: a list of first preferences is no stage table, and says less."""
        if theirs == 1 < ours:
            self.notes.append(f"the table has the first of {ours} stages only")
            return
        moving = moving_stages(self.count)
        if moving == theirs < ours:
            self.notes.append(f"no votes move after stage {moving}; the table ends there")
            ours = moving
        self.cell(0, "", "stages", str(ours), str(theirs))

    def candidate(self, c: int, row: OfficialRow) -> None:
        """A candidate's totals, transfers and fate."""
        name = self.count.candidates[c]
        for before, stage in self.shared:
            self.figure(stage.number, name, "total", stage.votes[c], row.total(stage.number))
            if before and row.transfer(stage.number):
                moved = stage.votes[c] - before.votes[c]
                self.figure(stage.number, name, "transfer", moved, row.transfer(stage.number))
        self.fate(c, row)

    def fate(self, c: int, row: OfficialRow) -> None:
        """Elected, excluded or neither, and at which stage."""
        statuses = {r.status for r in self.table.rows}
        if statuses == {""}:
            return
        name, theirs = self.count.candidates[c], row.status or "not elected"
        status, stage, _ = self.count.fate(c)
        loose = not row.status or "excluded" not in statuses
        unsaid = status in {"withdrawn", "vacant seat", "removed"}
        unsaid = unsaid or (loose and status == "excluded")
        ours = "not elected" if unsaid else status
        self.cell(0, name, "status", ours, theirs)
        if row.stage and ours == theirs != "not elected":
            lag = self.table.exclusion_lag if status == "excluded" else 0
            self.cell(0, name, "stage", str(max(stage - lag, 1)), str(row.stage))

    def nobody(self) -> None:
        """The votes nobody holds."""
        rows = (self.table.non_transferable, self.table.lost)
        together = self._together()
        if together:
            said = f"{rows[0].name if rows[0] else ''} in the table holds what rounding lost, too"
            self.notes.append(said)
        for before, stage in self.shared:
            was = (before.non_transferable, before.lost) if before else (0, 0)
            now = (stage.non_transferable, stage.lost)
            if together:
                was, now = (sum(was), 0), (sum(now), 0)
            for row, then, here in zip(rows, was, now):
                if row is None:
                    continue
                self.figure(stage.number, row.name, "total", here, row.total(stage.number))
                if before and row.transfer(stage.number):
                    moved = row.transfer(stage.number)
                    self.figure(stage.number, row.name, "transfer", here - then, moved)

    def _together(self) -> bool:
        """True when the table has one heap for both, by its own last figure."""
        row, last = self.table.non_transferable, self.count.stages[-1]
        if row is None or self.table.lost or not last.lost:
            return False
        printed = row.total(last.number)
        both = self.count.arithmetic.fraction(last.non_transferable + last.lost)
        return printed is not None and agrees_as_printed(both, printed)

    def comparison(self, known: Sequence[KnownFault]) -> Comparison:
        """What was found, the known faults set apart."""
        said = explain(self.differences, known, self.rows)
        notes = list(self.notes)
        if said.unused:
            notes.append(f"{said.unused} of the {len(known)} known faults made no difference here")
        if self.blank:
            notes.append(f"{self.blank} cells are blank in the table where this count has votes")
        return Comparison(
            title=self.count.title,
            rule=self.count.rule,
            table=self.table.name,
            file=self.table.file,
            cells=self.cells,
            agreeing=self.cells - len(self.differences),
            differences=said.rest,
            known=said.known,
            rounded=tuple(self.rounded),
            blank=self.blank,
            notes=tuple(notes),
        )


def agrees_as_printed(exact: Fraction, printed: Figure) -> bool:
    """True when a number, rounded half up to the places printed, is the figure printed."""
    if printed.places is None:
        return exact == printed.value
    return Fraction(decimal(exact, printed.places)) == printed.value


def moving_stages(count: Count) -> int:
    """The last stage at which votes moved; those after it only declare."""
    pairs = zip(count.stages, count.stages[1:])
    return max((now.number for before, now in pairs if now.votes != before.votes), default=1)


__all__ = ["Comparison", "Difference", "agrees_as_printed", "compare", "moving_stages"]
