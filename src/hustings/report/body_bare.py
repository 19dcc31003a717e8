"""A body of which no camp is recorded to take a side: what is meaningful, and what to add."""

from __future__ import annotations

from collections.abc import Iterable

from hustings.bodies.answer import BodyAnswer
from hustings.model.voting import VOTES, Known
from hustings.report import words
from hustings.report.blocks import KeyNumber
from hustings.report.plain_page import Section

RULES = ("majority", "casting vote", "decided by")
"""What a body without camps rests on: who decides, and by what rule."""


def is_bare(answer: BodyAnswer) -> bool:
    """True where no camp takes a side and no seats are contested."""
    return not answer.won and all(c.side == "free" for c in answer.camps)


def headline(answer: BodyAnswer) -> str:
    """That nothing says who would vote for what."""
    if any(c.camp for c in answer.camps):
        return "No camp is recorded to be for or against: odds would say nothing."
    return "No camp is recorded, so nothing says who would vote for what."


def lead(answer: BodyAnswer) -> Iterable[str]:
    """What a motion needs, and what one vote is worth by the numbers alone."""
    needed = answer.needs.free_needed
    if needed is None:
        yield "Even with all its members for it a motion would not carry."
        return
    on_tie = " and the casting vote" if _level(answer, needed) else ""
    yield (
        f"With all {_voters(answer)} there a motion needs {words.counted(needed, 'vote')}{on_tie}."
    )
    if answer.power is not None:
        yield f"Equal votes have equal power: 1/{answer.power.seats} each."


def _voters(answer: BodyAnswer) -> str:
    return words.counted(sum(c.seats for c in answer.camps), "voter")


def _level(answer: BodyAnswer, needed: int) -> bool:
    """True where so many votes are exactly half, so that only the casting vote carries them."""
    return answer.casting is not None and 2 * needed == answer.needs.free


def to_add(answer: BodyAnswer) -> Section:
    """What to write down so that odds mean something."""
    if answer.as_of is None:
        said = (
            'Add a [[camp]] with a name, stance = "for" or "against" and members = 11, or give '
            'single members a camp: [[member]] with camp = "…" and source = "…". '
            "hustings body --template shows each."
        )
    else:
        said = (
            f"Add rows to camps.csv for {answer.body.rpartition('/')[2]}: issue, section or "
            "member, camp, lean (hard or soft), day and source. A camp is where a published "
            "source, or the members themselves, put them; nobody's is inferred."
        )
    return Section("What to add", (said, "Then: odds, votes short, whose vote counts."))


def numbers(answer: BodyAnswer) -> Iterable[KeyNumber]:
    """Votes needed and the power of one."""
    if answer.needs.free_needed is not None:
        yield KeyNumber(
            f"{answer.needs.free_needed:,}", "votes needed", f"with all {_voters(answer)} there"
        )
    if answer.power is not None:
        yield KeyNumber(f"1/{answer.power.seats}", "of all power", "each, by the numbers alone")


def facts(answer: BodyAnswer) -> list[Known]:
    """What is known of the rule of decision."""
    return [k for k in answer.known if k.name in RULES]


def vacant(answer: BodyAnswer) -> str:
    """`, one of them vacant`; "" where none is."""
    empty = sum(m.state == "vacant" for m in answer.members)
    mute = sum(m.state not in (VOTES, "vacant") for m in answer.members)
    said = [f"{words.number(empty)} vacant"] if empty else []
    said += [f"{words.number(mute)} without a vote"] if mute else []
    return f", {' and '.join(said)}" if said else ""
