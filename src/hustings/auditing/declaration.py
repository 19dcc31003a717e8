"""A declaration: a result with its paper account, what balances, and what a person answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hustings import __version__
from hustings.auditing.account import (
    Statement,
    Turnout,
    balance,
    fails,
    told_by,
    turnouts,
    with_table,
)
from hustings.auditing.account_result import taken_over, unexplained
from hustings.auditing.check_result import Checked, Verdict
from hustings.model.account import FIGURES, PaperAccount, Papers
from hustings.model.answers import Result
from hustings.model.assurances import SETS, Question, QuestionSet, answer_to
from hustings.model.constraints import SeatRange, cited
from hustings.model.count import Count
from hustings.model.declared import Declared, Standing
from hustings.model.lots import Lots


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A candidate in a declaration: votes are first preferences where votes are transferred.

    `order` is the order of election, from 1; `stage` that of election. None is not known, and
    `elected` None where the result does not say.
    """

    name: str
    party: str = ""
    votes: str = ""
    elected: bool | None = None
    order: int | None = None
    stage: int | None = None


@dataclass(frozen=True, kw_only=True)
class Declaration(Result):
    """Everything a declaration says; it rests on a count, on a result as stated, or on neither.

    Without both, nobody voted: the account names those elected unopposed.

    `checked` is the check of the result as stated, with papers that only the account tells. `file`
    and `file_sha256` are the ballots, or the file of the result.
    """

    account: PaperAccount = field(default_factory=PaperAccount)
    count: Count | None = None
    declared: Declared | None = None
    checked: Checked | None = None
    file: str = ""
    file_sha256: str = ""
    parties: Mapping[str, str] = field(default_factory=dict)
    lots: Lots | None = None
    notes: tuple[str, ...] = ()
    version: str = __version__

    @property
    def title(self) -> str:
        """The contest's name: as the account says, else as the count or the result does."""
        stated = self.count.title if self.count else self.declared.title if self.declared else ""
        return self.account.contest or stated or self.file or "A contest"

    @property
    def told(self) -> PaperAccount:
        """The account, with figures that only the result states."""
        return with_table(self.account, self.declared) if self.declared else self.account

    @property
    def papers(self) -> Papers:
        """All papers, as far as they are stated."""
        return self.told.whole

    @property
    def silent(self) -> bool:
        """True where there was no vote and no figure of papers is stated."""
        nothing = self.count is None and self.declared is None
        return nothing and self.papers == Papers() and not self.account.channels

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What must balance, and whether it does."""
        return balance(self.account, self.count or self.declared)

    @property
    def turnouts(self) -> tuple[Turnout, ...]:
        """Turnout, by each definition that the figures allow."""
        return turnouts(told_by(self.account, self.count or self.declared).whole)

    @property
    def sound(self) -> bool:
        """True when the account balances and the result, where it was checked, adds up.

        Without a rule, more votes for somebody than papers are no sound result either.
        """
        adds_up = self.checked is None or self.checked.adds_up
        return adds_up and not self.unexplained and not fails(self.statements)

    @property
    def unexplained(self) -> tuple[Verdict, ...]:
        """More votes than papers, which only a rule that nobody stated would explain."""
        return unexplained(self.checked)

    @property
    def taken_over(self) -> tuple[str, ...]:
        """Figures of papers that the result was checked with, from the account."""
        return taken_over(self.declared, self.account) if self.declared else ()

    @property
    def other_faults(self) -> tuple[Verdict, ...]:
        """What the check of the result finds that the account does not say as well."""
        own = {(s.said.split(" ")[0], s.difference) for s in fails(self.statements)}
        found = self.checked.failures if self.checked else ()
        return tuple(v for v in found if (v.left.split(" ")[0], _whole(v.difference)) not in own)

    @property
    def asked(self) -> QuestionSet:
        """The set of questions that was put."""
        return SETS[self.account.asked]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question put: those of the set, then the society's own."""
        return (*self.asked.questions, *self.account.own)

    @property
    def assumed(self) -> tuple[tuple[str, str], ...]:
        """What nobody could cite: (topic, value), of the rule or of reading the result."""
        if self.count is not None:
            return tuple((f.topic, f.value) for f in self.count.facts if f.assumed)
        taken = self.declared.assumed if self.declared else ()
        more = self.checked.assumed if self.checked else ()
        return tuple(("reading the result", said) for said in dict.fromkeys((*taken, *more)))

    @property
    def lines(self) -> tuple[Line, ...]:
        """Candidates, the elected first: in order of election, then by votes."""
        if self.count is not None:
            return tuple(_counted_lines(self.count, self.parties))
        return tuple(_stated_lines(self.declared)) if self.declared else ()

    @property
    def transferred(self) -> bool:
        """True where votes are transferred, so that the votes of a candidate are the first."""
        if self.count is not None:
            return len(self.count.stages) > 1
        return self.declared is not None and self.declared.stages is not None

    @property
    def seats(self) -> int | None:
        """Seats to fill, None where they are not stated."""
        if self.count is not None:
            return self.count.terms.seats
        stated = self.declared.seats if self.declared else None
        return int(stated.figure.value) if stated else None

    @property
    def quota(self) -> str:
        """The quota as printed, "" where there is none."""
        if self.count is not None:
            return "" if self.count.quota is None else self.count.text(self.count.quota)
        stated = self.declared.stated("quota") if self.declared else None
        return stated.text if stated else ""

    @property
    def constraints(self) -> tuple[tuple[str, bool | None], ...]:
        """What was asked of the committee and whether it is met (None: not known here)."""
        if self.count is None:
            asked = self.declared.constraint if self.declared else ""
            return ((asked, self._constraint_met),) if asked else ()
        winners = self.count.winners
        return tuple(
            (cited(one), one.met(winners) if isinstance(one, SeatRange) else None)
            for one in self.count.terms.constraints
        )

    @property
    def _constraint_met(self) -> bool | None:
        """What the check of the result says of its constraint."""
        verdicts = self.checked.verdicts if self.checked else ()
        levels = {v.level for v in verdicts if v.code == "constraint"}
        return False if "FAIL" in levels else True if levels == {"ok"} else None

    def to_dict(self) -> dict[str, Any]:
        """The keys of `docs/json-checks.md`."""
        return dict(_keys(self))

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a candidate."""
        return [
            {
                "contest": self.title,
                "candidate": line.name,
                "party": line.party,
                "votes": line.votes,
                "elected": line.elected,
                "order": line.order,
                "stage": line.stage,
            }
            for line in self.lines
        ]


def _whole(text: str) -> int | None:
    plain = text.replace(",", "").replace("−", "-")
    return int(plain) if plain.lstrip("+-").isdigit() else None


def _counted_lines(count: Count, parties: Mapping[str, str]) -> Iterator[Line]:
    first = count.stages[0].votes if count.stages else ()
    rest = [c for c in range(len(count.candidates)) if c not in count.elected]
    rest.sort(key=lambda c: -first[c] if first else 0)
    for c in (*count.elected, *rest):
        _, stage, _ = count.fate(c)
        won = c in count.elected
        yield Line(
            name=count.candidates[c],
            party=parties.get(count.candidates[c], ""),
            votes=count.text(first[c]) if first else "",
            elected=won,
            order=count.elected.index(c) + 1 if won else None,
            stage=stage if won and stage and len(count.stages) > 1 else None,
        )


def _stated_lines(declared: Declared) -> Iterator[Line]:
    """The elected by stage of election where the result tells it, then by votes."""
    table = declared.stages
    rows = {row.name: row for row in table.rows} if table else {}

    def stage(one: Standing) -> int | None:
        row = rows.get(one.name)
        return row.stage if row and row.status == "elected" else None

    def place(one: Standing) -> tuple[bool, int, Fraction]:
        row, at = rows.get(one.name), stage(one)
        held = row.total(at) if row and at else None
        votes = one.votes.figure.value if one.votes else Fraction(0)
        return not one.elected, at or 0, -(held.value if held else votes)

    for one in sorted(declared.candidates, key=place):
        votes = one.votes.text if one.votes else ""
        won = bool(one.elected) if declared.marked else None
        yield Line(name=one.name, party=one.slate, votes=votes, elected=won, stage=stage(one))


def _keys(made: Declaration) -> Iterator[tuple[str, Any]]:
    """The documented keys with their values, in order."""
    account, count = made.account, made.count
    yield "title", made.title
    yield "organisation", account.organisation
    yield "basis", "count" if count else "result" if made.declared else "account"
    yield "sound", made.sound
    for key in ("opened", "closed", "declared", "officer", "role"):
        yield key, getattr(account, key)
    yield "rule", count.rule if count else made.declared.rule if made.declared else ""
    yield "rule_title", count.rule_title if count else ""
    yield "rule_source", count.rule_source if count else ""
    yield "assumed", [{"topic": topic, "value": value} for topic, value in made.assumed]
    yield "seats", made.seats
    yield "vacant", count.vacant if count else None
    yield "quota", made.quota or None
    yield "stages", len(count.stages) if count else None
    yield "candidates", [{**row} for row in _candidates(made)]
    yield "unopposed", list(account.unopposed)
    met = [{"constraint": said, "met": kept} for said, kept in made.constraints]
    yield "constraints", met
    yield "lots", [_lot(lot) for lot in count.lots] if count else []
    yield "papers", _figures(made.papers)
    yield "channels", [{"name": c.name, **_figures(c.papers)} for c in account.channels]
    share = ("definition", "papers", "issued", "percent")
    yield "turnout", [_fields(t, share) for t in made.turnouts]
    names = ("verdict", "code", "channel", "said", "difference")
    yield "balance", [_fields(s, names) for s in made.statements]
    yield "check", made.checked.to_dict() if made.checked else None
    yield "mails", dict(account.mails)
    yield "queries", {"received": account.queries, "outcome": account.queries_outcome}
    yield "special", {"papers": account.special, "note": account.special_note}
    yield "register", dict(account.register)
    for key in ("distributed_by", "stored_by", "counted_by", "inspection"):
        yield key, getattr(account, key)
    yield "questions", made.asked.name
    yield "assurances", [_assurance(made, q) for q in made.questions]
    yield "notes", [*account.notes, *made.notes]
    yield "file", made.file
    yield "file_sha256", made.file_sha256
    yield "data_sha256", count.data_sha256 if count else ""
    yield "version", made.version


def _candidates(made: Declaration) -> Iterator[Mapping[str, Any]]:
    for row in made.to_rows():
        yield {key: value for key, value in row.items() if key != "contest"}


def _fields(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _lot(lot: Any) -> dict[str, Any]:
    found = _fields(lot, ("purpose", "stage", "drawn_by", "drawn_at", "notes"))
    return {**found, "order": list(lot.order), "witnesses": list(lot.witnesses)}


def _figures(papers: Papers) -> dict[str, Any]:
    reasons = [{"reason": reason, "papers": n} for reason, n in papers.reasons]
    return {**{name: papers.stated(name) for name in FIGURES}, "reasons": reasons}


def _assurance(made: Declaration, question: Question) -> dict[str, Any]:
    said = answer_to(question, made.account.answers)
    return {
        **_fields(question, ("id", "matter", "clause")),
        "answer": said.answer or None,
        **_fields(said, ("by", "role", "on", "text")),
        "satisfied": said.satisfied(question),
    }
