"""A chart before it is drawn: what it shows in words, the table that says the same, its recipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hustings.report.blocks import Table

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """The width to draw for, in pixels; `narrow` asks for short labels."""

    width: int
    narrow: bool = False


WIDE = Frame(680)
NARROW = Frame(320, narrow=True)
MIDDLE = Frame(360, narrow=True)
"""Wide enough for a page, narrow enough for a phone: one drawing serves both."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: its name, what it shows in words, the table that says the same, how to draw it."""

    name: str
    title: str
    alt: str
    table: Table
    spec: Callable[[Frame], Spec]
    frame: Frame = MIDDLE
