"""What may be learned from, and what is refused with a helpful word."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

import hustings
from hustings.errors import NotSupported, UnknownName
from hustings.forecasting.baselines import climatology, fill, nomination_rank, slate_sweep
from hustings.forecasting.evidence import Evidence, gather, past_contests
from hustings.model import Record


def test_stv_is_refused_with_what_can_be_had(labour: Record) -> None:
    """November 2020 was the first contest by single transferable vote."""
    with pytest.raises(NotSupported, match=r"stv.*block vote only.*hustings show"):
        hustings.forecast(labour, "nec-clp-2020-11", as_of="2020-10-20")


def test_the_first_contest_has_nothing_to_learn_from(labour: Record) -> None:
    """1998 is the oldest in the record."""
    with pytest.raises(NotSupported, match=r"no earlier block-vote contest.*Add results"):
        hustings.forecast(labour, "nec-clp-1998", as_of="1998-09-26")


def test_a_contest_not_yet_announced_is_not_known(labour: Record) -> None:
    """On 1 August 2018 nobody knew of a contest in 2020; the day it was announced is named."""
    with pytest.raises(UnknownName, match=r"not announced by 2018-08-01.*2020-07-11"):
        hustings.forecast(labour, "nec-clp-2020-11", as_of="2018-08-01")


def test_a_name_that_is_not_there_lists_its_neighbours(labour: Record) -> None:
    """A slip of the pen."""
    with pytest.raises(UnknownName, match="nec-clp-2018-09"):
        hustings.forecast(labour, "nec-clp-2018-9", as_of="2018-08-01")


def test_a_day_that_is_no_day_is_refused() -> None:
    """31 June; the problem says how to write a day."""
    with pytest.raises(hustings.InputError) as refused:
        hustings.forecast("labour-nec", "nec-clp-2018-09", as_of="2018-06-31")
    assert refused.value.problems[0].code == "impossible-date"


def test_too_few_draws_are_refused(labour: Record) -> None:
    """Odds from a hundred draws are not worth printing."""
    with pytest.raises(hustings.InputError) as refused:
        hustings.forecast(labour, "nec-clp-2018-09", as_of="2018-08-01", draws=100)
    assert "100 draws" in refused.value.problems[0].message


def test_the_arrays_line_up(evidence: Evidence) -> None:
    """Rows with votes first, the target's last; contests in time order; slates by name."""
    rows = evidence.n + evidence.m
    for name in ("contest", "slate", "person", "incumbent", "nominations"):
        assert len(getattr(evidence, name)) == rows, name
    assert evidence.ids == tuple(sorted(evidence.ids))
    assert (evidence.contest[evidence.n :] == evidence.contest.max()).all()
    assert (np.diff(evidence.times) > 0).all()
    assert evidence.slate.max() < len(evidence.slate_names)
    assert {"left", "right"} <= set(evidence.slate_names)
    shares = 1 / (1 + np.exp(-evidence.y))
    assert ((shares > 0) & (shares < 1)).all()


def test_one_person_is_one_person_in_every_contest(evidence: Evidence) -> None:
    """Ann Black stood in every contest known: one index, whichever slate backs her."""
    people = [c for p in evidence.past for c in p.ids] + list(evidence.ids)
    hers = {int(evidence.person[i]) for i, c in enumerate(people) if c == "ann-black"}
    slates = {int(evidence.slate[i]) for i, c in enumerate(people) if c == "ann-black"}
    assert len(hers) == 1
    assert len(slates) > 1


def test_nothing_declared_after_the_day_teaches(labour: Record) -> None:
    """As known on 1 August 2018 the last lesson is January 2018."""
    past = past_contests(labour.as_of(date(2018, 8, 1)))
    assert past[-1].contest.id == "nec-clp-2018-01"
    assert "nec-clp-2018-09" not in {p.contest.id for p in past}


def test_contests_left_out_teach_nothing(labour: Record) -> None:
    """`without` takes a contest out, and the target is never its own teacher."""
    found = gather(labour, "nec-clp-2016", without=["nec-clp-2014"])
    assert not {"nec-clp-2014", "nec-clp-2016"} & {p.contest.id for p in found.past}


@pytest.mark.parametrize("simple", [climatology, slate_sweep, nomination_rank])
def test_simple_forecasts_fill_the_seats(labour: Record, simple) -> None:
    """Each baseline's odds lie in 0..1 and add up to the seats, wherever it can speak."""
    for contest in ("nec-clp-2012", "nec-clp-2016", "nec-clp-2018-01", "nec-clp-2018-09"):
        found = gather(labour, contest)
        p = simple(found)
        if p is not None:
            assert p.sum() == pytest.approx(found.target.seats)
            assert ((p >= 0) & (p <= 1 + 1e-12)).all()


def test_hard_calls_over_or_short_are_spread() -> None:
    """Three called for two seats share them; one called for two leaves one among the others."""
    assert fill(np.array([1.0, 1, 1, 0]), 2) == pytest.approx([2 / 3, 2 / 3, 2 / 3, 0])
    assert fill(np.array([1.0, 0, 0, 0]), 2) == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3])
