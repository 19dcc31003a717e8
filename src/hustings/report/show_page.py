"""A contest as known on a day, and the list of records, as pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hustings.model.answers import Result
from hustings.report import words
from hustings.report.blocks import Source, Table, hosts, sources, table
from hustings.report.parts import window_phrase

if TYPE_CHECKING:
    from hustings.report.records import ContestList
    from hustings.store import RecordInfo


@dataclass(frozen=True, slots=True)
class ShownMember:
    """A candidate: `incumbent` is None when unknown, `backers` are organisations' names."""

    id: str
    name: str
    incumbent: bool | None
    backers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownSlate:
    """Those who stand together."""

    name: str
    members: tuple[ShownMember, ...]


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """A dated public act; `on` is an ISO date that may stop at month or year."""

    on: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownNomination:
    """Nominations of a candidate as published on `on`; `stage` is partial or final."""

    name: str
    nominations: int
    stage: str
    on: str


@dataclass(frozen=True, slots=True)
class ShownAct:
    """What an organisation did towards a candidate; `on` is empty when no source gives the day."""

    on: str
    organisation: str
    act: str
    name: str


@dataclass(frozen=True, slots=True)
class ContestView(Result):
    """A contest as known on `as_of`: what `hustings show` prints and writes as JSON."""

    record: str
    organisation: str
    contest: str
    label: str
    as_of: date
    seats: int
    rule: str
    max_votes: int | None
    opened: date | None
    closed: date | None
    days_gone: int | None
    days_left: int | None
    slates: tuple[ShownSlate, ...]
    independents: tuple[ShownMember, ...]
    events: tuple[ShownEvent, ...]
    nominations: tuple[ShownNomination, ...]
    acts: tuple[ShownAct, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Everything `hustings show` has to say, ready to print."""

    name: str
    title: str
    organisation: str
    dek: str
    window: str
    slates: tuple[Table, ...]
    nominations: Table | None
    acts: Table | None
    events: tuple[tuple[str, str, tuple[Source, ...]], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """A list: the records that are there, or the contests of one."""

    title: str
    table: Table
    hint: str


def show_page(view: ContestView) -> ShowPage:
    """The page of a contest as known on a day."""
    groups = [*((s.name, s.members) for s in view.slates)]
    if view.independents:
        groups.append(("independent", view.independents))
    found = dict.fromkeys(s for text in view.sources for s in sources(text))
    return ShowPage(
        name=words.slug(f"show-{view.contest}-{view.as_of}"),
        title=f"{view.label} ({view.contest})",
        organisation=view.organisation,
        dek=_dek(view),
        window=_window(view),
        slates=tuple(_members(name, members) for name, members in groups),
        nominations=_nominations(view.nominations),
        acts=_acts(view.acts),
        events=tuple(
            (words.partial_day(e.on), words.sentence(e.text), sources(e.source))
            for e in sorted(view.events, key=lambda e: e.on)
        ),
        sources=tuple(found),
    )


def records_page(records: Iterable[RecordInfo]) -> RecordsPage:
    """The page of the records that come with hustings."""
    rows = [[r.name, r.organisation, str(r.contests), _years(r.years), r.licence] for r in records]
    made = table(
        "records", "Records", ["Name", "Organisation", ">Contests", "Years", "Licence"], rows
    )
    hint = f"Look inside with: hustings show {rows[0][0]}" if rows else "No record is bundled."
    return RecordsPage("Records", made, hint)


def contests_page(listed: ContestList) -> RecordsPage:
    """The page of a record's contests."""
    known = f", as known on {words.day(listed.as_of)}" if listed.as_of else ""
    rows = [
        [
            c.id,
            c.label,
            str(c.seats),
            str(c.candidates or "–"),
            c.rule.replace("-", " "),
            c.closed or "–",
            c.declared or "–",
        ]
        for c in listed.contests
    ]
    heads = ["Contest", "Name", ">Seats", ">Candidates", "Rule", "Closed", "Declared"]
    title = f"{listed.organisation}{known}"
    hint = f"Look inside with: hustings show {listed.record} {rows[-1][0]}" if rows else ""
    return RecordsPage(
        title, table("contests", title, heads, rows), hint or "No contest was known then."
    )


def _years(years: tuple[int, int] | None) -> str:
    if years is None:
        return "–"
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def _dek(view: ContestView) -> str:
    people = sum(len(s.members) for s in view.slates) + len(view.independents)
    votes = f", up to {words.counted(view.max_votes, 'vote')} each" if view.max_votes else ""
    return (
        f"As known on {words.day(view.as_of)}: {words.counted(view.seats, 'seat')}, "
        f"{words.counted(people, 'candidate')}, {view.rule.replace('-', ' ')}{votes}."
    )


def _window(view: ContestView) -> str:
    if view.opened is None or view.closed is None:
        return "The days of voting are not known."
    span = f"Voting from {words.day(view.opened)} to {words.day(view.closed)}"
    phrase = window_phrase(view.opened, view.closed, view.as_of)
    if view.days_gone is None or view.days_left is None or "of" not in phrase.split():
        return f"{span}: {phrase}."
    return f"{span}: {phrase}, {words.counted(view.days_left, 'day')} left."


def _members(name: str, members: Sequence[ShownMember]) -> Table:
    common = _common(members)
    return table(
        f"slate-{words.slug(name)}",
        f"{words.capital(name)}: {words.counted(len(members), 'candidate')}",
        ["Candidate", "Incumbent", "Backed by"],
        [[m.name, _incumbent(m.incumbent), _backing(m.backers, common)] for m in members],
        note=f"All: {'; '.join(common)}." if common else "",
    )


def _common(members: Sequence[ShownMember]) -> tuple[str, ...]:
    """The backers that most of a slate share, when saying so once is shorter."""
    (often, times), *_ = Counter(m.backers for m in members).most_common(1) or [((), 0)]
    return often if times > 1 and len(often) > 2 else ()


def _backing(backers: Sequence[str], common: Sequence[str]) -> str:
    """`all`, `all but Momentum`, `all and Open Labour`, or the list."""
    missing = [b for b in common if b not in backers]
    extra = [b for b in backers if b not in common]
    if not common or len(missing) > 2:
        return ", ".join(backers) or "–"
    but = f" but {words.listed(missing)}" if missing else ""
    return f"all{but}{' and ' + words.listed(extra) if extra else ''}"


def _incumbent(known: bool | None) -> str:
    return "not known" if known is None else ("yes" if known else "no")


def _nominations(found: Sequence[ShownNomination]) -> Table | None:
    if not found:
        return None
    rows = sorted(found, key=lambda n: (-n.nominations, n.name))
    return table(
        "nominations",
        "Nominations known",
        ["Candidate", ">Nominations", "Stage", "As of"],
        [[n.name, f"{n.nominations:,}", n.stage, words.partial_day(n.on)] for n in rows],
    )


def _acts(found: Sequence[ShownAct]) -> Table | None:
    if not found:
        return None
    return table(
        "acts",
        "Endorsements so far",
        ["Date", "Organisation", "Act", "Candidates"],
        [
            [words.partial_day(on) if on else "no date", organisation, act, words.listed(names)]
            for (on, organisation, act), names in _together(found).items()
        ],
    )


def _together(found: Sequence[ShownAct]) -> dict[tuple[str, str, str], list[str]]:
    """Acts of one organisation on one day in one row; undated ones last."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for a in sorted(found, key=lambda a: (a.on or "9999", a.organisation, a.act, a.name)):
        rows.setdefault((a.on, a.organisation, a.act), []).append(a.name)
    return rows


def source_line(page: ShowPage) -> str:
    """Where the page's facts come from, in short."""
    return hosts(page.sources, most=6)
