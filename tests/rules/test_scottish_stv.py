"""Scottish STV: two dated Orders, one count; stories of its clauses, and counts made elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from real_papers import BLANK, DOUBLED, ballots, counted, generated, settled, stage_tables, wards

from hustings.errors import LotNeeded
from hustings.model.profile import Profile
from hustings.rules import find_rule


def test_each_order_is_found_by_its_day_and_cites_its_own_numbers():
    """The 2011 Order counts as the 2007 Order did, one rule number on (SSI 2011/399)."""
    old, new = find_rule("scottish-stv@2012-05-02"), find_rule("scottish-stv@2012-05-03")
    assert "2007/42" in old.source
    assert "2011/399" in new.source
    assert find_rule("scottish-stv") is new
    profile = ballots({"AB": 9, "BC": 4, "CB": 3, "DC": 2}, "ABCD")
    then, now = counted("scottish-stv@2007-05-03", profile, 2), counted("scottish-stv", profile, 2)
    assert [s.votes for s in then.stages] == [s.votes for s in now.stages]
    assert [s.clause for s in then.stages[:3]] == ["rule 45", "rule 48(1)", "rule 50(1)"]
    assert [s.clause for s in now.stages[:3]] == ["rule 46", "rule 49(1)", "rule 51(1)"]
    assert [then.stages[0].elected[0].clause, now.stages[0].elected[0].clause] == [
        "rule 47(1)",
        "rule 48(1)",
    ]


def test_a_transfer_is_multiplied_then_divided_and_cut():
    """A has 9 of 18 papers; the quota is 7: each paper moves at 2/9 = 0.22222, the rest is lost."""
    count = counted("scottish-stv", ballots({"AB": 9, "BC": 4, "CB": 3, "DC": 2}, "ABCD"), 2)
    second = count.stages[1]
    assert count.text(count.quota) == "7.00000"
    assert [count.text(v) for v in second.votes] == ["7.00000", "5.99998", "3.00000", "2.00000"]
    assert count.text(second.lost) == "0.00002"


def test_a_gap_or_a_doubled_number_ends_the_order():
    """Article 2: preferences count in consecutive order; rule 44: no first preference is void."""
    rows = [[1, BLANK, 2], [1, *DOUBLED], [BLANK, 1], [*DOUBLED, 3], [1, 2]]
    count = counted("scottish-stv", Profile.from_rows("ABC", rows, [1, 1, 1, 1, 4]), 1)
    assert (count.papers, count.valid) == (8, 6)
    assert {what.split(":")[0]: n for what, n, _ in count.marks} == {
        "no preference that can be read": 2,
        "several candidates at one rank": 2,
        "a rank left blank": 2,
    }


def test_a_tie_goes_back_to_the_most_recent_stage_that_differs():
    """C and D end level at 3; at stage 1 D had 2 and C 3, so D goes out."""
    rows = {"AB": 6, "BA": 5, "CB": 3, "DA": 2, "ED": 1}
    count = counted("scottish-stv", ballots(rows, "ABCDE"), 1)
    assert [(o.candidate) for s in count.stages for o in s.excluded][:2] == [4, 3]
    assert count.stages[2].ties[0].settled_by == "stage 1"


def test_three_tied_are_narrowed_by_each_earlier_stage():
    """Silent when only some of three differ: the fewest stay tied, the rest are safe.

    B, C and D have 4 each at stage 3. At stage 2 C and D had 3 and B 4, so B is safe. At stage 1
    C had 3 and D 2, so D goes out, and no lot is due.
    """
    rows = {"AB": 9, "BA": 4, "CA": 3, "DA": 2, "EC": 1, "ED": 1, "FD": 1}
    fourth = counted("scottish-stv", ballots(rows, "ABCDEF"), 1).stages[3]
    (tie,) = fourth.ties
    assert (tie.tied, tie.chosen, tie.settled_by) == ((1, 2, 3), 3, "stage 1")
    assert fourth.of == (3,)


def test_equal_at_all_stages_needs_a_lot():
    with pytest.raises(LotNeeded) as stop:
        counted("scottish-stv", ballots({"A": 3, "B": 2, "C": 2}, "ABC"), 1)
    assert stop.value.tied == ("B", "C")
    assert stop.value.purpose == "exclude"
    assert "rule 52(2)" in str(stop.value)


def test_edinburgh_2012_equals_the_published_tables_cell_by_cell(shared):
    """Five wards of 2012, published stage by stage (a blank is a candidate already out)."""
    papers = wards(shared("scottish_stv/ballots.zip"))
    tables = stage_tables(shared("stv_stages_no_ballots/other_stages.csv"), ("contest",))
    quotas = {
        r["contest"]: r
        for (_,), rows in stage_tables(
            shared("stv_stages_no_ballots/other_contests.csv"), ("contest",)
        ).items()
        for r in rows
    }
    cells, wrong = 0, []
    for (contest,), rows in tables.items():
        if not contest.startswith("Edinburgh"):
            continue
        valid, quota = int(quotas[contest]["valid_poll"]), int(quotas[contest]["quota"])
        there = [
            (p, s) for key, (p, s) in papers.items() if "edinburgh_2012" in key and p.total == valid
        ]
        assert len(there) == 1, contest
        count = counted("scottish-stv@2012-05-03", *there[0])
        assert count.text(count.quota) == f"{quota}.00000"
        for row in rows:
            k = [n.split()[-1].lower() for n in count.candidates].index(row["surname"].lower())
            stage = count.stages[int(row["count"]) - 1]
            if not row["total_votes"]:
                assert stage.votes[k] == 0, "left blank once the candidate is out"
                continue
            cells += 1
            if Decimal(count.text(stage.votes[k])) != Decimal(row["total_votes"]):
                wrong.append((contest, row["count"], row["surname"]))
    assert (cells, wrong) == (219, [])


@pytest.mark.parametrize("year", ["2012", "2017", "2022"])
def test_stvpoll_elects_the_same_in_small_wards(shared, year):
    """An independent program, on wards whose ballots are quickly re-counted by it."""
    stvpoll = pytest.importorskip("stvpoll.scottish_stv")
    papers = {
        k: v for k, v in wards(shared("scottish_stv/ballots.zip")).items() if f"_{year}_" in k
    }
    small = sorted(papers.items(), key=lambda item: len(item[1][0]))[:12]
    for key, (profile, seats) in small:
        rows = {tuple(str(k) for k in row): n for row, n in profile.grouped().items()}
        names = tuple(str(k) for k in range(1, len(profile.candidates) + 1))
        theirs = stvpoll.calculate_scottish_stv(names, rows, seats, allow_random=False)
        ours = counted("scottish-stv", profile, seats)
        assert {str(c + 1) for c in ours.elected} == set(theirs.as_dict()["winners"]), key


def test_generated_contests_keep_every_vote_and_fill_the_seats():
    """The table asserts at each stage that no vote was made or lost; seats fill or a lot is due."""
    seen = 0
    for seed in range(60):
        profile = Profile.of(generated(seed, 6, 80), tuple("ABCDEF"))
        count = settled("scottish-stv", profile, 3)
        seen += count is not None
        assert count is None or len(set(count.elected)) == 3
    assert seen > 30
