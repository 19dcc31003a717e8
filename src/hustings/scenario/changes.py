"""What can happen in mid-ballot, and what it does to votes still to come.

A Change touches only the ballots not yet in. Votes leave a candidate, and a share of them (`spill`)
goes to candidates outside the slate, by their drawn votes; the rest stay unused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hustings.errors import InputError, Problem
from hustings.forecasting.evidence import Floats
from hustings.model.record import ACTS_ENDING, ACTS_FOR, Endorsement, Record
from hustings.model.slates import INDEPENDENT, SlateMap, slates_of
from hustings.scenario.factors import ENDORSEMENT_POINTS, Factors

KINDS = ("withdraw", "endorse", "replace", "gone")
GONE_EVENTS = frozenset({"death", "disqualification", "candidate-withdrawn"})
"""Kinds of event after which votes for a candidate elect nobody."""


@dataclass(frozen=True, slots=True)
class Change:
    """One act on one day: `kind` is a word of KINDS.

    withdraw: `body` drops `candidate`. endorse: `body` backs `candidate`. replace: the slate's
    `candidate` gives way to `successor`, who is on the paper too. gone: `candidate` can no longer
    be elected (death, disqualification), and votes already in for them stand for nobody.
    """

    kind: str
    candidate: str
    on: date
    body: str = ""
    successor: str = ""
    source: str = ""

    def words(self, names: Mapping[str, str], bodies: Mapping[str, str]) -> str:
        """The change in a sentence."""
        who, by = names.get(self.candidate, self.candidate), bodies.get(self.body, self.body)
        return {
            "withdraw": f"{by} withdraws its endorsement of {who}",
            "endorse": f"{by} endorses {who}",
            "replace": f"{names.get(self.successor, self.successor)} replaces {who} on the slate",
            "gone": f"{who} can no longer be elected",
        }[self.kind]


@dataclass(frozen=True)
class Field:
    """Who is drawn: candidate ids in order, and the slates.

    `slates` are as they stand on the day; `printed` as they stood when papers went out, which is
    who stands together in the votes that were drawn.
    """

    ids: tuple[str, ...]
    slates: SlateMap
    printed: SlateMap

    def index(self, candidate: str) -> int:
        """The candidate's column."""
        return self.ids.index(candidate)

    def outside(self, candidate: str) -> Floats:
        """1 for candidates who do not stand with `candidate`, shape (candidate,)."""
        line = self.printed.slate[candidate]
        mates = self.printed.members.get(line, (candidate,))
        return np.array([float(c not in mates and c != candidate) for c in self.ids])

    def backed_by(self, body: str, but: str) -> list[int]:
        """Columns of the candidates a body backs, `but` excepted."""
        return [
            i for i, c in enumerate(self.ids) if body in self.slates.backers.get(c, ()) and c != but
        ]


def from_record(record: Record, contest_id: str) -> tuple[Change, ...]:
    """What a gated record says happened inside the voting window, in order.

    Endorsement acts, and events by which a candidate can no longer be elected (GONE_EVENTS).
    """
    window = record.contest(contest_id).window()
    if window is None:
        return ()
    opened, closed = window
    acts = [
        a
        for a in record.endorsements
        if a.contest_id == contest_id and a.on and a.on.exact and opened < a.on.first <= closed
    ]
    changes = [
        change for act in acts if (change := _from_act(act)) and _tells(record, contest_id, change)
    ]
    changes += [
        Change("gone", e.candidate_id, e.on.first, source=e.source)
        for e in record.events
        if e.contest_id == contest_id
        and e.kind in GONE_EVENTS
        and e.candidate_id
        and e.on.exact
        and opened < e.on.first <= closed
    ]
    return tuple(sorted(changes, key=lambda c: (c.on, c.kind, c.candidate, c.body)))


def _tells(record: Record, contest_id: str, change: Change) -> bool:
    """True when the act changes who backs whom: a body that never backed cannot withdraw."""
    eve = record.as_of(change.on - timedelta(days=1))
    backers = slates_of(eve, contest_id).backers.get(change.candidate, ())
    return (change.body in backers) == (change.kind == "withdraw")


def _from_act(act: Endorsement) -> Change | None:
    assert act.on is not None
    kind = "endorse" if act.act in ACTS_FOR else "withdraw" if act.act in ACTS_ENDING else ""
    if not kind:
        return None
    return Change(kind, act.candidate_id, act.on.first, act.organisation_id, source=act.source)


def checked(change: Change, field: Field, closed: date) -> list[Problem]:
    """Every reason why a change cannot be applied."""
    problems: list[Problem] = []
    where = f"--{change.kind}"
    if change.kind not in KINDS:
        step = f"Use one of {', '.join(KINDS)}."
        return [Problem("change", 0, "unknown-kind", f"{change.kind!r} is not a change", step)]
    if change.kind == "replace" and change.successor in ("", change.candidate):
        step = "Name somebody else who is on the paper."
        said = f"{change.candidate} needs a successor"
        problems.append(Problem(where, 0, "no-successor", said, step))
    for who in filter(None, (change.candidate, change.successor)):
        if who not in field.ids:
            from difflib import get_close_matches

            near = get_close_matches(who, field.ids, n=3, cutoff=0.3) or list(field.ids[:3])
            step = f"Try {', '.join(near)}; `hustings show` lists them all."
            problems.append(Problem(where, 0, "unknown-id", f"{who!r} is not on the paper", step))
    if change.kind == "replace" and field.slates.slate.get(change.candidate) == INDEPENDENT:
        said = f"{change.candidate} stands on no slate"
        problems.append(Problem(where, 0, "no-slate", said, "Name somebody who stands on one."))
    if change.kind == "withdraw" and change.candidate in field.ids:
        backers = field.slates.backers.get(change.candidate, ())
        if change.body not in backers:
            step = (
                f"Who does: {', '.join(backers) or 'nobody'}. If the record has it withdrawn "
                "already, set --as-of to a day before."
            )
            said = f"{change.body!r} does not back {change.candidate}"
            problems.append(Problem(where, 0, "no-endorsement", said, step))
    if change.kind == "endorse" and change.body in field.slates.backers.get(change.candidate, ()):
        said = f"{change.body!r} backs {change.candidate} already"
        problems.append(Problem(where, 0, "already-endorsed", said, "Name another body."))
    if change.on > closed:
        said = f"{change.on} is after the close on {closed}"
        problems.append(Problem("--on", 0, "after-close", said, "Nothing is left to move."))
    return problems


def gone_by(changes: Iterable[Change]) -> frozenset[str]:
    """Who can no longer be elected after `changes`."""
    return frozenset(c.candidate for c in changes if c.kind == "gone")


def repeated(changes: Sequence[Change]) -> list[Problem]:
    """Acts named twice: their effect would count twice."""
    seen: set[Change] = set()
    problems = []
    for change in changes:
        if change in seen:
            said = f"{change.kind} of {change.candidate} on {change.on} is named twice"
            step = "Name it once."
            problems.append(Problem(f"--{change.kind}", 0, "repeated", said, step))
        seen.add(change)
    return problems


def refuse(problems: Sequence[Problem]) -> None:
    """Raise InputError when there are any problems."""
    if problems:
        raise InputError("the change cannot be applied", problems)


def loss(change: Change, cast: Floats, factors: Factors) -> Floats:
    """Share of the candidate's votes that a change takes (or an endorsement could add), (draw,)."""
    if change.kind == "gone":
        return 1 - cast
    return (1 - cast) * factors.aware * factors.comply * factors.dependence


def spread_out(share: Floats, votes: Floats, to: Floats) -> Floats:
    """Give `votes` (draw,) to candidates in proportion to `to` x their share, none above 1."""
    pull = share * to * (1 - share)
    total = pull.sum(axis=1, keepdims=True)
    return np.minimum(share + votes[:, None] * pull / np.where(total > 0, total, 1), 1.0)


def apply(change: Change, share: Floats, cast: Floats, factors: Factors, field: Field) -> Floats:
    """Shares of ballots after the change, (draw, candidate); `cast` is the share in by then."""
    if change.kind == "endorse":
        return _endorse(change, share, cast, factors, field)
    column = field.index(change.candidate)
    lost = loss(change, cast, factors) * share[:, column]
    after = share.copy()
    after[:, column] -= lost
    to = field.outside(change.candidate) * _pull(field, factors)
    spilled = factors.spill * lost
    if change.kind == "replace":
        heir = field.index(change.successor)
        after[:, heir] = np.minimum(after[:, heir] + lost, 1.0)
        return after
    return spread_out(after, spilled, to)


def _endorse(change: Change, share: Floats, cast: Floats, factors: Factors, field: Field) -> Floats:
    """Followers add the candidate: up to the level of the body's other candidates.

    The votes come out of unused ones and, for the share `spill`, from candidates outside the slate.
    """
    column = field.index(change.candidate)
    own = share[:, column]
    others = field.backed_by(change.body, change.candidate)
    level = share[:, others].mean(axis=1) if others else own + ENDORSEMENT_POINTS
    gain = loss(change, cast, factors) * np.clip(level - own, 0, 1 - own)
    after = share.copy()
    outside = field.outside(change.candidate)
    taken = after * outside
    total = np.maximum(taken.sum(axis=1), 1e-12)
    after -= taken * np.minimum(factors.spill * gain / total, 1)[:, None]
    after[:, column] = own + gain
    return after


def _pull(field: Field, factors: Factors) -> Floats:
    """Relative pull of each candidate on freed votes; 1 unless --set to:ID says otherwise."""
    return np.array([factors.weights.get(c, 1.0) for c in field.ids])
