"""The vacancies of Labour's NEC, 2005 to 2024: each beside what was reported then."""

from datetime import date

import pytest

from hustings.api.vacancies import vacancy
from hustings.bodies.vacancy_result import Vacancy
from hustings.store import open_body


def asked(person: str, state: str, on: str, **more: object) -> Vacancy:
    """The question put to the bundled record."""
    return vacancy("labour-nec/nec", person, state=state, on=on, **more)


def reading(answer: Vacancy, contest: str):
    """The reading from one contest."""
    return next(r for r in answer.readings if r.contest_id == contest)


def test_march_2018_the_press_named_two_contests_and_both_give_izzard():
    """The Guardian and The Times took the ballot of January 2018, Sky News that of 2016."""
    found = asked("Christine Shawcroft", "resigned", "2018-03-31")
    assert found.verdict == "Both readings agree: Eddie Izzard."
    january, summer = reading(found, "nec-clp-2018-01"), reading(found, "nec-clp-2016")
    first = january.line[0]
    assert (first.name, first.place, first.votes) == ("Eddie Izzard", 4, "39508")
    seventh, eighth = summer.line[:2]
    assert (seventh.name, seventh.place, seventh.fate) == ("Ellie Reeves", 7, "skipped")
    assert "8 June 2017" in seventh.why
    assert seventh.source.startswith("http")
    assert (eighth.name, eighth.place, eighth.votes) == ("Eddie Izzard", 8, "70993")
    assert all("does not say from which contest" in r.why for r in found.readings)


def test_march_2018_what_was_known_then_gives_the_same_answer():
    day = date(2018, 3, 31)
    found = asked("christine-shawcroft", "resigned", "2018-03-31", as_of=day)
    assert found.follows == ("Eddie Izzard",)
    assert not any("2019" in one or "2024" in one for one in found.later)


def test_march_2018_without_the_source_on_reeves_the_readings_differ():
    """Did no source say that the seventh of 2016 sat in Parliament, she would be next."""
    from dataclasses import replace

    record, body = open_body("labour-nec/nec")
    silent = tuple(e for e in record.events if e.kind != "incompatible")
    known = replace(record, events=silent)
    found = vacancy(known, "Christine Shawcroft", on="2018-03-31", body_id=body)
    assert found.verdict == "The readings differ: A, Eddie Izzard; B, Ellie Reeves."
    assert not found.agreed


def test_may_2019_suspended_the_seat_stays_filled():
    found = asked("Pete Willsman", "suspended", "2019-05-31")
    assert not found.frees
    assert found.readings == ()
    assert "still holds it" in found.verdict
    assert (found.effect.seats, found.effect.voting_before, found.effect.voting_after) == (
        39,
        39,
        38,
    )
    assert (found.effect.majority_before, found.effect.majority_after) == (20, 20)
    assert any("not vacant until membership ends" in note for note in found.notes)


def test_may_2019_if_it_became_vacant_a_new_ballot():
    """The rule of the 2019 book, reported on the day: no longer the runner-up."""
    (only,) = asked("Pete Willsman", "expelled", "2019-05-31").readings
    assert (only.outcome, only.rule.id, only.follows) == ("by-election", "clp-2018", "")


@pytest.mark.parametrize("person", ["Claudia Webbe", "Navendu Mishra"])
def test_december_2019_a_by_election_was_held_in_april_2020(person):
    found = asked(person, "incompatible", "2019-12-12")
    assert [r.outcome for r in found.readings] == ["by-election"]
    held = [h for h in found.afterwards if h.names]
    assert {n for h in held for n in h.names} == {"Johanna Baxter", "Gurinder Singh Josan"}
    # Willsman is still suspended: 38 could vote before, 37 after, and the majority falls
    assert (found.effect.voting_before, found.effect.majority_after) == (38, 19)


def test_july_2024_runners_up_of_2022_until_the_next_contest():
    found = asked("Luke Akehurst", "incompatible", "2024-07-04")
    (only,) = found.readings
    assert found.verdict == "On the places that were reported afterwards: Jane Thomas."
    assert any("no independent check" in note for note in found.readings[0].notes)
    assert (only.contest_id, only.follows, only.rule.temporary) == (
        "nec-clp-2022",
        "Jane Thomas",
        True,
    )
    in_line = [one.name for one in only.line if one.fate in ("follows", "next")]
    assert in_line == ["Jane Thomas", "Neeraj Patil", "Jose Alexander"]
    rahman = next(one for one in only.line if one.name == "Mish Rahman")
    assert rahman.fate == "skipped"
    assert "already sits" in rahman.why
    seated = {n for h in found.afterwards for n in h.names}
    assert seated == {"Jane Thomas", "Neeraj Patil", "Jose Alexander"}
    assert any("became public after the day" in note for note in only.notes)


def test_july_2024_as_known_then_the_order_was_not():
    """The rule was reported by 16 July, the names at the end of the month."""
    then = asked("Luke Akehurst", "incompatible", "2024-07-04", as_of=date(2024, 7, 17))
    (only,) = then.readings
    assert (only.rule.id, only.outcome) == ("clp-2024", "order unknown")
    assert "Jane Thomas" in [one.name for one in only.line if one.fate == "unplaced"]


def test_july_2024_the_second_and_third_seat():
    """Who followed already is passed over: three seats, three runners-up."""
    second = asked("Johanna Baxter", "incompatible", "2024-07-04", declined=["Jane Thomas"])
    assert second.follows == ("Neeraj Patil",)
    third = asked(
        "Gurinder Singh Josan", "incompatible", "2024-07-04",
        ineligible={"Jane Thomas": "followed Akehurst", "Neeraj Patil": "followed Baxter"},
    )  # fmt: skip
    assert third.follows == ("Jose Alexander",)


@pytest.mark.parametrize(
    ("person", "state", "on", "follower"),
    [
        ("Shahid Malik", "incompatible", "2005-05-05", "Louise Baldock"),
        ("Oona King", "resigned", "2010-11-01", "Johanna Baxter"),
    ],
)
def test_runners_up_of_2005_and_2010(person, state, on, follower):
    found = asked(person, state, on)
    assert found.follows == (follower,)
    assert follower in {n for h in found.afterwards for n in h.names}


def test_2016_the_second_runner_up_sat_and_the_record_does_not_say_why():
    """Williams, eighth in 2014, took Livingstone's seat; Willsman had come seventh."""
    found = asked("Ken Livingstone", "resigned", "2016-05-10")
    (only,) = found.readings
    names = [(one.place, one.name) for one in only.line[:2]]
    assert names == [(7, "Pete Willsman"), (8, "Darren Williams")]
    assert "Darren Williams" in {n for h in found.afterwards for n in h.names}
    declined = asked("Ken Livingstone", "resigned", "2016-05-10", declined=["Pete Willsman"])
    assert declined.follows == ("Darren Williams",)


def test_2022_a_countback_needs_papers_that_are_not_public():
    found = asked("Laura Pidcock", "resigned", "2022-01-26")
    (only,) = found.readings
    assert (only.outcome, only.rule.method) == ("papers needed", "countback-never-held")
    assert "Ann Henderson" in [one.name for one in only.line]
    assert "Ann Henderson" in {n for h in found.afterwards for n in h.names}


def test_the_answer_never_uses_what_came_after():
    """Every row of the record dated after the day may vanish, and the answer stays."""
    whole = asked("Christine Shawcroft", "resigned", "2018-03-31")
    then = asked("Christine Shawcroft", "resigned", "2018-03-31", as_of=date(2018, 3, 31))
    drop = lambda r: (r.contest_id, r.outcome, r.follows, r.rule.id)  # noqa: E731
    assert [drop(r) for r in whole.readings] == [drop(r) for r in then.readings]
