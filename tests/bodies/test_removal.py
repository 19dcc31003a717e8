"""Who may remove whom: nobody only where the whole book was read, for that power, on that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hustings.api.registers import removers
from hustings.bodies.removal import FOUND, NO_SEAT, NOBODY, UNRECORDED
from hustings.errors import InputError, UnknownName
from hustings.model import Body, Power, Record, Register, Sitting
from hustings.model.dates import PartialDate
from hustings.model.record import Person
from hustings.report.removers_page import headline, removers_page
from hustings.report.text import render

SOCIETY = str(Path(__file__).resolve().parents[2] / "docs/guides/society-body")
DAY = "2018-08-01"


def day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def power(word: str = "remove", **more: str) -> Power:
    said = {"holder": "General Meeting", "over": "members", "statement": "It may.", **more}
    start, end = said.pop("start", "2018-01-01"), said.pop("end", "")
    return Power(
        id=f"{word}-{len(said)}",
        body_id="committee",
        power=word,
        valid_from=day(start),
        valid_to=day(end),
        source="rules",
        known_from=date(2018, 1, 1),
        **said,  # type: ignore[arg-type]
    )


def register(
    topic: str = "remove", complete: bool = True, book: str = "Rules", **more: str
) -> Register:
    return Register(
        body_id="committee",
        topic=topic,
        complete=complete,
        rule_book=book,
        clauses_read=41,
        valid_from=day(more.get("start", "2018-01-01")),
        valid_to=day(more.get("end", "")),
        source="rules",
        known_from=date(2018, 1, 1),
    )


def sits(person: str, section: str, state: str = "seated", on: str = "2018-01-01") -> Sitting:
    first = PartialDate.parse(on)
    return Sitting(
        body_id="committee",
        section_id=section,
        candidate_id=person,
        state=state,
        on=first,
        source="minutes",
        known_from=first.last,
    )


def club(*rows: object) -> Record:
    seats = Body(
        id="committee",
        body="Committee",
        section_id="members",
        section="Members",
        seats=5,
        chosen_by="all",
        source="rules",
        known_from=date(2018, 1, 1),
    )
    kept = {
        "powers": tuple(r for r in rows if isinstance(r, Power)),
        "registers": tuple(r for r in rows if isinstance(r, Register)),
        "persons": (Person(id="bea", name="Bea", source="minutes", known_from=date(2018, 1, 1)),),
        "members": (sits("ann", "members-north"), *(r for r in rows if isinstance(r, Sitting))),
    }
    return Record(name="club", organisation="A club", licence="", bodies=(seats,), **kept)  # type: ignore[arg-type]


def asked(*rows: object, member: str = "ann", on: str = DAY, **more: str):
    return removers(club(*rows), member, on=on, **more)  # type: ignore[arg-type]


def test_a_clause_that_covers_the_member_is_found() -> None:
    found = asked(power(clause="4.2"), register(complete=False))
    assert (found.answer, found.clauses[0].way) == (FOUND, "direct")
    assert headline(found) == "General Meeting may remove ann (clause 4.2)."


def test_a_whole_book_without_a_clause_says_nobody() -> None:
    found = asked(register())
    assert (found.answer, found.closed) == (NOBODY, True)
    assert headline(found) == "Nobody: 41 clauses of Rules read, none lets any body remove ann."


def test_a_clause_over_any_seat_of_the_member_covers_them() -> None:
    """Who sits for two sections is covered by a clause over either: never "nobody"."""
    also = sits("ann", "chair", on="2018-02-01")
    for over in ("chair", "members-north"):
        assert asked(power(over=over), register(), also).answer == FOUND
    gone = sits("ann", "chair", "term ended", on="2018-03-01")
    assert asked(power(over="chair"), register(), also, gone).answer == NOBODY


OPEN = {
    "no register": (),
    "read in part": (register(complete=False),),
    "another power": (register("expel"),),
    "one of two books": (register(), register(complete=False, book="Standing orders")),
    "no longer in force": (register(end="2018-07-31"),),
    "not yet in force": (register(start="2018-08-02"),),
    "year only": (register(start="2018"),),
    "no date": (register(start=""),),
}


@pytest.mark.parametrize("name", OPEN)
def test_absence_means_nothing_without_a_whole_book_on_the_day(name: str) -> None:
    found = asked(*OPEN[name])
    assert (found.answer, found.closed) == (UNRECORDED, False)
    said = " ".join(render(removers_page(found)).split())
    assert headline(found) == "No clause recorded that lets any body remove ann."
    assert "this does not mean" in said
    assert "Nobody" not in said


def test_a_register_known_later_does_not_answer_for_an_earlier_day() -> None:
    assert asked(register(), as_of="2017-12-31", on="2018-08-01").answer == UNRECORDED


@pytest.mark.parametrize(
    ("over", "answer"),
    [("members", FOUND), ("members-north", FOUND), ("ann", FOUND), ("bea", NOBODY)],
)
def test_whom_a_clause_covers(over: str, answer: str) -> None:
    assert asked(power(over=over), register()).answer == answer


def test_a_clause_that_may_cover_the_member_forbids_nobody() -> None:
    """Bea's section is not on record; Cy's clause names a section that does not exist."""
    north = asked(power(over="members-north"), register(), member="bea")
    typo = asked(power(over="members-nort"), register())
    for found in (north, typo):
        assert (found.answer, len(found.unplaced)) == (UNRECORDED, 1)
        said = " ".join(render(removers_page(found)).split())
        assert "does not tell whether" in said
        assert "this does not mean that nobody may" in said


def test_expulsion_is_the_indirect_way_and_suspension_keeps_the_seat() -> None:
    found = asked(
        power("expel", effect="expelled", clause="9"),
        power("suspend", effect="suspended", holder="Panel"),
        register(),
    )
    assert (found.answer, found.clauses) == (NOBODY, ())
    assert [c.way for c in found.others] == ["indirect", "suspends"]
    said = " ".join(render(removers_page(found)).split())
    assert (
        "Indirectly: General Meeting may expel ann under 9; once expelled the seat is free" in said
    )
    assert "Panel may suspend ann; a suspended member holds the seat and cannot vote" in said


def test_what_is_not_known_of_the_indirect_way_is_said() -> None:
    open_ways = " ".join(render(removers_page(asked(register()))).split())
    assert "Whether anybody may expel ann is not recorded." in open_ways
    closed = asked(register(), register("expel"), register("suspend"))
    assert "Nor may anybody expel ann." in render(removers_page(closed))


@pytest.mark.parametrize(
    ("start", "end", "count", "sure"),
    [
        ("2018-08-01", "", 1, True),
        ("2018-08-02", "", 0, False),
        ("2017", "2018-08-01", 1, True),
        ("2018", "", 1, False),
        ("2017", "2018", 1, False),
        ("2016", "2017", 0, False),
        ("", "", 1, False),
    ],
)
def test_clauses_in_force_on_the_day(start: str, end: str, count: int, sure: bool) -> None:
    found = asked(power(start=start, end=end))
    assert [c.sure for c in found.clauses] == [sure] * count


def test_a_clause_that_may_not_have_held_is_hedged() -> None:
    assert "leave open whether it held" in headline(asked(power(start="2018")))


def test_who_can_not() -> None:
    rows = (power(clause="4.2"), register())
    assert asked(*rows, holder="general meeting").answer == FOUND
    found = asked(*rows, holder="Chair")
    assert headline(found) == "Chair may not: 41 clauses of Rules read, none lets Chair remove ann."
    assert asked(power(), holder="Chair").answer == UNRECORDED


def test_a_holder_that_no_clause_names_is_asked_back() -> None:
    """A misspelt name must not read as a firm no."""
    said = " ".join(
        render(removers_page(asked(power(), register(), holder="Genral Meeting"))).split()
    )
    assert "No clause on record names Genral Meeting; is it spelt as there?" in said
    assert "Named are: General Meeting." in said


def test_a_matter_is_never_nobodys() -> None:
    """Matters are matched by their words, so a misspelt one must not answer nobody."""
    rows = (power("decide", over="the rent", holder="Committee", clause="5"), register("decide"))
    found = asked(*rows, member="", decides="the rent")
    assert headline(found) == "Committee decides the rent (clause 5)."
    missed = asked(*rows, member="", decides="the rents")
    assert (missed.answer, missed.matters) == (UNRECORDED, ("the rent",))


def test_the_state_of_the_member_is_told() -> None:
    rows = (sits("ann", "members-north", "suspended", "2018-07-01"), register())
    assert asked(*rows).state == "suspended"
    assert asked(*rows, on="2018-06-30").state == "seated"
    resigned = asked(sits("ann", "members-north", "resigned", "2018-07-01"), register())
    assert "no longer held a seat: resigned" in render(removers_page(resigned))


@pytest.mark.parametrize(
    ("who", "on"),
    [
        ("Ellie Reeves", DAY),  # lost in 2016, the last contest they stood in
        ("Ann Black", "2019-03-01"),  # lost in 2018; the term had ended at that conference
        ("Luke Akehurst", "2018-10-01"),  # stood in 2018 and was not elected
    ],
)
def test_nothing_to_remove_from_for_who_holds_no_seat(who: str, on: str) -> None:
    found = removers("labour-nec/nec", who, on=on)
    assert found.answer == NO_SEAT
    assert headline(found).startswith(f"{who} holds no seat of National Executive Committee on")
    assert f"may expel {who}" not in " ".join(render(removers_page(found)).split())


def test_who_was_never_said_to_have_lost_may_hold_a_seat() -> None:
    assert asked(register(), member="bea").answer == NOBODY
    ended = sits("ann", "members-north", "term ended", "2018-07-01")
    assert asked(power(), register(), ended).answer == NO_SEAT
    assert asked(power("expel"), register(), ended, power="expel").answer == FOUND


def test_what_we_worked_out_is_said_in_the_sentence() -> None:
    """The clause of 2016 lets one body expel; no page read says that the seat goes with it."""
    page = removers_page(removers("labour-nec/nec", "Pete Willsman", on=DAY))
    said = " ".join(render(page).split())
    assert "once expelled the seat is free (our reading)" in said
    stated = asked(power("expel", effect="expelled", clause="9"), register())
    assert "our reading" not in render(removers_page(stated))


def test_the_example_answers_nobody_in_its_first_lines() -> None:
    found = removers(SOCIETY, "Farid Haddad", on="2026-06-20")
    assert headline(found) == (
        "Nobody: 41 clauses of Rules of 2025 read, none lets any body remove Farid Haddad."
    )
    assert [s.actor for s in found.said] == ["Dafydd Price"]


def test_the_claim_of_1_august_2018() -> None:
    """The New Statesman: "nobody - not Momentum, not Jeremy Corbyn, and not the NEC" can.

    No edition of the rule book was read whole, so the answer is no clause recorded; the claim
    stands beside it as a claim, and the way that is sourced, by expulsion, is told.
    """
    found = removers("labour-nec/nec", "Pete Willsman", on="2018-08-01")
    assert (found.answer, found.closed) == (UNRECORDED, False)
    assert not any(book.complete for book in found.books)
    assert [c.way for c in found.others] == ["indirect", "suspends"]
    for holder in ("Momentum", "Jeremy Corbyn", "NEC"):
        theirs = removers("labour-nec/nec", "Pete Willsman", on="2018-08-01", holder=holder)
        assert theirs.answer == UNRECORDED
    claim = next(s for s in found.said if "New Statesman" in s.actor)
    assert (claim.on, claim.grade) == ("2018-08-01", "named")
    assert claim.source.startswith("https://www.newstatesman.com/politics/2018/08/momentum-dump")


def test_before_the_claim_was_printed_it_is_not_shown() -> None:
    eve = removers("labour-nec/nec", "Pete Willsman", on="2018-08-01", as_of="2018-07-31")
    assert not any("New Statesman" in s.actor for s in eve.said)


def test_rows_answer_even_where_there_is_no_clause() -> None:
    (row,) = asked(register()).to_rows()
    assert (row["answer"], row["holder"], row["asked"]) == (NOBODY, "", "remove")
    assert {row["way"] for row in removers(SOCIETY, on="2026-06-20").to_rows()} == {
        "indirect",
        "suspends",
    }


def test_what_is_refused() -> None:
    with pytest.raises(UnknownName, match="Farid Haddad"):
        removers(SOCIETY, "Farid Hadad")
    with pytest.raises(UnknownName, match="momentum-ncg"):
        removers("labour-nec")
    with pytest.raises(UnknownName, match="no body 'board'"):
        removers(club(), body="board")
    with pytest.raises(InputError, match="Use one of remove"):
        removers(SOCIETY, power="dismiss")
