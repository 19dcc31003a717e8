"""Seats by category in counts of every kind: who is passed over, who is kept in, and why."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from hustings.counting.asked import count_asked
from hustings.counting.size_shift import ordered_list
from hustings.counting.terms import count_totals_under, count_under
from hustings.errors import InputError, LotNeeded, NotSupported
from hustings.model.constraints import Guarded, OrderEffect, PaperRange, SeatRange
from hustings.model.count import Count, Terms
from hustings.model.lots import Lot, Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule

STV, BLOCK = find_rule("scottish-stv"), find_rule("block-vote")


def women(at_least: int, *names: str, clause: str = "rule 7") -> SeatRange:
    return SeatRange(name="women", members=frozenset(names), at_least=at_least, clause=clause)


def at_most(most: int, name: str, *names: str, continuing: int = 0) -> SeatRange:
    members = frozenset(names)
    return SeatRange(name=name, members=members, at_most=most, continuing=continuing, clause="s.4")


def notes(count: Count) -> str:
    return "\n".join(note for stage in count.stages for note in stage.notes)


def facts(count: Count) -> dict[str, tuple[str, bool]]:
    return {f.topic: (f.clause, f.assumed) for f in count.facts}


COMMITTEE = Profile.of(
    {("Bob",): 40, ("Cal",): 36, ("Dan",): 20, ("Ann", "Eve"): 9, ("Eve", "Ann"): 8}
)


def test_a_guarded_candidate_outlives_one_with_more_votes() -> None:
    """Three seats, at least one woman: Eve (8) and Ann (9) would both go before Dan (20)."""
    plain = count_under(STV, COMMITTEE, Terms(seats=3))
    assert plain.winners == ("Bob", "Cal", "Dan")
    asked = count_under(STV, COMMITTEE, Terms(seats=3, constraints=(women(1, "Ann", "Eve"),)))
    assert asked.winners == ("Bob", "Cal", "Ann")
    (out,) = [o for s in asked.stages for o in s.excluded if asked.candidates[o.candidate] == "Dan"]
    assert (out.clause, out.why) == ("women >= 1 (rule 7)", "can no longer be elected")
    assert facts(asked)["seats by category"] == ("rule 7", False)
    assert "Voting matters 9" in facts(asked)["constraint engine"][0]
    assert facts(asked)["when the doomed go out"] == ("", True)


def test_the_quota_does_not_elect_who_is_doomed() -> None:
    """Two seats, at most one of the Mill works; Bob and Cal of the Mill both have the quota."""
    papers = Profile.of({("Bob",): 40, ("Cal", "Dan"): 36, ("Dan",): 5, ("Ann",): 9})
    asked = count_under(
        STV, papers, Terms(seats=2, constraints=(at_most(1, "Mill", "Bob", "Cal"),))
    )
    assert asked.winners == ("Bob", "Dan")
    assert "Cal is passed over and cannot be elected: Mill <= 1 (s.4)" in asked.stages[0].notes


def test_continuing_members_count() -> None:
    """The Mill has one of its two seats already: only one more may come from it."""
    papers = Profile.of([{"Bob", "Cal"}] * 5 + [{"Bob"}] * 2 + [{"Dan"}] * 3, kind="choices")
    one = at_most(2, "Mill", "Bob", "Cal", continuing=1)
    asked = count_under(BLOCK, papers, Terms(seats=2, constraints=(one,)))
    assert asked.winners == ("Bob", "Dan")
    assert "Mill <= 2 with 1 continuing (s.4)" in notes(asked)


@pytest.mark.parametrize(
    "name", ["block-vote", "approval", "sntv", "ers97", "meek-prf", "scottish-stv"]
)
def test_every_kind_of_rule_keeps_to_the_range(name: str) -> None:
    """Five men ahead of two women; three seats, two for women."""
    rule = find_rule(name)
    men = {(m,): 50 - 5 * k for k, m in enumerate(["Bob", "Cal", "Dan", "Fox", "Gus"])}
    papers = Profile.of({**men, ("Ann",): 6, ("Eve", "Ann"): 4})
    asked = count_under(rule, papers, Terms(seats=3, constraints=(women(2, "Ann", "Eve"),)))
    assert sorted(asked.winners) == ["Ann", "Bob", "Eve"]
    assert "women >= 2 (rule 7)" in notes(asked)


def test_a_tie_matters_when_one_would_shut_out_the_other() -> None:
    """Bob and Cal of the Mill have 30 each and only one may sit: the lot decides, or count stops.

    Without the maximum both are elected at once and nobody needs a lot.
    """
    papers = Profile.of({("Bob",): 30, ("Cal",): 30, ("Dan",): 5})
    terms = Terms(seats=2, constraints=(at_most(1, "Mill", "Bob", "Cal"),))
    assert count_under(STV, papers, replace(terms, constraints=())).lots == ()
    with pytest.raises(LotNeeded) as caught:
        count_under(STV, papers, terms)
    assert caught.value.tied == ("Bob", "Cal")
    lots = Lots(lots=(Lot(purpose="elect", order=("Cal", "Bob"), stage=1),))
    assert count_under(STV, papers, terms, lots).winners == ("Cal", "Dan")


def test_constraints_nobody_can_meet_are_refused_before_the_count() -> None:
    terms = Terms(seats=3, constraints=(women(2, "Ann", "Eve"), at_most(1, "hill", "Ann", "Eve")))
    with pytest.raises(InputError) as caught:
        count_under(STV, COMMITTEE, terms)
    said = str(caught.value.problems[0])
    assert "women >= 2 (rule 7) and hill <= 1 (s.4)" in said


def test_every_fault_of_the_terms_is_named_at_once() -> None:
    bad = Terms(
        seats=0,
        withdrawn=("Anne",),
        constraints=(women(2, "Eva", clause=""), SeatRange(name="x", members=frozenset())),
        options=(("constraints", "magic"),),
    )
    with pytest.raises(InputError) as caught:
        count_under(STV, COMMITTEE, bad)
    codes = [p.code for p in caught.value.problems]
    assert codes == [
        "unknown-candidate",
        "bad-seats",
        "unknown-member",
        "no-range",
        "unknown-engine",
    ]
    assert "Did you mean Eve?" in caught.value.problems[2].next_step


# other engines, named because they give other winners


def test_size_shift_takes_who_would_have_come_in() -> None:
    """Liberal Democrats: at four seats Ann comes in; at two Dan goes out."""
    terms = Terms(
        seats=3,
        constraints=(women(1, "Ann", "Eve"),),
        options=(("constraints", "size-shift"),),
    )
    asked = count_under(STV, COMMITTEE, terms)
    assert asked.winners == ("Bob", "Cal", "Ann")
    last = asked.stages[-1]
    assert [asked.candidates[o.candidate] for o in last.elected] == ["Ann"]
    assert [asked.candidates[o.candidate] for o in last.excluded] == ["Dan"]
    assert asked.exhibits[-1].rows[0] == ("2", "Bob, Cal")
    assert "rosenstiel" in facts(asked)["constraint engine"][0]


def test_size_shift_and_guard_and_doom_part_ways() -> None:
    """Guard-doom sends Dan's papers on to Eve before the women are told apart."""
    papers = Profile.of({("Bob",): 40, ("Cal",): 36, ("Dan", "Eve"): 20, ("Ann",): 10, ("Eve",): 9})
    guard = Terms(seats=3, constraints=(women(1, "Ann", "Eve"),))
    shift = replace(guard, options=(("constraints", "size-shift"),))
    assert count_under(STV, papers, guard).winners == ("Bob", "Cal", "Eve")
    assert count_under(STV, papers, shift).winners == ("Bob", "Cal", "Ann")


def test_a_list_in_order_is_a_series_of_smaller_committees() -> None:
    """Three places: then a count for two, then a run-off between two."""
    found = ordered_list(STV, COMMITTEE, Terms(seats=3))
    assert found.names == ("Bob", "Cal", "Dan")
    assert [c.terms.seats for c in found.counts] == [3, 2, 1]


def test_removing_the_lowest_leaves_a_seat_empty_or_fills_it() -> None:
    """Kubernetes is silent on who follows; Crossplane takes the next highest who fits."""
    papers = Profile.of({("Bob",): 9, ("Cal",): 8, ("Dan",): 7, ("Eve",): 6, ("Fay",): 5})
    mill = at_most(1, "Mill", "Bob", "Dan", "Eve")
    terms = Terms(seats=3, constraints=(mill,), options=(("constraints", "remove-lowest"),))
    approval = find_rule("approval")
    removed = count_under(approval, papers, terms)
    assert removed.winners == ("Bob", "Cal")
    assert removed.vacant == 1
    terms = replace(terms, options=(("constraints", "replace-lowest"),))
    replaced = count_under(approval, papers, terms)
    assert replaced.winners == ("Bob", "Cal", "Fay")
    assert "Eve is passed over: Mill <= 1 (s.4)" in notes(replaced)
    with pytest.raises(NotSupported, match="maxima only"):
        count_under(approval, papers, replace(terms, constraints=(women(1, "Eve"),)))


def test_block_vote_papers_keep_their_votes_when_more_are_looked_at() -> None:
    """A paper with three marks for two seats is void, also when the third place is asked for."""
    ballots = [{"Ann", "Bob"}] * 3 + [{"Ann"}] * 2 + [{"Cal", "Dan", "Eve"}] * 9 + [{"Cal"}] * 2
    papers = Profile.of(ballots, kind="choices")
    mill = at_most(1, "Mill", "Ann", "Bob")
    options = (("constraints", "replace-lowest"),)
    asked = count_under(BLOCK, papers, Terms(seats=2, constraints=(mill,), options=options))
    assert asked.winners == ("Ann", "Cal")
    assert asked.valid == 7


# papers, guarded seats, order, withdrawal


def test_a_paper_must_mark_enough_of_both() -> None:
    """Labour's shadow cabinet 2010 in small: at least one woman and one man, else not valid."""
    ballots = [{"Ann", "Bob"}] * 4 + [{"Bob", "Cal"}] * 3 + [{"Ann", "Eve"}] * 2
    papers = Profile.of(ballots, kind="choices")
    asks = (
        PaperRange(name="women", members=frozenset(["Ann", "Eve"]), at_least=1, clause="s.o. 5"),
        PaperRange(name="men", members=frozenset(["Bob", "Cal"]), at_least=1, clause="s.o. 5"),
    )
    asked = count_under(BLOCK, papers, Terms(seats=2, constraints=asks))
    assert (asked.papers, asked.valid) == (9, 4)
    assert asked.marks == (
        ("does not mark women >= 1: not valid", 3, "s.o. 5"),
        ("does not mark men >= 1: not valid", 2, "s.o. 5"),
    )
    assert asked.data_sha256 == papers.digest


def test_a_guarded_seat_is_filled_before_papers_are_sorted() -> None:
    """Three seats, Ann's guarded: two are left, the quota is over two, her papers pass on."""
    papers = Profile.of({("Ann", "Dan"): 30, ("Bob",): 20, ("Cal",): 25, ("Ann",): 3})
    guarded = Guarded(name="women's seat", members=("Ann",), clause="rule 13")
    asked = count_under(STV, papers, Terms(seats=3, constraints=(guarded,)))
    assert asked.winners == ("Ann", "Dan", "Cal")
    assert asked.text(asked.quota or 0) == "27.00000"  # 78 valid over 2 + 1, plus one
    first = asked.stages[0]
    assert (asked.candidates[first.elected[0].candidate], first.elected[0].clause) == (
        "Ann",
        "rule 13",
    )
    assert asked.text(first.non_transferable) == "3.00000"
    assert facts(asked)["guarded candidates' papers"] == ("", True)


def test_a_guarded_member_fills_her_category() -> None:
    """At least one woman is asked, and Ann's guarded seat gives her."""
    papers = Profile.of({("Ann",): 3, ("Bob",): 20, ("Cal",): 25, ("Eve",): 1})
    asks = (women(1, "Ann", "Eve"), Guarded(name="guarded", members=("Ann",), clause="r"))
    assert count_under(STV, papers, Terms(seats=3, constraints=asks)).winners[1:] == ("Cal", "Bob")


DEPUTY = OrderEffect(
    name="officers", titles=("deputy", "vice", "vice", "vice"), clause="supplementary rule 6"
)


def test_the_first_is_deputy_and_the_next_are_vice() -> None:
    """PCS: one ballot of four votes; most votes deputy, the next three vice-presidents.

    Dan and Eve are equal third and fourth: both are vice-presidents and no lot is needed.
    """
    papers = Profile.of({("Ann",): 9, ("Bob",): 8, ("Dan",): 7, ("Eve",): 7, ("Fay",): 2})
    asked = count_under(BLOCK, papers, Terms(seats=4, constraints=(DEPUTY,)))
    assert [title for _, title in asked.titles] == ["deputy", "vice", "vice", "vice"]
    assert asked.lots == ()
    assert facts(asked)["order of election"] == ("supplementary rule 6", False)


def test_a_tie_for_the_better_title_needs_a_lot() -> None:
    """Ann and Bob are equal first: one is deputy, so a lot is drawn although both are elected."""
    papers = Profile.of({("Ann",): 9, ("Bob",): 9, ("Dan",): 7, ("Eve",): 6, ("Fay",): 2})
    terms = Terms(seats=4, constraints=(DEPUTY,))
    with pytest.raises(LotNeeded) as caught:
        count_under(BLOCK, papers, terms)
    assert caught.value.tied == ("Ann", "Bob")
    lots = Lots(lots=(Lot(purpose="elect", order=("Bob", "Ann"), stage=1),))
    asked = count_under(BLOCK, papers, terms, lots)
    assert asked.winners[0] == "Bob"
    assert asked.titles[0] == (asked.candidates.index("Bob"), "deputy")


def test_term_lengths_by_order_of_election_under_stv() -> None:
    """As NixOS 2024: the first four of seven sit two years. Here one of two; they tie at quota."""
    papers = Profile.of({("Ann",): 30, ("Bob",): 30, ("Cal",): 5})
    terms = Terms(seats=2, constraints=(OrderEffect(name="terms", titles=("two", "one")),))
    with pytest.raises(LotNeeded):
        count_under(STV, papers, terms)
    same = Terms(seats=2, constraints=(OrderEffect(name="terms", titles=("two", "two")),))
    assert [t for _, t in count_under(STV, papers, same).titles] == ["two", "two"]


@pytest.mark.parametrize("name", ["ers97", "meek-prf", "minneapolis-stv", "sntv", "scottish-stv"])
def test_under_every_rule_a_title_is_not_given_by_the_alphabet(name: str) -> None:
    """Ann and Bob are equal all along and elected together; the lot says who is chair."""
    papers = Profile.of({("Ann",): 30, ("Bob",): 30, ("Cal",): 5})
    terms = Terms(seats=2, constraints=(OrderEffect(name="o", titles=("chair", "deputy")),))
    with pytest.raises(LotNeeded) as caught:
        count_under(find_rule(name), papers, terms)
    tie = caught.value
    assert tie.tied == ("Ann", "Bob")
    lot = Lot(purpose=tie.purpose, order=("Bob", "Ann"), stage=tie.stage)  # type: ignore[arg-type]
    asked = count_under(find_rule(name), papers, terms, Lots(lots=(lot,)))
    assert asked.winners == ("Bob", "Ann")
    assert asked.titles[0] == (asked.candidates.index("Bob"), "chair")
    assert asked.lots == (lot,)


def test_withdrawal_before_papers_go_out_leaves_no_trace_on_them() -> None:
    """Ann's own three papers name nobody else: not valid. After issue they are, and stay put."""
    papers = Profile.of({("Ann",): 3, ("Ann", "Bob"): 10, ("Bob",): 8, ("Cal",): 9})
    before = count_under(STV, papers, Terms(seats=1, withdrawn=("Ann",)))
    assert (before.papers, before.valid) == (30, 27)
    assert before.stages[0].non_transferable == 0
    assert (
        "of these, only for who withdrew before papers went out: not valid",
        3,
        "",
    ) in before.marks
    after = count_under(STV, papers, Terms(seats=1, after_issue=("Ann",)))
    assert (after.papers, after.valid) == (30, 30)
    assert after.text(after.stages[0].non_transferable) == "3.00000"
    assert facts(after)["withdrawn after papers went out"] == ("", True)
    assert "Ann is withdrawn" in notes(after)


def test_fewer_candidates_than_seats_leaves_seats_vacant_and_says_so() -> None:
    papers = Profile.of({("Ann",): 3, ("Bob",): 2})
    asked = count_under(STV, papers, Terms(seats=4))
    assert (set(asked.winners), asked.vacant) == ({"Ann", "Bob"}, 2)
    assert "2 seats left vacant: no more candidates stand" in notes(asked)


def test_a_table_of_totals_keeps_to_the_range_too() -> None:
    """A newspaper's table: nine seats in small, two of three for women; papers are not known."""
    votes = {"Bob": 90, "Cal": 80, "Dan": 70, "Ann": 60, "Eve": 50}
    terms = Terms(seats=3, constraints=(women(2, "Ann", "Eve"), DEPUTY))
    asked = count_totals_under(votes, terms)
    assert asked.winners == ("Bob", "Ann", "Eve")
    assert "Cal is passed over and cannot be elected: women >= 2 (rule 7)" in notes(asked)
    assert [title for _, title in asked.titles] == ["deputy", "vice", "vice"]
    paper = PaperRange(name="women", members=frozenset(["Ann"]), at_least=1)
    with pytest.raises(InputError) as caught:
        count_totals_under(votes, Terms(seats=3, constraints=(paper,)))
    assert [p.code for p in caught.value.problems] == ["papers-needed"]


def test_the_solver_is_loaded_only_when_a_range_is_asked() -> None:
    """A count without a seat range needs no SciPy."""
    code = (
        "import sys\n"
        "from hustings.counting.terms import count_under\n"
        "from hustings.model.count import Terms\n"
        "from hustings.model.profile import Profile\n"
        "from hustings.rules import find_rule\n"
        "papers = Profile.of({('Ann',): 3, ('Bob',): 2})\n"
        "count_under(find_rule('scottish-stv'), papers, Terms(seats=1, after_issue=('Bob',)))\n"
        "print([m for m in ('scipy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_plain_count_is_left_as_it_is() -> None:
    """Nothing asked: the very count of the door, but for what the terms say."""
    plain = count_asked(STV, COMMITTEE, Terms(seats=3))
    assert count_under(STV, COMMITTEE, Terms(seats=3)) == plain
