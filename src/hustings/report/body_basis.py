"""What a body's page rests on: camps and who puts members there, values, reported votes, power."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from hustings.bodies.answer import BodyAnswer, ReportedVote
from hustings.bodies.power_result import PlayerPower
from hustings.model.voting import SIDES, VOTES, Known, Member
from hustings.report import body_figures as figures
from hustings.report import words
from hustings.report.blocks import Source, Table, hosts, sources, table
from hustings.report.body_parts import filled, votes
from hustings.report.plain_page import Section

MOST_VOTES = 8
"""Reported votes shown, the latest ones."""
MIDDLE = 0.8


def margin(answer: BodyAnswer) -> Section:
    """The margin, how it may end, and how votes of the body were reported to end."""
    tenths = round(10 * answer.expected_margin)
    mean = f"{tenths / 10:+.1f}".replace("-", "−") if tenths else "0"
    said = f"Expected margin {mean} votes, yes less no; an even vote is 0."
    if answer.margins:
        low, high = middle({m.margin: m.chance for m in answer.margins})
        said += f" Eight times in ten from {signed(low)} to {signed(high)}."
    drawing = (figures.margins(answer),) if answer.margins else ()
    reported = tuple(_reported(answer))
    found = _all(vote.source for vote in _alike(answer))
    return Section("The margin", (said,), reported, drawing, sources=found if reported else ())


def reported(answer: BodyAnswer) -> Section | None:
    """How votes of the body were reported to end; None where none is recorded."""
    shown = tuple(_reported(answer))
    found = _all(vote.source for vote in _alike(answer))
    return Section("Reported votes", (), shown, sources=found) if shown else None


def middle(chances: Mapping[Fraction, float]) -> tuple[Fraction, Fraction]:
    """The margins between which the middle eight tenths lie."""
    tail, ends = (1 - MIDDLE) / 2, []
    for ordered in (sorted(chances), sorted(chances, reverse=True)):
        total = 0.0
        for value in ordered:
            total += chances[value]
            if total > tail:
                ends.append(value)
                break
    return ends[0], ends[-1]


def signed(margin: Fraction) -> str:
    """A margin with its sign: `+7`, `−2.50`, `0`."""
    return f"{'+' if margin > 0 else '−' if margin < 0 else ''}{votes(abs(margin))}"


def _reported(answer: BodyAnswer) -> Iterable[Table]:
    """Reported votes of as many members, as they are: a check on the margin, nothing is fitted."""
    measured = any(k.name == "attendance" and k.basis == "measured" for k in answer.known)
    there = " Attendance is measured on all that are known." if measured else ""
    rows = [
        [
            words.partial_day(vote.on),
            words.tidy(vote.question),
            f"{vote.votes_for}–{vote.votes_against}",
            signed(Fraction(vote.votes_for - vote.votes_against)),
            "" if vote.members is None else str(vote.members),
        ]
        for vote in _alike(answer)
    ]
    if rows:
        heads, rows = filled(["On", "Question", ">Votes", ">Margin", ">Of"], rows)
        yield table(
            "reported",
            "Reported votes, as a check",
            heads,
            rows,
            note=f"As reported, on other questions; no odds are fitted.{there}",
        )


def _alike(answer: BodyAnswer) -> list[ReportedVote]:
    """The latest reported votes of a body of this size, or of which the size is not said."""
    return [v for v in answer.divisions if v.members in (None, answer.seats)][-MOST_VOTES:]


def camps(answer: BodyAnswer) -> Section:
    """The camps, where they stand, which seats are theirs and who says so."""
    groups: dict[tuple[str, str, bool], list[Member]] = {}
    sides = {c.camp: c.side for c in answer.camps}
    for m in answer.members:
        if m.state == VOTES and m.camp in sides:
            key = (m.camp, m.lean, bool(m.source)) if m.camp else ("", "", False)
            groups.setdefault(key, []).append(m)
    ordered = sorted(groups, key=lambda k: (SIDES.index(sides[k[0]]), not k[0], k[0], -k[2], k[1]))
    heads, rows = filled(
        ["Camp", "On the motion", ">Seats", ">Votes", "Last said", "Source"],
        [
            [
                _label(key[0], key[1]),
                sides[key[0]],
                f"{len(groups[key]):,}",
                _weights(groups[key]),
                *(_said(answer, groups[key]) if key[0] else ("", "")),
            ]
            for key in ordered
        ],
    )
    shown = table("camps", "The camps", heads, rows, note=_where(answer))
    found = _all(m.source for m in answer.members if m.camp)
    return Section("The camps", (), (shown,), sources=found)


def _said(answer: BodyAnswer, members: list[Member]) -> tuple[str, str]:
    """The last day on which a camp was said of these, and by whom."""
    if answer.drawn and all(m.section == answer.contested for m in members):
        return "", "the forecast"
    days = [m.on for m in members if m.on]
    last = words.partial_day(str(max(days, key=lambda d: d.last))) if days else ""
    return last, hosts(_all(m.source for m in members), 1)


def _label(camp: str, lean: str) -> str:
    return f"{camp} (soft)" if lean == "soft" else camp or "free seats"


def _where(answer: BodyAnswer) -> str:
    """Which members are named in a camp, else how many of each section."""
    found: dict[str, list[str]] = {}
    for m in answer.members:
        place = m.section if answer.drawn or m.section != answer.contested else ""
        if m.camp and m.state == VOTES and (m.named or place):
            found.setdefault(m.camp, []).append(m.name if m.named else m.section)
    return " ".join(f"{words.capital(camp)}: {_counted(places)}." for camp, places in found.items())


def _counted(places: list[str]) -> str:
    """`clp 9, youth`."""
    many = {place: places.count(place) for place in places}
    return ", ".join(f"{place} {n}" if n > 1 else place for place, n in many.items())


def _weights(members: list[Member]) -> str:
    """Votes where they are not one each."""
    return "" if all(m.weight == 1 for m in members) else votes(_sum(members))


def _sum(members: list[Member]) -> Fraction:
    return sum((m.weight for m in members), Fraction(0))


def _all(texts: Iterable[str]) -> tuple[Source, ...]:
    """Every different source of several cells."""
    return tuple(dict.fromkeys(s for text in texts for s in sources(text)))


def known(answer: BodyAnswer, facts: Sequence[Known] = ()) -> Section:
    """Every value (or those given) with its basis and source."""
    shown = table(
        "known",
        "What this rests on",
        ["What", "Value", "Basis", "Source"],
        [[k.name, k.value, k.basis, _origin(k.source)] for k in _joined(facts or answer.known)],
        note="Assumed: nothing is known. Measured: from reported votes. Stated: by a source.",
    )
    found = [k.source for k in facts or answer.known if "://" in k.source]
    return Section("What this rests on", (), (shown,), sources=_all(found))


def _joined(facts: Sequence[Known]) -> list[Known]:
    """The facts, with the camps that nobody named in one row."""
    unnamed = [k for k in facts if k.name.startswith("camp ") and k.basis == "assumed"]
    if len(unnamed) < 2:
        return list(facts)
    said = ", ".join(f"{k.name.removeprefix('camp ')} {k.value}" for k in unnamed)
    both = replace(unnamed[0], name="other camps", value=said)
    return [both, *(k for k in facts if k not in unnamed)]


def _origin(source: str) -> str:
    found = sources(source)
    return hosts(found, 1) if found else "–"


def power(answer: BodyAnswer) -> Section | None:
    """A-priori power of the camps; None where weights differ."""
    if answer.power is None:
        return None
    found = answer.power
    title = "Appendix: power by the numbers alone"
    equal = f"Equal seats have equal power, 1/{found.seats} each: it tells camps apart, not people."
    camps = [p for p in found.camps.players if not p.name.startswith("free seat ")]
    single = [p for p in found.camps.players if p.name.startswith("free seat ")]
    alone = next((p.name for p in camps if p.shapley_shubik == 1), None)
    if alone is not None:
        said = f"With {found.quota} of {found.seats} votes needed, all of it is with {alone}."
        return Section(title, (equal, said))
    shares = [f"{p.name} {_power(p)}" for p in camps]
    if single:
        shares.append(f"each free seat {_power(single[0])}")
    if not camps:
        return Section(title, (equal,))
    index = "Shapley-Shubik" if camps[0].shapley_shubik is not None else "Banzhaf"
    said = f"Camps as players, {found.quota} of {found.seats} votes needed: {'; '.join(shares)}"
    return Section(title, (equal, f"{said} ({index}, of 1)."))


def _power(player: PlayerPower) -> str:
    """A player's share of all power: Shapley-Shubik, or Banzhaf where the game is too large."""
    share = player.normalised if player.shapley_shubik is None else player.shapley_shubik
    return f"{float(share):.3f}"
