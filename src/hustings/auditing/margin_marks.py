"""Papers that bear marks, or only their totals: every seat solved, put together as a Margin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import monotonic

from hustings.auditing import margin_block as block
from hustings.auditing.margin_result import Margin, Move, SeatMargin
from hustings.auditing.margin_stv import Ranking, profile_of
from hustings.counting.prepare import prepare
from hustings.counting.terms import count_under
from hustings.errors import NotSupported
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.marks import read_papers
from hustings.rules.pack import Rule

RULES = ("block-vote", "limited-vote", "sntv", "approval")
"""The rules for which marks are added up and the most take the seats."""

MOST_MARKS = {"block-vote": ("max_votes", 0), "limited-vote": ("votes", -1)}
"""The option that holds the marks a paper may bear, and the default against the seats."""

MARKS_BASIS = "every seat solved to the end as an integer programme on the papers"


def away(terms: Terms) -> set[str]:
    """Who has withdrawn."""
    return {*terms.withdrawn, *terms.after_issue}


def marks_margin(
    rule: Rule,
    profile: Profile,
    terms: Terms,
    lots: Lots | None,
    base: Count,
    tell: Callable[[str], object],
    late: Callable[[], bool],
) -> Margin:
    """Block vote and its kin."""
    if terms.constraints or terms.reopen:
        raise NotSupported(
            f"how close a count was is not covered under {rule.name} with constraints or "
            "Re-open Nominations"
        )
    begun = monotonic()
    rankings = rankings_of(rule, profile, terms)
    standing = [c for c, name in enumerate(base.candidates) if name not in away(terms)]
    poll = _poll(rule, rankings, terms, profile, standing)
    names = tuple(base.candidates[c] for c in standing)
    elected = frozenset(base.winners)
    tell("solving each seat")
    entries = entries_of(poll, names, elected, late)
    moves = block.swap(poll, elected={names.index(name) for name in elected})
    least = sum(n for _, _, n in moves)
    changed = dict(poll.papers or {})
    for before, after, n in moves:
        changed[before] -= n
        changed[after] = changed.get(after, 0) + n
    made = {tuple(standing[c] for c in row): n for row, n in sorted(changed.items()) if n and row}
    recount = count_under(rule, profile_of(made, base.candidates), terms, lots)
    return Margin(
        rule=base.rule,
        title=base.title,
        seats=terms.seats,
        candidates=base.candidates,
        elected=base.winners,
        valid=base.valid,
        lower=least,
        upper=least,
        entries=entries,
        witness=tuple(replace(move(*m, names), ordered=False) for m in moves),
        recount=recount.winners,
        confirmed=set(recount.winners) != elected,
        basis=MARKS_BASIS,
        counts=2,
        complete=not late(),
        data_sha256=base.data_sha256,
        seconds=monotonic() - begun,
    )


def rankings_of(rule: Rule, profile: Profile, terms: Terms) -> dict[Ranking, int]:
    """What the papers say under the rule, once those who never stood are off them."""
    ready = prepare(profile, terms).profile
    read = read_papers(ready.grouped(), ready.tied, ready.skipped, rule.reading)
    return dict(sorted(read.rankings.items()))


def _poll(
    rule: Rule,
    rankings: Mapping[Ranking, int],
    terms: Terms,
    profile: Profile,
    standing: Sequence[int],
) -> block.Poll:
    """The valid papers as marks for those who stand, numbered in their order."""
    option, less = MOST_MARKS.get(rule.name, ("", 0))
    said = terms.option(option, "")
    most = int(said) if said.isdigit() else terms.seats + less
    if rule.name in ("sntv", "approval"):
        most = 1 if rule.name == "sntv" else len(profile.candidates)
    place = {c: i for i, c in enumerate(standing)}
    papers: dict[tuple[int, ...], int] = {}
    for row, n in rankings.items():
        bears = {c if c >= 0 else ~c for c in row}
        if rule.name == "sntv" and profile.kind == "ranked":
            bears = {row[0]}
        if len(bears) <= most:
            key = tuple(sorted(place[c] for c in bears if c in place))
            papers[key] = papers.get(key, 0) + n
    return block.poll_of(papers, len(standing), terms.seats, most)


def entries_of(
    poll: block.Poll, names: Sequence[str], elected: frozenset[str], late: Callable[[], bool]
) -> tuple[SeatMargin, ...]:
    """One entry a candidate, the elected first, by votes; none that time did not allow."""
    made = []
    for c in sorted(poll.ranked(), key=lambda c: names[c] not in elected):
        if late():
            break
        goal: block.Goal = "lose" if names[c] in elected else "win"
        sure = block.fewest_papers(poll, c, goal)
        tied = block.fewest_papers(poll, c, goal, sure=False)
        made.append(
            SeatMargin(
                candidate=names[c],
                elected=goal == "lose",
                lower=sure.lower,
                upper=sure.upper,
                lot=tied.upper if tied.upper == tied.lower else None,
                never=sure.never,
            )
        )
    return tuple(made)


def move(before: Sequence[int], after: Sequence[int], papers: int, names: Sequence[str]) -> Move:
    """The same in names."""

    def said(row: Sequence[int]) -> tuple[str, ...]:
        return tuple(names[c if c >= 0 else ~c] for c in row)

    return Move(said(before), said(after), papers)
