"""Whether a paper account balances: by itself, between channels, and with the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from hustings.arithmetic import decimal
from hustings.model.account import FIGURES, Channel, PaperAccount, Papers
from hustings.model.count import Count
from hustings.model.declared import Declared

Verdict = Literal["ok", "FAIL", "?"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that must hold: `ok`, `FAIL` with both sides, or `?` where it is not stated.

    `code` is sent, arrived, valid, reasons, channels, mails, special, table or count. `channel` is
    "" for all papers. `difference` is left side less right side in papers, None unless it fails.
    """

    verdict: Verdict
    code: str
    said: str
    channel: str = ""
    difference: int | None = None

    def __str__(self) -> str:
        where = f"{self.channel}: " if self.channel else ""
        off = "" if self.difference is None else f" ({self.difference:+,})".replace("-", "−")
        return f"{where}{self.said}{off}"


@dataclass(frozen=True, slots=True)
class Turnout:
    """A share of the papers issued, labelled with its definition; `percent` to one place."""

    definition: str
    papers: int
    issued: int
    percent: str


def balance(
    account: PaperAccount, against: Count | Declared | None = None
) -> tuple[Statement, ...]:
    """Every statement that an account, and the result it belongs to, must meet.

    A figure among reissued, undelivered, late and duplicate that is not stated is taken as none;
    what only the count or the result as stated says is taken from there.
    """
    own = account.whole
    account = told_by(account, against)
    whole = Channel("", account.whole)
    found = [*_papers(whole)]
    for channel in account.channels:
        found += [s for s in _papers(channel) if s.verdict != "?"]
    found += [*_channels(account), *_mails(account), *_special(account)]
    if isinstance(against, Count):
        found += _count(own, against)
    elif against is not None:
        found += _table(own, against)
    return tuple(found)


def turnouts(papers: Papers) -> tuple[Turnout, ...]:
    """Turnout by both definitions in use, none where papers issued are not stated."""
    asked = (
        ("papers received in time, one a voter ÷ issued", papers.taken),
        ("valid papers ÷ issued", papers.valid),
    )
    if not papers.issued:
        return ()
    return tuple(
        Turnout(said, n, papers.issued, decimal(Fraction(100 * n, papers.issued), 1))
        for said, n in asked
        if n is not None
    )


def papers_of(declared: Declared) -> Papers:
    """The papers as a result states them."""
    words = {"issued": "issued", "returned": "returned", "rejected": "invalid", "valid": "valid"}
    stated = {name: declared.stated(word) for name, word in words.items()}
    return Papers(
        **{name: int(s.figure.value) for name, s in stated.items() if s is not None},
        reasons=tuple((reason, int(s.figure.value)) for reason, s in declared.rejected),
    )


def told_by(account: PaperAccount, against: Count | Declared | None) -> PaperAccount:
    """The account with what only the count or the result states."""
    if isinstance(against, Declared):
        return with_table(account, against)
    if against is None or account.total("valid") is not None:
        return account
    return replace(account, papers=replace(account.papers, valid=against.valid))


def with_table(account: PaperAccount, declared: Declared) -> PaperAccount:
    """The account with what only the result states."""
    told = papers_of(declared)
    missing = {n: told.stated(n) for n in FIGURES if account.total(n) is None}
    if not account.whole.reasons and account.total("rejected") is None:
        missing["reasons"] = told.reasons  # type: ignore[assignment]
    return replace(account, papers=replace(account.papers, **missing))  # type: ignore[arg-type]


def _papers(channel: Channel) -> Iterator[Statement]:
    """What the papers of one channel, or all, must meet."""
    papers = channel.papers
    sent = _sum(papers, "issued", "+reissued")
    yield _most("sent", channel, _side(papers, "undelivered"), sent)
    out = _sum(papers, "issued", "+reissued", "-undelivered")
    yield _most("arrived", channel, _side(papers, "returned"), out)
    if papers.returned is None and papers.valid is not None and papers.issued is not None:
        yield _most("arrived", channel, _side(papers, "valid"), _side(papers, "issued"))
    if papers.taken is not None and (papers.late or papers.duplicate):
        left = _sum(papers, "returned", "-late", "-duplicate")
        yield _most("arrived", channel, left, _side(papers, "issued"))
    parts = ("returned", "-late", "-duplicate", "-rejected")
    told = _side(papers, "rejected")[1] is not None
    right = _sum(papers, *parts) if told else ("returned − rejected", None)
    yield _same("valid", channel, _side(papers, "valid"), right)
    if papers.reasons and papers.rejected is not None:
        by = sum(n for _, n in papers.reasons)
        yield _same("reasons", channel, _side(papers, "rejected"), (f"its reasons {by:,}", by))


Side = tuple[str, int | None]
"""One side of a statement: in words with figures, and its value (None: not stated)."""


def _side(papers: Papers, name: str) -> Side:
    found = papers.stated(name)
    return (name if found is None else f"{name} {found:,}"), found


def _sum(papers: Papers, first: str, *more: str) -> Side:
    """`issued 10 + reissued 2`; what is not stated besides the first is left out."""
    said, value = _side(papers, first)
    for part in more:
        found = papers.stated(part[1:])
        if found is not None:
            said += f" {'+' if part[0] == '+' else '−'} {part[1:]} {found:,}"
            value = None if value is None else value + (found if part[0] == "+" else -found)
    if len(said.split()) > 2 and value is not None:
        said += f" = {value:,}"
    return said, value


def _same(code: str, channel: Channel | None, left: Side, right: Side) -> Statement:
    return _held(code, channel, left, right, "=")


def _most(code: str, channel: Channel | None, left: Side, right: Side) -> Statement:
    return _held(code, channel, left, right, "≤")


def _held(code: str, channel: Channel | None, left: Side, right: Side, sign: str) -> Statement:
    name = channel.name if channel else ""
    (said, a), (other, b) = left, right
    if a is None or b is None:
        lacks = " and ".join(side for side, value in (left, right) if value is None)
        return Statement("?", code, f"{said} {sign} {other}: {lacks} not stated", name)
    if a == b if sign == "=" else a <= b:
        return Statement("ok", code, f"{said} {sign} {other}", name)
    return Statement("FAIL", code, f"{said} {'≠' if sign == '=' else '>'} {other}", name, a - b)


def _channels(account: PaperAccount) -> Iterator[Statement]:
    """Every figure that the whole and all channels state must add up."""
    for name in FIGURES if account.channels else ():
        parts = [(c.name, c.papers.stated(name)) for c in account.channels]
        total = account.papers.stated(name)
        known = [(who, n) for who, n in parts if n is not None]
        if total is not None and known:
            said = " + ".join(f"{who} {n:,}" for who, n in known)
            lacks = [who for who, n in parts if n is None]
            value = sum(n for _, n in known)
            side = (said, value) if not lacks else (f"{name} of {' and '.join(lacks)}", None)
            yield _same("channels", None, (f"{name} {total:,}", total), side)


def _mails(account: PaperAccount) -> Iterator[Statement]:
    sent = dict(account.mails).get("sent")
    for word, n in account.mails:
        if word != "sent":
            right = ("mails sent" if sent is None else f"mails sent {sent:,}", sent)
            yield _most("mails", None, (f"mails {word} {n:,}", n), right)


def _special(account: PaperAccount) -> Iterator[Statement]:
    if account.special is not None:
        left = (f"special ballots {account.special:,}", account.special)
        yield _most("special", None, left, _side(account.whole, "returned"))


def _count(papers: Papers, count: Count) -> Iterator[Statement]:
    """The account beside the papers that were counted."""
    right = (f"valid papers in the count {count.valid:,}", count.valid)
    yield _same("count", None, _side(papers, "valid"), right)
    void = count.papers - count.valid
    left = (f"not valid in the count {void:,}", void)
    yield _most("count", None, left, _side(papers, "rejected"))


def _table(papers: Papers, declared: Declared) -> Iterator[Statement]:
    """The account beside the figures that the result itself states."""
    told = papers_of(declared)
    for name in FIGURES:
        theirs = told.stated(name)
        if theirs is not None and papers.stated(name) is not None:
            yield _same("table", None, _side(papers, name), (f"{theirs:,} in the result", theirs))


def fails(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Those that do not hold."""
    return tuple(s for s in statements if s.verdict == "FAIL")
