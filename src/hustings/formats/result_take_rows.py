"""Lines with figures, outside tables: candidates, accounts, slate totals, lists in a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from hustings.formats.result_account import Said, read_account
from hustings.formats.result_candidate import Row, is_name, read_items, read_row
from hustings.formats.result_heads import SAID_ELECTED, names_contest, only_seats, slate_of
from hustings.formats.result_numbers import Number
from hustings.formats.result_page import Line
from hustings.formats.result_state import State
from hustings.formats.result_words import REASONS, label_of
from hustings.model.declared import Stated

_EDGES = " :.-\u2013\u2014\t"
_BRACKETS = re.compile(r"\(([^()]{1,200})\)")
_HEADED = re.compile(r"^[^\W\d][^\d()]{2,80}\(turnout [^()]{1,20}\)\W*$", re.IGNORECASE)
SEVERAL = "Where a line has several figures, the first that is no share is read as votes."


def take_slate(state: State, line: Line) -> bool:
    """`Forward slate total 12,345`, or a row under a heading of slate totals."""
    found = state.counts_in(line)
    if not found:
        return False
    before = line.text[: found[0].start]
    name = slate_of(before)
    if not name and state.by_slate and len(found) == 1 and is_name(before.strip(_EDGES)):
        name = before.strip(_EDGES)
    said = re.search(r"\bslate\b", before, re.IGNORECASE)
    if not name or not (said or state.draft.standings or state.by_slate):
        return False
    stated = Stated(found[0].figure, line.number, " ".join(before.split()))
    state.draft.slates.append((name, stated))
    return True


def take_candidate(state: State, line: Line) -> bool:
    """One candidate on one line."""
    row = _candidate(state, line)
    if row is None:
        return False
    state.settle()
    if _later(state, row):
        return True
    state.open_for(row)
    rounds = state.draft.rounds.setdefault(row.standing.name, {})
    if row.standing.votes is not None:
        rounds.setdefault(1, row.standing.votes)
    state.draft.add(row, state.section, line.bold)
    if row.left:
        state.draft.note(SEVERAL)
        state.draft.miss(line.number, line.text)
    return True


def _candidate(state: State, line: Line) -> Row | None:
    """The candidate, unless the line is an account, a title or a list."""
    row = read_row(line.text, line.number, state.manner)
    if row is None or label_of(row.standing.name) is not None:
        return None
    if state.refused and REASONS.search(line.text):
        return None
    if len(read_items(line.text, line.number, state.manner, None)) > 1:
        return None
    said = read_account(line.text, state.manner).said
    if any(one.key in ("seats", "max_votes") for one in said) or _is_title(state, line, row):
        return None
    standing = row.standing
    if standing.votes is None and standing.share is None:
        marked = standing.elected is not None or (row.star and state.draft.standings)
        return row if marked else None
    return row


def _is_title(state: State, line: Line, row: Row) -> bool:
    """`Executive 2024`: the first words of a text, ending in a year."""
    votes = row.standing.votes
    if votes is None or len(row.numbers) != 1:
        return False
    if votes.figure.value < 100 and line.gap and names_contest(line.text):
        return row.standing.elected is None  # `Region 2: Secretary`
    if not _is_year(row.numbers[0]):
        return False
    return bool(line.level) or (state.draft.empty and not state.draft.title)


def _later(state: State, row: Row) -> bool:
    """A candidate's votes in a later round of a count told in rounds."""
    standing = row.standing
    if standing.votes is None or state.round == 1:
        return False
    known = [s.name for s in state.draft.known(standing.name)]
    if not known:
        state.round = 1
        return False
    state.draft.rounds.setdefault(known[0], {})[state.round] = standing.votes
    return True


def take_account(state: State, line: Line) -> bool:
    """Figures of the paper account, of seats, of the quota."""
    account = read_account(line.text, state.manner, state.refused)
    if not account.said:
        return False
    state.settle()
    keys = {said.key for said in account.said}
    waiting = state.waiting
    stated = any(state.draft.states(k) for k in keys - {"", "reason", "turnout"})
    if waiting is not None and (stated or names_contest(waiting.text)):
        state.open_waiting()
    named = names_contest(line.text) and not only_seats(line.text) and line.text[:1].isalpha()
    title = named and ("seats" in keys or (keys == {"turnout"} and line.gap))
    if _HEADED.search(line.text) and state.draft.empty:
        state.head(line.text.partition(" (turnout")[0], line.gap)
    elif title and state.draft.empty:
        state.head(line.text, line.gap)
    elif state.draft.standings and (
        _HEADED.search(line.text) or (title and keys <= {"seats", "turnout"} and line.gap)
    ):
        state.open(replace(line, text=line.text.partition(" (turnout")[0]))
        if keys == {"seats"}:
            return True
    for said in account.said:
        state.draft.lines[line.number] = line.text
        _keep(state, line, said)
    state.refused = state.refused or "invalid" in keys
    state.rule(line.text)
    staged = state.columns is not None and state.columns.stages > 1
    if not staged and any(n.kind == "count" and not _is_year(n) for n in account.left):
        state.draft.miss(line.number, line.text)
    return True


def _keep(state: State, line: Line, said: Said) -> None:
    """A figure once; a total below reasons is that of invalid papers."""
    draft = state.draft
    if said.key == "non_transferable" and state.round > 1:
        votes = Stated(said.figure, line.number, said.words)
        draft.rounds.setdefault("Non-transferable", {})[state.round] = votes
        return
    total = re.fullmatch(r"\W*totals?\W*", said.words, re.IGNORECASE)
    if total and state.refused and not draft.states("invalid"):
        said = replace(said, key="invalid")
    known = [s.figure.value for _, s in draft.said if s.key == said.key != "reason"]
    if said.figure.value not in known:
        draft.said.append((line.number, said))


def take_items(state: State, line: Line) -> bool:
    """Several candidates in one line."""
    title, colon, rest = line.text.partition(":")
    headed = colon and names_contest(title) and len(title) < 80
    rows = read_items(rest if headed else line.text, line.number, state.manner, state.section)
    if rows and headed:
        (state.open if state.draft.standings else state.titled)(replace(line, text=title))
        told = [inner for inner in _BRACKETS.findall(rest) if SAID_ELECTED.search(inner)]
        state.draft.names_said.extend(told)
    for row in rows:
        state.open_for(row)
        state.draft.add(row, state.section)
    return bool(rows)


def take_number(state: State, line: Line) -> bool:
    """A line with figures and no name: the votes of a name above."""
    if not state.names or not state.counts_in(line):
        return False
    row = read_row(f"Somebody {line.text}", line.number, state.manner)
    if row is None or row.standing.name != "Somebody" or row.standing.slate:
        return False
    state.counts.append((line, row))
    return True


def _is_year(number: Number) -> bool:
    bare = number.end - number.start == 4 and number.kind == "count"
    return bare and number.figure.text.isdigit() and 1900 <= number.figure.value <= 2100
