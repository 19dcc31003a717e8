"""Two keyed files: every planted slip is found where it was planted, and rulings are held to it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings import count
from hustings.api.entries import agreed_papers, compare_entries, rulings_to_fill
from hustings.auditing.entries_result import Difference, EntriesCompared
from hustings.errors import InputError
from hustings.formats.ballots import read_ballots
from hustings.formats.rulings_file import read_rulings
from hustings.model.entries import WHOLE, Ruling, Rulings

NAMES = ["Asha Brook", "Ben Carver", "Cora Dunn", "Dev Ellery"]
SOCIETY = Path(__file__).resolve().parents[2] / "docs" / "guides" / "society"
FILES = (SOCIETY / "papers-first.csv", SOCIETY / "papers-second.csv")


def sheet(rows: list[list[str]], heads: list[str] | None = None, end: str = "\n") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerows([heads or ["paper", *NAMES], *rows])
    return out.getvalue().encode()


ROWS = [["1", "1", "2", "", "3"], ["2", "", "1", "2", ""], ["3", "2", "1", "", ""]]


def ruling(paper: str, column: str, said: str, **more: object) -> Ruling:
    made = Ruling(paper, column, said, ("R. Officer",), "2026-03-14", "the paper shows it", at=7)
    return replace(made, **more)  # type: ignore[arg-type]


def ruled(*rulings: Ruling) -> Rulings:
    return Rulings("rulings.toml", rulings)


def codes(fault: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [p.code for p in fault.value.problems]


def said(found: EntriesCompared) -> list[tuple[str, str, str, str, str]]:
    return [(d.kind, d.paper, d.column, d.first, d.second) for d in found.differences]


@st.composite
def keyed(draw: st.DrawFn) -> list[list[str]]:
    """Papers with numbers, in any order of keying, with a rank or nothing for each candidate."""
    ranks = st.lists(st.sampled_from(["", "1", "2", "3", "4"]), min_size=4, max_size=4)
    papers = draw(st.lists(ranks, min_size=1, max_size=12))
    return draw(st.permutations([[str(101 + k), *cells] for k, cells in enumerate(papers)]))


@settings(max_examples=80, deadline=None)
@given(keyed(), st.data())
def test_one_slip_is_exactly_that_difference(rows: list[list[str]], data: st.DataObject) -> None:
    second = [list(row) for row in data.draw(st.permutations(rows))]
    at, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(1, 4))
    was = second[at][column]
    slip = data.draw(st.sampled_from([c for c in ["", "1", "2", "3", "4", "7"] if c != was]))
    second[at][column] = slip
    found = compare_entries(sheet(rows), sheet(second))
    (line,) = [k for k, row in enumerate(rows, 2) if row[0] == second[at][0]]
    assert found.differences == (
        Difference("cell", second[at][0], NAMES[column - 1], was, slip, (line,), (at + 2,)),
    )
    assert (found.open, found.agreed) == (1, False)
    assert found.rate == Fraction(1000, 4 * len(rows))
    by_first = ruled(ruling(second[at][0], NAMES[column - 1], "first"))
    agreed = compare_entries(sheet(rows), sheet(second), by_first)
    assert agreed.agreed
    assert papers_of(agreed) == sorted(row[1:] for row in rows)


@settings(max_examples=60, deadline=None)
@given(keyed(), st.data())
def test_any_number_of_slips(rows: list[list[str]], data: st.DataObject) -> None:
    second = [list(row) for row in rows]
    places = st.tuples(st.integers(0, len(rows) - 1), st.integers(1, 4))
    planted = data.draw(st.sets(places, max_size=8))
    for at, column in planted:
        second[at][column] = "9"
    found = compare_entries(sheet(rows), sheet(data.draw(st.permutations(second))))
    wanted = {(rows[at][0], NAMES[column - 1], rows[at][column], "9") for at, column in planted}
    assert {(d.paper, d.column, d.first, d.second) for d in found.differences} == wanted
    assert len(found.differences) == len(planted)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 300), st.integers(0, 40), st.binary(max_size=6))
def test_broken_files_end_in_words(at: int, cut: int, put: bytes) -> None:
    data = FILES[0].read_bytes()
    try:
        found = compare_entries(data[:at] + put + data[at + cut :], FILES[1])
    except InputError:
        return
    assert found.to_rows() or found.agreed


def papers_of(found: EntriesCompared) -> list[list[str]]:
    return list(csv.reader(io.StringIO(agreed_papers(found))))[1:]


def test_the_same_papers_in_any_order_agree() -> None:
    found = compare_entries(sheet(ROWS), sheet(ROWS[::-1]))
    assert found.agreed
    assert not found.differences
    assert (found.papers, found.cells, found.rate, found.counted) == (3, 12, 0, 3)


def test_columns_may_stand_in_another_order() -> None:
    heads = ["Dev Ellery", "paper", *NAMES[:3]]
    assert compare_entries(sheet(ROWS), sheet([[r[4], *r[:4]] for r in ROWS], heads)).agreed


def test_a_paper_in_one_file_and_its_twin_under_another_number() -> None:
    second = [["1", *ROWS[0][1:]], ROWS[1], ["33", *ROWS[2][1:]]]
    found = compare_entries(sheet(ROWS), sheet(second))
    assert said(found) == [
        ("one file only", "3", WHOLE, "keyed", "not keyed"),
        ("one file only", "33", WHOLE, "not keyed", "keyed"),
    ]
    assert "paper 33, which says the same" in found.differences[0].hint
    both = ruled(ruling("3", WHOLE, "first"), ruling("33", WHOLE, "no such paper"))
    settled = compare_entries(sheet(ROWS), sheet(second), both)
    assert settled.agreed
    assert settled.counted == 3
    assert not settled.rejected


def test_a_paper_keyed_twice() -> None:
    again = [*ROWS, ["2", "", "1", "3", ""]]
    found = compare_entries(sheet(again), sheet(ROWS))
    assert said(found) == [("keyed twice", "2", WHOLE, "keyed twice, differently", "keyed")]
    assert found.differences[0].first_lines == (3, 5)
    with pytest.raises(InputError) as fault:
        compare_entries(sheet(again), sheet(ROWS), ruled(ruling("2", WHOLE, "first")))
    assert codes(fault) == ["no-such-entry"]
    chosen = ruled(ruling("2", WHOLE, "first", line=5))
    settled = compare_entries(sheet(again), sheet(ROWS), chosen)
    assert ["", "1", "3", ""] in papers_of(settled)
    alike = compare_entries(sheet([*ROWS, ROWS[0]]), sheet(ROWS))
    assert alike.differences[0].first == "keyed twice, alike"


def test_a_rejected_paper_is_left_out_and_listed() -> None:
    second = [["1", "1", "1", "", "3"], *ROWS[1:]]
    found = compare_entries(
        sheet(ROWS), sheet(second), ruled(ruling("1", WHOLE, "reject: signed by the voter"))
    )
    assert found.rejected == (("1", "signed by the voter"),)
    assert found.counted == 2
    assert found.to_dict()["rejected"] == [{"paper": "1", "reason": "signed by the voter"}]


@pytest.mark.parametrize(
    ("word", "cell"), [("first", "1"), ("second", "4"), ("2", "2"), ("blank", ""), ("BLANK", "")]
)
def test_each_way_to_rule_on_a_cell(word: str, cell: str) -> None:
    second = [["1", "4", "2", "", "3"], *ROWS[1:]]
    found = compare_entries(sheet(ROWS), sheet(second), ruled(ruling("1", NAMES[0], word)))
    assert [cell, "2", "", "3"] in papers_of(found)
    against = (found.first.against, found.second.against)
    assert against == {"first": (0, 1), "second": (1, 0)}.get(word, (1, 1))


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (ruling("2", NAMES[0], "first"), "nothing-to-rule"),
        (ruling("2", WHOLE, "first"), "nothing-to-rule"),
        (ruling("1", NAMES[1], "first"), "nothing-to-rule"),
        (ruling("99", NAMES[0], "first"), "unknown-paper"),
        (ruling("1", "Asha Brooke", "first"), "unknown-column"),
        (ruling("1", NAMES[0], "1", first_says="2"), "ruled-on-other"),
        (ruling("1", NAMES[0], "Asha"), "unknown-value"),
    ],
)
def test_rulings_that_fit_nothing_are_refused(made: Ruling, code: str) -> None:
    second = [["1", "4", "2", "", "3"], *ROWS[1:]]
    with pytest.raises(InputError) as fault:
        compare_entries(sheet(ROWS), sheet(second), ruled(made))
    assert codes(fault) == [code]
    assert fault.value.problems[0].line == 7


def test_all_bad_rulings_are_told_at_once() -> None:
    second = [["1", "4", "2", "", "3"], *ROWS[1:]]
    with pytest.raises(InputError) as fault:
        compare_entries(
            *(sheet(ROWS), sheet(second)),
            ruled(ruling("99", WHOLE, "first"), ruling("2", NAMES[0], "first")),
        )
    assert codes(fault) == ["unknown-paper", "nothing-to-rule"]


def test_rank_columns_take_only_names_that_are_there() -> None:
    heads = ["paper", "choice1", "choice2"]
    first = sheet([["1", "Asha Brook", "Ben Carver"], ["2", "Ben Carver", ""]], heads)
    second = sheet([["1", "Asha Brook", "Asha Brook"], ["2", "Ben Carver", ""]], heads)
    found = compare_entries(first, second)
    assert said(found) == [("cell", "1", "choice2", "Ben Carver", "Asha Brook")]
    with pytest.raises(InputError, match="Did you mean 'Ben Carver'"):
        compare_entries(first, second, ruled(ruling("1", "choice2", "Ben Carver!")))


def test_encodings_line_ends_and_spaces_do_not_differ() -> None:
    heads = ["paper", "Zoë Kowalska", "Ben Carver"]
    rows = [["1", "1", "2"], ["2", "", "1"]]
    plain = sheet(rows, heads)
    for other in (
        sheet(rows, heads, "\r\n"),
        b"\xef\xbb\xbf" + plain,
        plain.decode().encode("utf-16"),
        plain.decode().encode("cp1252"),
        plain.decode().replace(",", ";").encode(),
        plain.decode().replace(",", " , ").encode(),
        sheet(rows, ["paper", "Zoe\u0308 Kowalska", "Ben  Carver"]),
    ):
        assert compare_entries(plain, other).agreed


def test_lines_are_those_of_an_editor() -> None:
    """A cell of two lines and an empty line before the paper that differs."""
    first = b'paper,Ann,Bo,remarks\n1,1,2,"two\nlines"\n\n2,1,2,\n'
    second = b"paper,Ann,Bo\n1,1,2\n2,2,1\n"
    found = compare_entries(first, second)
    assert [(d.first_lines, d.second_lines) for d in found.differences] == [((5,), (3,))] * 2
    assert found.aside == ("remarks",)


def test_other_heads_are_refused_with_the_near_ones() -> None:
    with pytest.raises(InputError) as fault:
        compare_entries(sheet(ROWS), sheet(ROWS, ["paper", "Asha Brok", *NAMES[1:]]))
    assert codes(fault) == ["different-heads", "different-heads"]
    assert "Is it 'Asha Brok' there?" in fault.value.problems[0].next_step


def test_numbers_in_one_file_only_are_refused() -> None:
    with pytest.raises(InputError) as fault:
        compare_entries(sheet(ROWS), sheet([r[1:] for r in ROWS], NAMES))
    assert codes(fault) == ["no-paper-numbers"]


def test_every_problem_of_both_files() -> None:
    first = b"paper,Ann,Ann\n1,1,2\n"
    second = b"paper,Ann,Bo\n,1,2\n2,1,2,9\n"
    with pytest.raises(InputError) as fault:
        compare_entries(first, second)
    assert codes(fault) == ["duplicate-column", "no-paper-number", "too-many-cells"]
    assert [p.file for p in fault.value.problems] == ["first", "second", "second"]
    assert [p.line for p in fault.value.problems] == [1, 2, 3]


def test_a_named_column_of_numbers() -> None:
    heads = ["sheet", *NAMES]
    found = compare_entries(sheet(ROWS, heads), sheet(ROWS[::-1], heads), id_column="Sheet")
    assert found.agreed
    assert found.basis == "the numbers under 'sheet'"
    with pytest.raises(InputError) as fault:
        compare_entries(sheet(ROWS), sheet(ROWS), id_column="nowhere")
    assert codes(fault) == ["no-id-column", "no-id-column"]


def test_without_numbers_rows_are_compared_in_order_and_it_says_so() -> None:
    rows = [r[1:] for r in ROWS]
    other = [rows[0], ["", "2", "1", ""], rows[2]]
    found = compare_entries(sheet(rows, NAMES), sheet(other, NAMES))
    assert said(found) == [("cell", "2", NAMES[1], "1", "2"), ("cell", "2", NAMES[2], "2", "1")]
    assert found.notes[0].startswith("Assumed: the papers lie in the same order")


def test_a_row_too_many_is_pointed_at() -> None:
    rows = [[str(1 + k % 4), str(1 + (k + k // 4) % 3), "", str(k % 5)] for k in range(20)]
    with pytest.raises(InputError) as fault:
        compare_entries(sheet(rows, NAMES), sheet([*rows[:8], ["9"] * 4, *rows[8:]], NAMES))
    assert codes(fault) == ["different-lengths"]
    assert "one too many at line 10" in fault.value.problems[0].message
    drifted = [*rows[:3], *rows[4:], ["4", "4", "", ""]]
    found = compare_entries(sheet(rows, NAMES), sheet(drifted, NAMES))
    assert any("drifted apart" in note and "line 5" in note for note in found.notes)


def test_ballot_files_are_compared_by_ranking() -> None:
    head, tail = "2 1\n", '0\n"Ann"\n"Bo"\n"Club"\n'
    first = f"{head}2 1 2 0\n1 2 0\n{tail}".encode()
    same = f"{head}1 2 0\n1 1 2 0\n1 1 2 0\n{tail}".encode()
    other = f"{head}1 1 2 0\n1 1 0\n1 2 0\n{tail}".encode()
    assert compare_entries(first, same).agreed
    found = compare_entries(first, other)
    assert said(found) == [
        ("papers", "Ann", WHOLE, "0 papers", "1 paper"),
        ("papers", "Ann > Bo", WHOLE, "2 papers", "1 paper"),
    ]
    assert found.rate == Fraction(1000, 3)
    assert "cannot be ruled on" in found.notes[0]
    with pytest.raises(InputError, match="without numbers"):
        compare_entries(first, other, ruled(ruling("Ann", WHOLE, "first")))
    with pytest.raises(InputError, match="different-forms"):
        compare_entries(first, sheet(ROWS))
    assert read_ballots(agreed_papers(compare_entries(first, same)).encode()).profile.total == 3


def test_a_copy_is_no_second_entry() -> None:
    assert any("byte for byte" in n for n in compare_entries(sheet(ROWS), sheet(ROWS)).notes)


def test_the_agreed_file_counts_as_the_papers_do() -> None:
    """The committee of the guide, keyed twice: 77 papers with numbers, a slip in each file."""
    ballots = read_ballots(SOCIETY / "committee-2026.blt").profile
    heads = ["paper", *ballots.candidates]
    rows = []
    for row, many in ballots.grouped().items():
        if ballots.skipped in row or ballots.tied in row:
            continue
        ranks = [str(row.index(k) + 1) if k in row else "" for k in range(1, 10)]
        rows += [[f"A{len(rows) + k}", *ranks] for k in range(many)]
    slip = [list(row) for row in rows]
    slip[3][2], slip[9][5] = "8", "7"
    found = compare_entries(sheet(rows, heads), sheet(slip[::-1], heads))
    assert len(found.differences) == 2
    both = ruled(*(ruling(d.paper, d.column, "first") for d in found.differences))
    agreed = compare_entries(sheet(rows, heads), sheet(slip[::-1], heads), both)
    truth = read_ballots(sheet([row[1:] for row in rows], heads[1:])).profile
    for keep in (False, True):
        text = agreed_papers(agreed, keep_ids=keep).encode()
        assert read_ballots(text).profile.digest == truth.digest
    counted = count(read_ballots(agreed_papers(agreed).encode()), "block-vote", seats=2)
    assert counted.elected == count(truth, "block-vote", seats=2).elected
    kept = agreed_papers(agreed, keep_ids=True).splitlines()
    assert [line.split(",")[0] for line in kept[:4]] == ["id", "A0", "A1", "A2"]


def test_the_order_of_the_agreed_file_tells_nothing_of_the_keying() -> None:
    for rows in (ROWS, ROWS[::-1]):
        assert papers_of(compare_entries(sheet(rows), sheet(rows))) == sorted(r[1:] for r in ROWS)


def test_one_column_of_choices_is_still_a_table() -> None:
    rows = [["1", "Ann"], ["2", "Bo"]]
    found = compare_entries(sheet(rows, ["paper", "choice1"]), sheet(rows, ["paper", "choice1"]))
    assert read_ballots(agreed_papers(found).encode()).profile.total == 2


def test_nothing_is_agreed_while_a_difference_is_open() -> None:
    with pytest.raises(InputError, match="5 differences are open"):
        agreed_papers(compare_entries(*FILES))


def test_the_template_read_back_is_open_and_then_ruled(tmp_path: Path) -> None:
    found = compare_entries(*FILES)
    path = tmp_path / "rulings.toml"
    path.write_text(rulings_to_fill(found))
    assert read_rulings(path).open == len(found.differences) == 5
    assert compare_entries(*FILES, path).open == 5
    filled = path.read_text().replace('by = ""', 'by = ["R. Officer", "S. Clerk"]')
    filled = filled.replace('on = ""', 'on = "2026-03-14"').replace('why = ""', 'why = "seen"')
    filled = filled.replace('ruling = "" ', 'ruling = "first" ', 3)
    path.write_text(filled)
    some = compare_entries(*FILES, path)
    assert some.open == 2
    path.write_text(rulings_to_fill(some, path))
    again = read_rulings(path)
    assert (len(again.rulings), again.open) == (3, 2)
    assert again.rulings[0].by == ("R. Officer", "S. Clerk")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('[keyed]\nfirst = "Ann"\nsecond = "ann"\n', ["same-keyer"]),
        ('[[ruling]]\npaper = "1"\nruling = "first"\n', ["no-by", "no-on", "no-why"]),
        ('[keyed]\nfirst = "Ann"\n[[ruling]]\npaper = 1\nruling = "first"\nby = "ANN"\n'
         'on = 2026-03-14\nwhy = "w"\n', ["keyer-rules"]),
        ('[keyed]\npeople = 2\n[[ruling]]\npaper = "1"\nruling = "first"\nby = ["Cy", "cy"]\n'
         'on = "2026-03-14"\nwhy = "w"\n', ["too-few-people"]),
        ('[[ruling]]\npaper = "1"\nruling = "4"\nby = "Cy"\non = "14/3"\nwhy = "w"\n',
         ["bad-day", "bad-ruling"]),
        ('[[ruling]]\npaper = "1"\nruling = "reject:"\nby = "Cy"\non = "2026-03-14"\nwhy = "w"\n',
         ["no-reason"]),
        ('[[ruling]]\npaper = "1"\ncolumn = "Ann"\nruling = "reject: torn"\nby = "Cy"\n'
         'on = "2026-03-14"\nwhy = "w"\n', ["bad-ruling"]),
        ('[[rulings]]\npaper = "1"\n', ["unknown-key"]),
    ],
)  # fmt: skip
def test_faults_of_a_log_of_rulings(text: str, wanted: list[str], tmp_path: Path) -> None:
    path = tmp_path / "rulings.toml"
    path.write_text(text)
    with pytest.raises(InputError) as fault:
        read_rulings(path)
    assert sorted(codes(fault)) == sorted(wanted)
    assert all(p.line for p in fault.value.problems if p.code != "unknown-key")


def test_ruled_twice_is_refused(tmp_path: Path) -> None:
    one = '[[ruling]]\npaper = "1"\n{}ruling = "first"\nby = "Cy"\non = "2026-03-14"\nwhy = "w"\n'
    path = tmp_path / "rulings.toml"
    path.write_text(one.format('column = "Ann"\n') + one.format(""))
    with pytest.raises(InputError) as fault:
        read_rulings(path)
    assert codes(fault) == ["ruled-twice"]


def test_the_example_of_the_guide() -> None:
    found = compare_entries(*FILES, SOCIETY / "papers-rulings.toml")
    assert found.agreed
    assert (found.counted, found.first.against, found.second.against) == (12, 0, 4)
    assert len(found.to_rows()) == 5
    assert "settled" not in found.to_dict()["first"]


def test_one_slip_in_very_many_cells_never_reads_as_none() -> None:
    from hustings.report.entries_page import entries_page
    from hustings.report.text import render

    rows = [f"{n},1,2" for n in range(15_000)]
    first = "\n".join(["paper,Ann,Bob", *rows]).encode()
    second = "\n".join(["paper,Ann,Bob", "0,2,2", *rows[1:]]).encode()
    said = render(entries_page(compare_entries(first, second)))
    assert "1 of 30,000 cells differs: under 0.1 in 1,000." in said
    assert "1 difference, not ruled on" in said
