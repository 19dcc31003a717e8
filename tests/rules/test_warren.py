"""Warren: the same price from every paper, or all it has left."""

from __future__ import annotations

from decimal import Decimal

from counting_plainly import adds_up, counted, totals
from test_meek_prf import NAMES, committee, numerical_example, ordered

from hustings.rules.meek import Share, keep_part
from hustings.rules.warren import pay_price

ONE = 10**9


def test_a_paper_pays_the_price_or_all_it_has_left() -> None:
    """Prices 0.6 and 0.7: the second gets the 0.4 that are left, the third nothing."""
    given, left = pay_price((0, 1, 2), [ONE * 6 // 10, ONE * 7 // 10, ONE], ONE)
    assert given == [600_000_000, 400_000_000, 0]
    assert left == 0


def test_where_meek_and_warren_part() -> None:
    """Hill and Warren 2005: sixty papers name Ann, then Bea, both elected; twenty name Bea first.
    Under Warren the two kinds pay Bea the same, under Meek the first kind pays less."""
    ballots = {
        ("Ann", "Bea", "Dot"): 60,
        ("Ann", "Cyd"): 10,
        ("Bea", "Cyd"): 20,
        ("Cyd",): 12,
        ("Dot",): 11,
        ("Eve",): 9,
    }

    def pays_bea(rule: str, share: Share) -> tuple[int, int]:
        keep = counted(rule, ballots, 3).exhibits[0].rows[2][2:]
        values = [int(Decimal(k) * ONE) for k in keep]
        assert max(values[:2]) < ONE
        return share((0, 1), values, ONE)[0][1], share((1,), values, ONE)[0][0]

    behind, alone = pays_bea("meek-prf", keep_part)
    assert behind < alone
    behind, alone = pays_bea("warren", pay_price)
    assert behind == alone


def test_the_numerical_example_agrees_with_droop_to_the_sixth_place() -> None:
    """droop's SC-Vm-12 under warren, counted with 18 guarded places and omega 1e-9: 1000.75 each
    and 667.1666667 for the others, then 800.6 for all four who are left."""
    count = counted("warren", numerical_example(), 3, lots=ordered("X", "Y", "Z"))
    second, third = totals(count, 2), totals(count, 3)
    near = Decimal("0.000001")
    for name, votes in {"A": "1000.750000000004", "X": "667.166666666664"}.items():
        assert abs(Decimal(second[name]) - Decimal(votes)) < near
    for name, votes in {"A": "800.600000000511", "Y": "800.599999999659"}.items():
        assert abs(Decimal(third[name]) - Decimal(votes)) < near
    assert [count.candidates[s.of[0]] for s in count.stages if s.act == "exclusion"] == ["X", "Y"]
    assert count.winners == ("A", "B", "Z")


def test_a_real_committee_elects_whom_droop_elects() -> None:
    """droop's SC under warren elects the same four as under Meek."""
    count = counted("warren", committee(), 4, lots=ordered(*NAMES))
    assert set(count.winners) == {"c4", "c7", "c8", "c13"}
    assert adds_up(count)


def test_prices_fall_until_a_coalition_has_what_it_needs() -> None:
    """55 in 100 want Ann and Bea, in either order: while both prices fall their surplus together
    stays at 50, so a standing surplus is no sign that it is settled."""
    ballots = {
        ("Ann", "Bea", "Eve"): 400,
        ("Bea", "Ann", "Flo"): 150,
        ("Cy", "Dee", "Eve"): 150,
        ("Dee", "Cy"): 110,
        ("Eve", "Cy"): 90,
        ("Flo", "Gus", "Dee"): 60,
        ("Gus", "Flo"): 40,
    }
    count = counted("warren", ballots, 3)
    third = totals(count, 3)
    assert third["Ann"] == third["Bea"] == "250.000000250"
    assert {"Ann", "Bea"} <= set(count.winners)
