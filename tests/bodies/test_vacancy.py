"""Who follows in an invented society: dated rules, readings, bars, seats kept, lots."""

from datetime import date
from pathlib import Path

import pytest
from vacancy_society import TABLES, society

from hustings.api.vacancies import vacancy, vacancy_in
from hustings.errors import InputError, UnknownName
from hustings.model.lots import Lot
from hustings.report.text import render
from hustings.report.vacancy_page import vacancy_page

DAY = "2024-06-01"
RULE_HEAD = TABLES["vacancies"].splitlines()[0]


def asked(folder: Path, person: str = "Ada Nwosu", on: str = DAY, **more):
    """The question; keywords that name tables replace them."""
    tables = {k: more.pop(k) for k in tuple(more) if k in (*TABLES, "events", "powers", "rules")}
    return vacancy(society(folder, **tables), person, on=on, **more)


def rules(*rows: str) -> str:
    return "\n".join([RULE_HEAD, *rows]) + "\n"


def fates(answer, letter: str = "A") -> dict[str, str]:
    (reading,) = [r for r in answer.readings if r.letter == letter]
    return {one.candidate_id: one.fate for one in reading.line}


def test_the_first_not_elected_follows(tmp_path):
    found = asked(tmp_path)
    assert found.verdict == "Eve Tan follows."
    (only,) = found.readings
    assert (only.contest_id, only.rule.id, only.rule.clause) == ("exec-members-2023", "v1", "7.2")
    assert [(one.place, one.candidate_id, one.votes) for one in only.line] == [
        (5, "eve", "50"),
        (6, "finn", "40"),
        (7, "gita", "30"),
    ]


@pytest.mark.parametrize(
    ("said", "outcomes"),
    [
        ("most recent", {"exec-members-2024": "gita"}),
        ("that elected them", {"exec-members-2023": "eve"}),
        ("exec-members-2023", {"exec-members-2023": "eve"}),
        ("", {"exec-members-2024": "gita", "exec-members-2023": "eve"}),
    ],
)
def test_which_contest(tmp_path, said, outcomes):
    """A rule that does not say from which contest gives one reading for each."""
    found = asked(tmp_path, vacancies=rules(f"v1,exec,members,runner-up,{said},,7.2,2020,,book"))
    assert {r.contest_id: r.follows_id for r in found.readings} == outcomes
    assert found.agreed == (len(outcomes) == 1)


def test_a_contest_declared_later_is_not_the_most_recent(tmp_path):
    found = asked(
        tmp_path, on="2024-02-01", vacancies=rules("v1,exec,members,runner-up,,,7.2,2020,,book")
    )
    (only,) = found.readings
    assert only.contest_id == "exec-members-2023"
    assert "also the one that elected" in only.why


def test_a_newer_rule_replaces_the_older_from_its_day(tmp_path):
    two = rules(
        "v1,exec,members,runner-up,that elected them,,7.2,2020,,book",
        "v2,exec,members,by-election,,,7.3,2024-06-01,,book 2024",
    )
    before = asked(tmp_path / "a", on="2024-05-31", vacancies=two)
    after = asked(tmp_path / "b", on="2024-06-01", vacancies=two)
    assert [r.rule.id for r in before.readings] == ["v1"]
    assert before.later == ("from 1 June 2024 the record says: by-election (rule v2, clause 7.3)",)
    assert [(r.rule.id, r.outcome) for r in after.readings] == [("v2", "by-election")]
    assert not after.later


def test_a_rule_dated_to_the_year_makes_two_readings(tmp_path):
    """`2024` may have begun by June or not: both are shown, and neither as certain."""
    two = rules(
        "v1,exec,members,runner-up,that elected them,,7.2,2020,,book",
        "v2,exec,members,co-option,,,7.3,2024,,book 2024",
    )
    found = asked(tmp_path, vacancies=two)
    assert [(r.rule.id, r.outcome) for r in found.readings] == [
        ("v1", "follows"),
        ("v2", "co-option"),
    ]
    assert found.verdict == "The readings differ: A, Eve Tan; B, co-option."
    assert not any(r.rule.certain for r in found.readings)
    assert all("leave it open" in r.why for r in found.readings)


def test_a_rule_that_ended_is_not_used(tmp_path):
    one = rules("v1,exec,members,runner-up,,,7.2,2020,2023-12-31,book")
    found = asked(tmp_path, vacancies=one)
    assert [r.outcome for r in found.readings] == ["no rule"]
    assert "No rule" in found.verdict


def test_a_rule_that_gave_way_does_not_come_back_unsaid(tmp_path):
    """The newer rule of 2021 ended in 2022: whether the older holds again is not said."""
    two = rules(
        "v1,exec,members,runner-up,that elected them,,7.2,2020,,book",
        "v2,exec,members,by-election,,,7.3,2021-01-01,2022-12-31,book 2021",
    )
    found = asked(tmp_path, vacancies=two)
    assert [(r.letter, r.outcome) for r in found.readings] == [("A", "follows"), ("B", "no rule")]
    assert "leave it open" in found.readings[0].why
    assert found.verdict == "The readings differ: A, Eve Tan; B, no rule is recorded."


def test_a_rule_that_may_not_have_begun_is_no_sure_answer(tmp_path):
    one = rules("v1,exec,members,runner-up,that elected them,,7.2,2024,,book")
    assert [r.outcome for r in asked(tmp_path, vacancies=one).readings] == ["follows", "no rule"]


@pytest.mark.parametrize("day", ["2024-03", "2024"])
def test_where_the_dates_do_not_say_which_contest_is_the_most_recent(tmp_path, day):
    """One contest of March 2024, one declared on 20 March 2024."""
    declarations = TABLES["declarations"].replace("2024-03-02", day)
    declarations = declarations.replace("2023-03-02", "2024-03-20")
    found = asked(
        tmp_path,
        vacancies=rules("v1,exec,members,runner-up,most recent,,7.2,2020,,book"),
        declarations=declarations,
    )
    assert {r.contest_id for r in found.readings} == {"exec-members-2023", "exec-members-2024"}
    assert all("the dates leave open" in r.why for r in found.readings)


def test_a_rule_that_became_public_later_is_told(tmp_path):
    head = f"{RULE_HEAD},known_from\n"
    one = f"{head}v1,exec,members,runner-up,that elected them,,7.2,2020,,book,2024-06-09\n"
    (only,) = asked(tmp_path / "a", vacancies=one).readings
    assert "rule v1 became public after the day, by 2024-06-09" in only.notes
    found = asked(tmp_path / "b", vacancies=one, as_of="2024-06-08")
    assert [r.outcome for r in found.readings] == ["no rule"]


def test_two_people_of_one_name_are_told_apart(tmp_path):
    persons = TABLES["persons"].replace("Hana Sato", "Ada Nwosu")
    with pytest.raises(UnknownName, match="2 people are called 'Ada Nwosu': say ada or hana"):
        asked(tmp_path, persons=persons)
    assert asked(tmp_path / "b", "ada", persons=persons).follows == ("Eve Tan",)


def test_what_happened_is_told_once(tmp_path):
    """The event of the resignation only adds its source to the acts of that day."""
    members = (
        "+exec,members,ada,resigned,2024-06-01,,,letter\n"
        "exec,members,eve,seated,2024-06-01,exec-members-2023,ada,minutes 15\n"
    )
    events = (
        "on,kind,actor,text,candidate_id,source\n"
        "2024-06-01,vacancy,Ada Nwosu,Ada Nwosu goes and Eve Tan comes,eve,newsletter\n"
        "2024-09-01,vacancy,Ada Nwosu,A party is given for Ada Nwosu,,newsletter\n"
    )
    after = asked(tmp_path, members=members, events=events).afterwards
    assert [one.said for one in after] == [
        "Ada Nwosu resigned",
        "Eve Tan was seated in place of Ada Nwosu (contest: Executive 2023)",
        "A party is given for Ada Nwosu",
    ]
    assert after[1].source == "minutes 15 | newsletter"


def test_two_rules_of_one_day_are_two_readings(tmp_path):
    two = rules(
        "v1,exec,members,runner-up,that elected them,,7.2,2020,,book",
        "v2,exec,members,by-election,,,7.3,2020,,book",
    )
    assert [r.outcome for r in asked(tmp_path, vacancies=two).readings] == [
        "follows",
        "by-election",
    ]


@pytest.mark.parametrize("method", ["by-election", "co-option", "hold"])
def test_methods_without_a_name(tmp_path, method):
    powers = (
        "clause_id,body_id,power,holder,over,statement,clause,valid_from,source\n"
        "p1,exec,fill,the Secretary,members,Calls it,7.4,2020,book\n"
    )
    one = rules(f"v1,exec,members,{method},,,7.2,2020,,book")
    (only,) = asked(tmp_path, vacancies=one, powers=powers).readings
    assert (only.outcome, only.follows) == (method, "")
    if method != "hold":
        assert "the Secretary (7.4)" in only.notes[0]


def test_who_is_passed_over_and_why(tmp_path):
    """One declined, one took another office before that day; a later event does not count."""
    events = (
        "on,kind,actor,text,candidate_id,source\n"
        "2024-05-01,incompatible,Finn Roy,Became the auditor,finn,minutes 12\n"
        "2024-07-01,death,Gita Rao,Died,gita,minutes 14\n"
    )
    found = asked(tmp_path, declined=["Eve Tan"], events=events)
    assert fates(found) == {"eve": "skipped", "finn": "skipped", "gita": "follows"}
    eve, finn, _ = found.readings[0].line
    assert (eve.why, eve.source) == ("declined", "as given")
    assert "1 May 2024" in finn.why
    assert finn.source == "minutes 12"


def test_events_bar_only_where_they_concern(tmp_path):
    """Declining another contest, or an office held before they stood again, is no bar."""
    contests = TABLES["contests"].replace("ballots_closed,", "ballots_opened,ballots_closed,")
    contests = contests.replace(",4,2023-03-01", ",4,2023-02-01,2023-03-01")
    contests = contests.replace(",2,2024-03-01", ",2,2024-02-01,2024-03-01")
    events = (
        "on,kind,actor,text,candidate_id,contest_id,source\n"
        "2023-06-01,declined,Eve Tan,Declined,eve,exec-members-2024,minutes\n"
        "2022-06-01,incompatible,Eve Tan,Became the auditor,eve,,minutes\n"
    )
    assert asked(tmp_path / "a", contests=contests, events=events).follows == ("Eve Tan",)
    dead = events.replace("incompatible", "death")
    assert asked(tmp_path / "b", contests=contests, events=dead).follows == ("Finn Roy",)


def test_a_case_bars_nobody(tmp_path):
    events = (
        "on,kind,actor,text,candidate_id,case_id,stage,source\n"
        "2024-05-01,case,Panel,Opened,eve,c1,opened,minutes\n"
    )
    assert asked(tmp_path, events=events).follows == ("Eve Tan",)


def test_who_followed_before_is_passed_over(tmp_path):
    members = (
        "+exec,members,ben,resigned,2023-09-01,,,minutes\n"
        "exec,members,eve,seated,2023-09-02,exec-members-2023,ben,minutes\n"
    )
    found = asked(tmp_path, members=members)
    assert fates(found) == {"eve": "skipped", "finn": "follows", "gita": "next"}
    assert "in place of Ben Hill" in found.readings[0].line[0].why


def test_the_successor_seated_on_the_same_day_still_follows(tmp_path):
    members = (
        "+exec,members,ada,resigned,2024-06-01,,,minutes\n"
        "exec,members,eve,seated,2024-06-01,exec-members-2023,ada,minutes\n"
    )
    found = asked(tmp_path, members=members)
    assert found.follows == ("Eve Tan",)
    assert [h.names for h in found.afterwards if h.names] == [("Eve Tan",)]


def test_everybody_passed_over(tmp_path):
    found = asked(tmp_path, declined=["eve", "finn"], ineligible={"gita": "left the society"})
    assert [r.outcome for r in found.readings] == ["nobody"]
    assert found.verdict.startswith("Nobody is left in line")


def test_a_seat_kept_for_a_category(tmp_path):
    """Two of four must be women; without Ada only Cara is left, so Eve goes before Finn."""
    kept = "women >= 2: Ada Nwosu, Cara Singh, Gita Rao [rule 4]"
    found = asked(tmp_path, constraints=kept)
    assert fates(found) == {"eve": "skipped", "finn": "skipped", "gita": "follows"}
    assert "rule 4" in found.readings[0].line[0].why
    # when Dov leaves, Ada and Cara stay: anybody may follow
    assert asked(tmp_path, "Dov Levi", constraints=kept).follows == ("Eve Tan",)


def test_a_maximum_counts_those_who_stay(tmp_path):
    most = "north <= 2: Ben Hill, Cara Singh, Eve Tan"
    found = asked(tmp_path, constraints=most)
    assert fates(found)["eve"] == "skipped"
    assert found.follows == ("Finn Roy",)
    assert asked(tmp_path, "Ben Hill", constraints=most).follows == ("Eve Tan",)


def test_a_rule_s_own_constraint_is_read_and_words_are_not(tmp_path):
    """The constraint of the rule itself, in the same words as on the command line."""
    head = "rule_id,body_id,section_id,method,contest,constraint,clause,valid_from,source\n"
    spec = '"women >= 2: Ada Nwosu, Cara Singh, Gita Rao"'
    read = asked(tmp_path / "a", vacancies=f"{head}v1,exec,members,runner-up,that elected them,{spec},7,2020,book\n")  # fmt: skip # noqa: E501
    assert read.follows == ("Gita Rao",)
    words = asked(tmp_path / "b", vacancies=f"{head}v1,exec,members,runner-up,that elected them,at least two women,7,2020,book\n")  # fmt: skip # noqa: E501
    assert words.follows == ("Eve Tan",)
    assert any("not checked" in n for n in words.readings[0].notes)


def test_nobody_in_line_can_keep_the_seats(tmp_path):
    found = asked(tmp_path, constraints="women >= 2: Ada Nwosu, Cara Singh")
    assert [r.outcome for r in found.readings] == ["nobody"]
    assert "nobody in line can keep women >= 2" in found.readings[0].line[0].why


TIED = TABLES["results"].replace("finn,40,no", "finn,50,no")


def test_equal_runners_up_need_a_lot(tmp_path):
    found = asked(tmp_path, results=TIED)
    assert found.needs_a_lot
    assert found.verdict == "A lot must be drawn between Eve Tan and Finn Roy."
    drawn = Lot(purpose="elect", order=("Finn Roy", "Eve Tan"), drawn_by="R. Officer")
    settled = asked(tmp_path, results=TIED, lots=drawn)
    assert settled.follows == ("Finn Roy",)
    assert "drawn by R. Officer" in settled.readings[0].notes[-1]


def test_a_tie_with_somebody_barred_is_none(tmp_path):
    assert asked(tmp_path, results=TIED, declined=["Eve Tan"]).follows == ("Finn Roy",)


def test_first_preferences_do_not_say_who_comes_next_under_stv(tmp_path):
    contests = TABLES["contests"].replace(",block-vote,4,", ",stv,,")
    found = asked(tmp_path, contests=contests)
    assert [r.outcome for r in found.readings] == ["order unknown"]
    assert set(fates(found).values()) == {"unplaced"}
    placed = (
        TABLES["results"]
        .replace("elected,source", "elected,position,source")
        .replace(",declaration", ",,declaration")
    )
    rows = {
        "eve,50,no,": "eve,50,no,7",
        "finn,40,no,": "finn,40,no,5",
        "gita,30,no,": "gita,30,no,6",
    }
    for old, new in rows.items():
        placed = placed.replace(f"exec-members-2023,{old}", f"exec-members-2023,{new}")
    found = asked(tmp_path, contests=contests, results=placed)
    assert [one.candidate_id for one in found.readings[0].line] == ["finn", "gita", "eve"]


def test_suspended_holds_the_seat(tmp_path):
    found = asked(tmp_path, state="suspended")
    assert (found.frees, found.readings, found.follows) == (False, (), ())
    # five seats: three of five carried, three of four are needed, and two to two is possible
    effect = found.effect
    assert (effect.voting_before, effect.voting_after) == (5, 4)
    assert (effect.majority_before, effect.majority_after) == (3, 3)


def test_the_procedure_recorded_is_used(tmp_path):
    """Two thirds of all members, reached: 4 of 5 whoever can vote."""
    record = society(tmp_path)
    from dataclasses import replace

    from hustings.model import Procedure

    law = Procedure(
        body_id="exec", majority_of="members", share="2/3", reaching=True, quorum=3,
        clause="9.1", source="book",
    )  # fmt: skip
    effect = vacancy(replace(record, procedures=(law,)), "Ada Nwosu", on=DAY).effect
    assert (effect.majority_before, effect.majority_after, effect.quorum) == (4, 4, 3)
    assert effect.clause == "9.1"


def test_without_members_a_winner_is_taken_to_sit(tmp_path):
    found = asked(tmp_path, members="")
    assert found.follows == ("Eve Tan",)
    assert any("no row of members.csv" in said for said in found.assumptions)


def test_names_and_requests_that_cannot_be(tmp_path):
    with pytest.raises(UnknownName, match="did you mean Ada Nwosu"):
        asked(tmp_path, "Ada Nwoso")
    with pytest.raises(UnknownName, match="did you mean Eve Tan"):
        asked(tmp_path, declined=["Eve Tann"])
    with pytest.raises(InputError, match="holds no seat"):
        asked(tmp_path, "Gita Rao")
    with pytest.raises(InputError) as caught:
        asked(tmp_path, state="bored", method="dice")
    assert [p.code for p in caught.value.problems] == ["unknown-state", "unknown-method"]
    with pytest.raises(InputError, match="not about seats"):
        asked(tmp_path, constraints="paper women >= 2: Ada Nwosu")
    with pytest.raises(UnknownName, match="exec-members-2023"):
        asked(tmp_path, contest="exec-members-2032")


def test_which_of_two_seats(tmp_path):
    members = "+exec,chair,ada,seated,2023-04-01,,,minutes\n"
    with pytest.raises(InputError, match="holds seats of chair, members"):
        asked(tmp_path / "a", members=members)
    found = asked(tmp_path / "b", members=members, section="members")
    assert (found.section_id, found.follows) == ("members", ("Eve Tan",))
    assert asked(tmp_path / "c", members=members, section="chair").readings[0].outcome == "no rule"


def test_another_method_is_said_to_be_assumed(tmp_path):
    found = asked(tmp_path, method="by-election")
    assert found.readings[0].rule.assumed
    assert any("as asked" in said for said in found.assumptions)


def test_a_table_of_totals_alone():
    totals = {"Ann Ash": 40, "Bea Birch": 31, "Cy Cedar": 22, "Di Dogwood": 22}
    found = vacancy_in(totals, "Ann Ash", seats=2, on=DAY)
    assert found.needs_a_lot
    assert found.readings[0].tied == ("Cy Cedar", "Di Dogwood")
    assert any("no rule book" in said for said in found.assumptions)
    assert vacancy_in(totals, "ash", seats=2, on=DAY, declined="Cy Cedar").follows == (
        "Di Dogwood",
    )
    with pytest.raises(InputError, match="not elected"):
        vacancy_in(totals, "Cy Cedar", seats=2, on=DAY)


def test_a_method_that_nobody_asked_for_is_not_said_to_be_asked():
    totals = {"Ann Ash": 40, "Bea Birch": 31}
    found = vacancy_in(totals, "Ann Ash", seats=1, on=DAY)
    assert found.verdict == "If your rules take the runner-up: Bea Birch follows."
    page = " ".join(render(vacancy_page(found)).split())
    assert "Runner-up, by default, not asked (assumed: no rule book was read)." in page
    assert "--method: countback, countback-never-held, by-election, co-option, hold" in page
    told = vacancy_in(totals, "Ann Ash", seats=1, on=DAY, method="runner-up")
    assert told.verdict == "Bea Birch follows."
    assert "as asked" in render(vacancy_page(told))


def test_seats_recorded_long_before_are_to_be_checked():
    """The NEC's 39 seats are recorded for January 2018."""
    old = vacancy("labour-nec/nec", "Luke Akehurst", on="2024-07-04", state="incompatible")
    assert any("CHECK that they were still as many" in said for said in old.effect.assumed)
    soon = vacancy("labour-nec/nec", "Christine Shawcroft", on="2018-03-31")
    assert not any("CHECK" in said for said in soon.effect.assumed)
    gone = vacancy("labour-nec/nec", "Ann Black", on="2018-08-31", state="resigned")
    assert any(one.said == "Ann Black's term ended" for one in gone.afterwards)


def test_rows_and_keys(tmp_path):
    found = asked(tmp_path)
    rows = found.to_rows()
    assert [row["outcome"] for row in rows] == ["follows", "next", "next"]
    assert {row["reading_outcome"] for row in rows} == {"follows"}
    assert len({tuple(row) for row in rows}) == 1
    said = found.to_dict()
    assert said["on"] == DAY
    assert (said["follows"], said["agreed"]) == (["Eve Tan"], True)
    assert date.fromisoformat(said["on"])


def test_every_name_that_is_nobodys_is_told_at_once(tmp_path):
    with pytest.raises(UnknownName) as fault:
        asked(tmp_path, declined=["Eve Tann"], ineligible={"Nobody": "left"})
    said = [problem.message for problem in fault.value.problems]
    assert "did you mean Eve Tan" in said[0]
    assert "'Nobody'" in said[1]


def test_a_section_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError) as fault:
        asked(tmp_path, section="mebers")
    assert "chair, members" in fault.value.problems[0].next_step


def test_a_table_of_totals_stays_one_where_its_rule_is_named(tmp_path):
    """Not the papers of a contest between Votes and Elected."""
    table = tmp_path / "board.csv"
    table.write_text("Name,Votes,Elected\nAnn Ash,40,yes\nBo Birch,30,yes\nCy Cole,20,no\n")
    assert vacancy_in(table, "Ann Ash", rule="block-vote").follows == ("Cy Cole",)
    papers = tmp_path / "papers.csv"
    papers.write_text("Ann,Bob,Cy\n1,2,3\n1,,\n1,2,\n2,1,\n3,2,1\n")
    found = vacancy_in(papers, "Ann", rule="scottish-stv", seats=1, method="countback")
    assert found.follows == ("Bob",)
