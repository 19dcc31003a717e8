"""Terms and lots as files: what is written is read back, and every fault has a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hustings.errors import InputError, LotNeeded
from hustings.formats.lots_file import entry_for, lots_text, read_lots
from hustings.formats.terms_file import parse_constraint, read_terms, terms_text
from hustings.model.constraints import Constraint, Guarded, OrderEffect, PaperRange, SeatRange
from hustings.model.count import Terms
from hustings.model.lots import Lot, Lots, commit

PEOPLE = """name,employer,gender,continuing
Ann,Mill,woman,
Bob,Mill,man,
Cal,Quay,man,
Zed,Quay,man,yes
"""


def written(folder: Path, text: str, name: str = "terms.toml") -> Path:
    (folder / "people.csv").write_text(PEOPLE, "utf-8")
    (folder / name).write_text(text, "utf-8")
    return folder / name


def faults(path: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(InputError) as caught:
        read_terms(path) if path.name == "terms.toml" else read_lots(path)
    assert all(p.next_step for p in caught.value.problems)
    return [(p.file, p.line, p.code) for p in caught.value.problems]


def test_a_whole_terms_file(tmp_path: Path) -> None:
    """Three seats, a woman at least, at most two of an employer, officers by order of election."""
    path = written(
        tmp_path,
        """# Committee of an invented society
title = "Committee 2026"
seats = 3
rule = "scottish-stv"
withdrawn = ["Dee"]
after_issue = ["Eve"]
reopen = "Re-open nominations"

[options]
constraints = "guard-doom"

[[constraint]]
name = "women"
at_least = 1
members = ["Ann"]
clause = "rule 7"

[[constraint]]
name = "employer"
at_most = 2
from = "people.csv"
column = "employer"

[[constraint]]
kind = "order"
name = "officers"
titles = ["deputy", "vice", "vice"]
""",
    )
    rule, terms = read_terms(path)
    assert rule == "scottish-stv"
    assert (terms.seats, terms.withdrawn, terms.after_issue) == (3, ("Dee",), ("Eve",))
    assert terms.option("constraints", "") == "guard-doom"
    mill, quay = terms.constraints[1:3]
    assert mill == SeatRange(name="employer Mill", members=frozenset(["Ann", "Bob"]), at_most=2)
    assert isinstance(quay, SeatRange)
    assert (quay.members, quay.continuing) == (frozenset(["Cal"]), 1)
    assert terms.constraints[3] == OrderEffect(name="officers", titles=("deputy", "vice", "vice"))


def test_every_fault_of_a_terms_file_at_once(tmp_path: Path) -> None:
    text = """seat = 3
withdrawn = "Ann"
[[constraint]]
kind = "sets"
[[constraint]]
at_most = "3"
from = "people.csv"
column = "employe"
[[constraint]]
name = "x"
at_least = 1
members = ["A", "A"]
"""
    assert faults(written(tmp_path, text)) == [
        ("people.csv", 1, "no-column"),
        ("terms.toml", 1, "unknown-key"),
        ("terms.toml", 2, "bad-type"),
        ("terms.toml", 4, "bad-kind"),
        ("terms.toml", 5, "no-name"),
        ("terms.toml", 6, "bad-type"),
        ("terms.toml", 12, "duplicate-name"),
    ]


def test_what_is_no_toml_says_where(tmp_path: Path) -> None:
    assert faults(written(tmp_path, 'seats = 3\ntitle = "open\n')) == [
        ("terms.toml", 2, "not-toml")
    ]
    assert faults(tmp_path / "none" / "terms.toml") == [("terms.toml", 0, "no-file")]


names = st.text(min_size=1, max_size=8).map(str.strip).filter(bool)
members = st.frozensets(names, min_size=1, max_size=4)
listed = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
number = st.integers(1, 9)
clauses = st.one_of(st.just(""), names)
constraints: st.SearchStrategy[Constraint] = st.one_of(
    st.builds(
        SeatRange,
        name=names,
        members=members,
        at_least=number,
        at_most=st.one_of(st.none(), number),
        continuing=st.integers(0, 3),
        clause=clauses,
    ),
    st.builds(PaperRange, name=names, members=members, at_most=number, clause=clauses),
    st.builds(Guarded, name=names, members=listed, clause=clauses),
    st.builds(OrderEffect, name=names, titles=listed, clause=clauses),
)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Terms,
        seats=number,
        title=st.one_of(st.just(""), names),
        withdrawn=st.lists(names, max_size=2, unique=True).map(tuple),
        reopen=st.one_of(st.just(""), names),
        constraints=st.lists(constraints, max_size=4).map(tuple),
        options=st.just((("quota", "hare"),)),
    )
)
def test_terms_written_are_terms_read(
    tmp_path_factory: pytest.TempPathFactory, terms: Terms
) -> None:
    path = tmp_path_factory.mktemp("terms") / "terms.toml"
    path.write_text(terms_text(terms, "ers97"), "utf-8", newline="\n")
    assert read_terms(path) == ("ers97", terms)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Lot,
            purpose=st.sampled_from(["elect", "exclude", "surplus"]),
            order=st.lists(names, min_size=2, max_size=4, unique=True).map(tuple),
            stage=st.integers(0, 30),
            drawn_by=clauses,
            drawn_at=clauses,
            notes=clauses,
            witnesses=st.lists(names, max_size=2, unique=True).map(tuple),
        ),
        max_size=3,
    ),
    clauses,
)
def test_lots_written_are_lots_read(
    tmp_path_factory: pytest.TempPathFactory, lots: list[Lot], seed: str
) -> None:
    assume(lots or seed)  # a ledger that holds nothing is refused
    sealed = commit(seed) if seed else ""
    ledger = Lots(lots=tuple(lots), seed=seed, commitment=sealed)
    path = tmp_path_factory.mktemp("lots") / "lots.toml"
    path.write_text(lots_text(ledger), "utf-8", newline="\n")
    assert read_lots(path) == ledger


def test_a_seed_that_breaks_its_promise_is_refused_with_its_line(tmp_path: Path) -> None:
    text = f'[commitment]\nsha256 = "{commit("roll")}"\nseed = "other"\npublished_at = 2026-03-01\n'
    assert faults(written(tmp_path, text, "lots.toml")) == [("lots.toml", 3, "seed-mismatch")]
    kept = read_lots(written(tmp_path, text.replace("other", "roll"), "lots.toml"))
    assert (kept.seed, kept.published_at) == ("roll", "2026-03-01")


def test_the_entry_to_paste_waits_for_the_draw(tmp_path: Path) -> None:
    """Pasted as it is, it is refused; with the order filled in, it is a lot."""
    needed = LotNeeded(["Cal", "Bob"], 1, purpose="exclude", stage=3, clause="rule 51(2)")
    entry = entry_for(needed)
    assert "# drawn between: Bob, Cal" in entry
    assert faults(written(tmp_path, entry, "lots.toml")) == [("lots.toml", 5, "no-order")]
    drawn = entry.replace("order = []", 'order = ["Cal", "Bob"]')
    (lot,) = read_lots(written(tmp_path, drawn, "lots.toml")).lots
    assert lot.settles(needed.tied, needed.purpose, needed.stage)


def test_every_fault_of_a_ledger_at_once(tmp_path: Path) -> None:
    text = '[[lot]]\npurpose = "win"\nstage = -1\norder = ["A", "A"]\ndrawn = "x"\n'
    assert faults(written(tmp_path, text, "lots.toml")) == [
        ("lots.toml", 2, "bad-purpose"),
        ("lots.toml", 3, "bad-type"),
        ("lots.toml", 4, "duplicate-name"),
        ("lots.toml", 5, "unknown-key"),
    ]


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        (
            "women >= 4: Ann, Beth, Cara, Dee",
            SeatRange(name="women", members=frozenset(["Ann", "Beth", "Cara", "Dee"]), at_least=4),
        ),
        (
            "2 <= women <= 5: Ann; Bob, jun. [rule 7]",
            SeatRange(
                name="women",
                members=frozenset(["Ann", "Bob, jun."]),
                at_least=2,
                at_most=5,
                clause="rule 7",
            ),
        ),
        (
            "Mill ≤ 2 (1 continuing): Ann",
            SeatRange(name="Mill", members=frozenset(["Ann"]), at_most=2, continuing=1),
        ),
        (
            "women >= 1 by people.csv#gender=woman",
            SeatRange(name="women", members=frozenset(["Ann"]), at_least=1),
        ),
        ("paper men >= 6: Bob", PaperRange(name="men", members=frozenset(["Bob"]), at_least=6)),
        ("guarded seat 3: Ann, Eve", Guarded(name="seat 3", members=("Ann", "Eve"))),
        ("order officers: deputy, vice", OrderEffect(name="officers", titles=("deputy", "vice"))),
    ],
)
def test_a_constraint_in_one_line(tmp_path: Path, text: str, constraint: Constraint) -> None:
    written(tmp_path, "")
    assert parse_constraint(text, tmp_path) == (constraint,)


def test_a_maximum_for_every_value_of_a_column(tmp_path: Path) -> None:
    written(tmp_path, "")
    found = parse_constraint("employer <= 2 by people.csv#employer", tmp_path)
    assert [str(one) for one in found] == [
        "employer Mill <= 2",
        "employer Quay <= 2 with 1 continuing",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("women 4: Ann", "bad-constraint"),
        ("women >= 4", "bad-constraint"),
        ("women > 4: Ann", "bad-constraint"),
        ("women >= 4:", "bad-constraint"),
        ("employer <= 2 by people.csv#employr", "no-column"),
        ("women >= 2 by people.csv#gender=women", "no-value"),
        ("women >= 2 by nowhere.csv#gender", "no-file"),
    ],
)
def test_a_line_that_is_none_says_how_to_write_it(tmp_path: Path, text: str, code: str) -> None:
    written(tmp_path, "")
    with pytest.raises(InputError) as caught:
        parse_constraint(text, tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.next_step
