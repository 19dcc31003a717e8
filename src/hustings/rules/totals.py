"""One-stage counts: totals are written down and whoever has most takes the seats.

The verbs that block vote, SNTV, limited vote, cumulative vote, approval, score and Borda share, and
a count for contests of which only a table of totals is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from hustings.arithmetic import Number
from hustings.errors import InputError, Problem
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.rules.marks import Read
from hustings.rules.pack import Rule
from hustings.rules.papers import PlainBox
from hustings.rules.play import Desk, play
from hustings.rules.table import CountingTable, Watch

NUMBERS = tuple(str(n) for n in range(1, 101))
"""The values of an option that is a small whole number."""

ORDER_IGNORED = "papers bear an order of preference; it is ignored, each name on them is one vote"
TOTALS_ONLY = "counted from a table of totals; the papers are not known"


def asked_number(table: CountingTable, option: str, otherwise: int) -> int:
    """An option that is a whole number, or `otherwise` when its default word was left."""
    said = table.terms.option(option, "")
    return int(said) if said in NUMBERS else otherwise


def mark_votes(table: CountingTable, most: int, clause: str, void: str) -> None:
    """One vote for each candidate a paper bears; papers that bear more than `most` are invalid.

    Begins the stage. What the valid papers could have given and did not is unused; so are votes for
    candidates who have withdrawn. `void` is the clause that makes a paper invalid.
    """
    lengths = table.box.lengths()
    over = sum(papers for n, papers in lengths.items() if n > most)
    table.valid = sum(lengths.values()) - over
    refuse_nothing_valid(table)
    table.set_aside(f"more than {most} candidates marked: not valid", over, void)
    votes = table.box.marks(most)
    if table.valid and max(votes) > table.valid:
        raise InputError("the totals cannot be", [_more_than_papers(table, votes)])
    known = table.valid or not sum(votes)
    write(table, votes, table.valid * most if known else sum(votes), clause)
    if table.kind == "ranked":
        table.note(ORDER_IGNORED)


def write(table: CountingTable, votes: Sequence[Number], whole: Number, clause: str) -> None:
    """The one stage: every total, and `whole` less the totals as unused."""
    table.begin("totals", (), clause)
    if isinstance(table.box, TotalsBox):
        table.note(TOTALS_ONLY)
    for c in table.continuing:
        table.votes[c] = votes[c]
    table.total = whole
    table.non_transferable = whole - sum(table.votes)
    if table.non_transferable < 0:
        raise InputError("the totals cannot be", [_too_many(table, whole)])
    away = [c for c in range(len(votes)) if table.names[c] in withdrawn(table) and votes[c]]
    for c in away:
        said = table.arithmetic.text(votes[c])
        table.note(f"{said} given to {table.names[c]}, who has withdrawn, count for nobody")


def withdrawn(table: CountingTable) -> set[str]:
    """Who has withdrawn, before or after papers went out."""
    return {*table.terms.withdrawn, *table.terms.after_issue}


def by_votes(table: CountingTable) -> list[list[int]]:
    """The continuing candidates by their votes, most first; equals stand together."""
    groups: dict[Number, list[int]] = {}
    for c in table.continuing:
        groups.setdefault(table.votes[c], []).append(c)
    return [groups[votes] for votes in sorted(groups, reverse=True)]


def refuse_nothing_valid(table: CountingTable) -> None:
    """InputError when papers there are, but none of them is valid under the rule."""
    there = sum(table.box.lengths().values())
    if there and not table.valid:
        step = "Check the file, the seats and how many votes a paper may give."
        problem = Problem("ballots", 0, "no-papers", "no valid paper", step)
        raise InputError("the count cannot begin", [problem])


class TotalsBox(PlainBox):
    """A table of totals in place of papers; `valid` papers, 0 where their number is not known."""

    def __init__(self, votes: Sequence[int], valid: int = 0) -> None:
        super().__init__(len(votes), {})
        self._votes, self._valid = list(votes), valid

    def marks(self, most: int | None = None) -> list[int]:
        """The totals, which are of valid papers only."""
        del most
        return list(self._votes)

    def lengths(self) -> dict[int, int]:
        """The valid papers; how many marks each bore is not known and taken as one."""
        return {1: self._valid} if self._valid else {}

    def points(self, most: int | None = None, each: int | None = None) -> list[int]:
        """The totals, which are of valid papers only."""
        del most, each
        return list(self._votes)

    def given(self) -> dict[tuple[int, int], int]:
        """The valid papers; how they gave their points is not known and taken as one each."""
        return {(1, 1): self._valid} if self._valid else {}


def count_totals(
    votes: Mapping[str, int],
    terms: Terms,
    lots: Lots | None = None,
    *,
    rule: Rule | None = None,
    valid: int = 0,
    watch: Watch | None = None,
) -> Count:
    """A count of a contest of which only the totals by candidate are known.

    `votes` is in the order of the paper; `rule` is a rule of one stage (default: block vote);
    `valid` is the number of valid papers, 0 where not known: nothing is then unused. Raises
    InputError for totals that cannot be (below zero, not whole, more than the papers could hold)
    and for a rule that needs the papers, LotNeeded for a tie at the last seat without a lot.
    """
    if rule is None:
        from hustings.rules.block_vote import RULES

        rule = RULES[0]
    refuse_totals(votes, valid)
    if "choices" not in rule.kinds:
        step = "Count the papers, or use a rule of one stage such as block-vote."
        problem = Problem("totals", 0, "papers-needed", f"{rule.name} needs the papers", step)
        raise InputError("the totals cannot be counted", [problem])
    said = repr((tuple(votes.items()), valid)).encode()
    desk = Desk(
        TotalsBox(list(votes.values()), valid),
        Read({}, 0, 0, 0, 0),
        valid or 1,
        "a table of totals",
        sha256(said).hexdigest(),
        rule.kinds[0],
    )
    made = play(rule, desk, tuple(votes), terms, lots, watch)
    return replace(made, papers=valid, valid=valid)


def refuse_totals(votes: Mapping[str, int], valid: int) -> None:
    """InputError with every total that is no whole number of votes, or above the papers."""
    problems = []
    for name, n in votes.items():
        if not isinstance(n, int) or isinstance(n, bool) or n < 0:
            problems.append(_problem("bad-votes", f"{n!r} votes for {name!r}"))
    if not isinstance(valid, int) or valid < 0:
        problems.append(_problem("bad-papers", f"{valid!r} valid papers"))
    if not votes:
        problems.append(_problem("no-candidates", "nobody stands"))
    if problems:
        raise InputError("the totals cannot be counted", problems)


def _too_many(table: CountingTable, whole: Number) -> Problem:
    given, most = table.arithmetic.text(sum(table.votes)), table.arithmetic.text(whole)
    said = f"{given} in all from {table.valid} valid papers, which could give {most}"
    return Problem("totals", 0, "more-votes-than-papers", said, "Check the totals and the papers.")


def _more_than_papers(table: CountingTable, votes: Sequence[int]) -> Problem:
    name = table.names[max(range(len(votes)), key=votes.__getitem__)]
    said = f"{max(votes)} votes for {name} from {table.valid} valid papers"
    return Problem("totals", 0, "more-votes-than-papers", said, "Check the totals and the papers.")


def _problem(code: str, message: str) -> Problem:
    return Problem("totals", 0, code, message, "Give whole numbers from the declaration.")
