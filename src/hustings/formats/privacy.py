"""How many ballots stand alone, and shortening them so that fewer do.

A long ranking is often cast by one voter only, who can be found again by anyone who knows part of
it. Published ballots should be looked at with `uniqueness` first, and cut with `shorten`.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import takewhile
from typing import Any

import numpy as np

from hustings.errors import InputError, Problem
from hustings.formats.ballot_arrays import cells_of, grouped_arrays, papers_of_rows, profile_of
from hustings.formats.ballot_columns import trimmed
from hustings.formats.ballot_form import row_of
from hustings.model.profile import Profile, ranks_of

DEPTHS: tuple[int | None, ...] = (1, 2, 3, 5, None)
"""Preferences looked at; None is the whole ballot."""


def uniqueness(
    profile: Profile, depths: tuple[int | None, ...] = DEPTHS
) -> tuple[tuple[int | None, Fraction], ...]:
    """(depth, share of papers whose ballot to that depth is cast by exactly one voter).

    Each paper is taken for one voter. Shares are exact; a profile without papers has none.
    """
    total = profile.total
    if not total:
        return ()
    found = []
    for depth in depths:
        _, papers = grouped_arrays(profile if depth is None else shorten(profile, depth))
        found.append((depth, Fraction(int((papers == 1).sum()), total)))
    return tuple(found)


def shorten(profile: Profile, depth: int) -> Profile:
    """Every ranking cut to its first `depth` ranks; a tie or a rank left blank is one rank.

    Choices and scores have no order to cut by and are refused.
    """
    if profile.kind != "ranked" or depth < 1:
        what = f"{profile.kind} to depth {depth}"
        step = "Only rankings can be shortened, to one preference or more."
        raise InputError(
            f"cannot shorten {what}", [Problem("ballots", 0, "cannot-shorten", what, step)]
        )
    cells = cells_of(profile)
    if (cells == profile.tied).any():
        return _shorten_ties(profile, depth)
    cut = np.ascontiguousarray(cells[:, :depth])
    cut = trimmed(cut, (cut != 0) & (cut != profile.skipped))
    return profile_of(profile.candidates, cut, papers_of_rows(profile))


def _shorten_ties(profile: Profile, depth: int) -> Profile:
    rows: list[list[int]] = []
    papers: list[int] = []
    for row, count in profile.grouped().items():
        ranks = ranks_of(row, profile.tied, profile.skipped)
        rows.append(row_of(ranks[:depth], profile.item))
        papers.append(count)
    return Profile.from_rows(profile.candidates, rows, papers)


def cut_before(profile: Profile, *, ties: bool, skips: bool) -> Profile:
    """Every ranking ended before its first equal ranks (`ties`) or rank left blank (`skips`)."""
    if profile.kind != "ranked" or not (ties or skips):
        return profile
    rows: list[list[int]] = []
    papers: list[int] = []
    for row, count in profile.grouped().items():
        ranks = ranks_of(row, profile.tied, profile.skipped)
        kept = takewhile(lambda r: not (ties and len(r) > 1) and not (skips and not r), ranks)
        rows.append(row_of(kept, profile.item))
        papers.append(count)
    return Profile.from_rows(profile.candidates, rows, papers)


def gathered(profile: Profile) -> Profile:
    """The same papers with equal rows as one, in order of row: the order they came in is gone."""
    cells, papers = grouped_arrays(profile)
    kept: Any = np.ascontiguousarray(cells)
    return replace(profile_of(profile.candidates, kept, papers), kind=profile.kind)
