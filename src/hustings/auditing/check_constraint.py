"""Who is elected under a constraint such as `women >= 4`, counted from the totals."""

from __future__ import annotations

from collections.abc import Iterable

from hustings.auditing.check_desk import Desk
from hustings.auditing.check_elected import most_votes, voted
from hustings.errors import InputError, LotNeeded
from hustings.formats.constraint_text import HEAD, parse_constraint
from hustings.model.constraints import Constraint, Guarded, SeatRange, cited
from hustings.model.declared import Standing
from hustings.model.lots import Lots


def check_constraint(desk: Desk) -> None:
    """The constraint is met, and the elected are those it and the votes give."""
    try:
        asked = constraints(desk)
    except InputError:
        in_words(desk)
        return
    elected = [c.name for c in desk.declared.elected]
    for one in asked:
        _met(desk, one, elected)
    _counted(desk, asked)


def constraints(desk: Desk) -> list[Constraint]:
    """What the constraint's lines say; InputError where they are words, not specs."""
    found: list[Constraint] = []
    for line in desk.declared.constraint.splitlines():
        if line.strip():
            found += parse_constraint(_with_members(line.strip(), desk.declared.candidates))
    return found


def _with_members(line: str, people: Iterable[Standing]) -> str:
    """A range without members, with those whose category the result names."""
    head = HEAD.match(line)
    if ":" in line or not head:
        return line
    wanted = _stem(head.group("inner") or head.group("name"))
    names = [c.name for c in people if any(_stem(k) == wanted for k in c.categories)]
    return f"{line}: {'; '.join(names)}{';' if len(names) == 1 else ''}" if names else line


def _stem(word: str) -> str:
    plain = word.strip().lower().replace("women", "woman").replace("men", "man")
    return plain.removesuffix("s")


def _met(desk: Desk, one: Constraint, elected: list[str]) -> None:
    members = getattr(one, "members", ())
    if isinstance(one, SeatRange):
        met, number = one.met(elected), one.continuing + len(one.members.intersection(elected))
        said = f"{number} of {len(elected)} elected"
    elif isinstance(one, Guarded):
        met = set(one.members) <= set(elected)
        said = f"{len(set(members) & set(elected))} of {len(members)} elected"
    else:
        desk.ask("constraint", f"{one} is asked of papers or titles: not checked")
        return
    desk.state(
        "constraint",
        "ok" if met else "FAIL",
        "The constraint is met" if met else "The constraint is not met",
        shown=(f"{one}".replace(">=", "≥").replace("<=", "≤"), "", f"({said})"),
        basis=cited(one) if one.clause else "",
    )


def _counted(desk: Desk, asked: list[Constraint]) -> None:
    """The totals counted again under the constraint."""
    from hustings.counting.terms import count_totals_under
    from hustings.model.count import Terms

    people = desk.declared.candidates
    if desk.silent or not desk.seats or any(c.value.denominator != 1 for c in desk.votes):
        desk.ask("elected", "not all votes or seats are stated: not counted under the constraint")
        return
    votes = {c.name: int(c.value) for c in desk.votes}
    elected = {c.name for c in desk.declared.elected}
    terms = Terms(seats=desk.seats, constraints=tuple(asked))
    if len(votes) != len(people):
        desk.ask("elected", "two candidates have one name: not counted under the constraint")
        return
    try:
        count = count_totals_under(votes, terms, _lots(votes, elected))
    except LotNeeded as lot:
        desk.ask("elected", f"{', '.join(lot.tied)} tie and a lot must have decided")
        return
    except InputError as fault:
        said = fault.problems[0].message if fault.problems else fault.message
        desk.ask("elected", f"not counted under the constraint: {said}")
        return
    _compared(desk, {count.candidates[i] for i in count.elected}, elected)


def _lots(votes: dict[str, int], elected: set[str]) -> Lots:
    """A tie is taken as decided for who was elected: the check is not of the lot."""
    order = tuple(sorted(votes, key=lambda name: name not in elected))
    return Lots(standing=order)


def _compared(desk: Desk, made: set[str], elected: set[str]) -> None:
    met = made == elected
    over, under = sorted(made - elected), sorted(elected - made)
    desk.state(
        "elected",
        "ok" if met else "FAIL",
        "The elected are those with most votes under the constraint"
        if met
        else "The elected are not those with most votes under the constraint",
        shown=(f"{len(elected)} elected", "=", "most votes under the constraint")
        if met
        else (f"elected {', '.join(under)}", "≠", f"by the votes {', '.join(over)}"),
        basis="guard and doom: who cannot be elected goes out, who must be stays in (assumed)",
    )


def in_words(desk: Desk) -> None:
    """A constraint nobody can apply: say who was passed over, fail nobody."""
    inside, outside = voted(desk)
    least = min((c.value for c in inside), default=None)
    passed = [c.said for c in outside if least is not None and c.value > least]
    said = f"the constraint is in words and cannot be applied ({desk.declared.constraint.strip()})"
    if passed:
        desk.ask("constraint", f"{said}; passed over: {', '.join(passed)}")
    else:
        desk.ask("constraint", said)
        most_votes(desk)
