"""Where the real elections lie, for every test that wants truth from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """`shared("scottish_stv/ballots.zip")`: a file of the real data, or a skip that says why."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"the real data {name} is not beside the checkout (../shared/data)")
        return path

    return find
