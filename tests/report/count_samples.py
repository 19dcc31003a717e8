"""Invented counts for the tests of their pages: an orchard club, a large garden, a real ward."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from hustings.auditing.against import Comparison
from hustings.auditing.explaining import Difference
from hustings.model.count import Count, Exhibit, Fact, Terms
from hustings.model.lots import Lot, Lots
from hustings.model.profile import Profile
from hustings.report.counted import Counted
from hustings.report.rules_page import RuleLine, RuleList, RuleShown
from hustings.rules import find_rule
from hustings.rules.play import count_exact

BALLOTS = {
    ("Ada Quill", "Bo Larch", "Cy Venn"): 30,
    ("Ada Quill", "Cy Venn"): 2,
    ("Bo Larch", "Cy Venn"): 20,
    ("Cy Venn", "Di Marsh"): 18,
    ("Di Marsh", "Bo Larch"): 14,
    ("Ed Rowan", "Di Marsh"): 8,
    ("Ed Rowan",): 1,
    ("Flo Tarn", "Cy Venn"): 9,
}
"""102 papers, three seats, quota 26; Ed Rowan and Flo Tarn tie to be excluded, nine votes each."""
DRAWN = Lot(
    purpose="exclude",
    order=("Ed Rowan", "Flo Tarn"),
    drawn_by="R. Officer",
    drawn_at="2031-08-02",
    witnesses=("G. Usk",),
)
GARDEN = (
    "Ada Quill,Bo Larch,Cy Venn,Di Marsh,Ed Rowan,Flo Tarn,Gil Usk,Hal Wold,Ivy Alder,Jo Birch,"
    "Kit Cedar,Lou Dane,Max Elm,Nia Firth,Oz Gorse,Pam Heath,Quin Inch,Ray Juniper,Sue Kelp,"
    "Tom Linden,Una Moss,Vic Nettle,Wyn Oakes,Xan Pine,Yve Reed,Zed Sedge,Abe Thorn"
).split(",")


def orchard_profile() -> Profile:
    """The papers of the orchard club."""
    return Profile.of(BALLOTS)


@lru_cache
def orchard(rule: str = "scottish-stv", seats: int = 3, **terms: Any) -> Count:
    """The orchard club's count, with the one lot it needs."""
    asked = Terms(seats=seats, title="Orchard Club committee 2031", **terms)
    return count_exact(find_rule(rule), orchard_profile(), asked, Lots(lots=(DRAWN,), seed="x"))


@lru_cache
def garden(candidates: int = 27, seats: int = 9) -> Count:
    """A long paper: 27 candidates for nine seats, papers drawn at random from a fixed seed."""
    luck = random.Random(3)
    names = GARDEN[:candidates]
    weight = [min(luck.paretovariate(0.9), 9.0) for _ in names]
    rows = []
    for _ in range(1500):
        left = list(range(len(names)))
        row = []
        for _ in range(min(len(names), 1 + int(luck.expovariate(0.25)))):
            pick = luck.choices(left, [weight[c] for c in left])[0]
            left.remove(pick)
            row.append(pick + 1)
        rows.append(row)
    profile = Profile.from_rows(names, rows)
    asked = Terms(seats=seats, title="Garden committee 2031")
    return count_exact(find_rule("scottish-stv"), profile, asked, Lots(seed="garden"))


def ward(archive: Path, name: str) -> Count:
    """A real Scottish ward counted again."""
    with ZipFile(archive) as held:
        rows = list(csv.reader(io.StringIO(held.read(f"{name}.csv").decode("utf-8"))))
    ballots = [row for row in rows[1:] if row[0].isdigit()]
    profile = Profile.from_rows(
        [row[1] for row in rows if row[0].startswith("Candidate")],
        [[int(cell) for cell in row[1:] if cell] for row in ballots],
        [int(row[0]) for row in ballots],
    )
    asked = Terms(seats=int(rows[0][1]), title=name)
    return count_exact(find_rule("scottish-stv"), profile, asked)


def differing() -> Comparison:
    """An official table with two cells that nobody expected and one known to be wrong."""
    one = Difference(2, "Bo Larch", "total", "36.50000", "37.50000")
    two = Difference(0, "", "quota", "26.00000", "27.00000")
    return Comparison(
        title="Orchard Club committee 2031",
        rule="scottish-stv",
        table="orchard",
        file="orchard.csv",
        cells=60,
        agreeing=57,
        differences=(one, two),
        known=(Difference(3, "Cy Venn", "transfer", "1", "2", "a slip of the pen"),),
        rounded=(),
        blank=0,
        notes=("candidate 3, Cy Venn, is C. Venn in the table",),
    )


def json_keys() -> dict[str, list[str]]:
    """The keys of a count's JSON by the type's name in the documents, as a real count has them."""
    whole = Counted(count=orchard()).to_dict()
    stages = whole["stages"]

    def first(key: str) -> list[str]:
        return next(list(stage[key][0]) for stage in stages if stage[key])

    odd = Profile.of([("Ada Quill",), (None, "Bo Larch")], ["Ada Quill", "Bo Larch"])
    marked = count_exact(find_rule("scottish-stv"), odd, Terms(seats=1)).to_dict()["marks"]
    return {
        "Counted": list(whole),
        "Stage": list(stages[0]),
        "Transfer": first("transfers"),
        "Outcome": first("elected"),
        "Tie": first("ties"),
        "Lot": [f.name for f in fields(Lot)],
        "Mark": list(marked[0]),
        "Exhibit": [f.name for f in fields(Exhibit)],
        "Fact": [f.name for f in fields(Fact)],
        "Comparison": [f.name for f in fields(Comparison)],
        "Difference": [f.name for f in fields(Difference)],
        "RuleList": [f.name for f in fields(RuleList)],
        "RuleLine": [f.name for f in fields(RuleLine)],
        "RuleShown": [f.name for f in fields(RuleShown)],
    }
