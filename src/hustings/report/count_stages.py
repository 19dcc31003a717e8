"""The stage table: candidates by stages, in the shape of the official sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hustings.model.count import Count, Stage
from hustings.report import words
from hustings.report.blocks import Column, Table
from hustings.report.count_numbers import Printed, fitted, short_names

NAME, GAP, LEAST = 24, 3, 11
"""Letters of a name, between columns, and of the narrowest column in text."""
MARKS = {"elected": "E", "excluded": "x", "seat vacant": "V", "removed": "r", "": " "}
MEANING = {
    "elected": "E elected",
    "excluded": "x excluded at that stage",
    "seat vacant": "V a seat that stays vacant",
    "removed": "r removed after the count",
}
FATES = {"vacant seat": "seat left vacant", "removed": "not elected, removed"}
"""What a page says where the bare word would be taken for something else."""
ACTS = {
    "replace lowest": ("replacement", "by"),
    "remove lowest": ("removal", "of"),
    "size shift": ("size shift", "to"),
}
"""Acts after a count, as a noun, with the word before who comes in."""


@dataclass(frozen=True, slots=True)
class StageHead:
    """A stage's number and what was done: `surplus of Quill`, `Larch excluded`."""

    number: int
    act: str
    verb: str
    of: str
    clause: str


@dataclass(frozen=True, slots=True)
class StageCell:
    """What changed at a stage and what stands at its end; `mark` is a key of `MARKS`."""

    change: str
    total: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class StageRow:
    """A candidate, or a line of the account (`kind` is candidate, rest, total or quota)."""

    name: str
    status: str
    cells: tuple[StageCell, ...]
    kind: str = "candidate"
    elected: bool = False


@dataclass(frozen=True, slots=True)
class StageTable:
    """All stages: the elected first in their order, then who stayed longest."""

    heads: tuple[StageHead, ...]
    rows: tuple[StageRow, ...]
    note: str


def stage_table(count: Count) -> StageTable:
    """The stages of a count, printed for people."""
    said = Printed(count)
    rows = [_candidate(count, c, said) for c in by_outcome(count)]
    return StageTable(
        heads=tuple(_head(count, stage) for stage in count.stages),
        rows=(*rows, *_account(count, said)),
        note=said.note,
    )


def _head(count: Count, stage: Stage) -> StageHead:
    of = _of(count, stage, short=True)
    verb = ACTS.get(stage.act, (stage.act,))[0]
    return StageHead(stage.number, act_of(count, stage, short=True), verb, of, stage.clause)


def by_outcome(count: Count) -> list[int]:
    """Candidates: the elected in order, then those who stayed longest, the withdrawn last.

    Seats left vacant by re-open nominations stand after the elected, in their order.
    """
    out = {o.candidate: s.number for s in count.stages for o in s.excluded}
    away = {*count.terms.withdrawn, *count.terms.after_issue}
    last = count.stages[-1].votes if count.stages else ()

    def place(c: int) -> tuple[object, ...]:
        if c in count.elected:
            return (0, count.elected.index(c), 0, 0)
        if count.candidates[c] in away:
            return (3, 0, 0, c)
        word, at, _ = count.fate(c)
        if word == "vacant seat":
            return (1, at, 0, c)
        left = out.get(c, len(count.stages) + 1)
        before = count.stages[left - 2].votes[c] if c in out and left > 1 else last[c]
        return (2, -left, -before, c)

    return sorted(range(len(count.candidates)), key=place)


def act_of(count: Count, stage: Stage, *, short: bool = False) -> str:
    """What was done: `surplus of Ada Quill`, `exclusion of Bo Larch and Cy Venn`."""
    of = _of(count, stage, short=short)
    act, link = ACTS.get(stage.act, (stage.act, "of"))
    return f"{act} {link} {of}" if of else act


def _of(count: Count, stage: Stage, *, short: bool) -> str:
    names = short_names(count.candidates) if short else count.candidates
    of = [names[c] for c in stage.of]
    if short and len(of) > 2:
        of = [of[0], f"{len(of) - 1} more"]
    return words.listed(of)


def _candidate(count: Count, c: int, said: Printed) -> StageRow:
    word, at, _ = count.fate(c)
    if word == "withdrawn":
        return StageRow(count.candidates[c], word, tuple(StageCell("", "") for _ in count.stages))
    status = fate_said(count, word, at)
    gone = at if word == "excluded" else len(count.stages) + 1
    cells = tuple(
        StageCell("", "")
        if stage.number > gone and not stage.votes[c]
        else StageCell(
            _change(count, stage, c, said), said.votes(stage.votes[c]), _mark(count, stage, c)
        )
        for stage in count.stages
    )
    return StageRow(count.candidates[c], status, cells, elected=word == "elected")


def _change(count: Count, stage: Stage, c: int, said: Printed) -> str:
    if stage.number == 1:
        return ""
    change = stage.votes[c] - count.stages[stage.number - 2].votes[c]
    return said.change(change) if change else "–"


def fate_said(count: Count, word: str, at: int) -> str:
    """What became of a candidate, in the words of a page: `excluded, stage 3`."""
    said = FATES.get(word, word)
    return f"{said}, stage {at}" if at and len(count.stages) > 1 else said


def _mark(count: Count, stage: Stage, c: int) -> str:
    word = count.fate(c)[0]
    if any(found.candidate == c for found in stage.elected):
        return "seat vacant" if word == "vacant seat" else "elected"
    if any(found.candidate == c for found in stage.excluded):
        return "removed" if word == "removed" else "excluded"
    return ""


def marks_note(made: StageTable) -> str:
    """What the letters of the text table mean, those that are in it."""
    used = {cell.mark for row in made.rows for cell in row.cells}
    return f"{', '.join(said for mark, said in MEANING.items() if mark in used)}."


def _account(count: Count, said: Printed) -> Iterator[StageRow]:
    """The votes nobody holds, the sum that never changes, and the quota."""
    if not count.stages:
        return
    unused = [s.non_transferable for s in count.stages]
    lost = [s.lost for s in count.stages]
    if any(unused):
        yield StageRow(words.capital(count.unused_word), "", _moved(unused, said), "rest")
    if any(lost):
        yield StageRow("Lost to rounding", "", _moved(lost, said), "rest")
    sums = [sum(s.votes) + s.non_transferable + s.lost for s in count.stages]
    yield StageRow("Total", "", tuple(StageCell("", said.votes(n)) for n in sums), "total")
    if any(s.quota is not None for s in count.stages):
        quota = [s.quota for s in count.stages]
        cells = tuple(StageCell("", "" if q is None else said.votes(q)) for q in quota)
        yield StageRow("Quota", "", cells, "quota")


def _moved(numbers: Sequence[int | object], said: Printed) -> tuple[StageCell, ...]:
    cells = []
    for i, now in enumerate(numbers):
        change = now - numbers[i - 1] if i else 0  # type: ignore[operator]
        cells.append(StageCell(said.change(change) if change else "", said.votes(now)))  # type: ignore[arg-type]
    return tuple(cells)


def text_blocks(made: StageTable, width: int) -> tuple[Table, ...]:
    """The totals of all stages as tables no wider than `width`, those long out left away.

    A count of one stage has none: its votes stand beside the outcomes.
    """
    if len(made.heads) < 2:
        return ()
    step = _together(made, width)
    starts = range(0, len(made.heads), step)
    return tuple(_block(made, i, min(i + step, len(made.heads))) for i in starts)


def _together(made: StageTable, width: int) -> int:
    """How many stages stand side by side, so that all blocks are about as wide."""
    wide = max(LEAST, *(len(cell.total) for row in made.rows for cell in row.cells))
    most = max(1, (width - 2 - _widest(made)) // (GAP + 2 + wide))
    count = -(-len(made.heads) // most)
    return -(-len(made.heads) // count)


def _widest(made: StageTable) -> int:
    return min(NAME, max(len(row.name) for row in made.rows))


def _block(made: StageTable, start: int, end: int) -> Table:
    here = [row for row in made.rows if row.kind != "candidate" or _there(row, start, end)]
    gone = sum(row.kind == "candidate" for row in made.rows) - sum(
        row.kind == "candidate" for row in here
    )
    columns = [Column("Candidate")]
    for head in made.heads[start:end]:
        wide = max(LEAST, *(len(row.cells[head.number - 1].total) for row in made.rows))
        lines = (str(head.number), *(_cut(t, wide) for t in _lines(head)))
        columns.append(Column("\n".join(f"{t}  " for t in lines), number=True))
    rows = tuple(
        (fitted(row.name, NAME), *(_text(cell) for cell in row.cells[start:end])) for row in here
    )
    line = sum(row.kind == "candidate" for row in here)
    strong = tuple(i for i, row in enumerate(here) if row.elected)
    first, last = made.heads[start].number, made.heads[end - 1].number
    title = f"Stage {first}" if first == last else f"Stages {first} to {last}"
    note = (
        f"{words.capital(words.counted(gone, 'candidate'))} out before: left away." if gone else ""
    )
    return Table(f"stages-{first}", title, tuple(columns), rows, note, line, strong)


def _lines(head: StageHead) -> tuple[str, str]:
    """What was done in two short lines: `exclusion`, `Larch`; `first`, `preferences`."""
    if head.of:
        return head.verb, head.of
    first, _, rest = head.verb.partition(" ")
    return first, rest


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _there(row: StageRow, start: int, end: int) -> bool:
    """True when a candidate's row says anything in these stages."""
    return any(cell.total for cell in row.cells[start:end]) or (
        not start and not row.cells[0].total
    )


def _text(cell: StageCell) -> str:
    return f"{cell.total} {MARKS[cell.mark]}" if cell.total else ""
