"""What happened, in order: who overruled whom, what stands, and cases that touch nothing else."""

from __future__ import annotations

import ast
import shutil
from dataclasses import replace
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hustings
from hustings.api.registers import events, overrulings
from hustings.bodies.cases import NO_CLOSE, cases
from hustings.bodies.chronicle import Asked, _ring, chains, chronicle, named, pairs
from hustings.errors import InputError, UnknownName
from hustings.model import Event, Record
from hustings.model.dates import PartialDate
from hustings.model.record import Person
from hustings.store import open_record, record_problems

ROOT = Path(__file__).resolve().parents[2]
SOCIETY = ROOT / "docs/guides/society-body"


def event(on: str, kind: str, actor: str, **more: str) -> Event:
    day = PartialDate.parse(on)
    said = {"text": f"{actor} {kind}", "source": "minutes", **more}
    return Event(on=day, kind=kind, actor=actor, known_from=day.last, **said)  # type: ignore[arg-type]


def record(*rows: Event) -> Record:
    return Record(name="club", organisation="A club", licence="", events=rows)


def rent(on: str, actor: str, of: str = "", outcome: str = "") -> Event:
    kind = "overruled" if of else "decision"
    return event(on, kind, actor, of=of, act="rent", outcome=outcome, grade="document")


def the_chain(*rows: Event):
    (chain,) = chains(chronicle(record(*rows))[0])
    return chain


def test_a_chain_says_who_overruled_whom_and_what_stands() -> None:
    """The committee raises the rent, the meeting sets it aside, the trustees restore it."""
    chain = the_chain(
        rent("2026-05-01", "Committee", outcome="up"),
        rent("2026-06-01", "Meeting", "Committee", "stays"),
        rent("2026-07-01", "Trustees", "Meeting", "up"),
    )
    assert [(s.actor, s.of) for s in chain.steps] == [
        ("Committee", ""),
        ("Meeting", "Committee"),
        ("Trustees", "Meeting"),
    ]
    assert (chain.stands, chain.outcome, chain.cycle) == ("Trustees", "up", False)


def test_a_ring_of_overrulings_is_shown_as_a_chain() -> None:
    chain = the_chain(
        rent("2026-05-01", "Committee", outcome="up"),
        rent("2026-06-01", "Meeting", "Committee", "stays"),
        rent("2026-06-02", "Committee", "Meeting", "up"),
    )
    assert (chain.stands, chain.cycle, len(chain.steps)) == ("Committee", True, 3)


def test_who_overrules_on_the_same_day_came_after() -> None:
    same = "2026-05-01"
    chain = the_chain(rent(same, "Committee", outcome="up"), rent(same, "Meeting", "Committee"))
    assert chain.stands == "Meeting"


def test_where_dates_do_not_tell_nothing_is_said_to_stand() -> None:
    """Each overruled the other in May: which came last is not known."""
    chain = the_chain(
        rent("2026-05", "Meeting", "Committee"), rent("2026-05", "Committee", "Meeting")
    )
    assert (chain.stands, chain.cycle) == ("", True)


def test_a_decision_that_nobody_overruled_is_no_chain() -> None:
    assert chains(chronicle(record(rent("2026-05-01", "Committee")))[0]) == ()


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_a_ring_is_what_cannot_be_sorted(edges: set[tuple[str, str]]) -> None:
    """Beside the standard library's topological sort."""
    graph: dict[str, set[str]] = {}
    for by, of in edges:
        graph.setdefault(by, set()).add(of)
    try:
        TopologicalSorter(graph).prepare()
        sortable = True
    except CycleError:
        sortable = False
    assert _ring(edges) is not sortable


def test_how_often_one_was_overruled_by_another() -> None:
    rows = (
        rent("2026-05-01", "A", "B"),
        rent("2026-06-01", "A", "B"),
        rent("2026-07-01", "C", "B"),
    )
    found = pairs(chronicle(record(*rows))[0])
    assert [(p.by, p.of, p.count) for p in found] == [("A", "B", 2), ("C", "B", 1)]
    assert found[0].days == ("2026-05-01", "2026-06-01")
    counted = overrulings(record(*rows), by="a", of="b")
    assert (counted.total, len(counted.pairs)) == (2, 1)


def test_a_pair_that_is_not_recorded_is_counted_as_none() -> None:
    counted = overrulings(record(rent("2026-05-01", "A", "B")), by="B", of="A")
    assert [(p.by, p.of, p.count) for p in counted.pairs] == [("B", "A", 0)]


def test_cases_say_their_stage_and_who_closed_them() -> None:
    rows = (
        event("2026-05-01", "case-opened", "Committee", case_id="one", candidate_id="ann"),
        event("2026-05-02", "case-stage", "Panel", case_id="one", stage="hearing"),
        event("2026-05-03", "case-closed", "Chair", case_id="one", outcome="warning"),
        event("2026-05-02", "case-opened", "Committee", case_id="two", of="Bea Birch"),
    )
    one, two = cases(chronicle(record(*rows))[0])
    assert (one.state, one.stage, one.closed_by, one.outcome) == (
        "closed",
        "hearing",
        "Chair",
        "warning",
    )
    assert (two.state, two.stage) == (NO_CLOSE, "")
    assert (two.name, two.opened_by) == ("Bea Birch", "Committee")


def test_a_case_is_as_it_was_known_on_the_day() -> None:
    full = events(open_record(SOCIETY), kinds="case")
    then = events(open_record(SOCIETY), kinds="case", as_of="2026-07-01")
    assert (full.cases[0].state, full.cases[0].outcome) == ("closed", "no further action")
    assert (then.cases[0].state, then.cases[0].stage) == (NO_CLOSE, "hearing")
    assert then.cases[0].closed == then.cases[0].outcome == ""


def test_an_event_and_the_act_it_tells_of_stand_in_one_line() -> None:
    """Momentum's withdrawal of 1 August 2018 is an event and an act of endorsement."""
    found = events(
        "labour-nec", kinds="endorsement-withdrawn", since="2018-08-01", until="2018-08-01"
    )
    (row,) = (e for e in found.events if e.actor == "Momentum")
    assert (row.table, row.candidate_id) == ("both", "pete-willsman")


def test_acts_of_endorsement_without_a_day_are_counted_not_listed() -> None:
    known = open_record("labour-nec")
    entries, undated = chronicle(known)
    assert undated == sum(e.on is None for e in known.endorsements)
    assert undated + len(entries) + sum(e.table == "both" for e in entries) == len(
        known.endorsements
    ) + len(known.events)


def test_the_day_goes_first() -> None:
    eve = events("labour-nec/nec-clp-2018-09", as_of="2018-07-31")
    assert all(e.known_from and e.known_from <= date(2018, 7, 31) for e in eve.events)
    assert not any(e.kind == "endorsement-withdrawn" for e in eve.events)


def test_the_list_is_in_order() -> None:
    days = [e.when for e in events("labour-nec").events]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"kinds": "overruled"}, {"overruled"}),
        ({"kinds": ("case", "dissent")}, {"case-opened", "case-stage", "case-closed", "dissent"}),
        ({"by": "general meeting"}, {"overruled"}),
        ({"of": "Committee"}, {"overruled", "dissent"}),
        ({"person": "Dafydd Price"}, {"dissent", "rule-claim"}),
        ({"case": "case-1", "grade": "named"}, {"apology"}),
        ({"since": "2026-07-01", "until": "2026-07-10"}, {"case-stage"}),
        ({"contest": "committee-2026"}, {"endorsed", "endorsement-withdrawn"}),
    ],
    ids=lambda value: " ".join(sorted(value)),
)
def test_questions(asked: dict[str, str], kinds: set[str]) -> None:
    assert {e.kind for e in events(str(SOCIETY), **asked).events} == kinds  # type: ignore[arg-type]


def test_a_body_or_contest_is_asked_for_by_address() -> None:
    assert {e.body_id for e in events(f"{SOCIETY}/committee").events} == {"committee"}
    assert {e.contest_id for e in events(f"{SOCIETY}/committee-2026").events} == {"committee-2026"}


def test_a_name_in_a_cell_of_several_is_found_and_part_of_a_name_is_not() -> None:
    assert named("CLPD", "Momentum and CLPD")
    assert named("momentum", "Momentum, CLGA")
    assert named("Science and Arts", "Science and Arts")
    assert not named("Momentum", "local Momentum groups")


REFUSED = {
    "kind": ({"kinds": "overuled"}, "try overruled"),
    "person": ({"person": "Dafyd Price"}, "did you mean Dafydd Price"),
    "actor": ({"by": "General Meetin"}, "who acted: General Meeting"),
    "case": ({"case": "case-9"}, "cases: case-1"),
    "days": ({"until": "2020-01-01"}, "days: from 2026-02-20 to 2026-07-21"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_where_nothing_matches_it_is_said_what_there_is(name: str) -> None:
    asked, words = REFUSED[name]
    with pytest.raises(UnknownName, match=words):
        events(str(SOCIETY), **asked)  # type: ignore[arg-type]


def test_words_that_are_not_taken_are_refused() -> None:
    with pytest.raises(InputError, match="grade"):
        events(str(SOCIETY), grade="hearsay")
    with pytest.raises(InputError, match="kind"):
        events(str(SOCIETY), kind="case")  # type: ignore[call-arg]


def test_the_rows_read_back_as_events(tmp_path: Path) -> None:
    from hustings.report.csvs import dumps

    home = tmp_path / "society"
    shutil.copytree(SOCIETY, home)
    found = events(str(home))
    (home / "events.csv").write_text(dumps(found), encoding="utf-8")
    (home / "endorsements.csv").unlink()
    assert [p for p in record_problems(str(home)) if p.level == "error"] == []
    again = events(str(home))
    told = [(e.on, e.kind, e.actor, e.text, e.candidate_id, e.case_id) for e in found.events]
    assert [
        (e.on, e.kind, e.actor, e.text, e.candidate_id, e.case_id) for e in again.events
    ] == told


def test_json_has_every_answer() -> None:
    said = events(str(SOCIETY)).to_dict()
    assert said["events"][0]["on"] == "2026-02-20"
    assert said["overrulings"][0]["count"] == 1
    assert said["chains"][0]["stands"] == "General Meeting"
    assert said["cases"][0]["state"] == "closed"


READERS = {
    "bodies/cases.py",
    "bodies/chronicle.py",
    "bodies/event_list.py",
    "bodies/removal.py",
    "bodies/vacancy_after.py",
    "bodies/vacancy_bars.py",
    "cli/registering.py",
    "report/contest_view.py",
    "report/events_page.py",
    "scenario/changes.py",
}
"""Who reads a record's events; of them only `changes` bears on odds, and it reads GONE_EVENTS.

The vacancy files read who declined or cannot sit.
"""


def test_nobody_else_reads_events_or_cases() -> None:
    home = Path(hustings.__file__).parent
    found = set()
    for path in home.rglob("*.py"):
        name = path.relative_to(home).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            of_record = (
                isinstance(node, ast.Attribute)
                and node.attr == "events"
                and isinstance(node.value, ast.Name)
                and node.value.id in {"record", "known", "opened", "eve", "gated", "r"}
            )
            if of_record or (isinstance(node, ast.Attribute) and node.attr == "case_id"):
                found.add(name)
    assert found <= READERS | {
        name for name in found if name.startswith(("model/", "bodies/vacancy"))
    }


def test_a_case_moves_no_odds() -> None:
    """The same contest with and without a case against a candidate, with the same luck."""
    plain = open_record(ROOT / "docs/guides/example")
    who = plain.candidates[0].candidate_id
    opened = replace(
        event("2025-03-10", "case-opened", "Panel", case_id="one", candidate_id=who, grade="named"),
        contest_id="committee-2025",
    )
    held = replace(
        event("2025-03-10", "suspension", "Panel", case_id="one", candidate_id=who),
        contest_id="committee-2025",
    )
    troubled = replace(plain, events=(*plain.events, opened, held))
    asked = {"as_of": "2025-03-11", "draws": 1000}
    before = hustings.forecast(plain, "committee-2025", **asked)
    after = hustings.forecast(troubled, "committee-2025", **asked)
    assert after.candidates == before.candidates
    assert after.data_sha256 != before.data_sha256


def test_a_person_is_found_by_id_and_by_name() -> None:
    row = event("2026-05-01", "statement", "Ann Ash", candidate_id="ann")
    known = replace(record(row), persons=(Person(id="ann", name="Ann Ash", source="x"),))
    by_id, by_name = (events(known, person=p).events for p in ("ann", "ann ash"))
    assert by_id == by_name
    assert Asked().wants(by_id[0])


def test_a_name_that_two_people_have_is_asked_back() -> None:
    two = tuple(Person(id=i, name="Sam Reed", source="x") for i in ("sam-1", "sam-2"))
    known = replace(record(event("2026-05-01", "meeting", "Committee")), persons=two)
    with pytest.raises(UnknownName, match="2 people are called 'sam reed': say sam-1 or sam-2"):
        events(known, person="sam reed")
