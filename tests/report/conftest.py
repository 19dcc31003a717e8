"""An invented contest: seven people, three seats, one endorsement withdrawn in mid-ballot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hustings.report.show_page import (
    ContestView,
    ShownAct,
    ShownEvent,
    ShownMember,
    ShownNomination,
    ShownSlate,
)
from hustings.scenario.results import (
    Assumption,
    Backtest,
    CandidateOdds,
    Chance,
    ClaimScore,
    ContestScores,
    Curve,
    Forecast,
    Grid,
    Headroom,
    Moved,
    Outlook,
    Score,
    Spread,
    Step,
    Tipping,
    WhatIf,
    WorldOdds,
)

PEOPLE = (
    ("ada-quill", "Ada Quill", "orchard", 0.9932, 71400.0),
    ("bo-larch", "Bo Larch", "orchard", 0.942, 69800.0),
    ("cy-venn", "Cy Venn", "orchard", 0.71, 61230.0),
    ("di-marsh", "Di Marsh", "independent", 0.26, 55100.0),
    ("ed-rowan", "Ed Rowan", "harbour", 0.084, 49050.0),
    ("flo-tarn", "Flo Tarn", "harbour", 0.0095, 41000.0),
    ("gil-usk", "Gil Usk", "independent", 0.005, 9870.0),
    ("hal-wold", "Hal Wold", "independent", 0.005, 8120.0),
)
LINK = "https://example.org/news/1 | https://www.example.com/a?b=1&c=2"


def spread(mid: float, wide: float = 0.12) -> Spread:
    return Spread(*(mid * (1 + wide * z) for z in (-1.64, -1.28, 0, 1.28, 1.64)))


def people(shift: float = 0.0) -> tuple[CandidateOdds, ...]:
    return tuple(
        CandidateOdds(
            id=id,
            name=name,
            slate=slate,
            slates=() if slate == "independent" else (f"{slate}-society", "league"),
            incumbent=id == "cy-venn",
            p_seat=p + (shift if id == "cy-venn" else -shift if id == "di-marsh" else 0.0),
            share=spread(mid / 160000),
            votes=spread(mid),
        )
        for id, name, slate, p, mid in PEOPLE
    )


def odds(**changes: float) -> dict[str, float]:
    return {id: changes.get(id.replace("-", "_"), p) for id, _, _, p, _ in PEOPLE}


def world(name: str, title: str, assumed: bool, **changes: float) -> WorldOdds:
    after = odds(**changes)
    return WorldOdds(
        name,
        title,
        LINK if assumed else "the model",
        assumed,
        after,
        odds(),
        (Chance("cy-venn", 0.5),),
        (Chance("di-marsh", 0.4),),
    )


def score_set(contest: str, year: int, mode: str, edge: float) -> ContestScores:
    return ContestScores(
        contest,
        f"Committee {year}",
        date(year, 6, 1),
        mode,
        20,
        3,
        (
            Score("model", 0.061 + edge, 0.21, 2.31, 0.12, 0.31, 0.79),
            Score("last result", 0.074, 0.25, 2.62, 0.14, 0.4, 0.83),
            Score("slate sweep", 0.09, 0.33),
        ),
    )


def scored() -> tuple[ContestScores, ...]:
    years = (2010, 2012, 2014)
    return tuple(
        score_set(f"c-{y}", y, mode, (y - 2012) / 400)
        for mode in ("forward", "leave-one-out")
        for y in years
    )


def make_forecast() -> Forecast:
    days = tuple(float(d) for d in range(36))
    middle = tuple(0.5 * (d / 35) ** 0.5 + 0.5 * (d / 35) ** 3 for d in days)
    step = Step(
        on=date(2031, 8, 1),
        day=6,
        text="The League withdrew its endorsement of Cy Venn",
        candidate_id="cy-venn",
        source=LINK,
        cast=Spread(0.15, 0.2, 0.34, 0.5, 0.55),
        loss=Spread(0.01, 0.02, 0.08, 0.2, 0.25),
        moved=(
            Moved("cy-venn", 0.9, 0.71),
            Moved("di-marsh", 0.1, 0.26),
            Moved("ed-rowan", 0.06, 0.084),
            Moved("ada-quill", 0.9932, 0.9932),
        ),
    )
    return Forecast(
        record="orchard-club",
        organisation="Orchard Club",
        contest="committee-2031",
        label="Committee election, summer 2031",
        as_of=date(2031, 8, 1),
        seats=3,
        max_votes=3,
        rule="block-vote",
        seed=7,
        draws=20000,
        data_sha256="0123456789abcdef" * 4,
        version="0.1.0",
        candidates=people(),
        last_seat=(Chance("cy-venn", 0.52), Chance("bo-larch", 0.3), Chance("di-marsh", 0.12)),
        first_out=(Chance("di-marsh", 0.47), Chance("cy-venn", 0.2), Chance("ed-rowan", 0.11)),
        headroom={
            "ada-quill": Headroom(0.24, 17100.0, 0.41),
            "bo-larch": Headroom(0.21, 14600.0, 0.38),
            "cy-venn": Headroom(0.098, 6010.0, 0.162),
            "di-marsh": Headroom(-0.081, -4460.0, None),
            "ed-rowan": Headroom(-0.21, -10300.0, None),
        },
        worlds=(
            world("published", "half the model, half the last result", False),
            world("model", "the model alone", False, cy_venn=0.78, di_marsh=0.2),
            world("pundits", "as the papers expect", True, cy_venn=0.41, di_marsh=0.55),
            world("all-follow", "every follower deserts", True, cy_venn=0.32, di_marsh=0.6),
        ),
        steps=(step,),
        focus="cy-venn",
        tipping=Tipping("cy-venn", 0.62, 18400.0, "The odds turn when 62% of them follow."),
        grid=Grid(
            "cy-venn",
            (0.1, 0.3, 0.5, 0.7),
            (0.0, 0.25, 0.5, 0.75, 1.0),
            (
                (0.9, 0.72, 0.4, 0.12, 0.006),
                (0.9, 0.78, 0.58, 0.3, 0.1),
                (0.9, 0.83, 0.7, 0.55, 0.36),
                (0.995, 0.87, 0.8, 0.74, 0.66),
            ),
        ),
        curve=Curve(
            opened=date(2031, 7, 26),
            closed=date(2031, 8, 30),
            days=days,
            p10=tuple(max(0.0, m - 0.35 * m * (1 - m)) for m in middle),
            median=middle,
            p90=tuple(min(1.0, m + 0.6 * m * (1 - m)) for m in middle),
            observed=((4.0, 0.21),),
            prior="22 postal ballots",
            data_years="2004-2022",
        ),
        assumptions=(
            Assumption(
                "aware",
                "share of later voters who hear of it",
                "assumed",
                p05=0.2,
                median=0.5,
                p95=0.8,
                adjustable=True,
            ),
            Assumption("floor", "published odds stay inside", "https://example.org/f", value=0.005),
        ),
        track=scored(),
        health={"ess": 512.3, "k_hat": 0.21},
    )


def make_whatif() -> WhatIf:
    f = make_forecast()
    before = Outlook(3, people(0.19), f.last_seat, f.first_out)
    after = Outlook(3, people(), f.last_seat, f.first_out)
    delta = {
        c.id: a.p_seat - c.p_seat for c, a in zip(before.candidates, after.candidates, strict=True)
    }
    return WhatIf(
        record=f.record,
        contest=f.contest,
        label=f.label,
        as_of=f.as_of,
        world="published",
        changes=("League withdraws from Cy Venn on 1 August 2031",),
        seed=7,
        draws=20000,
        data_sha256=f.data_sha256,
        version=f.version,
        before=before,
        after=after,
        delta=delta,
        focus="cy-venn",
        cast=f.steps[0].cast,
        loss=f.steps[0].loss,
        tipping=Tipping("cy-venn", 0.62, 18400.0, "If 62 % of later voters follow, even"),
        grid=f.grid,
        assumptions=f.assumptions,
        health=f.health,
    )


def make_backtest() -> Backtest:
    f = make_forecast()
    means = {
        mode: (
            Score("model", 0.061, 0.21, 2.31, 0.12, 0.31, 0.79),
            Score("last result", 0.074, 0.25, 2.62, 0.14, 0.4, 0.83),
            Score("slate sweep", 0.09, 0.33),
        )
        for mode in ("forward", "leave-one-out")
    }
    return Backtest(
        record=f.record,
        organisation=f.organisation,
        seed=7,
        draws=20000,
        data_sha256=f.data_sha256,
        version=f.version,
        contests=scored(),
        means=means,
        effective_n={"candidates": 60.0, "contests": 3.0, "effective": 18.2},
        remarks=("The slate sweep was right in 2012",),
        cases=(f,),
        claims=(
            ClaimScore(
                "A columnist",
                date(2031, 8, 1),
                "Cy Venn",
                "in real danger",
                "odds 41 %",
                "71 %",
                "third, elected",
                LINK,
            ),
        ),
        case_scores=(replace(scored()[0], contest=f.contest, as_of=f.as_of),),
        skipped=("committee-2009: no votes are known",),
        data_years="2010 to 2014",
    )


@pytest.fixture(scope="session")
def forecast() -> Forecast:
    return make_forecast()


@pytest.fixture(scope="session")
def whatif() -> WhatIf:
    return make_whatif()


@pytest.fixture(scope="session")
def backtest() -> Backtest:
    return make_backtest()


@pytest.fixture(scope="session")
def view() -> ContestView:
    """Two on a slate, one alone, day 6 of 35."""
    return ContestView(
        record="orchard-club",
        organisation="Orchard Club",
        contest="committee-2031",
        label="Committee election, summer 2031",
        as_of=date(2031, 8, 1),
        seats=3,
        rule="block-vote",
        max_votes=3,
        opened=date(2031, 7, 26),
        closed=date(2031, 8, 30),
        days_gone=6,
        days_left=29,
        slates=(
            ShownSlate(
                "orchard",
                (
                    ShownMember("ada-quill", "Ada Quill", None, ("League", "Pruners")),
                    ShownMember("cy-venn", "Cy Venn", True, ("Pruners",)),
                ),
            ),
        ),
        independents=(ShownMember("di-marsh", "Di Marsh", False, ()),),
        events=(ShownEvent("2031-07", "Hustings were held", LINK),),
        nominations=(ShownNomination("Ada Quill", 41, "final", "2031-06-22"),),
        acts=(
            ShownAct("2031-02-09", "League", "endorsed", "Ada Quill"),
            ShownAct("2031-02-09", "League", "endorsed", "Cy Venn"),
            ShownAct("2031-08-01", "League", "withdrawn", "Cy Venn"),
            ShownAct("", "Pruners", "endorsed", "Ada Quill"),
        ),
        sources=(LINK,),
    )
