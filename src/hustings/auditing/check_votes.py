"""Votes by candidate beside the papers: sums, bounds, shares, slates, figures stated twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hustings.auditing.check_desk import Cell, Desk, Repair, number, stated_off
from hustings.auditing.check_papers import whole_number
from hustings.auditing.check_rounding import half_unit
from hustings.auditing.check_shares import check_shares
from hustings.auditing.matching import name_words
from hustings.formats.result_candidate import is_option
from hustings.model.official import Figure

VALID_ONE = "a valid paper bears one vote, or one first preference"
VALID_SOME = "a candidate gets at most one vote of a paper"


def check_votes(desk: Desk) -> None:
    """Everything about votes that needs nobody to be elected."""
    for cell in desk.votes:
        whole_number(desk, cell)
    add_up(desk)
    one_a_paper(desk)
    stated_total(desk)
    check_shares(desk)
    slates(desk)
    twice(desk)
    again(desk)


def add_up(desk: Desk) -> None:
    """All votes beside the valid papers: equal where a paper bears one, else at most so many."""
    valid, family = desk.cell("valid"), desk.family
    if not desk.votes:
        desk.ask("votes-valid", "no votes by candidate are stated: nothing to add up")
        return
    if not valid:
        desk.ask("votes-valid", "valid papers not stated: votes not compared with papers")
        return
    if family.one_each:
        first_preferences(desk, valid)
    elif family.vote in ("marks", "points") and family.most is not None:
        most_votes(desk, valid, family.most)
    else:
        unknown_bound(desk, valid)


def first_preferences(desk: Desk, valid: Cell) -> None:
    """One vote, or first preference, a valid paper."""
    first = desk.family.vote == "transferable"
    words = "First preferences" if first else "Votes"
    spare = desk.cell("non_transferable")
    right = [(1, c) for c in desk.votes]
    if spare and desk.total != valid.value and desk.total + spare.value == valid.value:
        right.append((1, spare))
    code = "first-preferences" if first else "votes-valid"
    if desk.silent:
        beyond = desk.total > valid.value
        if beyond:
            desk.hold(code, valid, "≥", right, f"{words} are no more than the valid papers")
        else:
            desk.ask(code, f"votes of {_how_many(desk)} not stated: {words.lower()} not added up")
        return
    desk.hold(code, valid, "=", right, f"{words} make up the valid papers", basis=VALID_ONE)


def _all_votes(desk: Desk) -> str:
    return f"{len(desk.votes)} candidates' votes {number(desk.total)}"


def _how_many(desk: Desk) -> str:
    n = len(desk.silent)
    return f"{n} candidate{'' if n == 1 else 's'}"


def most_votes(desk: Desk, valid: Cell, most: int) -> None:
    """No more votes than the valid papers could bear."""
    could = most * valid.value
    said = f"Votes are no more than {most} for each valid paper"
    left = _all_votes(desk)
    over = desk.total - could
    cells = (*desk.votes, valid)
    desk.state(
        "votes-valid",
        "FAIL" if over > 0 else "ok",
        f"{said}; {stated_off(over)}" if over > 0 else said,
        shown=(left, ">" if over > 0 else "≤", f"{most} × {valid.said} = {number(could)}"),
        difference=over if over > 0 else None,
        cells=cells,
        basis=desk.family.most_said,
        repairs=_fewer(desk.votes, over) if over > 0 else (),
    )
    if not desk.silent and desk.total < valid.value and desk.family.vote == "marks":
        few = "fewer votes than valid papers: so only if blank papers are counted as valid"
        desk.state(
            "few-votes",
            "?",
            few,
            shown=(left, "<", valid.said),
            difference=desk.total - valid.value,
            cells=cells,
        )


def _fewer(cells: Sequence[Cell], over: Fraction) -> list[Repair]:
    """Two changes at least would do where a bound is passed: never the only one."""
    return [Repair(c.key, c.name, c.value - over) for c in cells if c.value >= over]


def unknown_bound(desk: Desk, valid: Cell) -> None:
    """Without a rule: equal sums are said, others are left open."""
    right = [(1, c) for c in desk.votes]
    if not desk.silent and desk.total == valid.value:
        basis = f"{VALID_ONE} (assumed)"
        desk.hold("votes-valid", valid, "=", right, "Votes make up the valid papers", basis=basis)
        return
    desk.state(
        "votes-valid",
        "?",
        "how many votes a paper may bear is not known: give --rule (and --max-votes)",
        shown=(_all_votes(desk), "beside", valid.said),
        cells=(valid, *desk.votes),
    )


def one_a_paper(desk: Desk) -> None:
    """Nobody has more votes than there are valid papers (or papers returned)."""
    papers = desk.cell("valid") or desk.cell("returned") or desk.cell("issued")
    if not papers or not desk.votes or desk.family.vote == "points":
        return
    unless = "" if desk.family.sure else "where a paper gives a candidate one vote at most"
    above = [c for c in desk.votes if c.value > papers.value]
    said = f"Nobody has more votes than there are {papers.name} papers"
    for cell in above:
        desk.hold("votes-papers", cell, "≤", [(1, papers)], said, unless=unless, basis=VALID_SOME)
    if not above and not desk.family.one_each:
        most = max(desk.votes, key=lambda c: c.value)
        most = replace(most, name=f"most votes: {most.name}")
        desk.hold("votes-papers", most, "≤", [(1, papers)], said, basis=VALID_SOME)


def stated_total(desk: Desk) -> None:
    """All votes together as stated, beside the votes by candidate."""
    stated = desk.cell("votes")
    if not stated or not desk.votes:
        return
    right = [(1, c) for c in desk.votes]
    if desk.silent and desk.total <= stated.value:
        desk.ask("total-votes", f"votes of {_how_many(desk)} not stated: all votes not added up")
    elif desk.silent:
        desk.hold("total-votes", stated, "≥", right, "Candidates' votes are within all votes")
    else:
        desk.hold("total-votes", stated, "=", right, "Candidates' votes add up to all votes")


def slates(desk: Desk) -> None:
    """A slate's votes are those of its members."""
    members: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(desk.declared.candidates):
        if one.slate:
            members[name_words(one.slate)].append(i)
    for i, (name, stated) in enumerate(desk.declared.slates):
        slate = Cell(("slates", i), name, stated)
        whole_number(desk, slate)
        inside = members.get(name_words(name), [])
        cells = [c for c in desk.votes if c.key[1] in inside]
        said = f"The votes of {name} are those of its candidates"
        right = [(1, c) for c in cells]
        if not inside:
            desk.ask("slates", f"{name}: who stands for it is not stated, votes not added up")
        elif len(cells) == len(inside):
            desk.hold("slates", slate, "=", right, said)
        elif sum(c.value for c in cells) > slate.value:
            desk.hold("slates", slate, "≥", right, said)
        else:
            desk.ask("slates", f"{name}: not every candidate's votes are stated, not added up")


def twice(desk: Desk) -> None:
    """Nobody stands there twice."""
    seen: dict[tuple[str, ...], int] = {}
    people = desk.declared.candidates
    for i, one in enumerate(people):
        key = tuple(sorted(name_words(one.name)))
        if not key:
            continue
        j = seen.setdefault(key, i)
        if j != i:
            _two(desk, j, i)


def _two(desk: Desk, first: int, second: int) -> None:
    """The same name twice: the same candidate where votes and slate are the same too."""
    a, b = desk.declared.candidates[first], desk.declared.candidates[second]
    same_votes = a.votes is not None and b.votes is not None
    same_votes = same_votes and a.votes.figure.value == b.votes.figure.value  # type: ignore[union-attr]
    sure = same_votes and name_words(a.slate) == name_words(b.slate) and not is_option(b.name)
    cells = [c for c in desk.votes if c.key[1] in (first, second)]
    lines = " and ".join(f"line {x.line}" for x in (a, b) if x.line)
    said = f"{b.name} is listed twice{f' ({lines})' if lines else ''}"
    if sure:
        desk.state("twice", "FAIL", f"{said}, with the same votes", cells=cells)
    elif len(cells) == 2 and not same_votes:
        shown = (cells[0].said, "≠", f"{cells[1].said} (listed again)")
        off = cells[0].value - cells[1].value
        asked = f"{said} with different votes: which is right, or are they two?"
        desk.state("twice", "?", asked, shown=shown, difference=off, cells=cells)
    else:
        desk.state("twice", "?", f"{said}: one person or two?", cells=cells)


def again(desk: Desk) -> None:
    """A figure stated more than once is the same each time, to the places printed."""
    pairs = [
        (first, Cell(("again", i), first.name, stated))
        for i, (name, stated) in enumerate(desk.declared.again)
        if (first := desk.cell(name)) is not None
    ]
    differ = sum(not _same(a.stated.figure, b.stated.figure) for a, b in pairs)
    for first, other in pairs:
        _again(desk, first, other, several=differ > 1)


def _again(desk: Desk, first: Cell, other: Cell, several: bool) -> None:
    off = first.value - other.value
    met = _same(first.stated.figure, other.stated.figure)
    sure = _label(first) == _label(other) and not several
    differs = f"{first.name} is stated twice, and differs"
    doubt = f"several figures are read as {first.name}: of another contest, or one is wrong"
    desk.state(
        "again",
        "ok" if met else ("FAIL" if sure else "?"),
        f"{first.name} is stated twice, and the same" if met else (differs if sure else doubt),
        shown=(first.said, "=" if met else "≠", f"{other.said} (stated again)"),
        difference=None if met else off,
        cells=[first, other],
        repairs=()
        if met
        else [
            Repair(first.key, first.name, other.value),
            Repair(other.key, other.name, first.value),
        ],
    )


def _same(one: Figure, two: Figure) -> bool:
    """True where two figures are the same to the places printed."""
    off = abs(one.value - two.value)
    return off == 0 if one.places == two.places else off <= max(map(half_unit, (one, two)))


def _label(cell: Cell) -> list[str]:
    """The words a figure stands under, without figures."""
    return re.findall(r"[^\W\d_]+", cell.stated.said.casefold())
