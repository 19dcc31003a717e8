"""Whatever stands in the files, the reader answers with a record and problems."""

from __future__ import annotations

import csv
import io
import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hustings
from hustings.errors import Problem
from hustings.formats.record_folder import read_folder
from hustings.formats.schema import TABLES
from hustings.model import Record
from hustings.model.digest import data_sha256

NAMES = [table.file for table in TABLES] + ["record.toml"]
BUNDLE = Path(hustings.__file__).parent / "records/labour-nec"
FILES = [path.name for path in sorted(BUNDLE.glob("*.csv"))]
calm = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TABLES_READ = {
    name: list(csv.reader(io.StringIO((BUNDLE / name).read_text(encoding="utf-8"), newline="")))
    for name in FILES
}
cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "-1", "1e999", "2018-02-30", "2018", "9999", "no", "=1+1", '"', "\n"]),
    st.sampled_from([cell for row in TABLES_READ["contests.csv"] for cell in row]),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled record that each example changes and puts back."""
    folder = tmp_path_factory.mktemp("fuzz") / "labour-nec"
    shutil.copytree(BUNDLE, folder)
    return folder


def answers(folder: Path) -> None:
    record, problems = read_folder(folder)
    assert isinstance(record, Record)
    assert all(isinstance(p, Problem) and str(p) and p.line >= 0 for p in problems)
    assert len(data_sha256(record.as_of(date(2018, 8, 1)))) == 64


def change(home: Path, name: str, data: bytes) -> None:
    path = home / name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    try:
        answers(home)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


@calm
@given(name=st.sampled_from(NAMES), data=st.binary(max_size=200))
def test_any_bytes_in_any_file(home, name, data):
    change(home, name, data)


@calm
@given(table=st.sampled_from(TABLES), rows=st.lists(st.lists(cells, max_size=16), max_size=5))
def test_any_cells_under_a_sound_header(home, table, rows):
    names = [column.name for column in table.columns]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *([*row, *names][: len(names)] for row in rows)])
    change(home, table.file, text.getvalue().encode("utf-8", "surrogatepass"))


@calm
@given(
    name=st.sampled_from(FILES),
    places=st.lists(st.tuples(st.integers(0, 999), st.integers(0, 30), cells), max_size=4),
    moves=st.lists(st.tuples(st.sampled_from("drop double cut".split()), st.integers(0, 999))),
)
def test_changed_cells_and_rows(home, name, places, moves):
    rows = [list(row) for row in TABLES_READ[name]]
    for line, place, cell in places:
        row = rows[line % len(rows)]
        row[place % len(row)] = cell
    for move, line in moves:
        at = line % len(rows) if rows else 0
        if move == "double" and rows:
            rows.append(rows[at])
        elif rows:
            rows[at : at + 1] = [] if move == "drop" else [rows[at][:-1]]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    change(home, name, text.getvalue().encode("utf-8", "surrogatepass"))


@calm
@given(name=st.sampled_from(FILES), at=st.floats(0, 1), junk=st.binary(max_size=6))
def test_junk_spliced_into_a_file(home, name, at, junk):
    data = (BUNDLE / name).read_bytes()
    place = int(at * len(data))
    change(home, name, data[:place] + junk + data[place + len(junk) :])


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_order_of_rows_says_nothing(home, seed):
    expected = data_sha256(read_folder(BUNDLE)[0])
    luck = random.Random(seed)
    for name in FILES:
        head, *rows = TABLES_READ[name]
        luck.shuffle(rows)
        with (home / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    record, problems = read_folder(home)
    assert problems == ()
    assert data_sha256(record) == expected
    assert record == read_folder(BUNDLE)[0]
