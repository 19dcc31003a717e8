"""Nothing that became known after the day can move a byte of the day's forecast."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hustings
from hustings.model import (
    Claim,
    Endorsement,
    Event,
    PartialDate,
    Poll,
    Procedure,
    Record,
    Result,
    Return,
    Row,
    TrackRow,
)
from hustings.model.digest import data_sha256
from hustings.scenario.backtest import FORWARD, opening_day, score_contest
from hustings.scenario.changes import GONE_EVENTS
from hustings.scenario.situation import default_day

DAY = date(2018, 8, 1)
CONTEST = "nec-clp-2018-09"
TABLES = [name for name, _ in Record("", "", "").tables()]
LATER = DAY + timedelta(days=1)


class Told:
    """The forecast of 1 August 2018, a text for each key, compared byte by byte."""

    def __init__(self, record: Record) -> None:
        said = hustings.forecast(record, CONTEST, as_of=DAY, draws=1000).to_dict()
        self.keys = {key: json.dumps(value, allow_nan=False) for key, value in said.items()}

    def differs(self, other: Told) -> list[str]:
        """The keys that are not the same to the byte."""
        names = {**self.keys, **other.keys}
        return [key for key in names if self.keys.get(key) != other.keys.get(key)]

    def __repr__(self) -> str:
        return "Told()"


@pytest.fixture(scope="module")
def honest(labour: Record) -> Told:
    """The forecast of the record as it stands, with a fit of its own."""
    return Told(labour)


class Held:
    """A record that Hypothesis need not print."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def __repr__(self) -> str:
        return "Held()"


@pytest.fixture(scope="module")
def held(labour: Record) -> Held:
    return Held(labour)


# ---- ways to tamper ----------------------------------------------------------------------------


def late(row: Row) -> bool:
    return not row.known_by(DAY)


def other(name: str, value: Any, luck: random.Random) -> Any:
    """Another value of the same kind, drawn towards the contest under forecast."""
    if name == "contest_id":
        return CONTEST
    if name in ("candidate_id", "subject_ids"):
        who = luck.choice(["pete-willsman", "ann-black", "eddie-izzard", "yasmine-dar"])
        return (who,) if name == "subject_ids" else who
    if name in ("organisation_id", "world", "act", "bloc", "stage", "grade", "kind"):
        return luck.choice(["momentum", "pundits", "withdrawn", "left", "final", "A", "endorsed"])
    if name == "rule":
        return "stv"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return type(value)(value * 3 + luck.randint(1, 9))
    if isinstance(value, PartialDate):
        return PartialDate.on(DAY + timedelta(days=luck.randint(-6, 90)))
    if isinstance(value, str):
        return value[::-1] + "?"
    return value


def tampered(row: Row, luck: random.Random, known: date | None) -> Row:
    """Every field of a row changed; it is known from `known`, which is later than the day."""
    said = {f.name: other(f.name, getattr(row, f.name), luck) for f in fields(row)}
    return replace(row, **{**said, "known_from": known})


def changed(rows: tuple[Row, ...], luck: random.Random) -> tuple[Row, ...]:
    """Every late row says something else."""
    return tuple(tampered(r, luck, LATER) if late(r) else r for r in rows)


def deleted(rows: tuple[Row, ...], luck: random.Random) -> tuple[Row, ...]:
    """No late row is there."""
    return tuple(r for r in rows if not late(r))


def added(rows: tuple[Row, ...], luck: random.Random) -> tuple[Row, ...]:
    """A tampered twin of every row, known the next day or never dated, in any place."""
    twins = [tampered(r, luck, luck.choice([LATER, None])) for r in rows]
    return tuple(luck.sample([*rows, *twins], 2 * len(rows)))


def undated(rows: tuple[Row, ...], luck: random.Random) -> tuple[Row, ...]:
    """Nobody knows any more from when the late rows were known."""
    return tuple(tampered(r, luck, None) if late(r) else r for r in rows)


WAYS = [changed, deleted, added, undated]
Way = Callable[[tuple[Row, ...], random.Random], tuple[Row, ...]]


def with_tables(record: Record, way: Way, seed: int, names: list[str] = TABLES) -> Record:
    luck = random.Random(seed)
    found = dict(record.tables())
    return replace(record, **{name: way(found[name], luck) for name in names})


# ---- the stories -------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_no_table_leaks_when_all_are_tampered_with(labour: Record, honest: Told, way: Way) -> None:
    """September's results, 2020's contests, everything: one honest fit for each way."""
    assert Told(with_tables(labour, way, 1)).differs(honest) == []


@pytest.mark.parametrize("table", TABLES)
def test_no_table_leaks_on_its_own(labour: Record, honest: Told, one_fit, table: str) -> None:
    """Table by table: no other table's change can cover for this one's leak."""
    for way in (changed, added):
        tampered = with_tables(labour, way, 2, [table])
        assert Told(tampered).differs(honest) == [], way.__name__


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.integers(0, 2**32),
    st.sampled_from(WAYS),
    st.lists(st.sampled_from(TABLES), min_size=1, unique=True),
)
def test_no_mixture_of_tables_leaks(
    held: Held, honest: Told, one_fit, seed: int, way: Way, names: list[str]
) -> None:
    """Any tables, any way, any other values."""
    assert Told(with_tables(held.record, way, seed, names)).differs(honest) == []


def row(noun: type[Row], **values: Any) -> Row:
    return noun(source="tomorrow's paper", known_from=LATER, **values)


TOMORROW: dict[str, Row] = {
    "results": row(
        Result, contest_id=CONTEST, candidate_id="pete-willsman", votes=1, elected=False
    ),
    "endorsements": row(
        Endorsement,
        contest_id=CONTEST,
        candidate_id="ann-black",
        organisation_id="momentum",
        organisation="Momentum",
        bloc="left",
        act="endorsed",
        on=PartialDate.on(DAY),
    ),
    "events": row(
        Event,
        contest_id=CONTEST,
        on=PartialDate.on(DAY),
        kind="disqualified",
        actor="the panel",
        text="A candidate is out",
        candidate_id="jon-lansman",
    ),
    "claims": row(
        Claim,
        contest_id=CONTEST,
        on=PartialDate.on(DAY),
        claimant="A columnist",
        subject="Ann Black",
        claim="a landslide",
        world="tomorrow",
        subject_ids=("ann-black",),
        reference="yasmine-dar jon-lansman",
        ratio_low=2.0,
        ratio_high=3.0,
    ),
    "returns": row(Return, contest_id=CONTEST, on=PartialDate.on(DAY), returned=99_000),
    "polls": row(
        Poll,
        poll_id="p",
        contest_id=CONTEST,
        question="who?",
        option="ann-black",
        value=80.0,
        unit="%",
    ),
    "track": row(
        TrackRow,
        contest_id=CONTEST,
        as_of=PartialDate.on(DAY),
        mode="forward",
        method="model",
        brier=0.0,
        log=0.0,
    ),
}


@pytest.mark.parametrize("table", TOMORROW)
def test_what_is_printed_tomorrow_is_not_known_tonight(
    labour: Record, honest: Told, one_fit, table: str
) -> None:
    """A row about this very contest, dated today but public only tomorrow, says nothing tonight.

    The day after, it counts: so the test above is not passed by rows that nobody reads.
    """
    rows = (*dict(labour.tables())[table], TOMORROW[table])
    richer = replace(labour, **{table: rows})
    assert Told(richer).differs(honest) == []
    known = replace(richer, track=()) if table != "track" else richer
    before, after = labour.as_of(LATER), known.as_of(LATER)
    assert data_sha256(before) != data_sha256(after)


MOVES = {"endorsements": "steps", "claims": "worlds", "returns": "curve"}


@pytest.mark.parametrize("table", MOVES)
def test_the_same_row_known_tonight_does_move_the_forecast(
    labour: Record, honest: Told, one_fit, table: str
) -> None:
    """The reverse: had it been public on 1 August, the forecast would be another."""
    tonight = replace(TOMORROW[table], known_from=DAY)
    richer = replace(labour, **{table: (*dict(labour.tables())[table], tonight)})
    if table == "returns":
        expected = replace(tonight, on=PartialDate.on(DAY), expected=100_000)
        richer = replace(labour, returns=(expected,))
    moved = Told(richer).differs(honest)
    assert {"data_sha256", MOVES[table]} <= set(moved)


def test_ten_thousand_votes_more_in_2016_change_hash_and_forecast(
    labour: Record, honest: Told
) -> None:
    """What was known before the day matters."""
    target = next(r for r in labour.results if r.contest_id == "nec-clp-2016")
    richer = tuple(
        replace(r, votes=r.votes + 10_000) if r is target and r.votes else r for r in labour.results
    )
    moved = Told(replace(labour, results=richer)).differs(honest)
    assert {"data_sha256", "candidates", "headroom", "worlds"} <= set(moved)


UNFILLED: dict[str, Row] = {
    "returns": Return(
        contest_id=CONTEST, on=PartialDate.on(DAY), returned=1, source="a test", known_from=DAY
    ),
    "procedures": Procedure(body_id="nec", majority_of="voting", source="a test", known_from=DAY),
}
"""A row for each table of which the record has none."""


@pytest.mark.parametrize("table", [t for t in TABLES if t != "track"])
def test_every_table_is_in_the_hash(labour: Record, table: str) -> None:
    """A row fewer among those known on the day is another hash; the order of rows is not."""
    known = labour.as_of(DAY)
    if table in UNFILLED:
        known = replace(known, **{table: (UNFILLED[table],)})
    rows = dict(known.tables())[table]
    assert rows, "the record has no row of this table by 1 August 2018"
    assert data_sha256(replace(known, **{table: rows[1:]})) != data_sha256(known)
    assert data_sha256(replace(known, **{table: rows[::-1]})) == data_sha256(known)


OFFICES = "bodies members camps procedures divisions powers registers vacancies".split()


def test_offices_move_no_forecast(labour: Record, honest: Told, one_fit) -> None:
    """Who sits where, and cases, votes and rules of bodies, are read by other commands."""
    without: dict[str, Any] = dict.fromkeys(OFFICES, ())
    offices = {"decision", "overruled", "rule-claim", "incompatible", "dissent"}
    events = tuple(e for e in labour.events if e.kind not in offices and not e.case_id)
    assert len(events) < len(labour.events)
    assert Told(replace(labour, **without, events=events)).differs(honest) == ["data_sha256"]


def test_no_event_of_the_record_ends_a_candidacy_under_way(labour: Record) -> None:
    """A suspension, a case or a seat left is not a candidate gone from the paper."""
    assert not [e for e in labour.events if e.kind in GONE_EVENTS]


def test_the_order_of_rows_changes_no_byte(labour: Record, honest: Told, one_fit) -> None:
    """A folder sorted another way is the same record."""
    luck = random.Random(7)
    mixed = {name: tuple(luck.sample(rows, len(rows))) for name, rows in labour.tables()}
    assert Told(replace(labour, **mixed)).differs(honest) == []


def test_the_gate_asks_only_for_the_evening(labour: Record) -> None:
    """`as_of` keeps the day's own rows, drops the next day's and those without a date."""
    known = labour.as_of(DAY)
    days = [r.known_from for _, rows in known.tables() for r in rows]
    assert None not in days
    assert max(d for d in days if d) == DAY
    assert known.as_of(DAY) == known
    assert known.as_of(date(2019, 1, 1)) == known


def test_a_contest_announced_again_later_is_forecast_as_first_announced(
    labour: Record, honest: Told, one_fit
) -> None:
    """Next week's notice of the same contest, with another rule, stands first in the file."""
    row = next(c for c in labour.contests if c.id == CONTEST)
    again = replace(row, seats=2, rule="stv", known_from=LATER)
    richer = replace(labour, contests=(again, *labour.contests))
    assert Told(richer).differs(honest) == []


# ---- days nobody chose -------------------------------------------------------------------------


def test_without_a_day_the_forecast_is_of_the_close(labour: Record) -> None:
    """September 2018 closed on 30 August; the default is never a day after it."""
    assert default_day(labour, CONTEST, date(2026, 1, 1)) == date(2018, 8, 30)
    assert default_day(labour, CONTEST, date(2018, 8, 3)) == date(2018, 8, 3)


def test_without_a_day_an_old_contest_is_not_forecast_from_its_future(
    labour: Record, one_fit
) -> None:
    """2010 has no closing day in the record, but it was declared on 26 September 2010."""
    told = hustings.forecast(labour, "nec-clp-2010", draws=1000)
    assert told.as_of < date(2010, 9, 26)


def test_the_contests_own_effect_never_teaches_it(labour: Record, one_fit) -> None:
    """Asked again on 20 September 2018, votes are withheld; so is what they showed of Willsman."""
    late = hustings.prepare(labour, CONTEST, as_of="2018-09-20", draws=1000)
    (source,) = (a.source for a in late.factors.assumptions if a.name == "comply")
    assert "A01" not in source
    assert "A02" not in source


def test_the_contests_own_votes_never_teach_it(labour: Record, one_fit) -> None:
    """Asked on the day after the declaration, the model still has not seen the result."""
    late = hustings.prepare(labour, CONTEST, as_of="2018-09-04", draws=1000)
    assert CONTEST not in {p.contest.id for p in late.evidence.past}
    assert not [r for r in late.evidence.record.results if r.contest_id == CONTEST]


def test_a_forward_score_never_saw_what_came_after(labour: Record) -> None:
    """2014 scored in a record that ends with 2014's declaration: the same to the last bit."""
    contest = labour.contest("nec-clp-2014")
    declared = labour.declaration(contest.id)
    assert declared is not None
    ended = labour.as_of(declared.declared.last)
    day = opening_day(labour, contest)
    whole, short = (score_contest(r, contest, day, FORWARD, 1, 1000)[0] for r in (labour, ended))
    assert whole == short


def test_no_score_left_out_is_shown_for_a_past_day(labour: Record, honest: Told) -> None:
    """Scores left out are made with later contests, so a forecast of August 2018 has none."""
    told = hustings.forecast(labour, CONTEST, as_of="2018-08-01", draws=1000)
    assert told.track
    assert {row.mode for row in told.track} == {"forward"}
    assert all(row.as_of < told.as_of for row in told.track)
