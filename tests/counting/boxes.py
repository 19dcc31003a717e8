"""Contests for the twins: the same profile counted on arrays and by the plain exact rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from hustings.counting.desk import array_desk
from hustings.counting.door import ARRAYS
from hustings.errors import HustingsError
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile, codes
from hustings.rules.pack import Rule
from hustings.rules.play import count_exact, play


def names(n: int) -> tuple[str, ...]:
    """Candidates of an invented contest."""
    return tuple(f"Candidate {k:02d}" for k in range(1, n + 1))


@st.composite
def profiles(draw: st.DrawFn, kind: str = "ranked") -> Profile:
    """Short and long papers, straight tickets, blanks, skipped ranks, ties and repeats."""
    n = draw(st.integers(2, 8))
    if kind == "scores":
        cell = st.sampled_from([0, 1, 2, 2, 3, 6])
        row = st.lists(cell, min_size=n, max_size=n)
    elif draw(st.booleans()):
        row = st.permutations(range(1, n + 1)).flatmap(
            lambda p: st.integers(0, n).map(lambda k: p[:k])
        )
    else:
        tied, skipped = codes(1)
        piece = st.one_of(
            st.integers(1, n).map(lambda c: [c]),
            st.integers(1, n).map(lambda c: [c]),
            st.just([skipped]),
            st.permutations(range(1, n + 1)).map(lambda p: [p[0], tied, p[1]]),
        )
        row = st.lists(piece, max_size=n).map(lambda pieces: [c for p in pieces for c in p])
    rows = draw(st.lists(row, min_size=1, max_size=40))
    papers = draw(st.none() | st.lists(st.integers(1, 60), min_size=len(rows), max_size=len(rows)))
    return Profile.from_rows(names(n), rows, papers, kind)


def terms_for(rule: Rule, profile: Profile, seats: int, away: int) -> Terms:
    """Terms the rule can be asked, with `away` (0 = nobody) withdrawn after papers went out."""
    fewer = min(seats, rule.most_seats or seats, len(profile.candidates) - 1)
    gone = (profile.candidates[away - 1],) if 0 < away <= len(profile.candidates) - fewer else ()
    return Terms(seats=max(fewer, 1), after_issue=gone)


def both(rule: Rule, profile: Profile, terms: Terms) -> tuple[Count | str, Count | str | None]:
    """The count by the plain rule and on arrays; an error as its words; None = not on arrays."""
    lots = Lots(seed="invented")
    plain = _said(lambda: count_exact(rule, profile, terms, lots))
    desk = array_desk(profile, rule.reading, ARRAYS)
    if desk is None:
        return plain, None
    arrays = _said(lambda: play(rule, desk, profile.candidates, terms, lots))
    if isinstance(arrays, Count):
        assert arrays.engine == ARRAYS
        assert isinstance(plain, Count), plain
        arrays = replace(arrays, engine=plain.engine)
    return plain, arrays


def _said(work) -> Count | str:
    try:
        return work()
    except HustingsError as fault:
        return f"{type(fault).__name__}: {fault}"


def from_cells(cells: np.ndarray, candidates: int, kind: str = "ranked") -> Profile:
    """A profile that wraps an array of shape (paper, rank)."""
    made = np.ascontiguousarray(cells, np.uint8 if candidates <= 250 else np.uint16)
    return Profile(names(candidates), memoryview(made.reshape(-1)), made.shape[1], None, kind)
