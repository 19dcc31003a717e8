"""Borda's points, held against adding them up paper by paper."""

from __future__ import annotations

import random
from fractions import Fraction

from counting_plainly import adds_up, counted, totals

from hustings.model.profile import Profile


def test_borda_s_own_objection_to_plurality() -> None:
    """21 voters: A leads on first preferences with 8, but 13 place A last; C wins on points."""
    papers = {
        ("A", "B", "C"): 1,
        ("A", "C", "B"): 7,
        ("B", "C", "A"): 7,
        ("C", "B", "A"): 6,
    }
    count = counted("borda", papers, 1)
    assert totals(count) == {"A": "16.0", "B": "21.0", "C": "26.0"}
    assert count.winners == ("C",)
    assert count.stages[0].non_transferable == 0


def test_short_papers_under_both_schemes() -> None:
    """("A",) of three: two points to A; averaged, B and C share the point that is left."""
    papers = {("A",): 1, ("B", "A", "C"): 1}
    standard = counted("borda", papers, 1)
    assert totals(standard) == {"A": "3.0", "B": "2.0", "C": "0.0"}
    assert standard.text(standard.stages[0].non_transferable) == "1.0"
    averaged = counted("borda", papers, 1, scheme="averaged")
    assert totals(averaged) == {"A": "3.0", "B": "2.5", "C": "0.5"}
    assert averaged.stages[0].non_transferable == 0


def paper_by_paper(profile: Profile, averaged: bool) -> dict[str, Fraction]:
    """Each paper gives a point for each name below, and half for each level when averaged."""
    names = set(profile.candidates)
    points = dict.fromkeys(profile.candidates, Fraction(0))
    for ranking, papers in profile.rankings():
        groups = [r if isinstance(r, frozenset) else {r} for r in ranking]
        unranked = names - set().union(*groups)
        below = names
        for group in [*groups, *([unranked] if averaged and unranked else [])]:
            below = below - group
            for name in group:
                level = Fraction(len(group) - 1, 2) if averaged else 0
                points[name] += papers * (len(below) + level)
    return points


def test_points_are_those_of_each_paper_added_up() -> None:
    """Forty contests with short papers and equal ranks."""
    rng = random.Random(3)
    for _ in range(40):
        papers = {}
        for _ in range(8):
            ranks = rng.sample("ABCDE", rng.randint(1, 5))
            paper = tuple(ranks)
            if len(ranks) > 2 and rng.random() < 0.5:
                paper = (frozenset(ranks[:2]), *ranks[2:])
            papers[paper] = rng.randint(1, 9)
        profile = Profile.of(papers, tuple("ABCDE"))
        for scheme in ("standard", "averaged"):
            count = counted("borda", profile, 5, scheme=scheme)
            assert adds_up(count)
            wanted = paper_by_paper(profile, scheme == "averaged")
            assert {n: Fraction(v) for n, v in totals(count).items()} == wanted


def test_who_has_withdrawn_is_passed_over() -> None:
    """B is gone: places close up."""
    count = counted("borda", {("A", "B", "C"): 2, ("B", "C", "A"): 1}, 1, withdrawn=("B",))
    assert totals(count) == {"A": "2.0", "B": "0.0", "C": "1.0"}
