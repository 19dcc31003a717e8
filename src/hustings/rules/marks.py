"""Reading a paper: what a rule makes of equal ranks, ranks left blank and repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hustings.model.profile import ranks_of

Treatment = Literal["stop", "pass", "equal"]
"""`stop`: nothing from there on is read. `pass`: that rank is passed over and reading goes on.

`equal` (several candidates at one rank only): they stand level. In the ranking that comes of it the
first of them is written as `c` and each other as `~c`, "level with the one before".
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a rule reads papers, each treatment with its clause ("" = assumed)."""

    overvote: Treatment = "stop"
    skipped: Treatment = "stop"
    repeat: Treatment = "pass"
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What the papers say under a rule, and how many bore which irregular mark."""

    rankings: Mapping[tuple[int, ...], int]
    blank: int
    overvoted: int
    skipped: int
    repeated: int


def read_papers(
    rows: Mapping[tuple[int, ...], int], tied: int, skipped: int, reading: Reading
) -> Read:
    """Rows of codes (`model.profile`) to rankings of candidates from 0; blank papers set aside."""
    rankings: dict[tuple[int, ...], int] = {}
    seen = {"blank": 0, "overvote": 0, "skipped": 0, "repeat": 0}
    for row, papers in rows.items():
        ranking, odd = read_row(row, tied, skipped, reading)
        for mark in odd:
            seen[mark] += papers
        if ranking:
            rankings[ranking] = rankings.get(ranking, 0) + papers
        else:
            seen["blank"] += papers
    return Read(rankings, seen["blank"], seen["overvote"], seen["skipped"], seen["repeat"])


def read_row(
    row: Sequence[int], tied: int, skipped: int, reading: Reading
) -> tuple[tuple[int, ...], set[str]]:
    """One row to a ranking, with the irregular marks met before reading stopped."""
    ranking: list[int] = []
    odd: set[str] = set()
    for named in ranks_of(row, tied, skipped):
        rank = [c - 1 for c in named]
        fault = _fault(rank, ranking)
        if not fault:
            ranking.append(rank[0])
            continue
        odd.add(fault)
        if fault == "overvote" and reading.overvote == "equal":
            new = [c for c in dict.fromkeys(rank) if c not in ranking and ~c not in ranking]
            ranking.extend(~c if place else c for place, c in enumerate(new))
            continue
        if getattr(reading, fault) == "stop":
            break
    return tuple(ranking), odd


def _fault(rank: Sequence[int], ranking: Sequence[int]) -> str:
    if not rank:
        return "skipped"
    if len(rank) > 1:
        return "overvote"
    return "repeat" if rank[0] in ranking or ~rank[0] in ranking else ""
