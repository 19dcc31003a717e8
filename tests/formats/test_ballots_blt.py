"""BLT in every dialect that is documented or found, and each way in which it can be broken."""

from __future__ import annotations

import random

import pytest

from hustings.errors import InputError, Problem
from hustings.formats import ballot_blt
from hustings.formats.ballot_source import open_source
from hustings.formats.ballots import read_ballots, write_ballots
from hustings.model.profile import BallotFile


def read(text: str) -> BallotFile:
    return read_ballots(text.encode(), form="blt")


def papers(text: str) -> dict[object, int]:
    return dict(read(text).profile.rankings())


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        read(text)
    assert all(isinstance(p, Problem) and p.next_step for p in caught.value.problems)
    return [(p.line, p.code) for p in caught.value.problems]


NAMES = '"Adam"\n"Basil"\n"Charlotte"\n"Donald"\n"Title"\n'
FOUR = f"4 2\n-2\n3 1 3 4 0\n4 1 3 2 0\n2 4 1=3 0\n1 2 0\n0\n{NAMES}"


def test_hill_wichmann_woodall() -> None:
    """The paper's own shape, with an equal ranking: Basil withdrew, and stays on the papers."""
    file = read(FOUR)
    assert (file.seats, file.title, file.withdrawn) == (2, "Title", ("Basil",))
    assert dict(file.profile.rankings()) == {
        ("Adam", "Charlotte", "Donald"): 3,
        ("Adam", "Charlotte", "Basil"): 4,
        ("Donald", frozenset({"Adam", "Charlotte"})): 2,
        ("Basil",): 1,
    }


def test_one_line_is_the_same_file() -> None:
    """Newlines are optional in the paper of 1987: numbers are one stream."""
    assert papers(" ".join(FOUR.split())) == papers(FOUR)


def test_comments_ids_and_gaps() -> None:
    """OpenSTV: `#` to the end of a line, ids instead of papers, `-` for a rank left blank."""
    text = (
        '# by hand\n3 1 # three\n/* gone */ -3\n(b 1) 1 - 2 0\n(b2) 2 0 # x\n0\n"A # 1"\n"B"\n"C"\n'
    )
    file = read(text)
    assert file.withdrawn == ("C",)
    assert dict(file.profile.rankings()) == {("A # 1", None, "B"): 1, ("B",): 1}


def test_brackets_tie() -> None:
    """Hill writes equal preferences in brackets."""
    tied = (frozenset({"Basil", "Charlotte"}), "Adam")
    assert papers(f"4 2\n2 (2 3) 1 0\n0\n{NAMES}") == {tied: 2}


def test_droop_options() -> None:
    """`[nick]` names candidates on ballots, `[tie]` gives an order, other options are noted."""
    text = f"4 2\n[nick a b c d]\n[tie d c b a]\n[droop dump]\n2 a b=c 0\n0\n{NAMES}"
    file = read(text)
    assert file.tie_order == ("Donald", "Charlotte", "Basil", "Adam")
    assert papers(text) == {("Adam", frozenset({"Basil", "Charlotte"})): 2}
    assert [note.code for note in file.notes] == ["option-left-out"]


def test_old_droop_tie_order_stands_by_the_names() -> None:
    """`=tie 3 1 2 0` between the names and the title."""
    file = read('3 1\n2 1 0\n0\n"A"\n"B"\n"C"\n=tie 3 1 2 0\n"T"\n')
    assert (file.tie_order, file.title) == (("C", "A", "B"), "T")


def test_names_without_quotes() -> None:
    """One a line, as some councils write them; quotes within quotes stay."""
    file = read('2 1\n1 1 0\n0\nAnn Lee (Ind)\n"William "Bill" Ray"\nWard 9\n')
    assert file.profile.candidates == ("Ann Lee (Ind)", 'William "Bill" Ray')
    assert file.title == "Ward 9"


def test_zero_for_a_rank_left_blank() -> None:
    """Stack Exchange writes 0 for an empty rank within a line; that is noted."""
    text = "9 2\n1 1 0 7 0\n1 0 7 0 0\n1 3 4 2 0\n0\n" + "".join(f'"N{k}"\n' for k in range(9))
    file = read(text)
    assert dict(file.profile.rankings())[("N0", None, "N6")] == 1
    assert dict(file.profile.rankings())[(None, "N6")] == 1
    assert [note.code for note in file.notes] == ["zero-as-blank"]


def test_two_readings_are_refused() -> None:
    """`2 1 0 3 2 0` on a line: two ballots, or one with a gap. The reader does not guess."""
    assert problems(f"4 1\n2 1 0 3 2 0\n0\n{NAMES}") == [(2, "two-readings")]


def test_lines_without_zeros() -> None:
    """OpenTally lets the end of a line end a ballot, when all of them do so."""
    text = f"4 1\n2 1 2\n1 3\n0\n{NAMES}"
    assert papers(text) == {("Adam", "Basil"): 2, ("Charlotte",): 1}
    assert [note.code for note in read(text).notes] == ["no-zeros"]


def test_seats_are_a_claim() -> None:
    """OpaVote writes the number of candidates for seats when used as a box: that is said."""
    assert [n.code for n in read(f"4 4\n1 1 0\n0\n{NAMES}").notes] == ["seats-equal-candidates"]
    assert [n.code for n in read(f"4 9\n1 1 0\n0\n{NAMES}").notes] == [
        "fewer-candidates-than-seats"
    ]


def test_a_repeated_candidate_is_kept_and_noted() -> None:
    """What a paper that bears a candidate twice means is for the rule to say."""
    file = read(f"4 2\n3 1 2 1 0\n0\n{NAMES}")
    assert dict(file.profile.rankings()) == {("Adam", "Basil", "Adam"): 3}
    assert [note.code for note in file.notes] == ["repeated-candidate"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(0, "wrong-kind")]),
        ("four 2\n", [(1, "bad-header")]),
        (f"4 2\n1 5 0\n-1 2 0\nx 1 0\n1 2 q 0\n0\n{NAMES}", None),
        (f"4 2\n1 5 0\n0\n{NAMES}", [(2, "candidate-out-of-range")]),
        (f"4 2\n0\n{NAMES}", [(0, "no-ballots")]),
        (f"4 2\n1 1 2 0\n1 2 0\n{NAMES}", [(3, "no-end")]),
        ("4 2\n1 1 2 0\n1 2", [(3, "bad-ballot"), (3, "no-end"), (3, "missing-names")]),
        ('4 2\n1 1 0\n0\n"Adam"\n', [(5, "missing-names")]),
        (f"4 2\n1 1 0\n0\n{NAMES.replace('Basil', 'Adam')}", [(5, "duplicate-candidate")]),
        (f"4 2\n9999999999999999999 1 0\n0\n{NAMES}", [(2, "bad-papers")]),
        (f"4 2\n1.5 1 0\n0\n{NAMES}", [(2, "bad-papers")]),
        (f"4 2\n-7\n1 1 0\n0\n{NAMES}", [(2, "bad-withdrawal")]),
        (f"4 2\n1 2=2 0\n0\n{NAMES}", [(2, "tied-with-itself")]),
        ("999999 2\n1 1 0\n0\n", [(1, "too-many-candidates")]),
    ],
)
def test_what_is_wrong_is_named_by_line(text: str, found: list[tuple[int, str]] | None) -> None:
    """Every fault at once, each with its line and a next step."""
    assert found is None or set(problems(text)) == set(found)
    assert problems(text)


def test_every_fault_is_collected() -> None:
    """Three broken ballots and a missing name are four Problems, not one."""
    text = '3 1\n1 4 0\n0 1 0\nx 1 0\n1 2 0\n0\n"A"\n"B"\n'
    assert len(problems(text)) == 4


@pytest.mark.parametrize("candidates", [1, 9, 27, 63, 64, 70, 250, 251, 400])
def test_quick_and_careful_agree(candidates: int) -> None:
    """Clean files of any size give the same by arrays as by lines."""
    rng = random.Random(candidates)
    lines = [f"{candidates} 3", "-1"]
    for _ in range(300):
        order = rng.sample(range(1, candidates + 1), rng.randint(0, min(candidates, 12)))
        order += order[:1] if rng.random() < 0.05 else []
        lines.append(" ".join(map(str, [rng.choice([1, 2, 17, 123_456]), *order, 0])))
    text = "\n".join([*lines, "0", *(f'"C{k}"' for k in range(candidates)), '"T"', ""])
    quick = ballot_blt.read_quick(open_source(text.encode())[0])
    careful = ballot_blt.read_careful(open_source(text.encode())[0])
    assert quick is not None
    assert quick.profile.cells == careful.profile.cells
    assert quick.profile.papers == careful.profile.papers
    assert quick.profile.item == (1 if candidates <= 250 else 2)
    assert (quick.notes, quick.withdrawn) == (careful.notes, careful.withdrawn)


def test_writing_refuses_what_it_cannot_say() -> None:
    """No seats, or a name over two lines: the form is named, and what to do."""
    file = read(FOUR)
    with pytest.raises(InputError, match="seats"):
        write_ballots(file.profile, "blt")
    assert write_ballots(file.profile, "blt", seats=2, title="T").startswith("4 2\n")


def test_withdrawn_and_tie_order_come_back() -> None:
    """What a BLT file says beside its papers survives a copy."""
    file = read(FOUR.replace("-2\n", "-2\n[tie 4 3 2 1]\n"))
    again = read(str(write_ballots(file, "blt")))
    assert (again.withdrawn, again.tie_order) == (file.withdrawn, file.tie_order)
    assert again.profile.digest == file.profile.digest
