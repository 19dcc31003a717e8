"""Numbers as printed."""

import pytest

from hustings.report import words


@pytest.mark.parametrize(
    ("p", "printed"),
    [(0.0, "<1 %"), (0.0099, "<1 %"), (0.01, "1 %"), (0.845, "85 %"), (0.99, "99 %")],
)
def test_odds_are_whole_and_never_certain(p: float, printed: str) -> None:
    assert words.odds(p) == printed


def test_odds_above_99() -> None:
    assert words.odds(0.9901) == words.odds(1.0) == ">99 %"
    assert words.chances(0.995) == "more than 99 chances in 100"
    assert words.chances(0.002) == "less than 1 chance in 100"
    assert words.chances(0.84) == "84 chances in 100"


@pytest.mark.parametrize(
    ("x", "printed"),
    [(0.5, "1 in 2"), (0.37, "3 in 8"), (0.162, "1 in 6"), (0.66, "2 in 3"), (0.99, "nearly all")],
)
def test_a_share_as_a_plain_fraction(x: float, printed: str) -> None:
    assert words.one_in(x) == printed


def test_a_tiny_share_as_a_fraction() -> None:
    assert words.one_in(0.01) == "1 in 100"


def test_points_agree_with_the_printed_odds() -> None:
    """96.6 and 84.4 print as 97 and 84: the reader subtracts 13."""
    assert words.points(0.966, 0.844) == "−13"


def test_votes_and_figures() -> None:
    assert words.votes(71234.0) == "71,200"
    assert words.votes(0.0) == "0"
    assert words.about(20345.0) == "20,000"
    assert words.figure(0.35123) == "0.351"
    assert words.figure(float("nan")) == "–"


def test_dates_and_lists() -> None:
    assert words.partial_day("2018-08-01") == "1 August 2018"
    assert words.partial_day("2018-08") == "August 2018"
    assert words.partial_day("2018") == "2018"
    assert words.partial_day("autumn") == "autumn"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert [words.ordinal(n) for n in (1, 9, 21, 112)] == ["first", "ninth", "21st", "112th"]
