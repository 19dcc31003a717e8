"""What a seat changes in a body: a record's or a file's, as it is or over a forecast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from hustings.api.body_asked import Asked, checked, placed, wished
from hustings.api.forecasts import day_from
from hustings.bodies.answer import BodyAnswer
from hustings.bodies.answering import answered
from hustings.bodies.contested import Question
from hustings.model.record import Record
from hustings.model.voting import (
    Assembly,
    Contested,
    Seating,
)
from hustings.store import body_of

if TYPE_CHECKING:
    from hustings.scenario.situation import Situation


def body(
    body: Record | str | Path,
    body_id: str = "",
    *,
    issue: str = "",
    contest: str | None = None,
    section: str = "",
    as_of: date | str | None = None,
    seed: int | None = None,
    draws: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
    **asked: Unpack[Asked],
) -> BodyAnswer:
    """Who controls a body of a record on an issue, by how many, and what a seat changes.

    `body` is RECORD/BODY (`labour-nec/nec`), or a Record, path or name with `body_id`. Members and
    camps are those known on the evening of `as_of` (default: today, or with a contest the close of
    its voting). `contest` fills `section` from the forecast of that day. Asked may be:
    `for_` and `against` (camps; default: the largest camp is for); `attendance`, `discipline`,
    `soft`, `free`, `abstain` (chances; default of `free`: "unknown", so that free members lean
    together and odds are averaged over every lean); `majority` (voting, present, members),
    `share`, `reaching`, `quorum`, `casting` (a member); `decided_by` (sections, roles or members
    who decide for all); `without` (members who hold their seats but cannot vote); `seats_won`.

    Everything is exact but the forecast's draws. Raises UnknownName, InputError, NotSupported or
    UnhealthyFit.
    """
    (opened, body_id), options = body_of(body, body_id), checked(asked)
    situation, day = None, day_from(as_of)
    if contest is not None:
        from hustings.scenario.situation import default_day, prepare

        opened.contest(contest)
        day = day or default_day(opened, contest)
        luck: dict[str, Any] = {
            k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None
        }
        seated = _seating(opened, body_id, day, issue, options)
        situation = prepare(opened, contest, as_of=day, progress=progress, **luck)
    else:
        day = day or date.today()
        seated = _seating(opened, body_id, day, issue, options)
    made = placed(seated, situation, body_id, section, options)
    question = Question(
        body=f"{opened.name}/{body_id}",
        seating=made,
        as_of=day,
        focus=_focus(made),
        without=options["without"],
        data_sha256=_digest(opened.as_of(day)),
    )
    if situation is not None:
        progress("counting the body")
        question = _forecast(question, situation)
    return answered(question)


def _seating(record: Record, body_id: str, day: date, issue: str, options: Any) -> Seating:
    from hustings.bodies.seating import seating

    few, apart = options["decided_by"], options["without"]
    return seating(record.as_of(day), body_id, day, issue, few, apart)


def body_file(path: str | Path, **asked: Unpack[Asked]) -> BodyAnswer:
    """The same for a body described in a TOML file (`hustings body --template` writes one).

    Raises InputError with every problem of the file, each with its line.
    """
    from hustings.formats.body_file import read_body

    options = checked(asked)
    found = wished(read_body(path), options, stated=True)
    question = Question(
        body=Path(path).name, seating=found, focus=_focus(found), without=options["without"]
    )
    return answered(question)


def assembly(
    asked: Assembly, *, contested: Contested | None = None, without: Sequence[str] = ()
) -> BodyAnswer:
    """The same for an Assembly made in Python."""
    seating = Seating(assembly=asked, contested=contested)
    return answered(
        Question(body=asked.name, seating=seating, focus=_focus(seating), without=tuple(without))
    )


def _forecast(question: Question, situation: Situation) -> Question:
    """The question with the section filled from the draws, before and after the last event."""
    from hustings.api.body_draws import drawn

    return drawn(question, situation)


def _focus(seated: Seating) -> str:
    """The camp whose seats are counted: that of the contested seats, else those for the motion."""
    if seated.contested and seated.contested.camp:
        return seated.contested.camp
    return ", ".join(s.camp for s in seated.assembly.stances if s.side == "for")


def _digest(record: Record) -> str:
    from hustings.model.digest import data_sha256

    return data_sha256(replace(record, track=()))
