"""Opens a record: a bundled one by its name, any other by the path of its folder."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from hustings.errors import InputError, Problem, UnknownName
from hustings.formats.record_folder import read_folder
from hustings.model import Record


@dataclass(frozen=True, slots=True)
class RecordInfo:
    """What a list of records shows: `years` are the first and last year of its contests."""

    name: str
    organisation: str
    contests: int
    years: tuple[int, int] | None
    licence: str


def open_record(name_or_path: str | Path) -> Record:
    """The record of that name or in that folder.

    UnknownName when there is none; InputError with every problem when it cannot be used.
    """
    record, problems = read_folder(_folder(name_or_path))
    if any(problem.level == "error" for problem in problems):
        raise InputError(f"record {str(name_or_path)!r} cannot be used", problems)
    return record


def record_problems(name_or_path: str | Path) -> tuple[Problem, ...]:
    """Every problem of a record, warnings included; empty when there is none."""
    return read_folder(_folder(name_or_path))[1]


def bundled() -> tuple[RecordInfo, ...]:
    """The records that come with hustings, by name."""
    return tuple(_info(open_record(name)) for name in _names())


def _info(record: Record) -> RecordInfo:
    days = [row.known_from for row in (*record.contests, *record.declarations) if row.known_from]
    years = (min(days).year, max(days).year) if days else None
    return RecordInfo(record.name, record.organisation, len(record.contests), years, record.licence)


def _home() -> Path:
    return Path(str(files("hustings"))) / "records"


def _names() -> list[str]:
    return sorted(path.parent.name for path in _home().glob("*/record.toml"))


def _folder(name_or_path: str | Path) -> Path:
    """The folder meant: a bundled name first, then a path that exists or looks like one."""
    if isinstance(name_or_path, Path):
        return name_or_path
    names = _names()
    if name_or_path in names:
        return _home() / name_or_path
    if "/" in name_or_path or "\\" in name_or_path or _exists(name_or_path):
        return Path(name_or_path)
    near = get_close_matches(name_or_path, names, n=3, cutoff=0.3) or names
    raise UnknownName(
        f"no record {name_or_path!r} comes with hustings; try {', '.join(near)}, "
        "or give the path of a folder"
    )


def _exists(text: str) -> bool:
    try:
        return bool(text) and Path(text).exists()
    except (OSError, ValueError):
        return False
