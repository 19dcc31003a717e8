"""Lists of records and of a record's contests, for people and programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hustings.errors import Problem
from hustings.model.answers import Result, plain
from hustings.model.record import Contest, Record
from hustings.report import words
from hustings.report.blocks import Provenance
from hustings.report.plain_page import PlainPage, Section
from hustings.store import RecordInfo


@dataclass(frozen=True, slots=True)
class RecordList(Result):
    """The records that come with hustings."""

    records: tuple[RecordInfo, ...]


@dataclass(frozen=True, slots=True)
class RecordChecked(Result):
    """What is wrong with a record's files; it is sound when nothing is an error."""

    record: str
    sound: bool
    problems: tuple[Problem, ...]

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a problem."""
        return [plain(problem) for problem in self.problems]

    def __str__(self) -> str:
        said = ("sound", "warning") if self.sound else ("not sound", "problem")
        return f"{self.record}: {said[0]}, {words.counted(len(self.problems), said[1])}"


@dataclass(frozen=True, slots=True)
class ContestLine:
    """One contest of a record; `declared` is the ISO date of its result, as far as it is known."""

    id: str
    label: str
    seats: int
    rule: str
    candidates: int
    opened: str | None
    closed: str | None
    declared: str | None


@dataclass(frozen=True, slots=True)
class ContestList(Result):
    """A record's contests, oldest first; `as_of` is None for everything there is."""

    record: str
    organisation: str
    as_of: date | None
    contests: tuple[ContestLine, ...]


def contest_list(record: Record, as_of: date | None = None) -> ContestList:
    """The contests of a record, as known on a day where one is given."""
    known = record.as_of(as_of) if as_of else record
    lines = sorted((_line(known, c) for c in known.contests), key=_age)
    return ContestList(known.name, known.organisation, as_of, tuple(lines))


def _line(record: Record, contest: Contest) -> ContestLine:
    declaration = record.declaration(contest.id)
    return ContestLine(
        id=contest.id,
        label=contest.label,
        seats=contest.seats,
        rule=contest.rule,
        candidates=sum(c.contest_id == contest.id for c in record.candidates),
        opened=str(contest.ballots_opened) if contest.ballots_opened else None,
        closed=str(contest.ballots_closed) if contest.ballots_closed else None,
        declared=str(declaration.declared) if declaration else None,
    )


def _age(line: ContestLine) -> tuple[str, str]:
    return (line.declared or line.closed or line.opened or "9999", line.id)


def checked_page(checked: RecordChecked) -> PlainPage:
    """The problems as a page."""
    return PlainPage(
        name=words.slug(f"record-{checked.record}"),
        kicker="A record",
        title="What is wrong with a record",
        dek=checked.record,
        headline=str(checked),
        sections=(Section("Problems", items=tuple(map(str, checked.problems))),)
        if checked.problems
        else (),
        provenance=Provenance(f"hustings, check of the record {checked.record}", ()),
    )
