"""Each statement of a check, met and not met, in small stories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hustings.auditing.check import check
from hustings.auditing.check_result import Checked
from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import figure


def stated(text: str, line: int = 0) -> Stated:
    found = figure(text)
    assert found is not None
    return Stated(found, line)


def standing(said: str) -> Standing:
    """`Ann 812 40.1% * =1 Forward`: votes, share, elected, place, slate; `-` for no votes."""
    name, votes, *rest = said.split()
    marks = {word[0]: word for word in rest}
    share = next((w.removesuffix("%") for w in rest if w.endswith("%")), "")
    place = marks["="][1:] if "=" in marks else ""
    slate = next((w for w in rest if w[0].isalpha()), "")
    return Standing(
        name=name.replace("_", " "),
        votes=None if votes == "-" else stated(votes),
        share=stated(share) if share else None,
        elected=("*" in marks) if "!" not in marks else None,
        place=int(place) if place else None,
        slate=slate,
    )


def result(
    *people: str, rule: str = "", seats: int = 0, constraint: str = "", **figures: str
) -> Declared:
    return Declared(
        title="A club",
        file="club.txt",
        candidates=tuple(standing(p) for p in people),
        rule=rule,
        seats=stated(str(seats)) if seats else None,
        constraint=constraint,
        figures={name: stated(text, k + 1) for k, (name, text) in enumerate(figures.items())},
    )


def fails(checked: Checked) -> dict[str, str]:
    return {v.code: v.difference for v in checked.failures}


def open_codes(checked: Checked) -> set[str]:
    return {v.code for v in checked.verdicts if v.level == "?"}


def test_the_scrutineers_report_of_2008() -> None:
    """UCU, disabled members' seat: both sides, the difference and the lines are said."""
    found = check(
        result(issued="116,792", returned="10,877", invalid="1,244", valid="10,367", rule="stv")
    )
    failure = found.failures[0]
    assert failure.shown == "valid 10,367 ≠ returned 10,877 − invalid 1,244 = 9,633"
    assert (failure.difference, failure.lines) == ("+734", (2, 3, 4))
    assert fails(found) == {"valid": "+734"}
    assert not found.hint, "either of three figures could be wrong"
    assert str(found).startswith("does not add up: valid 10,367")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"issued": "100", "returned": "101"}, {"returned-issued": "+1"}),
        ({"issued": "100", "valid": "98", "invalid": "3"}, {"returned-issued": "+1"}),
        ({"returned": "100", "valid": "101"}, {"valid": "+1"}),
        ({"returned": "100", "invalid": "101"}, {"valid": "+1"}),
        ({"returned": "100", "invalid": "-2", "valid": "102"}, {"whole": "−2"}),
        ({"valid": "12.5"}, {"whole": ""}),
        ({"issued": "400", "returned": "100", "turnout": "25.0"}, {}),
        ({"issued": "300", "returned": "101", "valid": "100", "turnout": "33.3"}, {}),
        (
            {"issued": "300", "returned": "101", "valid": "100", "turnout": "33.4"},
            {"turnout": "+0.1"},
        ),
        ({"issued": "300", "valid": "100", "turnout": "33.4"}, {}),
        ({"issued": "300", "valid": "100", "turnout": "33.2"}, {"turnout": "−0.1"}),
        ({"issued": "300", "returned": "100", "turnout": "33.4"}, {"turnout": "+0.1"}),
    ],
)
def test_the_paper_account(figures: dict[str, str], expected: dict[str, str]) -> None:
    """Where returned or valid papers are not stated, a turnout can be wrong on one side only."""
    assert fails(check(result(**figures))) == expected


def test_reasons_make_up_the_invalid_papers() -> None:
    reasons = (("blank", stated("3")), ("rejected in part", stated("9")), ("signed", stated("1")))
    base = result(invalid="5")
    found = check(
        Declared(title="A", file="", candidates=(), figures=base.figures, rejected=reasons)
    )
    assert fails(found) == {"rejected": "+1"}


def test_a_gap_that_unread_figures_explain_is_open() -> None:
    """12 late and 3 duplicate papers nobody understood: 500 less 10 and 15 is 475."""
    base = result(returned="500", invalid="10", valid="475")
    late = ((4, "Returned late 12"), (5, "Duplicates: 3"))
    found = check(Declared(title="A", file="", candidates=(), figures=base.figures, unread=late))
    assert not found.failures
    said = next(v.said for v in found.verdicts if v.code == "valid")
    assert "12 (line 4) and 3 (line 5) would explain that" in said
    other = (("late", stated("12")), ("duplicate", stated("3")))
    known = check(Declared(title="A", file="", candidates=(), figures=base.figures, rejected=other))
    assert "valid" not in fails(known)
    plain = ((4, "Ballot of 2025"),)
    assert fails(
        check(Declared(title="A", file="", candidates=(), figures=base.figures, unread=plain))
    ) == {"valid": "−15"}


def test_one_vote_a_paper() -> None:
    """First past the post: votes are the valid papers; without the rule nothing can fail."""
    people = ("Ann 60 *", "Bea 39")
    assert fails(check(result(*people, rule="sntv", seats=1, valid="100"))) == {"votes-valid": "+1"}
    assert fails(check(result(*people, rule="sntv", seats=1, valid="99"))) == {}
    unknown = check(result(*people, seats=1, valid="100"))
    assert not unknown.failures
    assert "votes-valid" in open_codes(unknown)


def test_a_block_vote_is_bounded() -> None:
    """Two votes each: 100 papers bear 200 votes, and nobody more than 100."""
    found = check(result("Ann 99 *", "Bea 98 *", "Cy 4", rule="block-vote", seats=2, valid="100"))
    assert fails(found) == {"votes-valid": "+1"}
    assert "assumed" in found.failures[0].basis
    found = check(result("Ann 101 *", "Bea 90 *", rule="block-vote", seats=2, valid="100"))
    assert fails(found) == {"votes-papers": "+1"}
    few = check(result("Ann 40 *", "Bea 30 *", rule="block-vote", seats=2, valid="100"))
    assert not few.failures
    assert "few-votes" in open_codes(few)


def test_points_have_no_such_bound() -> None:
    """A Borda score is above the papers, and that is no fault."""
    assert not check(result("Ann 301 *", "Bea 290", rule="borda", seats=1, valid="100")).failures


def test_all_votes_and_the_hint() -> None:
    """Valid papers and the votes disagree by 100 with everything: one figure explains it."""
    found = check(
        result(
            "Ann 600 *",
            "Bea 390",
            rule="sntv",
            seats=1,
            returned="1,000",
            invalid="10",
            valid="890",
            votes="990",
        )
    )
    assert fails(found) == {"valid": "−100", "votes-valid": "−100"}
    assert found.hint == "all would add up if valid were 990"


def test_missing_votes_leave_sums_open() -> None:
    found = check(result("Ann 60 *", "Bea -", rule="sntv", seats=1, valid="100", votes="100"))
    assert not found.failures
    assert {"votes-valid", "total-votes"} <= open_codes(found)
    assert fails(check(result("Ann 60 *", "Bea -", rule="sntv", seats=1, votes="50"))) == {
        "total-votes": "−10"
    }


def test_shares_have_one_whole() -> None:
    """Rounded shares of all votes; one that is not; shares of something not stated; cut off."""
    assert not check(result("Ann 60 60.6% *", "Bea 39 39.4%", seats=1)).failures
    assert fails(check(result("Ann 60 60.6%", "Bea 39 39.4%", "Cy 20 30.2%"))) == {"shares": "+10"}
    found = check(result("Ann 60 30.0%", "Bea 39 19.5%"))
    assert not found.failures
    assert "shares" in open_codes(found)
    cut = check(result("Ann 200 66.6%", "Bea 200 66.6%", "Cy 100 33.3%", valid="300"))
    assert not cut.failures
    assert any("cut off" in v.basis for v in cut.verdicts)


def test_slates_are_their_candidates() -> None:
    base = result("Ann 60 Forward", "Bea 39 Forward", "Cy 20 Open")
    totals = (("forward", stated("98")), ("Open", stated("20")), ("Third", stated("5")))
    found = check(Declared(title="A", file="", candidates=base.candidates, slates=totals))
    assert fails(found) == {"slates": "−1"}
    assert "slates" in open_codes(found)


def test_the_same_figure_stated_twice() -> None:
    base = result(returned="1,000", turnout="32.5")
    again = (("returned", stated("1,001")), ("turnout", stated("32.51")))
    found = check(Declared(title="A", file="", candidates=(), figures=base.figures, again=again))
    assert fails(found) == {"again": "−1"}, "32.51 is 32.5 rounded"


def test_nobody_is_listed_twice() -> None:
    """The same name with the same votes is one candidate twice; with others, a question."""
    assert "twice" in fails(check(result("Ann_Lee 60", "Lee,_Ann 60")))
    found = check(result("Ann_Lee 60", "Ann_Lee 61"))
    assert not found.failures
    assert "twice" in open_codes(found)


@pytest.mark.parametrize(
    ("quota", "rule", "seats", "valid", "expected"),
    [
        ("229", "scottish-stv", 3, "913", {}),
        ("228.25", "scottish-stv", 3, "913", {"quota": "−0.75"}),
        ("228.25", "stv", 3, "913", {}),
        ("228.25", "ers97", 3, "913", {}),
        ("304.33", "stv", 3, "913", {}),
        ("230", "stv", 3, "913", {"quota": "+0.75"}),
        ("1278.6", "stv", 1, "2557", {"quota": "+0.1"}),
        ("1278.5", "stv", 1, "2557", {}),
        ("333.33", "stv", 2, "1000", {}),
        ("333.34", "ers97", 2, "1000", {}),
        ("333.33", "ers97", 2, "1000", {}),
        ("12954.9", "stv", 9, "129549", {}),
        ("80.000000001", "meek-prf", 2, "240", {}),
    ],
)
def test_the_quota(quota: str, rule: str, seats: int, valid: str, expected: dict[str, str]) -> None:
    """OSMF 2023, the Greens of 2012, Labour 2020; a lower quota of ERS97 is left open."""
    assert fails(check(result(rule=rule, seats=seats, valid=valid, quota=quota))) == expected


def test_the_elected_have_the_most_votes() -> None:
    people = ("Ann 60 *", "Bea 39", "Cy 20 *")
    assert fails(check(result(*people, rule="block-vote", seats=2))) == {"elected": "−19"}
    unknown = check(result(*people, seats=2))
    assert not unknown.failures
    assert "elected" in open_codes(unknown)
    words = check(result(*people, rule="block-vote", seats=2, constraint="one seat is reserved"))
    assert not words.failures
    assert "Bea 39" in next(v.said for v in words.verdicts if v.code == "constraint")


def test_who_withdrew_is_not_passed_over() -> None:
    """Bea had more votes than Cy and had withdrawn, as the result notes."""
    base = result("Ann 60 *", "Bea 39", "Cy 20 *", rule="block-vote", seats=2)
    ann, bea, cy = base.candidates
    noted = (ann, replace(bea, note="withdrew on 3 May"), cy)
    assert not check(replace(base, candidates=noted)).failures


def test_the_elected_under_a_constraint() -> None:
    """At least one of Cy and Di: Cy comes in for Bea, and Di would be the wrong one."""
    asked = "young >= 1: Cy, Di"
    right = check(
        result(
            "Ann 60 *", "Bea 39", "Cy 20 *", "Di 9", rule="block-vote", seats=2, constraint=asked
        )
    )
    assert not right.failures
    wrong = check(
        result(
            "Ann 60 *", "Bea 39", "Cy 20", "Di 9 *", rule="block-vote", seats=2, constraint=asked
        )
    )
    assert set(fails(wrong)) == {"elected"}
    broken = check(
        result(
            "Ann 60 *", "Bea 39 *", "Cy 20", "Di 9", rule="block-vote", seats=2, constraint=asked
        )
    )
    assert set(fails(broken)) == {"constraint", "elected"}


def test_seats_ties_and_places() -> None:
    found = check(result("Ann 60 * =1", "Bea 39 =3", "Cy 20 =2", rule="block-vote", seats=2))
    assert fails(found) == {"seats": "−1", "places": "−19"}
    tied = check(result("Ann 60 *", "Bea 39 *", "Cy 39", rule="block-vote", seats=2))
    assert not tied.failures
    assert "tie" in open_codes(tied)


def test_stv_is_not_judged_by_first_preferences_alone() -> None:
    """Cy may overtake; but whoever has a quota at once is elected under any rule."""
    assert not check(
        result("Ann 40", "Cy 30 *", "Di 30", rule="stv", seats=1, valid="100")
    ).failures
    found = check(result("Ann 51", "Cy 30 *", "Di 19", rule="stv", seats=1, valid="100"))
    assert [(v.code, v.shown) for v in found.failures] == [
        ("elected", "not elected Ann 51 ≥ a quota of 51")
    ]


def test_every_figure_is_exact() -> None:
    """No float anywhere: a difference that does not end is a fraction."""
    found = check(result(rule="gregory-inclusive", seats=2, valid="1000", quota="400"))
    assert found.failures[0].shown == "quota 400 ≠ valid 1,000 / 3, fractions ignored, + 1 = 334"
    found = check(result(rule="stv", seats=2, valid="1000", quota="333.1"))
    assert found.failures[0].difference == "−7/30"
