"""Lines of words: headings, sections, legends, sources, names that stand alone."""

from __future__ import annotations

import re
from dataclasses import replace

from hustings.formats.result_candidate import Row, is_name, read_items, read_row
from hustings.formats.result_heads import (
    REFUSED,
    ROUND,
    SAID_ELECTED,
    SLATES,
    SOURCE,
    announces,
    goes_on,
    is_part,
    legend_of,
    may_be_title,
    names_contest,
    section_of,
    sections_in,
    weight,
)
from hustings.formats.result_numbers import numbers, without_dates
from hustings.formats.result_page import Line
from hustings.formats.result_state import State
from hustings.model.declared import Standing

_BETWEEN = re.compile(r";|,\s(?:and\s)?|\sand\s|\s&\s")


def take_heading(state: State, line: Line) -> bool:
    """A marked heading: a section, a part of a result, or the title of a contest."""
    state.settle()
    state.columns = None if not line.table else state.columns
    if take_section(state, line):
        return True
    state.rule(line.text)
    if is_part(line.text) and not state.draft.empty:
        state.refused, state.by_slate = bool(REFUSED.search(line.text)), False
        state.section = None
        return not state.counts_in(line)
    if state.draft.standings:
        state.open(line)
    else:
        state.titled(line)
    return True


def take_section(state: State, line: Line) -> bool:
    """`Elected`, `Not elected: ...`, `Rejected papers`, `Slate totals`."""
    text = line.text.strip()
    counts = state.counts_in(line)
    if SLATES.search(text) and not counts:
        state.by_slate = True
        return True
    if not counts and REFUSED.search(text) and len(text) < 90 and text.count(" ") < 9:
        state.refused = True
    found = section_of(text)
    if found is None:
        return False
    elected, rest = found
    if not rest and state.counts and state.section is None:
        last, row = state.counts[-1]
        marked = replace(row, standing=replace(row.standing, elected=elected))
        state.counts[-1] = (last, marked)
        return True
    state.settle()
    if rest:
        return _listed(state, line, elected, rest)
    state.section, state.by_slate, state.refused = elected, False, False
    return True


def _listed(state: State, line: Line, elected: bool, rest: str) -> bool:
    """`Elected: Ann Lee (1,234), Bo Cai. Not elected: ...` in one line."""
    first, *others = sections_in(rest)
    if others:
        texts = [f"{'elected' if elected else 'not elected'}: {first}", *others]
        used = [take_section(state, replace(line, text=t, cells=(t,))) for t in texts]
        return all(used)
    rows = read_items(rest, line.number, state.manner, elected)
    if not rows and numbers(without_dates(rest), state.manner):
        row = read_row(rest, line.number, state.manner)
        rows = [row] if row is not None else []
    elif not rows:
        names = [n.strip(" .") for n in _BETWEEN.split(rest)]
        whole = all(is_name(n) for n in names)
        standings = [Standing(name=n, line=line.number, elected=elected) for n in names]
        rows = [Row(one) for one in standings] if whole else []
    for row in rows:
        state.draft.add(row, elected)
    return bool(rows)


def take_source(state: State, line: Line) -> bool:
    """`Source: ...` at the foot of a text."""
    if found := SOURCE.match(line.text):
        state.settle()
        state.draft.source = state.draft.source or found["what"].strip()
    return bool(found)


def take_round(state: State, line: Line) -> bool:
    """`Round 2` before figures that stand again, or words that votes were transferred."""
    if found := ROUND.match(line.text):
        state.settle()
        if state.round > 1 and int(found["number"]) == 1:
            state.open_waiting()
        state.round = min(int(found["number"]) or 1, 99)
        return True
    told = goes_on(line.text) and not state.counts_in(line) and state.columns is None
    if told and state.draft.standings:
        state.settle()
        state.round += 1
        return True
    return False


def take_legend(state: State, line: Line) -> bool:
    """`* elected` or `* denotes sitting member` below a list."""
    what = "" if state.numbers(line) else legend_of(line.text)
    state.draft.star_said = state.draft.star_said or what == "elected"
    state.draft.star_means_other = state.draft.star_means_other or what == "other"
    return bool(what)


def take_text(state: State, line: Line) -> bool:
    """Words: a title, a name whose votes follow, a comment; figures in them are noted as unread."""
    text = line.text.strip()
    state.rule(text)
    figures = state.counts_in(line)
    years = all(n.figure.places == 0 and 1900 <= n.figure.value <= 2100 for n in figures)
    small = all(n.whole is not None and 0 < n.whole < 100 and not n.signed for n in figures)
    numbered = small and line.gap and names_contest(text) and may_be_title(text)
    if figures and not numbered and not (years and (names_contest(text) or state.draft.empty)):
        state.settle()
        state.draft.miss(line.number, text)
        return True
    if not any(map(str.isalpha, text)):
        return True
    if state.section and not figures and any(s.votes for s in state.draft.known(text)):
        state.draft.add(Row(Standing(name=text, line=line.number)), state.section)
        return True
    if SAID_ELECTED.search(text):
        state.draft.names_said.append(text)
        if announces(text) and any(s.votes for s in state.draft.standings):
            state.settle()
            state.section = True
            return True
    if _is_half(line):
        state.wrapped = line
        return True
    if state.counts or (state.section is not None and line.gap and state.names):
        closes = not state.counts and line.gap
        state.settle()
        state.section = None if closes else state.section
    if not figures and is_name(text.split("  ")[0]) and not line.level:
        state.names.append(line)
    _title(state, line)
    return True


def _is_half(line: Line) -> bool:
    """True for a name that ends in a comma or a hyphen and goes on in the next line."""
    text = line.text.strip()
    ends = text.endswith((",", "-", "\u2010")) and len(line.cells) == 1
    return ends and is_name(text.rstrip(",-\u2010 "))


def _title(state: State, line: Line) -> None:
    """A line that may be the title of this contest, or of the next."""
    if not may_be_title(line.text):
        return
    if not state.draft.standings and not state.counts:
        state.head(line.text, line.gap)
    elif line.gap or (weight(line.text) > 1 and state.draft.closed):
        if state.waiting is None or weight(line.text) >= weight(state.waiting.text):
            state.waiting = line
        state.section = None
