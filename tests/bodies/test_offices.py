"""States of an office on a day, and acts that cannot follow each other."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from vacancy_society import society

from hustings.bodies.offices import holds, offices, votes
from hustings.model import Sitting
from hustings.model.dates import PartialDate


def acted(tmp_path: Path, *rows: str):
    """The society with these acts: `who state day contest in_place_of`, the last two optional."""
    found = []
    for row in rows:
        who, state, day, contest, place = (*row.split(), "", "")[:5]
        found.append(
            Sitting(
                body_id="exec",
                section_id="members",
                candidate_id=who,
                state=state.replace("_", " "),
                on=PartialDate.parse(day),
                contest_id=contest,
                in_place_of=place,
                source="minutes",
            )
        )
    return replace(society(tmp_path), members=tuple(found))


@pytest.mark.parametrize(
    ("state", "holds_it", "may_vote"),
    [
        ("seated", True, True),
        ("elected", True, False),
        ("suspended", True, False),
        ("resigned", False, False),
        ("incompatible", False, False),
        ("expelled", False, False),
        ("died", False, False),
        ("term_ended", False, False),
    ],
)
def test_only_some_states_free_a_seat(tmp_path, state, holds_it, may_vote):
    first = [] if state in ("seated", "elected") else ["ada seated 2023-03-10"]
    record = acted(tmp_path, *first, f"ada {state} 2023-06-01")
    day = date(2023, 6, 1)
    assert bool(holds(record, "exec", day)) == holds_it
    assert bool(votes(record, "exec", day)) == may_vote


def test_suspended_then_reinstated(tmp_path):
    record = acted(
        tmp_path, "ada seated 2023-03-10", "ada suspended 2023-05-01", "ada reinstated 2023-06-01"
    )
    states = [offices(record, "exec", date(2023, m, 2))[0].state for m in (4, 5, 6)]
    assert states == ["seated", "suspended", "reinstated"]


def test_a_month_counts_from_its_last_day(tmp_path):
    record = acted(tmp_path, "ada seated 2023-03-10", "ada resigned 2023-06")
    assert holds(record, "exec", date(2023, 6, 29))
    assert not holds(record, "exec", date(2023, 6, 30))
    assert holds(record, "exec", date(2023, 6, 30), before=True)


@pytest.mark.parametrize(
    ("acts", "day", "state"),
    [
        ("suspended 2023-06, resigned 2023-06-15", "2023-07-01", "resigned"),
        ("suspended 2023-06, resigned 2023-06-15", "2023-06-14", "suspended"),
        ("resigned 2023-06-15, suspended 2023-06", "2023-07-01", "resigned"),
        ("suspended 2023-06-10, reinstated 2023-06-10", "2023-06-10", "reinstated"),
        ("suspended 2023, expelled 2023-09", "2023-09-30", "expelled"),
        ("suspended 2023, expelled 2023-09", "2024-01-01", "expelled"),
        ("seated 2024-03-10 exec-members-2024, term_ended 2024-03-10", "2024-03-10", "seated"),
        ("term_ended 2024-03-10, seated 2024-03-10 exec-members-2024", "2024-03-10", "seated"),
        ("term_ended 2024-03-10", "2024-03-10", "term ended"),
    ],
)
def test_a_vague_date_never_undoes_a_later_act(tmp_path, acts, day, state):
    """What must have come before an act had happened by then, whatever its month or year allows."""
    rows = [f"ada {act}" for act in acts.split(", ")]
    record = acted(tmp_path, "ada seated 2023-03-10", *rows)
    assert offices(record, "exec", date.fromisoformat(day))[0].state == state


def test_seated_in_a_month_and_gone_on_a_day_of_it(tmp_path):
    record = acted(tmp_path, "ada seated 2023-03", "ada resigned 2023-03-20")
    assert not holds(record, "exec", date(2023, 4, 1))
    assert holds(record, "exec", date(2023, 3, 20), before=True)


def test_a_case_changes_a_seat_only_by_its_state(tmp_path):
    """A case opened against somebody is an event; without a row in members nothing changes."""
    events = (
        "on,kind,actor,text,candidate_id,case_id,stage,source\n"
        "2023-05-01,case,Panel,Case opened,ada,c1,opened,minutes\n"
    )
    record = society(tmp_path, events=events)
    assert "ada" in {o.candidate_id for o in votes(record, "exec", date(2023, 6, 1))}
