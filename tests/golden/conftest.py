"""The archives of ballots, each read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from golden_files import Archive, Shared

from hustings.formats.ballots import read_many


@pytest.fixture(scope="session")
def archive(shared: Shared) -> Archive:
    """`archive("scottish_stv/ballots.zip")`: its files by name without suffix."""

    @lru_cache
    def read(name: str) -> dict[str, object]:
        return {Path(inside).stem: file for inside, file in read_many(shared(name))}

    return read  # type: ignore[return-value]
