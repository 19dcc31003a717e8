"""Papers on arrays against their plain twin: every answer and every count equal."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from boxes import both, from_cells, names, profiles, terms_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.counting import door
from hustings.counting.box import ArrayBox
from hustings.counting.desk import array_desk, profile_digest
from hustings.counting.score_box import ArrayScoreBox
from hustings.errors import InputError
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.play import plain_desk
from hustings.rules.register import find_rule, rules

RULES = rules()
IDS = [f"{rule.name}@{rule.effective_from}" for rule in RULES]
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("rule", RULES, ids=IDS)
@QUICK
@given(data=st.data())
def test_every_rule_counts_the_same_on_arrays(rule: Rule, data: st.DataObject) -> None:
    """Every field of the count but the engine, ties, lots and refusals included."""
    profile = data.draw(profiles(data.draw(st.sampled_from(rule.kinds))))
    terms = terms_for(rule, profile, data.draw(st.integers(1, 4)), data.draw(st.integers(0, 8)))
    plain, arrays = both(rule, profile, terms)
    assert arrays is None or arrays == plain


@pytest.mark.parametrize(
    "reading", [Reading("stop", "stop", "stop"), Reading("pass", "pass"), Reading("equal", "pass")]
)
@settings(QUICK, max_examples=40)
@given(profile=profiles())
def test_papers_read_the_same(reading: Reading, profile: Profile) -> None:
    """The same rankings, and the same number of blank, doubled, skipped and repeated."""
    rule = find_rule("scottish-stv")
    asked = Rule(**{**_fields(rule), "reading": reading})
    plain, desk = plain_desk(asked, profile), array_desk(profile, reading, "")
    if desk is None:
        assert all(min(ranking) < 0 for ranking in plain.read.rankings)  # blank, or level
        return
    assert dict(desk.box.rankings()) == dict(plain.box.rankings())
    for mark in ("blank", "overvoted", "skipped", "repeated"):
        assert getattr(desk.read, mark) == getattr(plain.read, mark)


def _fields(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in Rule.__dataclass_fields__}


@pytest.mark.parametrize("kind", ["ranked", "choices", "scores"])
@settings(QUICK, max_examples=40)
@given(data=st.data())
def test_every_sum_is_the_same(kind: str, data: st.DataObject) -> None:
    """Marks, ranks, pairs, lengths, points: what rules without transfers ask for."""
    profile = data.draw(profiles(kind))
    asked = Rule(**{**_fields(find_rule("scottish-stv")), "reading": Reading("equal", "pass")})
    plain, desk = plain_desk(asked, profile), array_desk(profile, asked.reading, "")
    if desk is None:
        return
    assert isinstance(desk.box, ArrayScoreBox if kind == "scores" else ArrayBox)
    n = len(profile.candidates)
    for most in (None, *range(4)):
        assert desk.box.marks(most) == plain.box.marks(most)
        for each in (None, 0, 1, 5):
            assert desk.box.points(most, each) == plain.box.points(most, each)
    for question in ("ranks", "pairwise", "lengths", "given"):
        assert getattr(desk.box, question)() == getattr(plain.box, question)()
    assert dict(desk.box.rankings()) == dict(plain.box.rankings())
    keeps = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    assert list(desk.box.reached(keeps).items()) == list(plain.box.reached(keeps).items())


@settings(QUICK, max_examples=40)
@given(profile=profiles(), seed=st.integers(0, 99))
def test_the_digest_is_the_same_for_any_order_and_grouping(profile: Profile, seed: int) -> None:
    """Papers shaken and written one a row, hashed as arrays or by the standard library."""
    rows = [row for row, n in profile.grouped().items() for _ in range(n)]
    random.Random(seed).shuffle(rows)
    apart = Profile.from_rows(profile.candidates, rows)
    assert profile_digest(profile) == profile.digest == apart.digest == profile_digest(apart)
    if len(rows) > 1 and set(rows[1:]) != {rows[0]}:
        less = Profile.from_rows(profile.candidates, rows[1:])
        assert profile_digest(less) != profile.digest


def slates(papers: int, candidates: int, seed: int) -> Profile:
    """Three slates, most papers straight; a hundredth skip a rank, double one or repeat a name."""
    rng = np.random.default_rng(seed)
    own = rng.choice(3, papers, p=[0.5, 0.3, 0.2])[:, None] == np.arange(candidates) % 3
    noise = rng.gumbel(size=(papers, candidates))
    cells = np.argsort(-(3 * own + noise - np.arange(candidates) / 9), axis=1) + 1
    cells[np.arange(candidates) >= rng.integers(1, candidates + 1, papers)[:, None]] = 0
    odd = rng.random(papers) < 0.01
    skipped = 254 if candidates <= 250 else 65_534
    cells[odd, 1] = rng.choice([0, 1, 2, skipped], odd.sum())
    return from_cells(cells, candidates)


@pytest.mark.parametrize(("candidates", "seats"), [(27, 9), (12, 9), (40, 5), (90, 7)])
def test_thousands_of_papers_count_the_same(candidates: int, seats: int) -> None:
    """More rows than a tree has leaves, one, two or no 64-bit key a row, codes and loose ends."""
    profile = slates(6_000, candidates, candidates)
    plain, arrays = both(find_rule("scottish-stv"), profile, Terms(seats=seats))
    assert isinstance(plain, Count)
    assert plain == arrays


def test_three_hundred_candidates_count_the_same() -> None:
    """Two bytes a cell, four to a key: a long paper of a large assembly."""
    profile = slates(400, 300, 3)
    plain, arrays = both(find_rule("scottish-stv"), profile, Terms(seats=40))
    assert isinstance(plain, Count)
    assert plain == arrays
    assert plain.data_sha256 == profile_digest(profile)


def test_the_door_takes_arrays_when_they_pay_and_says_so(monkeypatch: Any) -> None:
    """Enough rows: arrays. Asked for the exact rule: the plain one. The counts are equal."""
    monkeypatch.setattr(door, "ENOUGH_ROWS", 1_000)
    profile, rule = slates(3_000, 9, 1), find_rule("scottish-stv")
    told: list[str] = []
    quick = door.count(rule, profile, Terms(seats=3), Lots(seed="x"), progress=told.append)
    plain = door.count(rule, profile, Terms(seats=3), Lots(seed="x"), exact=True)
    assert quick == Count(**{**_count_fields(plain), "engine": door.ARRAYS})
    assert plain.engine != quick.engine
    assert "3,000" in told[0]
    assert door.digest(profile) == profile.digest == plain.data_sha256


def _count_fields(count: Count) -> dict[str, Any]:
    return {name: getattr(count, name) for name in Count.__dataclass_fields__}


def test_papers_packed_once_are_counted_again(monkeypatch: Any) -> None:
    """Other seats and withdrawals on the same desk; another reading of the papers is refused."""
    monkeypatch.setattr(door, "ENOUGH_ROWS", 1_000)
    profile, rule = slates(3_000, 9, 2), find_rule("scottish-stv")
    packed = door.pack(profile, rule)
    for terms in (Terms(seats=2), Terms(seats=5, after_issue=(profile.candidates[0],))):
        again = door.count(rule, packed, terms, Lots(seed="x"))
        assert again == door.count(rule, profile, terms, Lots(seed="x"))
    other = Rule(**{**_fields(rule), "reading": Reading("pass", "pass")})
    with pytest.raises(InputError) as refused:
        door.count(other, packed, Terms(seats=2))
    assert [p.code for p in refused.value.problems] == ["other-reading"]


def test_a_hash_the_caller_knows_is_kept() -> None:
    """The file's own SHA-256 stands in the count instead of the profile's digest."""
    profile = Profile.from_rows(names(2), [(1, 2), (2, 1)], [3, 2])
    count = door.count(find_rule("scottish-stv"), profile, Terms(seats=1), data_sha256="ab")
    assert count.data_sha256 == "ab"


def test_what_arrays_cannot_hold_is_left_to_the_plain_rule() -> None:
    """Absurdly many papers or points, a row of no papers, and nothing but blank papers."""
    reading = Reading()
    for rows, papers in (([(1,), (2,)], [2**52, 2**52]), ([(1,)], [0]), ([()], [5])):
        assert array_desk(Profile.from_rows(names(2), rows, papers), reading, "") is None
    many = Profile.from_rows(names(2), [(60_000, 1)], [2**50], "scores")
    assert array_desk(many, reading, "") is None
