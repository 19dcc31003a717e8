"""Events as a page: the dated list, who overruled whom, chains of one act, cases side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from hustings.bodies.cases import NO_CLOSE, Case
from hustings.bodies.chronicle import Chain, Entry, Pair, Step
from hustings.bodies.event_list import EventList, PairCount
from hustings.report import words
from hustings.report.blocks import Provenance, hosts, sources, table
from hustings.report.plain_page import PlainPage, Section

NO_GRADE = "–"
TIMES = {1: "once", 2: "twice"}
REPORTED = {
    "unnamed": "reported, unnamed source",
    "": "on record, source not graded",
    "named": "reported, named source",
    "document": "on record, from documents",
}
"""On what a chain stands, by the weakest grade of its steps, the weakest first."""


def events_page(found: EventList, *, command: str = "") -> PlainPage:
    """The page of a list of events; `command` is what makes the same one again."""
    first, last = found.events[0], found.events[-1]
    span = _span(first.on, last.on)
    return PlainPage(
        name=words.slug(f"events-{found.record}"),
        kicker="Events",
        title="What happened",
        dek=_dek(found),
        headline=f"{words.capital(words.counted(len(found.events), 'event'))}, {span}.",
        lead=tuple(_lead(found)),
        sections=tuple(_sections(found)),
        notes=tuple(_notes(found)),
        provenance=_provenance(found, command),
    )


def pairs_page(found: PairCount, *, command: str = "") -> PlainPage:
    """The page of who did it to whom, how often."""
    what = words.listed(found.kinds)
    return PlainPage(
        name=words.slug(f"pairs-{found.record}"),
        kicker="Events",
        title="Who did it to whom",
        dek=_dek(found),
        headline=_counted(found, what),
        sections=(_pairs(found.pairs, f"By pair: {what}"),) if found.total else (),
        notes=("Counted are recorded events only; what nobody recorded is not known.",),
        provenance=_provenance(found, command),
    )


def _counted(found: PairCount, what: str) -> str:
    if (
        len(found.pairs) == 1
        and found.asked.by
        and found.asked.of
        and found.kinds == ("overruled",)
    ):
        pair = found.pairs[0]
        if not pair.count:
            return f"No event on record says that {pair.by} overruled {pair.of}."
        times = TIMES.get(pair.count) or f"{words.number(pair.count)} times"
        return f"{pair.by} overruled {pair.of} {times} on record."
    events = words.counted(found.total, "event")
    return f"{words.capital(events)} of kind {what}, {words.counted(len(found.pairs), 'pair')}."


def _pairs(pairs: Iterable[Pair], title: str) -> Section:
    rows = [[p.by, p.of or NO_GRADE, str(p.count), ", ".join(p.days)] for p in pairs]
    return Section(title, tables=(table("pairs", title, ["Who", "Whom", ">Times", "On"], rows),))


def _span(first: str, last: str) -> str:
    if first == last:
        return words.partial_day(first)
    return f"{words.partial_day(first)} to {words.partial_day(last)}"


def _dek(found: EventList | PairCount) -> str:
    asked = found.asked
    said = {
        "kind": " or ".join(asked.kinds),
        "by": asked.by,
        "to": asked.of,
        "about": asked.name,
        "case": asked.case,
        "grade": asked.grade,
        "from": words.day(asked.since) if asked.since else "",
        "until": words.day(asked.until) if asked.until else "",
        "as known on": words.day(found.as_of) if found.as_of else "",
    }
    told = ", ".join(f"{name} {value}" for name, value in said.items() if value)
    return " ".join(f"{words.capital(s)}." for s in (found.organisation, found.part, told) if s)


def _lead(found: EventList) -> Iterable[str]:
    unclosed = [c for c in found.cases if c.state == NO_CLOSE]
    if found.cases:
        counted = words.capital(words.counted(len(found.cases), "case"))
        yield f"{counted}, {_closes(found, unclosed)}."


def _closes(found: EventList, unclosed: Sequence[Case]) -> str:
    """How many cases a row closes; that none does says nothing of whether they are open."""
    if not unclosed:
        return "closed" if len(found.cases) == 1 else "all closed"
    if len(unclosed) == len(found.cases):
        return NO_CLOSE
    return f"{words.number(len(unclosed))} with {NO_CLOSE}"


def _stands(chain: Chain) -> str:
    if not chain.stands:
        return "the dates do not say which step came last, so not what stands."
    outcome = f" ({chain.outcome})" if chain.outcome else ""
    grades = {s.grade for s in chain.steps}
    weakest = next((grade for grade in REPORTED if grade in grades), "")
    return f"{REPORTED[weakest]}: what {chain.stands} decided last{outcome} stands."


def _sections(found: EventList) -> Iterable[Section]:
    yield Section(
        "Events",
        tables=(
            table(
                "events",
                "Events",
                ["Date", "What, by whom → to whom (grade, source)"],
                [_row(alike) for alike in _alike(found.events)],
            ),
        ),
        sources=sources(" | ".join(dict.fromkeys(e.source for e in found.events))),
    )
    if found.overrulings:
        yield _pairs(found.overrulings, "Who overruled whom")
    for chain in found.chains:
        yield _chain(chain)
    if found.cases:
        yield _cases(found.cases)


def _alike(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    """Entries one by one, but acts of endorsement that differ by the candidate only together."""
    for key, group in groupby(entries, _key):
        if key[0] == "endorsements":
            yield list(group)
        else:
            yield from ([entry] for entry in group)


def _key(entry: Entry) -> tuple[str, ...]:
    return entry.table, entry.on, entry.kind, entry.actor, entry.act, entry.contest_id


def _row(alike: Sequence[Entry]) -> list[str]:
    entry = alike[0]
    whom = ", ".join(e.of or e.name for e in alike if (e.of or e.name) != e.actor)
    cited = " | ".join(dict.fromkeys(e.source for e in alike if e.source))
    stands_on = [entry.grade] if entry.grade else []
    stands_on.append(hosts(sources(cited), 1) or "no source")
    said = f"{entry.kind} by {entry.actor}{f' → {whom}' if whom else ''}: {_what(entry)}"
    return [entry.on, f"{said} ({', '.join(stands_on)})"]


def _what(entry: Entry) -> str:
    if entry.table == "endorsements":
        return f"{entry.act} ({entry.contest_id})"
    more = {
        "about": entry.act if entry.table == "events" else "",
        "stage": entry.stage,
        "outcome": entry.outcome,
        "moved by": entry.mover,
        "relying on": entry.authority,
        "clause": entry.clause,
        "case": entry.case_id,
    }
    told = "; ".join(f"{name} {value}" for name, value in more.items() if value)
    return f"{entry.text} [{told}]" if told else entry.text


def _chain(chain: Chain) -> Section:
    ring = "Those who overruled one another form a ring. " if chain.cycle else ""
    return Section(
        f"Step by step: {chain.act}",
        items=tuple(_step(s) for s in chain.steps),
        sentences=(f"{ring}{words.capital(_stands(chain))}",),
    )


def _step(step: Step) -> str:
    did = f"overruled {step.of}" if step.of else "decided"
    parts = [f"{words.partial_day(step.on)}: {step.actor} {did}"]
    parts += [f"outcome {step.outcome}"] if step.outcome else []
    relied = [part for part in (step.authority, step.clause) if part]
    parts.append(f"on {', '.join(relied)}" if relied else "no authority recorded")
    stands_on = [part for part in (step.grade, hosts(sources(step.source), 1)) if part]
    return f"{', '.join(parts)} ({', '.join(stands_on)})." if stands_on else f"{', '.join(parts)}."


def _cases(cases: Iterable[Case]) -> Section:
    rows = [
        [
            c.case_id,
            c.name or NO_GRADE,
            f"{c.opened or 'not recorded'}{f', {c.opened_by}' if c.opened_by else ''}",
            c.stage or NO_GRADE,
            f"{c.closed}, {c.closed_by}" if c.closed else NO_CLOSE,
            c.outcome or NO_GRADE,
        ]
        for c in cases
    ]
    heads = ["Case", "About", "Opened", "Last stage", "Closed", "Outcome"]
    note = "A list and no score: cases differ in more than a table shows."
    return Section("Cases", tables=(table("cases", "Cases", heads, rows, note=note),))


def _notes(found: EventList) -> Iterable[str]:
    if found.undated:
        undated = words.counted(found.undated, "act")
        yield f"{words.capital(undated)} of endorsement without a day: not in this list."
    if any(e.table == "events" and not e.group for e in found.events):
        yield "Kinds that are not in docs/records/events.md are shown as they stand."
    if any(e.grade for e in found.events):
        yield "Grade: what stands behind it, a named person, an unnamed one or a document."
    if found.cases:
        yield "A case changes nothing in a forecast; only members.csv changes the state of a seat."


def _provenance(found: EventList | PairCount, command: str) -> Provenance:
    from hustings import __version__

    known = f", as known on {found.as_of}" if found.as_of else ""
    cite = f"hustings {__version__}, events of {found.record}{known}"
    facts = (("data", found.data_sha256),)
    return Provenance(f"{cite}, data {found.data_sha256[:12]}.", facts, command)
