"""Northern Ireland STV, walked through every official stage table: what the law does next.

Ballots are not public. At each stage of a table the rule's own functions are asked, on the official
totals, whom they would elect, which surplus they would move or defer, whom they would exclude.
"""

from __future__ import annotations

import pytest
from real_papers import ballots, cents, counted, stage_tables

from hustings.arithmetic import Fixed
from hustings.model.count import Stage, Terms
from hustings.rules import ni_assembly as rule
from hustings.rules.papers import PlainBox
from hustings.rules.table import CountingTable, State

TYPED_WRONG = {("2016", "fermanagh-south-tyrone"): (47918, 47177)}
"""Valid poll as typed, and the sum of first preferences, which the quota agrees with."""


@pytest.fixture(scope="module")
def contests(shared):
    """(year, constituency): seats, valid poll, quota and rows; two Assemblies and one EU count."""
    found = {}
    key = ("year", "constituency")
    head = stage_tables(shared("stv_stages_no_ballots/ni_assembly_constituencies.csv"), key)
    for name, rows in stage_tables(
        shared("stv_stages_no_ballots/ni_assembly_stages.csv"), key
    ).items():
        found[name] = (head[name][0], rows)
    head = stage_tables(shared("stv_stages_no_ballots/other_contests.csv"), ("contest",))
    for name, rows in stage_tables(
        shared("stv_stages_no_ballots/other_stages.csv"), ("contest",)
    ).items():
        if name[0].startswith("EU2014"):
            found[name] = (head[name][0], rows)
    return found


class Walk:
    """One official table: the rule's table stands where the officials stood."""

    def __init__(self, head, rows):
        self.ids = list(dict.fromkeys(row["candidate_id"] for row in rows))
        self.last = max(int(row["count"]) for row in rows)
        self.rows = {(int(row["count"]), row["candidate_id"]): row for row in rows}
        self.table = CountingTable(
            Terms(seats=int(head["seats"])), self.ids, PlainBox(len(self.ids), {}), Fixed(2)
        )
        self.table.set_quota(int(head["quota"]) * 100)

    def totals(self, n):
        """Votes at the end of stage n, in hundredths."""
        return [cents(self.rows[n, i]["total_votes"]) for i in self.ids]

    def stand_at(self, n):
        """Take over the totals of stage n and elect who has the quota."""
        table = self.table
        table.votes = self.totals(n)
        table.valid = sum(self.totals(1)) // 100
        table.non_transferable = sum(self.totals(1)) - sum(table.votes)
        table.begin("official", (), "")
        table.elect_at_quota("rule 48(3)")
        table.stages.append(
            Stage(
                number=n,
                act="official",
                of=(),
                clause="",
                votes=tuple(table.votes),
                non_transferable=0,
                lost=0,
                quota=table.quota,
            )
        )

    def done_at(self, n):
        """What the officials did at stage n: whose votes fell."""
        now = self.totals(n)
        return sorted(c for c, v in enumerate(self.table.votes) if now[c] < v)

    def next_act(self):
        """What the rule would do: a surplus (of one of these) or an exclusion (of all these)."""
        table = self.table
        waiting = rule.surpluses(table)
        group = rule.together(table, waiting)
        if waiting and not (group or rule.below_the_next(table, waiting)):
            return "surplus", table.highest(waiting)
        return "exclusion", sorted(group or table.lowest())


def test_every_quota_follows_from_the_first_preferences(contests):
    """Rule 48: over one more than the seats, plus one; one valid poll was typed wrong."""
    wrong = {}
    for name, (head, rows) in contests.items():
        first, valid = sum(Walk(head, rows).totals(1)) // 100, int(head["valid_poll"])
        if first != valid:
            wrong[name] = (valid, first)
        assert int(head["quota"]) == first // (int(head["seats"]) + 1) + 1, name
    assert (len(contests), wrong) == (37, TYPED_WRONG)


def test_every_act_of_every_table_is_what_the_rule_does_next(contests):
    """37 contests: 191 exclusions (many of several together) and 90 surpluses, none otherwise."""
    acts = {"surplus": 0, "exclusion": 0}
    for name, (head, rows) in contests.items():
        walk = Walk(head, rows)
        for n in range(1, walk.last + 1):
            walk.stand_at(n)
            if n == walk.last:
                break
            assert not rule.filled(walk.table), (name, n)
            act, whom = walk.next_act()
            assert walk.done_at(n + 1) == whom, (name, n + 1, act)
            acts[act] += 1
            if act == "exclusion":
                for c in whom:
                    walk.table.states[c] = State.EXCLUDED
    assert acts == {"surplus": 90, "exclusion": 191}


def test_every_table_ends_where_the_rule_ends_with_the_same_elected(contests):
    for name, (head, rows) in contests.items():
        walk = Walk(head, rows)
        for n in range(1, walk.last):
            walk.stand_at(n)
            act, whom = walk.next_act()
            for c in whom if act == "exclusion" else ():
                walk.table.states[c] = State.EXCLUDED
        walk.stand_at(walk.last)
        if not rule.filled(walk.table):
            act, whom = walk.next_act()
            assert act == "exclusion", name
            assert rule.leaves_enough(walk.table, whom if len(whom) > 1 else []), name
        elected = {
            c for c, i in enumerate(walk.ids) if walk.rows[walk.last, i]["status"] == "Elected"
        }
        assert set(walk.table.elected) == elected, name


def test_every_surplus_moved_at_one_value_of_two_places(contests):
    """90 surpluses: all multiples of one value, the largest that fits or that received."""
    cut = capped = 0
    for name, (head, rows) in contests.items():
        walk = Walk(head, rows)
        for n in range(1, walk.last):
            walk.stand_at(n)
            act, whom = walk.next_act()
            if act == "exclusion":
                for c in whom:
                    walk.table.states[c] = State.EXCLUDED
                continue
            surplus, after = walk.table.surplus(whom[0]), walk.totals(n + 1)
            assert after[whom[0]] == walk.table.quota, name
            moved = [a - b for a, b in zip(after, walk.table.votes) if a > b]
            fits = [
                v
                for v in range(1, 101)
                if all(m % v == 0 for m in moved) and sum(moved) <= surplus >= v * (sum(moved) // v)
            ]
            exact = bool(moved) and any(surplus // (sum(moved) // v) == v for v in fits)
            assert fits, (name, n)
            cut, capped = cut + exact, capped + (not exact)
    assert (cut, capped) == (79, 11)


def test_a_surplus_of_first_preferences_takes_all_papers_a_later_one_the_last():
    """49(1), (5): B is elected on C's papers; they alone carry B's surplus on to D."""
    rows = {"BA": 30, "CBD": 12, "A": 28, "DA": 25, "E": 25}
    count = counted("ni-assembly-stv", ballots(rows, "ABCDE"), 3)
    third = count.stages[2]
    assert (third.act, count.candidates[third.of[0]]) == ("surplus", "B")
    assert {(t.to, t.papers, count.text(t.value)) for t in third.transfers} == {(3, 12, "0.91")}
    assert count.text(third.lost) == "0.08"


def test_papers_never_carry_more_than_they_were_worth():
    """49(7): of the last parcel of 12 only 5 go on, at 1.00 each; 6 votes are non-transferable."""
    rows = {"B": 30, "CBD": 5, "CB": 7, "A": 28, "DA": 25, "E": 25}
    third = counted("ni-assembly-stv", ballots(rows, "ABCDE"), 3).stages[2]
    assert [(t.to, t.papers, t.value) for t in third.transfers] == [(3, 5, 100)]
    assert third.non_transferable == 600


def test_one_seat_is_filled_by_a_majority():
    """48(3), 49(11), 52(2): with one vacancy no surplus moves; more than all others is elected."""
    count = counted("ni-assembly-stv", ballots({"A": 6, "BA": 3, "CA": 2}, "ABC"), 1)
    assert count.winners == ("A",)
    assert count.stages[0].elected[0].clause == "rule 52(2)"
