"""From when a row was public, where the row itself does not say: one rule a table, with its reason.

A row that says `known_from` keeps it. The rules err on the late side: a month or year counts by its
last day, so nothing leaks backwards through a date half known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hustings.model.dates import PartialDate

Values = Mapping[str, Any]


@dataclass(slots=True)
class Calendar:
    """Dates the rules look up: contests and declarations by id, persons by first mention."""

    contests: Mapping[str, Values]
    declarations: Mapping[str, Values]
    mentions: dict[str, date] = field(default_factory=dict)

    def declared(self, contest_id: str) -> date | None:
        """Last day of the contest's declaration."""
        return _last(self.declarations.get(contest_id, {}), "declared")

    def eve(self, contest_id: str) -> date | None:
        """The day before the declaration."""
        declared = self.declared(contest_id)
        return None if declared is None else declared - timedelta(days=1)

    def paper(self, contest_id: str) -> date | None:
        """The day by which the names on the paper were public."""
        contest = self.contests.get(contest_id, {})
        return _last(contest, "ballots_opened", "nominations_closed") or self.eve(contest_id)

    def mention(self, person: str, day: date | None) -> None:
        """Note a row that names the person."""
        if day is not None:
            self.mentions[person] = min(day, self.mentions.get(person, day))


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one table's rows get their date: `rule` and `reason` in words, `day` in code."""

    table: str
    rule: str
    reason: str
    day: Callable[[Values, Calendar], date | None]


def _last(values: Values, *names: str) -> date | None:
    """The last day of the first of these dates that is given."""
    for name in names:
        value = values.get(name)
        if isinstance(value, PartialDate):
            return value.last
    return None


def _contest(values: Values, calendar: Calendar) -> date | None:
    announced = _last(values, "nominations_opened", "nominations_closed", "ballots_opened")
    return announced or calendar.eve(values["id"])


def _endorsement(values: Values, calendar: Calendar) -> date | None:
    return _last(values, "on") or calendar.paper(values["contest_id"])


def _nomination(values: Values, calendar: Calendar) -> date | None:
    counted = _last(values, "as_of")
    if counted is None and values["stage"] == "final":
        return _last(calendar.contests.get(values["contest_id"], {}), "nominations_closed")
    return counted


def _own(*names: str) -> Callable[[Values, Calendar], date | None]:
    return lambda values, _: _last(values, *names)


def _result(values: Values, calendar: Calendar) -> date | None:
    return calendar.declared(values["contest_id"])


DERIVATIONS: tuple[Derivation, ...] = (
    Derivation(
        "contests",
        "`nominations_opened`, else `nominations_closed`, else `ballots_opened`, else the day "
        "before the declaration",
        "a contest is announced, with its seats, rule and timetable, before anybody can take part",
        _contest,
    ),
    Derivation(
        "declarations",
        "`declared`",
        "figures are public with the declaration; figures published later need their own date",
        _own("declared"),
    ),
    Derivation(
        "candidates",
        "the contest's `ballots_opened`, else `nominations_closed`, else the day before the "
        "declaration",
        "the names are public once papers go out",
        lambda values, calendar: calendar.paper(values["contest_id"]),
    ),
    Derivation(
        "results",
        "the contest's `declared`",
        "nobody outside the count knows a vote before the declaration",
        _result,
    ),
    Derivation(
        "endorsements",
        "`on`, else the contest's `ballots_opened`, else `nominations_closed`, else the day before "
        "the declaration",
        "an endorsement is made to be read by voters, so it is public before the result",
        _endorsement,
    ),
    Derivation(
        "nominations",
        "`as_of`, else for a final figure the contest's `nominations_closed`",
        "a running figure without its day could come from any day",
        _nomination,
    ),
    Derivation("polls", "`ended`", "a poll is published after its last day", _own("ended")),
    Derivation("returns", "`on`", "papers are counted in at the end of the day", _own("on")),
    Derivation("events", "`on`", "an event is public on its day", _own("on")),
    Derivation("rules", "`valid_from`", "a rule in force can be read", _own("valid_from")),
    Derivation("claims", "`on`", "the day of publication", _own("on")),
    Derivation(
        "analogues",
        "not worked out: give `known_from`",
        "a measured effect needs results, and only the case's own file knows when they were out",
        _own(),
    ),
    Derivation("bodies", "`as_of`", "the day for which it was described", _own("as_of")),
    Derivation("members", "`on`", "a seat is taken or left in public", _own("on")),
    Derivation("camps", "`on`", "the day of the source that says so", _own("on")),
    Derivation("procedures", "`valid_from`", "a rule in force can be read", _own("valid_from")),
    Derivation("divisions", "`on`", "a vote is reported on its day", _own("on")),
    Derivation("powers", "`valid_from`", "a rule in force can be read", _own("valid_from")),
    Derivation("registers", "`valid_from`", "a rule in force can be read", _own("valid_from")),
    Derivation("vacancies", "`valid_from`", "a rule in force can be read", _own("valid_from")),
    Derivation("track", "the contest's `declared`", "a score needs the result", _result),
    Derivation(
        "persons",
        "the earliest candidacy, endorsement, nomination, event or seat that names the person",
        "a name is as old as the first row that uses it",
        lambda values, calendar: calendar.mentions.get(values["id"]),
    ),
)

NAMING = frozenset({"candidates", "endorsements", "nominations", "events", "members"})
