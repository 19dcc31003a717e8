"""Every misprint that arithmetic can see is found, and nothing sound is called wrong.

`made_declarations` says what can be seen. A stage table is held against the rule besides (who had
the quota, who had the fewest votes), so that there more may be found than is promised.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from made_declarations import broken, declared, made, misprinted

from hustings.auditing.check import check

FEW, MANY = 1_000, 10_000


def tried(numbers: range, folder: Path) -> tuple[int, int, list[str]]:
    """How many were sound, how many misprints were to be seen, and what went wrong."""
    sound, seen, wrong = 0, 0, []
    for n in numbers:
        facts = made(n, folder)
        assert not broken(facts), (n, broken(facts))
        found = check(declared(facts)).failures
        sound += 1
        if found:
            wrong.append(f"{n}: false alarm {[str(v) for v in found]}")
        other, where = misprinted(random.Random(f"misprint {n}"), facts)
        visible = broken(other)
        found = check(declared(other)).failures
        seen += bool(visible)
        if visible and not found:
            wrong.append(f"{n}: {where} not found: {visible}")
        if found and not visible and facts.table is None:
            wrong.append(f"{n}: {where} cannot be seen, yet {[v.shown for v in found]}")
    return sound, seen, wrong


def test_every_visible_misprint_is_found(tmp_path: Path) -> None:
    sound, seen, wrong = tried(range(FEW), tmp_path)
    assert not wrong, "\n".join(wrong[:10])
    assert sound == FEW
    assert seen > FEW / 2


@pytest.mark.slow
def test_every_visible_misprint_of_ten_thousand_is_found(tmp_path: Path) -> None:
    sound, seen, wrong = tried(range(MANY), tmp_path)
    assert not wrong, "\n".join(wrong[:10])
    assert sound == MANY
    assert seen > MANY / 2
