"""The one misprinted figure that would explain everything that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from hustings.auditing.check_desk import Repair, Statement, number, with_value
from hustings.model.declared import Declared

MOST_TRIED = 400
"""More figures than this are not tried."""

Tested = Callable[[Declared], Sequence[Statement]]


def only_repair(declared: Declared, failing: Sequence[Statement], again: Tested) -> str:
    """`all would add up if valid were 9,633`; empty unless exactly one figure does it.

    Failing statements name the single figures that would turn them; each is put in and everything
    is tested again, so one that mends its own statement alone is left out.
    """
    tried: dict[tuple[object, Fraction], Repair] = {}
    for statement in failing:
        for one in statement.repairs:
            tried.setdefault((one.key, one.value), one)
    if len(tried) > MOST_TRIED:
        return ""
    found = [one for one in tried.values() if not _fails(declared, one, again)]
    if len(found) != 1:
        return ""
    return f"all would add up if {found[0].name} were {number(found[0].value)}"


def _fails(declared: Declared, one: Repair, again: Tested) -> bool:
    changed = with_value(declared, one.key, one.value)
    return any(s.verdict.level == "FAIL" for s in again(changed))
