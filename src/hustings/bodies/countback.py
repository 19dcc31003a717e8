"""Countbacks: the papers that elected a member counted again, or the whole count without them.

The first is how the ACT (Electoral Act 1992, Schedule 4, Part 4.3, clauses 12-15) and Tasmania
(Electoral Act 2004, s.231 and Schedule 6; Local Government Act 1993, s.307 and Schedule 8) fill
casual vacancies: each paper that elected the member counts again, with the value that stayed with
the member, for its first available preference among those who stand, until one has a majority.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

from hustings.arithmetic import Number, decimal
from hustings.counting.asked import inner_terms, watch_for
from hustings.counting.prepare import prepare
from hustings.counting.terms import count_under
from hustings.errors import NotSupported
from hustings.model.constraints import SeatRange
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule
from hustings.rules.marks import Read
from hustings.rules.pack import Rule
from hustings.rules.papers import PlainBox
from hustings.rules.play import EXACT, Desk, plain_desk, play
from hustings.rules.sheet import Sorted, State
from hustings.rules.table import CountingTable

Papers = Mapping[tuple[int, ...], Fraction]
"""What lies with a member: rankings (candidates from 0) and what they are worth together."""

MOST_PLACES = 12


class Keeping(CountingTable):
    """A counting table that remembers what stayed with one candidate when a surplus went on."""

    member = -1

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.kept: list[tuple[Mapping[tuple[int, ...], int], Number]] = []

    def move(
        self,
        source: int | None,
        laid: Sequence[Sorted],
        value: Callable[[Sorted], Number],
        **kw: Any,
    ) -> None:
        """As every table does, after noting the value that does not leave the member."""
        if source == self.member and self.states[self.member] is State.ELECTED:
            for item in laid:
                stays = item.parcel.value - value(item)
                self.kept += [(bundle.rows, stays) for bundle in item.to.values()]  # type: ignore[attr-defined]
                if item.nobody is not None:
                    left = stays if kw.get("strand", True) else item.parcel.value
                    self.kept.append((item.nobody.rows, left))  # type: ignore[attr-defined]
        super().move(source, laid, value, **kw)

    def papers(self) -> dict[tuple[int, ...], Fraction]:
        """The rankings that elected the member, each at the value that stayed."""
        lying = [(p.bundle.rows, p.value) for p in self.piles[self.member]]  # type: ignore[attr-defined]
        found: dict[tuple[int, ...], Fraction] = {}
        for rows, value in (*self.kept, *lying):
            for row, papers in rows.items():
                worth = self.arithmetic.fraction(value) * papers
                found[row] = found.get(row, Fraction(0)) + worth
        return {row: worth for row, worth in found.items() if worth}


@dataclass(frozen=True, slots=True, kw_only=True)
class Countback:
    """A countback: the count, what one of its votes is worth, and what the papers came to."""

    count: Count
    unit: Fraction = Fraction(1)
    begins: str = ""
    notes: tuple[str, ...] = ()

    @property
    def stages(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """Each stage: what was done, and every candidate's votes as exact text."""
        names = self.count.candidates
        away = {*self.count.terms.withdrawn, *self.count.terms.after_issue}
        found = []
        for stage in self.count.stages:
            of = ", ".join(names[c] for c in stage.of)
            votes = {
                name: exact_text(self.count.arithmetic.fraction(stage.votes[c]) * self.unit)
                for c, name in enumerate(names)
                if name not in away
            }
            act = self.begins if self.begins and stage.number == 1 else stage.act
            found.append((f"{act}{': ' + of if of else ''}", votes))
        return tuple(found)


def exact_text(votes: Fraction) -> str:
    """Votes as exact text: a decimal where it ends, else a fraction."""
    places, below = 0, votes.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below, places = below // prime, places + 1
    if below != 1 or places > MOST_PLACES:
        return str(votes)
    text = decimal(votes, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def papers_of(
    rule: Rule, profile: Profile, terms: Terms, member: str, lots: Lots | None = None
) -> tuple[Papers, tuple[str, ...], Count]:
    """The papers that elected a member under a rule, the candidates they rank, and the count.

    NotSupported for a rule under which papers do not lie with candidates, or a member whom the
    count does not elect; LotNeeded for a tie without a lot.
    """
    counted = count_under(rule, profile, terms, lots)
    if member not in counted.winners:
        won = ", ".join(counted.winners)
        raise NotSupported(f"the count under {rule.name} does not elect {member}: it elects {won}")
    ready = prepare(profile, terms, exact=True)
    desk = plain_desk(rule, ready.profile)
    names = ready.profile.candidates
    watch = watch_for(names, terms)
    inner = inner_terms(rule, terms, terms.seats)
    table = Keeping(inner, names, desk.box, rule.arithmetic, lots, watch)
    table.kind, table.member = desk.kind, names.index(member)
    rule.count(table)
    table.end()
    found = table.papers()
    if not found or desk.kind != "ranked":
        raise NotSupported(
            f"under {rule.name} no papers lie with {member} alone; "
            "countback-never-held counts without them"
        )
    return found, names, counted


def countback(
    rule: Rule,
    profile: Profile,
    terms: Terms,
    member: str,
    standing: Sequence[str],
    ranges: Sequence[SeatRange] = (),
    lots: Lots | None = None,
) -> Countback:
    """The papers that elected `member`, counted among `standing` until one has a majority.

    Exact: values are fractions, brought to whole numbers together. Raises as `papers_of`;
    LotNeeded for a tie.
    """
    papers, names, _ = papers_of(rule, profile, terms, member, lots)
    unit = Fraction(1, lcm(*(worth.denominator for worth in papers.values())))
    rows = {row: int(worth / unit) for row, worth in papers.items()}
    total = sum(rows.values())
    away = tuple(n for n in names if n not in standing)
    asked = Terms(seats=1, title=f"countback of {member}'s papers", after_issue=away)
    watch = watch_for(names, replace(asked, constraints=tuple(ranges)))
    desk = Desk(PlainBox(len(names), rows), Read({}, 0, 0, 0, 0), total, EXACT, profile.digest)
    made = play(find_rule("irv"), desk, names, asked, lots, watch)
    worth = exact_text(total * unit)
    said = f"{len(rows):,} different papers elected {member}, worth {worth} votes with them"
    begins = "first choice among those who stand"
    return Countback(count=made, unit=unit, begins=begins, notes=(said,))


def never_held(
    rule: Rule,
    profile: Profile,
    terms: Terms,
    standing: Sequence[str],
    sitting: Sequence[str],
    ranges: Sequence[SeatRange] = (),
    lots: Lots | None = None,
) -> Countback:
    """The whole count again without the member: those who sit cannot be excluded.

    `standing` may win the one seat more; everybody else has withdrawn. Raises as `count_under`.
    """
    names = profile.candidates
    away = tuple(n for n in names if n not in standing and n not in sitting)
    kept = tuple(n for n in sitting if n in names)
    guard = SeatRange(name="those who sit", members=frozenset(kept), at_least=len(kept))
    asked = replace(
        terms,
        seats=len(kept) + 1,
        after_issue=tuple(dict.fromkeys((*terms.after_issue, *away))),
        withdrawn=tuple(n for n in terms.withdrawn if n not in away),
        constraints=(*terms.constraints, *ranges, *((guard,) if kept else ())),
    )
    counted = count_under(rule, profile, asked, lots)
    return Countback(count=counted, notes=("those who sit are not excluded and keep their seats",))
