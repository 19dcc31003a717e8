"""Who follows, as a page: the answer, each reading with its line, what changes meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hustings.bodies.vacancy_result import Effect, InLine, Reading, RuleHeld, Vacancy
from hustings.bodies.vacancy_rules import cited_rule
from hustings.report import words
from hustings.report.blocks import Provenance, Table, hosts, sources, table
from hustings.report.plain_page import PlainPage, Section

MOST_NEXT = 3
"""How many of those who would come next are shown; JSON and CSV have them all."""
MOST_STAGES = 8
STATES = {"incompatible": "Took an office that may not be held too,"}
"""What became of a seat, where the word alone does not say it."""


def vacancy_page(vacancy: Vacancy, *, command: str = "") -> PlainPage:
    """The page of a vacancy; `command` is what makes the same one again."""
    sections = [_reading(vacancy, r) for r in vacancy.readings]
    further = (_meanwhile(vacancy), _later(vacancy), _after(vacancy), _assumed(vacancy))
    sections += [s for s in further if s]
    verb = "leaves" if vacancy.frees else "is suspended"
    return PlainPage(
        name=words.slug(f"vacancy-{vacancy.body_id}-{vacancy.person}-{vacancy.on}"),
        kicker="Who follows",
        title=f"Who follows if {vacancy.person} {verb}?",
        dek=_dek(vacancy),
        headline=vacancy.verdict,
        lead=tuple(_lead(vacancy)),
        sections=tuple(sections),
        notes=tuple(words.sentence(n) for n in vacancy.notes),
        provenance=_provenance(vacancy, command),
    )


def _dek(vacancy: Vacancy) -> str:
    section = f", {vacancy.section}" if vacancy.section else ""
    known = f", as known on {words.day(vacancy.as_of)}" if vacancy.as_of else ""
    became = STATES.get(vacancy.state, words.capital(vacancy.state))
    return f"{vacancy.body}{section}. {became} {words.day(vacancy.on)}{known}."


def _lead(vacancy: Vacancy) -> Iterable[str]:
    if vacancy.seat:
        yield words.sentence(vacancy.seat)
    if vacancy.frees:
        return
    if vacancy.effect:
        yield _effect(vacancy.effect)


def _reading(vacancy: Vacancy, reading: Reading) -> Section:
    label = f"Reading {reading.letter}" if len(vacancy.readings) > 1 else "The rule"
    named = f": {reading.contest}" if reading.contest else ""
    placed = any(one.fate != "unplaced" for one in reading.line)
    tables = [_line(reading)] if placed else []
    tables += [_stages(reading)] if reading.stages else []
    rule = reading.rule.source if reading.rule and not reading.rule.assumed else ""
    found = dict.fromkeys((*sources(rule), *sources(reading.source)))
    return Section(
        title=f"{label}{named}",
        sentences=tuple(_said(reading, len(vacancy.readings) > 1)),
        tables=tuple(tables),
        items=(*_passed_over(reading), *(words.sentence(n) for n in reading.notes)),
        sources=tuple(found),
    )


def _said(reading: Reading, many: bool) -> Iterable[str]:
    if many:
        yield f"{words.capital(reading.short)}."
    if reading.rule:
        yield f"{words.capital(cited_rule(reading.rule))}{_statement(reading.rule)}"
    if reading.why:
        yield words.sentence(reading.why)
    if reading.contest_id:
        when = f", declared {words.partial_day(reading.declared)}" if reading.declared else ""
        yield words.sentence(f"Contest {reading.contest_id}{when}. Order: {reading.order}")
    unplaced = [one.name for one in reading.line if one.fate == "unplaced"]
    if unplaced:
        yield f"Not elected, and their place is not known: {', '.join(unplaced)}."


def _statement(rule: RuleHeld) -> str:
    return f": {rule.statement}." if rule.statement else "."


def _line(reading: Reading) -> Table:
    shown, after = [], 0
    for one in reading.line:
        if one.fate == "unplaced":
            continue
        after += one.fate == "next"
        if one.fate != "next" or after <= MOST_NEXT:
            shown.append(one)
    hidden = max(after - MOST_NEXT, 0)
    strong = [i for i, one in enumerate(shown) if one.fate in ("follows", "tied")]
    return table(
        f"line-{reading.letter}",
        "In line",
        [">Place", "Candidate", ">Votes", "Fate"],
        [_cells(one) for one in shown],
        note=f"And {hidden} more behind them." if hidden else "",
        strong=strong,
    )


def _cells(one: InLine) -> list[str]:
    place = "–" if one.place is None else str(one.place)
    fate = {"next": "next in line", "skipped": "passed over"}.get(one.fate, one.fate)
    return [place, one.name, _votes(one.votes), fate]


def _passed_over(reading: Reading) -> Iterable[str]:
    """Why somebody in line does not follow, with where that comes from."""
    for one in reading.line:
        if one.fate == "skipped":
            source = "" if one.source == "as given" else hosts(sources(one.source))
            given = " (as given)" if one.source == "as given" else ""
            end = f" ({source})" if source else given
            yield f"{one.name} is passed over: {one.why.rstrip('.')}{end}."


def _stages(reading: Reading) -> Table:
    """A countback's stages, candidates down, the last stages where there are many."""
    stages = reading.stages[:1] + reading.stages[1:][-(MOST_STAGES - 1) :]
    in_line = [one.name for one in reading.line]
    names = [n for n in in_line if n in stages[0][1]]
    names += [n for n in stages[0][1] if n not in in_line]
    left = len(reading.stages) - len(stages)
    acts = "; ".join(f"{n}: {act}" for n, (act, _) in enumerate(stages, 1))
    more = f"{left} stages between the first and these are not shown. " if left else ""
    return table(
        f"stages-{reading.letter}",
        "The countback, stage by stage",
        ["Candidate", *(f">{n}" for n in range(1, len(stages) + 1))],
        [[name, *(_short(votes.get(name, "")) for _, votes in stages)] for name in names],
        note=f"{more}Votes are exact; here to two places. {acts}.",
    )


def _votes(exact: str) -> str:
    """Votes for the table of the line; a long exact number to two places."""
    if not exact or ("." in exact and len(exact) < 8):
        return exact or "–"
    return _short(exact)


def _short(exact: str) -> str:
    """An exact number of votes cut to two places."""
    value = Fraction(exact or 0)
    if value.denominator == 1:
        return f"{value.numerator:,}"
    hundredths = value.numerator * 100 // value.denominator
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"


def _meanwhile(vacancy: Vacancy) -> Section | None:
    if vacancy.effect is None or not vacancy.frees:
        return None
    return Section("While the seat is empty", (_effect(vacancy.effect),))


def _effect(effect: Effect) -> str:
    part = (
        f"{effect.voting_after} of {effect.seats} seats can then vote, {effect.voting_before} "
        f"before. When all of them vote, {effect.majority_after} votes carry a question"
    )
    same = effect.majority_after == effect.majority_before
    part += ", as before" if same else f", {effect.majority_before} before"
    if effect.voting_after % 2 == 0 and effect.voting_before % 2:
        part += f"; {effect.voting_after // 2} to {effect.voting_after // 2} becomes possible"
    quorum = f" The quorum is {effect.quorum}." if effect.quorum is not None else ""
    number = effect.clause[:1].isdigit()
    clause = f" ({'clause ' if number else ''}{effect.clause})" if effect.clause else ""
    return f"{part}.{quorum}{clause}"


def _later(vacancy: Vacancy) -> Section | None:
    if not vacancy.later:
        return None
    return Section("Later rules", items=tuple(words.sentence(one) for one in vacancy.later))


def _after(vacancy: Vacancy) -> Section | None:
    if not vacancy.afterwards:
        return None
    found = [s for one in vacancy.afterwards for s in sources(one.source)]
    return Section(
        "What happened (not used for the answer)",
        items=tuple(f"{words.partial_day(one.on)}: {one.said}." for one in vacancy.afterwards),
        sources=tuple(dict.fromkeys(found)),
    )


def _assumed(vacancy: Vacancy) -> Section | None:
    said = (*vacancy.assumptions, *(vacancy.effect.assumed if vacancy.effect else ()))
    if not said:
        return None
    return Section("Assumed", items=tuple(words.sentence(one) for one in said))


def _provenance(vacancy: Vacancy, command: str) -> Provenance:
    from hustings import __version__

    where = f"{vacancy.record}/{vacancy.body_id}" if vacancy.record else vacancy.body
    cite = f"hustings {__version__}, who follows {vacancy.person} on {where}, {vacancy.on}."
    rules = [r.rule.id for r in vacancy.readings if r.rule and r.rule.id]
    facts = [("body", where), ("day", vacancy.on.isoformat())]
    facts += [("rules", ", ".join(dict.fromkeys(rules)))] if rules else []
    return Provenance(cite, tuple(facts), command)
