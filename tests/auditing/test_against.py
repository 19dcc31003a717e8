"""A count held against an official table: what agrees, what differs, and how it is said."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from hustings.auditing.against import Comparison, compare
from hustings.errors import InputError
from hustings.formats.official import read_known, read_official, read_officials
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.official import figure
from hustings.model.profile import Profile
from hustings.report.count_csv import count_csv
from hustings.rules import find_rule, rules
from hustings.rules.pack import Rule
from hustings.rules.play import count_exact

WIDE = "contest_id,ballot_candidate_no,name,status,occurred_on_count,first_prefs,"
WIDE += "transfers02,total_votes02,transfers03,total_votes03,quota,seats,valid_poll\n"


@pytest.fixture(scope="module")
def orchard() -> Count:
    """Two seats, 16 papers, quota 6: Ash is over it, then Elm goes out and Yew gets in."""
    ballots = {
        ("Ann Ash", "Bo Yew"): 4,
        ("Ann Ash", "Zoë O'Elm"): 4,
        ("Bo Yew",): 4,
        ("Zoë O'Elm", "Bo Yew"): 2,
        ("Zoë O'Elm",): 2,
    }
    profile = Profile.of(ballots, candidates=["Ann Ash", "Bo Yew", "Zoë O'Elm"])
    lots = Lots(standing=("Ann Ash", "Bo Yew", "Zoë O'Elm"))
    return count_exact(find_rule("scottish-stv"), profile, Terms(seats=2), lots)


def written(folder: Path, text: str, name: str = "official.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def held(folder: Path, count: Count, text: str, known: str = "") -> Comparison:
    table = read_official(written(folder, text))
    faults = read_known(written(folder, known, "known.csv")) if known else ()
    return compare(count, table, faults)


TYPED = """candidate,1,2,3,elected
"ASH, Ann",8,6,6,yes
Zoe O’Elm,4,5,0,
Bo Yew,4,5,7,yes
Non-transferable,0,0,3,
"""


def test_the_count_is_what_the_stories_below_say(orchard: Count) -> None:
    """Ash 8, 6, 6; Yew 4, 5, 7; Elm 4, 5, 0; three papers have nobody next."""
    votes = [[orchard.text(v)[:-6] for v in stage.votes] for stage in orchard.stages]
    assert votes == [["8", "4", "4"], ["6", "5", "5"], ["6", "7", "0"]]
    assert orchard.winners == ("Ann Ash", "Bo Yew")


def test_a_typed_table_agrees_whatever_way_names_are_written(
    tmp_path: Path, orchard: Count
) -> None:
    """Surname first, capitals, other accents and apostrophes: still the same three people."""
    result = held(tmp_path, orchard, TYPED)
    assert str(result) == "agrees: 16 of 16 cells"
    assert not result.notes


@pytest.mark.parametrize(
    ("old", "new", "column", "theirs"),
    [
        ("Bo Yew,4,5,7", "Bo Yew,4,5,8", "total", "8"),
        ("6,6,yes", "6,6,", "status", "not elected"),
        ("Zoe O’Elm,4,5,0,", "Zoe O’Elm,4,5,0,yes", "status", "elected"),
        ("Non-transferable,0,0,3", "Non-transferable,0,0,2", "total", "2"),
    ],
)
def test_one_changed_cell_is_found(
    tmp_path: Path, orchard: Count, old: str, new: str, column: str, theirs: str
) -> None:
    """One figure or mark of the typed table is wrong; that one is named."""
    result = held(tmp_path, orchard, TYPED.replace(old, new))
    assert str(result) == "differs: 1 of 16 cells"
    assert [(d.column, d.theirs) for d in result.differences] == [(column, theirs)]


def test_a_missing_stage_and_a_stranger_are_differences(tmp_path: Path, orchard: Count) -> None:
    """The table stops after stage 2, knows an Oak, and not Elm."""
    result = held(tmp_path, orchard, "candidate,1,2\nAnn Ash,8,6\nBo Yew,4,5\nQuentin Oak,4,5\n")
    said = {(d.column, d.ours, d.theirs) for d in result.differences}
    assert said == {
        ("stages", "3", "2"),
        ("candidate", "Zoë O'Elm", ""),
        ("candidate", "", "Quentin Oak"),
    }


def test_first_preferences_alone_are_no_stage_table(tmp_path: Path, orchard: Count) -> None:
    """A list of first preferences agrees, and a note says how little that is."""
    result = held(tmp_path, orchard, "candidate,1\nAnn Ash,8\nBo Yew,4\nZoe O'Elm,4\n")
    assert str(result) == "agrees: 3 of 3 cells"
    assert result.notes == ("the table has the first of 3 stages only",)


def test_a_near_name_is_taken_and_said(tmp_path: Path, orchard: Count) -> None:
    """The table writes Anne for Ann; nobody else is near."""
    result = held(tmp_path, orchard, TYPED.replace("ASH, Ann", "ASH, Anne"))
    assert result.agrees
    assert result.notes == ("ASH, Anne in the table is taken to be Ann Ash",)


def test_a_figure_is_read_as_people_write_it() -> None:
    """Commas for thousands, a plus, a true minus sign, a fraction; nothing else."""
    said = [str(figure(text)) for text in ("1,408.35", "+12", "−3.0", "37/3")]
    assert said == ["1408.35", "12", "-3.0", "37/3"]
    assert [figure(text) for text in ("12 votes", "1/0", "", "1,2", ".")] == [None] * 5


@pytest.mark.parametrize(
    ("printed", "agrees"), [("2", True), ("2.3", True), ("2.29", True), ("2.28", False)]
)
def test_figures_are_compared_at_the_places_printed(
    tmp_path: Path, printed: str, agrees: bool
) -> None:
    """Ash passes on 3 of 7 votes: Elm gets 3 papers at 0.42857 to the 1 it has, 2.28571."""
    ballots = {("Ash", "Elm"): 3, ("Ash", "Yew"): 4, ("Yew",): 2, ("Elm",): 1}
    count = count_exact(find_rule("scottish-stv"), Profile.of(ballots), Terms(seats=2))
    assert count.text(count.stages[1].votes[1]) == "2.28571"
    rows = f"candidate,1,2,3\nAsh,7,4,4\nElm,1,{printed},\nYew,2,,\n"
    result = held(tmp_path, count, rows)
    assert (not [d for d in result.differences if d.column == "total"]) is agrees
    assert [d.theirs for d in result.rounded] == ([printed] if agrees else [])


KNOWN = "stage,candidate,official_as_published,recount_value,why\n"


def test_a_known_fault_is_set_apart_and_still_shown(tmp_path: Path, orchard: Count) -> None:
    """The list names the wrong 8; another value in its place would not be excused."""
    wrong = TYPED.replace("Bo Yew,4,5,7", "Bo Yew,4,5,8")
    result = held(tmp_path, orchard, wrong, KNOWN + "3,BO YEW,8,7,mistyped\n")
    assert str(result) == "agrees: 15 of 16 cells; 1 differs as known"
    assert [d.why for d in result.known] == ["mistyped"]
    other = held(tmp_path, orchard, wrong, KNOWN + "3,BO YEW,9,7,mistyped\n")
    assert str(other) == "differs: 1 of 16 cells"
    assert "1 of the 1 known faults made no difference here" in other.notes


def council(yew2: str = "1.00000,5.00000", elm3: str = "-5.00000,0.00000") -> str:
    """The orchard as a council prints it: exclusions against the stage before the transfer."""
    end = ",6,2,16\n"
    return (
        WIDE
        + "orchard,1,Ann Ash,Elected,1,8,-2.00000,6.00000,0.00000,6.00000"
        + end
        + f"orchard,2,Bo Yew,Elected,3,4,{yew2},2.00000,7.00000"
        + end
        + f"orchard,3,Zoe Elm,Excluded,2,4,1.00000,5.00000,{elm3}"
        + end
    )


def test_a_council_table_with_transfers_agrees(tmp_path: Path, orchard: Count) -> None:
    """Totals, transfers, fates, their stages, quota, seats and poll."""
    result = held(tmp_path, orchard, council())
    assert str(result) == "agrees: 25 of 25 cells", result.differences


def test_a_transfer_against_the_tables_own_totals_is_said_to_be_one(
    tmp_path: Path, orchard: Count
) -> None:
    """The transfer is mistyped, the totals are right: it differs, and the reason is given."""
    result = held(tmp_path, orchard, council(yew2="1.00002,5.00000"))
    assert [str(d) for d in result.differences] == [
        "stage 2, Bo Yew, transfer: 1.00000 here, 1.00002 in the table "
        "(the table's own totals give ours)"
    ]


def test_a_transfer_that_follows_from_a_known_total_is_known_too(
    tmp_path: Path, orchard: Count
) -> None:
    """Yew's 5 was mistyped as 6, and the transfers were worked out from that."""
    wrong = council(yew2="2.00000,6.00000").replace("2.00000,7.00000", "1.00000,7.00000")
    result = held(tmp_path, orchard, wrong, KNOWN + "2,Bo Yew,6,5,mistyped\n")
    assert result.agrees, result.differences
    assert [d.column for d in result.known] == ["total", "transfer", "transfer"]


def test_our_own_json_is_a_table_too(tmp_path: Path, orchard: Count) -> None:
    """A count written as JSON and read again agrees with itself, exactly."""
    path = written(tmp_path, json.dumps(orchard.to_dict()), "count.json")
    result = compare(orchard, read_official(path))
    assert result.agrees, result.differences
    assert not result.rounded


def test_our_own_csv_is_a_table_too(tmp_path: Path, orchard: Count) -> None:
    """The CSV of a count has the council's columns, so it can be held against it again."""
    result = held(tmp_path, orchard, count_csv(orchard))
    assert result.agrees, result.differences
    assert not result.rounded


RANKED = [rule for rule in rules() if rule.kinds[0] == "ranked"]


@pytest.mark.parametrize("rule", RANKED, ids=lambda rule: f"{rule.name}-{rule.effective_from}")
def test_every_ranked_rule_reads_back_what_it_wrote(tmp_path: Path, rule: Rule) -> None:
    """Six growers, forty kinds of paper: CSV and JSON of a count agree with it, exactly."""
    luck, papers = Random(3), {}
    for _ in range(40):
        papers[tuple(luck.sample("ABCDEF", luck.randint(1, 6)))] = luck.randint(1, 9)
    profile, lots = Profile.of(papers, "ABCDEF"), Lots(seed="orchard")
    try:
        count = count_exact(rule, profile, Terms(seats=3), lots)
    except InputError:
        count = count_exact(rule, profile, Terms(seats=1), lots)
    written_json = written(tmp_path, json.dumps(count.to_dict()), "count.json")
    for path in (written(tmp_path, count_csv(count)), written_json):
        result = compare(count, read_official(path))
        assert result.agrees, result.differences
        assert (result.coarse, result.blank) == (0, 0)


def test_one_contest_is_picked_out_of_many(tmp_path: Path) -> None:
    """By the ballot file's name, or by --contest; otherwise the contests there are named.

    A file with one contest is that contest, whatever the ballots call it.
    """
    two = council() + council().replace("orchard,", "meadow,").split("\n", 1)[1]
    path = written(tmp_path, two)
    assert read_official(path, ballots_name="meadow").name == "meadow"
    assert read_official(path, contest="Orchard").name == "orchard"
    assert [table.name for table in read_officials(path)] == ["orchard", "meadow"]
    assert read_official(written(tmp_path, council()), contest="Sunday").name == "orchard"
    path = written(tmp_path, two)
    with pytest.raises(InputError) as fault:
        read_official(path, ballots_name="medow")
    assert "meadow" in fault.value.problems[0].next_step


def test_every_problem_of_a_bad_table_is_named_with_its_line(tmp_path: Path) -> None:
    """Two cells are no numbers, one mark is neither yes nor no, one name stands twice."""
    bad = "candidate,1,2,elected\nAsh,8,six,yes\nElm,x,5,perhaps\nElm,4,5,\n"
    with pytest.raises(InputError) as fault:
        read_official(written(tmp_path, bad))
    said = [(p.line, p.code) for p in fault.value.problems]
    assert said == [
        (2, "not-a-number"),
        (3, "not-a-number"),
        (3, "not-yes-or-no"),
        (3, "doubled-row"),
        (4, "doubled-row"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("a,b\n1,2\n", "unknown-shape"),
        ("candidate,1,3\nAsh,1,2\n", "bad-stages"),
        ("round,candidate,total\n0,Ash,3\n", "bad-stage"),
        ("round,candidate,total\n1,Ash,3\n1,Ash,4\n", "doubled-row"),
        ('{"title": "x"}', "missing-key"),
        ("{ not json", "bad-json"),
        ("candidate,1\nAsh,\n", "no-figures"),
        ("first_prefs,x\n1,2\n", "missing-column"),
        ("candidate,1,1\nAsh,2,3\n", "doubled-column"),
        ("candidate,1\nASH, Ann,2\n", "too-many-cells"),
        ("candidate,1\nAsh," + "9" * 5000 + "\n", "not-a-number"),
        ('{"a":' * 100_000, "bad-json"),
        ("candidate,1\nNon-transferable,3\n", "no-candidates"),
    ],
)
def test_what_is_no_stage_table_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """Never a traceback: a problem with a code and a next step."""
    with pytest.raises(InputError) as fault:
        read_official(written(tmp_path, text))
    assert code in {p.code for p in fault.value.problems}
    assert all(p.next_step for p in fault.value.problems)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """A mistyped path is refused like any bad input."""
    with pytest.raises(InputError):
        read_official(tmp_path / "nowhere.csv")
    with pytest.raises(InputError):
        read_known(written(tmp_path, "stage,who\n1,Ash\n"))


def test_a_count_is_no_list_of_faults(tmp_path: Path, orchard: Count) -> None:
    """The two files of --against and --known were swapped."""
    with pytest.raises(InputError):
        read_known(written(tmp_path, json.dumps(orchard.to_dict())))


def test_the_table_of_another_contest_with_the_same_numbers_differs(
    tmp_path: Path, orchard: Count
) -> None:
    """Same figures, same numbers on the paper, other people: that is not agreement."""
    others = WIDE + (
        "x,1,Kit Kale,Elected,1,8,-2,6,0,6,6,2,16\n"
        "x,2,Lee Leek,Elected,3,4,1,5,2,7,6,2,16\n"
        "x,3,Max Mint,Excluded,2,4,1,5,-5,0,6,2,16\n"
    )
    assert not held(tmp_path, orchard, others).agrees
    renamed = others.replace("Kit Kale", "Ann Ash").replace("Lee Leek", "Bo Yew")
    assert held(tmp_path, orchard, renamed).agrees
