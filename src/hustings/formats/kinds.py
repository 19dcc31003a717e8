"""The kinds of value a cell may hold, each with its reader."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hustings.model.dates import PartialDate

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")
_EARLIEST_YEAR = 1000


class CellError(ValueError):
    """A cell that cannot be read: what is wrong with it, and what to do next."""

    def __init__(self, code: str, message: str, next_step: str) -> None:
        super().__init__(message)
        self.code = code
        self.next_step = next_step


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell: what people write there, and the function that reads it."""

    name: str
    written: str
    read: Callable[[str], Any]


def shown(cell: str) -> str:
    """The cell as a message quotes it: never more than a line."""
    return repr(cell if len(cell) <= 60 else cell[:57] + "...")


def _whole(cell: str, least: int | None) -> int:
    if not _WHOLE.fullmatch(cell):
        raise CellError(
            "not-a-number",
            f"{shown(cell)} is not a whole number",
            "Write digits only, without commas, spaces or signs; leave the cell empty if unknown.",
        )
    value = int(cell)
    if least is not None and value < least:
        code = "negative-number" if value < 0 else "too-small"
        raise CellError(code, f"{cell} is below {least}", f"Write {least} or more.")
    return value


def _count(cell: str) -> int:
    return _whole(cell, 0)


def _positive(cell: str) -> int:
    return _whole(cell, 1)


def _number(cell: str) -> float:
    value = float(cell) if _NUMBER.fullmatch(cell) else math.inf
    if not math.isfinite(value):
        raise CellError(
            "not-a-number",
            f"{shown(cell)} is not a number",
            "Write digits with a full stop for decimals; leave the cell empty if unknown.",
        )
    return value


def _amount(cell: str) -> float:
    value = _number(cell)
    if value < 0:
        raise CellError("negative-number", f"{cell} is below 0", "Write 0 or more.")
    return value


def _percent(cell: str) -> float:
    value = _amount(cell)
    if value > 100:
        raise CellError("above-100", f"{cell} is above 100 percent", "Write a percentage to 100.")
    return value


def _share(cell: str) -> float:
    value = _amount(cell)
    if value > 1:
        raise CellError("above-1", f"{cell} is above 1", "Write a share from 0 to 1.")
    return value


@lru_cache(maxsize=8192)
def _day(cell: str) -> PartialDate:
    try:
        value = PartialDate.parse(cell)
        if value.first.year < _EARLIEST_YEAR:
            raise ValueError
    except ValueError:
        raise CellError(
            "impossible-date",
            f"{shown(cell)} is not a date",
            "Write 2018-08-01, or 2018-08 or 2018 when the day is unknown.",
        ) from None
    return value


def _yes_no(cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise CellError(
            "not-yes-or-no",
            f"{shown(cell)} is neither yes nor no",
            "Write yes or no; leave the cell empty if unknown.",
        )
    return cell == "yes"


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(cell.split())


def one_of(words: Iterable[str], code: str) -> Kind:
    """A kind that accepts the given words only."""
    known = tuple(sorted(words))
    listed = ", ".join(known)

    def read(cell: str) -> str:
        if cell not in known:
            raise CellError(code, f"{shown(cell)} is not a known word", f"Write one of: {listed}.")
        return cell

    return Kind("word", f"one of: {listed}", read)


TEXT = Kind("text", "any text", str)
COUNT = Kind("count", "a whole number from 0", _count)
POSITIVE = Kind("positive", "a whole number from 1", _positive)
NUMBER = Kind("number", "a number", _number)
AMOUNT = Kind("amount", "a number from 0", _amount)
PERCENT = Kind("percent", "a percentage, 0 to 100", _percent)
SHARE = Kind("share", "a share, 0 to 1", _share)
DAY = Kind("date", "2018-08-01, 2018-08 or 2018", _day)
YES_NO = Kind("yes/no", "yes or no", _yes_no)
IDS = Kind("ids", "ids separated by spaces", _ids)
