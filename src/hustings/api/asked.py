"""What a caller passed to a count, made plain, or one Problem each for what cannot be meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from operator import index
from pathlib import Path
from typing import Any

from hustings.errors import InputError, LotNeeded, Problem
from hustings.formats.lots_file import FROM_BALLOTS, read_lots
from hustings.model.lots import Lot, Lots
from hustings.model.profile import BallotFile, Profile
from hustings.rules.pack import Rule

Ledger = Lots | Lot | Sequence[str] | Sequence[Lot] | str | Path | None


def refused(code: str, said: str, step: str) -> InputError:
    """The refusal of one argument."""
    return InputError("the count cannot begin", [Problem("arguments", 0, code, said, step)])


def known_words(asked: Iterable[str], known: Iterable[str]) -> None:
    """Refuse words a count does not take, with those that are near."""
    words, problems = sorted(known), []
    for word in asked:
        if word not in words:
            near = get_close_matches(word, words, n=2) or words
            step = f"Did you mean {' or '.join(near)}?" if len(near) < 3 else f"{', '.join(near)}."
            problems.append(Problem("arguments", 0, "unknown-word", f"no {word!r} is taken", step))
    if problems:
        raise InputError("the count cannot begin", problems)


def rule_like(rule: object) -> None:
    """Refuse what is neither a rule nor a rule's name."""
    if rule is not None and not isinstance(rule, str | Rule):
        step = 'Pass a rule by name, as in rule="irv"; hustings.rule_names() lists them.'
        raise refused("no-rule", f"{rule!r} is no rule", step)


def whole_seats(seats: Any) -> int | None:
    """A whole number of seats, of whatever integer type; None when not asked."""
    if seats is None:
        return None
    number = whole(seats)
    if number is None:
        said = f"seats is {seats!r}, which is not a whole number"
        raise refused("bad-seats", said, "Pass a whole number, as in seats=2.")
    return number


def whole(value: Any) -> int | None:
    """An integer of any type but True and False, which are no numbers here."""
    try:
        return None if isinstance(value, bool) else index(value)
    except TypeError:
        return None


def listed(given: Any) -> tuple[Any, ...]:
    """One text is a list of one."""
    return (given,) if isinstance(given, str) or not isinstance(given, Iterable) else tuple(given)


def names_listed(given: Any, word: str) -> tuple[str, ...]:
    """Names, one or several; anything else is refused."""
    names = listed(() if given is None else given)
    if odd := [name for name in names if not isinstance(name, str)]:
        said = f"{word} holds {odd[0]!r}, which is no name"
        raise refused("bad-name", said, f'Pass names, as in {word}=["Ann"].')
    return names


def plain_ballots(ballots: Any, candidates: Sequence[str] | None) -> BallotFile:
    """Plain values as a file of ballots: `{ranking: papers}` or a list of rankings."""
    if hasattr(ballots, "__array__") or hasattr(ballots, "__dataframe__"):
        said = f"the ballots are a {type(ballots).__name__}"
        step = "Wrap it: hustings.profile(array, candidates), or write it as CSV and pass the path."
        raise refused("bad-ballots", said, step)
    if isinstance(ballots, Mapping):
        return BallotFile(profile=Profile.of(ballots, candidates), form="mapping")
    if isinstance(ballots, Iterable) and not isinstance(ballots, str | bytes):
        return BallotFile(profile=Profile.of(list(ballots), candidates), form="list")
    said = "there are no ballots" if ballots is None else f"{ballots!r} is no ballots"
    step = "Pass a path, {ranking: papers}, a list of rankings, or hustings.profile(...)."
    raise refused("bad-ballots", said, step)


def ledger(lots: Ledger, file: BallotFile) -> Lots:
    """Lots in any form as a ledger; the order in the ballot file only when it is asked for."""
    if lots is None:
        return Lots()
    if isinstance(lots, Lots):
        return lots
    if isinstance(lots, Lot):
        return Lots(lots=(lots,))
    if isinstance(lots, str) and lots == FROM_BALLOTS:
        if not file.tie_order:
            step = "Leave it out, or name a ledger."
            raise refused("no-tie-order", f"{file.name or 'the file'} gives no tie order", step)
        return Lots(standing=file.tie_order)
    if isinstance(lots, str | Path):
        return read_lots(lots)
    given = listed(lots)
    drawn = tuple(lot for lot in given if isinstance(lot, Lot))
    if drawn and len(drawn) == len(given):
        return Lots(lots=drawn)
    return Lots(standing=names_listed(given, "lots"))


def why_no_lot(tie: LotNeeded, lots: Lots | None, file: BallotFile) -> list[str]:
    """What in the ledger or the ballot file comes near the lot that a tie still needs."""
    names, held = file.profile.candidates, lots or Lots()
    found = []
    if held.standing and (lacks := [n for n in tie.tied if n not in held.standing]):
        found.append(f"the standing order lacks {', '.join(lacks)}")
    told = dict.fromkeys([*held.standing, *(n for lot in held.lots for n in lot.order)])
    for name in told:
        if name not in names:
            near = get_close_matches(name, names, n=2)
            meant = f"; did you mean {' or '.join(near)}?" if near else ""
            found.append(f"the lots name {name!r}, who does not stand{meant}")
    if file.tie_order and not held.standing:
        said = f'the ballot file gives a tie order: lots="{FROM_BALLOTS}" (--lots {FROM_BALLOTS})'
        found.append(f"{said} uses it")
    return found
