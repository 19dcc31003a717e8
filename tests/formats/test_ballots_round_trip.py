"""What a form agrees to write, it reads again as the same papers; the rest it refuses."""

from __future__ import annotations

from fractions import Fraction
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.errors import InputError
from hustings.formats.ballot_form import row_of
from hustings.formats.ballots import read_ballots, write_ballots
from hustings.formats.privacy import shorten, uniqueness
from hustings.model.profile import BallotFile, Kind, Profile, cell_bytes

calm = settings(max_examples=60, deadline=None)
ARROW = find_spec("pyarrow") is not None
NAMES = ["Ann Lee", "Bo, Jr", "Çelik 'C'", "D=E", "F>G", "Héloïse", "I", "J"]
SAYS = {
    ("ranked", "plain"): {"blt", "preflib", "abif", "csv", "packed", "parquet"},
    ("ranked", "ties"): {"blt", "preflib", "abif", "csv", "packed", "parquet"},
    ("ranked", "skips"): {"blt", "csv", "packed", "parquet"},
    ("choices", "plain"): {"preflib", "abif", "csv", "packed", "parquet"},
    ("scores", "plain"): {"abif", "csv", "packed", "parquet"},
}


@st.composite
def rankings(draw: st.DrawFn, marks: str) -> Profile:
    """Papers of up to eight candidates, each at most once, with ties or gaps if asked for."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    numbers = range(1, len(names) + 1)
    item = cell_bytes(len(names), "ranked")
    rows = []
    for order in draw(st.lists(st.permutations(list(numbers)), min_size=1, max_size=8)):
        cut = order[: draw(st.integers(0, len(order)))]
        ranks = [[number] for number in cut]
        if marks == "ties" and len(ranks) > 1:
            ranks = [ranks[0] + ranks[1], *ranks[2:]]
        if marks == "skips" and ranks:
            ranks.insert(draw(st.integers(0, len(ranks) - 1)), [])
        rows.append(row_of(ranks, item))
    papers = draw(st.lists(st.integers(1, 10**9), min_size=len(rows), max_size=len(rows)))
    return Profile.from_rows(names, rows, papers)


@st.composite
def marked(draw: st.DrawFn, kind: Kind) -> Profile:
    """Papers of choices, or of points."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    count = len(names)
    if kind == "choices":
        some = st.lists(st.sampled_from(range(1, count + 1)), unique=True).map(sorted)
    else:
        some = st.lists(st.integers(0, 400), min_size=count, max_size=count)
    rows = draw(st.lists(some, min_size=1, max_size=8))
    return Profile.from_rows(names, rows, draw(st.just(range(1, len(rows) + 1))), kind)


def comes_back(profile: Profile, form: str) -> None:
    if form == "parquet" and not ARROW:
        return
    variant = {"ranked": "ranks", "choices": "marks", "scores": "scores"}[profile.kind]
    written = write_ballots(profile, form, seats=1, title="A title")
    kept = written if isinstance(written, bytes) else written.encode()
    again = read_ballots(kept, form=f"csv:{variant}" if form == "csv" else form)
    assert again.profile.kind == profile.kind
    assert again.profile.candidates == profile.candidates
    assert again.profile.grouped() == profile.grouped()
    assert again.profile.digest == profile.digest


@pytest.mark.parametrize("marks", ["plain", "ties", "skips"])
def test_rankings_come_back(marks: str) -> None:
    """By every form that can say such rankings."""

    @calm
    @given(rankings(marks))
    def run(profile: Profile) -> None:
        for form in SAYS["ranked", marks]:
            comes_back(profile, form)

    run()


@pytest.mark.parametrize("kind", ["choices", "scores"])
def test_marks_and_points_come_back(kind: Kind) -> None:
    """By every form that can say choices, or points."""

    @calm
    @given(marked(kind))
    def run(profile: Profile) -> None:
        for form in SAYS[kind, "plain"]:
            if form != "csv" or set(profile.cells) - {0}:
                comes_back(profile, form)

    run()


def test_scottish_comes_back() -> None:
    """A ward with parties, as the councils' editors write it."""
    profile = Profile.of({("A", "B"): 3, ("C",): 2}, ["A", "B", "C"])
    file = BallotFile(profile=profile, form="x", seats=2, title="Ward 1", parties={"A": "P (Q)"})
    again = read_ballots(str(write_ballots(file, "scottish")).encode())
    assert (again.form, again.seats, again.title) == ("scottish", 2, "Ward 1")
    assert again.parties == {"A": "P (Q)"}
    assert again.profile.digest == profile.digest


@pytest.mark.parametrize(
    ("form", "ballots", "what"),
    [
        ("scottish", {(frozenset("AB"),): 1}, "equal ranks"),
        ("scottish", {("A", None, "B"): 1}, "left blank"),
        ("scottish", {(): 1, ("A",): 1}, "blank paper"),
        ("preflib", {("A", None, "B"): 1}, "left blank"),
        ("abif", {("A", None, "B"): 1}, "left blank"),
        ("csv", {("A", "B", "A"): 1}, "twice"),
        ("abif", {("A]",): 1}, "name"),
        ("csv", {("ballots",): 1, ("id",): 1}, "names"),
    ],
)
def test_what_a_form_cannot_say(form: str, ballots: dict[object, int], what: str) -> None:
    """The refusal names the form and what it cannot say, and nothing is written."""
    with pytest.raises(InputError, match=what) as caught:
        write_ballots(Profile.of(ballots), form, seats=1)
    assert caught.value.problems[0].next_step


def test_equal_papers_become_one_row() -> None:
    """The order in which papers came in is not written."""
    one_by_one = Profile.from_rows(["A", "B"], [[2], [1, 2], [2], [1, 2], [2]])
    text = write_ballots(one_by_one, "blt", seats=1)
    assert str(text).split("\n")[1:4] == ["2 1 2 0", "3 2 0", "0"]


def test_uniqueness_is_exact() -> None:
    """Seven papers: 3 x AB, 2 x A, 1 x BA, 1 x B. To depth 1 nobody stands alone."""
    profile = Profile.of({("A", "B"): 3, ("A",): 2, ("B", "A"): 1, ("B",): 1})
    assert uniqueness(profile) == (
        (1, Fraction(0)),
        (2, Fraction(2, 7)),
        (3, Fraction(2, 7)),
        (5, Fraction(2, 7)),
        (None, Fraction(2, 7)),
    )


def test_a_tie_is_one_rank_when_cut() -> None:
    """Cut to two ranks, a tie counts as one of them."""
    tied = frozenset({"B", "C"})
    profile = Profile.of({("A", tied, "D"): 1, (None, "A", "B"): 2}, ["A", "B", "C", "D"])
    assert dict(shorten(profile, 2).rankings()) == {("A", tied): 1, (None, "A"): 2}
    assert dict(shorten(profile, 1).rankings()) == {("A",): 1, (): 2}


def test_cutting_before_writing() -> None:
    """`depth=1` publishes first preferences only."""
    profile = Profile.of({("A", "B"): 3, ("A", "C"): 2, ("B",): 1}, ["A", "B", "C"])
    written = str(write_ballots(profile, "preflib", depth=1))
    assert "5: 1\n" in written
    assert "1: 2\n" in written


def test_choices_cannot_be_cut() -> None:
    """There is no order to cut by."""
    with pytest.raises(InputError, match="choices"):
        shorten(Profile.of([{"A", "B"}], kind="choices"), 1)
