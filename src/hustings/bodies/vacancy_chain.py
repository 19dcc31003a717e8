"""Down the line of a contest: who is passed over and why, and who takes the seat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from hustings.bodies.vacancy_bars import Bars
from hustings.bodies.vacancy_field import Field, Runner
from hustings.bodies.vacancy_result import InLine
from hustings.counting.feasible import SeatWatch
from hustings.model.constraints import SeatRange, cited
from hustings.model.lots import Lots


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What came of a line: an outcome of `OUTCOMES`, the line, and those tied."""

    outcome: str
    line: tuple[InLine, ...]
    follows: Runner | None = None
    tied: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def walk(field: Field, bars: Bars, ranges: Sequence[SeatRange], lots: Lots | None) -> Walked:
    """The first in line whom nothing bars and whom the seat ranges allow; equals by lot.

    `ranges` are about candidate ids, with the members who stay already counted as continuing.
    """
    standing = [r for g in field.groups for r in g if not bars.of(r.candidate_id)]
    fits = fitting([r.candidate_id for r in standing], ranges)
    line: list[InLine] = []
    taken: Runner | None = None
    tied: tuple[str, ...] = ()
    notes: list[str] = []
    for group in field.groups:
        free = []
        for runner in group:
            why, source = bars.of(runner.candidate_id) or (fits(runner.candidate_id), "")
            if why:
                line.append(in_line(runner, "skipped", why, source))
            else:
                free.append(runner)
        if taken or tied:
            line += [in_line(r, "next") for r in free]
        elif len(free) == 1:
            taken = free[0]
            line.append(in_line(taken, "follows"))
        elif free:
            taken, said = _drawn(free, lots)
            notes += [said] if said else []
            tied = () if taken else tuple(r.name for r in free)
            line += [_after_lot(r, taken) for r in free]
    line += [_unplaced(r, bars) for r in field.unplaced]
    outcome = "follows" if taken else "tie" if tied else _nobody(line)
    return Walked(outcome=outcome, line=tuple(line), follows=taken, tied=tied, notes=tuple(notes))


def in_line(runner: Runner, fate: str, why: str = "", source: str = "") -> InLine:
    """A runner's entry in the line."""
    return InLine(
        candidate_id=runner.candidate_id,
        name=runner.name,
        fate=fate,
        place=runner.place,
        votes=runner.shown,
        why=why,
        source=source,
    )


def _unplaced(runner: Runner, bars: Bars) -> InLine:
    barred = bars.of(runner.candidate_id)
    if barred:
        return in_line(runner, "skipped", *barred)
    return in_line(runner, "unplaced", "stood and was not elected; the place is not recorded")


def _nobody(line: Iterable[InLine]) -> str:
    return "order unknown" if any(one.fate == "unplaced" for one in line) else "nobody"


def _after_lot(runner: Runner, taken: Runner | None) -> InLine:
    if taken is None:
        return in_line(runner, "tied", "equal: a lot decides")
    return in_line(runner, "follows", "by lot") if runner is taken else in_line(runner, "next")


def _drawn(tied: Sequence[Runner], lots: Lots | None) -> tuple[Runner | None, str]:
    """On whom the lot fell, and a sentence; None while it must still be drawn."""
    names = sorted(r.name for r in tied)
    lot = lots.draw(names, "elect", 0) if lots else None
    if lot is None:
        return None, ""
    by = f", drawn by {lot.drawn_by}" if lot.drawn_by else ""
    at = f" at {lot.drawn_at}" if lot.drawn_at else ""
    said = f"a lot between {', '.join(names)} fell on {lot.order[0]}{by}{at}"
    return next(r for r in tied if r.name == lot.order[0]), said


def fitting(standing: Sequence[str], ranges: Sequence[SeatRange]) -> Callable[[str], str]:
    """Says of a candidate which seat range keeps them out, "" when none does.

    Where nobody standing can keep every range, all are kept out by those that cannot be met.
    """
    if not ranges or not standing:
        return lambda _: ""
    within = [replace(r, members=r.members.intersection(standing)) for r in ranges]
    watch = SeatWatch(standing, within, 1, [r.continuing for r in within])
    everyone = list(range(len(standing)))
    if not watch.possible((), everyone):
        short = ", ".join(cited(r) for r in within)
        return lambda _: f"nobody in line can keep {short}"
    doomed = watch.doomed((), everyone)
    why = {standing[c]: f"would break {watch.because(c, (), everyone)}" for c in doomed}
    return lambda who: why.get(who, "")


def ranges_about(
    given: Sequence[SeatRange], id_of: Callable[[str], str], staying: Sequence[str]
) -> tuple[SeatRange, ...]:
    """Seat ranges about candidate ids, with those of `staying` who are in them as continuing.

    A number of continuing members that was given stands.
    """
    made = []
    for one in given:
        members = frozenset(id_of(name) for name in one.members)
        staying_in = one.continuing or len(members.intersection(staying))
        made.append(replace(one, members=members - set(staying), continuing=staying_in))
    return tuple(made)
