"""Parts of a body's page: votes short, whose vote counts, attendance, rules of decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from hustings.bodies.answer import BodyAnswer
from hustings.bodies.influence import Pivot
from hustings.model.voting import percent as share
from hustings.report import body_figures as figures
from hustings.report import words
from hustings.report.blocks import table
from hustings.report.plain_page import Section

MOST_PIVOTS = 12
LITTLE = 2
"""Points by which the nights may differ to be told in a sentence."""
NEVER = 0.001
"""A vote that changes the outcome less often than this is told in a sentence."""


def points(before: float, after: float) -> str:
    """The change of two odds in points, with a decimal where it rounds to less than two.

    It is the difference of the odds as printed, so that a reader who subtracts agrees.
    """
    if abs(after - before) < 0.025:
        tenths = tenth(after) - tenth(before)
        return f"{tenths / 10:+.1f} points".replace("-", "−") if tenths else "0.0 points"
    said = words.points(before, after)
    return f"{said} {'point' if said in ('+1', '−1') else 'points'}"


def tenth(p: float) -> int:
    """Odds in tenths of a percent."""
    return round(1000 * p)


def tie(p: float) -> str:
    """The odds of a tie; a dash where there can be none."""
    return words.odds(p) if p else "–"


def percent(p: float) -> str:
    """Odds to a tenth of a percent, for comparing two of them."""
    return f"{tenth(p) / 10:.1f} %"


def votes(weight: Fraction) -> str:
    """Votes as a number: whole, or with two decimals."""
    return f"{weight.numerator:,}" if weight.denominator == 1 else f"{float(weight):,.2f}"


def filled(
    heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    """Heads and rows without columns that say nothing in any row."""
    kept = [i for i in range(len(heads)) if any(row[i] not in ("", "–") for row in rows)]
    return [heads[i] for i in kept], [[row[i] for i in kept] for row in rows]


def short(answer: BodyAnswer) -> Section:
    """Votes short, or votes to spare."""
    return Section("Votes short", tuple(_counted(answer)))


def _counted(answer: BodyAnswer) -> Iterable[str]:
    needs = answer.needs
    cast = f"{votes(needs.sure)} for, {votes(needs.against)} against, {votes(needs.free)} free"
    yield f"With everybody there and with their camp: {cast}."
    if needs.spare is not None:
        free = " even with every free vote against" if needs.free else ""
        yield f"It carries{free}. {_spare(needs.spare)}"
        return
    lone = all(m.weight == 1 for m in answer.members)
    lacking = words.counted(needs.short, "vote" if lone else "member")
    yield f"It is {lacking} short of what it needs."
    if needs.free_needed is None:
        yield "All the free votes together are too few."
    else:
        free = words.counted(needs.free_needed, "free member")
        yield f"{words.capital(free)} would be enough."


def _spare(spare: int) -> str:
    if spare == 0:
        return "Not one member can be lost: the first to change sides turns it."
    lost = words.counted(spare, "member")
    return f"{words.capital(lost)} can change sides; the {words.ordinal(spare + 1)} turns it."


def motions(answer: BodyAnswer) -> Section | None:
    """A motion of each camp; None where only one takes a side."""
    if len(answer.motions) < 2:
        return None
    shown = table(
        "motions",
        "A motion of each camp",
        ["Camp", ">Carries", ">Tie"],
        [[m.camp, words.odds(m.carry), tie(m.tie)] for m in answer.motions],
        note="The camp is for, every other camp that takes a side is against.",
    )
    return Section("A motion of each camp", (), (shown,))


def pivots(answer: BodyAnswer) -> Section:
    """Whose vote counts, and by how much."""
    most = max((max(p.swing, p.decides) for p in answer.pivots), default=0.0)
    if most < NEVER:
        said = "No one vote is likely to: each changes the outcome less than once in 1,000 times."
        return Section("Whose vote counts", (said,))
    heads, rows = filled(
        ["Member", "Camp", ">Members", ">Swing", ">Decides", ">Without"],
        [
            [
                who(pivot),
                _camp(pivot),
                f"{pivot.members:,}",
                percent(pivot.swing),
                percent(pivot.decides),
                words.odds(pivot.without),
            ]
            for pivot in answer.pivots[:MOST_PIVOTS]
        ],
    )
    shown = table(
        "pivots",
        "Whose vote counts",
        heads,
        rows,
        note="For one of them. Swing: how much likelier the motion carries if they vote for it "
        "than if against. Decides: their vote, as expected of them, changes the outcome. Without: "
        "carries when they hold the seat but cannot vote.",
    )
    return Section("Whose vote counts", (), (shown,))


def who(pivot: Pivot) -> str:
    """A member by name or label; else the section, or any."""
    if pivot.label:
        return pivot.label
    weight = f", weight {pivot.weight}" if pivot.weight != 1 else ""
    return f"any{f' of {pivot.section}' if pivot.section else ''}{weight}"


def _camp(pivot: Pivot) -> str:
    if not pivot.camp:
        return "free"
    return f"{pivot.camp} (soft)" if pivot.lean == "soft" else pivot.camp


def lost(answer: BodyAnswer) -> Section | None:
    """What the members named take with them; None where nobody is named."""
    if not answer.lost:
        return None
    shown = table(
        "without",
        "Without a member's vote",
        ["Without", ">Carries", ">Change"],
        [
            [
                words.listed(lost.names),
                percent(lost.carry),
                points(lost.carry - lost.change, lost.carry),
            ]
            for lost in answer.lost
        ],
        note="The seat is held and its vote lost, as when suspended.",
    )
    return Section("Without a member's vote", (), (shown,))


def grid(answer: BodyAnswer) -> Section:
    """Odds by discipline and attendance; rows that are sure to carry are told in the note."""
    made = answer.grid
    rows = [
        [share(d), *(words.odds(p) for p in row)] for d, row in zip(made.discipline, made.carry)
    ]
    same = {cell for row in rows for cell in row[1:]}
    said = "if hard members vote with their camp so often and members attend so often."
    if len(same) == 1:
        low, high = share(made.discipline[0]), share(made.attendance[0])
        held = f"It carries with {same.pop()} from a discipline of {low} and {high} there upwards."
        return Section("Discipline and attendance", (held,), (), (figures.heat_map(answer),))
    kept = _to_the_first_sure(rows)
    more = f" From {kept[-1][0]} on it is >99 % in every column." if len(kept) < len(rows) else ""
    shown = table(
        "discipline",
        "Discipline and attendance",
        ["Discipline", *(f">{share(a)} there" for a in made.attendance)],
        kept,
        note=f"Chance that the motion carries, {said}{more}",
    )
    return Section("Discipline and attendance", (), (shown,), (figures.heat_map(answer),))


def _to_the_first_sure(rows: list[list[str]]) -> list[list[str]]:
    """Rows up to the first from which every one is above 99 % throughout."""
    sure = [set(row[1:]) == {">99 %"} for row in rows]
    first = next((i for i in range(len(rows)) if all(sure[i:])), len(rows))
    return rows[: first + 1]


def nights(answer: BodyAnswer) -> Section:
    """Odds by who turns up, where that changes them."""
    best = max(answer.nights[1:], key=lambda n: n.odds.carry)
    heads, rows = filled(
        ["Night", ">Carries", ">Tie", ">No quorum"],
        [
            [
                words.capital(n.name),
                words.odds(n.odds.carry),
                tie(n.odds.tie),
                words.odds(n.odds.no_quorum) if n.odds.no_quorum else "–",
            ]
            for n in answer.nights
        ],
    )
    title = "Who turns up"
    worst = min(answer.nights[1:], key=lambda n: n.odds.carry)
    if len({row[1] for row in rows}) == 1:
        even = f"It carries with {rows[0][1]}, whichever side is there in full, or everybody."
        return Section(title, (even,))
    if words.whole(best.odds.carry) - words.whole(worst.odds.carry) <= LITTLE:
        little = (
            f"It hardly matters: from {words.odds(worst.odds.carry)} if {worst.name} to "
            f"{words.odds(best.odds.carry)} if {best.name}."
        )
        return Section(title, (little,))
    said = f"The motion's best night: {best.name} ({words.odds(best.odds.carry)})."
    return Section(title, (said,), (table("nights", title, heads, rows),))


def rules(answer: BodyAnswer) -> Section:
    """Odds under other rules of decision."""
    used = next(r for r in answer.rules if r.used)
    said = {r.of: words.odds(r.carry) + _tied(r.tie) for r in answer.rules}
    alike = [r.words for r in answer.rules if not r.used and said[r.of] == said[used.of]]
    found = [f"{said[r.of]} with {r.words}." for r in answer.rules if said[r.of] != said[used.of]]
    same = [f"{'No' if found else 'None has'} other odds: {words.listed(alike)}."] if alike else []
    return Section(
        "Under another rule", (f"{said[used.of]} with {used.words}, as here.", *found, *same)
    )


def _tied(p: float) -> str:
    return f" (a tie {words.odds(p)})" if p else ""
