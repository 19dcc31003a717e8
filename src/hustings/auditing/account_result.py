"""A result as stated with the papers that only the account tells, so that both are checked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hustings.auditing.check import check
from hustings.auditing.check_result import Checked, Verdict
from hustings.model.account import PaperAccount, Papers
from hustings.model.declared import Declared, Stated
from hustings.model.official import Figure

FROM = "from the account"
NAMES = {"issued": "issued", "returned": "returned", "rejected": "invalid", "valid": "valid"}
"""Figures of the account, and how a result calls them."""


def with_account(declared: Declared, account: PaperAccount) -> Declared:
    """The result with papers that only the account states, each marked as from there.

    Where papers came late, twice or were sent again, a result's check would not know of them:
    then only the papers issued and valid are taken over, and the account balances the others.
    """
    papers = account.whole
    told = {NAMES[n]: v for n, v in _told(papers) if declared.stated(NAMES[n]) is None}
    own, rejected = dict(declared.figures), declared.rejected
    if papers.late or papers.duplicate or papers.reissued:
        told = {name: value for name, value in told.items() if name in ("issued", "valid")}
        if "valid" in told:
            own.pop("invalid", None)
            rejected = ()
    added = {name: _stated(name, value) for name, value in told.items()}
    return replace(declared, figures={**own, **added}, rejected=rejected) if added else declared


def taken_over(declared: Declared, account: PaperAccount) -> tuple[str, ...]:
    """Names of the figures that `with_account` takes from the account."""
    return tuple(n for n in with_account(declared, account).figures if not declared.stated(n))


def check_with(declared: Declared, account: PaperAccount) -> Checked:
    """The check of a result together with its account."""
    return check(with_account(declared, account))


def unexplained(checked: Checked | None) -> tuple[Verdict, ...]:
    """More votes for somebody than papers, which only a rule with several votes each explains."""
    verdicts = checked.verdicts if checked else ()
    return tuple(v for v in verdicts if v.code == "votes-papers" and v.level == "?" and v.sign)


def _told(papers: Papers) -> list[tuple[str, int]]:
    """The figures stated; valid papers follow from the others where only those are."""
    found = {name: papers.stated(name) for name in NAMES}
    lost = found["rejected"]
    if found["valid"] is None and papers.taken is not None and lost is not None:
        found["valid"] = papers.taken - lost
    return [(name, value) for name, value in found.items() if value is not None]


def _stated(name: str, value: int) -> Stated:
    return Stated(Figure(str(value), Fraction(value), 0), said=f"{FROM}: {name} {value}")
