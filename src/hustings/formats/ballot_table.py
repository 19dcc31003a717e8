"""Tables: one column a rank, holding names, or one column a candidate: ranks, marks, points."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hustings.formats.ballot_cells import Words, careful_cells, quick_cells
from hustings.formats.ballot_columns import Grid, by_candidate, by_rank, papers_column
from hustings.formats.ballot_faults import quoted
from hustings.formats.ballot_form import (
    Form,
    Said,
    Wish,
    cannot_say,
    check_size,
    finish,
    refuse_twice,
)
from hustings.formats.ballot_scan import OddLines
from hustings.formats.ballot_source import Source
from hustings.model.profile import BallotFile, Profile, ranks_of

PAPERS = frozenset(
    ("ballots", "count", "counts", "weight", "papers", "votes", "num_ballots", "multiplier")
)
MOST_SLOWLY = 2**28
"""Cells that the careful way takes on."""
ASIDE: frozenset[str] = frozenset(
    (
        "id ballot ballot_id ballotid ballot id cvr cvr_id precinct ward district voter voter_id "
        "voterid voter id timestamp batch batch_id box valid final_pile tabulator note notes"
    ).split()
) | {"ballot id", "voter id", "paper", "serial", "paper number"}
ASIDE |= frozenset(
    "email;e-mail;email address;e-mail address;username;ip address;start time;completion time;"
    "name;your name;voter name;respondent;submitted at;submission date".split(";")
)
_RANKED = re.compile(
    r"(?:choice|rank|ranking|pref|preference|vote|selection)[ _#-]*([0-9]{1,5})"
    r"|([0-9]{1,5})(?:st|nd|rd|th)?[ _-]*(?:choice|rank|pref|preference|vote)",
    re.I,
)


_QUESTION = re.compile(r"(.*\S)\s*\[([^\[\]]*\S[^\[\]]*)\]\s*")


@dataclass(frozen=True)
class Layout:
    """Where things stand: `columns` in order of rank or as written, `papers` None for one each."""

    separator: str
    header: tuple[str, ...]
    columns: tuple[int, ...]
    papers: int | None
    ranked: bool
    aside: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The heads of the columns."""
        return [self.header[k] for k in self.columns]


def layout(header: Sequence[str], separator: str, variant: str) -> Layout:
    """What a header says; columns of known side matters (precinct, id, ...) are left aside."""
    low = [name.strip().lower() for name in header]
    papers = next((k for k, name in enumerate(low) if name in PAPERS), None)
    places = {
        k: int(next(filter(None, match.groups())))
        for k, name in enumerate(header)
        if (match := _RANKED.fullmatch(name.strip())) and k != papers
    }
    ranked = bool(places) if not variant else variant == "choices"
    if places and (ranked or not variant):
        columns = sorted(places, key=lambda k: places[k])
        ranked = True
    else:
        columns = [k for k, name in enumerate(low) if k != papers and (name not in ASIDE) and name]
    taken = {*columns, papers}
    left = [name for k, name in enumerate(header) if k not in taken]
    return Layout(
        separator, tuple(header), tuple(columns), papers, ranked, tuple(x for x in left if x)
    )


def question(header: Sequence[str]) -> tuple[dict[int, str], list[str]]:
    """`Rank the candidates [Ann]`: the column and name of each; else none, and several questions.

    A survey writes its question before each name in brackets; one question a file can be read.
    """
    heads = {k: match for k, head in enumerate(header) if (match := _QUESTION.fullmatch(head))}
    asked = [match[1] for match in heads.values()]
    once = sorted(set(asked))
    if len(once) == 1 and len(asked) > 1:
        return {k: match[2].strip() for k, match in heads.items()}, []
    return {}, once if len(once) > 1 and all(asked.count(q) > 1 for q in once) else []


def survey_layout(header: Sequence[str], separator: str, variant: str) -> Layout:
    """The layout of a header; in a survey's grid every column outside the grid is left aside."""
    grid, _ = question(header)
    plan = layout([grid.get(k, head) for k, head in enumerate(header)], separator, variant)
    if not grid:
        return plan
    columns = tuple(k for k in plan.columns if k in grid)
    aside = tuple(head for k, head in enumerate(header) if k not in columns and head)
    return replace(plan, columns=columns, papers=None, aside=aside)


def looks(source: Source) -> bool:
    """A first line of several cells."""
    return _separator(source.head.split("\n", 1)[0]) is not None


def read(source: Source, wish: Wish) -> BallotFile:
    """Read a table; csv:ranks, csv:marks, csv:scores and csv:choices say which kind it is."""
    faults = source.faults
    plan, line, at = _header(source, wish.variant)
    rows = source.utf8.count(b"\n") + 1
    check_size(rows, len(plan.header))
    try:
        grid = _quick(source, plan, line, at)
    except OddLines:
        check_size(rows, len(plan.header), MOST_SLOWLY)
        grid = careful_grid(source, plan)
    faults.stop()
    if plan.aside:
        what = f"columns left aside: {', '.join(map(quoted, plan.aside[:8]))}"
        faults.note(1, "columns-aside", what, "Rename a column if it is a candidate.")
    names, profile = read_grid(grid, plan, source, wish.variant)
    faults.stop()
    if profile is None:
        step = "Check the columns, or name the form: csv:ranks, csv:marks, csv:scores, csv:choices."
        raise faults.fail(0, "no-candidates", "no candidate is named", step)
    return finish(source, "csv", Said(names), profile)


def read_grid(
    grid: Grid, plan: Layout, source: Source, variant: str
) -> tuple[list[str], Profile | None]:
    """The papers of a grid whose columns are known."""
    if not len(grid.codes):
        source.faults.add(0, "no-ballots", "there is not one ballot", "Check the file.")
        return plan.names, None
    if plan.ranked:
        return by_rank(grid, source.faults, "choices" if variant == "choices" else "ranked")
    return plan.names, by_candidate(grid, plan.names, source.faults, variant)


def _separator(line: str) -> str | None:
    """The separator that cuts the first line into most cells."""
    bare = re.sub(r'"[^"]*"', "", line)
    counts = {mark: bare.count(mark) for mark in ",\t;|"}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else None


def _header(source: Source, variant: str) -> tuple[Layout, int, int]:
    """The layout, the line the first ballot stands on, and where in the bytes that is."""
    data = source.utf8
    cut = data.find(b"\n") + 1 or len(data)
    first = data[:cut].decode()
    separator = _separator(first) or ","
    try:
        cells = next(csv.reader(io.StringIO(first, newline=""), delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        step = "Write one head a column in line 1."
        raise source.faults.fail(1, "bad-header", "line 1 is no header", step) from None
    heads = [cell.strip() for cell in cells]
    if several := question(heads)[1]:
        what = f"{len(several)} questions: {', '.join(map(quoted, several[:8]))}"
        step = "Keep the columns of one question and save that as a file of its own."
        raise source.faults.fail(1, "several-questions", what, step)
    plan = survey_layout(heads, separator, variant)
    if not plan.columns:
        step = "Name columns choice1, choice2, ..., or one column a candidate."
        raise source.faults.fail(1, "bad-header", "no column of choices or candidates", step)
    if not plan.ranked and all(name.isdigit() for name in plan.names):
        what = "line 1 holds numbers, not names"
        step = "Write the candidates' names (or choice1, choice2, ...) in line 1."
        raise source.faults.fail(1, "bad-header", what, step)
    return plan, 2, cut


def _quick(source: Source, plan: Layout, line: int, at: int) -> Grid:
    """Cells without quotes, as arrays."""
    words, weights = Words(), Words()
    parts: list[Any] = []
    papers: list[Any] = []
    wanted, every = list(plan.columns), list(range(len(plan.header)))
    mark = ord(plan.separator)
    for raw, starts, lengths in quick_cells(source.utf8, at, mark, len(plan.header)):
        if wanted != every:
            starts_wanted, lengths_wanted = starts[:, wanted], lengths[:, wanted]
        else:
            starts_wanted, lengths_wanted = starts, lengths
        part = words.codes_of(raw, starts_wanted.ravel(), lengths_wanted.ravel())
        parts.append(
            part.reshape(-1, len(wanted)).astype(
                np.uint16 if len(words.found) < 65_000 else np.int32
            )
        )
        if plan.papers is not None:
            column = plan.papers
            papers.append(weights.codes_of(raw, starts[:, column], lengths[:, column]))
    return _grid(parts, words.texts, papers, weights.texts, lambda row: row + line, source, plan)


def careful_grid(source: Source, plan: Layout) -> Grid:
    """The same by `csv`, with the line of every fault."""
    words, weights = Words(), Words()
    rows: list[list[int]] = []
    papers: list[int] = []
    lines: list[int] = []
    for line, cells in list(careful_cells(source.text, plan.separator, source.faults))[1:]:
        if len(cells) > len(plan.header) and any(cells[len(plan.header) :]):
            what = f"{len(cells)} cells under {len(plan.header)} heads"
            source.faults.add(line, "too-many-cells", what, "Quote cells that hold separators.")
        cells += [""] * (len(plan.header) - len(cells))
        rows.append([words.code(cells[k].encode()) for k in plan.columns])
        if plan.papers is not None:
            papers.append(weights.code(cells[plan.papers].encode()))
        lines.append(line)
    part = np.array(rows, np.int32).reshape(-1, len(plan.columns))
    counted = [np.array(papers, np.int32)]
    return _grid([part], words.texts, counted, weights.texts, lines.__getitem__, source, plan)


def _grid(
    parts: list[Any],
    words: list[str],
    papers: list[Any],
    weights: list[str],
    line: Any,
    source: Source,
    plan: Layout,
) -> Grid:
    empty = np.zeros((0, len(plan.columns)), np.int32)
    codes = np.concatenate(parts) if parts else empty
    counted = None
    if plan.papers is not None and len(codes):
        counted = papers_column(np.concatenate(papers), weights, line, source.faults)
    return Grid(codes, words, line, counted)


def write(ballots: BallotFile) -> str:
    """One column a candidate and one of papers; blank where there is no rank, 0 where no mark."""
    profile = ballots.profile
    if ballots.withdrawn:
        raise cannot_say("csv", "who withdrew", "Write blt or packed.")
    names = list(profile.candidates)
    plan = survey_layout([*names, "ballots"], ",", "")
    plain = all(name.isprintable() and name == name.strip() for name in names)
    sure = (
        not question(names)[1]
        and plan.names == names
        and plan.papers == len(names)
        and not plan.ranked
    )
    if not sure or all(map(str.isdigit, names)) or not plain:
        what = "these names, which it would take for other columns"
        raise cannot_say("csv", what, "Write blt or packed.")
    if profile.kind != "scores":
        refuse_twice("csv", profile, "Write blt or packed.")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow([*names, "ballots"])
    sheet = csv.writer(out, lineterminator="\n")
    for row, papers in profile.grouped().items():
        sheet.writerow([*_cells(row, profile), papers])
    return out.getvalue()


def _cells(row: Sequence[int], profile: Profile) -> list[int | str]:
    count = len(profile.candidates)
    if profile.kind == "scores":
        return [cell - 1 if cell else "" for cell in row]
    if profile.kind == "choices":
        return [int(k in row) for k in range(1, count + 1)]
    cells: list[int | str] = [""] * count
    for place, rank in enumerate(ranks_of(row, profile.tied, profile.skipped), 1):
        for number in rank:
            cells[number - 1] = place
    return cells


FORM = Form(
    name="csv",
    about="tables: choice1, choice2, ... with names, or a column a candidate",
    extensions=("csv", "tsv", "txt"),
    looks=looks,
    read=read,
    write=write,
    variants=("ranks", "marks", "scores", "choices"),
    order=90,
)
