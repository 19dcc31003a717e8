"""A check as a page: the verdicts first, then what fails with its lines, then what was assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hustings.auditing.check_result import Checked, CheckedMany, Level, Verdict
from hustings.model.wording import plural
from hustings.report import words
from hustings.report.blocks import KeyNumber, Provenance, Table, sources, table
from hustings.report.plain_page import PlainPage, Section

STATEMENTS = {
    "whole": "whole numbers, not below zero",
    "returned-issued": "returned ≤ issued",
    "valid": "valid = returned − invalid",
    "rejected": "rejected by reason = invalid",
    "turnout": "turnout by its definition",
    "first-preferences": "first preferences = valid",
    "votes-valid": "votes within what valid papers bear",
    "few-votes": "votes at least as many as papers",
    "votes-papers": "each candidate's votes ≤ papers",
    "total-votes": "candidates' votes = all votes",
    "shares": "shares of one whole",
    "slates": "slate = its candidates",
    "twice": "nobody listed twice",
    "again": "stated twice, the same",
    "quota": "quota from valid and seats",
    "stages": "stages conserved",
    "seats": "as many elected as seats",
    "elected": "elected = most votes",
    "constraint": "constraint met",
    "tie": "tie at the last seat",
    "places": "places in order of votes",
}
"""Each statement's code in a few words; a code of a stage table begins with `stage-`."""

ORDER = {"FAIL": 0, "known": 1, "ok": 2, "?": 3}
MOST_UNREAD, MOST_HINTS = 8, 12
EACH = {"FAIL": 6, "known": 3}
"""How many of one statement are listed; the rare ones come first."""


def check_page(checked: Checked, *, command: str = "") -> PlainPage:
    """The page of one result checked; `command` is what makes the same one again."""
    return PlainPage(
        name=words.slug(f"check-{checked.contest or checked.title}"),
        kicker="Check",
        title=checked.title or checked.file,
        dek=_dek(checked),
        headline=_headline(checked),
        lead=(words.sentence(checked.hint),) if checked.hint else (),
        numbers=_numbers(checked.counts),
        sections=tuple(_sections(checked)),
        notes=tuple(_unread(checked)),
        provenance=_provenance(f"check of {checked.title or checked.file}", checked.file, command),
    )


def checks_page(many: CheckedMany, *, command: str = "") -> PlainPage:
    """The page of many results: who fails, every statement's count, the failures in full."""
    failing = len(many.failing)
    adding = len(many.contests) - failing
    fails = many.counts.get("FAIL", 0)
    said = f"{adding:,} of {len(many.contests):,} contests add up"
    verb = "does not" if failing == 1 else "do not"
    said += f"; {failing:,} {verb} ({plural(fails, 'statement')})." if failing else "."
    return PlainPage(
        name=words.slug(f"check-{many.title}"),
        kicker="Check",
        title=many.title,
        dek=f"{plural(len(many.contests), 'contest')} checked; arithmetic on published figures.",
        headline=said,
        numbers=_numbers(many.counts),
        sections=tuple(_many_sections(many)),
        notes=(OPEN,) if many.counts.get("?") else (),
        provenance=_provenance(f"check of {many.title}", many.title, command),
    )


OPEN = "? is what could not be tested, because a figure or a rule is not stated."


def _dek(checked: Checked) -> str:
    seats = (
        words.capital(words.counted(checked.seats, "seat")) if checked.seats else "Seats not stated"
    )
    where = f" From {checked.file}." if checked.file and checked.file != checked.title else ""
    return f"{seats}; {checked.rule}.{where}"


def _headline(checked: Checked) -> str:
    counts = checked.counts
    left = f"{counts['?']} could not be checked" if counts["?"] else ""
    known = f"{plural(counts['known'], 'failure')} known" if counts["known"] else ""
    after = "".join(f"; {part}" for part in (known, left) if part)
    tested = counts["ok"] + counts["FAIL"]
    if counts["FAIL"]:
        fail = "fails" if counts["FAIL"] == 1 else "fail"
        return f"Does not add up: {counts['FAIL']} of {plural(tested, 'statement')} {fail}{after}."
    if not tested and not counts["known"]:
        return f"Nothing could be checked: {plural(counts['?'], 'statement')} left open."
    hold = "holds" if counts["ok"] == 1 else "hold"
    return f"Adds up: {plural(counts['ok'], 'statement')} {hold}{after}."


def _numbers(counts: Mapping[str, int]) -> tuple[KeyNumber, ...]:
    named = (("FAIL", "fail", "fails"), ("ok", "hold", "holds"), ("known", "known", "known"))
    told = [
        KeyNumber(f"{n:,}", one if n == 1 else many)
        for level, many, one in named
        if (n := counts.get(level, 0)) or level != "known"
    ]
    return (*told, KeyNumber(f"{counts.get('?', 0):,}", "could not be checked"))


def _sections(checked: Checked) -> Iterable[Section]:
    yield Section("", tables=(_verdicts(checked.verdicts),))
    failing = [v for v in checked.verdicts if v.level in ("FAIL", "known")]
    if failing:
        yield Section("What fails", items=tuple(_detail(v) for v in failing))
    bases = dict.fromkeys(v.basis for v in checked.verdicts if v.basis and v.level == "ok")
    if taken := (*checked.assumed, *bases):
        items = tuple(words.sentence(one) for one in taken)
        yield Section("Definitions used, and what was taken for granted", items=items)
    if checked.source:
        yield Section("", sources=sources(checked.source))


def _verdicts(verdicts: Sequence[Verdict]) -> Table:
    ordered = sorted(verdicts, key=lambda v: ORDER[v.level])
    rows = [[v.level, _statement(v), v.difference] for v in ordered]
    strong = [i for i, v in enumerate(ordered) if v.level == "FAIL"]
    return table("verdicts", "", ["", "Statement", ">Off by"], rows, strong=strong)


def _statement(v: Verdict) -> str:
    if v.level == "?" and v.left:
        return f"{v.shown}: {v.said}"
    return v.shown


def _detail(v: Verdict) -> str:
    """The sentence, the words it was read from, the definition, and why it was to be expected."""
    parts = [words.sentence(v.said)]
    if v.words:
        parts.append(_quoted(v.words))
    elif v.lines:
        parts.append(f"Lines {', '.join(str(n) for n in v.lines[:12])}.")
    if v.basis:
        parts.append(f"Basis: {v.basis}.")
    if v.known:
        parts.append(f"Known: {v.known}.")
    return " ".join(parts)


def _quoted(said: Sequence[str]) -> str:
    """`Line 6: “Papers returned 10877”. Line 8: ...`, each line once."""
    lines: dict[str, list[str]] = {}
    for text in said:
        where, mark, rest = text.partition(": ")
        known = mark and where.startswith("line ")
        lines.setdefault(f"{words.capital(where)}: " if known else "", []).append(
            f"“{rest.strip() if known else text}”"
        )
    return " ".join(f"{where}{', '.join(parts)}." for where, parts in lines.items())


def _unread(checked: Checked) -> Iterable[str]:
    for line, text in checked.unread[:MOST_UNREAD]:
        yield f"Not understood, and not used: line {line}, “{text.strip()}”"
    if len(checked.unread) > MOST_UNREAD:
        yield f"And {len(checked.unread) - MOST_UNREAD} more lines with figures not understood."


def _many_sections(many: CheckedMany) -> Iterable[Section]:
    if many.counts.get("FAIL"):
        yield _listed("Contests that do not add up", many, "FAIL")
    counts = many.by_statement()
    heads = ["Statement", ">ok", ">FAIL", ">?", ">known"]
    rows = [
        [_name(code), *(f"{n[level]:,}" for level in ("ok", "FAIL", "?", "known"))]
        for code, n in sorted(counts.items(), key=lambda item: _place(item[0]))
    ]
    title = "Every statement"
    yield Section(title, tables=(table("statements", title, heads, rows),))
    hints = [f"{c.contest or c.title}: {c.hint}." for c in many.failing if c.hint]
    if hints:
        more = len(hints) - MOST_HINTS
        after = (f"and {more:,} more; --format json has them all.",) if more > 0 else ()
        items = (*hints[:MOST_HINTS], *after)
        yield Section("One figure that would explain it", items=items)
    if many.counts.get("known"):
        yield _listed("Known, and not counted as failures", many, "known")


def _listed(title: str, many: CheckedMany, level: Level) -> Section:
    """One row a statement: the contest, the statement, by how much, and why it is known."""
    by_code: dict[str, list[list[str]]] = {}
    for contest in many.contests:
        for v in (v for v in contest.verdicts if v.level == level):
            why = f". {words.sentence(v.known)}" if v.known else ""
            row = [contest.contest or contest.title, f"{v.shown}{why}", v.difference]
            by_code.setdefault(v.code, []).append(row)
    rows: list[list[str]] = []
    left = []
    for code, found in sorted(by_code.items(), key=lambda item: len(item[1])):
        rows += found[: EACH[level]]
        if len(found) > EACH[level]:
            left.append(f"{len(found) - EACH[level]:,} more of “{_name(code)}”")
    note = f"And {'; '.join(left)}. --format csv has them all." if left else ""
    heads = ["Contest", "Statement", ">Off by"]
    return Section(title, tables=(table(level, title, heads, rows, note=note),))


def _name(code: str) -> str:
    if code.startswith("stage-"):
        return f"stage table: {code.removeprefix('stage-').replace('-', ' ')}"
    return STATEMENTS.get(code, code)


def _place(code: str) -> tuple[int, str]:
    known = list(STATEMENTS)
    return (known.index(code), "") if code in known else (len(known), code)


def _provenance(what: str, file: str, command: str) -> Provenance:
    from hustings import __version__

    return Provenance(f"hustings {__version__}, {what}.", (("file", file),), command)
