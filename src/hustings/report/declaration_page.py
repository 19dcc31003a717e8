"""A declaration as a page: a formal sheet to print, sign and publish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hustings.auditing.account import fails
from hustings.auditing.check_result import Verdict
from hustings.auditing.declaration import Declaration, Line
from hustings.report import words
from hustings.report.blocks import KeyNumber, Provenance, Table, Term, table
from hustings.report.count_numbers import Printed, grouped
from hustings.report.count_said import clause_said, ties_said
from hustings.report.count_stages import StageTable, fate_said, stage_table
from hustings.report.declaration_account import (
    account_table,
    balance_table,
    definitions,
    handling,
    reasons_table,
    stated_sheet,
    turnout_said,
)
from hustings.report.declaration_sections import sections
from hustings.report.declaration_statements import StatementSaid, as_written, statements_said
from hustings.report.plain_page import PlainPage
from hustings.report.rules_page import rule_name
from hustings.rules import find_rule, rule_names

COUNTED, STATED = "a count of the papers", "the result as stated; no papers were counted"
NO_VOTE = "the account; there was no vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationPage(PlainPage):
    """A declaration ready to print; the sections say the same for text.

    `facts` head the sheet, `faults` are what does not add up, `assumed` is printed in bold, and
    `signatures` are the lines to sign: (name, office), empty where they are to be filled in.
    """

    facts: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    votes: Table
    filled: tuple[str, ...]
    papers: Table
    definitions: tuple[Term, ...]
    turnout: tuple[str, ...]
    reasons: Table
    balance: Table
    handling: tuple[tuple[str, str], ...]
    rule: str
    law: str
    assumed: tuple[tuple[str, str], ...]
    asked: str
    asked_source: str
    statements: tuple[StatementSaid, ...]
    signatures: tuple[tuple[str, str], ...]
    sheet: StageTable | None
    stated_sheet: Table | None
    sheet_caption: str
    inspection: str


def declaration_page(made: Declaration, *, command: str = "") -> DeclarationPage:
    """The page of a declaration; `command` is what makes the same one again."""
    sheet = stage_table(made.count) if made.count and len(made.count.stages) > 1 else None
    facts, said = tuple(_facts(made)), statements_said(made)
    page = DeclarationPage(
        name=words.slug(f"declaration-{made.title}"),
        kicker="Declaration of result",
        title=made.title,
        dek=_dek(made),
        headline=_headline(made),
        provenance=_provenance(made, command),
        lead=tuple(_faults(made)),
        numbers=tuple(_numbers(made)),
        notes=(*map(as_written, made.account.notes), *map(words.sentence, made.notes)),
        facts=facts,
        faults=tuple(_faults(made)),
        votes=_votes(made),
        filled=tuple(_filled(made)),
        papers=account_table(made),
        definitions=definitions(made),
        turnout=turnout_said(made),
        reasons=reasons_table(made),
        balance=balance_table(made),
        handling=handling(made),
        rule=_rule(made),
        law=made.count.rule_source if made.count else "",
        assumed=made.assumed,
        asked=made.asked.title,
        asked_source=made.asked.source,
        statements=said,
        signatures=((made.account.officer, made.account.role), ("", ""), ("", "")),
        sheet=sheet,
        stated_sheet=stated_sheet(made),
        sheet_caption="Votes moved and held at the end of every stage",
        inspection=made.account.inspection,
    )
    return replace(page, sections=tuple(sections(page)))


def _dek(made: Declaration) -> str:
    account, seats = made.account, made.seats
    held = [account.organisation] if account.organisation else []
    if not made.lines:
        return f"{', '.join([*held, 'without a vote' if held else 'Without a vote'])}."
    filled = [words.counted(seats, "seat")] if seats else []
    stand = [words.counted(len(made.lines), "candidate")] if made.lines else []
    said = ", ".join([*held, *filled, *stand])
    return f"{said if held else words.capital(said)}."


def _headline(made: Declaration) -> str:
    names = [line.name for line in made.lines if line.elected]
    if not names and made.account.unopposed and not made.lines:
        verb = "is" if len(made.account.unopposed) == 1 else "are"
        return f"{words.listed(made.account.unopposed)} {verb} elected unopposed."
    if not names:
        marked = any(line.elected is not None for line in made.lines)
        return "Nobody is elected." if marked else "The result does not say who is elected."
    verb = "is" if len(names) == 1 else "are"
    ordered = made.count is not None and len(made.count.stages) > 1 and len(names) > 1
    return f"{words.listed(names)} {verb} elected{', in that order' if ordered else ''}."


def _facts(made: Declaration) -> Iterator[tuple[str, str]]:
    account = made.account
    days = (("Papers sent out", account.opened), ("Voting closed", account.closed))
    if account.organisation:
        yield "Organisation", account.organisation
    yield "Contest", made.title
    if made.seats:
        vacant = f", {made.count.vacant} left vacant" if made.count and made.count.vacant else ""
        yield "Seats", f"{made.seats}{vacant}"
    for label, day in (*days, ("Declared", account.declared)):
        if day:
            yield label, words.partial_day(day)
    if account.officer:
        yield account.role or "Officer", account.officer
    yield "Rests on", COUNTED if made.count else STATED if made.declared else NO_VOTE


def _faults(made: Declaration) -> Iterator[str]:
    """What does not add up, first thing on the sheet."""
    for fault in fails(made.statements):
        yield f"DOES NOT BALANCE: {fault}."
    for verdict in made.other_faults:
        off = f" ({verdict.difference})" if verdict.difference else ""
        yield f"DOES NOT ADD UP: {verdict.shown}{off}{_whence(made, verdict)}."
    for verdict in made.unexplained:
        yield (
            f"DOES NOT ADD UP: {verdict.shown}{_whence(made, verdict)}. Where a paper may give one "
            "candidate several votes or points, name the rule (--rule R)."
        )


def _whence(made: Declaration, verdict: Verdict) -> str:
    """Which figures of a verdict are not the result's own."""
    said = f"{verdict.left} {verdict.right}"
    taken = [name for name in made.taken_over if re.search(rf"\b{name} \d", said)]
    return f" ({words.listed(taken)}: from the account)" if taken else ""


def _numbers(made: Declaration) -> Iterator[KeyNumber]:
    papers = made.papers
    valid = papers.valid if papers.valid is not None else made.count.valid if made.count else None
    if valid is not None:
        yield KeyNumber(f"{valid:,}", "valid papers")
    if made.quota:
        yield KeyNumber(_plain(made.quota), "quota")
    for turnout in made.turnouts:
        yield KeyNumber(f"{turnout.percent} %", f"turnout: {turnout.definition}")


def _plain(text: str) -> str:
    """A number without decimals that are all zero."""
    whole, _, rest = text.partition(".")
    return grouped(text if rest.strip("0") else whole)


def _votes(made: Declaration) -> Table:
    parties = any(line.party for line in made.lines)
    head = ">First preferences" if made.transferred else ">Votes"
    more_heads = ["Clause"] if made.count else []
    heads = ["Candidate", *(["Slate"] if parties else []), head, "Outcome", *more_heads]
    rows = [_row(made, line, parties) for line in made.lines]
    won = sum(bool(line.elected) for line in made.lines)
    more = "Every stage stands in the stage sheet below. " if made.transferred else ""
    quota = f"Quota {_plain(made.quota)}. " if made.quota else ""
    last = won if won < len(rows) else 0
    note = f"{quota}{more}".strip()
    return table("votes", "Votes", heads, rows, note=note, line_after=last, strong=range(won))


def _row(made: Declaration, line: Line, parties: bool) -> list[str]:
    row = [line.name, *([line.party] if parties else []), _votes_of(made, line)]
    row.append(_outcome(made, line))
    if made.count is not None:
        found = made.count.fate(made.count.candidates.index(line.name))[2]
        row.append(clause_said(made.count, found.clause) if found else "")
    return row


def _votes_of(made: Declaration, line: Line) -> str:
    if not line.votes:
        return "not stated"
    if made.count is None:
        return grouped(line.votes)
    c = made.count.candidates.index(line.name)
    return _plain(Printed(made.count).votes(made.count.stages[0].votes[c]))


def _outcome(made: Declaration, line: Line) -> str:
    if made.count is None:
        at = f", stage {line.stage}" if line.stage else ""
        said = {True: "elected", False: "not elected", None: "not stated"}[line.elected]
        return f"{said}{at}"
    if line.elected and line.order:
        at = f", stage {line.stage}" if line.stage else ""
        return f"elected {words.ordinal(line.order)}{at}"
    c = made.count.candidates.index(line.name)
    word, at_stage, _ = made.count.fate(c)
    return fate_said(made.count, word, at_stage)


def _filled(made: Declaration) -> Iterator[str]:
    """Unopposed, constraints, titles and lots, a sentence each."""
    account, count = made.account, made.count
    if account.unopposed:
        yield f"Elected unopposed, without a vote: {words.listed(account.unopposed)}."
    for said, met in made.constraints:
        told = {True: "met", False: "NOT MET", None: "asked; not tested here"}[met]
        yield f"Constraint {said}: {told}."
    for c, title in count.titles if count else ():
        yield f"By order of election {count.candidates[c]} is {title}." if count else ""
    for tie in ties_said(count) if count else ():
        yield tie.text
    for name, value in _withdrawn(made):
        yield f"{name}: {value}."


def _withdrawn(made: Declaration) -> Iterator[tuple[str, str]]:
    if made.count:
        terms = made.count.terms
        if terms.withdrawn:
            yield "Withdrawn before papers went out", words.listed(terms.withdrawn)
        if terms.after_issue:
            yield "Withdrawn after papers went out", words.listed(terms.after_issue)


def _rule(made: Declaration) -> str:
    if made.count is not None:
        return f"{rule_name(made.count)}: {made.count.rule_title}"
    stated = made.declared.rule if made.declared else ""
    known = stated.partition("@")[0] in rule_names()
    return f"{stated}: {find_rule(stated).title}" if known else stated or "not stated"


def _provenance(made: Declaration, command: str) -> Provenance:
    cite = f"hustings {made.version}, declaration of {made.title}"
    what = "Ballots" if made.count else "Result as stated"
    facts = [(what, made.file), (f"SHA-256 of {what.lower()}", made.file_sha256)]
    if made.count:
        facts.append(("SHA-256 of what the papers say", made.count.data_sha256))
    if made.declared and made.declared.source:
        facts.append(("Source", made.declared.source))
    if made.lots is not None:
        facts.append(("Seed of the lots", made.lots.seed))
        facts.append(("Commitment to the seed", made.lots.commitment))
        facts.append(("Standing order of lots", ", ".join(made.lots.standing)))
    facts.append(("hustings", made.version))
    return Provenance(f"{cite}.", tuple((k, v) for k, v in facts if v), command)


__all__ = ["DeclarationPage", "declaration_page"]
