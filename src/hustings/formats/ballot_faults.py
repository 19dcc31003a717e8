"""Faults met while reading ballots, collected so that they can be shown together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hustings.errors import InputError, Problem

MOST_SHOWN = 1_000
"""Problems kept a file; what lies beyond is counted in one last Problem."""

_WHOLE = re.compile(r"[0-9]{1,18}\Z")


@dataclass
class Faults:
    """What is wrong (errors) and what is odd (notes) in one file."""

    file: str
    errors: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    beyond: int = 0

    def add(self, line: int, code: str, message: str, step: str) -> None:
        """The file cannot be used: `line` from 1, 0 for the whole file."""
        if len(self.errors) < MOST_SHOWN:
            self.errors.append(Problem(self.file, line, code, message, step))
        else:
            self.beyond += 1

    def note(self, line: int, code: str, message: str, step: str) -> None:
        """The file can be used, but a person should know this."""
        self.notes.append(Problem(self.file, line, code, message, step, "warning"))

    def stop(self) -> None:
        """Raise InputError with every error so far; do nothing when there is none."""
        if not self.errors:
            return
        found = list(self.errors)
        if self.beyond:
            step = "Mend those above first."
            found.append(
                Problem(self.file, 0, "more-problems", f"{self.beyond} more problems", step)
            )
        count = len(self.errors) + self.beyond
        what = "1 problem" if count == 1 else f"{count} problems"
        raise InputError(f"the ballots in {self.file} cannot be read: {what}", found)

    def fail(self, line: int, code: str, message: str, step: str) -> InputError:
        """One more error, after which reading cannot go on: `raise faults.fail(...)`."""
        self.add(line, code, message, step)
        try:
            self.stop()
        except InputError as error:
            return error
        raise AssertionError("unreachable")


def whole(text: str) -> int | None:
    """A whole number of at most 18 plain digits, or None: no sign, no other script's digits."""
    return int(text) if _WHOLE.match(text) else None


def papers_of(text: str, line: int, faults: Faults) -> int | None:
    """A number of papers above zero and in bounds, or None with a Problem."""
    from hustings.model.profile import MOST_PAPERS

    number = whole(text)
    if number is not None and 0 < number < MOST_PAPERS:
        return number
    step = "Give a whole number above zero (multiply fractions out)."
    faults.add(line, "bad-papers", f"{text[:40]!r} is not a number of papers", step)
    return None


def quoted(text: str) -> str:
    """A snippet of the file for a message: short, and with nothing a terminal would act on."""
    return repr(text if len(text) <= 60 else text[:57] + "...")
