"""A profile made ready for its terms: who never stood, papers not valid, further re-openings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from hustings.model.constraints import PaperRange, reopen_chain
from hustings.model.count import Terms
from hustings.model.profile import Profile

Row = tuple[int, ...]

ENOUGH_ROWS = 20_000
"""Rows from which arrays repay loading NumPy."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is counted, and how many papers were set aside or left without a candidate, and why."""

    profile: Profile
    marks: tuple[tuple[str, int, str], ...] = ()


def prepare(profile: Profile, terms: Terms, *, exact: bool = False) -> Prepared:
    """The profile as the terms have it; untouched, object and all, when they ask nothing of it.

    Very many rows go through arrays, unless `exact`; the papers are the same.
    """
    many = not exact and len(profile) >= ENOUGH_ROWS
    done = Prepared(profile)
    for one in terms.constraints:
        if isinstance(one, PaperRange):
            done = _set_aside(done, one, many)
    done = _never_stood(done, terms, many)
    return _reopen(done, terms, many)


def _rebuilt(
    profile: Profile,
    change: Callable[[Row], Row | None],
    candidates: Sequence[str] | None = None,
) -> Profile:
    """Every distinct row changed, or left out where `change` gives None."""
    names = profile.candidates if candidates is None else tuple(candidates)
    found: dict[Row, int] = {}
    for row, papers in profile.grouped().items():
        made = change(row)
        if made is not None:
            found[made] = found.get(made, 0) + papers
    rows = [_recoded(row, profile, len(names)) for row in found]
    return Profile.from_rows(names, rows, found.values(), profile.kind)


def _recoded(row: Row, profile: Profile, candidates: int) -> Row:
    """Codes for ties and blanks move when more candidates need a wider cell."""
    if profile.kind == "scores" or profile.item == 2 or candidates <= 250:
        return row
    wide = {255: 65_535, 254: 65_534}
    return tuple(wide.get(cell, cell) for cell in row)


def _set_aside(done: Prepared, one: PaperRange, many: bool) -> Prepared:
    """Papers that mark too few or too many of a category are not valid; blank ones stay blank."""
    profile = done.profile
    inside = {k for k, n in enumerate(profile.candidates, 1) if n in one.members}

    def keep(row: Row) -> Row | None:
        marked = marked_on(profile, row)
        bears = len(marked & inside)
        fits = one.at_least <= bears and (one.at_most is None or bears <= one.at_most)
        return row if fits or not marked else None

    if many:
        from hustings.counting import prepare_arrays

        kept = prepare_arrays.kept(profile, inside, one.at_least, one.at_most)
    else:
        kept = _rebuilt(profile, keep)
    gone = profile.total - kept.total
    if not gone:
        return done
    mark = (f"does not mark {str(one).removeprefix('paper ')}: not valid", gone, one.clause)
    return Prepared(kept, (*done.marks, mark))


def marked_on(profile: Profile, row: Row) -> set[int]:
    """The candidates, from 1, that a row bears at all."""
    if profile.kind == "scores":
        return {k for k, cell in enumerate(row, 1) if cell}
    return {cell for cell in row if 0 < cell < profile.skipped}


def _never_stood(done: Prepared, terms: Terms, many: bool) -> Prepared:
    """Those withdrawn before papers went out are struck off every paper, as if never on it."""
    away = {k for k, n in enumerate(done.profile.candidates, 1) if n in terms.withdrawn}
    if not away:
        return done
    profile = done.profile

    def slow(part: Profile) -> Profile:
        return _rebuilt(part, lambda row: _struck(part, row, away))

    if many:
        from hustings.counting import prepare_arrays

        struck = prepare_arrays.struck(profile, away, slow)
        only = prepare_arrays.blank(struck) - prepare_arrays.blank(profile)
    else:
        struck = slow(profile)
        only = _blank(struck) - _blank(profile)
    if not only:
        return replace(done, profile=struck)
    mark = ("of these, only for who withdrew before papers went out: not valid", only, "")
    return Prepared(struck, (*done.marks, mark))


def _blank(profile: Profile) -> int:
    return sum(n for row, n in profile.grouped().items() if not marked_on(profile, row))


def _struck(profile: Profile, row: Row, away: set[int]) -> Row:
    if profile.kind == "scores":
        return tuple(0 if k in away else cell for k, cell in enumerate(row, 1))
    made: list[int] = []
    for rank in _ranks(row, profile.tied):
        left = [cell for cell in rank if cell not in away]
        for place, cell in enumerate(left):
            made += [profile.tied, cell] if place else [cell]
    return tuple(made)


def _ranks(row: Row, tied: int) -> list[list[int]]:
    ranks: list[list[int]] = []
    joined = False
    for cell in row:
        if cell == tied:
            joined = True
        elif joined:
            ranks[-1].append(cell)
            joined = False
        else:
            ranks.append([cell])
    return ranks


def _reopen(done: Prepared, terms: Terms, many: bool) -> Prepared:
    """Where Re-open Nominations stands alone at a rank, its further ones follow it there."""
    profile = done.profile
    if not terms.reopen or terms.seats < 2:
        return done
    chain = reopen_chain(terms.reopen, terms.seats)
    names = (*profile.candidates, *chain[1:])
    first = profile.candidates.index(terms.reopen) + 1
    further = range(len(profile.candidates) + 1, len(names) + 1)

    def slow(part: Profile) -> Profile:
        return _rebuilt(part, lambda row: _followed(row, part.tied, first, further), names)

    if many:
        from hustings.counting import prepare_arrays

        changed = prepare_arrays.followed(profile, names, first, further, slow)
    else:
        changed = slow(profile)
    return replace(done, profile=changed)


def _followed(row: Row, tied: int, first: int, further: Iterable[int]) -> Row:
    made: list[int] = []
    for at, cell in enumerate(row):
        made.append(cell)
        shares = tied in row[at + 1 : at + 2] or (at and row[at - 1] == tied)
        if cell == first and not shares:
            made.extend(further)
    return tuple(made)
