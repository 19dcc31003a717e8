"""Real papers of Scottish council wards, on arrays and by the plain exact rule."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hustings.counting.desk import array_desk, profile_digest
from hustings.errors import LotNeeded
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule
from hustings.rules.play import Desk, plain_desk, play
from hustings.rules.register import find_rule

SAMPLE = slice(7, None, 26)
"""Twelve wards over all councils and years."""


def wards(path: Path, which: slice) -> Iterator[tuple[str, Profile, int]]:
    """Name, papers and seats of each ward."""
    with zipfile.ZipFile(path) as files:
        for name in files.namelist()[which]:
            rows = list(csv.reader(io.TextIOWrapper(files.open(name), "utf-8")))
            names = [row[1] for row in rows[1:] if row[0].startswith("Candidate")]
            papers = [row for row in rows[1:] if row[0].isdigit()]
            cells = [[int(cell) for cell in row[1:] if cell] for row in papers]
            yield (
                name,
                Profile.from_rows(names, cells, [int(r[0]) for r in papers]),
                int(rows[0][1]),
            )


def same(rule: Rule, profile: Profile, terms: Terms) -> bool:
    """Both ways agree in every field, and on the name of the data."""
    plain = plain_desk(rule, profile)
    arrays = array_desk(profile, rule.reading, plain.engine)
    assert arrays is not None
    assert arrays.data_sha256 == plain.data_sha256 == profile_digest(profile)
    return said(rule, plain, profile, terms) == said(rule, arrays, profile, terms)


def said(rule: Rule, desk: Desk, profile: Profile, terms: Terms) -> Count | str:
    """The count, or the lot it needs."""
    try:
        return play(rule, desk, profile.candidates, terms, Lots(seed="wards"))
    except LotNeeded as tie:
        return str(tie)


def test_some_wards_count_the_same(shared: Callable[[str], Path]) -> None:
    """Twelve wards under the rule they were counted by."""
    rule = find_rule("scottish-stv")
    for name, profile, seats in wards(shared("scottish_stv/ballots.zip"), SAMPLE):
        assert same(rule, profile, Terms(seats=seats)), name


@pytest.mark.parametrize(
    "rule", ["meek-nz", "ni-assembly-stv", "gregory-inclusive", "schulze", "ers97"]
)
def test_a_ward_counts_the_same_under_other_rules(rule: str, shared: Callable[[str], Path]) -> None:
    """One ward, other ways to transfer and to pair."""
    found = find_rule(rule)
    for name, profile, seats in wards(shared("scottish_stv/ballots.zip"), slice(40, 41)):
        assert same(found, profile, Terms(seats=min(seats, found.most_seats or seats))), name


@pytest.mark.slow
def test_all_wards_count_the_same(shared: Callable[[str], Path]) -> None:
    """All 312, and each with its first candidate withdrawn after papers went out."""
    rule = find_rule("scottish-stv")
    counted = 0
    for name, profile, seats in wards(shared("scottish_stv/ballots.zip"), slice(None)):
        for away in ((), profile.candidates[:1]):
            assert same(rule, profile, Terms(seats=seats, after_issue=away)), name
        counted += 1
    assert counted == 312
