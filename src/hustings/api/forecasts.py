"""Forecasts and what-ifs with dates and changes as plain text, records by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hustings.errors import InputError, Problem
from hustings.model.record import Record
from hustings.scenario import forecast as _forecast
from hustings.scenario import whatif as _whatif
from hustings.scenario.changes import Change
from hustings.scenario.results import Forecast, WhatIf
from hustings.scenario.situation import Situation
from hustings.scenario.situation import prepare as _prepare
from hustings.store import open_record


def record_from(record: Record | str | Path) -> Record:
    """A record as given, or opened by name or path."""
    return record if isinstance(record, Record) else open_record(record)


def day_from(day: date | str | None) -> date | None:
    """A day as given, or read from ISO text; InputError for anything else."""
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as fault:
        step = "Write a day as 2018-08-01."
        problem = Problem("as_of", 0, "impossible-date", f"{day!r} is not a day", step)
        raise InputError("the day cannot be read", [problem]) from fault


def forecast(
    record: Record | str | Path, contest: str, *, as_of: date | str | None = None, **options: Any
) -> Forecast:
    """Who takes the seats of `contest`, as known on the evening of `as_of`.

    `record` is a Record, a bundled record's name or a folder. `as_of` is a date or ISO text and
    defaults to the close of voting, or today. Options: seed, draws, settings, progress
    (`scenario.forecast.forecast`). Raises UnknownName, NotSupported, InputError or UnhealthyFit.
    """
    return _forecast.forecast(record_from(record), contest, as_of=day_from(as_of), **options)


def prepare(
    record: Record | str | Path, contest: str, *, as_of: date | str | None = None, **options: Any
) -> Situation:
    """Fit once, then ask many what-ifs of the result with `compare`, each in milliseconds."""
    return _prepare(record_from(record), contest, as_of=day_from(as_of), **options)


def whatif(
    record: Record | str | Path,
    contest: str,
    changes: Sequence[Change] = (),
    *,
    as_of: date | str | None = None,
    **options: Any,
) -> WhatIf:
    """Before, after and difference of `changes` (or `seats=N`), with the same luck on both sides.

    Options: seats, world, seed, draws, settings, progress (`scenario.whatif.whatif`). Raises
    UnknownName, NotSupported, InputError or UnhealthyFit.
    """
    return _whatif.whatif(
        record_from(record), contest, dated(changes), as_of=day_from(as_of), **options
    )


def compare(situation: Situation, changes: Sequence[Change] = (), **options: Any) -> WhatIf:
    """A what-if on a prepared situation, in milliseconds: nothing is fitted again.

    Options: seats, world, settings (`scenario.whatif.compare`). Raises UnknownName, NotSupported or
    InputError.
    """
    return _whatif.compare(situation, dated(changes), **options)


def dated(changes: Sequence[Change]) -> list[Change]:
    """Changes with their days read from text where they are text."""
    return [replace(c, on=day_from(c.on) or c.on) for c in changes]
