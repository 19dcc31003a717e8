"""Parquet by row group: columns as in a table, never one object a paper (`hustings[parquet]`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from hustings.errors import NotSupported
from hustings.formats.ballot_arrays import cells_of, grouped_arrays, papers_of_rows, profile_of
from hustings.formats.ballot_columns import Grid, by_candidate, by_rank
from hustings.formats.ballot_faults import Faults
from hustings.formats.ballot_form import MOST_CELLS, Form, Said, Wish, finish
from hustings.formats.ballot_head import check_head, head_of, said_of, sound
from hustings.formats.ballot_source import Source
from hustings.formats.ballot_table import Layout, layout
from hustings.model.profile import MOST_PAPERS, BallotFile, Kind, Profile

KEY = b"hustings"
_BROKEN = (OSError, ValueError, NotImplementedError, MemoryError, OverflowError, TypeError)
BATCH = 2**17
"""Rows in hand at a time."""


def looks(source: Source) -> bool:
    """The four letters at both ends."""
    return source.data[:4] == b"PAR1" and source.data[-4:] == b"PAR1"


def read(source: Source, wish: Wish) -> BallotFile:
    """Read from bytes in memory."""
    return _read(BytesIO(source.data), source, wish.variant)


def read_parquet(path: str | Path, variant: str = "") -> BallotFile:
    """A BallotFile from a path; memory is the cells themselves and one batch of rows.

    Columns `choice1, choice2, ...` (or `rank1`, ...) hold names or, with the metadata this module
    writes, candidate numbers; else one column a candidate holds ranks, marks or points (`variant`
    ranks, marks, scores). A column `ballots` says how many papers a row is.
    """
    where = Path(path)
    faults = Faults(where.name)
    digest = sha256()
    try:
        with where.open("rb") as stream:
            while piece := stream.read(2**22):
                digest.update(piece)
    except (OSError, ValueError) as error:
        what = f"the file cannot be opened ({error})"
        raise faults.fail(0, "no-file", what, "Check the path.") from None
    source = Source(where.name, b"", digest.hexdigest(), faults)
    return _read(str(where), source, variant)


def read_blocks(path: str | Path) -> Iterator[tuple[Any, Any]]:
    """(cells of shape (row, width), papers or None) a batch, for a file this module wrote."""
    faults = Faults(Path(path).name)
    with _broken(faults):
        file = _open(str(path))
        head = _head(file, faults)
        if head is None:
            step = "Use read_parquet, or convert it to parquet with hustings."
            raise faults.fail(0, "no-head", "the file has no head of candidates", step)
        plan = _plan(file, faults, "choices")
        for batch in _batches(file, plan):
            yield _numbered(batch, plan, head, faults)


@dataclass
class _Words:
    found: dict[str, int] = field(default_factory=dict)

    def codes(self, column: Any) -> Any:
        """A column of text as codes of words, 0 for none."""
        pa = _arrow("pyarrow")
        if not pa.types.is_dictionary(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        words = column.dictionary.to_pylist()
        look = np.zeros(len(words) + 1, np.uint16)
        for k, word in enumerate(words):
            text = "" if word is None else str(word).strip()
            look[k] = self.found.setdefault(text, len(self.found) + 1) if text else 0
        at = column.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
        return look[at]


def _read(where: Any, source: Source, variant: str) -> BallotFile:
    with _broken(source.faults):
        file = _open(where)
        head = _head(file, source.faults)
        plan = _plan(file, source.faults, variant or ("choices" if head else ""))
        if head is not None:
            return _own(file, plan, head, source)
        return _table(file, plan, source, variant)


def _arrow(module: str) -> Any:
    """pyarrow, which only this form needs."""
    try:
        return import_module(module)
    except ImportError:
        raise NotSupported(
            "Parquet files need pyarrow: pip install hustings[parquet], or use CSV."
        ) from None


def _open(where: Any) -> Any:
    return _arrow("pyarrow.parquet").ParquetFile(where)


@contextmanager
def _broken(faults: Faults) -> Iterator[None]:
    """What pyarrow says of a broken file, as a Problem."""
    try:
        yield
    except NotSupported:
        raise
    except (
        OSError,
        ValueError,
        NotImplementedError,
        MemoryError,
        OverflowError,
        TypeError,
    ) as error:
        what = f"the Parquet file is broken or not known ({str(error)[:120]})"
        raise faults.fail(0, "bad-parquet", what, "Write it again.") from None
    except (KeyError, IndexError, ArithmeticError) as error:
        what = f"the Parquet file is broken ({type(error).__name__})"
        raise faults.fail(0, "bad-parquet", what, "Write it again.") from None


def _plan(file: Any, faults: Faults, variant: str) -> Layout:
    plan = layout(file.schema_arrow.names, ",", variant)
    if not plan.columns or len(set(plan.header)) < len(plan.header):
        step = "Name columns choice1, choice2, ..., or one column a candidate."
        raise faults.fail(0, "bad-header", "no column of choices or candidates", step)
    rows = file.metadata.num_rows
    if rows * len(plan.columns) > MOST_CELLS:
        what = f"{rows:,} rows of {len(plan.columns)} columns are too many"
        raise faults.fail(0, "too-large", what, "Split the file by contest.")
    return plan


def _batches(file: Any, plan: Layout) -> Iterator[Any]:
    wanted = [plan.header[k] for k in plan.columns]
    papers = [] if plan.papers is None else [plan.header[plan.papers]]
    yield from file.iter_batches(batch_size=BATCH, columns=[*wanted, *papers])


def _head(file: Any, faults: Faults) -> dict[str, Any] | None:
    said = (file.schema_arrow.metadata or {}).get(KEY)
    if said is None:
        return None
    head = check_head(said)
    if head is None:
        raise faults.fail(0, "bad-header", "the head of the file is broken", "Write it again.")
    return head


def _papers(batch: Any, plan: Layout, faults: Faults) -> Any:
    if plan.papers is None:
        return None
    papers = _whole(batch.column(plan.header[plan.papers]), 0)
    if len(papers) and (papers.min() < 1 or papers.max() >= MOST_PAPERS):
        step = "Give whole numbers above zero."
        raise faults.fail(0, "bad-papers", "a row has no or absurdly many papers", step)
    return papers


def _whole(column: Any, empty: int) -> Any:
    """A column of whole numbers as int64, `empty` where there is none."""
    pa = _arrow("pyarrow")
    if not pa.types.is_integer(column.type):
        column = column.cast(pa.int64())
    return column.fill_null(empty).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)


def _numbered(batch: Any, plan: Layout, head: dict[str, Any], faults: Faults) -> tuple[Any, Any]:
    """A batch of a file of our own: the cells as they are."""
    cells = np.zeros(
        (batch.num_rows, len(plan.columns)), np.uint8 if head["item"] == 1 else np.uint16
    )
    for k, column in enumerate(plan.columns):
        values = batch.column(plan.header[column])
        cells[:, k] = values.fill_null(0).to_numpy(zero_copy_only=False)
    return cells, _papers(batch, plan, faults)


def _gather(
    file: Any, width: int, dtype: Any, batches: Iterator[tuple[Any, Any]]
) -> tuple[Any, Any]:
    """All batches as one array of cells, filled in place, and the papers."""
    rows = file.metadata.num_rows
    cells, at = np.zeros((rows, width), dtype), 0
    papers: list[Any] = []
    for part, counted in batches:
        cells[at : at + len(part)] = part
        at += len(part)
        if counted is not None:
            papers.append(counted)
    return cells[:at], np.concatenate(papers) if papers else None


def _own(file: Any, plan: Layout, head: dict[str, Any], source: Source) -> BallotFile:
    dtype = np.uint8 if head["item"] == 1 else np.uint16
    each = (_numbered(batch, plan, head, source.faults) for batch in _batches(file, plan))
    cells, papers = _gather(file, len(plan.columns), dtype, each)
    profile = profile_of(head["candidates"], cells, papers, head["kind"])
    if profile.width != head["width"] or not sound(profile):
        step = "Write it again."
        raise source.faults.fail(0, "candidate-out-of-range", "cells hold what cannot be", step)
    return finish(source, "parquet", said_of(head), profile)


def _table(file: Any, plan: Layout, source: Source, variant: str) -> BallotFile:
    """Columns of words or numbers, as in a CSV table."""
    pa = _arrow("pyarrow")
    words, faults = _Words(), source.faults
    kinds = [file.schema_arrow.field(plan.header[k]).type for k in plan.columns]
    numbers = not plan.ranked and all(map(pa.types.is_integer, kinds))

    def part(batch: Any) -> tuple[Any, Any]:
        cells = np.zeros((batch.num_rows, len(plan.columns)), np.uint16)
        for k, column in enumerate(plan.columns):
            values = batch.column(plan.header[column])
            cells[:, k] = _level(values, faults) if numbers else words.codes(values)
        if len(words.found) > 65_000:
            what = "more than 65,000 different words stand in the columns"
            raise faults.fail(0, "too-many-candidates", what, "Leave other columns out.")
        return cells, _papers(batch, plan, faults)

    cells, papers = _gather(file, len(plan.columns), np.uint16, map(part, _batches(file, plan)))
    texts = list(map(str, range(-1, 60_001))) if numbers else ["", *words.found]
    if numbers:
        texts[0] = ""
    grid = Grid(cells, texts, lambda row: row + 1, papers)
    if not len(cells):
        source.faults.add(0, "no-ballots", "there is not one ballot", "Check the file.")
    faults.stop()
    names, profile = _papers_of_grid(grid, plan, faults, variant)
    faults.stop()
    if profile is None:
        raise faults.fail(0, "no-candidates", "no candidate is named", "Check the columns.")
    return finish(source, "parquet", Said(names), profile)


def _papers_of_grid(
    grid: Grid, plan: Layout, faults: Faults, variant: str
) -> tuple[list[str], Profile | None]:
    if plan.ranked:
        kind: Kind = "choices" if variant == "choices" else "ranked"
        return by_rank(grid, faults, kind)
    return plan.names, by_candidate(grid, plan.names, faults, variant)


def _level(column: Any, faults: Faults) -> Any:
    """Whole numbers plus one, 0 for none: the place of the number among the words."""
    values = _whole(column, -1)
    if len(values) and (values.min() < -1 or values.max() > 60_000):
        step = "Ranks, marks and points are small whole numbers."
        raise faults.fail(0, "bad-cell", "a rank or mark below 0 or above 60,000", step)
    return values + 1


def write(ballots: BallotFile) -> bytes:
    """Columns rank1, rank2, ... of numbers, `ballots`, and a head with the names."""
    out = BytesIO()
    write_parquet(ballots, out)
    return out.getvalue()


def write_parquet(ballots: BallotFile, where: Any, *, aggregate: bool = True) -> None:
    """The same to a path or stream, with equal papers as one row unless told otherwise."""
    pa, pq = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    profile = ballots.profile
    cells, papers = (
        grouped_arrays(profile) if aggregate else (cells_of(profile), papers_of_rows(profile))
    )
    head = head_of(ballots, len(cells), papers=True)
    columns = {f"rank{k + 1}": pa.array(cells[:, k]) for k in range(profile.width)}
    table = pa.table({**columns, "ballots": pa.array(papers)})
    pq.write_table(
        table.replace_schema_metadata({KEY: json.dumps(head)}), where, row_group_size=2**20
    )


FORM = Form(
    name="parquet",
    about="columns as in a table, read by row group (needs hustings[parquet])",
    extensions=("parquet", "pq"),
    looks=looks,
    read=read,
    write=write,
    variants=("ranks", "marks", "scores", "choices"),
    order=2,
    binary=True,
    magic=b"PAR1",
    open=read_parquet,
)
