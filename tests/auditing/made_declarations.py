"""Declarations made by chance that add up, and the same with one figure misprinted.

What arithmetic can see is written down here, apart from the checker and in plain sums (`broken`):
a misprint is seen when it breaks one statement whose every figure is stated, by more than the
rounding of the percentages in it allows. The statements:

* papers: returned ≤ issued (valid, or valid and invalid, in place of returned where that is not
  stated); valid = returned − invalid, and ≤ where one is missing; reasons = invalid, else
  valid + reasons = returned; turnout within half a unit of returned/issued or valid/issued, and
  where one of the two is missing, not on the side on which it cannot be.
* votes, where the rule is known: one mark a paper sums to valid; a block vote at most to votes a
  paper × valid; nobody above valid (else returned, else issued).
* whatever the rule: all votes = their sum; a slate = its candidates; a figure stated twice is the
  same; shares have one whole, of which each is rounded (or, with two or more that cannot be
  rounded, cut off from a whole that is stated); as many elected as seats.
* where most votes win for sure: nobody with more votes than an elected candidate is left out, or
  under `women >= k` those elected are the ones the votes and the minimum give; places fall with
  votes.
* a transferable vote: first preferences = valid, the rule's quota, whoever has it at once is in,
  every total of a stage = total before + transfer, to the last digit the rule counts to.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor
from pathlib import Path

import hustings
from hustings.formats.official import read_official
from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import Figure, OfficialTable, figure
from hustings.report.count_csv import count_csv

F = Fraction
STV = ("scottish-stv", "ers97", "meek-prf", "gregory-inclusive", "ni-assembly-stv")
PLACES = {"scottish-stv": 5, "ers97": 2, "ni-assembly-stv": 2}
REASONS = ("no official mark", "more votes than allowed", "voter identifiable", "blank")
FIRST = "Asha Ben Cora Dev Edie Femi Gwen Hugo Iona Jan Kofi Lena Milo Nia Omar Pia".split()
LAST = (
    "Ash Birch Cedar Dogwood Elm Fir Gale Hazel Ivy Juniper Kapok Larch Maple Nut Oak Pine".split()
)


@dataclass
class Facts:
    """A contest as numbers; what is not stated is None or absent."""

    kind: str
    rule: str
    seats: int | None
    figures: dict[str, tuple[F, int]] = field(default_factory=dict)
    votes: list[F | None] = field(default_factory=list)
    shares: list[tuple[F, int] | None] = field(default_factory=list)
    elected: list[bool] | None = None
    places: list[int] | None = None
    slates: dict[str, F] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    reasons: list[F] = field(default_factory=list)
    again: list[tuple[str, F]] = field(default_factory=list)
    women: frozenset[int] = frozenset()
    least_women: int = 0
    table: OfficialTable | None = None
    commas: bool = False

    def get(self, name: str) -> F | None:
        """A figure's value."""
        return self.figures[name][0] if name in self.figures else None


# what arithmetic can see, in plain sums


def broken(f: Facts) -> set[str]:
    """The statements that do not hold, all their figures being stated."""
    return {code for part in (papers, turnout, sums, shares, fates, stages) for code in part(f)}


def papers(f: Facts) -> Iterator[str]:
    issued, returned, invalid, valid = (
        f.get(n) for n in ("issued", "returned", "invalid", "valid")
    )
    back = returned
    if back is None and (valid is not None or invalid is not None):
        back = (valid or 0) + (invalid or 0)
    if back is not None and issued is not None and back > issued:
        yield "issued"
    if returned is not None and valid is not None:
        if invalid is not None and valid != returned - invalid:
            yield "valid"
        if invalid is None and valid > returned:
            yield "valid"
    if returned is not None and valid is None and invalid is not None and invalid > returned:
        yield "valid"
    if f.reasons:
        if invalid is not None and sum(f.reasons) != invalid:
            yield "reasons"
        both = returned is not None and valid is not None
        if invalid is None and both and valid + sum(f.reasons) != returned:
            yield "reasons"
    for name, value in f.again:
        if f.get(name) is not None and f.get(name) != value:
            yield "again"


def turnout(f: Facts) -> Iterator[str]:
    issued, returned, invalid, valid = (
        f.get(n) for n in ("issued", "returned", "invalid", "valid")
    )
    if "turnout" not in f.figures or not issued:
        return
    if returned is None and valid is not None and invalid is not None:
        returned = valid + invalid
    said, places = f.figures["turnout"]
    half = F(1, 2 * 10**places)
    ways = {n: 100 * x / issued for n, x in (("r", returned), ("v", valid)) if x is not None}
    if any(abs(said - x) <= half for x in ways.values()):
        return
    if len(ways) == 2 or ("v" in ways and said < ways["v"]) or ("r" in ways and said > ways["r"]):
        yield "turnout"


def sums(f: Facts) -> Iterator[str]:
    if not f.votes:
        return
    known = [v for v in f.votes if v is not None]
    total, all_known, valid = sum(known, F(0)), len(known) == len(f.votes), f.get("valid")
    most = 1 if f.kind in ("one", "stv") else f.get("max_votes") or f.seats
    if f.kind == "block" and not f.rule:
        most = f.get("max_votes")
    sure = bool(f.rule) or (f.kind == "block" and "max_votes" in f.figures) or f.kind == "stv"
    bounded = valid is not None and sure and most is not None
    if bounded and (total > most * valid or (most == 1 and all_known and total != valid)):
        yield "votes-valid"
    bound = next((x for n in ("valid", "returned", "issued") if (x := f.get(n)) is not None), None)
    if sure and bound is not None and known and max(known) > bound:
        yield "votes-papers"
    stated = f.get("votes")
    if stated is not None and (total > stated or (all_known and total != stated)):
        yield "total-votes"
    for name, value in f.slates.items():
        mine = [v for v, s in zip(f.votes, f.members) if s == name]
        if not mine:
            continue
        some = sum((v for v in mine if v is not None), F(0))
        if some > value or (None not in mine and some != value):
            yield "slates"


def shares(f: Facts) -> Iterator[str]:
    pairs = [(v, s) for v, s in zip(f.votes, f.shares) if v is not None and s is not None]
    if not pairs:
        return
    low, high = F(0), F(10**30)
    for v, (s, places) in pairs:
        half = F(1, 2 * 10**places)
        if v == 0:
            low = low if s <= half else F(10**31)
        elif s + half <= 0:
            low = F(10**31)
        else:
            low = max(low, 100 * v / (s + half))
            high = min(high, 100 * v / (s - half)) if s > half else high
    if low > high and not cut_off(f, pairs):
        yield "shares"


def cut_off(f: Facts, pairs: list[tuple[F, tuple[F, int]]]) -> bool:
    """Every share is cut off from one stated whole, and two or more are not rounded from it."""
    wholes = [x for n in ("votes", "valid", "returned") if (x := f.get(n))]
    if None not in f.votes:
        wholes.append(sum(f.votes))
    for whole in wholes:
        exact = [100 * v / whole for v, _ in pairs]
        cut = all(s <= x <= s + F(1, 10**p) for x, (_, (s, p)) in zip(exact, pairs))
        odd = sum(abs(s - x) > F(1, 2 * 10**p) for x, (_, (s, p)) in zip(exact, pairs))
        if cut and odd >= 2:
            return True
    return False


def fates(f: Facts) -> Iterator[str]:
    if f.elected is not None and any(f.elected):
        if f.seats is not None and sum(f.elected) != f.seats:
            yield "seats"
        yield from winners(f)
    sure = bool(f.rule) or "max_votes" in f.figures
    if f.places and f.kind != "stv" and sure and not f.least_women:
        placed = [(p, v) for p, v in zip(f.places, f.votes) if v is not None]
        if any(p < q and v < w for p, v in placed for q, w in placed):
            yield "places"
        if any(p == q and v != w for p, v in placed for q, w in placed):
            yield "places"


def winners(f: Facts) -> Iterator[str]:
    assert f.elected is not None
    known = [(v, e, i) for i, (v, e) in enumerate(zip(f.votes, f.elected)) if v is not None]
    inside, outside = [v for v, e, _ in known if e], [v for v, e, _ in known if not e]
    if f.kind == "stv":
        valid = f.get("valid")
        told = valid is not None and f.seats and sum(f.elected) == f.seats and outside
        if told and max(outside) >= floor(valid / (f.seats + 1)) + 1:
            yield "elected"
        return
    sure = bool(f.rule) or "max_votes" in f.figures
    if f.least_women:
        chosen = {i for i, e in enumerate(f.elected) if e}
        if len(chosen & f.women) < f.least_women:
            yield "constraint"
        if None not in f.votes and f.seats and chosen != by_votes(f):
            yield "elected"
    elif sure and inside and outside and max(outside) > min(inside):
        yield "elected"


def by_votes(f: Facts) -> set[int]:
    """The most votes, the women with most of them first as far as the minimum asks."""
    assert f.seats is not None
    assert f.elected is not None
    order = sorted(range(len(f.votes)), key=lambda i: (-(f.votes[i] or 0), not f.elected[i]))
    must = [i for i in order if i in f.women][: f.least_women]
    rest = [i for i in order if i not in must][: f.seats - len(must)]
    return {*must, *rest}


def stages(f: Facts) -> Iterator[str]:
    if f.kind != "stv":
        return
    quota, valid = f.figures.get("quota"), f.get("valid")
    if valid is None and f.votes and None not in f.votes:
        valid = sum(f.votes, F(0))
    if quota and valid is not None and f.seats and not quota_fits(f.rule, quota, valid, f.seats):
        yield "quota"
    if f.table is None:
        return
    exact = f.table.places >= PLACES.get(f.rule, 99)
    slack = F(0) if exact else 3 * F(1, 2 * 10**f.table.places)
    for row in f.table.rows:
        for k in range(1, len(row.totals)):
            before, moved, now = row.totals[k - 1], row.transfers[k], row.totals[k]
            there = before and moved and now
            if there and abs(before.value + moved.value - now.value) > slack:
                yield "stages"
    if f.votes:
        firsts = zip(f.table.rows, f.votes)
        if any(r.totals[0] and v is not None and r.totals[0].value != v for r, v in firsts):
            yield "first"


def quota_fits(rule: str, quota: tuple[F, int], valid: F, seats: int) -> bool:
    said, places = quota
    part = valid / (seats + 1)
    if rule in ("scottish-stv", "ni-assembly-stv"):
        return said == floor(part) + 1
    if rule == "ers97":
        return said <= F(-floor(-100 * part), 100)
    exact = (part, valid / seats)
    if rule == "meek-prf":
        exact = (part, F(floor(part * 10**9) + 1, 10**9))
    if rule == "gregory-inclusive" and said == floor(part) + 1:
        return True
    if rule == "meek-prf" and said < part:
        return True
    unit = F(1, 10**places)
    return any(
        said == x or (places and said in (floor(x / unit) * unit, floor(x / unit + F(1, 2)) * unit))
        for x in exact
    )


# making them


def made(seed: int, folder: Path | None = None) -> Facts:
    """A declaration that adds up; one in four a transferable vote where a folder is given."""
    luck = random.Random(seed)
    if folder is not None and luck.random() < 0.25:
        whole = transferable(luck, folder)
    else:
        whole = by_marks(luck)
    return unsaid(luck, whole)


def by_marks(luck: random.Random) -> Facts:
    """Plurality in one seat, or a block vote with slates, sometimes with a minimum of women."""
    kind = luck.choice(("one", "block", "block"))
    seats = 1 if kind == "one" else luck.randint(2, 9)
    people = luck.randint(2, 8) if kind == "one" else luck.randint(seats + 1, 3 * seats)
    valid = luck.choice((luck.randint(20, 400), luck.randint(400, 200_000)))
    if kind == "one":
        votes = parts(luck, valid, people)
    else:
        votes = [luck.randint(0, valid) for _ in range(people)]
        while sum(votes) > seats * valid or sum(votes) < valid:
            votes = [
                v * 9 // 10 if sum(votes) > seats * valid else min(valid, v + valid // 9 + 1)
                for v in votes
            ]
    f = Facts(kind, "sntv" if kind == "one" else "block-vote", seats, votes=[F(v) for v in votes])
    f.members = [luck.choice(("Forward", "Open", "")) for _ in range(people)]
    if kind == "block":
        f.figures["max_votes"] = (F(seats), 0)
        if luck.random() < 0.4:
            f.women = frozenset(i for i in range(people) if luck.random() < 0.5)
            f.least_women = min(len(f.women), luck.randint(1, seats))
            if f.least_women == 0:
                f.women = frozenset()
    f.elected = [False] * people
    chosen = by_votes(f)
    f.elected = [i in chosen for i in range(people)]
    order = sorted(votes, reverse=True)
    f.places = [order.index(v) + 1 for v in votes]
    account(luck, f, valid)
    return f


def parts(luck: random.Random, whole: int, n: int) -> list[int]:
    """A whole cut into n."""
    cuts = sorted(luck.randint(0, whole) for _ in range(n - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, whole])]


def account(luck: random.Random, f: Facts, valid: int) -> None:
    """The papers around the votes, percentages rounded or (shares) cut off."""
    reasons = [luck.randint(0, max(1, valid // 50)) for _ in REASONS]
    invalid = sum(reasons)
    returned = valid + invalid
    issued = returned + luck.randint(0, 9 * returned)
    whole = {"issued": issued, "returned": returned, "invalid": invalid, "valid": valid}
    f.figures |= {n: (F(v), 0) for n, v in whole.items()}
    f.reasons = [F(r) for r in reasons]
    total = sum(v for v in f.votes if v is not None)
    if f.kind != "stv":
        f.figures["votes"] = (F(total), 0)
    places = luck.randint(0, 3)
    base = luck.choice((returned, valid))
    f.figures["turnout"] = (rounded(F(100 * base, issued), places), places)
    for name in ("Forward", "Open"):
        if name in f.members:
            f.slates[name] = F(
                sum(v for v, s in zip(f.votes, f.members) if v is not None and s == name)
            )
    places, of = luck.randint(0, 3), luck.choice((total or 1, valid))
    cut = luck.random() < 0.1
    f.shares = [(share(F(100) * v / of, places, cut), places) for v in f.votes if v is not None]
    if cut and broken(f):
        f.shares = [
            (share(F(100) * v / of, places, False), places) for v in f.votes if v is not None
        ]
    f.again = [(n, F(v)) for n, v in whole.items() if luck.random() < 0.15]
    f.commas = luck.random() < 0.5


def rounded(x: F, places: int) -> F:
    return F(floor(x * 10**places + F(1, 2)), 10**places)


def share(x: F, places: int, cut: bool) -> F:
    return F(floor(x * 10**places), 10**places) if cut else rounded(x, places)


def transferable(luck: random.Random, folder: Path) -> Facts:
    """Random rankings counted by hustings under one of its rules."""
    rule = luck.choice(STV)
    people, seats = luck.randint(3, 8), luck.randint(1, 3)
    seats = min(seats, people - 1)
    names = [f"{FIRST[i]} {LAST[i]}" for i in range(people)]
    ballots: dict[tuple[str, ...], int] = {}
    for _ in range(luck.randint(20, 60)):
        ranking = tuple(luck.sample(names, luck.randint(1, people)))
        ballots[ranking] = ballots.get(ranking, 0) + luck.randint(1, 9)
    lots = list(names)
    counted = hustings.count(
        ballots, rule, seats=seats, candidates=names, lots=hustings.Lots(standing=tuple(lots))
    )
    path = folder / "table.csv"
    path.write_text(count_csv(counted), encoding="utf-8")
    table = read_official(path)
    f = Facts("stv", rule, seats, table=table)
    f.votes = [row.totals[0].value for row in table.rows if row.totals[0]]
    f.members = [""] * people
    f.elected = [row.status == "elected" for row in table.rows]
    if table.quota:
        f.figures["quota"] = (table.quota.value, table.quota.places or 0)
    account(luck, f, counted.valid)
    away = ("seats", "quota", "valid", "rejected", "total_poll", "electorate")
    f.table = replace(table, **dict.fromkeys(away))
    return f


def unsaid(luck: random.Random, f: Facts) -> Facts:
    """Some of it left out."""
    keep = luck.choice((0.3, 0.6, 0.8, 1.0))
    f.figures = {n: v for n, v in f.figures.items() if luck.random() < keep or n == "max_votes"}
    if luck.random() > keep:
        f.figures.pop("max_votes", None)
    for name in ("reasons", "again"):
        if luck.random() > keep:
            setattr(f, name, [])
    f.slates = {n: v for n, v in f.slates.items() if luck.random() < keep}
    if luck.random() > keep:
        f.shares = []
    if luck.random() > keep:
        f.places = None
    if luck.random() > keep:
        f.elected = None
    if luck.random() > keep:
        f.table = None
    if f.kind != "stv":
        if luck.random() > keep:
            f.votes = [v if luck.random() < 0.7 else None for v in f.votes]
        if luck.random() < 0.15 and not f.least_women:
            f.rule = ""
    if luck.random() > keep and f.table is None:
        f.seats = None
    f.again = [(n, v) for n, v in f.again if n in f.figures]
    if "shares" in broken(f):
        f.shares = []
    return f


# as a Declared


def declared(f: Facts) -> Declared:
    """The facts as a reader would hand them on."""
    people = []
    for i, v in enumerate(f.votes):
        given = f.shares[i] if i < len(f.shares) else None
        people.append(
            Standing(
                name=f"{FIRST[i % 16]} {LAST[i // 16]}{LAST[i % 16].lower()}"
                if f.kind != "stv"
                else f"{FIRST[i]} {LAST[i]}",
                line=20 + i,
                votes=None if v is None else stated(v, 0, 20 + i, f.commas),
                share=None if given is None else stated(*given, 20 + i),
                elected=None if f.elected is None else f.elected[i],
                slate=f.members[i] if f.members else "",
                place=f.places[i] if f.places else None,
                categories=frozenset({"woman"}) if i in f.women else frozenset(),
            )
        )
    figures = {n: stated(v, p, 3 + k, f.commas) for k, (n, (v, p)) in enumerate(f.figures.items())}
    return Declared(
        title="A made contest",
        file="made.txt",
        candidates=tuple(people),
        seats=None if f.seats is None else stated(F(f.seats), 0, 2),
        rule=f.rule,
        figures=figures,
        again=tuple((n, stated(v, 0, 60)) for n, v in f.again),
        rejected=tuple((REASONS[i], stated(v, 0, 70 + i)) for i, v in enumerate(f.reasons)),
        slates=tuple((n, stated(v, 0, 80)) for n, v in f.slates.items()),
        stages=f.table,
        constraint=f"women >= {f.least_women}" if f.least_women else "",
    )


def stated(value: F, places: int, line: int, commas: bool = False) -> Stated:
    whole = floor(abs(value) * 10**places + F(1, 2))
    text = f"{whole // 10**places:,}" if commas else str(whole // 10**places)
    if places:
        text += f".{whole % 10**places:0{places}d}"
    found = figure(f"-{text}" if value < 0 else text)
    assert found is not None
    return Stated(found, line, text)


# one misprint


def misprinted(luck: random.Random, f: Facts) -> tuple[Facts, str]:
    """The same facts with one cell changed, and which cell it was."""
    ways = [f"figure {n}" for n in f.figures if n != "max_votes"]
    ways += [f"votes {i}" for i, v in enumerate(f.votes) if v is not None]
    ways += [f"share {i}" for i in range(len(f.shares))]
    ways += [f"reason {i}" for i in range(len(f.reasons))]
    ways += [f"slate {n}" for n in f.slates]
    ways += ["seats"] if f.seats is not None else []
    ways += [f"elected {i}" for i in range(len(f.elected or []))]
    ways += [f"place {i}" for i in range(len(f.places or []))]
    if f.table is not None and f.table.stages > 1:
        ways += ["table"] * 6
    if not ways:
        return f, ""
    chosen = luck.choice(ways)
    return changed(luck, f, chosen), chosen


def changed(luck: random.Random, f: Facts, where: str) -> Facts:
    what, _, which = where.partition(" ")
    if what == "figure":
        value, places = f.figures[which]
        return replace(f, figures={**f.figures, which: (off(luck, value, places), places)})
    if what == "slate":
        return replace(f, slates={**f.slates, which: off(luck, f.slates[which], 0)})
    if what == "seats":
        assert f.seats is not None
        return replace(f, seats=f.seats + 1)
    if what == "table":
        assert f.table is not None
        return replace(f, table=table_off(luck, f.table))
    i = int(which)
    if what == "votes":
        return replace(f, votes=put(f.votes, i, off(luck, f.votes[i], 0)))
    if what == "share":
        value, places = f.shares[i]
        return replace(f, shares=put(f.shares, i, (off(luck, value, places), places)))
    if what == "reason":
        return replace(f, reasons=put(f.reasons, i, off(luck, f.reasons[i], 0)))
    if what == "elected":
        return replace(f, elected=put(f.elected, i, not f.elected[i]))
    return replace(f, places=put(f.places, i, max(1, f.places[i] + luck.choice((-1, 1, 2)))))


def put(items: list, i: int, value: object) -> list:
    return [value if k == i else x for k, x in enumerate(items)]


def off(luck: random.Random, value: F, places: int) -> F:
    """Another number such as hands and eyes make: a digit, two swapped, a nought more, one off."""
    digits = str(int(value * 10**places))
    i = luck.randrange(len(digits))
    tries = [
        digits[:i] + str((int(digits[i]) + luck.randint(1, 9)) % 10) + digits[i + 1 :],
        digits[:i] + digits[i + 1 : i + 2] + digits[i] + digits[i + 2 :],
        digits + "0",
        digits[:i] + digits[i + 1 :] or "0",
        str(int(digits) + luck.choice((1, -1, 2, 10, 100))),
    ]
    luck.shuffle(tries)
    for one in tries:
        if int(one) >= 0 and int(one) != int(digits):
            return F(int(one), 10**places)
    return value + F(1, 10**places)


def table_off(luck: random.Random, table: OfficialTable) -> OfficialTable:
    """One total or transfer of a later stage off by a vote or more."""
    r, k = luck.randrange(len(table.rows)), luck.randrange(1, table.stages)
    row, name = table.rows[r], luck.choice(("totals", "transfers"))
    cells = list(getattr(row, name))
    old = cells[k]
    if old is None:
        return table
    value = old.value + luck.choice((1, -1, 5, 10, 90))
    text = f"{float(value):.{old.places or 0}f}"
    cells[k] = Figure(text, value, old.places)
    rows = put(list(table.rows), r, replace(row, **{name: tuple(cells)}))
    return replace(table, rows=tuple(rows))
