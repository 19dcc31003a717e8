"""The Reference Meek Rule: every published figure to the ninth place, and a twin without a tree."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import ROUND_UP, Decimal
from pathlib import Path

import pytest
from counting_plainly import adds_up, counted, totals

from hustings.errors import LotNeeded
from hustings.model.count import Count
from hustings.model.profile import Profile

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "meek"
NAMES = tuple(f"c{k}" for k in range(1, 14))


def committee() -> Profile:
    """94 papers of a committee election of 2005; four seats."""
    lines = (GOLDEN / "committee_2005_papers.txt").read_text(encoding="utf-8").splitlines()
    rows = Counter(tuple(map(int, line.split())) for line in lines if not line.startswith("#"))
    return Profile.from_rows(NAMES, list(rows), list(rows.values()))


def numerical_example() -> Profile:
    """Voting matters 12, "The computational accuracy using the Meek algorithm"; three seats."""
    ballots = {(first, then): 333 for first in "AB" for then in "XYZ"}
    ballots |= {(name,): 667 for name in "XYZ"}
    ballots |= {tuple("ABX"): 1, tuple("ABY"): 1, tuple("BAX"): 2}
    return Profile.of(ballots, tuple("ABXYZ"))


def ordered(*names: str) -> tuple[str, ...]:
    """A drawn order in which the first named goes out first."""
    return tuple(reversed(names))


def test_every_round_of_a_real_committee_as_droop_published_it() -> None:
    """Eleven rounds: quota, votes, residual and keep factors of droop's reference output
    (test/ref/dump/SC-meek-prf-o6-fixed-p9-d9.txt, commit 67e4bf6), every digit."""
    count = counted("meek-prf", committee(), 4, lots=ordered(*NAMES))
    with (GOLDEN / "committee_2005_rounds.csv").open(encoding="utf-8") as file:
        rounds = list(csv.DictReader(file))
    assert len(count.stages) == len(rounds) == 11
    keeps = {row[0]: dict(zip(NAMES, row[2:])) for row in count.exhibits[0].rows}
    for stage, row, after in zip(count.stages, rounds, [*count.stages[1:], None]):
        assert totals(count, stage.number) == {name: row[name] for name in NAMES}
        assert count.text(stage.quota) == row["quota"]
        assert count.text(stage.non_transferable) == row["residual"]
        assert stage.lost == 0
        elected = {NAMES[o.candidate] for o in stage.elected}
        assert elected == {f"c{k}" for k in row["elected"].split()}
        # whom a round defeats, our next stage begins with
        defeated = {NAMES[o.candidate] for o in after.excluded} if after else set()
        assert defeated == {f"c{k}" for k in row["defeated"].split()}
        for k in ("4", "7", "13"):
            assert keeps[row["round"]][f"c{k}"] == row[f"keep{k}"]
    assert set(count.winners) == {"c4", "c7", "c8", "c13"}


def test_the_numerical_example_of_voting_matters() -> None:
    """droop's SC-Vm-12 dump: X, Y and Z are within the surplus of each other; X goes by order."""
    count = counted("meek-prf", numerical_example(), 3, lots=ordered("X", "Y", "Z"))
    assert totals(count, 2) == {
        "A": "1000.750000126",
        "B": "1000.750000126",
        "X": "667.166666686",
        "Y": "667.166666562",
        "Z": "667.166666500",
    }
    assert count.stages[2].ties[0].tied == (2, 3, 4)
    assert totals(count, 3) == {
        "A": "800.584418564",
        "B": "800.584418564",
        "X": "0.000000000",
        "Y": "800.596982770",
        "Z": "800.556768208",
    }
    assert count.text(count.stages[2].quota) == "800.580647027"
    assert count.text(count.stages[2].non_transferable) == "800.677411894"
    assert count.winners == ("A", "B", "Y")


@pytest.mark.parametrize(
    ("ballots", "second"),
    [
        ({("Castor", "Pollux"): 4, ("Helen",): 2}, "2.000000004 1.999999996 2.000000000"),
        (
            {("Castor", "Pollux"): 5, ("Pollux",): 1, ("Helen",): 3},
            "3.000000005 2.999999995 3.000000000",
        ),
    ],
)
def test_rounding_up_parts_what_fractions_leave_level(ballots, second) -> None:
    """droop's 42t and 513: Pollux is short of Helen by what Castor keeps too much."""
    count = counted("meek-prf", ballots, 2, candidates=("Castor", "Pollux", "Helen"))
    assert " ".join(totals(count, 2).values()) == second
    assert count.winners == ("Castor", "Helen")
    assert "not shared out again" in count.stages[-1].notes[0]


def test_candidates_within_the_surplus_are_tied_and_need_a_lot() -> None:
    """Step T: without an order the count stops and names all three."""
    with pytest.raises(LotNeeded) as stopped:
        counted("meek-prf", numerical_example(), 3)
    assert stopped.value.tied == ("X", "Y", "Z")
    assert stopped.value.purpose == "exclude"


def paper_by_paper(count: Count, profile: Profile, stage: str) -> dict[str, str]:
    """Votes from the keep values shown, in decimals, one paper at a time and no tree."""
    row = next(r for r in count.exhibits[0].rows if r[0] == stage)
    keep = dict(zip(count.candidates, map(Decimal, row[2:])))
    votes = dict.fromkeys(count.candidates, Decimal(0))
    for ranking, papers in profile.rankings():
        weight = Decimal(1)
        for name in ranking:
            part = (weight * keep[name]).quantize(Decimal("1e-9"), ROUND_UP)
            votes[name] += part * papers
            weight -= part
    return {name: f"{v:.9f}" for name, v in votes.items()}


def test_votes_are_what_each_paper_gives_under_the_keep_values_shown() -> None:
    """The count groups papers by whom they reach; the twin does not."""
    profile = committee()
    count = counted("meek-prf", profile, 4, lots=ordered(*NAMES))
    assert adds_up(count)
    for stage in ("2", "8", "9", "10", "11"):
        assert paper_by_paper(count, profile, stage) == totals(count, int(stage))


def test_who_has_withdrawn_is_passed_over() -> None:
    """Castor is gone: his papers are Pollux's from the start."""
    count = counted("meek-prf", {("Castor", "Pollux"): 4, ("Helen",): 2}, 1, withdrawn=("Castor",))
    assert totals(count) == {
        "Castor": "0.000000000",
        "Helen": "2.000000000",
        "Pollux": "4.000000000",
    }
    assert count.winners == ("Pollux",)
