"""A failure that figures nobody understood would explain is no certain one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hustings.auditing.check_desk import Statement, number
from hustings.auditing.check_papers import APART
from hustings.model.declared import Declared
from hustings.model.official import figure

SUMS = ("valid", "rejected", "first-preferences", "votes-valid", "total-votes", "slates")
"""Statements of sums, in which a further figure may belong."""

MOST = 8
"""More figures than this explain anything, and so nothing."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def doubted(declared: Declared, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, with `?` for a failing sum whose gap is made up by figures left over.

    Those are the figures in lines nobody understood and, where valid papers are off, papers
    rejected for reasons that are not the invalid ones (late, duplicate).
    """
    unread = [(n, f"line {line}") for line, text in declared.unread for n in _numbers(text)]
    return [_doubted(declared, one, unread) for one in statements]


def _doubted(
    declared: Declared, statement: Statement, unread: Sequence[tuple[Fraction, str]]
) -> Statement:
    v = statement.verdict
    if v.level != "FAIL" or v.code not in SUMS or not v.difference:
        return statement
    spare = [*unread, *(_reasons(declared) if v.code == "valid" else ())]
    gap = figure(v.difference)
    found = _made_of(abs(gap.value), spare) if gap else ()
    if not found:
        return statement
    what = " and ".join(f"{number(n)} ({where})" for n, where in found)
    said = f"{what} would explain that, and may belong here"
    return Statement(replace(v, level="?", said=said))


def _reasons(declared: Declared) -> Iterable[tuple[Fraction, str]]:
    """Papers refused for reasons often counted beside the invalid ones."""
    return [(s.figure.value, reason) for reason, s in declared.rejected if APART.search(reason)]


def _made_of(
    gap: Fraction, spare: Sequence[tuple[Fraction, str]]
) -> tuple[tuple[Fraction, str], ...]:
    """The fewest of the figures that sum to the gap; none where there are too many to tell."""
    kept = [one for one in spare if 0 < one[0] <= gap]
    if len(kept) > MOST:
        return ()
    for size in range(1, len(kept) + 1):
        for some in combinations(kept, size):
            if sum(n for n, _ in some) == gap:
                return some
    return ()


def _numbers(text: str) -> list[Fraction]:
    found = (figure(said) for said in _NUMBER.findall(text))
    return [f.value for f in found if f is not None]
