"""The stages of a published count: every statement of `stage_check`, under the rule's own hints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hustings.auditing.check_desk import Desk
from hustings.auditing.matching import name_words
from hustings.auditing.stage_check import Finding, RuleHints, StageCheck, check_stages
from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import Figure, OfficialRow, OfficialTable, figure
from hustings.model.wording import plural

DECIMALS = {"scottish-stv": 5, "ni-assembly-stv": 2, "ers97": 2, "minneapolis-stv": 4}
"""Places to which a rule counts; a table with fewer has been rounded to print it."""

ELSEWHERE = {"first-preferences", "quota", "poll", "seats"}
"""Statements made of the result as a whole, under their own names."""

BY_RULE = {"not-lowest", "leaves-quota", "below-quota", "not-marked", "given-to-gone"}
"""Findings that stand on a rule: open where it is not stated."""

NEVER = {
    **dict.fromkeys(("meek-prf", "meek-nz", "warren"), BY_RULE - {"not-lowest"}),
    "ers97": {"below-quota", "not-marked"},
}
"""Findings that mean nothing under a rule: quotas that fall, elected candidates who still gain."""

BY_PARCEL = ("ers97", "ni-assembly-stv", "gregory-last-parcel")
"""Rules under which an exclusion may take several stages, one a value of its papers."""

OF_THE_EXCLUDED = {"not-lowest", "given-to-gone", "fate"}
"""Findings that mean nothing of who went out when all seats were filled and gave nothing away."""

FROM_TABLE = {
    "valid": "valid",
    "quota": "quota",
    "invalid": "rejected",
    "returned": "total_poll",
    "issued": "electorate",
}


def completed(declared: Declared) -> Declared:
    """The result with what its stage table says besides: figures, first preferences, elected."""
    table = declared.stages
    if table is None:
        return declared
    figures = dict(declared.figures)
    for name, field in FROM_TABLE.items():
        cell: Figure | None = getattr(table, field)
        if cell and name not in figures:
            figures[name] = Stated(cell)
    seats = declared.seats
    if seats is None and table.seats:
        seats = Stated(Figure(str(table.seats), Fraction(table.seats), 0))
    people = declared.candidates or tuple(_standing(row) for row in table.rows)
    people = tuple(_filled(one, table.rows) for one in people)
    return replace(declared, figures=figures, seats=seats, candidates=people)


def _standing(row: OfficialRow) -> Standing:
    elected = (row.status == "elected") if row.status else None
    return Standing(name=row.name, line=row.line, elected=elected, slate=row.party)


def _filled(one: Standing, rows: Sequence[OfficialRow]) -> Standing:
    if one.votes is not None:
        return one
    words = name_words(one.name)
    row = next((r for r in rows if name_words(r.name) == words), None)
    first = row.total(1) if row else None
    return replace(one, votes=Stated(first, row.line)) if first and row else one


def check_course(desk: Desk) -> None:
    """Every stage conserved, and what the rule says of stages."""
    table = desk.declared.stages
    if table is None:
        if desk.family.vote == "transferable":
            desk.ask("stages", "no stage table: the course of the count not checked")
        return
    rule = desk.family.rule.partition("@")[0].lower()
    held, slack = _held(desk, table), _slack(table, rule)
    hints = RuleHints(quota="", lowest_first=not desk.declared.constraint)
    strict = check_stages(held, hints)
    loose = check_stages(held, replace(hints, slack=slack)) if slack else strict
    found, surely = ([f for f in _kept(c, rule) if not _formal(f, held)] for c in (strict, loose))
    blank = _blank(held)
    for finding in found:
        sure = _remains(finding, surely) and not (finding.stage in blank and not finding.candidate)
        _state(desk, finding, sure, rule)
    if not found:
        desk.state(
            "stages",
            "ok",
            "No vote appears or vanishes at any stage",
            shown=(f"{plural(strict.stages, 'stage')} add up", "", _tested(strict)),
        )
    first_twice(desk, table)


def _held(desk: Desk, table: OfficialTable) -> OfficialTable:
    """The table with seats and quota as stated of the contest, and blanks as what they mean."""
    quota = desk.declared.stated("quota")
    fate = {name_words(c.name): c.elected for c in desk.declared.candidates}
    return replace(
        table,
        rows=tuple(
            _emptied(row) if fate.get(name_words(row.name)) is False else row for row in table.rows
        ),
        non_transferable=table.non_transferable and _begun(table.non_transferable),
        lost=table.lost and _begun(table.lost),
        seats=table.seats or desk.seats,
        quota=table.quota or (quota.figure if quota else None),
    )


def _emptied(row: OfficialRow) -> OfficialRow:
    """A candidate not elected, with nothing where the cells are blank from some stage on."""
    last = max((i for i, cell in enumerate(row.totals) if cell), default=-1)
    if last < 0 or last + 1 == len(row.totals) or any(row.transfers):
        return row
    nothing = Figure("0", Fraction(0), 0)
    return replace(row, totals=(*row.totals[: last + 1], nothing, *row.totals[last + 2 :]))


def _begun(row: OfficialRow) -> OfficialRow:
    """Votes that nobody holds: none where the first cells are blank."""
    first = next((i for i, cell in enumerate(row.totals) if cell), 0)
    nothing = Figure("0", Fraction(0), 0)
    return replace(row, totals=(*[nothing] * first, *row.totals[first:]))


def _blank(table: OfficialTable) -> set[int]:
    """Stages at which somebody who had votes has an empty cell: elected and no longer printed."""
    return {
        stage
        for row in table.rows
        for stage in range(2, table.stages + 1)
        if (before := row.total(stage - 1)) and before.value
        if not row.total(stage) and not row.transfer(stage)
    }


def _slack(table: OfficialTable, rule: str) -> Fraction:
    """How far a figure may be off because it was rounded to be printed."""
    places = DECIMALS.get(rule)
    if places is not None and table.places >= places:
        return Fraction(0)
    return Fraction(1, 2 * 10**table.places)


def _kept(check: StageCheck, rule: str) -> list[Finding]:
    never = NEVER.get(rule, set())
    return [f for f in check.findings if f.code not in ELSEWHERE and f.code not in never]


def _formal(finding: Finding, table: OfficialTable) -> bool:
    """True of a candidate called excluded at the end, whose papers never moved."""
    row = next((r for r in table.rows if r.name == finding.candidate), None)
    formal = row is not None and row.status == "excluded" and row.leaves() is None
    return formal and finding.code in OF_THE_EXCLUDED


def _remains(finding: Finding, surely: Sequence[Finding]) -> bool:
    """True where the same statement fails whatever was rounded, however it is worded."""
    place = (finding.code, finding.stage, finding.candidate)
    return any((f.code, f.stage, f.candidate) == place for f in surely)


def _state(desk: Desk, finding: Finding, sure: bool, rule: str) -> None:
    known = rule in DECIMALS or rule.startswith(("gregory", "meek", "warren", "irv"))
    parcels = finding.code == "leaves-nothing" and (rule in BY_PARCEL or not known)
    open_rule = parcels or (finding.code in BY_RULE and not known)
    where = f"stage {finding.stage}" if finding.stage else ""
    whose = ", ".join(p for p in (where, finding.candidate) if p)
    said = f"{finding.said[:1].upper()}{finding.said[1:]}"
    doubt = ""
    if not sure:
        doubt = "not so to the last digit; rounded figures or blank cells could explain it"
    elif open_rule:
        doubt = "not so, which some rules allow"
    desk.state(
        f"stage-{finding.code}",
        "?" if doubt else "FAIL",
        f"{said}: {doubt}" if doubt else f"{said}: not so here",
        shown=(
            f"{whose}: {finding.printed}".removeprefix(": "),
            "≠",
            f"{finding.expected} ({finding.said})",
        ),
        difference=_off(finding),
        basis=f"stage table, {rule or 'rule not stated'}",
    )


def _tested(check: StageCheck) -> str:
    return f"({plural(check.statements, 'statement')} over {plural(check.cells, 'figure')})"


def _off(finding: Finding) -> Fraction | None:
    """Printed less expected, where both are numbers of votes."""
    printed, expected = figure(finding.printed), figure(finding.expected)
    votes = finding.code not in ("fate", "not-marked", "seats")
    return printed.value - expected.value if printed and expected and votes else None


def first_twice(desk: Desk, table: OfficialTable) -> None:
    """Votes in the list of candidates are those of the first stage."""
    rows = {name_words(row.name): row for row in table.rows}
    for cell in desk.votes:
        row = rows.get(name_words(cell.name))
        first = row.total(1) if row else None
        if first and first.value != cell.value:
            desk.state(
                "again",
                "FAIL",
                f"{cell.name} has other first preferences in the stage table",
                shown=(cell.said, "≠", f"stage 1 {first.text}"),
                difference=cell.value - first.value,
                cells=[cell],
            )
