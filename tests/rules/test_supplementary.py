"""Supplementary vote: paragraphs 3 and 4 of Schedule 2 as stories, and a naive twin."""

from __future__ import annotations

import pytest
from real_papers import DOUBLED, ballots, counted, generated, settled

from hustings.errors import InputError, LotNeeded
from hustings.model.profile import Profile


def test_more_than_half_of_first_preferences_is_enough():
    count = counted("supplementary-vote", ballots({"A": 6, "BA": 3, "CB": 2}, "ABC"), 1)
    assert count.winners == ("A",)
    assert count.stages[0].elected[0].clause == "para. 3"


def test_only_second_preferences_for_the_two_leaders_are_added():
    """A 5, B 4, C 3, D 2: C's and D's papers add to A or B by second preference alone.

    D's papers name C second and B third: nobody gets them. B wins 7 to 5.
    """
    rows = {"AB": 5, "BA": 4, "CB": 3, "DCB": 2}
    count = counted("supplementary-vote", ballots(rows, "ABCD"), 1)
    assert count.winners == ("B",)
    last = count.stages[-1]
    assert last.votes == (5, 7, 0, 0)
    assert last.non_transferable == 2
    assert last.of == (2, 3)


def test_all_who_tie_for_second_place_remain():
    """Paragraph 4(3): B and C are level, so A, B and C remain; D's papers decide for C."""
    rows = {"A": 5, "B": 4, "C": 4, "DC": 2}
    count = counted("supplementary-vote", ballots(rows, "ABCD"), 1)
    assert count.stages[1].of == (3,)
    assert count.winners == ("C",)


def test_an_equal_total_is_decided_by_lots():
    with pytest.raises(LotNeeded) as stop:
        counted("supplementary-vote", ballots({"A": 4, "B": 3, "CB": 1}, "ABC"), 1)
    assert (stop.value.tied, stop.value.clause) == (("A", "B"), "para. 4(8)")


def test_a_paper_needs_one_first_preference():
    """Two crosses in the first column make no first preference; a repeat is no second one."""
    rows = [[*DOUBLED, 3], [1, 1, 2], [2, 1], [3, 1]]
    count = counted("supplementary-vote", Profile.from_rows("ABC", rows, [1, 4, 3, 2]), 1)
    assert count.valid == 9
    assert count.winners == ("A",)


def test_several_seats_are_refused():
    with pytest.raises(InputError):
        counted("supplementary-vote", ballots({"A": 2, "B": 1}, "AB"), 2)


def naive(papers, candidates):
    """Paragraphs 3 and 4 with nothing but sums; None where lots would be drawn."""
    first = {c: sum(n for row, n in papers.items() if row[0] == c) for c in candidates}
    if max(first.values()) * 2 > sum(papers.values()):
        return max(first, key=first.__getitem__)
    line = sorted(first.values())[-2]
    remain = {c for c in candidates if first[c] >= line}
    total = {
        c: first[c]
        + sum(n for r, n in papers.items() if r[0] not in remain and len(r) > 1 and r[1] == c)
        for c in remain
    }
    best = [c for c in remain if total[c] == max(total.values())]
    return best[0] if len(best) == 1 else None


def test_made_up_contests_end_as_a_naive_count_does():
    for seed in range(120):
        papers = generated(seed, 5, 40)
        count = settled("supplementary-vote", Profile.of(papers, tuple("ABCDE")), 1)
        assert (count and count.winners[0]) == naive(papers, "ABCDE")
