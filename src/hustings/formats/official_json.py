"""hustings' own `count.json` as a table to hold another count against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hustings.errors import InputError, Problem
from hustings.model.official import Figure, OfficialRow, OfficialTable, Status, figure

_KEYS = {"candidates": list, "stages": list, "elected": list, "seats": int}


def read(path: Path, text: str) -> OfficialTable:
    """The table in a count as `Count.to_dict` writes it; InputError where it is not one."""
    try:
        said = json.loads(text)
        problems = _missing(path, said)
        if not problems:
            return _table(path, said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        line = getattr(fault, "lineno", 0)
        message = f"not a count in JSON: {type(fault).__name__}: {fault}"
        problems = [Problem(path.name, line, "bad-json", message, _STEP)]
    raise InputError("the official table cannot be read", problems)


_STEP = "Write it again with: hustings count ... --format json."


def _missing(path: Path, said: Any) -> list[Problem]:
    return [
        Problem(path.name, 0, "missing-key", f"no {key} ({kind.__name__})", _STEP)
        for key, kind in _KEYS.items()
        if not isinstance(said.get(key), kind)
    ]


def _table(path: Path, said: dict[str, Any]) -> OfficialTable:
    names = [str(name) for name in said["candidates"]]
    rows = tuple(_candidate(said, name, k) for k, name in enumerate(names, 1))
    return OfficialTable(
        name=str(said.get("title") or path.stem),
        file=path.name,
        shape="count.json",
        rows=rows,
        non_transferable=_pile(said, "non-transferable", "non_transferable"),
        lost=_pile(said, "lost to rounding", "lost_to_rounding"),
        seats=said["seats"],
        quota=_figure(said["quota"]) if said.get("quota") is not None else None,
        valid=_figure(str(said["valid"])) if "valid" in said else None,
        lag=0,
    )


def _figure(text: str) -> Figure:
    found = figure(text)
    if found is None:
        raise ValueError(f"{text!r} is not a number")
    return found


def _candidate(said: dict[str, Any], name: str, number: int) -> OfficialRow:
    totals = tuple(_figure(stage["votes"][name]) for stage in said["stages"])
    status, stage = _status(said, name)
    return OfficialRow(
        name=name,
        line=0,
        totals=totals,
        transfers=tuple(None for _ in totals),
        number=number,
        status=status,
        stage=stage,
    )


def _status(said: dict[str, Any], name: str) -> tuple[Status, int | None]:
    words: tuple[Status, ...] = ("elected", "excluded")
    for stage in said["stages"]:
        for word in words:
            if any(outcome["candidate"] == name for outcome in stage[word]):
                return word, int(stage["number"])
    return "not elected", None


def _pile(said: dict[str, Any], name: str, key: str) -> OfficialRow:
    totals = tuple(_figure(stage[key]) for stage in said["stages"])
    return OfficialRow(name=name, line=0, totals=totals, transfers=tuple(None for _ in totals))
