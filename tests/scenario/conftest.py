"""Labour's contest of September 2018 fitted once a session, and an invented society to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import hustings
from hustings.forecasting.density import Density
from hustings.forecasting.inference import Fit
from hustings.model import (
    Candidacy,
    Contest,
    Declaration,
    Endorsement,
    PartialDate,
    Person,
    Record,
    Result,
)
from hustings.scenario import situation as module
from hustings.scenario.situation import Situation

CONTEST = "nec-clp-2018-09"


@pytest.fixture(scope="session")
def labour() -> Record:
    """The bundled record, whole."""
    return hustings.open_record("labour-nec")


@pytest.fixture(scope="session")
def night(labour: Record) -> Situation:
    """As known on the evening of 1 August 2018, the day Momentum dropped Pete Willsman."""
    return hustings.prepare(labour, CONTEST, as_of="2018-08-01", draws=4000)


@pytest.fixture(scope="session")
def eve(labour: Record) -> Situation:
    """As known the evening before."""
    return hustings.prepare(labour, CONTEST, as_of="2018-07-31", draws=4000)


@pytest.fixture
def one_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fit each body of evidence once: the same arrays and luck give the same fit (test_inference).

    Everything before the fit and after it is done anew.
    """
    honest = module.fit

    def fit(density: Density, rng: np.random.Generator) -> Fit:
        e = density.evidence
        arrays = (e.y, e.contest, e.slate, e.person, e.incumbent, e.nominations, e.times)
        key = b"".join(a.tobytes() for a in arrays) + str(rng.bit_generator.state).encode()
        if key not in FITS:
            FITS[key] = honest(density, rng)
        return replace(FITS[key], density=density)

    monkeypatch.setattr(module, "fit", fit)


FITS: dict[bytes, Fit] = {}

# ---- an invented society -----------------------------------------------------------------------

SPADES, RAKES = ("ann", "bob", "cyd"), ("dot", "eve", "fay")
ALONE = ("gus", "hal")
VOTES = {
    2014: (5200, 5100, 4800, 4300, 4100, 4000, 1500, 900),
    2016: (5600, 5300, 5250, 4000, 3900, 3700, 1900, 800),
    2018: (5100, 4950, 4900, 4600, 4700, 4400, 1700, 1000),
}


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_contest(year: int) -> Contest:
    return Contest(
        id=f"plots-{year}",
        label=f"Allotment committee {year}",
        seats=3,
        rule="block-vote",
        max_votes=3,
        ballots_opened=on(f"{year}-05-01"),
        ballots_closed=on(f"{year}-05-31"),
        source="minutes",
        known_from=day(f"{year}-04-01"),
    )


def backing(contest: str, who: str, body: str, bloc: str, when: str, act: str = "endorsed"):
    return Endorsement(
        contest_id=contest,
        candidate_id=who,
        organisation_id=body,
        organisation=body.replace("-", " ").title(),
        bloc=bloc,
        act=act,
        on=on(when),
        source="leaflet",
        known_from=day(when),
    )


@pytest.fixture
def allotments() -> Callable[..., Record]:
    """The Allotment Society: three plots a contest, Spades against Rakes, Gus and Hal alone.

    2014, 2016 and 2018 are declared, 2020 is to come (1 to 31 May). Extra endorsement acts may be
    added as (candidate, body, bloc, day, act).
    """

    def record(*acts: tuple[str, str, str, str, str]) -> Record:
        people = (*SPADES, *RAKES, *ALONE)
        years = (*VOTES, 2020)
        endorsements = [
            backing(f"plots-{y}", who, body, bloc, f"{y}-04-20")
            for y in years
            for body, bloc, slate in (
                ("spade-league", "spade", SPADES),
                ("rake-union", "rake", RAKES),
            )
            for who in slate
        ]
        endorsements += [backing("plots-2020", *act[:4], act=act[4]) for act in acts]
        return Record(
            name="allotments",
            organisation="The Allotment Society",
            licence="CC0-1.0",
            contests=tuple(a_contest(y) for y in years),
            declarations=tuple(
                Declaration(
                    contest_id=f"plots-{y}",
                    declared=on(f"{y}-06-02"),
                    complete=True,
                    ballots_valid=10_000,
                    source="minutes",
                    known_from=day(f"{y}-06-02"),
                )
                for y in VOTES
            ),
            persons=tuple(
                Person(id=p, name=p.title(), source="minutes", known_from=day("2014-04-20"))
                for p in people
            ),
            candidates=tuple(
                Candidacy(
                    contest_id=f"plots-{y}",
                    candidate_id=p,
                    incumbent=p in SPADES and y > 2014,
                    source="minutes",
                    known_from=day(f"{y}-04-20"),
                )
                for y in years
                for p in people
            ),
            results=tuple(
                Result(
                    contest_id=f"plots-{y}",
                    candidate_id=p,
                    votes=v,
                    elected=p in SPADES,
                    source="minutes",
                    known_from=day(f"{y}-06-02"),
                )
                for y, votes in VOTES.items()
                for p, v in zip(people, votes, strict=True)
            ),
            endorsements=tuple(endorsements),
        )

    return record
