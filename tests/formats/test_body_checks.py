"""Bodies, seats, camps, powers and vacancy rules that cannot be are found, each with its line."""

import pytest

from hustings.formats.record_folder import read_folder

BODIES = (
    "body_id,body,section_id,section,seats,chosen_by,as_of,source\n"
    "committee,Committee,plots,Plot holders,2,members,2020-01-01,minutes\n"
    "committee,Committee,chair,Chair,1,members,2020-01-01,minutes\n"
)
MEMBERS = "body_id,section_id,candidate_id,state,on,in_place_of,source\n"
CAMPS = "body_id,issue,section_id,candidate_id,seats,camp,lean,on,source\n"
PROCEDURES = "body_id,majority_of,share,quorum,valid_from,source\n"
DIVISIONS = "body_id,on,question,votes_for,votes_against,source\n"
POWERS = "clause_id,body_id,power,holder,over,statement,valid_from,source\n"
REGISTERS = "body_id,topic,complete,rule_book,valid_from,source\n"
VACANCIES = "rule_id,body_id,section_id,method,contest,valid_from,valid_to,source\n"


def problems(folder):
    return read_folder(folder)[1]


def found(folder):
    return [(p.file, p.line, p.code) for p in problems(folder)]


@pytest.fixture
def with_members(write):
    """The problems of a record whose members table has these rows."""

    def checked(*rows):
        lines = "".join(f"committee,{row},minutes\n" for row in rows)
        return [
            (p.line, p.code)
            for p in problems(write({"bodies.csv": BODIES, "members.csv": MEMBERS + lines}))
        ]

    return checked


def test_a_sound_body_has_no_problems(write):
    files = {
        "bodies.csv": BODIES,
        "members.csv": MEMBERS
        + "committee,plots,ann,elected,2020-05-21,,minutes\n"
        + "committee,plots,ann,seated,2020-06-01,,minutes\n"
        + "committee,plots,cyd,seated,2020-06-01,,minutes\n"
        + "committee,plots,cyd,suspended,2020-07-01,,minutes\n"
        + "committee,plots,cyd,reinstated,2020-08-01,,minutes\n"
        + "committee,plots,cyd,resigned,2020-09-01,,minutes\n"
        + "committee,plots,bob,seated,2020-09-01,cyd,minutes\n"
        + "committee,chair,bob,seated,2020,,minutes\n",
        "camps.csv": CAMPS
        + "committee,hoses,plots,ann,,for,hard,2020-06-01,minutes\n"
        + "committee,hoses,plots,,1,against,soft,2020-06-01,minutes\n",
        "procedures.csv": PROCEDURES + "committee,voting,2/3,3,2020-01-01,rules\n",
        "divisions.csv": DIVISIONS + "committee,2020-07-01,Buy hoses,2,1,minutes\n",
        "powers.csv": POWERS
        + "p1,committee,remove,general meeting,members,It may,2020-01-01,rules\n"
        + "p2,committee,remove,general meeting,chair,It may,2020-01-01,rules\n"
        + "p3,committee,suspend,committee,ann,It may,2020-01-01,rules\n"
        + "p4,committee,decide,chair,the order of business,It may,2020-01-01,rules\n",
        "registers.csv": REGISTERS + "committee,remove,yes,Rules 2020,2020-01-01,rules\n",
        "vacancies.csv": VACANCIES
        + "v1,committee,plots,runner-up,c-2020,2020-01-01,,rules\n"
        + "v2,committee,plots,runner-up,most recent,2021-01-01,,rules\n"
        + "v3,committee,chair,by-election,,2020-01-01,,rules\n",
    }
    assert found(write(files)) == []


def test_every_fault_at_once(write):
    """One of each, in one reading, with file and line."""
    files = {
        "bodies.csv": BODIES,
        "members.csv": MEMBERS
        + "comittee,plots,ann,seated,2020-06-01,,minutes\n"
        + "committee,plot,ann,seated,2020-06-01,,minutes\n"
        + "committee,plots,ann,resigned,2020-06-01,,minutes\n"
        + "committee,plots,dee,seated,2020-06-01,,minutes\n"
        + "committee,plots,bob,seated,2020-06-02,eve,minutes\n",
        "camps.csv": CAMPS
        + "committee,hoses,plots,ann,,for,hard,2020-06-01,minutes\n"
        + "committee,hoses,plots,,2,against,soft,2020-06-01,minutes\n"
        + "committee,hoses,sheds,,2,against,soft,2020-06-01,minutes\n",
        "procedures.csv": PROCEDURES
        + "committee,voting,3/2,,2020-01-01,rules\n"
        + "committee,present,1/2,4,2021-01-01,rules\n"
        + "board,present,1/2,4,2021-01-01,rules\n",
        "divisions.csv": DIVISIONS + "board,2020-07-01,Buy hoses,2,1,minutes\n",
        "powers.csv": POWERS + "p1,committee,remove,meeting,chairman,It may,2020-01-01,rules\n",
        "registers.csv": REGISTERS + "board,remove,no,Rules 2020,2020-01-01,rules\n",
        "vacancies.csv": VACANCIES
        + "v1,committee,plots,runner-up,c-2019,2020-01-01,,rules\n"
        + "v2,committee,plots,by-election,,2020,,rules\n",
    }
    assert set(found(write(files))) == {
        ("members.csv", 2, "unknown-body"),
        ("members.csv", 3, "unknown-section"),
        ("members.csv", 4, "state-out-of-order"),
        ("members.csv", 5, "unknown-candidate"),
        ("members.csv", 6, "unknown-candidate"),
        ("camps.csv", 3, "more-camps-than-seats"),
        ("camps.csv", 4, "unknown-section"),
        ("procedures.csv", 2, "not-a-share"),
        ("procedures.csv", 3, "quorum-above-seats"),
        ("procedures.csv", 4, "unknown-body"),
        ("divisions.csv", 2, "unknown-body"),
        ("powers.csv", 2, "unknown-over"),
        ("registers.csv", 2, "unknown-body"),
        ("vacancies.csv", 2, "unknown-contest"),
        ("vacancies.csv", 3, "overlapping-rules"),
    }


def test_every_problem_says_what_to_do(write):
    folder = write(
        {"bodies.csv": BODIES, "members.csv": MEMBERS + "committee,shed,ann,died,2020,,x\n"}
    )
    (state, section) = problems(folder)
    assert section.message == "section 'shed' of body 'committee' is not in bodies.csv"
    assert section.next_step == "Try chair, plots, or add it there."
    assert state.message == ("ann cannot be 'died' in shed on 2020: no seat was taken before")
    assert state.next_step == "Add the row that comes between; here may stand elected, seated."


def test_without_bodies_nothing_is_said_of_them(write):
    """Members may be written down before the body is."""
    members = MEMBERS + "board,plots,ann,seated,2020-06-01,,minutes\n"
    assert found(write({"members.csv": members})) == []


def test_unreadable_bodies_judge_nobody(write):
    members = MEMBERS + "board,plots,ann,seated,2020-06-01,,minutes\n"
    assert (
        found(write({"bodies.csv": "body_id\n", "members.csv": members}))
        == [("bodies.csv", 1, "missing-column")] * 5
    )


@pytest.mark.parametrize(
    ("acts", "lines"),
    [
        (("elected,2020-05", "seated,2020-06", "term ended,2021-06"), []),
        (("seated,2020-06-01", "seated,2021-06-01", "resigned,2021-07-01"), []),
        (("seated,2020", "resigned,2020-03"), []),
        (("seated,2020-03", "resigned,2020"), []),
        (("resigned,2020-06-01", "seated,2020-06-01"), []),
        (("seated,2020-06-01", "expelled,2020-07-01", "seated,2021-07-01"), []),
        (("reinstated,2020-06-01",), [2]),
        (("suspended,2020-06-01",), [2]),
        (("resigned,2020-05-31", "seated,2020-06-01"), [2]),
        (("seated,2020-06-01", "reinstated,2020-07-01"), [3]),
        (("seated,2020-06-01", "suspended,2020-07-01", "seated,2020-08-01"), [4]),
        (("seated,2020-06-01", "resigned,2020-07-01", "suspended,2020-08-01"), [4]),
        (("seated,2020-06-01", "died,2020-07-01", "seated,2020-08-01"), [4]),
        (("seated,2020-06-01", "resigned,2020-07-01", "term ended,2020-08-01"), [4]),
    ],
)
def test_states_follow_one_another(with_members, acts, lines):
    rows = [f"plots,ann,{act}," for act in acts]
    assert with_members(*rows) == [(line, "state-out-of-order") for line in lines]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (["ann,seated,2020-06-01", "bob,seated,2020-06-01", "cyd,seated,2020-06-01"], [4]),
        (["cyd,seated,2020-06-01", "ann,seated,2020-06-02", "bob,seated,2020-06-03"], [4]),
        (
            [
                "ann,seated,2020-06-01",
                "bob,seated,2020-06-01",
                "ann,suspended,2020-07-01",
                "cyd,seated,2020-08-01",
            ],
            [5],
        ),
        (
            [
                "ann,seated,2020-06-01",
                "bob,seated,2020-06-01",
                "ann,resigned,2020-08-01",
                "cyd,seated,2020-08-01",
            ],
            [],
        ),
        (
            [
                "ann,seated,2020-06-01",
                "bob,seated,2020-06-01",
                "cyd,elected,2020-08-01",
                "ann,term ended,2020-09",
                "cyd,seated,2020-09",
            ],
            [],
        ),
        (
            ["ann,seated,2020", "ann,resigned,2020", "bob,seated,2020", "cyd,seated,2020"],
            [],
        ),
    ],
)
def test_no_more_members_than_seats_on_any_day(with_members, rows, lines):
    """A suspended member holds the seat; one elected and not yet seated does not."""
    said = [f"plots,{row}," for row in rows]
    assert with_members(*said) == [(line, "more-members-than-seats") for line in lines]


def test_the_day_the_section_is_too_full_is_named(write):
    rows = "".join(
        f"committee,chair,{who},seated,2020-06-0{n},,x\n" for n, who in [(1, "ann"), (3, "bob")]
    )
    (problem,) = problems(write({"bodies.csv": BODIES, "members.csv": MEMBERS + rows}))
    assert problem.message == (
        "2 members sit in chair of committee on 2020-06-03, which has 1 seat(s)"
    )


@pytest.mark.parametrize(
    ("share", "sound"),
    [
        *((share, True) for share in ("1/2", "1", "2/3", "0.6", "")),
        *((share, False) for share in ("0", "-1/2", "7/6", "1/0", "half")),
    ],
)
def test_a_share_is_a_fraction_up_to_one(write, share, sound):
    rows = f"committee,voting,{share},,2020-01-01,rules\n"
    expected = [] if sound else [("procedures.csv", 2, "not-a-share")]
    assert found(write({"bodies.csv": BODIES, "procedures.csv": PROCEDURES + rows})) == expected


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("2020-01-01,", "2021-01-01,", True),
        ("2020-01-01,2020-12-31", "2021-01-01,", True),
        ("2020-01-01,2021-03-01", "2021-01-01,", False),
        ("2020-01-01,", "2020-01-01,", False),
        (",", ",", False),
        ("2020,", "2020-06-01,", False),
        (",", "2020-06-01,", True),
    ],
)
def test_rules_that_hold_at_the_same_time(write, first, second, apart):
    """A later rule replaces one without an end; two that both hold make two readings."""
    rows = f"v1,committee,plots,runner-up,,{first},rules\nv2,committee,plots,hold,,{second},rules\n"
    said = {
        (p.line, p.code)
        for p in problems(write({"bodies.csv": BODIES, "vacancies.csv": VACANCIES + rows}))
    }
    warned = (3, "overlapping-rules") in said
    assert warned != apart


def test_camps_of_several_days_stand_together(write):
    """A newer row of the same camp replaces the older; of another camp it adds to it."""
    rows = "committee,hoses,plots,,2,for,hard,2020-06-01,x\n"
    rows += "committee,hoses,plots,,1,for,hard,2020-07-01,x\n"
    more = "committee,hoses,plots,,2,against,hard,2020-07-01,x\n"
    assert found(write({"bodies.csv": BODIES, "camps.csv": CAMPS + rows})) == []
    assert found(write({"bodies.csv": BODIES, "camps.csv": CAMPS + rows + more})) == [
        ("camps.csv", 4, "more-camps-than-seats")
    ]
