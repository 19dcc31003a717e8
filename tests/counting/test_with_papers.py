"""Papers put together are the papers: however they are split, ordered or written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hustings
from hustings.auditing.against import compare
from hustings.errors import InputError
from hustings.formats.ballots import read_ballots, write_ballots
from hustings.formats.official import read_known, read_official
from hustings.formats.together import as_one_file, put_together
from hustings.model.profile import BallotFile, Kind, PapersFrom, Profile

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = ("Ann Ash", "Bea Birch", "Cy Cedar", "Di Dogwood")


def file(ballots: dict[Any, int], name: str, candidates: Any = NAMES, **said: Any) -> BallotFile:
    profile = Profile.of(ballots, candidates, said.pop("kind", "ranked"))
    return BallotFile(profile=profile, form="blt", name=name, **said)


@st.composite
def papers(draw: st.DrawFn) -> dict[Any, int]:
    """Rankings with equal ranks and ranks left blank."""
    found: dict[Any, int] = {}
    for _ in range(draw(st.integers(1, 8))):
        left, ranks = [*draw(st.permutations(NAMES))], []
        for size in draw(st.lists(st.integers(0, 2), max_size=4)):
            here = [left.pop() for _ in range(min(size, len(left)))]
            ranks.append(frozenset(here) if len(here) > 1 else here[0] if here else None)
        while ranks and ranks[-1] is None:
            ranks.pop()
        found[tuple(ranks)] = draw(st.integers(1, 5))
    return found


@given(papers(), papers(), st.permutations(NAMES))
@settings(deadline=None)
def test_rankings_add_up_whatever_the_order_of_the_names(
    here: dict[Any, int], there: dict[Any, int], order: list[str]
) -> None:
    both = Profile.of(here, NAMES).with_papers(Profile.of(there, order))
    assert dict(both.rankings()) == dict(Counter(here) + Counter(there))
    assert both.candidates == NAMES
    assert both.digest == Profile.of(Counter(here) + Counter(there), NAMES).digest


@given(papers(), papers(), st.permutations(NAMES))
@settings(deadline=None)
def test_the_one_file_reads_back_and_does_not_tell_the_parts(
    here: dict[Any, int], there: dict[Any, int], order: list[str]
) -> None:
    both = Profile.of(here, NAMES).with_papers(Profile.of(there, order))
    name, content = as_one_file(both)
    assert read_ballots(content).profile.digest == both.digest
    other = Profile.of(there, NAMES).with_papers(Profile.of(here, order))
    assert as_one_file(other) == (name, content)


@pytest.mark.parametrize("kind", ["choices", "scores"])
def test_crosses_and_points_go_by_name(kind: Kind) -> None:
    said: dict[Any, int]
    if kind == "choices":
        here = Profile.of({("Ann Ash", "Cy Cedar"): 2}, NAMES, kind)
        there = Profile.of({("Cy Cedar", "Ann Ash"): 3, ("Di Dogwood",): 1}, NAMES[::-1], kind)
        said = {("Ann Ash", "Cy Cedar"): 5, ("Di Dogwood",): 1}
    else:
        here = Profile.of([({"Ann Ash": 5, "Cy Cedar": 0}, 2)], NAMES, kind)
        there = Profile.of([({"Cy Cedar": 0, "Ann Ash": 5}, 3)], NAMES[::-1], kind)
        said = {(5, None, 0, None): 5}
    both = here.with_papers(there)
    assert dict(both.rankings()) == said
    assert read_ballots(as_one_file(both)[1]).profile.digest == both.digest


def test_two_bytes_a_cell_join_one() -> None:
    """Three hundred candidates on one side, a few of them on the other."""
    many = tuple(f"Candidate {k:03}" for k in range(300))
    here = Profile.of({(many[299], None, frozenset(many[:2])): 1}, many)
    there = Profile.of({(many[7], None, frozenset((many[3], many[5]))): 2}, many[:9])
    assert (here.item, there.item) == (2, 1)
    assert dict(here.with_papers(there).rankings()) == {
        (many[299], None, frozenset(many[:2])): 1,
        (many[7], None, frozenset((many[3], many[5]))): 2,
    }


def test_every_strange_name_and_kind_is_told_at_once() -> None:
    first = file({("Ann Ash",): 2}, "online.blt")
    second = file({("Anne Ash",): 1}, "post.csv", ("Anne Ash", "Zoe Yew"))
    third = file({("Ann Ash",): 1}, "hall.csv", kind="choices")
    with pytest.raises(InputError) as told:
        first.with_papers(second, third)
    found = [(p.file, p.code) for p in told.value.problems]
    assert found == [
        ("post.csv", "unknown-candidate"),
        ("post.csv", "unknown-candidate"),
        ("hall.csv", "other-kind"),
    ]
    assert "Ann Ash" in told.value.problems[0].next_step
    assert "csv:ranks" in told.value.problems[2].next_step


def test_the_very_same_file_is_refused_and_the_same_papers_are_remarked_on() -> None:
    first = file({("Ann Ash",): 2}, "a.blt", sha256="ab" * 32)
    with pytest.raises(InputError, match=r"this is a.blt again"):
        first.with_papers(replace(first, name="copy.blt"))
    made = first.with_papers(replace(first, name="b.csv", sha256="cd" * 32))
    assert [p.code for p in made.notes] == ["same-papers"]
    assert made.profile.total == 4


def test_the_first_header_holds_and_what_differs_is_a_warning() -> None:
    first = file({("Ann Ash",): 2}, "a.blt", title="Chair", seats=2)
    second = file({("Bea Birch",): 1}, "b.blt", NAMES[:3], title="Treasurer", seats=1)
    third = file({("Cy Cedar",): 1}, "c.csv", votes_allowed=3, withdrawn=("Di Dogwood",))
    made = first.with_papers(second, third)
    assert (made.title, made.seats, made.votes_allowed, made.withdrawn) == ("Chair", 2, 3, ())
    assert made.files == (
        PapersFrom("a.blt", 2, ""),
        PapersFrom("b.blt", 1, ""),
        PapersFrom("c.csv", 1, ""),
    )
    said = [(p.file, p.code, p.level) for p in made.notes]
    assert said == [
        ("b.blt", "candidate-lacking", "warning"),
        ("b.blt", "files-differ", "warning"),
        ("b.blt", "files-differ", "warning"),
        ("c.csv", "files-differ", "warning"),
    ]
    assert "Di Dogwood" in made.notes[0].message


def test_more_files_may_follow() -> None:
    one, two, three = (file({(n,): 1}, f"{k}.blt") for k, n in enumerate(NAMES[:3]))
    step = one.with_papers(two).with_papers(three)
    assert step.files == one.with_papers(two, three).files
    assert step.profile.digest == one.with_papers(two, three).profile.digest
    assert one.with_papers() is one


def test_the_hash_is_of_the_papers_as_one_file() -> None:
    one, two = file({("Ann Ash",): 2}, "a"), file({("Bea Birch",): 1}, "b")
    made = put_together([one, two])
    assert read_ballots(as_one_file(made.profile)[1]).sha256 == made.sha256
    assert put_together([one]) is one


def test_a_ward_dealt_into_two_files_is_counted_as_its_council_did(shared: Any) -> None:
    """Edinburgh 2012, ward 1: 97 cells of the council's table, papers in two forms and orders."""
    name = "Edinburgh 2012 S13002919"
    table = read_official(shared("stv_stages_no_ballots/other_stages.csv"), contest=name)
    known = read_known(GOLDEN / "edinburgh_2012/known_faults.csv", contest=name)
    whole = read_ballots(shared("scottish_stv/ballots.zip"), contest="edinburgh_2012_ward1")
    rows = list(whole.profile.rankings())
    even = Profile.of(dict(rows[::2]), whole.profile.candidates)
    odd = Profile.of(dict(rows[1::2]), whole.profile.candidates[::-1])
    first = read_ballots(str(write_ballots(even, "blt", seats=3)).encode())
    second = read_ballots(write_ballots(odd, "packed"))
    both = first.with_papers(second)
    assert both.profile.digest == whole.profile.digest
    held = compare(hustings.count(both, "scottish-stv", seats=whole.seats), table, known)
    assert held.agrees, held.differences
    assert held.cells == 97
