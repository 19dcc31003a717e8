"""Quotas, from the papers on the table and the seats to be filled."""

from __future__ import annotations

from hustings.arithmetic import Number
from hustings.rules.table import CountingTable

QUOTAS = ("droop", "droop-exact", "hare")
"""The choices of `quota_option`, the default first."""


def whole_droop(table: CountingTable) -> Number:
    """Valid papers over one more than the seats, fractions ignored, plus one."""
    return table.arithmetic.whole(table.valid // (table.terms.seats + 1) + 1)


def exact_droop(table: CountingTable) -> Number:
    """Valid papers over one more than the seats; as many as seats can have more than it."""
    return table.arithmetic.over(table.arithmetic.whole(table.valid), table.terms.seats + 1)


def hare(table: CountingTable) -> Number:
    """Valid papers over the seats."""
    return table.arithmetic.over(table.arithmetic.whole(table.valid), table.terms.seats)


def quota_option(table: CountingTable) -> bool:
    """Set the quota the count was asked for; True when a candidate must have more than it."""
    chosen = table.terms.option("quota", QUOTAS[0])
    made = {"droop": whole_droop, "droop-exact": exact_droop, "hare": hare}[chosen]
    table.set_quota(made(table))
    return chosen == "droop-exact"
