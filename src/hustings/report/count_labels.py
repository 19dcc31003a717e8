"""Where the names in a drawing go, so that none lies on another."""

from __future__ import annotations

from typing import Any

LINE, LETTER = 14.0, 6.4
"""Pixels a line of small words is high, and a letter is wide."""
NAMES, HIGHER = 125.0, 1.04
"""Pixels to the right of the lines that names need, and how much higher than them a chart is."""

LEADER = 15.0
"""Pixels from a point to its name, with a short line between the two."""

Rectangle = tuple[float, float, float, float]


class Room:
    """The free room of a chart of lines, in pixels, and what has been put there."""

    def __init__(self, stages: int, top: float, width: float, height: float) -> None:
        self.wider = width / (width - NAMES)
        self._across = width / max((stages - 1) * self.wider, 1)
        self._up = height / ((top or 1.0) * HIGHER)
        self._taken: list[Rectangle] = []

    def right_of(self, stage: int, pixels: float) -> float:
        """A place so many pixels to the right of a stage, in stages."""
        return stage + pixels / self._across

    def take(self, stage: float, votes: float) -> None:
        """Keep the place of a point free of names."""
        x, y = stage * self._across, votes * self._up
        self._taken.append((x - 3, y - 3, x + 3, y + 3))

    def take_line(self, here: tuple[int, float], there: tuple[int, float]) -> None:
        """Keep a line between the points of two stages free of names."""
        steps = max(1, round(self._across * (there[0] - here[0]) / LINE))
        for i in range(1, steps):
            x, y = (a + (b - a) * i / steps for a, b in zip(here, there))
            self.take(x, y)

    def column(self, ends: list[dict[str, Any]]) -> list[float]:
        """Votes at which names at the right edge stand, in rising order of what they hold."""
        places = spread_out([end["votes"] * self._up for end in ends], LINE, LINE / 2)
        for end, at in zip(ends, places):
            self._taken.append(self._box(end, at))
        return [at / self._up for at in places]

    def find(self, end: dict[str, Any]) -> float | None:
        """Votes at which the name of a line's end can stand, None where there is no room."""
        for step in (0, 1, -1):
            at: float = end["votes"] * self._up + step * LINE / 2
            here = self._box(end, at)
            if here[1] >= 2 and not any(_overlap(here, there) for there in self._taken):
                self._taken.append(here)
                return at / self._up
        return None

    def _box(self, end: dict[str, Any], at: float) -> Rectangle:
        x = end["stage"] * self._across + LEADER
        return x, at - LINE / 2 + 1, x + len(end["label"]) * LETTER, at + LINE / 2 - 1


def _overlap(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def spread_out(wanted: list[float], least: float, low: float = 0.0) -> list[float]:
    """Places near those wanted (in rising order), at least so far apart, none below `low`.

    Those that are too close make a group that is centred on the middle of what they want.
    """
    groups: list[tuple[float, int]] = []
    for want in wanted:
        groups.append((max(want, low), 1))
        while len(groups) > 1 and _end(groups[-2], least) > _begin(groups[-1], least):
            (a, m), (b, n) = groups[-2:]
            middle = max((a * m + b * n) / (m + n), low + (m + n - 1) * least / 2)
            groups[-2:] = [(middle, m + n)]
    return [_begin(g, least) + (i + 0.5) * least for g in groups for i in range(g[1])]


def _begin(group: tuple[float, int], least: float) -> float:
    return group[0] - group[1] * least / 2


def _end(group: tuple[float, int], least: float) -> float:
    return group[0] + group[1] * least / 2
