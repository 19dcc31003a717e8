"""The stages of a count in sentences: what moved, where to, and how ties were settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hustings.arithmetic import Number
from hustings.model.count import Count, Stage, Tie
from hustings.report import words
from hustings.report.count_numbers import Printed
from hustings.report.count_stages import act_of

PURPOSES = {
    "elect": "for a seat",
    "exclude": "for exclusion",
    "surplus": "for whose surplus is transferred first",
}


_BEFELL = {
    ("vacant seat", "elected"): "takes a seat, which stays vacant",
    ("removed", "excluded"): "loses the seat",
}


@dataclass(frozen=True, slots=True)
class StageSaid:
    """A stage in words: a head, what moved, and what followed from it."""

    number: int
    head: str
    moved: str
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieSaid:
    """A tie in a sentence."""

    stage: int
    text: str
    by_lot: bool


def stages_said(count: Count, said: Printed) -> tuple[StageSaid, ...]:
    """Every stage in words."""
    return tuple(
        StageSaid(s.number, _head(count, s), _moved(count, s, said), tuple(_then(count, s)))
        for s in count.stages
    )


def ties_said(count: Count) -> tuple[TieSaid, ...]:
    """Every tie and how it was settled."""
    return tuple(
        TieSaid(s.number, _tie(count, s, tie), tie.lot is not None)
        for s in count.stages
        for tie in s.ties
    )


def clause_said(count: Count, clause: str) -> str:
    """The clause; a constraint of this count that stands in none says that it is assumed."""
    names = {str(one) for one in count.terms.constraints if not one.clause}
    return f"{clause}, assumed" if clause in names else clause


def _head(count: Count, stage: Stage) -> str:
    clause = f" ({stage.clause})" if stage.clause and stage.clause != stage.act else ""
    return f"Stage {stage.number}: {act_of(count, stage)}{clause}"


def _moved(count: Count, stage: Stage, said: Printed) -> str:
    """`312 papers, 298.50000 votes: 120.00000 to Bo Larch, 3.00000 non-transferable.`"""
    if not stage.transfers:
        return _changed(count, stage, said)
    papers = sum(t.papers for t in stage.transfers)
    votes: Number = sum(t.votes for t in stage.transfers)
    parts = list(_parts(count, stage, said))
    rounding = _rounding(count, stage, said)
    of = f"{papers:,} {'paper' if papers == 1 else 'papers'}, {said.votes(votes)}"
    word = count.votes_word.removesuffix("s") if said.votes(votes) == "1" else count.votes_word
    return f"{of} {word}{_each(stage, said)}: {', '.join([*parts, *rounding])}."


def _changed(count: Count, stage: Stage, said: Printed) -> str:
    """What each gained and lost, where the rule moves no papers (Meek)."""
    if stage.number < 2:
        return ""
    before = count.stages[stage.number - 2]
    by = {c: now - then for c, (now, then) in enumerate(zip(stage.votes, before.votes))}
    parts = [
        f"{count.candidates[c]} {said.change(by[c])}"
        for c in sorted(by, key=lambda c: (-by[c], c))
        if by[c]
    ]
    unused = stage.non_transferable - before.non_transferable
    if unused:
        parts.append(f"{count.unused_word} {said.change(unused)}")
    return f"{', '.join(parts)}." if parts else ""


def _parts(count: Count, stage: Stage, said: Printed) -> Iterator[str]:
    """Votes by where they went, the most first, the non-transferable last."""
    to: dict[int | None, Number] = {}
    for transfer in stage.transfers:
        to[transfer.to] = to.get(transfer.to, 0) + transfer.votes
    for c in sorted((c for c in to if c is not None), key=lambda c: (-to[c], c)):
        yield f"{said.votes(to[c])} to {count.candidates[c]}"
    if None in to:
        yield f"{said.votes(to[None])} {count.unused_word}"


def _rounding(count: Count, stage: Stage, said: Printed) -> Iterator[str]:
    before = count.stages[stage.number - 2].lost if stage.number > 1 else stage.lost * 0
    if stage.lost != before:
        yield f"{said.votes(stage.lost - before)} lost to rounding"


def _each(stage: Stage, said: Printed) -> str:
    values = {t.value for t in stage.transfers}
    if len(values) == 1 and stage.number > 1:
        return f" ({said.value(values.pop())} a paper)"
    return f" (at {len(values)} values)" if len(values) > 1 else ""


def _then(count: Count, stage: Stage) -> Iterator[str]:
    """Who was elected or excluded, and the notes of the stage."""
    for word, found in (("elected", stage.elected), ("excluded", stage.excluded)):
        for o in found:
            fate = count.fate(o.candidate)[0]
            said, why = _BEFELL.get((fate, word), word), f": {o.why}" if o.why else ""
            law = f" ({clause_said(count, o.clause)})" if o.clause else ""
            yield f"{count.candidates[o.candidate]} {said}{why}{law}."
    for note in stage.notes:
        yield words.sentence(note)


def _tie(count: Count, stage: Stage, tie: Tie) -> str:
    who = words.listed([count.candidates[c] for c in tie.tied])
    clause = f" ({tie.clause})" if tie.clause else ""
    took = {"exclude": "is excluded", "surplus": "goes first"}.get(tie.purpose, "is taken")
    what = PURPOSES.get(tie.purpose, f"to {tie.purpose}")
    return (
        f"Stage {stage.number}: {who} were tied {what}; {count.candidates[tie.chosen]} {took}, "
        f"settled by {_settled(tie)}{clause}."
    )


def _settled(tie: Tie) -> str:
    if tie.lot is None:
        return f"the votes at {tie.settled_by}" if "stage" in tie.settled_by else tie.settled_by
    lot = tie.lot
    drawn = " ".join(
        part
        for part in (
            f"by {lot.drawn_by}" if lot.drawn_by else "",
            f"on {lot.drawn_at}" if lot.drawn_at else "",
        )
        if part
    )
    seen = f"seen by {words.listed(lot.witnesses)}" if lot.witnesses else ""
    more = "; ".join(part for part in (drawn and f"drawn {drawn}", seen, lot.notes) if part)
    return f"lot, which fell in the order {', '.join(lot.order)}" + (f"; {more}" if more else "")
