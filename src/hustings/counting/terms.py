"""A count under its terms: what was asked is checked, carried out by an engine, and cited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from hustings.counting.asked import (
    ENGINE,
    complete,
    count_asked,
    guarded_names,
    inner_terms,
    ranges_of,
    watch_for,
)
from hustings.counting.remove_lowest import remove_lowest, replace_lowest
from hustings.counting.size_shift import size_shift
from hustings.errors import InputError, Problem
from hustings.model.constraints import (
    Guarded,
    OrderEffect,
    PaperRange,
    SeatRange,
    cited,
    constraint_problems,
    reopen_chain,
)
from hustings.model.count import Count, Fact, Terms
from hustings.model.lots import Lots, check_seed
from hustings.model.profile import MOST_CANDIDATES, Kind, Profile
from hustings.rules import find_rule
from hustings.rules.pack import Rule
from hustings.rules.totals import count_totals

Engine = Callable[..., Count]

ENGINES: dict[str, tuple[Engine, Fact]] = {
    "guard-doom": (
        count_asked,
        Fact(
            "constraint engine",
            "guard and doom: who cannot be elected goes out first, who must be stays in",
            "I D Hill, Voting matters 9 (1998); J Otten, Voting matters 13 (2001)",
        ),
    ),
    "size-shift": (
        size_shift,
        Fact(
            "constraint engine",
            "size shift: who comes in at larger, and who goes out at smaller committee sizes",
            "Liberal Democrats' election regulations, as quoted at rosenstiel.co.uk/stv/ordstvdt",
        ),
    ),
    "remove-lowest": (
        remove_lowest,
        Fact(
            "constraint engine",
            "the lowest of a category above its maximum are removed; their seats stay vacant",
            "Kubernetes steering elections, Maximal representation (silent on who follows)",
        ),
    ),
    "replace-lowest": (
        replace_lowest,
        Fact(
            "constraint engine",
            "the lowest of a category above its maximum give way to the next highest who fit",
            "Crossplane governance, Maximum Representation",
        ),
    ),
}
"""By name, because they give different winners; chosen by the option `constraints=NAME`."""


def count_under(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, **kw: Any
) -> Count:
    """Count a profile under a rule and everything its terms ask; `kw` as for `counting.door.count`.

    Raises InputError with every fault of the terms, or naming the constraints that conflict, and
    LotNeeded for a tie the ledger has no lot for.
    """
    if lots is not None:
        check_seed(lots)
    refuse(profile.candidates, profile.kind, terms)
    engine, fact = ENGINES[terms.option(ENGINE, "guard-doom")]
    counted = engine(rule, profile, terms, lots, **kw)
    return _with_facts(counted, rule, terms, fact)


def count_totals_under(
    votes: Mapping[str, int],
    terms: Terms,
    lots: Lots | None = None,
    *,
    rule: Rule | None = None,
    valid: int = 0,
) -> Count:
    """The same where only the totals by candidate are known (see `rules.totals.count_totals`).

    Seat ranges are kept by guard and doom; what needs the papers is refused.
    """
    if lots is not None:
        check_seed(lots)
    chosen = rule or find_rule("block-vote")
    refuse(tuple(votes), "choices", terms, papers=False)
    inner = inner_terms(chosen, terms, terms.seats)
    watch = watch_for(tuple(votes), terms)
    counted = count_totals(votes, inner, lots, rule=chosen, valid=valid, watch=watch)
    return _with_facts(complete(counted, terms, lots), chosen, terms, ENGINES["guard-doom"][1])


def _with_facts(count: Count, rule: Rule, terms: Terms, engine: Fact) -> Count:
    known = {f.topic for f in rule.facts}
    asked = (f for f in asked_facts(terms, engine) if f.topic not in known)
    return replace(count, facts=(*rule.facts, *asked))


def refuse(names: Sequence[str], kind: Kind, terms: Terms, *, papers: bool = True) -> None:
    """InputError with everything in the terms that these candidates and papers cannot meet."""
    found: list[Problem] = []
    away = (*terms.withdrawn, *terms.after_issue)
    for name in (*away, *([terms.reopen] if terms.reopen else [])):
        if name not in names:
            near = get_close_matches(name, names, n=2) or names
            step = f"They are: {', '.join(near)}."
            found.append(_problem("unknown-candidate", f"{name!r} does not stand", step))
    if terms.seats < 1:
        found.append(_problem("bad-seats", f"{terms.seats} seats", "Pass at least one."))
    found += constraint_problems(terms.constraints, names, terms.seats)
    found += _clashes(terms, kind, set(away)) + _reopen_clashes(terms, names)
    if not papers and terms.option(ENGINE, "guard-doom") != "guard-doom":
        said = "this engine needs the papers and only totals are known"
        found.append(_problem("papers-needed", said, "Use guard-doom, or count the papers."))
    for one in terms.constraints:
        if not papers and isinstance(one, PaperRange):
            said = f"{cited(one)} is asked of papers and only totals are known"
            found.append(_problem("papers-needed", said, "Count the papers."))
    if found:
        raise InputError("the count cannot begin", found)


def _clashes(terms: Terms, kind: Kind, away: set[str]) -> list[Problem]:
    found, guarded = [], guarded_names(terms)
    for name in guarded:
        if name in away or name == terms.reopen:
            step = "Take the name out of one of the two."
            found.append(_problem("guarded-away", f"{name} is guarded and withdrawn", step))
    if guarded and len(guarded) == terms.seats:
        said = "every seat is guarded and nothing is left to count"
        found.append(_problem("nothing-to-count", said, "Declare them elected without a count."))
    if len(guarded) > terms.seats and all(len(g) <= terms.seats for g in _guarded_lists(terms)):
        said = f"{len(guarded)} guarded in all for {terms.seats} seat(s)"
        found.append(_problem("too-many-guarded", said, "Guard at most as many as seats."))
    if terms.reopen and terms.seats > 1 and kind != "ranked":
        said = "re-open nominations in several seats is laid down for ranked papers only"
        found.append(_problem("reopen-kind", said, "Use a rule and papers with preferences."))
    engine = terms.option(ENGINE, "guard-doom")
    if engine not in ENGINES:
        step = f"Use one of: {', '.join(ENGINES)}."
        found.append(_problem("unknown-engine", f"{ENGINE}={engine!r}", step))
    return found


def _guarded_lists(terms: Terms) -> list[tuple[str, ...]]:
    return [one.members for one in terms.constraints if isinstance(one, Guarded)]


def _reopen_clashes(terms: Terms, names: Sequence[str]) -> list[Problem]:
    """Re-open Nominations is no person: of no category, and its further ones are nobody's name."""
    if not terms.reopen:
        return []
    found = []
    for one in terms.constraints:
        if isinstance(one, SeatRange) and terms.reopen in one.members:
            said = f"{cited(one)}: {terms.reopen} is no person and fills a seat of no category"
            step = "Take re-open nominations out of the category."
            found.append(_problem("reopen-member", said, step))
    if terms.seats + len(names) > MOST_CANDIDATES:
        said = f"{terms.seats:,} seats that {terms.reopen} may leave empty"
        found.append(_problem("bad-seats", said, "Pass the seats of the contest."))
        return found
    further = reopen_chain(terms.reopen, max(terms.seats, len(names)))[1:]
    for name in sorted(set(further).intersection(names)):
        said = f"{name!r} stands, and is what a further {terms.reopen} is called"
        found.append(_problem("reopen-name", said, "Name the candidate otherwise."))
    return found


def asked_facts(terms: Terms, engine: Fact) -> list[Fact]:
    """What the terms asked beyond the rule: each with its clause, or assumed."""
    facts = []
    for one in ranges_of(terms):
        facts.append(Fact("seats by category", str(one), one.clause, not one.clause))
    if facts:
        facts.append(engine)
    if facts and terms.option(ENGINE, "guard-doom") == "guard-doom":
        when = "excluded at the next exclusion, after surpluses the rule transfers first"
        facts.append(Fact("when the doomed go out", when, assumed=True))
    facts += [f for one in terms.constraints for f in _other(one)]
    if terms.reopen and terms.seats > 1:
        said = "elected, its surplus and later votes go to a further one; each leaves a seat vacant"
        facts.append(Fact("re-open nominations", said, "NUS model ruling on RON and STV"))
    if terms.withdrawn:
        said = "as if never on the paper: a paper for nobody else is not valid"
        facts.append(Fact("withdrawn before papers went out", said, assumed=True))
    if terms.after_issue:
        said = "papers stay valid; votes pass to the next preference, else they are for nobody"
        facts.append(Fact("withdrawn after papers went out", said, assumed=True))
    return facts


def _other(one: object) -> list[Fact]:
    if isinstance(one, PaperRange):
        return [Fact("valid paper", str(one), one.clause, not one.clause)]
    if isinstance(one, OrderEffect):
        given = f"{one.name}: {', '.join(one.titles)}"
        return [Fact("order of election", given, one.clause, not one.clause)]
    if isinstance(one, Guarded):
        held = Fact("guarded seats", cited(one), one.clause, not one.clause)
        said = "papers pass to the next preference; the quota is over the seats left"
        return [held, Fact("guarded candidates' papers", said, assumed=True)]
    return []


def _problem(code: str, message: str, step: str) -> Problem:
    return Problem("terms", 0, code, message, step)
