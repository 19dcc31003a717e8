"""What has been read of a page so far, and what the lines before say of the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from hustings.formats.result_account import read_account
from hustings.formats.result_candidate import Row, is_option, read_row
from hustings.formats.result_columns import Columns
from hustings.formats.result_draft import Draft
from hustings.formats.result_heads import is_part, names_contest, title_of, told, weight
from hustings.formats.result_numbers import Manner, Number, numbers, without_dates
from hustings.formats.result_page import Line
from hustings.formats.result_words import rule_of

_ARTICLE = re.compile(r"\b(?:the|for|of the)\b")
BELOW = "Votes that stand on a line below a name are read as that candidate's."


@dataclass
class State:
    """The contests so far, the last one under way.

    `columns` head the rows that follow, `section` is the mark of a heading (Elected), `refused` and
    `by_slate` say that reasons or slate totals follow. `waiting` is a line that may be a title,
    `names` and `counts` are names and figures that stand on lines of their own, `wrapped` half a
    name, `round` the round of a count told in rounds, `words` the line before where it was words.
    """

    manner: Manner
    drafts: list[Draft] = field(default_factory=lambda: [Draft()])
    columns: Columns | None = None
    section: bool | None = None
    refused: bool = False
    by_slate: bool = False
    waiting: Line | None = None
    names: list[Line] = field(default_factory=list)
    counts: list[tuple[Line, Row]] = field(default_factory=list)
    wrapped: Line | None = None
    round: int = 1
    words: Line | None = None

    @property
    def draft(self) -> Draft:
        """The contest under way."""
        return self.drafts[-1]

    def numbers(self, line: Line) -> list[Number]:
        """The numbers of a line that are no dates."""
        return numbers(without_dates(line.text), self.manner)

    def counts_in(self, line: Line) -> list[Number]:
        """Those of them that may count something: no share and no place."""
        return [n for n in self.numbers(line) if n.kind == "count"]

    def rule(self, text: str) -> None:
        """The first rule that the contest's text names is its rule."""
        if not self.draft.rule and (rule := rule_of(text)):
            self.draft.rule = rule

    def open(self, line: Line) -> None:
        """A new contest, with its title; what stands above all contests goes on to it."""
        self.settle()
        before = self.draft
        shared = before.shared()
        draft = Draft(rule=rule_of(line.text) or before.shared_rule, said=list(shared))
        draft.lines.update(before.lines)
        draft.preface, draft.shared_rule = len(shared), before.shared_rule
        for _, said in shared:
            words = f"\u201c{said.words}\u201d {said.figure.text}"
            draft.note(f"{words} stands above the contests and is taken for each.")
        self.drafts.append(draft)
        self.section, self.refused, self.by_slate, self.columns = None, False, False, None
        self.round = 1
        self.titled(line)

    def open_waiting(self) -> None:
        """A new contest under the line that waits, where the one under way has candidates."""
        waiting = self.waiting or self.words
        if self.draft.standings and waiting is not None:
            self.open(waiting)

    def open_for(self, row: Row) -> None:
        """A line that waits opens a contest when a candidate follows it."""
        waiting, draft = self.waiting, self.draft
        known = draft.known(row.standing.name)
        if row.standing.votes and is_option(row.standing.name) and any(s.votes for s in known):
            self.open(waiting or self.words or Line(row.standing.line, "", ()))
            return
        if waiting is None or not draft.standings:
            return
        if row.standing.votes is None and known:
            return
        colon = waiting.text.rstrip().endswith(":")
        if names_contest(waiting.text) or colon or any(s.votes for s in known):
            self.open(waiting)
        self.waiting = None

    def head(self, text: str, gap: bool) -> None:
        """A line before the figures that may be the title.

        The first line that names a post, of the last such paragraph; else one that names an
        election; else the first line.
        """
        if told(text):
            return
        text = title_of(text)
        draft, named = self.draft, weight(text)
        better = named > draft.named or (gap and named == draft.named > 0)
        if not draft.title or (better and not draft.firm):
            draft.title, draft.named = text, named
            if gap and draft.said:
                draft.preface, draft.shared_rule = len(draft.said), draft.rule

    def titled(self, line: Line) -> None:
        """The title of the contest under way, with the seats and the rule it says."""
        self.waiting = None
        text = line.text.strip(" :#=")
        if not is_part(text) or not self.draft.title:
            self.draft.title, self.draft.firm = text[:200], True
        self.rule(text)
        for said in read_account(text, self.manner).said:
            if said.key in ("seats", "max_votes"):
                self.draft.said.append((line.number, said))

    def settle(self) -> None:
        """Names and the votes below them, one to one; names under `Elected` stand without votes."""
        names, counts = self.names, self.counts
        self.names, self.counts = [], []
        if not counts:
            self._listed(names if self.section is not None else [])
        elif len(names) < len(counts):
            for line, _ in counts:
                self.draft.miss(line.number, line.text)
        else:
            self._paired(names, counts)

    def _listed(self, names: list[Line]) -> None:
        known = [n for n in names if any(s.votes for s in self.draft.known(n.text))]
        for name in known or names:
            if _ARTICLE.search(name.text):  # a place, a committee
                continue
            if (row := read_row(f"{name.text}  0", name.number, self.manner)) is not None:
                self.draft.add(Row(replace(row.standing, votes=None)), self.section)

    def _paired(self, names: list[Line], counts: list[tuple[Line, Row]]) -> None:
        self.draft.note(BELOW)
        if len(counts) == 1:
            above = names[-2].text if len(names) > 1 else ""
            self.draft.cards.append((len(self.draft.standings), above))
        for name, (_, row) in zip(names[-len(counts) :], counts):
            named = read_row(f"{name.text}  0", name.number, self.manner)
            if named is None:
                continue
            said, mark = row.standing, named.standing.elected
            standing = replace(
                named.standing,
                votes=said.votes,
                share=said.share,
                elected=said.elected if mark is None else mark,
            )
            self.open_for(Row(standing))
            self.draft.add(Row(standing, star=named.star or row.star), self.section, name.bold)
