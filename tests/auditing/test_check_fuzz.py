"""Whatever figures a result holds, a check ends with verdicts and no exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.auditing.check import check
from hustings.auditing.check_family import KINDS
from hustings.model.declared import FIGURES, Declared, Standing, Stated
from hustings.model.official import figure
from hustings.report.check_page import check_page
from hustings.report.text import render

NUMBERS = st.one_of(
    st.integers(-3, 12).map(str),
    st.integers(0, 10**12).map(str),
    st.decimals(-2, 2000, places=2).map(str),
    st.sampled_from(["1/3", "0", "0.0", "100", "37/3", "999999999999999999999"]),
)


def stated(text: str) -> Stated:
    found = figure(text)
    assert found is not None
    return Stated(found)


FIGURE = NUMBERS.map(stated)
NAMES = st.sampled_from(["Ann", "Ann", "Bea B", "B, Bea", "", "—", "RON"])
PEOPLE = st.builds(
    Standing,
    name=NAMES,
    votes=st.none() | FIGURE,
    share=st.none() | FIGURE,
    elected=st.sampled_from([None, True, False]),
    slate=st.sampled_from(["", "Open"]),
    place=st.none() | st.integers(-1, 5),
    categories=st.sampled_from([frozenset(), frozenset({"woman"})]),
)
PAIRS = st.lists(st.tuples(st.sampled_from([*FIGURES, "blank", "Open"]), FIGURE), max_size=3)
RESULTS = st.builds(
    Declared,
    title=st.sampled_from(["", "A club"]),
    file=st.just("club.txt"),
    candidates=st.lists(PEOPLE, max_size=6).map(tuple),
    seats=st.none() | FIGURE,
    rule=st.sampled_from(["", "schulze", "nonsense", *KINDS]),
    figures=st.dictionaries(st.sampled_from(FIGURES), FIGURE, max_size=9),
    again=PAIRS.map(tuple),
    rejected=PAIRS.map(tuple),
    slates=PAIRS.map(tuple),
    constraint=st.sampled_from(
        ["", "women >= 1", "at least one woman", "a >= 1: Ann", "x <= 0: Ann"]
    ),
)


@settings(max_examples=300, deadline=None)
@given(RESULTS)
def test_every_result_ends_in_verdicts(declared: Declared) -> None:
    found = check(declared)
    assert sum(found.counts.values()) == len(found.verdicts)
    assert all(v.level in {"ok", "FAIL", "?"} and v.said for v in found.verdicts)
    assert render(check_page(found))
    assert found.to_dict()["verdicts"] is not None
