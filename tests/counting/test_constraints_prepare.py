"""A profile made ready by arrays has the same papers as one made ready row by row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.counting import prepare as steps
from hustings.model.constraints import PaperRange
from hustings.model.count import Terms
from hustings.model.profile import Profile

NAMES = ("Ann", "Bob", "Cal", "Dee", "RON")
rank = st.one_of(
    st.none(),
    st.sampled_from(NAMES),
    st.frozensets(st.sampled_from(NAMES), min_size=2, max_size=3),
)
ranked = st.dictionaries(
    st.lists(rank, min_size=1, max_size=5).map(tuple), st.integers(1, 9), min_size=1, max_size=8
).map(lambda papers: Profile.of(papers, NAMES))
points = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3)), st.integers(1, 9)),
    min_size=1,
    max_size=8,
).map(lambda papers: Profile.of(papers, NAMES, "scores"))
two = PaperRange(name="two", members=frozenset(["Ann", "Bob", "Cal"]), at_least=1, at_most=2)
TERMS = [
    Terms(seats=3, constraints=(two,)),
    Terms(seats=3, withdrawn=("Ann", "Dee")),
    Terms(seats=3, reopen="RON"),
    Terms(seats=3, reopen="RON", withdrawn=("Cal",), constraints=(two,)),
]


@settings(max_examples=60, deadline=None)
@given(st.one_of(ranked, points), st.sampled_from(TERMS))
def test_arrays_and_rows_give_the_same_papers(profile: Profile, terms: Terms) -> None:
    if profile.kind == "scores" and terms.reopen:
        return
    plain = steps.prepare(profile, terms, exact=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "ENOUGH_ROWS", 0)
        fast = steps.prepare(profile, terms)
    assert fast.marks == plain.marks
    assert fast.profile.digest == plain.profile.digest


def test_with_more_names_than_a_byte_holds() -> None:
    names = ["RON", *(f"c{k:03}" for k in range(1, 250))]
    papers = {(frozenset(["c001", "c002"]), "RON"): 4, ("c003", None, "RON", "c004"): 2}
    profile, terms = Profile.of(papers, names), Terms(seats=3, reopen="RON")
    plain = steps.prepare(profile, terms, exact=True).profile
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "ENOUGH_ROWS", 0)
        fast = steps.prepare(profile, terms).profile
    assert fast.item == plain.item == 2
    assert fast.digest == plain.digest


def test_nothing_asked_leaves_the_profile_alone() -> None:
    profile = Profile.of({("Ann",): 3})
    assert steps.prepare(profile, Terms(seats=1, after_issue=("Ann",))).profile is profile
