"""Does a result add up: from a file, pasted text, a folder, a record or a Declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hustings.auditing.check import check as checked
from hustings.auditing.check_family import KINDS
from hustings.auditing.check_result import Checked
from hustings.errors import InputError, Problem
from hustings.model.declared import Declared, Stated
from hustings.model.official import Figure
from hustings.model.record import Record

Source = str | Path | Record | Declared
Progress = Callable[[str, int, int], None]
PASTED = "pasted text"
ENDINGS = {".txt", ".md", ".html", ".htm", ".csv", ".tsv", ".toml", ".json"}
"""Files of a folder that are read as results."""


def check(
    source: Source,
    *,
    contest: str | None = None,
    rule: str | None = None,
    seats: int | None = None,
    max_votes: int | None = None,
    constraints: str | Sequence[str] = (),
    title: str = "",
    progress: Progress | None = None,
) -> tuple[Checked, ...]:
    """Does a published result add up? One answer a contest, in the order they stand there.

    `source` is a file (text, CSV, TOML, Markdown, HTML), a folder of contests, text of several
    lines as pasted, a record, RECORD or RECORD/CONTEST by name, or a `Declared`. `contest` picks
    one. `rule`, `seats`, `max_votes` (votes a paper), `constraints` (`women >= 4: Ann, Bea`) and
    `title` are taken in place of what the result states. Raises InputError or UnknownName.
    """
    asked = restated(rule, seats, max_votes, constraints, title)
    found = list(declared_in(source, contest))
    made = []
    for k, (name, one) in enumerate(found):
        named = name if len(found) > 1 or name != one.title else ""
        made.append(checked(asked(one), named))
        if progress:
            progress(name or one.title, k + 1, len(found))
    return tuple(made)


def declared_in(source: Source, contest: str | None = None) -> Iterator[tuple[str, Declared]]:
    """Every contest of a source with its id, as stated there."""
    if isinstance(source, Declared):
        yield "", source
    elif isinstance(source, Record):
        yield from _of_record(source, contest)
    elif isinstance(source, str) and "\n" in source.rstrip(" "):
        yield from _picked(_worded(_parse(source), source), contest)
    else:
        yield from _at(source, contest)


def _at(source: str | Path, contest: str | None) -> Iterator[tuple[str, Declared]]:
    """A file, a folder, or the address of a record's contest."""
    from hustings.formats.results import read_many, read_results

    named = str(source).strip()
    place, kind = Path(named), kind_of(named)
    if not kind or kind_of(place / "record.toml"):
        yield from _of_record(*_record_at(named, contest))
    elif kind == "file":
        yield from _picked(_worded(read_results(place), _text_of(place)), contest)
    elif kind_of(place / "candidates.csv"):
        yield from _picked(read_many(place), contest)
    else:
        yield from _one_by_one(place, contest)


def kind_of(named: str | Path) -> str:
    """`file` or `folder`; empty for nothing there, and for what cannot be a path."""
    try:
        if not str(named) or not Path(named).exists():
            return ""
        return "folder" if Path(named).is_dir() else "file"
    except (OSError, ValueError):
        return ""


def _one_by_one(folder: Path, contest: str | None) -> Iterator[tuple[str, Declared]]:
    """Every file of a folder that may hold a result, named by its file.

    InputError with what is wrong in each when one of them holds none.
    """
    from hustings.formats.results import read_results

    paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and p.is_file())
    found: list[tuple[str, Declared]] = []
    problems: list[Problem] = []
    for path in (p for p in paths if p.stem.lower() != "readme"):
        try:
            made = _worded(read_results(path), _text_of(path))
        except InputError as fault:
            problems += fault.problems
            continue
        found += [(path.name if len(made) == 1 else f"{path.name}: {d.title}", d) for d in made]
    if not found and not problems:
        step = "Put one result a file there, or candidates.csv with contests.csv."
        problems = [Problem(str(folder), 0, "no-result", "no file of a result is in it", step)]
    if problems:
        raise InputError(f"the results in {folder} cannot be read", problems)
    yield from (one for one in found if contest in (None, one[0], one[1].title))


def _record_at(address: str, contest: str | None) -> tuple[Record, str | None]:
    """RECORD or RECORD/CONTEST, by name or folder."""
    from hustings.store import bundled, open_record

    head, slash, tail = address.rpartition("/")
    names, there = {r.name for r in bundled()}, kind_of(address)
    if there or address.rstrip("/") in names:
        return open_record(address if there else address.rstrip("/")), contest
    if slash and contest is None and (head in names or kind_of(Path(head) / "record.toml")):
        return open_record(head), tail
    step = (
        "Name a file or a folder, - for pasted text, or a record's contest as in "
        "labour-nec/nec-clp-2018-09."
    )
    problem = Problem(address, 0, "not-found", "there is no such file, folder or record", step)
    raise InputError("no result is there", [problem])


def _of_record(record: Record, contest: str | None) -> Iterator[tuple[str, Declared]]:
    from hustings.formats.results import of_record

    ids = [record.contest(contest).id] if contest else [c.id for c in record.contests]
    for one in ids:
        yield one, of_record(record, one)


def _parse(text: str) -> tuple[Declared, ...]:
    from hustings.formats.results import parse_results

    return parse_results(text, PASTED)


def _text_of(place: Path) -> str:
    from hustings.formats.tables import decode, read_bytes

    data = read_bytes(place, place.name)
    text = data if isinstance(data, Problem) else decode(data, place.name)
    return "" if isinstance(text, Problem) else text


def _worded(found: tuple[Declared, ...], text: str) -> tuple[Declared, ...]:
    """A constraint that the text has in words, where the reader found none."""
    if len(found) != 1 or found[0].constraint:
        return found
    from hustings.formats.constraint_words import constraint_in

    return (replace(found[0], constraint=constraint_in(text)),)


def _picked(found: Iterable[Declared], contest: str | None) -> Iterator[tuple[str, Declared]]:
    """Each contest with its title as id; only the one asked for."""
    pairs = [(one.title, one) for one in found]
    chosen = [p for p in pairs if contest in (None, p[0], p[1].file)]
    if not chosen:
        near = ", ".join(name for name, _ in pairs[:8])
        problem = Problem("result", 0, "unknown-contest", f"no contest {contest!r}", f"Try: {near}")
        raise InputError("that contest is not there", [problem])
    yield from chosen


def restated(
    rule: str | None,
    seats: int | None,
    max_votes: int | None,
    constraints: str | Sequence[str],
    title: str,
) -> Callable[[Declared], Declared]:
    """What puts a rule, seats, votes a paper, constraints and a title into a result.

    Where they differ from what the result states, its `assumed` says so. Raises UnknownName.
    """
    _refuse_rule(rule)
    lines = [constraints] if isinstance(constraints, str) else list(constraints)

    def put(one: Declared) -> Declared:
        figures = dict(one.figures)
        if max_votes is not None:
            figures["max_votes"] = _given(max_votes)
        return replace(
            one,
            rule=rule or one.rule,
            seats=one.seats if seats is None else _given(seats),
            figures=figures,
            constraint="\n".join(line for line in lines if line) or one.constraint,
            title=title or one.title,
            assumed=(*_kept(one, rule, seats), *_differs(one, rule, seats)),
        )

    return put


def _refuse_rule(rule: str | None) -> None:
    if rule and rule.partition("@")[0] not in KINDS:
        from hustings.rules import find_rule

        find_rule(rule)


def _given(n: int) -> Stated:
    return Stated(Figure(str(n), Fraction(n), 0), 0, "as asked")


def _kept(one: Declared, rule: str | None, seats: int | None) -> Iterable[str]:
    """What the reader took for granted, without what is said now."""
    for said in one.assumed:
        about_rule = rule and "rule" in said.lower()
        about_seats = seats and "seat" in said.lower()
        if not about_rule and not about_seats:
            yield said


def _differs(one: Declared, rule: str | None, seats: int | None) -> Iterable[str]:
    if rule and one.rule and one.rule.partition("@")[0] != rule.partition("@")[0]:
        yield f"the result is read as {one.rule}; {rule} is used, as asked"
    if seats and one.seats and one.seats.figure.value != seats:
        yield f"the result states {one.seats.text} seats; {seats} are used, as asked"
