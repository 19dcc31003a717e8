"""Who sits on a recorded body on a day, and that nobody's camp is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction as F
from math import comb

import numpy as np
import pytest

from hustings.api.body import body
from hustings.bodies.division import decide
from hustings.bodies.seating import seating
from hustings.errors import UnknownName
from hustings.model.dates import PartialDate
from hustings.model.offices import Body, Camp, Division, Procedure, Sitting
from hustings.model.record import Person, Record
from hustings.model.voting import HOLDS, VACANT, VOTES, Majority
from hustings.store import open_record

DAY = date(2026, 3, 1)


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


def society(**tables: object) -> Record:
    """A committee of five: two officers, three members; invented."""
    who = {"ada": "Ada Moyo", "ben": "Ben Kerr", "cleo": "Cleo Ash", "dan": "Dan Rice"}
    seats = (("officers", "Officers", 2), ("members", "Members", 3))
    base = {
        "persons": tuple(Person(id=k, name=v, source="roll") for k, v in who.items()),
        "bodies": tuple(
            Body(
                id="board",
                body="Board",
                section_id=s,
                section=n,
                seats=k,
                chosen_by="x",
                source="r",
            )
            for s, n, k in seats
        ),
        "members": tuple(
            Sitting(
                body_id="board",
                section_id="officers" if k in ("ada", "ben") else "members",
                candidate_id=k,
                state="seated",
                on=on("2025-01"),
                role="chair" if k == "ada" else "",
                source="minutes",
            )
            for k in who
        ),
    }
    return Record(name="s", organisation="Society", licence="CC0-1.0", **(base | tables))  # type: ignore[arg-type]


def camp(section: str, side: str, who: str = "", seats: int = 1, when: str = "2026-01") -> Camp:
    return Camp(
        body_id="board",
        issue="rules",
        section_id=section,
        camp=side,
        lean="hard",
        on=on(when),
        candidate_id=who,
        seats=seats,
        source="letter",
    )


def test_without_a_source_everybody_is_free() -> None:
    found = seating(society(), "board", DAY)
    assert [m.camp for m in found.assembly.members] == [""] * 5
    assert {m.name for m in found.assembly.members if m.named} == {
        "Ada Moyo",
        "Ben Kerr",
        "Cleo Ash",
        "Dan Rice",
    }
    assert any("5 of 5 seats are free" in note for note in found.notes)
    assert {k.name: k.basis for k in found.known} == {
        "majority": "assumed",
        "attendance": "assumed",
    }


def test_a_member_is_in_the_camp_of_the_latest_row() -> None:
    rows = (camp("officers", "new", "ada"), camp("officers", "old", "ada", when="2025-06"))
    found = seating(society(camps=rows), "board", DAY)
    assert {m.name: m.camp for m in found.assembly.members if m.camp} == {"Ada Moyo": "new"}


def test_counts_of_a_section_put_no_name_to_a_camp() -> None:
    rows = (camp("members", "new", seats=2),)
    members = seating(society(camps=rows), "board", DAY).assembly.members
    assert [m.camp for m in members if m.section == "members"] == ["new", "new", ""]
    assert not [m for m in members if m.camp and m.named]


def test_a_suspended_member_holds_the_seat_without_a_vote() -> None:
    gone = Sitting(
        body_id="board",
        section_id="members",
        candidate_id="dan",
        state="suspended",
        on=on("2026-02-01"),
        source="minutes",
    )
    base = society()
    record = society(members=(*base.members, gone), camps=(camp("members", "new", seats=2),))
    members = seating(record, "board", DAY).assembly.members
    states = [(m.camp, m.state) for m in members if m.section == "members"]
    assert states == [("", HOLDS), ("new", VOTES), ("", VOTES)]
    assert len(members) == 5


def test_a_seat_somebody_left_is_vacant_and_its_neighbours_are_free() -> None:
    base = society()
    left = [
        Sitting(
            body_id="board",
            section_id="members",
            candidate_id="eve",
            state=state,
            on=on(day),
            source="minutes",
        )
        for state, day in (("seated", "2025-01"), ("resigned", "2026-02-01"))
    ]
    record = society(
        persons=(*base.persons, Person(id="eve", name="Eve Lund", source="roll")),
        members=(*base.members, *left),
    )
    found = seating(record, "board", DAY)
    states = [m.state for m in found.assembly.members if m.section == "members"]
    assert states == [VOTES, VOTES, VACANT]
    assert any("vacant: Eve Lund left it" in note for note in found.notes)
    odds = decide(replace(found.assembly, majorities=(Majority(of="members"),)), exact=True)
    four = found.assembly.with_members(
        tuple(m for m in found.assembly.members if m.state != VACANT)
    )
    assert odds == decide(replace(four, majorities=(Majority(of="members"),)), exact=True)


def test_procedure_attendance_and_casting_vote_as_recorded() -> None:
    rule = Procedure(
        body_id="board",
        majority_of="present",
        share="2/3",
        reaching=True,
        quorum=3,
        casting=True,
        clause="rule 7",
        valid_from=on("2020"),
        source="rules",
    )
    votes = tuple(
        Division(
            body_id="board",
            on=on(day),
            question="q",
            votes_for=a,
            votes_against=b,
            members=5,
            source="minutes",
        )
        for day, a, b in (("2025-05-01", 3, 1), ("2025-06-01", 2, 2))
    )
    found = seating(society(procedures=(rule,), divisions=votes), "board", DAY)
    made = found.assembly
    assert made.majorities[0].words() == "at least 2/3 of those present, 3 present"
    assert made.casting is not None
    assert made.casting.who == "Ada Moyo"
    assert made.conduct.attendance == F(8, 10)
    assert {k.name: k.basis for k in found.known}["attendance"] == "measured"
    assert [(d.votes_for, d.votes_against) for d in found.divisions] == [(3, 1), (2, 2)]


def test_a_body_or_issue_nobody_recorded() -> None:
    with pytest.raises(UnknownName):
        seating(society(), "moon", DAY)
    with pytest.raises(UnknownName):
        seating(society(camps=(camp("members", "new"),)), "board", DAY, "weather")


class TestLabour:
    """The bundled record: section level only."""

    def test_the_executive_has_39_seats_before_and_after_the_summer(self) -> None:
        record = open_record("labour-nec")
        for day in (date(2018, 8, 1), date(2018, 10, 1), date(2019, 6, 5)):
            assert len(seating(record.as_of(day), "nec", day).assembly.members) == 39

    def test_willsman_in_2019_holds_the_seat_and_has_no_vote(self) -> None:
        day = date(2019, 6, 5)
        found = seating(open_record("labour-nec").as_of(day), "nec", day)
        held = [m for m in found.assembly.members if m.state == HOLDS]
        assert [m.name for m in held] == ["Pete Willsman"]
        assert held[0].camp == ""

    def test_fourteen_of_sixteen_from_the_record(self) -> None:
        """14 following with .8 and two who are free, nine of sixteen needed: 0.98."""
        found = body(
            "labour-nec",
            "momentum-ncg",
            as_of="2018-08-01",
            attendance=1,
            discipline=0.8,
            majority="members",
        )
        assert (found.needs.sure, found.needs.free, found.needs.spare) == (14, 2, 5)
        assert round(found.odds.carry, 2) == 0.98

    def test_the_withdrawal_moves_the_body_little(self) -> None:
        found = body("labour-nec", "nec", contest="nec-clp-2018-09", as_of="2018-08-01", draws=2000)
        drawn = found.drawn
        assert drawn is not None
        assert drawn.before is not None
        assert drawn.after is not None
        assert drawn.section == "clp"
        assert str(drawn.on) == "2018-08-01"
        assert -0.02 < drawn.after.carry - drawn.before.carry < 0
        assert 0.05 < (drawn.changes or 0) < 0.4
        assert abs(sum(share for _, share, _ in drawn.makeups) - 1) < 1e-9
        assert abs(sum(drawn.expected.values()) - 9) < 1e-9

    def test_nine_left_of_39_by_the_closed_form(self) -> None:
        """Fourteen hard for, 25 of unknown lean, 173 votes of 177 members there: beta-binomial."""
        found = body("labour-nec", "nec", contest="nec-clp-2018-09", as_of="2018-08-01",
                     for_="left", draws=2000)  # fmt: skip
        (nine,) = (row for row in found.won if row.seats == 9)
        voted = [(v.votes_for + v.votes_against, v.members or 0) for v in found.divisions]
        there = sum(a for a, _ in voted) / sum(b for _, b in voted)
        sure = np.ones(1)
        for _ in range(14):
            sure = np.convolve(sure, [0.03 * there, 1 - there, 0.97 * there])
        free = np.zeros(51)
        for v in range(26):
            come = comb(25, v) * there**v * (1 - there) ** (25 - v)
            for yes in range(v + 1):
                free[25 + yes - (v - yes)] += come / (v + 1)
        margin = np.convolve(sure, free)
        assert nine.carry == pytest.approx(margin[40:].sum(), abs=1e-12)
        assert nine.tie == pytest.approx(margin[39], abs=1e-12)

    def test_the_eve_of_the_withdrawal_knows_nothing_of_it(self) -> None:
        found = body("labour-nec", "nec", contest="nec-clp-2018-09", as_of="2018-07-31", draws=2000)
        assert found.drawn is not None
        assert found.drawn.before is None
