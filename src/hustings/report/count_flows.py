"""Votes as they flow from stage to stage, as plain numbers for a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from hustings.arithmetic import Number
from hustings.model.count import Count, Stage
from hustings.report import words
from hustings.report.count_numbers import short_names
from hustings.report.count_stages import ACTS, by_outcome

MOST = 12
"""Candidates drawn on their own; the others are drawn together."""
REST, UNUSED = "rest", "unused"


@dataclass(frozen=True, slots=True)
class Party:
    """One band of the drawing: a candidate, the other candidates, or the non-transferable.

    `hue` numbers the colours (-1: grey), `elected` is its place in the order (0: none), `at` the
    stage at which it was elected or excluded (0: neither).
    """

    key: str
    name: str
    hue: int
    outcome: str
    elected: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """Votes that lie with `source` at the end of a stage and with `to` at the end of the next.

    `stage` is the later one; `moved` tells a transfer from what stayed.
    """

    stage: int
    source: str
    to: str
    votes: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Flows:
    """Everything a Sankey drawing needs: bands from the top, what they hold, what flows."""

    parties: tuple[Party, ...]
    held: tuple[dict[str, float], ...]
    flows: tuple[Flow, ...]
    acts: tuple[tuple[str, str], ...]
    votes_word: str
    folded: int


@dataclass(frozen=True, slots=True)
class Series:
    """Votes of each party at the end of every stage, and the quota in force."""

    parties: tuple[Party, ...]
    votes: tuple[tuple[float | None, ...], ...]
    quota: tuple[float | None, ...]
    votes_word: str
    folded: int


def series(count: Count) -> Series:
    """Candidates by stages; those drawn on their own first, the others grey."""
    made = parties(count, every=True)
    index = {name: i for i, name in enumerate(count.candidates)}
    lines = tuple(_line(count, index[p.name]) for p in made)
    quota = tuple(None if s.quota is None else _float(count, s.quota) for s in count.stages)
    return Series(made, lines, quota, count.votes_word, sum(p.hue < 0 for p in made))


def _line(count: Count, c: int) -> tuple[float | None, ...]:
    """A candidate's votes until the stage before the papers left for good."""
    votes: list[float | None] = [_float(count, s.votes[c]) for s in count.stages]
    while len(votes) > 1 and not votes[-1]:
        votes.pop()
    return (*votes, *([None] * (len(count.stages) - len(votes))))


def parties(count: Count, *, every: bool = False) -> tuple[Party, ...]:
    """Bands from the top; beyond `MOST` candidates the weakest are one band, or grey with `every`.

    Colours go to candidates in the order of the paper, so that they do not move with the outcome.
    """
    away = {*count.terms.withdrawn, *count.terms.after_issue}
    order = [
        c
        for c in by_outcome(count)
        if any(s.votes[c] for s in count.stages) or (every and count.candidates[c] not in away)
    ]
    peak = {c: max(s.votes[c] for s in count.stages) for c in order}
    kept = set(order)
    if len(order) > MOST:
        weak = sorted((c for c in order if c not in count.elected), key=lambda c: (peak[c], c))
        kept -= set(weak[: len(order) - MOST + 1])
    hues = {c: i for i, c in enumerate(sorted(kept))}
    shown = [_party(count, c, hues.get(c, -1)) for c in order if every or c in kept]
    return tuple(shown)


def _party(count: Count, c: int, hue: int) -> Party:
    word, at, _ = count.fate(c)
    place = count.elected.index(c) + 1 if c in count.elected else 0
    return Party(f"c{c}", count.candidates[c], hue, word, place, at)


def flows(count: Count) -> Flows | None:
    """The flows of a count, or None where its transfers do not account for every vote."""
    if len(count.stages) < 2:
        return None
    shown = parties(count)
    keys = {int(p.key[1:]): p.key for p in shown}
    found: list[Flow] = []
    for before, after in pairwise(count.stages):
        step = _step(count, before, after)
        if step is None:
            return None
        found += _folded(count, after.number, step, keys)
    folded = sum(any(s.votes[c] for s in count.stages) for c in range(len(count.candidates)))
    folded -= len(shown)
    rest = (
        [Party(REST, f"{words.capital(words.counted(folded, 'other'))}", -1, "")] if folded else []
    )
    unused = Party(UNUSED, words.capital(count.unused_word), -1, "")
    return Flows(
        (*shown, *rest, unused),
        tuple(_held(count, stage, keys) for stage in count.stages),
        tuple(found),
        tuple(_act(count, stage) for stage in count.stages),
        count.votes_word,
        folded,
    )


def _act(count: Count, stage: Stage) -> tuple[str, str]:
    names = short_names(count.candidates)
    of = [names[c] for c in stage.of]
    act = ACTS.get(stage.act, (stage.act,))[0]
    return act, f"{of[0]} +{len(of) - 1}" if len(of) > 2 else " and ".join(of)


Step = dict[tuple[int | None, int | None, bool], Number]


def _step(count: Count, before: Stage, after: Stage) -> Step | None:
    """Votes by (from, to, moved) between two stages; None when they do not add up."""
    gone: dict[int, Number] = {}
    came: dict[int | None, Number] = {}
    step: Step = {}
    for t in after.transfers:
        if t.source is None:
            return None
        gone[t.source] = gone.get(t.source, 0) + t.votes
        came[t.to] = came.get(t.to, 0) + t.votes
        key = (t.source, t.to, True)
        step[key] = step.get(key, 0) + t.votes
    for c in range(len(count.candidates)):
        stayed = after.votes[c] - came.get(c, 0)
        if stayed < 0 or stayed > before.votes[c] - gone.get(c, 0):
            return None
        step[(c, c, False)] = stayed
    if after.non_transferable - before.non_transferable != came.get(None, 0):
        return None
    step[(None, None, False)] = before.non_transferable
    return step


def _folded(count: Count, number: int, step: Step, keys: dict[int, str]) -> Iterable[Flow]:
    """The same by band, what moves inside the rest left where it is."""
    found: dict[tuple[str, str, bool], float] = {}
    for (source, to, moved), votes in step.items():
        a, b = _key(source, keys), _key(to, keys)
        key = (a, b, moved and a != b)
        found[key] = found.get(key, 0.0) + _float(count, votes)
    return [Flow(number, a, b, votes, moved) for (a, b, moved), votes in found.items() if votes]


def _held(count: Count, stage: Stage, keys: dict[int, str]) -> dict[str, float]:
    held: dict[str, float] = {}
    for c, votes in enumerate(stage.votes):
        if votes:
            key = _key(c, keys)
            held[key] = held.get(key, 0.0) + _float(count, votes)
    if stage.non_transferable:
        held[UNUSED] = _float(count, stage.non_transferable)
    return held


def _key(c: int | None, keys: dict[int, str]) -> str:
    return UNUSED if c is None else keys.get(c, REST)


def _float(count: Count, votes: Number) -> float:
    return float(count.arithmetic.fraction(votes))
