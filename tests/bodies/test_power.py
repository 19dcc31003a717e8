"""A-priori power beside published games, closed forms, plain enumeration and `power-bdd`."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from power_bdd.bdd import BDD, WeightedGame

from hustings.bodies import power_packed, power_states
from hustings.bodies.power import PowerIndices, camp_power, power, seat_power
from hustings.errors import InputError, NotSupported

EEC_1958 = {"France": 4, "Germany": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
"""The Council of six by the Treaty of Rome, article 148: twelve of seventeen votes carry."""


def fractions(text: str) -> list[Fraction]:
    return [Fraction(part) for part in text.split()]


def test_the_council_of_1958() -> None:
    """Luxembourg could never turn a vote; the three large have 5/21 each (published often)."""
    found = power(EEC_1958, 12)
    assert [p.normalised for p in found.players] == fractions("5/21 5/21 5/21 3/21 3/21 0")
    assert [p.banzhaf for p in found.players] == fractions("5/16 5/16 5/16 3/16 3/16 0")
    assert [p.shapley_shubik for p in found.players] == fractions("7/30 7/30 7/30 3/20 3/20 0")
    assert [p.dummy for p in found.players] == [False] * 5 + [True]
    assert found.act == Fraction(14, 64)
    assert found.player("France").prevent == Fraction(10, 14)
    assert found.player("France").initiate == Fraction(10, 50)
    assert found.proper


def test_a_bloc_with_a_majority_has_all_power() -> None:
    """Fourteen of sixteen seats in one camp: a published tool divides by zero here."""
    found = power([14, 2], 9)
    assert [(p.banzhaf, p.shapley_shubik) for p in found.players] == [(1, 1), (0, 0)]
    assert found.players[0].dictator
    assert found.players[0].veto
    assert found.players[1].dummy


def test_the_security_council_of_fifteen() -> None:
    """Five permanent members and nine of fifteen votes: weights 7 and 1, quota 39.

    Shapley-Shubik 421/2145 for a permanent member and 4/2145 for the others (textbook figures).
    """
    found = power([7] * 5 + [1] * 10, 39)
    assert found.players[0].shapley_shubik == Fraction(421, 2145)
    assert found.players[14].shapley_shubik == Fraction(4, 2145)
    assert found.players[0].veto
    assert not found.players[14].veto
    assert found.winning == 848
    same = power([([1] * 15, 9), ([1] * 5 + [0] * 10, 5)])
    assert [p.swings for p in same.players] == [p.swings for p in found.players]
    assert [p.shapley_shubik for p in same.players] == [p.shapley_shubik for p in found.players]


def test_the_electoral_college_of_1996() -> None:
    """California's Banzhaf 0.46645 and Shapley-Shubik 0.10813, Ohio's 0.16196 and 0.03911."""
    votes = [54, 33, 32, 25, 23, 22, 21, 18, 15, 14, 13, 13, 12, 12, *[11] * 4, 10, 10, 9, 9]
    votes += [*[8] * 6, *[7] * 3, 6, 6, *[5] * 4, *[4] * 6, *[3] * 8]
    assert (len(votes), sum(votes)) == (51, 538)
    found = power(votes, 270)
    assert float(found.players[0].banzhaf) == pytest.approx(0.4664541346829614, rel=1e-14)
    assert float(found.players[0].shapley_shubik) == pytest.approx(0.10812540951779513, rel=1e-14)
    assert float(found.players[6].banzhaf) == pytest.approx(0.16195807015004515, rel=1e-14)
    assert float(found.players[50].shapley_shubik) == pytest.approx(0.005405549637386588)


@pytest.mark.parametrize("seats", [1, 2, 16, 39, 68, 100, 175, 200, 1000])
def test_equal_seats_follow_the_closed_form(seats: int) -> None:
    """68 and 175 are where published packages first go wrong."""
    quota = seats // 2 + 1
    found = power([1] * seats, quota)
    expected = Fraction(comb(seats - 1, quota - 1), 2 ** (seats - 1))
    assert {p.banzhaf for p in found.players} == {expected} == {seat_power(seats, quota)}
    assert {p.shapley_shubik for p in found.players} == {Fraction(1, seats)}
    assert {p.normalised for p in found.players} == {Fraction(1, seats)}


def test_a_seat_of_thirty_nine() -> None:
    assert float(seat_power(39, 20)) == pytest.approx(0.128585, abs=5e-7)


@pytest.mark.parametrize(("large", "small"), [(10, 29), (5, 34), (3, 198), (19, 20), (20, 19)])
def test_one_camp_among_single_seats(large: int, small: int) -> None:
    """A bloc of b among n single seats: decisive when from q - b up to q - 1 of them agree.

    In an order drawn by lot it comes after any number of the others with the same chance.
    """
    quota = (large + small) // 2 + 1
    reach = range(max(quota - large, 0), min(quota - 1, small) + 1)
    bloc = power([large, *[1] * small], quota).players[0]
    assert bloc.banzhaf == Fraction(sum(comb(small, k) for k in reach), 2**small)
    assert bloc.shapley_shubik == Fraction(len(reach), small + 1)


@st.composite
def games(draw: st.DrawFn, most: int = 9, largest: int = 12) -> tuple[list[int], int]:
    weights = draw(st.lists(st.integers(0, largest), min_size=1, max_size=most))
    weights[0] += not any(weights)
    return weights, draw(st.integers(1, sum(weights)))


def by_hand(rules: list[tuple[list[int], int]]) -> tuple[list[int], list[Fraction], int]:
    """Swings, Shapley-Shubik and winning coalitions, coalition by coalition."""
    n = len(rules[0][0])
    weight = [
        [sum(w for i, w in enumerate(ws) if s >> i & 1) >= q for s in range(1 << n)]
        for ws, q in rules
    ]
    wins = [all(held) for held in zip(*weight)]
    swings, orders = [0] * n, [Fraction(0)] * n
    for s in range(1 << n):
        size = s.bit_count()
        for i in range(n):
            if not s >> i & 1 and wins[s | 1 << i] and not wins[s]:
                swings[i] += 1
                orders[i] += Fraction(1, n * comb(n - 1, size))
    return swings, orders, sum(wins)


def agrees(found: PowerIndices, rules: list[tuple[list[int], int]]) -> None:
    swings, orders, winning = by_hand(rules)
    assert [p.swings for p in found.players] == swings
    assert [p.shapley_shubik for p in found.players] == orders
    assert found.winning == winning


@settings(max_examples=150, deadline=None)
@given(games())
def test_every_coalition_of_a_small_game(game: tuple[list[int], int]) -> None:
    agrees(power(*game), [game])


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 2**32))
def test_every_coalition_of_eighteen(seed: int) -> None:
    weights = [1 + (seed >> k) % 23 for k in range(14)]
    game = (weights, 1 + seed % sum(weights))
    agrees(power(*game), [game])


def test_eighteen_players_by_enumeration() -> None:
    weights = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3]
    by_weight = {p.weights[0]: p.swings for p in power(weights, 50).players}
    for i in (0, 5, 11):
        rest = weights[:i] + weights[i + 1 :]
        turned = sum(
            50 - weights[i] <= sum(c) < 50 for k in range(18) for c in combinations(rest, k)
        )
        assert by_weight[weights[i]] == turned


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_several_rules_at_once(data: st.DataObject) -> None:
    first = data.draw(games(most=7))
    second = data.draw(
        st.lists(st.integers(0, 5), min_size=len(first[0]), max_size=len(first[0])).filter(any)
    )
    rules = [first, (second, data.draw(st.integers(1, sum(second))))]
    agrees(power(rules), rules)


@settings(max_examples=60, deadline=None)
@given(games(most=12))
def test_one_rule_asked_twice_is_the_same_game(game: tuple[list[int], int]) -> None:
    """Two engines that share no line: packed integers, and tables of sums."""
    once, twice = power(*game), power([game, game])
    for one, two in zip(once.players, twice.players):
        assert (one.swings, one.shapley_shubik) == (two.swings, two.shapley_shubik)
    assert once.winning == twice.winning


@settings(max_examples=60, deadline=None)
@given(games(most=12, largest=40))
def test_without_sizes_the_swings_are_the_same(game: tuple[list[int], int]) -> None:
    held, quota = Counter(w for w in game[0] if w), game[1]
    losing, by_size = power_packed.swings(held, quota)
    other, together = power_packed.swings(held, quota, most_bits=0)
    assert losing == other
    assert {w: [sum(sizes)] for w, sizes in by_size.items()} == together


def test_a_game_too_large_for_sizes_leaves_shapley_shubik_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(power_packed.swings, "__defaults__", (None, 100))
    found = power(EEC_1958, 12)
    assert {p.shapley_shubik for p in found.players[:5]} == {None}
    assert found.players[0].banzhaf == Fraction(5, 16)
    assert any("Shapley-Shubik is left out" in note for note in found.notes)


@settings(max_examples=80, deadline=None)
@given(games(most=10, largest=30), st.randoms())
def test_what_must_hold_of_every_game(game: tuple[list[int], int], luck: object) -> None:
    weights, quota = game
    found = power(weights, quota)
    assert sum(p.normalised for p in found.players) == 1
    assert sum(p.shapley_shubik or 0 for p in found.players) == 1
    assert all(p.swings >= 0 and 0 <= p.prevent <= 1 and p.initiate >= 0 for p in found.players)
    for p in found.players:  # Banzhaf is the harmonic mean of Coleman's two
        if p.swings:
            assert p.banzhaf == 2 / (1 / p.prevent + 1 / p.initiate)
    order = list(range(len(weights)))
    luck.shuffle(order)  # type: ignore[attr-defined]
    moved = power([weights[i] for i in order], quota)
    for place, i in enumerate(order):
        assert moved.players[place].swings == found.players[i].swings
    joined = power([*weights, 0], quota)
    assert joined.players[-1].dummy
    for one, two in zip(found.players, joined.players):
        assert one.banzhaf == two.banzhaf
        assert one.shapley_shubik == two.shapley_shubik
        assert (one.prevent, one.initiate) == (two.prevent, two.initiate)
    thrice = power([3 * w for w in weights], 3 * quota)
    assert [p.swings for p in thrice.players] == [p.swings for p in found.players]


@pytest.mark.parametrize(
    ("weights", "quota"),
    [
        ([1] * 39, 20),
        ([1] * 68, 35),
        ([1] * 175, 88),
        ([1] * 200, 101),
        ([29, 12, 9, 5, 3, *[1] * 95], 77),
        ([55, 40, *[2] * 20, *[1] * 60], 98),
    ],
)
def test_power_bdd_says_the_same(weights: list[int], quota: int) -> None:
    bdd = BDD(WeightedGame(quota, list(weights))).create_BDD()
    beta, found = bdd.calc_banzhaf(), power(weights, quota)
    beta = beta[-len(weights) :]
    for player, theirs in zip(found.players, beta):
        assert float(player.banzhaf) == pytest.approx(theirs, rel=1e-9)


def test_power_bdd_says_the_same_of_orderings() -> None:
    weights = [29, 12, 9, 5, 3, *[1] * 20]
    phi = BDD(WeightedGame(40, list(weights))).create_BDD().calc_shapley()
    for player, theirs in zip(power(weights, 40).players, phi[-len(weights) :]):
        assert float(player.shapley_shubik) == pytest.approx(theirs, rel=1e-9)


def test_a_double_majority_as_power_bdd_has_it() -> None:
    """Twenty-seven states: fifteen of them, with 65 % of people in millions (rounded sizes)."""
    people = [83, 68, 59, 48, 38, 19, 18, 12, 11, 11, 11, 10, 10, 9, 7, 6, 6, 5, 5, 4, 3, 2]
    people += [2, 1, 1, 1, 1]
    quota = -(-sum(people) * 65 // 100)
    found = power([(people, quota), ([1] * 27, 15)])
    bdd = BDD(WeightedGame(quota, list(people))) & BDD(WeightedGame(15, [1] * 27))
    for player, theirs in zip(found.players, bdd.calc_banzhaf()[-27:]):
        assert float(player.banzhaf) == pytest.approx(theirs, rel=1e-9)
    assert sum(p.shapley_shubik or 0 for p in found.players) == 1


def test_a_total_of_half_a_million() -> None:
    """Thirty-two unequal weights, 545,000 together: `power-bdd` says the same."""
    weights = [16_268 + (7919 * k) % 5_003 for k in range(28)] + [9_001, 8_999, 3, 2]
    found = power(weights, sum(weights) // 2 + 1)
    assert 540_000 < sum(weights) < 550_000
    assert sum(p.shapley_shubik or 0 for p in found.players) == 1
    bdd = BDD(WeightedGame(sum(weights) // 2 + 1, list(weights))).create_BDD()
    for player, theirs in zip(found.players, bdd.calc_banzhaf()[-32:]):
        assert float(player.banzhaf) == pytest.approx(theirs, rel=1e-9)


def test_shares_by_the_billion() -> None:
    """Few holders of very many shares: every coalition by hand."""
    weights = [10**12 + 39, 10**12 + 61, 7 * 10**11, 10**11 + 3, 5, 5, 3]
    game = (weights, sum(weights) // 2 + 1)
    agrees(power(*game), [game])


def test_many_holders_of_very_many_shares_are_refused_in_words() -> None:
    with pytest.raises(NotSupported, match="different sums"):
        power([3**k + 10**13 for k in range(30)], 10**14)


def test_fractions_become_whole_numbers_and_say_so() -> None:
    found = power({"A": Fraction(1, 2), "B": Fraction(1, 3), "C": Fraction(1, 6)}, Fraction(1, 2))
    assert found.rules[0].weights == (3, 2, 1)
    assert found.rules[0].quota == 3
    assert any("multiplied by 6" in note for note in found.notes)
    assert not found.proper
    assert any("No quota is above half" in note for note in found.notes)


def test_a_quota_between_two_sums() -> None:
    """Quota 5/2 of whole weights is quota 3."""
    found = power([1, 1, 1, 1], Fraction(5, 2))
    same = power([1, 1, 1, 1], 3)
    assert [p.swings for p in found.players] == [p.swings for p in same.players]


def test_every_problem_at_once() -> None:
    with pytest.raises(InputError) as fault:
        power({"A": -1, "B": 0.5, "C": 2}, 2)  # type: ignore[dict-item]
    assert [p.code for p in fault.value.problems] == ["bad-weight", "bad-weight"]
    for quota in (0, 4, 2.0):
        with pytest.raises(InputError, match="quota"):
            power([1, 2], quota)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="players of rule 2"):
        power([([1, 2], 2), ([1, 2, 3], 2)])
    with pytest.raises(InputError, match="no quota"):
        power([1, 2, 3])  # type: ignore[list-item]
    with pytest.raises(InputError):
        power([], 1)


def test_too_many_sums_of_several_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power_states, "MOST_STATES", 10)
    with pytest.raises(NotSupported, match="different sums"):
        power([([1, 2, 4, 8, 16], 20), ([1] * 5, 3)])


def test_progress_is_told() -> None:
    told: list[int] = []
    power(list(range(1, 12)), 40, progress=lambda _, done, total: told.append(done * 100 // total))
    assert told == sorted(told)
    assert told


def test_camps_as_players() -> None:
    """Two large camps of 19 and a member of no camp: all three have the same power."""
    found = camp_power({"Alder": 19, "Birch": 19, "M. Okoro": 1}, 20)
    assert {p.normalised for p in found.camps.players} == {Fraction(1, 3)}
    assert found.seat_banzhaf == seat_power(39, 20)
    assert found.seat_share == Fraction(1, 39)
    assert "Equal seats have equal a-priori power" in found.note
    assert found.to_dict()["camps"]["players"][2]["normalised"] == "1/3"
    assert [row["player"] for row in found.to_rows()] == ["Alder", "Birch", "M. Okoro"]
    with pytest.raises(InputError, match="whole"):
        camp_power({"A": Fraction(1, 2), "B": 3}, 2)  # type: ignore[dict-item]


def test_orderings_one_by_one() -> None:
    """Shapley and Shubik's own definition: who turns the coalition as it grows."""
    weights, quota = [4, 3, 2, 1, 1], 6
    turned = [0] * 5
    for order in permutations(range(5)):
        held = 0
        for i in order:
            held += weights[i]
            if held >= quota:
                turned[i] += 1
                break
    found = power(weights, quota)
    assert [p.shapley_shubik for p in found.players] == [Fraction(t, 120) for t in turned]
