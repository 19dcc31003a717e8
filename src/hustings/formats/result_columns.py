"""Tables of a result: which column says what, and what a row says under them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hustings.formats.result_candidate import Row, is_name
from hustings.formats.result_numbers import Manner, Number, numbers, without_dates
from hustings.formats.result_page import Line
from hustings.formats.result_words import STARS, elected_of
from hustings.model.declared import Standing, Stated

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for role, pattern in (
        ("stage", r"(?:stage|count|round|iteration)\s*(?:no\.?)?\s*\d+.*"),
        ("stage", r"\d+(?:st|nd|rd|th) (?:count|stage|round).*|\d{1,2}"),
        ("stage", r"#?(?:first|1st|1) (?:pref(?:erence)?s?\.?(?: votes?)?|votes.*)"),
        ("stage", r"final(?: votes| total| count)?"),
        ("transfer", r"(?:stage \d+ )?\+? ?transfers?\b.*|transferred|\+/-|change"),
        ("surname", r"surname|last ?name|family ?name"),
        ("first", r"(?:first|fore|given|other)[ _-]?names?|forename\(?s\)?|first"),
        ("name", r"(?:full |candidate'?s? )?(?:name|candidate|nominee)s?(?: ?name)?"),
        ("name", r"candidates?(?: name)?|name of (?:the )?candidates?"),
        ("name", r"options?|choices?|person|who|answer|response"),
        (
            "share",
            r"(?!.*\bseats?\b).*%.*|(?:vote )?share|per ?cent(?:age)?|percent of .*|.*_pct|pct",
        ),
        (
            "elected",
            r"elected\??|status|outcome|won|winner|elected.?/.?not elected|seat won|decision",
        ),
        (
            "votes",
            r"(?:no\.?|number|total|valid|final|sum)?\s*(?:of )?\s*(?:valid )?votes?"
            r"(?: received| cast| polled| obtained| for)?",
        ),
        ("votes", r"total|tally|score|points|ballots|marks|poll"),
        ("result", r"results?"),
        ("slate", r"party|slate|list|team|faction|affiliation|description|group|endorsed by"),
        ("slate", r"line|bloc|ticket|party name"),
        ("place", r"place|rank(?:ing)?|pos(?:ition)?\.?|#|no\.?|order"),
        ("categories", r"categor(?:y|ies)|gender|constraint group"),
        ("contest", r"(?:contest|election)(?:[ _]id)?|post|office|ward|race|seat|section"),
        ("seats", r"seats?|vacancies|to elect"),
    )
)
"""What a column's name says of it; the first that fits."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table says; `table` is the table they head, 0 in running text."""

    roles: tuple[str, ...]
    table: int = 0

    @property
    def stages(self) -> int:
        """How many columns are stages."""
        return self.roles.count("stage")

    def at(self, role: str) -> int | None:
        """Where the first column of a role stands."""
        return self.roles.index(role) if role in self.roles else None


@dataclass(frozen=True, slots=True)
class StageCells:
    """One row of a stage table: what stands in each of its stage and transfer columns."""

    name: str
    line: int
    cells: tuple[tuple[str, str], ...]
    status: str = ""
    party: str = ""


def columns_of(line: Line) -> Columns | None:
    """The columns that a line heads, None when it is no header."""
    cells = [re.sub(r"[\s_]+", " ", c).strip(" :.*") for c in line.cells]
    if len(cells) < 2 or sum(map(bool, cells)) < 2:
        return None
    roles = [role_of(c) for c in cells]
    known = [r for r in roles if r]
    digits = sum(c.isdigit() for c in cells)
    if digits > 1 and not _counts_up([c for c in cells if c.isdigit()]):
        return None
    if roles[0] == "slate" and not {"name", "surname", "first"} & set(known):
        roles[0] = "name"  # votes by party
    elif roles[0] == "elected" and re.fullmatch(r"winners?|elected", cells[0], re.IGNORECASE):
        roles[0] = "name"
    known = [r for r in roles if r]
    if digits == 1:  # a figure of one row, not the number of a stage
        roles = ["" if c.isdigit() else r for c, r in zip(cells, roles)]
        known = [r for r in roles if r]
    if "stage" in known and known.count("stage") == 1:
        roles = [
            "votes" if r == "stage" and "votes" not in known else "" if r == "stage" else r
            for r in roles
        ]
        known = [r for r in roles if r]
    if "result" in known:
        roles = ["elected" if r == "result" else r for r in roles]
    who = {"name", "surname", "first"} & set(known)
    if not who:
        first = next((i for i, r in enumerate(roles) if not r), None)
        if (
            first is None
            or first > 1
            or not {"votes", "stage"} & set(known)
            or (cells[first] and line.table == 0 and len(known) < 3)
        ):
            return None
        roles[first] = "name"
    said = {"votes", "elected", "stage", "share"} & set(known)
    if not said or (len([r for r in roles if r]) < 2):
        return None
    return Columns(tuple(_settled(roles)), line.table)


def role_of(cell: str) -> str:
    """What a column of that name says, or an empty text."""
    return (
        next((role for role, pattern in _ROLES if pattern.match(cell)), "")
        if len(cell) < 60
        else ""
    )


def _counts_up(cells: list[str]) -> bool:
    return [int(c) for c in cells] == list(range(int(cells[0]), int(cells[0]) + len(cells)))


def _settled(roles: list[str]) -> list[str]:
    """Each role but stages and transfers once; with stages, a total beside them is no stage."""
    seen: set[str] = set()
    kept = []
    for role in roles:
        again = role in seen and role not in ("stage", "transfer")
        kept.append("" if again else role)
        seen.add(role)
    if kept.count("stage") < 2:
        return ["" if r == "transfer" else r for r in kept]
    return ["" if r == "votes" else r for r in kept]


def name_in(columns: Columns, cells: tuple[str, ...]) -> str:
    """The name a row bears."""

    def cell(role: str) -> str:
        at = columns.at(role)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    if cell("name"):
        return f"{cell('first')} {cell('name')}".strip()
    return f"{cell('first')} {cell('surname')}".strip()


def read_cells(columns: Columns, line: Line, manner: Manner) -> Row | None:
    """The candidate of a row, None when the row is none."""
    cells = line.cells
    name = name_in(columns, cells)
    star = any(m in name for m in STARS)
    mark = elected_of(name) if re.search(r"[\u2713\u2714\u2705\u221a(\[]", name) else None
    clean = re.sub(r"\((?:E|elected)\)|[\u2713\u2714\u2705\u221a]", "", name, flags=re.IGNORECASE)
    clean = clean.strip(" ".join(STARS) + " ").strip()
    place = re.match(r"^(\d{1,3})[.)]\s+(.*)", clean)
    if place:
        clean = place[2]
    if not clean or not any(map(str.isalpha, clean)):
        return None
    standing = Standing(name=clean, line=line.number, elected=mark)
    if place:
        standing = replace(standing, place=int(place[1]))
    found: list[Number] = []
    for role, cell in zip(columns.roles, cells):
        if cell.strip():
            standing = _cell(standing, role, cell.strip(), found, manner)
            star = star or (role in ("votes", "elected") and cell.strip() in tuple(STARS))
    return Row(standing, tuple(found), star)


def _cell(
    standing: Standing, role: str, cell: str, found: list[Number], manner: Manner
) -> Standing:
    """The standing with what a cell adds."""
    if role in ("votes", "share", "place"):
        said = numbers(without_dates(cell), manner)
        if role == "votes" and said:
            found.extend(said)
            counts = [n for n in said if n.kind == "count"]
            shares = [n for n in said if n.kind == "percent"]
            if counts:
                standing = replace(standing, votes=Stated(counts[0].figure, standing.line, "votes"))
            if shares:
                standing = replace(standing, share=Stated(shares[0].figure, standing.line, "%"))
            if elected_of(cell) is not None:
                standing = replace(standing, elected=elected_of(cell))
        elif role == "share" and said:
            standing = replace(standing, share=Stated(said[0].figure, standing.line, "%"))
        elif role == "place" and said and said[0].whole is not None and standing.place is None:
            standing = replace(standing, place=said[0].whole)
    elif role == "elected":
        standing = replace(standing, elected=_elected(cell, standing.elected), note=_note(cell))
    elif role == "slate" and any(map(str.isalnum, cell)):
        standing = replace(standing, slate=cell)
    elif role == "categories":
        words = {w.strip().casefold() for w in re.split(r"[;,/]", cell) if w.strip()}
        standing = replace(standing, categories=frozenset(words))
    return standing


def _note(cell: str) -> str:
    """What a status cell says beyond a mark: `elected at stage 3`, `withdrew`."""
    return cell if len(cell.split()) > 1 else ""


def _elected(cell: str, before: bool | None) -> bool | None:
    low = cell.casefold().strip()
    if low in ("0", "-", "\u2013", "no", "n", "x") or low.startswith("not "):
        return False
    if low.isdigit():
        return True if low == "1" else before
    said = elected_of(cell)
    return before if said is None else said


def stage_cells(columns: Columns, line: Line) -> StageCells:
    """The stage and transfer cells of a row."""
    cells = tuple(
        (role, cell.strip())
        for role, cell in zip(columns.roles, line.cells)
        if role in ("stage", "transfer")
    )
    status = [c for r, c in zip(columns.roles, line.cells) if r == "elected"]
    party = [c for r, c in zip(columns.roles, line.cells) if r == "slate"]
    name = name_in(columns, line.cells)
    return StageCells(
        name, line.number, cells, status[0] if status else "", party[0] if party else ""
    )


__all__ = ["Columns", "StageCells", "columns_of", "is_name", "name_in", "read_cells", "stage_cells"]
