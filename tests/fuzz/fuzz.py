"""Guided fuzzing of one reader: `python tests/fuzz/fuzz.py blt -max_total_time=300 WORK SEEDS`.

Needs atheris (not in the test command). The first argument is a form, a variant or "any"; the rest
goes to libFuzzer. Anything but InputError stops the run and is written as crash-....
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["hustings.formats", "readers"]):
    import readers

FORM = sys.argv.pop(1)


def one(data: bytes) -> None:
    """One input."""
    readers.consume(FORM, data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
