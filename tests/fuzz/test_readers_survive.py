"""Every reader of ballots on the corpus and on changes of it: only InputError may escape."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import readers

SEEDS = sorted(readers.CORPUS.glob("*/*"))
FORMS = sorted({path.parent.name.replace("_", ":") for path in SEEDS})
BITS = [b"0", b"1", b"-1", b"=", b'"', b",", b"\n", b"0\n", b" ", b"(", b"{}", b"\xff", b"\0", b"#"]
calm = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def form_of(path: Path) -> str:
    return path.parent.name.replace("_", ":")


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_the_corpus_is_read_or_refused(path: Path) -> None:
    """Each input by its own form, and by the form that its content tells."""
    if form_of(path) == "parquet":
        pytest.importorskip("pyarrow")
    readers.consume(form_of(path), path.read_bytes())
    readers.consume("any", path.read_bytes())


@st.composite
def changed(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A seed with a few cuts, copies and insertions."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        until = draw(st.integers(at, min(len(data), at + 20)))
        put = draw(
            st.one_of(st.sampled_from(BITS), st.binary(max_size=4), st.just(bytes(data[at:until])))
        )
        data[at : draw(st.sampled_from([at, until]))] = put
    return bytes(data)


@pytest.mark.parametrize("form", FORMS)
def test_changed_files_are_read_or_refused(form: str) -> None:
    """A slip of the pen anywhere in a file ends in ballots or in Problems, never in a traceback."""
    if form == "parquet":
        pytest.importorskip("pyarrow")
    seeds = [path.read_bytes() for path in SEEDS if form_of(path) == form]

    @calm
    @given(changed(seeds))
    def run(data: bytes) -> None:
        readers.consume(form, data)

    run()


def test_the_corpus_stays_small() -> None:
    """A corpus is for reading by people too."""
    assert sum(path.stat().st_size for path in SEEDS) < 300_000
