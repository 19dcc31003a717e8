"""The lines of a page, one after another, to the contests they state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from hustings.formats.result_columns import Columns
from hustings.formats.result_draft import finish
from hustings.formats.result_heads import may_be_title
from hustings.formats.result_joined import joined
from hustings.formats.result_numbers import Manner
from hustings.formats.result_page import LONGEST, Line
from hustings.formats.result_state import State
from hustings.formats.result_take_columns import take_columns, take_header
from hustings.formats.result_take_rows import (
    take_account,
    take_candidate,
    take_items,
    take_number,
    take_slate,
)
from hustings.formats.result_take_words import (
    take_heading,
    take_legend,
    take_round,
    take_section,
    take_source,
    take_text,
)
from hustings.model.declared import Declared

Take = Callable[[State, Line], bool]
IN_TABLE: tuple[Take, ...] = (take_header, take_columns)
IN_TEXT: tuple[Take, ...] = (
    take_source,
    take_round,
    take_legend,
    take_header,
    take_columns,
    take_slate,
    take_section,
    take_candidate,
    take_account,
    take_items,
    take_number,
    take_text,
)
"""Who is asked of a line, in turn; the last takes every line, and notes figures as unread."""


_LABELLED = re.compile(
    r"^(?:candidate|name|status|outcome)\s*:\s*(?P<what>[^\d]{2,80})$", re.IGNORECASE
)


class Reading:
    """Reads lines into a state; `title` and `columns` may be given beforehand."""

    def __init__(self, manner: Manner, file: str) -> None:
        self.state = State(manner)
        self.file = file

    def read(self, lines: Iterable[Line]) -> None:
        """All lines of a text."""
        for line in joined(lines):
            if len(line.text) < LONGEST:
                self._read(line)
            elif any(map(str.isdigit, line.text)):
                self.state.draft.miss(line.number, line.text)
        self.state.settle()

    def read_under(self, columns: Columns, lines: Iterable[Line]) -> None:
        """All rows of a table whose columns are known."""
        self.state.columns = columns
        self.read(lines)

    def _read(self, line: Line) -> None:
        state = self.state
        if found := _LABELLED.match(line.text):
            line = replace(line, text=found["what"], cells=(found["what"],))
        if state.wrapped is not None:
            line, state.wrapped = _joined(state.wrapped, line), None
        if line.table and any(take(state, line) for take in IN_TABLE):
            return
        if line.level and take_heading(state, line):
            return
        for take in IN_TEXT:
            if take(state, line):
                titled = take is take_text and may_be_title(line.text)
                state.words = line if titled else None
                return

    def results(self) -> tuple[Declared, ...]:
        """Every contest that states candidates or an account; no line with figures is lost."""
        found = [finish(draft, self.state.manner, self.file) for draft in self.state.drafts]
        kept = [one for one in found if _says(one)]
        lost = tuple(line for one in found if not _says(one) for line in one.unread)
        if kept and lost:
            kept[0] = replace(kept[0], unread=tuple(sorted({*kept[0].unread, *lost})))
        return tuple(kept)


def _says(one: Declared) -> bool:
    """True for a result with a candidate or a figure of papers or votes."""
    return bool(one.candidates or set(one.figures) - {"max_votes"} or one.rejected or one.slates)


def _joined(first: Line, second: Line) -> Line:
    """A name that went on in the next line."""
    text = first.text.rstrip()
    glue = "" if text.endswith(("-", "\u2010")) else " "
    cells = (f"{text}{glue}{second.cells[0].lstrip()}", *second.cells[1:])
    said = f"{text}{glue}{second.text.lstrip()}"
    return replace(second, text=said, cells=cells, number=first.number, gap=first.gap)


__all__ = ["Reading"]
