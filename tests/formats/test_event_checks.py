"""Events in a folder: known kinds, the columns each kind needs, cases in legal order."""

import re
from itertools import product

import pytest

from hustings.formats.record_folder import read_folder
from hustings.formats.schema import TABLES
from hustings.model.events import ACT_KINDS, GROUPS, KINDS
from hustings.model.offices import POWERS
from hustings.model.record import ACTS
from hustings.scenario.changes import GONE_EVENTS
from hustings.store import open_record

HEAD = "on,kind,actor,text,candidate_id,of,act,outcome,case_id,stage,grade,source\n"
EVENTS = next(table for table in TABLES if table.name == "events")


def problems(write, *lines):
    text = HEAD + "".join(f"{line}\n" for line in lines)
    found = read_folder(write({"events.csv": text}))[1]
    return [(p.line, p.code, p.level) for p in found if p.file == "events.csv"]


def case(kind, on, *, case_id="c1", person="", stage="", outcome="", text=""):
    said = text or f"{kind} {on} {stage}"
    return f"{on},{kind},Panel,{said},{person},,,{outcome},{case_id},{stage},document,minutes"


def opened(on="2021-05-01", **more):
    return case("case-opened", on, **more)


def stage(on="2021-05-10", **more):
    return case("case-stage", on, **{"stage": "hearing", **more})


def closed(on="2021-05-20", **more):
    return case("case-closed", on, **{"outcome": "no further action", **more})


def test_every_kind_names_columns_of_the_table():
    columns = {column.name for column in EVENTS.columns}
    for kind in KINDS.values():
        assert {*kind.needs, *kind.may} <= columns
        assert not set(kind.needs) & set(kind.may)
        assert kind.group in GROUPS
    assert {kind.group for kind in KINDS.values()} == set(GROUPS)


def test_every_kind_that_a_forecast_reads_is_an_office_event():
    assert {KINDS[word].group for word in GONE_EVENTS} == {"office"}


def test_every_act_of_endorsement_is_an_event_of_that_group():
    assert set(ACT_KINDS) == ACTS
    assert {KINDS[kind].group for kind in ACT_KINDS.values()} == {"endorsement"}


def test_the_bundled_record_has_known_kinds_only():
    events = open_record("labour-nec").events
    assert {event.kind for event in events} <= set(KINDS)
    assert {e.act for e in events if e.kind == "rule-claim"} <= set(POWERS)


def test_an_event_of_no_contest_body_or_person_is_fine(write):
    assert problems(write, "2021-05-01,meeting,Committee,Meets,,,,,,,,minutes") == []


def test_an_unknown_kind_is_a_warning_that_names_the_nearest(write):
    text = HEAD + "2021-05-01,Overuled,Panel,Said no,,,,,,,,minutes\n"
    found = read_folder(write({"events.csv": text}))[1]
    assert [(p.code, p.level) for p in found] == [("unknown-kind", "warning")]
    assert "Did you mean overruled" in found[0].next_step


@pytest.mark.parametrize(
    ("kind", "needs"), [(k.word, k.needs) for k in KINDS.values() if k.needs], ids=str
)
def test_a_kind_without_its_columns_is_an_error_that_names_both(write, kind, needs):
    text = HEAD + f"2021-05-01,{kind},Panel,Said no,,,,,,,named,minutes\n"
    found = [p for p in read_folder(write({"events.csv": text}))[1] if p.level == "error"]
    said = [p.message for p in found if p.code == "missing-for-kind"]
    assert said == sorted(f"{kind} needs {name}, which is empty" for name in needs)


def test_what_an_act_stands_on_is_asked_for(write):
    decision = "2021-05-01,decision,Committee,Rent,,,rent,carried,,,{},minutes"
    assert problems(write, decision.format("document")) == []
    assert problems(write, decision.format("")) == [(2, "no-grade", "warning")]
    graded = {kind.word for kind in KINDS.values() if kind.graded}
    assert graded >= {"decision", "overruled", "case-opened", "case-stage", "case-closed"}


def test_a_claim_about_rules_names_a_power(write):
    claim = "2021-05-01,rule-claim,Gazette,Nobody can,,,{},,,,named,gazette"
    assert problems(write, claim.format("remove")) == []
    assert problems(write, claim.format("removal of Ann")) == [(2, "unknown-power", "warning")]


def test_a_case_in_order_is_fine_whatever_the_order_of_the_file(write):
    assert problems(write, closed(), stage("2021-05-10"), opened(), stage("2021-05")) == []


def test_dates_half_known_are_not_called_out_of_order(write):
    assert problems(write, opened("2021-05"), stage("2021-05-01"), closed("2021")) == []


ILLEGAL = {
    "stage without an opening": ([stage()], [(2, "case-not-opened")]),
    "closed without an opening": ([closed()], [(2, "case-not-opened")]),
    "closed twice": ([opened(), closed(), closed("2021-06-01")], [(4, "case-closed-twice")]),
    "opened twice": ([opened(), opened("2021-06-01")], [(3, "case-opened-twice")]),
    "stage after the close": (
        [opened(), closed(), stage("2021-06-01")],
        [(4, "case-after-closed")],
    ),
    "closed before opened": ([opened(), closed("2021-04-01")], [(3, "case-before-opened")]),
    "stage before opened": ([opened(), stage("2021-04-01")], [(3, "case-before-opened")]),
    "two people": ([opened(person="ann"), stage(person="bob")], [(3, "case-of-two")]),
}


@pytest.mark.parametrize("name", ILLEGAL)
def test_what_cannot_happen_to_a_case_is_refused(write, name):
    lines, expected = ILLEGAL[name]
    assert problems(write, *lines) == [(line, code, "error") for line, code in expected]


def test_every_course_of_a_case_is_legal_or_refused_as_its_pattern_says(write):
    """All 120 courses of up to four steps on days of their own, beside a regular expression."""
    make = {"O": opened, "S": stage, "C": closed}
    for length in (1, 2, 3, 4):
        for course in product("OSC", repeat=length):
            lines = [make[step](f"2021-05-0{day}") for day, step in enumerate(course, 1)]
            legal = re.fullmatch("OS*C?", "".join(course)) is not None
            assert (problems(write, *lines) == []) is legal, course


def test_every_fault_is_named_at_once(write):
    lines = [stage(case_id="c2"), opened(), opened("2021-06-01"), closed("2021-04-01")]
    codes = [code for _, code, _ in problems(write, *lines)]
    assert codes == ["case-not-opened", "case-opened-twice", "case-before-opened"]


def test_overruling_one_another_is_legal(write):
    over = "{},overruled,{},Said no,,{},rent,,,,document,minutes"
    assert (
        problems(
            write,
            over.format("2021-05-01", "Committee", "Meeting"),
            over.format("2021-05-02", "Meeting", "Committee"),
        )
        == []
    )
