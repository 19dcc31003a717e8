"""The order of election where it gives a title: equals no rule told apart wait for a lot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import groupby

from hustings.arithmetic import Number
from hustings.errors import LotNeeded
from hustings.model.constraints import OrderEffect
from hustings.model.count import Count, Stage, Tie
from hustings.model.lots import Lots


def settle_order(count: Count, lots: Lots, nobody: Collection[str] = ()) -> Count:
    """The count with those equal all along, elected together and given different titles, by lot.

    `nobody` are names that are no persons and take no title. Raises LotNeeded without a lot. Ties
    the rule itself put to a lot stand as they fell.
    """
    effects = [e for e in count.terms.constraints if isinstance(e, OrderEffect)]
    if not effects:
        return count
    persons = [c for c in count.elected if count.candidates[c] not in nobody]
    for first, equals in _equals(count, persons):
        for effect in effects:
            if len(equals) > 1 and effect.tells_apart(first, len(equals)):
                count = _by_lot(count, equals, effect, lots)
                break
    return count


def _elected_at(count: Count, candidate: int) -> Stage:
    return next(s for s in count.stages if any(o.candidate == candidate for o in s.elected))


def _equals(count: Count, persons: list[int]) -> list[tuple[int, list[int]]]:
    """Runs elected at one stage with the same votes at every stage so far, from which place."""

    def standing(c: int) -> tuple[int, tuple[Number, ...]]:
        stage = _elected_at(count, c).number
        return stage, tuple(s.votes[c] for s in count.stages[:stage])

    found, place = [], 0
    for _, run in groupby(persons, standing):
        equals = list(run)
        found.append((place, equals))
        place += len(equals)
    return found


def _by_lot(count: Count, equals: list[int], effect: OrderEffect, lots: Lots) -> Count:
    stage = _elected_at(count, equals[0])
    if any(t.lot and len(set(equals) - set(t.tied)) <= 1 for t in stage.ties):
        return count
    names = sorted(count.candidates[c] for c in equals)
    lot = lots.draw(names, "elect", stage.number)
    if lot is None:
        clause = effect.clause or effect.name
        raise LotNeeded(names, len(names), stage=stage.number, clause=clause)
    order = [count.candidates.index(n) for n in lot.order if n in names]
    turn = dict(zip(equals, order))
    tie = Tie(tuple(equals), "elect", order[0], "lot", effect.clause or effect.name, lot)
    told = {o.candidate: o for o in stage.elected}
    elected = tuple(told[turn.get(o.candidate, o.candidate)] for o in stage.elected)
    made = replace(stage, elected=elected, ties=(*stage.ties, tie))
    return replace(
        count,
        elected=tuple(turn.get(c, c) for c in count.elected),
        stages=tuple(made if s is stage else s for s in count.stages),
    )
