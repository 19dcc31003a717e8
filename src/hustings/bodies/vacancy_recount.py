"""A contest's papers asked again: the line of its own count, or a countback."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hustings.bodies.countback import Countback, countback, never_held
from hustings.bodies.vacancy_asked import Asked, Papers
from hustings.bodies.vacancy_chain import Walked, in_line
from hustings.bodies.vacancy_field import Field, Runner, field_of_count
from hustings.bodies.vacancy_result import InLine
from hustings.counting.terms import count_under
from hustings.errors import LotNeeded
from hustings.model.constraints import SeatRange
from hustings.model.lots import Lots

ORDERS = {
    "countback": "by the papers that elected the member, to the next choice until one has a "
    "majority",
    "countback-never-held": "by the whole count again, without the member",
}
NOT_COUNTED = "not known until the papers are counted"
DIFFERS = "this count elects others than the result says: check the file and the rule"

Stages = tuple[tuple[str, Mapping[str, str]], ...]


def counted_field(
    papers: Papers, stated: Field, id_of: Callable[[str], str], lots: Lots | None = None
) -> Field:
    """A contest's line from a count of its papers; ids as the record has them."""
    count = count_under(papers.rule, papers.profile, papers.terms, lots)
    made = field_of_count(count, stated.contest, stated.contest_id)
    elected = tuple(replace(r, candidate_id=id_of(r.name)) for r in made.elected)
    groups, place = [], len(elected) + 1
    for group in made.groups:
        groups.append(tuple(replace(r, candidate_id=id_of(r.name), place=place) for r in group))
        place += len(group)
    known = {r.candidate_id for r in stated.elected}
    differs = bool(known) and known != {r.candidate_id for r in elected}
    return replace(
        made,
        elected=elected,
        groups=tuple(groups),
        declared=stated.declared,
        constraint=stated.constraint,
        notes=(*made.notes, DIFFERS) if differs else made.notes,
    )


def counted_back(
    stood: Field, method: str, ranges: Sequence[SeatRange], asked: Asked
) -> tuple[Walked, Stages, str]:
    """A countback's line, its stages, and by what the line is ordered."""
    papers = asked.papers.get(stood.contest_id)
    if papers is None:
        left = (*(r for g in stood.groups for r in g), *stood.unplaced)
        line = tuple(_undecided(r, asked) for r in left)
        return Walked(outcome="papers needed", line=line, notes=(_needed(stood),)), (), NOT_COUNTED
    ids = {name: asked.id_of(name) for name in papers.profile.candidates}
    recount = Recount(stood, papers, asked, ids)
    if not recount.standing:
        return Walked(outcome="nobody", line=recount.passed_over), (), ORDERS[method]
    try:
        made = recount.made(method, ranges)
    except LotNeeded as tie:
        line = tuple(in_line(recount.runner(n), "tied") for n in tie.tied)
        return (
            Walked(outcome="tie", line=line, tied=tie.tied, notes=(tie.message,)),
            (),
            NOT_COUNTED,
        )
    return recount.told(made), made.stages, ORDERS[method]


def _needed(stood: Field) -> str:
    return f"a countback needs the papers (--ballots {stood.contest_id}=FILE --rule RULE)"


def _undecided(runner: Runner, asked: Asked) -> InLine:
    barred = asked.bars.of(runner.candidate_id)
    if barred:
        return in_line(runner, "skipped", *barred)
    return in_line(runner, "unplaced", "stood and was not elected; the papers decide")


@dataclass(frozen=True, slots=True)
class Recount:
    """One contest's papers with who takes part; `ids` gives a candidate's id by name."""

    stood: Field
    papers: Papers
    asked: Asked
    ids: Mapping[str, str]

    @property
    def won(self) -> set[str]:
        """The ids of those the contest elected."""
        return {r.candidate_id for r in self.stood.elected}

    @property
    def standing(self) -> list[str]:
        """Those not elected whom nothing bars, by name."""
        bars, won = self.asked.bars, self.won
        return [n for n, i in self.ids.items() if i not in won and not bars.of(i)]

    @property
    def passed_over(self) -> tuple[InLine, ...]:
        """Those not elected who take no part, and why."""
        found = []
        for name, who in self.ids.items():
            barred = self.asked.bars.of(who)
            if barred and who not in self.won and who != self.asked.person:
                found.append(in_line(self.runner(name), "skipped", *barred))
        return tuple(found)

    def runner(self, name: str) -> Runner:
        """A candidate by name."""
        return Runner(candidate_id=self.ids.get(name, name), name=name)

    def made(self, method: str, ranges: Sequence[SeatRange]) -> Countback:
        """The countback; `ranges` are about ids. Raises LotNeeded for a tie."""
        rule, profile, terms = self.papers.rule, self.papers.profile, self.papers.terms
        named = tuple(
            replace(r, members=frozenset(n for n, i in self.ids.items() if i in r.members))
            for r in ranges
        )
        lots = self.asked.lots
        if method == "countback-never-held":
            sitting = [n for n, i in self.ids.items() if i in self.asked.staying]
            return never_held(rule, profile, terms, self.standing, sitting, named, lots)
        member = next((n for n, i in self.ids.items() if i == self.asked.person), self.asked.name)
        return countback(rule, profile, terms, member, self.standing, named, lots)

    def told(self, made: Countback) -> Walked:
        """The line: who won, the others from the last excluded, with the most votes each held."""
        standing = self.standing
        won = next((n for n in made.count.winners if n in standing), None)
        most = {n: max((v[n] for _, v in made.stages if n in v), key=Fraction) for n in standing}
        after = [r.name for g in field_of_count(made.count, "").groups for r in g]
        line = [
            in_line(replace(self.runner(n), shown=most[n]), "follows" if n == won else "next")
            for n in ([won] if won else []) + [n for n in after if n in standing and n != won]
        ]
        return Walked(
            outcome="follows" if won else "nobody",
            line=(*line, *self.passed_over),
            follows=self.runner(won) if won else None,
            notes=made.notes,
        )
