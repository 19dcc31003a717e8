"""A contest of a record as its declaration stated it."""

from __future__ import annotations

from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import Figure, figure
from hustings.model.record import Declaration, Record, Result
from hustings.model.slates import INDEPENDENT, slates_of

_OF_DECLARATION = (
    ("issued", "electorate"),
    ("returned", "ballots_returned"),
    ("invalid", "ballots_invalid"),
    ("valid", "ballots_valid"),
    ("turnout", "turnout_pct"),
    ("quota", "quota"),
    ("votes", "total_votes"),
)
"""Words of FIGURES and the columns of declarations.csv that state them."""


def of_record(record: Record, contest_id: str) -> Declared:
    """What a record holds of one contest's result; candidates without votes stand without them.

    Slates are the lines of `model.slates`. Raises UnknownName when there is no such contest.
    """
    contest = record.contest(contest_id)
    declaration = record.declaration(contest_id)
    candidates = _candidates(record, contest_id)
    figures = _figures(declaration)
    if contest.max_votes is not None:
        figures["max_votes"] = _stated(contest.max_votes, "max_votes")
    return Declared(
        title=contest.label,
        file=f"{record.name}/{contest_id}",
        candidates=candidates,
        seats=_stated(contest.seats, "seats"),
        rule=contest.rule,
        figures=figures,
        constraint=contest.constraint,
        shape="record",
        assumed=_assumed(declaration, candidates),
        source=declaration.source if declaration else contest.source,
    )


def _candidates(record: Record, contest_id: str) -> tuple[Standing, ...]:
    """Those of results.csv by votes, then those only on the ballot paper."""
    slate = slates_of(record, contest_id).slate
    results = {r.candidate_id: r for r in record.results if r.contest_id == contest_id}
    ids = [c.candidate_id for c in record.candidates if c.contest_id == contest_id]
    ids += [i for i in results if i not in ids]
    marked = any(r.elected is not None for r in results.values())
    standings = [_standing(record, i, results.get(i), slate.get(i, ""), marked) for i in ids]
    return tuple(sorted(standings, key=lambda s: (_votes(s) is None, -(_votes(s) or 0), s.name)))


def _standing(
    record: Record, candidate: str, result: Result | None, slate: str, marked: bool
) -> Standing:
    votes = None if result is None or result.votes is None else _stated(result.votes, "votes")
    return Standing(
        name=record.name_of(candidate),
        votes=votes,
        elected=None if result is None or not marked else result.elected,
        slate="" if slate == INDEPENDENT else slate,
        place=None if result is None else result.position,
        note="" if result is None else result.notes,
    )


def _votes(standing: Standing) -> int | None:
    return None if standing.votes is None else int(standing.votes.figure.value)


def _figures(declaration: Declaration | None) -> dict[str, Stated]:
    found: dict[str, Stated] = {}
    for name, column in _OF_DECLARATION:
        value = getattr(declaration, column, None)
        if value not in (None, "") and (stated := _printed(value, column)) is not None:
            found[name] = stated
    return found


def _printed(value: object, column: str) -> Stated | None:
    """A cell as stated: a whole number of percent without its `.0`."""
    text = str(value).removesuffix(".0") if isinstance(value, float) else str(value)
    said = figure(text)
    return None if said is None else Stated(said, 0, column)


def _stated(value: int, word: str) -> Stated:
    said = figure(str(value))
    assert isinstance(said, Figure)
    return Stated(said, 0, word)


def _assumed(declaration: Declaration | None, candidates: tuple[Standing, ...]) -> tuple[str, ...]:
    said = []
    if declaration is not None and not declaration.complete:
        said.append("The record marks this declaration as incomplete: figures may be missing.")
    if any(c.votes is None for c in candidates) and any(c.votes for c in candidates):
        missing = sum(c.votes is None for c in candidates)
        said.append(f"{missing} of {len(candidates)} candidates have no votes in the record.")
    if any(c.slate for c in candidates):
        said.append("Slates are the lines that the record's endorsements put candidates on.")
    return tuple(said)


__all__ = ["of_record"]
