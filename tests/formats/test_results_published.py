"""Layouts in which organisations really publish, with the published figures and no more text.

Sources: reuterspensionfund.co.uk 28 September 2021; bright-green.org 1 September 2012;
thedonstrust.org 25 November 2019; boxmoortrust.org.uk 27 October 2020; ucasu.com, by-elections of
October 2019; impactnottingham.com March 2025; community.joomla.org, group 1 elections 2020;
communityblog.fedoraproject.org, elections of July 2016; eastcambs.gov.uk, Soham and Barway, 2024;
iansunitesite.org.uk 25 April 2014; osmf-talk 13 September 2011.
"""

from __future__ import annotations

import pytest

from hustings.api.checks import check
from hustings.formats.results import parse_results
from hustings.model.declared import Declared


def read(text: str) -> tuple[Declared, ...]:
    """The contests of a text."""
    return parse_results(text, "pasted")


def figures(one: Declared) -> dict[str, str]:
    """Name and text of every figure used."""
    return {name: stated.text for name, stated in one.figures.items()}


def failures(text: str) -> list[str]:
    """Every failure of every contest of a text."""
    return [v.said for one in check(text) for v in one.failures]


def votes(one: Declared) -> dict[str, str]:
    """Name and votes of every candidate."""
    return {c.name: c.votes.text for c in one.candidates if c.votes}


def elected(one: Declared) -> list[str]:
    """Names of those marked as elected."""
    return [c.name for c in one.elected]


REUTERS = """\
Geoffrey Sanderson: 533

Alan Burn: 267

Steve Cheng: 111

Philip Mitchell: 85

Tom Lawton: 74

Stephen Edward: 34

Eligible voters: 5,686

Votes cast by post: 561

Votes cast online: 547

Total number of votes cast: 1,108

Turnout: 19.49%

Number of votes found to be invalid: 4

Total number of valid votes to be counted: 1,104
"""


def test_votes_cast_and_invalid_votes_are_papers_where_they_add_up() -> None:
    (one,) = read(REUTERS)
    assert figures(one) == {
        "issued": "5686",
        "returned": "1108",
        "turnout": "19.49",
        "invalid": "4",
        "valid": "1104",
    }
    assert failures(REUTERS) == []


def test_a_figure_of_four_digits_with_a_comma_is_no_year() -> None:
    text = (
        "Graham French 1,935\nJulie James  3,123\nPeter Ablett 2,371\n\nTotal votes cast: 4,317\n"
    )
    (one,) = read(text)
    assert votes(one) == {"Graham French": "1935", "Julie James": "3123", "Peter Ablett": "2371"}


def test_a_year_beside_an_election_is_no_figure() -> None:
    (one,) = read(
        "Votes cast in the 2019 election for the board were as follows:\n\nMark Davis 670\n"
    )
    assert not one.figures
    assert votes(one) == {"Mark Davis": "670"}


def test_names_alone_after_a_colon_mark_those_elected_with_blank_lines_or_without() -> None:
    people = "Mark Davis 670\nEdward Leek 590\nMark Sturges 306\n"
    words = "The following candidates are elected for two years:"
    (one,) = read(f"{people}\n{words}\n\nMark Davis\n\nEdward Leek\n")
    assert elected(one) == ["Mark Davis", "Edward Leek"]


def test_rounds_begun_again_are_another_contest() -> None:
    text = """\
Vice President Education

Round 1:

Freya: 341

Moses: 489

Alma: 560

RON: 38

Round 2:

Moses: 607

Alma: 656

Vice President Sports

Round 1:

Ed: 149

Alice: 509

Sami: 521

RON: 36

Round 2:

Alice: 547

Sami: 584
"""
    first, second = read(text)
    assert (first.title, second.title) == ("Vice President Education", "Vice President Sports")
    assert votes(second) == {"Ed": "149", "Alice": "509", "Sami": "521", "RON": "36"}
    assert failures(text) == []


TABLE = """\
{0}|#1 VOTES (ROUND 1)|+ TRANSFER|FINAL COUNT|STATUS
Nelly Luckett|43|0|43|Elected
Nina Vallard|43|0|43|Elected to Open Place
Re-Open Nominations|1|–|1|RON eliminated in round 1
{1}|#1 VOTES (ROUND 1)|+ TRANSFER|FINAL COUNT|STATUS
Chloë Clarke|46|–|46|Elected
Amy Kemp-Jones|4|–|4|Elected to Open Place
Re-Open Nominations|1|–|1|–
"""


@pytest.mark.parametrize("between", ["\t", "\n|\n", "\n"])
def test_a_title_in_the_head_of_the_names_and_one_cell_a_line(between: str) -> None:
    text = TABLE.format("Delegates", "Farnham officers").replace("|", between)
    first, second = read(text)
    assert (first.title, second.title) == ("Delegates", "Farnham officers")
    assert votes(first) == {"Nelly Luckett": "43", "Nina Vallard": "43", "Re-Open Nominations": "1"}
    assert votes(second) == {
        "Chloë Clarke": "46",
        "Amy Kemp-Jones": "4",
        "Re-Open Nominations": "1",
    }


def test_bullets_are_no_minus_and_votes_stand_before_a_stroke() -> None:
    text = """\
Vice President
- Justine Ayebale Abunyanga: 23/102 (35,38% of 65 cast vote forms)
- Ruchika Nagarkar: 17/102 (26,15% of 65 cast vote forms)
- 102 people were entitled to vote.
- 65 people have voted (63,73%).
"""
    (one,) = read(text)
    assert votes(one) == {"Justine Ayebale Abunyanga": "23", "Ruchika Nagarkar": "17"}
    assert figures(one) == {"issued": "102", "returned": "65"}


def test_sentences_that_differ_give_no_figure_and_no_failure() -> None:
    text = """\
We had four vacant seats and five nominations for this cycle, with 196 voters casting votes.

Stephen Gallagher 655
Josh Boyer 619

Compared to the past, with 196 voters, we are slightly below the average of 213 voters of all years.
"""
    (one,) = read(text)
    assert not one.figures
    assert one.seats is not None
    assert one.seats.text == "4"
    assert any("196" in said and "213" in said for said in one.assumed)
    assert failures(text) == []


def test_reasons_without_figures_and_their_total_in_a_table() -> None:
    text = """\
Votes | Number of votes |
---|---|
Yes | 494 |
No | 143 |
Reason for rejection | Number rejected |
---|---|
Want of an official mark | x |
Unmarked or void for uncertainty | x |
Total rejected ballot papers | 3 |
Electorate: 8974
Total votes cast: 640
Turnout: 7.13%
"""
    (one,) = read(text)
    assert figures(one) == {"invalid": "3", "issued": "8974", "returned": "640", "turnout": "7.13"}
    assert failures(text) == []


def test_contests_headed_by_their_turnout() -> None:
    text = """\
Ireland (turnout 5.1%)
  • Jimmy Neil 1706 Elected
  • Trevor McDowell 1260
Wales (turnout 6.0%)
  • Danny Coleman 1464 Elected
  • Wendy Gilligan Elected Unopposed
"""
    first, second = read(text)
    assert (first.title, figures(first), elected(first)) == (
        "Ireland",
        {"turnout": "5.1"},
        ["Jimmy Neil"],
    )
    assert elected(second) == ["Danny Coleman", "Wendy Gilligan"]


def test_the_account_without_spaces_as_text_of_a_word_file_has_it() -> None:
    text = "Papers despatched67,710Papers returned7,639Number of invalid papers153\n"
    assert figures(read(text)[0]) == {"issued": "67710", "returned": "7639", "invalid": "153"}


def test_votes_of_nobody_left_blank_at_first_are_none() -> None:
    text = """\
Ballot papers returned 2945, spoilt 388, valid 2557

| Candidate | Stage 1 | Stage 2 |
|---|---|---|
| Wall | 1182 | 1375 |
| Power | 872 | 1068 |
| Street | 477 | |
| RON | 26 | 70 |
| Non-transferable | | 44 |
"""
    assert failures(text) == []


def test_votes_cast_for_candidates_are_no_papers() -> None:
    text = """\
107 ballots were cast in advance, by proxy.
31 ballots were cast in-person at the meeting.
3 ballots were invalid.
Of the 135 valid ballots, 522 votes were cast for candidates.
"""
    (one,) = read(text)
    assert figures(one) == {"invalid": "3", "valid": "135", "votes": "522"}


def test_a_title_that_ends_in_its_seats() -> None:
    (one,) = read("Branch committee 2025 - 2 seats\nAnn Lee 30 Elected\nBo Cai 20 Elected\n")
    assert one.seats is not None
    assert (one.seats.text, votes(one)) == ("2", {"Ann Lee": "30", "Bo Cai": "20"})


def test_declared_elected() -> None:
    (one,) = read("Peter J. Kemp (C) 789 - declared elected\nWilliam B. Cavill (L/Dem) 700\n")
    assert elected(one) == ["Peter J. Kemp"]


def test_the_same_candidate_with_two_figures_is_asked_about_with_both() -> None:
    (found,) = check("Ann Lee 68,388 Elected\nAnn Lee 66,388 Elected\nBo Cai 12\n")
    (twice,) = [v for v in found.verdicts if v.code == "twice"]
    assert (twice.level, twice.difference) == ("?", "+2,000")
    assert "68,388" in twice.left
    assert "66,388" in twice.right
