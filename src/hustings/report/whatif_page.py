"""A what-if as a page: before, after, difference and tipping point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hustings.report import parts, words
from hustings.report.blocks import KeyNumber, Provenance, Stated, Table, Term, table
from hustings.report.board import Board, board
from hustings.report.forecast_page import MovedRow, interval, provenance_facts, turned
from hustings.report.parts import GridBlock, Ladder
from hustings.scenario.results import WhatIf

SHOWN = 8


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """Everything a what-if has to say, ready to print."""

    name: str
    title: str
    dek: str
    headline: str
    lead: tuple[str, ...]
    numbers: tuple[KeyNumber, ...]
    changes: tuple[str, ...]
    moved: tuple[MovedRow, ...]
    rest: str
    table: Table
    board: Board
    ladder_before: Ladder
    ladder: Ladder
    grid: GridBlock | None
    assumptions: tuple[Stated, ...]
    health: tuple[tuple[str, str], ...]
    provenance: Provenance
    glossary: tuple[Term, ...]


def whatif_page(w: WhatIf, *, command: str = "") -> WhatIfPage:
    """The page of a what-if; `command` is what makes the same one again."""
    names = {c.id: c.name for c in (*w.before.candidates, *w.after.candidates)}
    was = {c.id: c.p_seat for c in w.before.candidates}
    focus = w.focus
    now = board(w.after.candidates, w.after.seats, focus=focus, before=was)
    then = board(w.before.candidates, w.before.seats, focus=focus)
    shown = _moved(now, then)
    ladder = parts.ladder(w.after.last_seat, w.after.first_out, names, w.after.seats)
    return WhatIfPage(
        name=words.slug(f"whatif-{w.contest}-{w.as_of}"),
        title=f"What if: {words.tidy('; '.join(w.changes)) or 'nothing changed'}",
        dek=_dek(w),
        headline=_headline(w, names, focus),
        lead=_lead(w, ladder),
        numbers=_numbers(w, names, focus, ladder),
        changes=w.changes,
        moved=tuple(row for _, row in shown),
        rest=_rest(len(names) - len(shown)),
        table=_table(shown, focus),
        board=now,
        ladder_before=parts.ladder(w.before.last_seat, w.before.first_out, names, w.before.seats),
        ladder=ladder,
        grid=parts.grid_block(w.grid, names),
        assumptions=parts.stated(w.assumptions),
        health=tuple((k.replace("_", " "), words.figure(v)) for k, v in w.health.items()),
        provenance=_provenance(w, command),
        glossary=parts.GLOSSARY,
    )


def _moved(now: Board, then: Board) -> list[tuple[str, MovedRow]]:
    after = {row.id: row.p for row in now.everyone}
    before = {row.id: row.p for row in then.everyone}
    names = {row.id: row.name for row in (*then.everyone, *now.everyone)}

    def weight(c: str) -> float:
        return -abs(after.get(c, 0.0) - before.get(c, 0.0))

    kept = set(sorted(names, key=weight)[:SHOWN])
    return [
        (c, MovedRow(names[c], before.get(c, 0.0), after.get(c, 0.0)))
        for c in names
        if c in kept and round(100 * weight(c)) != 0
    ]


def _headline(w: WhatIf, names: dict[str, str], focus: str) -> str:
    before, after = _odds_of(w, focus)
    if before is None or after is None:
        gone = names.get(focus, focus)
        return f"{gone} stands on one side only; the table shows who gains." if gone else ""
    name = names.get(focus, focus)
    if words.hundredths(before) == words.hundredths(after):
        return f"{name} stays at {words.chances(after)} of a seat."
    verb = "fall" if after < before else "rise"
    return f"The odds of {name} {verb} from {words.hundredths(before)} to {words.chances(after)}."


def _odds_of(w: WhatIf, focus: str) -> tuple[float | None, float | None]:
    before = next((c.p_seat for c in w.before.candidates if c.id == focus), None)
    after = next((c.p_seat for c in w.after.candidates if c.id == focus), None)
    return before, after


def _dek(w: WhatIf) -> str:
    seats = words.capital(words.counted(w.after.seats, "seat"))
    if w.before.seats != w.after.seats:
        seats = f"{words.capital(words.number(w.before.seats))} seats before, {w.after.seats} after"
    return (
        f"{w.label}, as known on {words.day(w.as_of)}. {seats}. World: {w.world}. The same luck on "
        "both sides, so every difference comes from the change."
    )


def _lead(w: WhatIf, ladder: Ladder) -> tuple[str, ...]:
    sentences = [words.sentence(w.tipping.text) if w.tipping and w.tipping.text else ""]
    if w.loss is not None:
        gains = w.loss.median < 0
        verb, of = ("adds", "on top of") if gains else ("costs", "of")
        sentences.append(
            f"The change {verb} {interval(turned(w.loss))} {of} all votes otherwise won."
        )
    if w.cast is not None:
        sentences.append(f"Ballots already in by then: {interval(w.cast)}.")
    sentences.append(_after(ladder.sentence))
    return tuple(s for s in sentences if s)


def _after(text: str) -> str:
    return f"Afterwards: {text[:1].lower()}{text[1:]}" if text else ""


def _numbers(w: WhatIf, names: dict[str, str], focus: str, ladder: Ladder) -> tuple[KeyNumber, ...]:
    numbers = []
    before, after = _odds_of(w, focus)
    if before is not None and after is not None:
        change = f"{words.odds(before)} before, {words.points(before, after)} points"
        numbers.append(KeyNumber(words.odds(after), f"{names[focus]}: odds of a seat", change))
    if w.tipping and w.tipping.follow is not None:
        detail = f"about {words.about(w.tipping.ballots)} ballots" if w.tipping.ballots else ""
        numbers.append(
            KeyNumber(words.share(w.tipping.follow), "of later voters make it even", detail)
        )
    if ladder.out:
        first = ladder.out[0]
        nth = words.ordinal(w.after.seats + 1)
        numbers.append(KeyNumber(words.odds(first.p), f"{first.name} finishes {nth}", "first out"))
    return tuple(numbers)


def _rest(others: int) -> str:
    if others <= 0:
        return ""
    verb = "moves" if others == 1 else "move"
    return f"and {words.counted(others, 'other', 'others')} {verb} less"


def _table(shown: Sequence[tuple[str, MovedRow]], focus: str) -> Table:
    return table(
        "moved",
        "Odds of a seat before and after",
        ["Candidate", ">Before", ">After", ">Points"],
        [
            [r.name, words.odds(r.before), words.odds(r.after), words.points(r.before, r.after)]
            for _, r in shown
        ],
        strong=[i for i, (c, _) in enumerate(shown) if c == focus],
    )


def _provenance(w: WhatIf, command: str) -> Provenance:
    cite = (
        f"hustings {w.version}, what-if on {w.label} ({words.tidy('; '.join(w.changes))}) as known "
        f"on {words.day(w.as_of)}, record {w.record}, data {w.data_sha256[:12]}, seed {w.seed}, "
        f"{w.draws:,} draws."
    )
    facts = provenance_facts(
        w.record, w.contest, w.as_of, w.seed, w.draws, w.data_sha256, w.version
    )
    return Provenance(cite, facts, command)
