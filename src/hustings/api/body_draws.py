"""A section of a body filled from a forecast's draws, with the same luck before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hustings.bodies.answer import Drawn
from hustings.bodies.contested import Question
from hustings.bodies.mixture import Composition, Worth, compositions, worth
from hustings.errors import NotSupported, UnknownName
from hustings.model.voting import Assembly, Contested, Known, Seating, Stance
from hustings.scenario.changes import Change
from hustings.scenario.situation import Situation
from hustings.scenario.worlds import PUBLISHED

OUTGOING = (
    "Until those elected take their seats the outgoing members decide; the odds here are of the "
    "body once the new members sit."
)


def drawn(question: Question, situation: Situation) -> Question:
    """The question with its contested section averaged over the published draws.

    The last day of recorded events is played and left out on the same draws, so their difference
    is not luck.
    """
    contested = question.seating.contested
    assert contested is not None
    camps = camps_of(situation)
    seating = question.seating
    made = replace(seating.assembly, stances=_with_camps(seating.assembly.stances, camps.values()))
    changes = situation.changes
    last = changes[-1].on if changes else None
    now, seats_now = _makeups(situation, changes, camps)
    valued = worth(made, now, contested.section)
    found = Drawn(
        contest=situation.contest.id,
        label=situation.contest.label,
        section=contested.section,
        as_of=situation.as_of,
        seed=situation.seed,
        draws=situation.n,
        data_sha256=situation.data_sha256,
        camps=camps,
        makeups=_shown(valued),
        expected=_expected(now),
    )
    if last is not None:
        earlier = tuple(c for c in changes if c.on < last)
        before, seats_before = _makeups(situation, earlier, camps)
        events = [c for c in changes if c.on == last]
        found = replace(
            found,
            event="; ".join(_words(situation, c) for c in events),
            on=last,
            source=" | ".join(dict.fromkeys(c.source for c in events)),
            before=worth(made, before, contested.section).mean,
            after=valued.mean,
            changes=float(np.any(seats_now != seats_before, axis=1).mean()),
        )
    notes = (OUTGOING, *seating.notes)
    return replace(
        question,
        seating=replace(seating, assembly=made, notes=notes, contested=contested),
        worth=valued,
        drawn=found,
    )


def camps_of(situation: Situation) -> dict[str, str]:
    """The camp of each candidate: the line of the slate they stand on, on the day."""
    return {c: situation.field.slates.slate[c] for c in situation.field.ids}


def _with_camps(stances: tuple[Stance, ...], camps: object) -> tuple[Stance, ...]:
    """Stances for every line that may win a seat; free where nothing is said of it."""
    there = {s.camp for s in stances}
    return (*stances, *(Stance(c, "free") for c in sorted({*camps} - there)))  # type: ignore[misc]


def _makeups(
    situation: Situation, changes: tuple[Change, ...], camps: dict[str, str]
) -> tuple[dict[Composition, int], NDArray[np.intp]]:
    world = situation.worlds[PUBLISHED]
    counted = situation.count(world, situation.play(world, changes), changes)
    return compositions(counted.elected, [camps[c] for c in situation.field.ids])


def _shown(valued: Worth) -> tuple[tuple[str, float, float], ...]:
    """Each make-up in words, its chance and P(carry), the likeliest first."""
    rows = [(_said(composition), share, odds.carry) for composition, share, odds in valued.parts]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def _said(composition: Composition) -> str:
    """`8 left, 1 right`."""
    ordered = sorted(composition, key=lambda part: (-part[1], part[0]))
    return ", ".join(f"{n} {camp or 'free'}" for camp, n in ordered)


def _expected(makeups: dict[Composition, int]) -> dict[str, float]:
    """Expected seats by camp."""
    total = sum(makeups.values())
    found: dict[str, float] = {}
    for composition, draws in makeups.items():
        for camp, seats in composition:
            found[camp] = found.get(camp, 0.0) + seats * draws / total
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _words(situation: Situation, change: Change) -> str:
    from hustings.scenario.forecast import bodies_of, names_of

    return change.words(names_of(situation), bodies_of(situation.record))


def with_contest(
    found: Seating, situation: Situation, section: str, for_: Sequence[str]
) -> Seating:
    """The seating with the section that the contest fills marked as contested."""
    filled = _section_of(found.assembly, situation, section)
    seats = situation.contest.seats
    camps = set(situation.field.slates.slate.values())
    camp = next((c for c in for_ if c in camps), "") or (for_[0] if for_ else "")
    others = [s.camp for s in found.assembly.stances if s.side == "against" and s.camp in camps]
    contested = Contested(section=filled, seats=seats, camp=camp, otherwise=next(iter(others), ""))
    said = f"contest {situation.contest.id}"
    basis = "set" if section else "assumed"
    why = "--section" if section else "named like it, or as many seats"
    facts = (
        Known("section", f"filled by {said}", filled, basis, why),
        Known(
            "elected members",
            "a member elected on a slate votes with its camp, as hard in it",
            "camp of the slate",
            "assumed",
            "endorsements known that day",
        ),
    )
    return replace(found, contested=contested, known=(*found.known, *facts))


def _section_of(made: Assembly, situation: Situation, section: str) -> str:
    """The section a contest fills: as named, as its id says, or the only one with as many seats."""
    there = sorted({m.section for m in made.members})
    if section:
        if section not in there:
            raise UnknownName(f"no section {section!r}; try {', '.join(there)}")
        return section
    words = situation.contest.id.split("-")
    named = [s for s in there if s in words]
    sized = [
        s for s in there if sum(m.section == s for m in made.members) == situation.contest.seats
    ]
    for found in (named, sized):
        if len(found) == 1:
            return found[0]
    raise NotSupported(
        f"which section {situation.contest.id} fills is not plain; name it with --section "
        f"({', '.join(there)})"
    )
