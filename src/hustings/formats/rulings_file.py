"""The log of rulings as a TOML file: read with every fault, and written for filling in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hustings.formats.toml_lines import Place, TomlFile, listed, quoted, read_toml
from hustings.model.entries import NO_PAPER, REJECT, WHOLE, Ruling, Rulings

KEYS = ("paper", "column", "first_says", "second_says", "line", "ruling", "by", "on", "why")
CHOICES = '"first", "second", "blank" or the right value'
WHOLE_CHOICES = '"first", "second", "no such paper" or "reject: the reason"'


def read_rulings(path: Path | str) -> Rulings:
    """A log of rulings; InputError with every fault.

    An entry whose ruling is empty is still open and is counted, not read. Refused are rulings
    without who, when (an ISO day) and why, fewer people than `people` asks for, and people who
    keyed one of the files.
    """
    file = read_toml(Path(path), "the rulings")
    file.known(("", 0, ""), file.values, ("keyed", "ruling"))
    first, second, people = _keyed(file)
    entries = list(enumerate(file.tables("ruling")))
    still_open = [
        k for k, values in entries if not _word(file, ("ruling", k, ""), values, "ruling")
    ]
    made = [_ruling(file, k, values) for k, values in entries if k not in still_open]
    for ruling in made:
        _by_right_people(file, ruling, (first, second), people)
    _once_each(file, made)
    file.refuse("the rulings")
    return Rulings(Path(path).name, tuple(made), first, second, people, len(still_open))


def _keyed(file: TomlFile) -> tuple[str, str, int]:
    values, place = file.table("keyed"), ("keyed", 0, "")
    file.known(place, values, ("first", "second", "people"))
    first, second = (file.text(place, values, key) for key in ("first", "second"))
    if first and first.casefold() == second.casefold():
        step = "Have the papers keyed again by somebody else."
        file.problem(("keyed", 0, "second"), "same-keyer", f"{first} keyed both files", step)
    return first, second, file.number(place, values, "people") or 1


def _ruling(file: TomlFile, number: int, values: dict[str, Any]) -> Ruling:
    place: Place = ("ruling", number, "")
    file.known(place, values, KEYS)
    says = {key: _word(file, place, values, key) for key in ("first_says", "second_says")}
    made = Ruling(
        paper=_word(file, place, values, "paper"),
        column=_word(file, place, values, "column") or WHOLE,
        ruling=_word(file, place, values, "ruling"),
        by=_people(file, place, values),
        on=file.text(place, values, "on"),
        why=file.text(place, values, "why"),
        first_says=says["first_says"] if "first_says" in values else None,
        second_says=says["second_says"] if "second_says" in values else None,
        line=file.number(place, values, "line"),
        at=file.lines.get(place, 0),
    )
    _complete(file, place, made)
    return made


def _complete(file: TomlFile, place: Place, made: Ruling) -> None:
    """Problems for what a ruling lacks."""
    for key, said in (("paper", made.paper), ("by", made.by), ("on", made.on), ("why", made.why)):
        if not said:
            step = f"Write {key} = …: a ruling says which paper, by whom, when and why."
            file.problem((*place[:2], key), f"no-{key}", f"the ruling has no {key}", step)
    if made.on and not _is_day(made.on):
        step = "Write a day as 2026-03-14."
        file.problem((*place[:2], "on"), "bad-day", f"on is {made.on!r}", step)
    if made.ruling.lower() == REJECT or (made.side == REJECT and not made.reason):
        step = 'Write "reject: " and the reason.'
        file.problem((*place[:2], "ruling"), "no-reason", "a rejection has no reason", step)
    elif made.column == WHOLE and made.side not in ("first", "second", REJECT, NO_PAPER):
        step = f"Write {WHOLE_CHOICES}, or rule column by column."
        said = f"{made.ruling!r} is no ruling on a whole paper"
        file.problem((*place[:2], "ruling"), "bad-ruling", said, step)
    elif made.column != WHOLE and made.side in (REJECT, NO_PAPER):
        step = f'Write column = "{WHOLE}" for a ruling on all of it.'
        file.problem(
            (*place[:2], "ruling"), "bad-ruling", f"{made.ruling!r} is no ruling on a column", step
        )


def _by_right_people(file: TomlFile, ruling: Ruling, keyers: Sequence[str], people: int) -> None:
    place: Place = ("ruling", _number(file, ruling), "by")
    typed = {keyer.casefold() for keyer in keyers if keyer}
    for name in ruling.by:
        if name.casefold() in typed:
            step = "Somebody who keyed neither file rules."
            file.problem(place, "keyer-rules", f"{name} keyed one of the files", step)
    if ruling.by and len({name.casefold() for name in ruling.by}) < people:
        step = f'Name {people} people, as in by = ["Ann Ash", "Bo Birch"].'
        said = f"ruled by {len(ruling.by)}, where {people} must rule"
        file.problem(place, "too-few-people", said, step)


def _number(file: TomlFile, ruling: Ruling) -> int:
    """Which entry of the file a ruling is."""
    found = (k for (table, k, key), at in file.lines.items() if at == ruling.at and not key)
    return next((k for k in found), 0)


def _once_each(file: TomlFile, made: Sequence[Ruling]) -> None:
    """A difference is ruled once; a ruling on a whole paper leaves nothing for its columns."""
    seen: dict[tuple[str, str], Ruling] = {}
    whole = {ruling.paper for ruling in made if ruling.column == WHOLE}
    for ruling in made:
        key = (ruling.paper, ruling.column)
        earlier = seen.setdefault(key, ruling)
        twice = earlier is not ruling or (ruling.paper in whole and ruling.column != WHOLE)
        if twice:
            said = f"paper {ruling.paper!r}, {ruling.column} is ruled on twice"
            place: Place = ("ruling", _number(file, ruling), "")
            file.problem(place, "ruled-twice", said, "Keep the ruling that was made.")


def _word(file: TomlFile, place: Place, values: dict[str, Any], key: str) -> str:
    """A text; a whole number is taken as written."""
    found = values.get(key, "")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return file.text(place, values, key)


def _people(file: TomlFile, place: Place, values: dict[str, Any]) -> tuple[str, ...]:
    """One name or several."""
    found = values.get("by", "")
    if isinstance(found, str):
        return (found.strip(),) if found.strip() else ()
    return file.names(place, values, "by")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return False
    return True


def rulings_text(rulings: Rulings, wanted: Iterable[tuple[str, str, str, str, str]]) -> str:
    """The log with an entry to fill in for each open difference, given as five texts.

    They are paper, column, what the first and the second file say, and where. `read_rulings` takes
    an entry for open while its `ruling` is empty.
    """
    people = [] if rulings.people == 1 else [f"people = {rulings.people}"]
    keyers = [f"first = {quoted(rulings.first)}", f"second = {quoted(rulings.second)}"]
    blocks = [["[keyed]  # who typed which file; they may not rule", *keyers, *people]]
    blocks += [_entry(ruling) for ruling in rulings.rulings]
    for paper, column, first, second, where in wanted:
        whole = column == WHOLE
        says = [f"first_says = {quoted(first)}", f"second_says = {quoted(second)}"]
        blocks.append(
            [
                f"# {where}",
                "[[ruling]]",
                f"paper = {quoted(paper)}",
                f"column = {quoted(column)}",
                *([] if whole else says),
                f'ruling = ""  # {WHOLE_CHOICES if whole else CHOICES}',
                'by = ""',
                'on = ""  # as in 2026-03-14',
                'why = ""',
            ]
        )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _entry(ruling: Ruling) -> list[str]:
    """A ruling as it is read."""
    says = (("first_says", ruling.first_says), ("second_says", ruling.second_says))
    by = quoted(ruling.by[0]) if len(ruling.by) == 1 else listed(ruling.by)
    return [
        "[[ruling]]",
        f"paper = {quoted(ruling.paper)}",
        f"column = {quoted(ruling.column)}",
        *(f"{key} = {quoted(said)}" for key, said in says if said is not None),
        *([f"line = {ruling.line}"] if ruling.line is not None else []),
        f"ruling = {quoted(ruling.ruling)}",
        f"by = {by}",
        f"on = {quoted(ruling.on)}",
        f"why = {quoted(ruling.why)}",
    ]
