"""Who may remove whom as a page: one sentence, the clauses, how far the rule book was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hustings.bodies.chronicle import named
from hustings.bodies.removal import (
    DIRECT,
    FOUND,
    INDIRECT,
    NO_SEAT,
    NOBODY,
    SUSPENDS,
    TOUCHING,
    BookRead,
    Clause,
    Removers,
    Said,
)
from hustings.model.offices import FREEING
from hustings.report import words
from hustings.report.blocks import Provenance, Source, Table, hosts, sources, table
from hustings.report.plain_page import PlainPage, Section

READ = "How far it was read"
LOST = "On record: the last contest they stood in did not elect them; no later act seats them."
VERBS = {
    "remove": "remove",
    "suspend": "suspend",
    "expel": "expel",
    "decide": "decide",
    "fill": "fill the seat of",
    "overrule": "overrule",
    "endorse": "endorse",
}
WAYS = {
    DIRECT: "the seat falls free",
    INDIRECT: "the seat falls free",
    SUSPENDS: "the seat is held, without a vote",
}


def removers_page(found: Removers, *, command: str = "") -> PlainPage:
    """The page of a register; `command` is what makes the same one again."""
    return PlainPage(
        name=words.slug(f"removers-{found.record}-{found.body_id}"),
        kicker="Register",
        title=f"{words.capital(question(found))}?",
        dek=_dek(found),
        headline=headline(found),
        lead=tuple(_lead(found)),
        sections=tuple(_sections(found)),
        notes=tuple(_notes(found)),
        provenance=_provenance(found, command),
    )


def _dek(found: Removers) -> str:
    known = f", as known on {words.day(found.as_of)}" if found.as_of else ""
    seat = f" {found.name}: {found.section}, {found.state}." if found.state else ""
    return f"{found.body}, on {words.day(found.on)}{known}.{seat}"


def question(found: Removers) -> str:
    """What is asked, as in `who may remove P. Willow`."""
    decided = found.matter or "what"
    if found.power == "decide" and not found.holder:
        return f"who decides {decided}"
    done = (
        f"decide {decided}" if found.power == "decide" else f"{VERBS[found.power]} {_whom(found)}"
    )
    return f"may {found.holder} {done}" if found.holder else f"who may {done}"


def _whom(found: Removers) -> str:
    if found.power in ("overrule", "endorse") and not found.name:
        return "anybody"
    return found.name or "a member"


def headline(found: Removers) -> str:
    """The answer in a sentence; nobody only where whole rule books were read."""
    if found.answer == NO_SEAT:
        return (
            f"{found.name} holds no seat of {found.body} on {words.day(found.on)}: there is "
            "nothing to remove them from."
        )
    if found.answer == FOUND:
        return _found(found)
    lets = _lets(found)
    if found.answer == NOBODY:
        holder = f"{found.holder} may not" if found.holder else "Nobody"
        return f"{holder}: {_read(found)}, none {lets}."
    return f"No clause recorded that {lets}."


def _found(found: Removers) -> str:
    sure = [c for c in found.clauses if c.sure]
    holders = list(dict.fromkeys(c.holder for c in (sure or found.clauses)))
    if found.power == "decide" and not found.matter:
        return f"Clauses on record let {words.listed(holders)} decide something."
    done = f"decides {found.matter}" if found.matter else f"may {VERBS[found.power]} {_whom(found)}"
    cited = list(dict.fromkeys(c.clause for c in (sure or found.clauses) if c.clause))
    under = f" (clause {words.listed(cited)})" if cited else " (no clause number recorded)"
    hedge = "" if sure else " The dates of the clause leave open whether it held on that day."
    return f"{words.listed(holders)} {done}{under}.{hedge}"


def _lets(found: Removers) -> str:
    holder = found.holder or "any body"
    if found.matter:
        return f"lets {holder} decide {found.matter}"
    if found.power == "decide":
        return f"lets {holder} decide anything"
    return f"lets {holder} {VERBS[found.power]} {_whom(found)}"


def _read(found: Removers) -> str:
    books = [b for b in found.books if b.topic == found.power and b.closed]
    return words.listed([_clauses(b) for b in books])


def _clauses(book: BookRead) -> str:
    if book.clauses_read is None:
        return f"all of {book.rule_book} was read"
    return f"{words.counted(book.clauses_read, 'clause')} of {book.rule_book} read"


def _lead(found: Removers) -> Iterable[str]:
    if found.answer == NO_SEAT:
        yield _no_longer(found) if found.state else LOST
        return
    if found.answer not in (FOUND, NOBODY):
        yield _open_world(found)
    if found.holder and not any(named(found.holder, h) for h in found.holders):
        others = f" Named are: {'; '.join(found.holders)}." if found.holders else ""
        yield f"No clause on record names {found.holder}; is it spelt as there?{others}"
    for clause in () if found.state in FREEING else found.others:
        yield _other(found, clause)
    if found.answer == NOBODY and found.power in TOUCHING:
        yield from _elsewhere(found)
    if found.state in FREEING:
        yield _no_longer(found)
    elif found.state == "suspended":
        yield f"On that day {found.name} was suspended: the seat is held, without a vote."
    elif found.member and not found.state:
        yield (
            f"The record has no office of {found.name} on this body by that day, so only clauses "
            "about any member or about this one by name are searched."
        )


def _no_longer(found: Removers) -> str:
    return f"On that day {found.name} no longer held a seat: {found.state}."


def _elsewhere(found: Removers) -> Iterable[str]:
    """What is known of the other powers that bear on the seat, where no clause was found."""
    for topic in TOUCHING:
        if topic == found.power or any(c.power == topic for c in found.others):
            continue
        books = [b for b in found.books if b.topic == topic]
        if books and all(b.closed for b in books):
            yield f"Nor may {found.holder or 'anybody'} {VERBS[topic]} {_whom(found)}."
        else:
            yield f"Whether {found.holder or 'anybody'} may {topic} {_whom(found)} is not recorded."


def _open_world(found: Removers) -> str:
    books = [b for b in found.books if b.topic == found.power]
    if found.matter:
        others = f" Matters on record: {'; '.join(found.matters)}." if found.matters else ""
        return (
            "Matters are matched by their words, so this does not mean that nobody decides it."
            f"{others}"
        )
    unread = [b.rule_book for b in books if not b.complete]
    unsure = [b.rule_book for b in books if b.complete and not b.closed]
    if found.unplaced:
        why = f"the record does not tell whether {words.listed(found.unplaced)} covers this member"
    elif unread:
        why = f"{words.listed(unread)} was not read whole"
    elif unsure:
        why = f"the dates given for {words.listed(unsure)} do not say that it held on that day"
    else:
        why = "no register says that a rule book was read whole"
    denied = f"{found.holder} may not" if found.holder else "nobody may"
    return f"Register not complete ({why}): this does not mean that {denied}."


def _other(found: Removers, clause: Clause) -> str:
    under = f" under {clause.clause}" if clause.clause else ""
    hedge = "" if clause.sure else " (whether it held on that day is not certain)"
    whom = _whom(found)
    if clause.way == SUSPENDS:
        done = f"{clause.holder} may suspend {whom}{under}{hedge}"
        return f"Short of that: {done}; a suspended member holds the seat and cannot vote."
    if clause.way == DIRECT:
        return f"Directly: {clause.holder} may remove {whom}{under}{hedge}."
    state = clause.effect
    done = f"{clause.holder} may {VERBS.get(clause.power, clause.power)} {whom}{under}{hedge}"
    ours = " (our reading)" if clause.derived else ""
    return (
        f"Indirectly: {done}; once {state} the seat is free{ours}. Who follows: hustings vacancy."
    )


def _sections(found: Removers) -> Iterable[Section]:
    general = found.answer == NO_SEAT
    if found.clauses:
        heading = "Clauses about those who hold a seat" if general else "Clauses"
        yield _listed(heading, found.clauses)
    if found.others:
        of_others = "What else bears on the seats of those who hold one"
        yield _listed(of_others if general else "What else bears on the seat", found.others)
    if found.books:
        yield Section(READ, tables=(_books(found.books),), sources=_cited(found.books))
    if found.said:
        claims = "Claims, not rules: the answer above does not rest on them."
        items = tuple(_said(s) for s in found.said)
        yield Section("Said in public", (claims,), items=items, sources=_cited(found.said))


def _listed(title: str, clauses: Sequence[Clause]) -> Section:
    return Section(title, items=tuple(_item(c) for c in clauses), sources=_cited(clauses))


def _cited(rows: Iterable[Clause | BookRead | Said]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for row in rows for source in sources(row.source)))


def _item(clause: Clause) -> str:
    over = "any member" if clause.over == "members" else clause.over
    number = clause.clause or f"{clause.id} (no clause number)"
    effect = WAYS.get(clause.way) or clause.effect
    effect += " (our reading)" if effect and clause.derived else ""
    parts = [
        f"{number}, {_dates(clause)}: {clause.holder}, {clause.power} {over}.",
        words.sentence(clause.statement),
        f"Effect: {effect}." if effect else "",
        "" if clause.sure else "Whether it held on that day is not certain.",
        f"({hosts(sources(clause.source), 1) or 'no source'})",
    ]
    return " ".join(part for part in parts if part)


def _dates(row: Clause | BookRead) -> str:
    if row.valid_from and row.valid_from == row.valid_to:
        return f"in {row.valid_from}"
    start = f"from {row.valid_from}" if row.valid_from else "no date given"
    return f"{start} to {row.valid_to}" if row.valid_to else start


def _books(books: Sequence[BookRead]) -> Table:
    """One row a book, with all the powers it was read for alike."""
    topics: dict[tuple[str, ...], list[str]] = {}
    for b in books:
        number = "–" if b.clauses_read is None else f"{b.clauses_read:,}"
        row = (b.rule_book, "whole" if b.complete else "in part", number, _dates(b))
        topics.setdefault(row, []).append(b.topic)
    heads = ["Power", "Rule book", "Read", ">Clauses", "In force"]
    return table("books", READ, heads, [[", ".join(t), *row] for row, t in topics.items()])


def _said(said: Said) -> str:
    stands_on = [part for part in (said.grade, hosts(sources(said.source), 1)) if part]
    named = f" ({', '.join(stands_on)})" if stands_on else ""
    return f"{words.partial_day(said.on)}, {said.actor}: {said.text.rstrip('.')}{named}."


def _notes(found: Removers) -> Iterable[str]:
    said = [(c.clause or c.id, c.notes) for c in (*found.clauses, *found.others)]
    said += [(b.rule_book, b.notes) for b in found.books]
    for name, note in dict.fromkeys(said):
        if note:
            yield f"{name}: {words.sentence(note)}"
    yield "The register says what rules allow on paper; it is no legal advice."


def _provenance(found: Removers, command: str) -> Provenance:
    from hustings import __version__

    cite = f"hustings {__version__}, register of {found.record}/{found.body_id} on {found.on}"
    facts = (("data", found.data_sha256),)
    return Provenance(f"{cite}, data {found.data_sha256[:12]}.", facts, command)
