"""The count sheets OpenSTV and OpaVote print: stages down the page, candidates across it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hustings.formats.result_columns import StageCells

_HEAD = re.compile(r"^\s*R\s?\|")
_STAGE = re.compile(r"^\s*(\d{1,3})\s?\|(.*)$")
_MORE = re.compile(r"^\s*\|(.*)$")
_LINE = re.compile(r"^[\s|=+\-]*$")
_CELL = re.compile(r"^\s*-?\d*(?:\.\d+)?\s*$")
_NOT_PEOPLE = ("surplus", "threshold", "quota")


@dataclass(frozen=True, slots=True)
class StageSheet:
    """A sheet's rows as stage cells, its quota, what it says became of whom, the lines it took."""

    rows: tuple[StageCells, ...]
    quota: str
    said: tuple[tuple[int, str], ...]
    lines: tuple[int, ...]


@dataclass
class _Stage:
    number: int
    line: int
    figures: list[list[str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read_sheets(text: list[str]) -> list[StageSheet]:
    """Every such sheet of a text given as lines; a sheet that is cut or uneven is left alone."""
    begins = [i for i, line in enumerate(text) if _HEAD.match(line)]
    ends = [*begins[1:], len(text)]
    return [sheet for a, b in zip(begins, ends) if (sheet := _sheet(text, a, b)) is not None]


def _sheet(text: list[str], begin: int, end: int) -> StageSheet | None:
    head: list[list[str]] = [_cells(text[begin].partition("|")[2])]
    stages: list[_Stage] = []
    taken, last = [begin], begin
    for at in range(begin + 1, end):
        line = text[at]
        if _LINE.match(line):
            if "|" in line and line.replace("|", "").isspace() and not stages:
                head.append(_cells(line.partition("|")[2]))
            taken.append(at)
            continue
        if (found := _STAGE.match(line)) and _all_figures(found[2]):
            stages.append(_Stage(int(found[1]), at, [_cells(found[2])]))
        elif found := _MORE.match(line):
            _continue(head, stages, found[1])
        elif at - last > 3:
            break
        else:
            continue
        last = at
        taken.append(at)
    names = _names(head, stages)
    if not names or len(stages) < 1 or len(taken) < 3:
        return None
    return _made(names, stages, [t for t in taken if t <= last])


def _cells(text: str) -> list[str]:
    return text.rstrip("\n").removesuffix("|").split("|")


def _all_figures(text: str) -> bool:
    return bool(re.search(r"\d", text)) and all(_CELL.match(c) for c in text.split("|"))


def _continue(head: list[list[str]], stages: list[_Stage], text: str) -> None:
    """A line that goes on with the names, the figures or the words of a stage."""
    if not stages:
        head.append(_cells(text))
    elif _all_figures(text) and not stages[-1].words:
        stages[-1].figures.append(_cells(text))
    elif text.strip():
        stages[-1].words.append(text.strip())


def _names(head: list[list[str]], stages: list[_Stage]) -> list[str]:
    """The columns' names: each block of columns has as many lines as the others."""
    blocks = len(stages[0].figures) if stages else 0
    while blocks and len(head) % blocks and not any(c.strip() for c in head[-1]):
        head.pop()
    if not blocks or len(head) % blocks:
        return []
    height = len(head) // blocks
    names: list[str] = []
    for block in range(blocks):
        rows = head[block * height : (block + 1) * height]
        for column in range(len(rows[0])):
            parts = [row[column] if column < len(row) else "" for row in rows]
            wide = len(parts[0])
            joined = parts[0]
            for part in parts[1:]:
                joined = (
                    joined + part if len(joined.rstrip()) == wide else joined.rstrip() + " " + part
                )
                wide += len(part)
            names.append(" ".join(joined.split()))
    return names


def _made(names: list[str], stages: list[_Stage], taken: list[int]) -> StageSheet | None:
    table = [[c.strip() for block in s.figures for c in block] for s in stages]
    if any(len(row) != len(names) for row in table):
        return None
    rows, quota = [], ""
    for column, name in enumerate(names):
        cells = tuple(("stage", row[column]) for row in table)
        if name.casefold() in ("threshold", "quota"):
            quota = table[0][column]
        elif name and name.casefold() not in _NOT_PEOPLE:
            rows.append(StageCells(name, stages[0].line + 1, cells))
    said = tuple((s.number, " ".join(s.words)) for s in stages)
    return StageSheet(tuple(rows), quota, said, tuple(taken))


def fate_of(sheet: StageSheet, name: str) -> tuple[str, int] | None:
    """What the words of the sheet say became of a candidate, and at which stage."""
    for stage, words in sheet.said:
        for sentence in re.split(r"(?<=[a-z])\. ", words):
            if name in sentence and re.search(r"\b(?:is|are) elected\b|\belected\b", sentence):
                return "elected", stage
            if name in sentence and re.search(r"eliminating|eliminated|excluded", sentence):
                return "excluded", stage
    return None
