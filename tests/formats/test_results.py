"""The front door of `hustings check`: files of every kind, what is assumed, what is refused."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from result_words_said import said

from hustings.errors import InputError
from hustings.formats.results import of_record, parse_results, read_many, read_results
from hustings.store import open_record

KEYS = """\
title = "Northbridge Union: treasurer"
seats = 1
rule = "irv"
issued = 5000
returned = "1,244"
invalid = 4
valid = 1240
turnout = 24.90
quota = "1241/2"
constraint = "women >= 1: Ann Lee"
source = "minutes of 3 May"

[[candidate]]
name = "Ann Lee"
votes = 700
elected = true
slate = "Forward"
place = 1
categories = ["woman"]

[[candidate]]
name = "Bo Cai"
votes = "540"

[rejected]
blank = 3
"no signature" = 1

[slates]
Forward = 700
"""


def problems(text: str, name: str = "result.txt") -> list[str]:
    """The codes of every problem."""
    with pytest.raises(InputError) as refused:
        parse_results(text, name)
    return [problem.code for problem in refused.value.problems]


def test_keys_in_toml() -> None:
    """Every documented key, with figures as numbers or as texts, and their lines."""
    (one,) = parse_results(KEYS, "result.toml")
    assert said([one]) == (
        "# Northbridge Union: treasurer, 1 seats, irv\n"
        "1. Ann Lee: 700 [Forward] elected\n"
        "Bo Cai: 540\n"
        "issued = 5000\nreturned = 1244\ninvalid = 4\nvalid = 1240\nturnout = 24.90\n"
        "quota = 1241/2\n"
        "rejected, blank = 3\nrejected, no signature = 1\nslate Forward = 700\n"
    )
    assert one.candidates[0].categories == {"woman"}
    assert (one.constraint, one.source) == ("women >= 1: Ann Lee", "minutes of 3 May")
    assert one.figures["returned"].line == 5
    assert one.figures["quota"].figure.value == Fraction(1241, 2)
    assert [c.votes.line for c in one.candidates if c.votes] == [15, 23]


def test_several_contests_in_toml() -> None:
    """`[[contest]]` takes the same keys; rule and source of the file hold for each."""
    text = 'rule = "stv"\n' + "".join(
        f'[[contest]]\ntitle = "{post}"\nseats = 1\n[[contest.candidate]]\nname = "{name}"\n'
        "votes = 10\n"
        for post, name in (("Chair", "Ann Lee"), ("Editor", "Bo Cai"))
    )
    assert said(parse_results(text, "result.toml")) == (
        "# Chair, 1 seats, stv\nAnn Lee: 10\n# Editor, 1 seats, stv\nBo Cai: 10\n"
    )


def test_every_problem_of_a_toml_file_is_told() -> None:
    """A wrong word, a figure that is none, a candidate without a name: all at once, with lines."""
    text = 'valdi = 3\nreturned = "many"\n[[candidate]]\nvotes = 3\n'
    with pytest.raises(InputError) as refused:
        parse_results(text, "result.toml")
    found = {(p.code, p.line) for p in refused.value.problems}
    assert found == {("unknown-key", 1), ("not-a-number", 2), ("no-name", 3)}
    assert any("'valid'" in p.next_step for p in refused.value.problems)


def test_the_same_keys_in_json() -> None:
    """JSON as a program writes it, and a bare list of candidates."""
    text = '{"title": "Chair", "candidates": [{"name": "Ann Lee", "votes": 12.50}]}'
    assert said(parse_results(text, "a.json")) == "# Chair\nAnn Lee: 12.50\n"
    assert said(parse_results('[{"name": "Ann", "votes": 3}]', "stdin")) == "# (no title)\nAnn: 3\n"


def test_what_is_no_result_is_refused() -> None:
    """Prose, nothing, too much, a broken file: a problem and a next step each."""
    assert problems("") == ["no-result"]
    assert problems("Thank you all for coming. The hall was warm.") == ["no-result"]
    assert problems("Ann Lee 12\n" * 500_000) == ["too-large"]
    assert problems("a\n" * 50_000) == ["too-long"]
    assert problems("title = ", "a.toml") == ["not-toml"]
    assert problems('{"title": ', "a.json") == ["not-json"]


def test_files_that_are_no_text(tmp_path: Path) -> None:
    """The place of the first bad byte is told."""
    path = tmp_path / "result.txt"
    path.write_bytes(b"Ann Lee 12\nBo \xff 3\n")
    with pytest.raises(InputError) as refused:
        read_results(path)
    assert [(p.code, p.line) for p in refused.value.problems] == [("wrong-encoding", 2)]
    with pytest.raises(InputError):
        read_results(tmp_path / "absent.txt")


def test_a_byte_order_mark_and_other_line_ends(tmp_path: Path) -> None:
    """A spreadsheet's mark and its line ends change nothing; lines count as an editor does."""
    path = tmp_path / "result.csv"
    path.write_bytes(b"\xef\xbb\xbfName,Votes\r\nAnn Lee,12\r\nBo Cai,9\r\n")
    (one,) = read_results(path)
    assert [(c.name, c.line) for c in one.candidates] == [("Ann Lee", 2), ("Bo Cai", 3)]


def test_figures_nobody_understands_are_kept() -> None:
    """A line with figures is read or listed as unread, never dropped."""
    text = "Ann Lee 300\nBo Cai 200\n\nThe box held 12 buttons and 3 tickets.\n"
    (one,) = parse_results(text, "t")
    assert one.unread == ((4, "The box held 12 buttons and 3 tickets."),)
    (one,) = parse_results("Ann Lee 300\n" + "word 1 " * 500 + "\n", "t")
    assert [line for line, _ in one.unread] == [2]


def test_what_is_taken_for_granted_is_said() -> None:
    """A star, bold print, spaces between thousands, votes that mean papers: a sentence each."""
    (one,) = parse_results("*Ann Lee 1 234\nBo Cai 1 100\n", "t")
    assert one.assumed == (
        "A space between groups of three digits is read as a thousands separator.",
        "A star beside a name is read as the mark of those elected.",
    )
    (one,) = parse_results("Seats: 1\nAnn 60\nBo 40\nValid votes: 100\n", "t")
    assert one.figures["valid"].text == "100"
    assert one.assumed == (
        "“Valid votes” 100 is read as valid papers: with one seat each paper is one vote.",
    )


def test_votes_and_papers_differ() -> None:
    """With several seats a total near all votes is votes, and one within the papers is papers."""
    people = "Seats: 2\nAnn 60\nBo 50\nCy 40\n"
    (one,) = parse_results(people + "Total valid votes 150\n", "t")
    assert list(one.figures) == ["votes"]
    (one,) = parse_results(people + "Papers returned 82\nTotal valid votes 80\n", "t")
    assert {k: v.text for k, v in one.figures.items()} == {"returned": "82", "valid": "80"}


def test_figures_stated_twice_are_both_kept() -> None:
    """The second, other figure goes to `again`; the same figure is one figure."""
    (one,) = parse_results("Ann 60\nInvalid: 3\nInvalid papers: 4\nSpoilt: 3\n", "t")
    assert one.figures["invalid"].text == "3"
    assert [(k, v.text, v.line) for k, v in one.again] == [("invalid", "4", 3)]


def test_a_candidate_named_twice_with_other_votes_stays_twice() -> None:
    """A repeat is for the check to find; a list of those elected only marks."""
    (one,) = parse_results("Ann Lee 60\nBo Cai 50\nAnn Lee 61\n", "t")
    assert [c.name for c in one.candidates] == ["Ann Lee", "Bo Cai", "Ann Lee"]
    (one,) = parse_results("Lee, Ann 60\nBo Cai 50\n\nElected: Ann Lee\n", "t")
    assert said([one]) == "# (no title)\nLee, Ann: 60 elected\nBo Cai: 50 not\n"


@pytest.mark.parametrize(
    ("cell", "votes"),
    [
        ("1,234", "1234"),
        ("1\u202f234", "1234"),
        ("1\u00a0234", "1234"),
        ("1'234", "1234"),
        ("1\u2019234", "1234"),
        ("12,34,567", "1234567"),
        ("1,234.50", "1234.50"),
        ("1234", "1234"),
        ("0", "0"),
        ("\uff11\uff12", "12"),
    ],
)
def test_numbers_in_every_dress(cell: str, votes: str) -> None:
    """Thousands by comma, space, apostrophe; decimals; the digits of any script."""
    (one,) = parse_results(f"Ann Lee: {cell}\n", "t")
    assert one.candidates[0].votes is not None
    assert one.candidates[0].votes.figure.value == Fraction(votes)


@pytest.mark.parametrize(
    ("line", "figure", "value"),
    [
        ("Number of voting papers distributed: 900", "issued", "900"),
        ("Number of eligible voters: 900", "issued", "900"),
        ("Electorate 900", "issued", "900"),
        ("900 ballots were sent out", "issued", "900"),
        ("Ballot papers returned: 400", "returned", "400"),
        ("400 members voted", "returned", "400"),
        ("400 papers were received", "returned", "400"),
        ("Spoilt papers (mostly blank): 12", "invalid", "12"),
        ("Number of votes found to be invalid: 12", "invalid", "12"),
        ("12 ballots were rejected", "invalid", "12"),
        ("Number of valid papers: 388", "valid", "388"),
        ("Turnout was 9.3%", "turnout", "9.3"),
        ("Turnout: 9,3 %", "turnout", "9.3"),
        ("The quota was 1278.6", "quota", "1278.6"),
        ("Each member may vote for up to 9 candidates", "max_votes", "9"),
        ("Non-transferable: 44", "non_transferable", "44"),
    ],
)
def test_account_lines_in_any_wording(line: str, figure: str, value: str) -> None:
    """The words people use for papers issued, returned, invalid, valid."""
    (one,) = parse_results(f"Ann Lee 60\nBo Cai 50\n{line}\n", "t")
    assert {k: v.text for k, v in one.figures.items()} == {figure: value}
    assert [c.name for c in one.candidates] == ["Ann Lee", "Bo Cai"]


@pytest.mark.parametrize(
    "line",
    [
        "Number of seats: 3",
        "3 vacancies",
        "Three to be elected",
        "Council (3 seats)",
        "Result (three to elect)",
        "Places to elect: 3",
        "There were three vacancies.",
    ],
)
def test_seats_in_any_wording(line: str) -> None:
    """Digits or words, in a line or a title."""
    (one,) = parse_results(f"{line}\nAnn Lee 60\nBo Cai 50\n", "t")
    assert one.seats is not None
    assert one.seats.text == "3"


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("by single transferable vote", "stv"),
        ("Counted under STV", "stv"),
        ("Counting votes using Scottish STV", "scottish-stv"),
        ("First past the post", "block-vote"),
        ("Alternative vote", "irv"),
        ("Chosen with care", ""),
    ],
)
def test_rules_are_taken_from_the_words(words: str, rule: str) -> None:
    """A rule is set where it is named; a quota alone leaves it open."""
    (one,) = parse_results(f"{words}\nAnn Lee 60\nBo Cai 50\nQuota: 56\n", "t")
    assert one.rule == rule


def test_dates_times_and_pages_are_no_votes() -> None:
    """A date in a heading, the hour of closing, a page number."""
    text = (
        "Results of 12 May 2024\nVoting closed at 5pm on Friday 10 May.\nAnn Lee 60\n"
        "Page 2 of 3\nTheresa May 50\nwww.example.org/results/2024/17\n"
    )
    (one,) = parse_results(text, "t")
    assert said([one]) == "# Results of 12 May 2024\nAnn Lee: 60\nTheresa May: 50\n"


def test_html_keeps_only_what_is_shown() -> None:
    """Scripts, styles and comments are not read; entities are; bold names are marked."""
    page = (
        "<style>.a{width:12px}</style><script>var votes = 99;</script><!-- Eve 77 -->"
        "<table><tr><th>Candidate</th><th>Votes</th></tr>"
        "<tr><td><strong>Ann&nbsp;O&#39;Neill</strong></td><td>1&thinsp;234</td></tr>"
        "<tr><td>Bo Cai</td><td>1&nbsp;100</td></tr></table>"
    )
    (one,) = parse_results(page, "page.html")
    assert [c.name for c in one.candidates] == ["Ann O'Neill", "Bo Cai"]
    assert [c.votes.text for c in one.candidates if c.votes] == ["1234", "1100"]
    assert [c.elected for c in one.candidates] == [True, False]


def test_official_stage_tables_are_results(shared: Callable[[str], Path]) -> None:
    """A council's stage table: first preferences, seats and quota from the table itself."""
    folder = shared("scottish_stv")
    path = next(p for p in sorted(folder.rglob("*.csv")) if "first_prefs" in p.read_text()[:2000])
    found = read_results(path)
    assert found
    assert all(one.stages is not None for one in found)
    one = found[0]
    assert one.stages is not None
    assert [c.votes.figure for c in one.candidates if c.votes] == [
        row.total(1) for row in one.stages.rows
    ]


@pytest.mark.parametrize(
    ("data", "contests", "candidates"),
    [("english_block_vote", 681, 2630), ("london_block_vote", 416, 4577)],
)
def test_tables_of_many_contests(
    shared: Callable[[str], Path], data: str, contests: int, candidates: int
) -> None:
    """contests.csv and candidates.csv together; row numbers are those the data's README states."""
    found = read_many(shared(data))
    assert len(found) == contests
    assert sum(len(one.candidates) for one in found) == candidates
    assert not any(one.unread for one in found)
    assert all(one.seats for one in found)


def test_one_london_ward(shared: Callable[[str], Path]) -> None:
    """Abbey ward, Barking and Dagenham, 2022, as its form says it."""
    found = {one.title: one for one in read_many(shared("london_block_vote"))}
    one = found["lon2022-barking-and-dagenham-abbey"]
    figures = {k: v.text for k, v in one.figures.items()}
    assert figures == {"issued": "2802", "valid": "746", "invalid": "3", "votes": "1366"}
    assert ("rejected in part", "7") in [(why, s.text) for why, s in one.rejected]
    assert [c.name for c in one.elected] == ["Regina Rahman", "Manzoor Hussain"]


def test_one_table_with_a_column_of_contests(tmp_path: Path) -> None:
    """Rows of many contests in one file, with seats beside them."""
    path = tmp_path / "all.csv"
    path.write_text(
        "contest_id,seats,candidate,votes,elected\nnorth,1,Ann Lee,20,1\nnorth,1,Bo Cai,9,0\n"
        "south,2,Di Fox,8,1\n"
    )
    expected = (
        "# north, 1 seats\nAnn Lee: 20 elected\nBo Cai: 9 not\n"
        "# south, 2 seats\nDi Fox: 8 elected\n"
    )
    assert said(read_many(path)) == expected
    assert said(read_results(path)) == expected


def test_a_folder_without_contests_is_refused(tmp_path: Path) -> None:
    """What is missing is named."""
    with pytest.raises(InputError) as refused:
        read_many(tmp_path)
    assert refused.value.problems[0].file == "candidates.csv"


def test_a_contest_of_a_record() -> None:
    """The declaration, votes, seats and rule of the members' section in 2006."""
    one = of_record(open_record("labour-nec"), "nec-clp-2006")
    figures = {k: v.text for k, v in one.figures.items() if k != "max_votes"}
    assert figures == {
        "issued": "178889",
        "returned": "36316",
        "invalid": "400",
        "valid": "35916",
        "turnout": "20.3",
    }
    assert sum(int(c.votes.figure.value) for c in one.candidates if c.votes) == 200_926
    assert len(one.elected) == 6
    assert one.rule == "block-vote"


def test_every_contest_of_the_record_is_a_result() -> None:
    """Also those of which only part was declared."""
    record = open_record("labour-nec")
    for contest in record.contests:
        one = of_record(record, contest.id)
        assert one.candidates
        assert one.seats is not None


HOSTILE = {
    "one long line": "." * 1_000_000,
    "one long number": "1" * 1_000_000,
    "open tags": "<p>" + "<a" * 400_000,
    "open comments": "<table>" + "<!--" * 200_000,
    "many bars": "|" * 1_000_000,
    "lines just short enough": ("Ann; " * 199 + "12\n") * 700,
    "commas": ("," * 990 + "12\n") * 700,
    "the same name": "Ann Lee 12\n" * 4000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_pasted_hangs(name: str) -> None:
    """A megabyte of anything ends in seconds, in a result or in a problem."""
    begun = time.perf_counter()
    with contextlib.suppress(InputError):
        parse_results(HOSTILE[name], "paste")
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4\n1 0 obj", "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel"),
        (b"\x89PNG\r\n", "an image"),
        (b" \n", "empty"),
    ],
)
def test_a_document_is_told_how_to_give_its_text(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "result"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said) as refused:
        read_results(path)
    assert "paste" in refused.value.problems[0].next_step
