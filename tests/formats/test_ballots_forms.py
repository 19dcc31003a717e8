"""The other forms, each by a small story and by its traps."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from hustings.errors import InputError
from hustings.formats.ballots import FORMS, read_ballots, write_ballots
from hustings.model.profile import BallotFile, Profile

DOCS = Path(__file__).parents[2] / "docs/formats.md"


def read(text: str, **asked: str) -> BallotFile:
    return read_ballots(text.encode(), **asked)


def papers(text: str, **asked: str) -> dict[object, int]:
    return dict(read(text, **asked).profile.rankings())


def codes(text: str, **asked: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        read(text, **asked)
    return [(p.line, p.code) for p in caught.value.problems]


def notes(file: BallotFile) -> set[str]:
    return {note.code for note in file.notes}


def test_the_document_lists_every_form() -> None:
    """docs/formats.md has a row a form, with its endings, and says whether it is written."""
    text = DOCS.read_text(encoding="utf-8")
    for name, form in FORMS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        cells = [cell.strip() for cell in row.replace("\\|", "").split("|")]
        assert cells[2] == ", ".join(form.extensions), name
        assert cells[4] == ("yes" if form.can_write else ""), name


# Tables


def test_names_by_rank() -> None:
    """Undervotes and empty cells are ranks left blank; write-ins and side columns are noted."""
    text = "precinct,choice1,choice2,choice3,ballots\nW1,Bo,undervote,Ann,3\nW2,UWI,,,2\n"
    file = read(text)
    assert dict(file.profile.rankings()) == {("Bo", None, "Ann"): 3, ("UWI",): 2}
    assert file.profile.candidates == ("Ann", "Bo", "UWI")
    assert notes(file) == {"columns-aside", "write-ins"}


def test_an_overvote_without_names_is_noted() -> None:
    """The file does not say of whom, so it can only be a rank left blank."""
    file = read("choice1,choice2\novervote,Ann\nAnn,\n")
    assert dict(file.profile.rankings()) == {(None, "Ann"): 1, ("Ann",): 1}
    assert notes(file) == {"overvote-as-blank"}


def test_ranks_by_candidate() -> None:
    """Gaps are ranks left blank, equal numbers are equal ranks, 0 and - are none."""
    tied = (frozenset({"Ann", "Bo"}), None, "Cy")
    text = "Ann\tBo\tCy\n1\t2\t0\n1\t-\t3\n1\t1\t3\n"
    assert papers(text) == {("Ann", "Bo"): 1, ("Ann", None, "Cy"): 1, tied: 1}


def test_marks_ranks_or_points() -> None:
    """0/1 are marks; points must be asked for; a variant decides in doubt."""
    marks = "A,B\n1,0\n1,1\n0,0\n"
    assert papers(marks) == {("A",): 1, ("A", "B"): 1, (): 1}
    assert papers(marks, form="csv:ranks") == {("A",): 1, (frozenset("AB"),): 1, (): 1}
    assert papers("A,B\n5,0\n,3\n", form="csv:scores") == {(5, 0): 1, (None, 3): 1}
    assert papers("vote1;vote2\nB;A\nA;\n", form="csv:choices") == {("A", "B"): 1, ("A",): 1}


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("A,B\n1,x\n2,1\ny,1\n", "csv", [(2, "bad-cell"), (4, "bad-cell")]),
        ("A,B\n1,900\n", "csv", [(2, "bad-rank")]),
        ("A,B\n1,2\n", "csv:marks", [(2, "bad-mark")]),
        ("A,B,ballots\n1,2,0\n1,2,-3\n", "csv", [(2, "bad-papers"), (3, "bad-papers")]),
        ("A,B\n1,2,3\n", "csv", [(2, "too-many-cells")]),
        ('A,B\n1,"2\n', "csv", [(2, "bad-line")]),
        ("A,B\n", "csv", [(0, "no-ballots")]),
        ("A,A\n1,2\n", "csv", [(0, "duplicate-candidate")]),
        ("1,2\n1,2\n", "csv", [(1, "bad-header")]),
        ("choice1,choice2\n,\n", "csv", [(0, "no-candidates")]),
    ],
)
def test_broken_tables(text: str, form: str, found: list[tuple[int, str]]) -> None:
    """Each with its line."""
    assert codes(text, form=form) == found


# PrefLib, ABIF, CIVS, Belenios


def test_preflib_old_head_and_ties() -> None:
    """Files from before 2022: a count, numbered names, totals, then orders."""
    text = "3\n1,A\n2,B\n3,C\n5,5,2\n3,1,2\n2,{1,2},3\n"
    file = read(text)
    assert (file.form, file.profile.total) == ("preflib", 5)
    assert papers(text) == {("A", "B"): 3, (frozenset("AB"), "C"): 2}


def test_preflib_claims_are_checked() -> None:
    """Fewer papers than voters: the file may be cut short."""
    head = "# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 9\n# ALTERNATIVE NAME 1: A\n"
    assert notes(read(head + "# ALTERNATIVE NAME 2: B\n3: 1,2\n")) == {"papers-differ"}
    assert codes(head + "3: 1,2\n") == [(0, "missing-names")]
    wrong = head + "# ALTERNATIVE NAME 2: B\n3: 1,9\n0: 1\n2: 1,,2\n"
    assert [code for _, code in codes(wrong)] == [
        "candidate-out-of-range",
        "bad-papers",
        "bad-order",
    ]


def test_preflib_categories() -> None:
    """Two categories are choices; three are points, the last of them 0."""
    head = "# DATA TYPE: cat\n# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: {}\n"
    names = "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n"
    two = head.format(2) + names + "3: {1,2},{}\n2: {},{1,2}\n"
    assert papers(two) == {("A", "B"): 3, (): 2}
    assert papers(head.format(3) + names + "3: 2,{},1\n") == {(0, 2): 3}


def test_abif() -> None:
    """Declared candidates first, extended data passed over, scores told from ranks."""
    text = '# x\n{title: "T"}\n=a:[Ann Lee]\n27: a>b=c\n3: c : {"precinct": 5}\n'
    file = read(text)
    assert (file.form, file.title) == ("abif", "T")
    assert file.profile.candidates == ("Ann Lee", "b", "c")
    assert papers(text) == {("Ann Lee", frozenset("bc")): 27, ("c",): 3}
    assert papers("5: A/5,[B B]/0\n") == {(5, 0): 5}
    assert codes("5: A>B\n2: A/1,B/2\n") == [(2, "mixed-kinds")]
    assert codes("5: A>>\nx: A>B\n", form="abif") == [(1, "bad-order"), (2, "bad-papers")]


def test_civs() -> None:
    """Only the order of ranks counts; 5X is five papers in a file made for upload."""
    assert papers("Ann,Bo,Cy\n1,2,-\n3,No opinion,3\n") == {
        ("Ann", "Bo"): 1,
        (frozenset({"Ann", "Cy"}),): 1,
    }
    upload = read("# test\n5X 1 4 -\n1,1,2\n")
    assert (upload.form, upload.profile.total) == ("civs", 6)
    assert notes(upload) == {"no-names"}


def test_belenios() -> None:
    """Ranks by candidate, 0 for none; totals are not ballots; questions are told apart."""
    file = read('{"result":[[[1,2,0],[0,1,2],[1,1,3]]]}')
    assert file.form == "belenios"
    assert papers("[[2,1],[0,0]]") == {("Candidate 2", "Candidate 1"): 1, (): 1}
    assert codes('{"result":[[3,4]]}') == [(0, "no-ballots")]
    assert codes('{"result":[[[1,2]],[[2,1]]]}') == [(0, "which-contest")]
    assert codes('{"result":[[[1,2],[1]]]}') == [(0, "bad-ballot")]
    assert codes('{"result":[[[1,2]') == [(1, "bad-json")]
    assert codes("[" * 100_000) == [(0, "bad-json")]


# Cast-vote records

DOMINION = (
    "Test,5.2.16.1,,,,,,,,,,\n"
    ",,,,,,,Mayor (Vote For=1),Mayor (Vote For=1),Board (Vote For=2),Board (Vote For=2)\n"
    ",,,,,,,Ann,Bo,Cy,Di\n"
    "CvrNumber,TabulatorNum,BatchId,RecordId,ImprintedId,PrecinctPortion,BallotType,REP,DEM,,\n"
    "1,T,B,1,1-1,P,C,0,1,1,1\n"
    "2,T,B,2,1-2,P,C,,,1,0\n"
)


def test_dominion_choices() -> None:
    """Ballots without the contest are left out; parties stand beside CvrNumber."""
    board = read(DOMINION, contest="Board")
    assert (board.profile.kind, board.votes_allowed) == ("choices", 2)
    assert dict(board.profile.rankings()) == {("Cy", "Di"): 1, ("Cy",): 1}
    mayor = read(DOMINION, contest="Mayor (Vote For=1)")
    assert dict(mayor.profile.rankings()) == {("Bo",): 1}
    assert mayor.parties == {"Ann": "REP", "Bo": "DEM"}
    assert codes(DOMINION) == [(0, "which-contest")]
    assert codes(DOMINION.replace(",1,1,1", ",1,7,1"), contest="Board") == [(5, "bad-mark")]


def test_dominion_ranks() -> None:
    """`Ann(2)`: two marks in one rank are a tie, none a rank left blank."""
    size = '"Mayor (Number of positions=1, Number of ranks=3)"'
    head = f"T,5\n{',' * 7}{','.join([size] * 6)}\n{',' * 7}A(1),B(1),A(2),B(2),A(3),B(3)\n"
    rows = "CvrNumber,a,b,c,d,e,f\n1,,,,,,,1,0,0,1,0,0\n2,,,,,,,1,1,0,0,0,0\n3,,,,,,,0,0,0,1,0,0\n"
    assert papers(head + rows) == {("A", "B"): 1, (frozenset("AB"),): 1, (None, "B"): 1}


def selection(who: str, **said: object) -> dict[str, object]:
    return {"ContestSelectionId": who, "SelectionPosition": [{"HasIndication": "yes", **said}]}


def report(*ballots: list[dict[str, object]]) -> str:
    people = [{"@id": "p1", "Name": "Ann"}, {"@id": "p2", "Name": {"Text": [{"Content": "Bo"}]}}]
    choices = [{"@id": f"s{k}", "CandidateIds": [f"p{k}"]} for k in (1, 2)]
    contest = {"@id": "c", "Name": "Council", "VotesAllowed": 2, "ContestSelection": choices}
    records = []
    for number, marks in enumerate(ballots):
        shown = {
            "@id": f"n{number}",
            "CVRContest": [{"ContestId": "c", "CVRContestSelection": marks}],
        }
        records.append({"CurrentSnapshotId": f"n{number}", "CVRSnapshot": [{"@id": "old"}, shown]})
    election = [{"Candidate": people, "Contest": [contest]}]
    kind = "CVR.CastVoteRecordReport"
    return json.dumps({"@type": kind, "CVR": records, "Election": election})


def test_common_data_format() -> None:
    """Marks, ranks and cumulative votes; the current snapshot; marks that do not count."""
    marked = read(report([selection("s1"), selection("s2", IsAllocable="no")], []))
    assert (marked.form, marked.title, marked.votes_allowed) == ("cvr-cdf", "Council", 2)
    assert dict(marked.profile.rankings()) == {("Ann",): 1, (): 1}
    ranked = papers(report([selection("s2", Rank=1), selection("s1", Rank=3)]))
    assert ranked == {("Bo", None, "Ann"): 1}
    assert papers(report([selection("s1", NumberVotes=2)])) == {(2, None): 1}
    assert codes(report([selection("s1", Rank=-1)])) == [(0, "bad-mark")]


def test_a_column_a_vote() -> None:
    """Empty throughout: the contest was not on that ballot. An overvote voids the contest."""
    head = "cvr,Council | vote 1 of 2,Council | vote 2 of 2,Board | vote 1 of 1\n"
    text = head + '1,"Lee, Bo",undervote,\n2,Ann,overvote,Cy\n3,,,Cy\n'
    file = read(text, contest="Council")
    assert dict(file.profile.rankings()) == {("Lee, Bo",): 1, (): 1}
    assert "overvotes" in notes(file)
    assert codes(text) == [(0, "which-contest")]


# Parquet and packed


def test_parquet_tables(tmp_path: Path) -> None:
    """Names by rank and ranks by candidate, as other tools write them; blocks of our own."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    from hustings.formats.ballot_parquet import read_blocks, read_parquet

    def stored(**columns: list[object]) -> Path:
        path = tmp_path / "t.parquet"
        pq.write_table(pa.table(columns), path)
        return path

    names = read_parquet(
        stored(choice1=["B", "A", None], choice2=["A", "", "B"], ballots=[3, 2, 1])
    )
    assert dict(names.profile.rankings()) == {("B", "A"): 3, ("A",): 2, (None, "B"): 1}
    ranks = read_ballots(stored(Ann=[1, 2], Bo=[2, None]))
    assert dict(ranks.profile.rankings()) == {("Ann", "Bo"): 1, (None, "Ann"): 1}
    with pytest.raises(InputError):
        read_parquet(stored(Ann=[1, -2], Bo=[2, 1]))
    own = tmp_path / "own.parquet"
    own.write_bytes(bytes(write_ballots(names, "parquet", seats=2, title="T")))  # type: ignore[arg-type]
    assert (read_parquet(own).seats, read_parquet(own).title) == (2, "T")
    assert sum(len(cells) for cells, _ in read_blocks(own)) == 3


def test_a_broken_packed_file_is_refused() -> None:
    """Cells that cannot be, a head that lies, a file cut short."""
    whole = bytes(write_ballots(Profile.of({("A", "B"): 3}), "packed"))  # type: ignore[arg-type]
    for broken in (
        whole[:-1],
        whole.replace(b'"rows": 1', b'"rows": 9'),
        whole.replace(b"1\n", b"1", 1),
    ):
        with pytest.raises(InputError):
            read_ballots(broken, form="packed")
    assert read_ballots(io.BytesIO(whole).read()).form == "packed"
