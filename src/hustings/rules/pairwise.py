"""Pairwise verbs: who is preferred to whom by how many papers, and an order made of victories."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hustings.model.count import Exhibit
from hustings.rules.table import CountingTable

Matrix = list[list[int]]
"""`[a][b]`: papers, or strength, of a against b."""

Beats = Callable[[int, int], bool]


def preferences(table: CountingTable) -> Matrix:
    """Papers that prefer the row to the column; who has withdrawn has none either way."""
    table.valid = sum(table.box.lengths().values())
    papers = table.box.pairwise()
    for c in range(len(papers)):
        if c not in table.continuing:
            papers[c] = [0] * len(papers)
            for row in papers:
                row[c] = 0
    return papers


def strength(papers: Matrix, measure: str, a: int, b: int) -> int:
    """How strongly a beats b, 0 where it does not: papers for it, or papers for less against."""
    if papers[a][b] <= papers[b][a]:
        return 0
    return papers[a][b] - (papers[b][a] if measure == "margins" else 0)


def layers(standing: Sequence[int], beats: Beats) -> list[list[int]]:
    """An order: those whom nobody left beats, then the same among the rest; equals together."""
    left, order = list(standing), []
    while left:
        first = [c for c in left if not any(beats(other, c) for other in left)]
        order.append(first)
        left = [c for c in left if c not in first]
    return order


def write_wins(table: CountingTable, beats: Beats) -> None:
    """In the one stage: whom each stands ahead of; pairs that stay undecided are unused."""
    standing = table.continuing
    for c in standing:
        table.votes[c] = sum(beats(c, other) for other in standing if other != c)
    table.total = len(standing) * (len(standing) - 1) // 2
    table.non_transferable = table.total - sum(table.votes)


def exhibit(table: CountingTable, title: str, matrix: Matrix, note: str) -> Exhibit:
    """A matrix over the candidates who stand, row against column."""
    there = table.continuing
    columns = ("", *(table.names[c] for c in there))
    rows = tuple(
        (table.names[a], *("" if a == b else str(matrix[a][b]) for b in there)) for a in there
    )
    return Exhibit(title, columns, rows, note)


def condorcet_note(table: CountingTable, papers: Matrix) -> None:
    """Say who beats every other, or that nobody does."""
    standing = table.continuing
    for c in standing:
        if all(papers[c][other] > papers[other][c] for other in standing if other != c):
            table.note(f"{table.names[c]} is preferred to each other candidate")
            return
    table.note("nobody is preferred to each other candidate")
