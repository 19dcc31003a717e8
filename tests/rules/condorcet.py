"""Contests of pairwise rules, and a second opinion from votelib."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from counting_plainly import counted
from real_papers import wards

from hustings.model.profile import Profile

SCHULZE_2011 = {
    tuple("ACBED"): 5,
    tuple("ADECB"): 5,
    tuple("BEDAC"): 8,
    tuple("CABED"): 3,
    tuple("CAEBD"): 7,
    tuple("CBADE"): 2,
    tuple("DCEBA"): 7,
    tuple("EBADC"): 8,
}
"""45 papers, five candidates: the example that goes round with the method; its order is EACBD."""

TENNESSEE = {
    ("Memphis", "Nashville", "Chattanooga", "Knoxville"): 42,
    ("Nashville", "Chattanooga", "Knoxville", "Memphis"): 26,
    ("Chattanooga", "Knoxville", "Nashville", "Memphis"): 15,
    ("Knoxville", "Chattanooga", "Nashville", "Memphis"): 17,
}
"""A hundred papers on a capital: Nashville is preferred to each other."""


def contests(seed: int, many: int, n: int = 5) -> Iterator[dict[Any, int]]:
    """Random papers, some short, some with two names level, of weights that seldom tie."""
    rng = random.Random(seed)
    names = "ABCDEFGH"[:n]
    for _ in range(many):
        papers: dict[Any, int] = {}
        for _ in range(7):
            ranks: list[Any] = rng.sample(names, rng.randint(1, n))
            if len(ranks) > 2 and rng.random() < 0.4:
                at = rng.randrange(len(ranks) - 1)
                ranks[at : at + 2] = [frozenset(ranks[at : at + 2])]
            papers[tuple(ranks)] = rng.randint(1, 400)
        yield papers


def preferred(papers: dict[Any, int], names: str) -> dict[tuple[str, str], int]:
    """Papers that prefer the first to the second, paper by paper."""
    found = {(a, b): 0 for a in names for b in names if a != b}
    for paper, n in papers.items():
        place = {}
        for rank, level in enumerate(paper):
            for name in level if isinstance(level, frozenset) else [level]:
                place[name] = rank
        for a, b in found:
            found[a, b] += n * (place.get(a, 99) < place.get(b, 99))
    return found


@lru_cache(maxsize=1)
def all_wards(archive: Path) -> dict[str, tuple[Profile, int]]:
    """Read once for both rules."""
    return wards(archive)


def wards_and_votelib(
    archive: Path, rule: str, evaluator: Any, many: int
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Real Scottish wards: name, whom we put first and whom votelib does, for as many seats."""
    convert = pytest.importorskip("votelib.convert").RankedToCondorcetVotes()
    for name, (profile, seats) in sorted(all_wards(archive).items())[:many]:
        votes = {
            tuple(profile.candidates[c - 1] for c in row): n for row, n in profile.grouped().items()
        }
        theirs = evaluator.evaluate(convert.convert(votes), seats)
        yield name, set(counted(rule, profile, seats).winners), set(theirs)
