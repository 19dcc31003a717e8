"""Where the lists of known faults lie, and how a golden election is counted."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from hustings.counting.door import count
from hustings.model.count import Count, Terms
from hustings.model.profile import BallotFile
from hustings.rules import find_rule

HERE = Path(__file__).parent
Archive = Callable[[str], dict[str, BallotFile]]
Shared = Callable[[str], Path]


def counted(rule: str, file: BallotFile, title: str = "") -> Count:
    """The count of a file of ballots for the seats its header states."""
    assert file.seats
    return count(find_rule(rule), file.profile, Terms(seats=file.seats, title=title))


def listed(name: str) -> list[dict[str, str]]:
    """The rows of a list beside these tests."""
    with (HERE / name).open(encoding="utf-8", newline="") as found:
        return list(csv.DictReader(found))
