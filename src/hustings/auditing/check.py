"""Does a published result add up? Every statement its figures must meet, without the ballots."""

from __future__ import annotations

from collections.abc import Sequence

from hustings.auditing.check_course import check_course, completed
from hustings.auditing.check_desk import Desk, Statement
from hustings.auditing.check_elected import check_elected
from hustings.auditing.check_papers import check_papers
from hustings.auditing.check_quota import check_quota
from hustings.auditing.check_repair import only_repair
from hustings.auditing.check_result import Checked, CheckedMany, Verdict, counted, together
from hustings.auditing.check_unread import doubted
from hustings.auditing.check_votes import check_votes
from hustings.model.declared import Declared


def check(declared: Declared, contest: str = "") -> Checked:
    """Every statement about a published result: met, not met, or what would be needed to tell.

    Exact throughout: a `FAIL` is certain arithmetic under the definitions its basis names; what
    depends on anything not stated is `?`. `contest` is its id where it is one of many.
    """
    whole = completed(declared)
    statements = statements_of(whole)
    verdicts = tuple(s.verdict for s in statements)
    failing = [s for s in statements if s.verdict.level == "FAIL"]
    family = Desk(whole).family
    return Checked(
        title=whole.title,
        file=whole.file,
        contest=contest,
        rule=family.title,
        seats=Desk(whole).seats,
        counts=counted(verdicts),
        verdicts=verdicts,
        hint=only_repair(whole, failing, statements_of) if failing else "",
        assumed=tuple(dict.fromkeys((*whole.assumed, *family.assumed))),
        unread=whole.unread,
        source=whole.source,
    )


def statements_of(declared: Declared) -> Sequence[Statement]:
    """All statements, in the order of a declaration: papers, votes, quota, stages, elected."""
    desk = Desk(declared)
    for part in (check_papers, check_votes, check_quota, check_course, check_elected):
        part(desk)
    return doubted(declared, desk.statements)


__all__ = ["Checked", "CheckedMany", "Verdict", "check", "together"]
