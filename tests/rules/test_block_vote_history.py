"""Every block vote we have the totals of, counted again: the elected are those who were elected.

Where a record and its own totals disagree, the case stands in a list here with its reason; no other
difference is let through. `docs/rules/block-vote.md` gives the same figures.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from hustings.errors import InputError, LotNeeded
from hustings.model.count import Terms
from hustings.model.profile import Profile
from hustings.rules import find_rule
from hustings.rules.play import count_exact
from hustings.rules.totals import count_totals
from hustings.store import open_record

Find = Callable[[str], Path]

LONDON = {
    "lon2022-sutton-sutton-west-east-cheam": "the elected flag is on the wrong row (1,331 votes "
    "flagged, 1,572 not)",
    "lon2022-tower-hamlets-blackwall-cubitt-town": "two flags for three seats: one is missing",
}
"""London wards whose flags are not those of the top candidates, with the reason."""

ST_HELENS_2026 = (
    "billinge-seneley-green blackbrook bold-lea-green eccleston haydock moss-bank "
    "newton-le-willows-east newton-le-willows-west parr peasley-cross-fingerpost rainford rainhill "
    "sutton-north-west sutton-south-east thatto-heath west-park windle"
).split()
ENGLISH = {
    f"st-helens-{ward}-2026-05-07": "the source flags nobody as elected" for ward in ST_HELENS_2026
}
"""English wards whose flags are not those of the top candidates, with the reason."""

TIES = {"burnley-rosegrove-with-lowerhouse-2007-05-03": "Paul Reynolds (ELECTED)"}
"""Wards settled by the returning officer's lot, and on whom it fell."""

LABOUR = {
    "nec-clp-1998": "the votes of one of the six elected are not known",
    "nec-clp-2000": "at least three of the six elected were women: no plain count",
    "nec-clp-2001": "the votes of one of the six elected are not known",
    "nec-clp-2002": "the votes of one who lost are all that is known",
    "nec-clp-2004": "the votes of one of the three elected that are named are not known",
    "nec-clp-2008": "nobody's votes are known but those of the six elected",
}
"""Labour block votes that cannot be counted again, with the reason."""


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def wards(find: Find, folder: str, name: str) -> Iterable[tuple[dict[str, str], dict, set[str]]]:
    """Each contest of a folder with its votes and whom it flags as elected."""
    rows = defaultdict(list)
    for row in table(find(f"{folder}/candidates.csv")):
        rows[row["contest_id"]].append(row)
    for contest in table(find(f"{folder}/contests.csv")):
        votes, flagged = {}, set()
        for place, row in enumerate(rows[contest["contest_id"]]):
            who = f"{row[name]} #{place}"
            votes[who] = int(row["votes"])
            if row["elected"] == "1":
                flagged.add(who)
        yield contest, votes, flagged


def again(votes: Mapping[str, int], seats: int) -> set[str]:
    return set(count_totals(votes, Terms(seats=seats)).winners)


def differing(found: Iterable[tuple[str, int, dict, set[str]]]) -> tuple[set[str], Counter]:
    """The contests a count elects others in than flagged, and how many agree, by kind."""
    wrong, equal = set(), Counter()
    for contest_id, seats, votes, flagged in found:
        try:
            elected = again(votes, seats)
        except LotNeeded:
            if contest_id not in TIES:
                raise
            continue
        if elected == flagged:
            equal["several seats" if seats > 1 else "one seat"] += 1
        else:
            wrong.add(contest_id)
    return wrong, equal


def test_london_wards_of_2022_and_2026(shared: Find) -> None:
    """416 wards, most with two or three seats; two records whose flags are wrong."""
    found = [
        (c["contest_id"], int(c["seats"]), votes, flagged)
        for c, votes, flagged in wards(shared, "london_block_vote", "surname")
    ]
    wrong, equal = differing(found)
    assert wrong == set(LONDON)
    assert equal == {"several seats": 408, "one seat": 6}


def test_london_totals_that_no_papers_could_hold_are_refused(shared: Find) -> None:
    """A ward with more votes than seats times ballots has a typing error in the form."""
    refused = set()
    marked = set()
    for contest, votes, _ in wards(shared, "london_block_vote", "surname"):
        papers, seats = int(contest["valid_ballots"] or 0), int(contest["seats"])
        if not papers:
            continue
        if "votes>seats*ballots" in contest["quirks"]:
            marked.add((contest["contest_id"], "more-votes-than-papers"))
        try:
            count = count_totals(votes, Terms(seats=seats), valid=papers)
        except InputError as fault:
            refused.add((contest["contest_id"], fault.problems[0].code))
            continue
        stage = count.stages[0]
        assert sum(stage.votes) + stage.non_transferable == papers * seats
    assert refused == marked


def test_english_wards(shared: Find) -> None:
    """681 wards of all-out years and thirds; a lot at Burnley, no flags at St Helens in 2026."""
    found = [
        (c["contest_id"], int(c["seats"]), votes, flagged)
        for c, votes, flagged in wards(shared, "english_block_vote", "name")
    ]
    wrong, equal = differing(found)
    assert wrong == set(ENGLISH)
    assert equal == {"several seats": 94, "one seat": 569}


def test_the_lot_at_burnley(shared: Find) -> None:
    """Two candidates level for one seat: a count asks for the lot that was drawn in 2007."""
    for contest, votes, flagged in wards(shared, "english_block_vote", "name"):
        if contest["contest_id"] in TIES:
            with pytest.raises(LotNeeded) as tie:
                again(votes, 1)
            assert len(tie.value.tied) == 2
            assert tie.value.places == 1
            assert flagged < set(tie.value.tied)
            assert next(iter(flagged)).startswith(TIES[contest["contest_id"]])
            return
    pytest.fail("the ward is not in the data")


def test_new_hampshire_house_2012(shared: Find) -> None:
    """52 districts of one to four seats, towns added up; all elect whom they elected."""
    votes: dict[str, Counter] = defaultdict(Counter)
    seats, won = {}, defaultdict(set)
    for row in table(shared("us_state_house_block_vote/nh_house_2012_by_town.csv")):
        who = f"{row['candidate']} ({row['party']})"
        votes[row["contest_id"]][who] += int(row["votes"] or 0)
        seats[row["contest_id"]] = int(row["seats"])
        if row["winner"] == "True":
            won[row["contest_id"]].add(who)
    assert len(votes) == 52
    for contest_id, totals in votes.items():
        assert again(dict(totals), seats[contest_id]) == won[contest_id], contest_id


def test_officers_of_a_student_union(shared: Find) -> None:
    """RMIT 2018 and 2019: contests for one office, one of them held by a pair; with the unopposed
    and the seven representatives they give each team the seats the union published."""
    contested = 0
    for year in (2018, 2019):
        path = shared(f"society_slates/rmit_student_union_{year}.json")
        union = json.loads(path.read_text(encoding="utf-8"))
        seats: Counter = Counter()
        for office in union["officers"]:
            persons = {c["team"]: len(c["names"]) for c in office["candidates"]}
            votes = {c["team"]: c.get("votes") for c in office["candidates"]}
            if None in votes.values():
                (winner,) = votes
            else:
                (winner,) = again(votes, 1)
                contested += 1
            seats[winner] += persons[winner]
        # the general representatives are counted proportionally: taken as published
        seats.update(r["team"] for r in union["generalReps"] if r["elected"] != "No")
        published = {t["team"]: t["count"] for t in union["overallCount"] if t["count"]}
        assert dict(seats) == published, year
    assert contested == 33


def test_council_of_states_zug_2015(shared: Find) -> None:
    """Two seats, eleven municipalities added up; blank lines of a paper are its unused votes."""
    rows = table(shared("swiss_multi_seat/zg_staenderat_2015.csv"))
    votes: Counter = Counter()
    papers, blank = {}, {}
    for row in rows:
        votes[row["candidate_family_name"]] += int(row["candidate_votes"])
        papers[row["entity_id"]] = int(row["entity_accounted_ballots"])
        blank[row["entity_id"]] = int(row["entity_blank_votes"])
    count = count_totals(dict(votes), Terms(seats=2), valid=sum(papers.values()))
    elected = {r["candidate_family_name"] for r in rows if r["candidate_elected"] == "True"}
    assert set(count.winners) == elected == {"Hegglin", "Eder"}
    assert count.stages[0].non_transferable == sum(blank.values())
    # Zug also asks for an absolute majority at the first round; both had it
    assert all(votes[name] >= int(rows[0]["election_absolute_majority"]) for name in elected)


def test_labour_nec_members_section(shared: Find) -> None:
    """The record beside the checkout, and the bundled one: every contest where the votes of all
    winners and of at least one who lost are known, but for one with a quota for women."""
    counted, left = set(), set()
    rows = defaultdict(list)
    for row in table(shared("labour-nec/candidates.csv")):
        rows[row["contest_id"]].append(row)
    for contest in table(shared("labour-nec/contests.csv")):
        contest_id = contest["contest_id"]
        known = [r for r in rows[contest_id] if r["votes"]]
        won = [r for r in rows[contest_id] if r["elected"] == "yes"]
        if contest["rule"] != "plurality-at-large":
            continue
        enough = all(r["votes"] for r in won) and len(known) > len(won)
        if not enough or contest["gender_rule"]:
            left.add(contest_id)
            continue
        votes = {r["candidate_id"]: int(r["votes"]) for r in known}
        elected = {r["candidate_id"] for r in won}
        assert again(votes, int(contest["seats"])) == elected, contest_id
        counted.add(contest_id)
    assert len(counted) == 9
    assert left == set(LABOUR)
    record = open_record("labour-nec")
    for contest_id in counted:
        results = [r for r in record.results if r.contest_id == contest_id]
        votes = {r.candidate_id: r.votes for r in results if r.votes is not None}
        elected = {r.candidate_id for r in results if r.elected}
        assert again(votes, record.contest(contest_id).seats) == elected, contest_id


def yuma_papers(rows: list[dict[str, str]], contest: str) -> tuple[list[str], list[list[str]]]:
    """The names a contest's papers can bear, and what each paper that has the contest bears."""
    columns = [name for name in rows[0] if name.startswith(contest)]
    papers = [[row[c] for c in columns] for row in rows if row[columns[0]]]
    names = {cell for paper in papers for cell in paper}
    return sorted(names - {"", "undervote", "overvote", "Write-in"}), papers


def test_cast_vote_records_of_yuma(shared: Find) -> None:
    """5,000 records of Arizona 2020: no official total is of just these, so sums are checked."""
    rows = table(shared("cvr_block_vote/yuma_az_2020.csv"))
    names, papers = yuma_papers(rows, "Corporation Commissioner")
    marks = Counter(cell for paper in papers for cell in paper)
    ballots: Counter = Counter()
    for paper in papers:
        ballots[tuple(sorted(set(paper) & set(names)))] += 1
    profile = Profile.of(dict(ballots), names, "choices")
    count = count_exact(find_rule("block-vote"), profile, Terms(seats=3))
    stage = count.stages[0]
    assert dict(zip(names, stage.votes)) == {name: marks[name] for name in names}
    assert count.papers == 5_000
    assert count.valid == 5_000 - ballots[()]
    assert sum(stage.votes) + stage.non_transferable == 3 * count.valid


def test_cast_vote_records_of_byers(shared: Find) -> None:
    """121 papers for four school board seats, up to four marks: 443 votes on a 0/1 matrix."""
    with shared("cvr_block_vote/byers_sd32j_2015_adams.csv").open(newline="") as file:
        names, *matrix = csv.reader(file)
    rows = [[k for k, cell in enumerate(row, 1) if cell == "1"] for row in matrix]
    profile = Profile.from_rows(names, rows, kind="choices")
    count = count_exact(find_rule("block-vote"), profile, Terms(seats=4))
    columns = [sum(int(row[k]) for row in matrix) for k in range(len(names))]
    assert list(count.stages[0].votes) == columns
    assert sum(columns) == 94 * 4 + 11 * 3 + 4 * 2 + 12
    assert count.valid == 121
    assert set(count.winners) == {names[k] for k in sorted(range(8), key=lambda k: -columns[k])[:4]}


def test_boulder_county_precincts_add_up(shared: Find) -> None:
    """Eight contests of 2011 to 2015; the source names no winners, so they are only counted."""
    votes: dict[tuple[str, str], Counter] = defaultdict(Counter)
    cast: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    seats = {}
    path = shared("us_precinct_at_large/boulder_county_at_large_by_precinct.csv")
    for row in table(path):
        contest = (row["year"], row["contest"].upper())
        votes[contest][row["candidate"]] += int(row["votes"])
        cast[contest][row["precinct_id"]] = int(row["ballots_cast"])
        seats[contest] = int(row["seats_note"] or 0)
    assert len(votes) == 8
    for contest, totals in votes.items():
        if seats[contest]:
            count = count_totals(
                totals, Terms(seats=seats[contest]), valid=sum(cast[contest].values())
            )
            assert sum(count.stages[0].votes) == sum(totals.values())
            assert len(count.winners) == seats[contest]
