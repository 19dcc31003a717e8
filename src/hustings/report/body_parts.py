"""Parts of a body's page: votes short, whose vote counts, attendance, rules of decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from hustings.bodies.answer import BodyAnswer, MotionOdds, RuleOdds, SeatsWon
from hustings.bodies.division import Odds
from hustings.bodies.influence import Pivot
from hustings.report import words
from hustings.report.blocks import table
from hustings.report.plain_page import Section

Outcome = Odds | SeatsWon | MotionOdds | RuleOdds
MOST_PIVOTS = 12
LITTLE = 2
"""Points by which the nights may differ to be told in a sentence."""
ALIKE = 0.01
"""Votes whose swings differ by less than this are told of in a sentence."""
NOTHING = 1e-12
LEAST = 0.005
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


def outcome_heads(answer: BodyAnswer) -> list[str]:
    """Heads of what a motion comes to; with a casting vote its part of the odds is told apart."""
    cast = [">Of it by casting vote"] if answer.casting else []
    return [">Carries", *cast, ">Tied, falls"]


def outcome(answer: BodyAnswer, of: Outcome) -> list[str]:
    """The cells under those heads; a dash for what cannot be."""
    cast = [some(of.cast)] if answer.casting else []
    return [words.odds(of.carry), *cast, some(of.tie - of.cast)]


def some(p: float) -> str:
    """The odds of something; a dash where it cannot be."""
    return words.odds(p) if p > NOTHING else "–"


def settled(answer: BodyAnswer) -> str:
    """How 100 votes end where a casting vote settles some, adding up to 100; else nothing."""
    odds = answer.odds
    if not answer.casting or max(odds.tie, odds.cast) < LEAST:
        return ""
    carry, cast = words.whole(odds.carry), words.whole(odds.cast)
    tied, lacking = words.whole(odds.tie - odds.cast), words.whole(odds.no_quorum)
    falls = 100 - carry - tied - lacking
    said = [
        f"{carry - cast} carry outright",
        f"{cast} tie and are carried by the casting vote",
        *([f"{tied} tie and fall"] if tied else []),
        *([f"{lacking} lack the quorum"] if lacking else []),
        f"{falls} fall",
    ]
    over = " over the forecast" if answer.drawn else ""
    return f"Of 100 such votes{over} {words.listed(said)}."


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
    yield f"With everybody there and with their camp: {_sides(answer)}."
    if needs.spare is not None:
        free = " with every free vote against" if needs.free else ""
        if needs.cast:
            yield f"That is level{free}, and the casting vote carries it. {_spare(needs.spare)}"
        else:
            even = f" even{free}" if free else ""
            yield f"It carries{even}. {_spare(needs.spare)}"
        return
    lone = all(m.weight == 1 for m in answer.members)
    lacking = words.counted(needs.short, "vote" if lone else "member")
    if needs.free_needed is None:
        yield f"It is {lacking} short; all the free votes together are too few."
    else:
        free = words.counted(needs.free_needed, "free member")
        yield f"It is {lacking} short; {free} would be enough."


def _sides(answer: BodyAnswer) -> str:
    """`14 for, none known against, 25 not known`, and whose only vote is the casting vote."""
    needs, casting = answer.needs, answer.casting
    known = needs.against or not needs.free
    against = "none known" if not known else votes(needs.against) if needs.against else "none"
    free = f"{votes(needs.free)} {'free' if known else 'not known'}" if needs.free else ""
    said = [f"{votes(needs.sure)} for", f"{against} against", free]
    alone = f"; {casting.who} votes on a tie only" if casting and not casting.votes_too else ""
    return f"{', '.join(filter(None, said))}{alone}"


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
        ["Camp", *outcome_heads(answer)],
        [[m.camp, *outcome(answer, m)] for m in answer.motions],
        note="The camp is for, every other camp that takes a side is against.",
    )
    return Section("A motion of each camp", (), (shown,))


def pivots(answer: BodyAnswer) -> Section:
    """Whose vote counts, and by how much."""
    most = max((max(p.swing, p.decides) for p in answer.pivots), default=0.0)
    if most < NEVER:
        said = "No one vote is likely to: each changes the outcome less than once in 1,000 times."
        return Section("Whose vote counts", (said,))
    swings = [p.swing for p in answer.pivots]
    if len(swings) > 1 and max(swings) - min(swings) < ALIKE:
        return Section("Whose vote counts", (_alike(swings),))
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


def _alike(swings: Sequence[float]) -> str:
    """That it matters little whose vote it is."""
    low, high = (f"{tenth(p) / 10:.1f}" for p in (min(swings), max(swings)))
    range_ = low if low == high else f"{low} to {high}"
    return (
        f"It matters little whose: one vote for instead of against moves the odds by {range_} "
        "points."
    )


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


def rules(answer: BodyAnswer) -> Section:
    """Odds under other rules of decision."""
    used = next(r for r in answer.rules if r.used)
    said = {r.of: words.odds(r.carry) + _tied(answer, r) for r in answer.rules}
    alike = [r.words for r in answer.rules if not r.used and said[r.of] == said[used.of]]
    found = [f"{said[r.of]} with {r.words}." for r in answer.rules if said[r.of] != said[used.of]]
    same = [f"{'No' if found else 'None has'} other odds: {words.listed(alike)}."] if alike else []
    return Section(
        "Under another rule", (f"{said[used.of]} with {used.words}, as here.", *found, *same)
    )


def _tied(answer: BodyAnswer, of: Outcome) -> str:
    """What of it a casting vote brings; without one, what is tied and falls."""
    if answer.casting:
        return f" ({words.odds(of.cast)} of it by the casting vote)" if of.cast > NOTHING else ""
    return f" ({words.odds(of.tie)} tied, falls)" if of.tie > NOTHING else ""
