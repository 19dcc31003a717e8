"""What the documents of this part show is what happens."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["constraints.md", "lots.md"])
def test_the_examples_are_true(name: str) -> None:
    done = doctest.testfile(str(DOCS / name), module_relative=False)
    assert done.attempted
    assert done.failed == 0
