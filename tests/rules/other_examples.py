"""The example on the page of each rule that is not a Gregory count."""

from __future__ import annotations

from counting_plainly import counted

from hustings.model.count import Count

CHOICES = {("A", "B"): 8, ("A", "C"): 3, ("B", "D"): 4, ("D",): 5}
ONE_EACH = {("A",): 8, ("B",): 4, ("C",): 3, ("D",): 5}
POINTS = [({"A": 2}, 8), ({"B": 1, "C": 1}, 6), ({"D": 2}, 5), ({"C": 1}, 1)]
SCORES = [({"A": 5, "B": 4}, 8), ({"B": 5, "C": 2}, 6), ({"C": 5}, 4)]
STV = {tuple("ABD"): 60, tuple("AC"): 10, tuple("BC"): 20, ("C",): 12, ("D",): 11, ("E",): 9}
ORDERS = {("A", "B", "C", "D"): 7, ("B", "C", "A", "D"): 6, ("C", "A", "B", "D"): 4}


def examples() -> dict[str, Count]:
    """By the rule's name."""
    return {
        "block-vote": counted("block-vote", CHOICES, 2, kind="choices"),
        "sntv": counted("sntv", ONE_EACH, 2, kind="choices"),
        "limited-vote": counted("limited-vote", CHOICES, 3, kind="choices"),
        "cumulative": counted("cumulative", POINTS, 2, kind="scores"),
        "approval": counted("approval", CHOICES, 2, kind="choices"),
        "score": counted("score", SCORES, 1, kind="scores"),
        "borda": counted("borda", ORDERS, 1),
        "schulze": counted("schulze", ORDERS, 1),
        "ranked-pairs": counted("ranked-pairs", ORDERS, 1),
        "meek-prf": counted("meek-prf", STV, 3),
        "meek-nz": counted("meek-nz", STV, 3),
        "warren": counted("warren", STV, 3),
    }
