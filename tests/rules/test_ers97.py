"""ERS97 against its own model election and a published count; stories of its paragraphs."""

from __future__ import annotations

import pytest
from real_papers import ballots, counted, generated, preflib, settled

from hustings.model.lots import Lots
from hustings.model.profile import Profile

MODEL = """35 SC|3 SWV|11 SWP|5 SWB|6 SWA|20 SGC|7 SGV|4 SGF|8 SD|4 SA|1 SMDB|1 SMV|18 SF|11 S|81 C
23 WSC|2 WSCB|1 WSCA|1 WS|3 GSWB|1 GA|11 GDP|3 GC|5 GCF|1 GW|105 D|91 P|64 B|5 A|42 AV|12 AB|55 V
2 MD|5 MA|14 MV|2 MSF|90 F"""
"""Papers that make the model election of the booklet (section 8), rebuilt by Lee Yingtong Li, 2021.

Smith, Carpenter, Wright, Glazier, Duke, Prince, Baron, Abbot, Vicar, Monk, Freeman.
"""


@pytest.fixture(scope="module")
def model():
    pairs = [cell.split() for line in MODEL.splitlines() for cell in line.split("|")]
    return counted("ers97", ballots({order: int(n) for n, order in pairs}, "SCWGDPBAVMF"), 6)


def votes(count, stage):
    """What each holds at a stage, by letter, as printed."""
    return dict(zip(count.candidates, map(count.text, count.stages[stage - 1].votes)))


def test_the_model_election_begins_as_the_booklet_prints_it(model):
    """8.1: 753 valid papers, six places, 753/7 = 107.57142, quota 107.58; Smith elected on 134."""
    assert (model.valid, model.text(model.stages[0].quota)) == (753, "107.58")
    assert [int(float(v)) for v in votes(model, 1).values()] == [
        *(134, 81, 27, 24, 105, 91, 64, 59, 55, 23, 90)
    ]
    assert [model.candidates[o.candidate] for o in model.stages[0].elected] == ["S"]


def test_the_model_surplus_is_shared_as_the_booklet_prints_it(model):
    """8.2: 26.42 over 123 transferable papers is 0.21 each; the difference of 0.59 is lost."""
    second = model.stages[1]
    assert (second.act, second.of) == ("surplus", (0,))
    assert {model.text(t.value) for t in second.transfers} == {"0.21"}
    assert sum(t.papers for t in second.transfers) == 123
    assert model.text(second.lost) == "0.59"
    assert votes(model, 2)["S"] == "107.58"


def test_the_model_exclusion_takes_two_together_in_batches(model):
    """Stage 4: 107 papers of Glazier and Wright; to Abbot one at 1.00 and six at 0.21."""
    fourth = model.stages[3]
    assert [model.candidates[c] for c in fourth.of] == ["G", "W"]
    abbot = sorted((model.text(t.value), t.papers) for t in fourth.transfers if t.to == 7)
    assert abbot == [("0.21", 6), ("1.00", 1)]
    assert sum(t.papers for t in fourth.transfers) == 107


def test_the_model_vote_required_falls_and_ends_the_count(model):
    """Prince is elected below the quota, and the last two while Abbot's papers are in hand."""
    assert model.winners == ("S", "D", "C", "P", "V", "F")
    prince = model.stages[4].elected[0]
    assert (prince.clause, votes(model, 5)["P"]) == ("5.3.13", "104.31")
    assert [o.clause for o in model.stages[5].excluded] == ["5.2.5", "5.5.2"]


def test_a_published_count_of_a_students_union():
    """University College London union, 19 March 2021: 25 papers, two places, ERS97.

    Published: quota 8.34; A 5 and B 20; after B's surplus of 11.66 A has 16.56, 0.10 is lost; the
    vote required falls from 8.34 to 8.33 and then 8.28. 17 papers at 0.68 make that transfer.
    """
    count = counted("ers97", ballots({"A": 5, "BA": 17, "B": 3}, "ABR"), 2)
    assert [count.text(v) for v in count.stages[0].votes] == ["5.00", "20.00", "0.00"]
    assert [count.text(v) for v in count.stages[1].votes] == ["16.56", "8.34", "0.00"]
    assert count.text(count.stages[1].lost) == "0.10"
    assert count.stages[0].notes == ("total active vote 16.66, required 8.33",)
    assert count.stages[1].elected[0].why == "the vote required, 8.28"


def test_a_published_count_that_turns_on_the_earliest_difference():
    """The same union and day, a society's president: 19 papers, one place.

    Published: quota 9.50; 6, 8, 5 and none for re-opening; the last two go out together, 8 and 8
    with 3 exhausted; the quota falls to 8.00; both have it, and the first stage settles it (5.6.2).
    """
    count = counted("ers97", ballots({"A": 6, "B": 8, "CA": 2, "C": 3}, "ABCR"), 1)
    first, second = count.stages
    assert (count.text(first.quota), count.text(second.quota)) == ("9.50", "8.00")
    assert set(second.of) == {2, 3}
    assert [count.text(v) for v in second.votes] == ["8.00", "8.00", "0.00", "0.00"]
    assert count.text(second.non_transferable) == "3.00"
    assert count.winners == ("B",)


def test_the_quota_falls_until_somebody_is_elected():
    """5.4.8: C's four papers go nowhere, so 24 of 28 papers remain and the quota is 8, not 9.34."""
    count = counted("ers97", ballots({"A": 9, "B": 8, "D": 7, "C": 4}, "ABCD"), 2)
    assert [count.text(s.quota) for s in count.stages] == ["9.34", "8.00"]
    assert count.winners == ("A", "B")


def test_a_surplus_waits_while_it_can_change_nothing():
    """5.2.2: A's surplus of 1.66 is less than the gap of 4 between D and C, so D goes out first."""
    rows = {"AB": 23, "B": 20, "C": 12, "DB": 8}
    count = counted("ers97", ballots(rows, "ABCD"), 2)
    assert [(s.act, s.of) for s in count.stages] == [("first preferences", ()), ("exclusion", (3,))]
    assert count.winners == ("A", "B")


def test_equal_for_the_last_places_none_is_elected_at_that_stage():
    """5.6.2: three have the quota of 10.00, two places are left, no point tells them apart.

    None is elected by 5.1.7; the lot that would exclude C elects the others (5.5.1).
    """
    lots = Lots(standing=("B", "A", "C"))
    count = counted("ers97", ballots({"A": 10, "B": 10, "C": 10}, "ABC"), 2, lots)
    assert {o.clause for o in count.stages[0].elected} == {"5.5.1"}
    assert set(count.winners) == {"A", "B"}


def test_a_last_batch_alone_makes_a_later_surplus():
    """5.3.2: B is elected on C's papers, and only they are looked at when B's surplus moves."""
    rows = {"BA": 29, "CBD": 12, "A": 28, "DA": 25, "E": 26}
    count = counted("ers97", ballots(rows, "ABCDE"), 3)
    third = count.stages[2]
    assert (third.act, count.candidates[third.of[0]]) == ("surplus", "B")
    assert [(t.to, t.papers, count.text(t.value)) for t in third.transfers] == [(3, 12, "0.91")]


def test_every_society_election_is_counted(shared):
    """Thirty-three real elections of British societies (PrefLib 00007), three seats or half."""
    papers = preflib(shared("preflib_ranked/preflib_ranked.zip"), "00007")
    for name, profile in papers.items():
        seats = max(1, min(3, len(profile.candidates) // 2))
        count = counted("ers97", profile, seats, Lots(seed="every society"))
        assert len(set(count.elected)) == seats, name


def test_generated_contests_fill_their_seats():
    """The table asserts at each stage that no vote was made or lost."""
    for seed in range(60):
        count = settled("ers97", Profile.of(generated(seed, 7, 90), tuple("ABCDEFG")), 3)
        assert count is None or len(set(count.elected)) == 3
