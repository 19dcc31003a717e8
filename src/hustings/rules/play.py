"""Playing a rule on a box of papers to a finished Count; with `PlainBox`, the exact reference."""

from __future__ import annotations

from dataclasses import dataclass

from hustings.errors import InputError, Problem
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Kind, Profile
from hustings.rules.marks import Read, Reading, read_papers
from hustings.rules.pack import Rule
from hustings.rules.papers import Box, PlainBox, ScoreBox
from hustings.rules.table import CountingTable, Watch

EXACT = "plain dictionaries, the exact rule"


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies ready before a count: the box, how its papers read, and who sorts them."""

    box: Box
    read: Read
    papers: int
    engine: str
    data_sha256: str
    kind: Kind = "ranked"


def count_exact(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, watch: Watch | None = None
) -> Count:
    """A count in the standard library alone; every faster way must equal it with `==`.

    Raises LotNeeded for a tie without a lot, InputError for terms that cannot be met.
    """
    return play(rule, plain_desk(rule, profile), profile.candidates, terms, lots, watch)


def plain_desk(rule: Rule, profile: Profile, data_sha256: str = "") -> Desk:
    """All papers of a profile, read under a rule, in a plain box.

    `data_sha256` names the data where the caller knows its hash (default: the profile's digest).
    """
    named = data_sha256 or profile.digest
    if profile.kind == "scores":
        return _score_desk(profile, named)
    read = read_papers(profile.grouped(), profile.tied, profile.skipped, rule.reading)
    box = PlainBox(len(profile.candidates), read.rankings)
    return Desk(box, read, profile.total, EXACT, named, profile.kind)


def _score_desk(profile: Profile, named: str) -> Desk:
    """Papers of points: a paper without a mark is not valid."""
    rows = profile.grouped()
    given = {row: n for row, n in rows.items() if any(row)}
    blank = profile.total - sum(given.values())
    box = ScoreBox(len(profile.candidates), given)
    return Desk(box, Read({}, blank, 0, 0, 0), profile.total, EXACT, named, "scores")


def play(
    rule: Rule,
    desk: Desk,
    names: tuple[str, ...],
    terms: Terms,
    lots: Lots | None = None,
    watch: Watch | None = None,
) -> Count:
    """The rule's own function on a table, and what it leaves there as a Count."""
    refuse_terms(rule, names, terms, desk)
    table = CountingTable(terms, names, desk.box, rule.arithmetic, lots, watch)
    table.kind = desk.kind
    exhibits = rule.count(table)
    table.end()
    return Count(
        title=terms.title,
        rule=rule.name,
        rule_title=rule.title,
        rule_source=rule.source,
        facts=rule.facts,
        arithmetic=rule.arithmetic,
        candidates=names,
        terms=terms,
        papers=desk.papers,
        valid=table.valid,
        quota=table.quota,
        elected=tuple(table.elected),
        stages=tuple(table.stages),
        marks=(*marks_read(desk.read, rule.reading), *table.marks),
        exhibits=tuple(exhibits or ()),
        engine=desk.engine,
        data_sha256=desk.data_sha256,
        votes_word=rule.votes_word,
        unused_word=rule.unused_word,
    )


def marks_read(read: Read, reading: Reading) -> tuple[tuple[str, int, str], ...]:
    """Irregular marks and the papers that bore them, with what the rule made of them."""
    did = {
        "stop": "reading stops there",
        "pass": "that rank is passed over",
        "equal": "they stand level",
    }
    found = (
        ("no preference that can be read: not valid", read.blank),
        (f"several candidates at one rank: {did[reading.overvote]}", read.overvoted),
        (f"a rank left blank: {did[reading.skipped]}", read.skipped),
        (f"a candidate named twice: {did[reading.repeat]}", read.repeated),
    )
    return tuple((what, papers, reading.clause) for what, papers in found if papers)


def refuse_terms(rule: Rule, names: tuple[str, ...], terms: Terms, desk: Desk) -> None:
    """InputError with everything about the terms that cannot be met."""
    known = set(names)
    named = [*terms.withdrawn, *terms.after_issue, *([terms.reopen] if terms.reopen else [])]
    problems = [
        _problem("unknown-candidate", f"{n!r} does not stand", f"They are: {', '.join(names)}.")
        for n in named
        if n not in known
    ]
    if terms.seats < 1:
        problems.append(_problem("bad-seats", f"{terms.seats} seats", "Pass at least one."))
    if rule.most_seats is not None and terms.seats > rule.most_seats:
        said = f"{rule.name} fills {rule.most_seats} seat, not {terms.seats}"
        problems.append(_problem("too-many-seats", said, "Use an STV rule for several seats."))
    if not desk.papers - desk.read.blank:
        problems.append(
            _problem("no-papers", "no valid paper", "Check the file and the rule's reading of it.")
        )
    if desk.kind not in rule.kinds:
        said = f"{rule.name} does not read papers of kind {desk.kind!r}"
        problems.append(_problem("wrong-papers", said, f"It reads: {', '.join(rule.kinds)}."))
    options = dict(rule.options)
    for name, value in terms.options:
        if name not in options:
            there = ", ".join(options) or "none"
            problems.append(
                _problem(
                    "unknown-option",
                    f"{rule.name} has no option {name!r}",
                    f"Its options: {there}.",
                )
            )
        elif value not in options[name]:
            problems.append(
                _problem(
                    "bad-option", f"{name}={value!r}", f"Use one of: {', '.join(options[name])}."
                )
            )
    if problems:
        raise InputError("the count cannot begin", problems)


def _problem(code: str, message: str, step: str) -> Problem:
    return Problem("terms", 0, code, message, step)
