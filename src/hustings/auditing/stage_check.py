"""What arithmetic alone can say of a published stage table, without the ballots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from hustings.arithmetic import decimal
from hustings.model.official import Figure, OfficialRow, OfficialTable

SIX = 6
"""Figures printed to six significant digits and fewer places than others have been rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHints:
    """What a rule lets be checked; a hint left out leaves the statement unchecked.

    `quota` is how it is recomputed: `droop` (valid papers over one more than the seats, decimals
    ignored, plus one) or "" for not at all. `keeps_quota`: a surplus leaves exactly the quota
    behind. `lowest_first`: who is excluded has the fewest votes. `slack` is how far sums may be off
    because figures were rounded before they were printed, in votes a figure.
    """

    quota: str = "droop"
    keeps_quota: bool = True
    lowest_first: bool = True
    slack: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement a sound table would meet and this one does not; `stage` 0 is the whole table.

    `code` says which statement: total, from-nowhere, conservation, first-preferences, quota, poll,
    leaves-quota, leaves-nothing, below-quota, not-marked, not-lowest, given-to-gone, seats, fate.
    """

    code: str
    stage: int
    candidate: str
    printed: str
    expected: str
    said: str

    def __str__(self) -> str:
        where = f"stage {self.stage}, " if self.stage else ""
        whose = f"{self.candidate}: " if self.candidate else ""
        return f"{where}{whose}{self.said}: {self.printed} printed, {self.expected} expected"


@dataclass(frozen=True, slots=True)
class StageCheck:
    """How many statements were checked over how many stages and cells, and those not met."""

    table: str
    stages: int
    cells: int
    statements: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """True when every statement is met."""
        return not self.findings

    def __str__(self) -> str:
        if self.sound:
            return f"adds up: {self.statements} of {self.statements} statements"
        return f"does not add up: {len(self.findings)} of {self.statements} statements fail"


def check_stages(table: OfficialTable, hints: RuleHints | None = None) -> StageCheck:
    """Every statement the figures of a table must meet under its rule, and those they do not.

    Totals are those before plus the transfer; votes neither appear nor vanish; first preferences
    make up the valid poll; the quota follows from it; a surplus leaves the quota and an exclusion
    nothing; the elected had the quota or the last places, the excluded the fewest votes; nothing is
    given to a candidate who is out.
    """
    audit = _Audit(table, hints or RuleHints())
    audit.contest()
    for stage in range(1, table.stages + 1):
        audit.balance(stage)
        for row in table.every_row:
            audit.total(stage, row)
        for row in table.rows:
            audit.source(stage, row)
            audit.receiver(stage, row)
    audit.fates()
    printed = sum(c is not None for row in table.every_row for c in (*row.totals, *row.transfers))
    return StageCheck(table.name, table.stages, printed, audit.statements, tuple(audit.findings))


@dataclass
class _Audit:
    """The table under check and what has been found so far."""

    table: OfficialTable
    hints: RuleHints
    statements: int = 0
    findings: list[Finding] = field(default_factory=list)

    # the statements

    def contest(self) -> None:
        """First preferences, poll and quota."""
        table = self.table
        first = [cell for row in table.every_row if (cell := row.total(1))]
        whole = sum((cell.value for cell in first), Fraction(0))
        if table.valid:
            met = whole == table.valid.value
            said = "first preferences make up the valid poll"
            self.state(met, "first-preferences", 1, "", table.valid.text, str(whole), said)
        if table.valid and table.rejected and table.total_poll:
            poll = table.valid.value + table.rejected.value
            said = "valid and rejected papers make up the poll"
            met = poll == table.total_poll.value
            self.state(met, "poll", 0, "", table.total_poll.text, str(poll), said)
        if table.quota and table.seats and self.hints.quota == "droop":
            valid = table.valid.value if table.valid else whole
            quota = valid // (table.seats + 1) + 1
            said = "the quota is the valid poll over one more than the seats, plus one"
            met = quota == table.quota.value
            self.state(met, "quota", 0, "", table.quota.text, str(quota), said)

    def total(self, stage: int, row: OfficialRow) -> None:
        """A total is the one before and the transfer."""
        before, moved = row.total(stage - 1) if stage > 1 else None, row.transfer(stage)
        now = row.total(stage)
        if not (before and moved and now):
            return
        should = before.value + moved.value
        off = abs(now.value - should)
        said = "the total before and the transfer make the total"
        met = off <= self.slack(before, moved, now)
        self.state(met, "total", stage, row.name, now.text, self.shown(should), said)

    def balance(self, stage: int) -> None:
        """Votes that leave arrive somewhere; where all heaps are printed, to the last digit."""
        if stage < 2:
            return
        table = self.table
        cells = [self.moved(row, stage) for row in table.every_row]
        moved = sum((value for value, _ in cells), Fraction(0))
        slack = sum((slack for _, slack in cells), Fraction(0))
        given = sum((value for value, _ in cells if value > 0), Fraction(0))
        left = given - moved
        if table.non_transferable:
            met = abs(moved) <= slack
            code, said = "conservation", "votes that leave arrive"
        else:
            met = moved <= slack
            code, said = "from-nowhere", "no more votes arrive than leave"
        self.state(met, code, stage, "", self.shown(given), self.shown(left), said)

    def source(self, stage: int, row: OfficialRow) -> None:
        """Who gives votes away keeps the quota when elected, nothing when excluded."""
        value, _ = self.moved(row, stage)
        now = row.total(stage)
        if value >= 0:
            return
        kept = now.value if now else Fraction(0)
        printed = now.text if now else "0"
        slack = self.slack(*([now] if now else []))
        if row.status == "elected" and self.table.quota and self.hints.keeps_quota:
            quota = self.table.quota
            met = abs(kept - quota.value) <= slack
            said = "a surplus leaves the quota behind"
            self.state(met, "leaves-quota", stage, row.name, printed, quota.text, said)
        elif row.status in ("excluded", "not elected"):
            said = "an exclusion leaves nothing behind"
            self.state(kept <= slack, "leaves-nothing", stage, row.name, printed, "0", said)

    def receiver(self, stage: int, row: OfficialRow) -> None:
        """Nothing is given to a candidate who was elected or excluded at an earlier stage."""
        if stage < 2 or not row.stage or row.status not in ("elected", "excluded"):
            return
        if stage <= row.stage:
            return
        value, slack = self.moved(row, stage)
        met = value <= slack
        said = f"nothing is given to a candidate {row.status} at stage {row.stage}"
        self.state(met, "given-to-gone", stage, row.name, self.shown(value), "0", said)

    def fates(self) -> None:
        """Who was elected and excluded, held against the figures."""
        table = self.table
        elected = [row for row in table.rows if row.status == "elected"]
        if not elected:
            return
        if table.seats:
            met = len(elected) == table.seats
            said = "as many are elected as there are seats"
            self.state(met, "seats", 0, "", str(len(elected)), str(table.seats), said)
        for row in table.rows:
            self.one_fate(row)
        for row in elected:
            self.reached(row)
        for row in table.rows:
            if row.status == "excluded" and row.stage and self.hints.lowest_first:
                self.lowest(row, row.stage)

    def one_fate(self, row: OfficialRow) -> None:
        """The table says one thing of what became of a candidate, and the figures bear it out."""
        if not row.status or not row.stage:
            return
        printed = f"{row.status} {row.stage}"
        every = "; ".join((printed, *row.also))
        said = "the same is said everywhere of what became of a candidate"
        self.state(not row.also, "fate", 0, row.name, every, printed, said)
        left = row.leaves()
        if row.status == "excluded" and left:
            lag = self.table.exclusion_lag
            said = "the votes leave at the stage of the exclusion as this table counts it"
            expected = f"excluded {left - lag}"
            self.state(left == row.stage + lag, "fate", left, row.name, printed, expected, said)

    def reached(self, row: OfficialRow) -> None:
        """The elected had the quota at the stage named and not before, or filled the last seats."""
        quota, stage = self.table.quota, row.stage
        if not quota or not stage:
            return
        there = row.total(stage)
        had = [s for s in range(1, stage) if (t := row.total(s)) and t.value >= quota.value]
        said = "who has the quota is elected at that stage"
        self.state(
            not had, "not-marked", stage, row.name, str(stage), str(min(had, default=stage)), said
        )
        last = self.seats_left(stage) >= len(self.continuing(stage)) or stage == self.table.stages
        if there and not last:
            met = there.value >= quota.value
            said = "who is elected before the last places has the quota"
            self.state(met, "below-quota", stage, row.name, there.text, quota.text, said)

    def lowest(self, row: OfficialRow, printed: int) -> None:
        """The excluded had no more votes than anyone who went on."""
        stage = printed + self.table.exclusion_lag - 1
        mine = row.total(stage) if stage else None
        if mine is None:
            return
        others = [
            (cell, other.name)
            for other in self.continuing(stage)
            if other is not row and not self.goes_with(row, other) and (cell := other.total(stage))
        ]
        least = min(others, key=lambda pair: pair[0].value, default=None)
        if least:
            met = mine.value <= least[0].value
            said = f"the excluded has the fewest votes ({least[1]} has fewer)"
            expected = f"at most {least[0].text}"
            self.state(met, "not-lowest", printed, row.name, mine.text, expected, said)

    # the facts they stand on

    def continuing(self, stage: int) -> list[OfficialRow]:
        """Candidates neither elected nor excluded by the end of a stage, the last to go apart."""
        lag = self.table.exclusion_lag
        return [
            row
            for row in self.table.rows
            if not (row.status == "elected" and row.stage and row.stage <= stage)
            and not (row.status == "excluded" and row.stage and row.stage + lag <= stage)
        ]

    def seats_left(self, stage: int) -> int:
        """Seats not filled by the end of the stage before."""
        rows = self.table.rows
        return (self.table.seats or 0) - sum(
            row.status == "elected" and bool(row.stage) and (row.stage or 0) < stage for row in rows
        )

    @staticmethod
    def goes_with(row: OfficialRow, other: OfficialRow) -> bool:
        """True for two excluded together."""
        return other.status == "excluded" and other.stage == row.stage

    def moved(self, row: OfficialRow, stage: int) -> tuple[Fraction, Fraction]:
        """What a row gains at a stage, and how far rounding may have put that off."""
        if stage < 2:
            return Fraction(0), Fraction(0)
        if cell := row.transfer(stage):
            return cell.value, self.slack(cell)
        before, now = row.total(stage - 1), row.total(stage)
        if before and now:
            return now.value - before.value, self.slack(before, now)
        return Fraction(0), Fraction(0)

    def slack(self, *cells: Figure) -> Fraction:
        """Half a unit of the last place of each figure that was rounded to six digits."""
        found = Fraction(0)
        for cell in cells:
            found += self.hints.slack
            if cell.places is not None and cell.places < self.table.places and cell.digits >= SIX:
                found += Fraction(1, 2 * 10**cell.places)
        return found

    def shown(self, value: Fraction) -> str:
        """A number for people, at the table's places."""
        if value.denominator == 1:
            return str(value.numerator)
        return decimal(value, self.table.places).rstrip("0").rstrip(".")

    def state(
        self, met: bool, code: str, stage: int, whose: str, printed: str, expected: str, said: str
    ) -> None:
        """Count a statement, and write it down when it is not met."""
        self.statements += 1
        if not met:
            self.findings.append(Finding(code, stage, whose, printed, expected, said))


def codes(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each code."""
    found: dict[str, int] = {}
    for finding in findings:
        found[finding.code] = found.get(finding.code, 0) + 1
    return found


__all__ = ["Finding", "RuleHints", "StageCheck", "check_stages", "codes"]
