"""What happened and who may do what: the event file and the register, asked in plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypedDict, Unpack

from hustings.api.forecasts import day_from, record_from
from hustings.bodies.chronicle import Asked
from hustings.bodies.event_list import EventList, PairCount, event_list, pair_count
from hustings.bodies.people import person_id
from hustings.bodies.removal import Question, Removers
from hustings.bodies.removal import removers as _removers
from hustings.errors import InputError, Problem, UnknownName
from hustings.model.offices import GRADES, POWERS
from hustings.model.record import Record
from hustings.store import bodies_of, body_of, open_record

_LAST_STEP = re.compile(r"(?P<record>.+)[/\\](?P<part>[^/\\]+)")


class Filters(TypedDict, total=False):
    """What may be asked of events; see `events`."""

    kinds: str | Sequence[str]
    by: str
    of: str
    person: str
    case: str
    body: str
    contest: str
    grade: str
    since: date | str | None
    until: date | str | None


def events(
    record: Record | str | Path, *, as_of: date | str | None = None, **asked: Unpack[Filters]
) -> EventList:
    """Events and dated acts of endorsement of a record, oldest first, with what follows from them.

    `record` is a Record, a name, a folder, RECORD/BODY or RECORD/CONTEST. Asked may be: `kinds`
    (kinds or groups, `docs/records/events.md`); `by` (who acted); `of` (whom it was done to);
    `person` (a candidate_id or a name); `case`, `body`, `contest` (ids); `grade`; `since` and
    `until` (days). Raises InputError, or UnknownName when a name is not there or nothing matches.
    """
    opened, question = _asked(record, asked)
    return event_list(opened, question, as_of=day_from(as_of))


def overrulings(
    record: Record | str | Path, *, as_of: date | str | None = None, **asked: Unpack[Filters]
) -> PairCount:
    """How often each actor overruled each other one; other kinds where `kinds` says so.

    Asked as of `events`. A pair asked for by both names is counted as 0 where none is recorded.
    """
    opened, question = _asked(record, asked)
    return pair_count(opened, question, as_of=day_from(as_of))


def _asked(record: Record | str | Path, asked: Filters) -> tuple[Record, Asked]:
    for word in asked:
        if word not in Filters.__annotations__:
            raise _no_word("argument", word, tuple(Filters.__annotations__))
    kinds, grade = asked.get("kinds", ()), asked.get("grade", "")
    if grade and grade not in GRADES:
        raise _no_word("grade", grade, GRADES)
    question = Asked(
        kinds=(kinds,) if isinstance(kinds, str) else tuple(kinds),
        by=asked.get("by", ""),
        of=asked.get("of", ""),
        person=asked.get("person", ""),
        case=asked.get("case", ""),
        body=asked.get("body", ""),
        contest=asked.get("contest", ""),
        grade=grade,
        since=day_from(asked.get("since")),
        until=day_from(asked.get("until")),
    )
    if isinstance(record, str):
        return _part(record, question)
    return record_from(record), question


def _part(address: str, asked: Asked) -> tuple[Record, Asked]:
    """The record of an address, with the body or contest of its last step among what is asked."""
    address = address.rstrip("/\\") or address
    step = _LAST_STEP.fullmatch(address)
    if step is None or Path(address).is_dir():
        return open_record(address), asked
    opened, part = open_record(step["record"]), step["part"]
    bodies, contests = bodies_of(opened), [c.id for c in opened.contests]
    if part in bodies:
        return opened, replace(asked, body=part)
    if part in contests:
        return opened, replace(asked, contest=part)
    near = get_close_matches(part, [*bodies, *contests], n=3, cutoff=0.3) or [*bodies, *contests]
    listed = ", ".join(f"{step['record']}/{one}" for one in near[:5])
    raise UnknownName(f"no body or contest {part!r} is known in {step['record']!r}; try {listed}")


def removers(
    record: Record | str | Path,
    member: str = "",
    *,
    power: str = "remove",
    decides: str = "",
    holder: str = "",
    body: str = "",
    on: date | str | None = None,
    as_of: date | str | None = None,
) -> Removers:
    """Who may remove a member of a body on a day, or who decides a matter, clause by clause.

    `record` is RECORD/BODY, or a record with `body`. `member` is a candidate_id or a name (left
    out: any member). `power` is a word of `model.offices.POWERS`; `decides` a matter in words.
    `on` is the day asked about (default: `as_of`, else today); `as_of` what was known. Raises
    UnknownName or InputError.
    """
    if power not in POWERS:
        raise _no_word("power", power, POWERS)
    opened, body_id = body_of(record, body)
    known_on = day_from(as_of)
    question = Question(
        body_id=body_id,
        on=day_from(on) or known_on or date.today(),
        power="decide" if decides else power,
        member=person_id(opened, member) if member else "",
        matter=decides,
        holder=holder,
    )
    return _removers(opened, question, as_of=known_on)


def _no_word(name: str, word: str, known: Sequence[str]) -> InputError:
    step = f"Use one of {', '.join(known)}."
    problem = Problem(name, 0, f"unknown-{name}", f"{word!r} is no {name}", step)
    return InputError(f"the {name} cannot be used", [problem])
