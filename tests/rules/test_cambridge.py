"""Cambridge, Massachusetts: why its own rule is not here, and what exact Gregory gives instead."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter

import pytest
from real_papers import BLANK, counted

from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules import rule_names


@pytest.fixture(scope="module")
def council(shared):
    """The 21,814 papers of 2021 and the pile in which the city's count left each."""
    rows, piles = Counter(), Counter()
    with zipfile.ZipFile(shared("stv_other/cambridge_ma_2021_council.csv.zip")) as z:
        found = list(csv.DictReader(io.TextIOWrapper(z.open(z.namelist()[0]), "utf-8")))
    ranks = [[r[f"rank{k}"] or "" for k in range(1, 16)] for r in found]
    names = sorted({name for row in ranks for name in row} - {""})
    number = {name: k for k, name in enumerate(names, 1)} | {"": BLANK}
    for row, r in zip(ranks, found):
        rows[tuple(number[name] for name in row)] += int(r["ballots"])
        piles[r["final_pile"]] += int(r["ballots"])
    return Profile.from_rows(names, list(rows), list(rows.values())), piles


def test_the_piles_are_nine_quotas_of_whole_papers(council):
    """M.G.L. c.54A s.9(c): 21,814 / 10 + 1 = 2,182 papers elect."""
    profile, piles = council
    assert profile.total == 21814
    assert piles.pop("exhausted") == 2176
    assert set(piles.values()) == {21814 // 10 + 1}
    assert len(piles) == 9


@pytest.mark.parametrize("rule", ["gregory-inclusive", "gregory-last-parcel"])
def test_exact_gregory_elects_the_nine_of_2021(council, rule):
    """The same nine, though not one paper is drawn: order of papers changed no seat that year."""
    profile, piles = council
    count = counted(rule, profile, 9, Lots(seed="write-ins without a vote"))
    assert count.quota == 2182
    assert set(count.winners) == set(piles) - {"exhausted"}


def test_no_rule_claims_to_be_cambridge():
    """The Cincinnati method needs the order of the papers, which a profile does not hold."""
    assert not [name for name in rule_names() if "cambridge" in name]
