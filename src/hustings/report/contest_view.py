"""What a record knew of a contest on a day, gathered for showing."""

from __future__ import annotations

from datetime import date

from hustings.model.record import Contest, Record
from hustings.model.slates import INDEPENDENT, slates_of
from hustings.report.show_page import (
    ContestView,
    ShownAct,
    ShownEvent,
    ShownMember,
    ShownNomination,
    ShownSlate,
)


def contest_view(record: Record, contest_id: str, day: date) -> ContestView:
    """The contest as known on the evening of `day`; UnknownName when it was not yet announced."""
    known = record.as_of(day)
    contest = known.contest(contest_id)
    slates = slates_of(known, contest_id)
    bodies = {e.organisation_id: e.organisation for e in known.endorsements}
    sitting = {c.candidate_id: c.incumbent for c in known.candidates if c.contest_id == contest_id}

    def member(c: str) -> ShownMember:
        backers = tuple(bodies[b] for b in slates.backers[c])
        return ShownMember(c, known.name_of(c), sitting.get(c), backers)

    alone = sorted(c for c, line in slates.slate.items() if line == INDEPENDENT)
    opened, closed = contest.window() or (None, None)
    return ContestView(
        record=known.name,
        organisation=known.organisation,
        contest=contest.id,
        label=contest.label,
        as_of=day,
        seats=contest.seats,
        rule=contest.rule,
        max_votes=contest.max_votes,
        opened=opened,
        closed=closed,
        days_gone=(day - opened).days if opened else None,
        days_left=(closed - day).days if closed else None,
        slates=tuple(
            ShownSlate(line, tuple(member(c) for c in who)) for line, who in slates.members.items()
        ),
        independents=tuple(member(c) for c in alone),
        events=_events(known, contest_id),
        nominations=_nominations(known, contest_id),
        acts=_acts(known, contest),
        sources=tuple(sorted({contest.source, *_sources(known, contest_id)})),
    )


def _events(known: Record, contest_id: str) -> tuple[ShownEvent, ...]:
    rows = sorted((e for e in known.events if e.contest_id == contest_id), key=lambda e: e.on)
    return tuple(ShownEvent(str(e.on), e.text, e.source) for e in rows)


def _nominations(known: Record, contest_id: str) -> tuple[ShownNomination, ...]:
    """Each candidate's latest nominations, most first."""
    latest = {}
    rows = [n for n in known.nominations if n.contest_id == contest_id]
    for n in sorted(rows, key=lambda n: (n.known_from or date.min, n.stage == "final")):
        latest[n.candidate_id] = n
    shown = sorted(latest.values(), key=lambda n: (-n.nominations, n.candidate_id))
    return tuple(
        ShownNomination(
            known.name_of(n.candidate_id), n.nominations, n.stage, str(n.as_of or n.known_from)
        )
        for n in shown
    )


def _acts(known: Record, contest: Contest) -> tuple[ShownAct, ...]:
    """Dated acts of endorsement, oldest first; undated ones are in the slates already."""
    rows = [e for e in known.endorsements if e.contest_id == contest.id and e.on]
    rows.sort(key=lambda e: (str(e.on), e.organisation_id, e.candidate_id))
    return tuple(
        ShownAct(str(e.on), e.organisation, e.act, known.name_of(e.candidate_id)) for e in rows
    )


def _sources(known: Record, contest_id: str) -> set[str]:
    return {e.source for e in known.endorsements if e.contest_id == contest_id}
