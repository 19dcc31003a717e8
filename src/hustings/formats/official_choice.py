"""Picking one contest out of a file that holds many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from hustings.formats.official_sheet import Row, Sheet


@dataclass(frozen=True)
class Choice:
    """Which contest of a file is asked for, and the name of the ballot file it goes with."""

    contest: str | None
    ballots_name: str | None

    def pick(self, sheet: Sheet, groups: Mapping[str, list[Row]], also: Aliases) -> str | None:
        """The key of the contest asked for; None, with a problem, where that is not one."""
        found: list[str] = []
        if len(groups) == 1:
            found = list(groups)
        elif self.contest:
            found = [k for k in groups if same(self.contest, k, *also(groups[k]))]
        elif self.ballots_name:
            stem = Path(self.ballots_name).stem
            found = [k for k in groups if same(self.ballots_name, k) or same(stem, k)]
        if len(found) == 1:
            return found[0]
        self._refuse(sheet, self.contest or self.ballots_name or "", groups)
        return None

    def _refuse(self, sheet: Sheet, wanted: str, groups: Iterable[str]) -> None:
        keys = sorted(groups)
        near = get_close_matches(wanted, keys, n=5, cutoff=0.5) or keys[:5]
        more = f" (and {len(keys) - len(near)} more)" if len(keys) > len(near) else ""
        said = f"not one contest {wanted!r}" if wanted else "it is not said which contest"
        message = f"{said} of the {len(keys)} in this file"
        step = f"Name one (--contest ID, contest=ID): {', '.join(near)}{more}."
        sheet.report(0, "unknown-contest", message, step)


Aliases = Callable[[list[Row]], Iterable[str]]


def same(wanted: str, *names: str) -> bool:
    """True when a contest goes by one of these names; case, order and joins do not count."""

    def plain(said: str) -> list[str]:
        return said.replace("_", " ").replace("/", " ").replace("-", " ").casefold().split()

    return any(plain(wanted) in (plain(n), plain(n)[::-1]) for n in names if n)


def groups_of(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    """Rows by contest, in the order of the file."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
