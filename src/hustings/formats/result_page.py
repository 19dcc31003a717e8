"""Text as lines of cells, whether it was typed, pasted from a page or marked up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

LONGEST = 1000
"""More characters than this in one line are read by nobody."""
_BREAK = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"^[\s|:+=_*~\u2500-\u257f-]*$")
_WIDE = re.compile(r"\t+| {2,}|\s+[|\u2502\u2503]\s+")
_DOTS = re.compile(r"\s?(?:\.{2,}|\u2026+|(?: \.){2,}|_{3,}|\u00b7{2,}|-{3,})[. \u2026]*")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_GLUED = re.compile(
    r"(?<=[a-z]{4})(?=\d{1,3}(?:,\d{3})*(?:[A-Z][a-z]|\s|$)|\d{4,}(?:[A-Z][a-z]|\s|$))|"
    r"(?<=[^\W\d]{2})(?=\d{1,3}(?:,\d{3})+)|(?<=[^\W\d]\d)(?=[A-Z][a-z]{3})|(?<=\d\d)(?=[A-Z][a-z]{3})"
)
"""Where a word and a figure lost the space between them: `returned10,877Number of`."""
_EMPHASIS = re.compile(r"\*\*|__|`|~~")
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()\s]{0,500}\)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something: `cells` where it has columns, `level` where it is a heading.

    `table` numbers the tables of a text from 1, 0 outside one; `gap` is True after a blank line.
    `text` is the line as a whole, columns parted by two spaces; `raw` is how it stands in the file.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    raw: str = ""
    level: int = 0
    bold: bool = False
    table: int = 0
    gap: bool = False


def plain_lines(text: str) -> list[Line]:
    """The lines of plain text and Markdown."""
    lines = list(_plain(lines_of(text)))
    return _without_furniture(lines)


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor counts them."""
    return _BREAK.split(text)


def _plain(raw: list[str]) -> Iterator[Line]:
    gap, table, inside = True, 0, False
    for at, said in enumerate(raw):
        line = _GLUED.sub(" ", said.translate(_INVISIBLE).replace("\f", " ").rstrip())
        if _RULE.fullmatch(line[:LONGEST]):
            gap = gap or not (line.strip() and inside)
            inside = inside and bool(line.strip())
            continue
        under = raw[at + 1].strip() if at + 1 < len(raw) else ""
        pipes = line.strip().startswith("|") or (inside and " | " in line)
        pipes = pipes or (
            line.count("|") >= 1
            and bool(re.fullmatch(r"[\s|:-]*-[\s|:-]*", under[:LONGEST]))
            and "|" in under
        )
        if pipes and not inside:
            table += 1
        inside = pipes
        yield _line(at + 1, line, under, table if pipes else 0, gap)
        gap = False


def _line(number: int, raw: str, under: str, table: int, gap: bool) -> Line:
    said = raw.strip()
    if len(said) > LONGEST:
        return Line(number, said[:LONGEST], (said[:LONGEST],), said, gap=gap)
    level = 0
    if table:
        cells = [c.replace("\\|", "|") for c in re.split(r"(?<!\\)\|", said.strip("|"))]
    else:
        if mark := re.match(r"(#{1,6})\s+", said):
            level, said = len(mark[1]), said[mark.end() :].rstrip("# ")
        elif under and len(under) > 2 and re.fullmatch(r"=+|-+|~+", under):
            level = 2
        said = _DOTS.sub("  ", said.removeprefix(">").strip())
        cells = _WIDE.split(said.replace("\u2502", "|"))
    bold = sum(c.strip().startswith(("**", "__")) for c in cells) > 0
    alone = bold and not table and bool(re.fullmatch(r"(\*\*|__).*\1:?", said))
    if alone and not any(map(str.isdigit, said)):
        level = level or 4
    clean = tuple(_clean(c) for c in cells)
    return Line(number, "  ".join(c for c in clean if c), clean, raw, level, bold, table, gap)


def _clean(cell: str) -> str:
    if "[" in cell:
        cell = _LINK.sub(r"\1", cell)
    return _EMPHASIS.sub("", cell).strip()


def _without_furniture(lines: list[Line]) -> list[Line]:
    """Without lines of every page: page numbers, and what is printed three times over."""
    number = re.compile(r"\W*(?:page|p\.)?\W*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
    said = Counter(line.text for line in lines)
    seen: set[str] = set()
    kept = []
    for line in lines:
        paged = number.fullmatch(line.text[:40]) and re.search(
            r"page|p\.|/| of ", line.text[:40], re.IGNORECASE
        )
        again = said[line.text] > 2 and line.text in seen and not any(map(str.isdigit, line.text))
        seen.add(line.text)
        if not paged and not (again and line.gap and not line.table and len(line.text) > 25):
            kept.append(line)
    return kept


def as_rows(rows: list[tuple[int, list[str]]], table: int = 1) -> list[Line]:
    """The rows of a delimited table as lines."""
    return [
        Line(
            number,
            "  ".join(c.strip() for c in cells if c.strip()),
            tuple(c.strip() for c in cells),
            table=table,
        )
        for number, cells in rows
    ]


def merged(line: Line, further: Line) -> Line:
    """Two lines that are one."""
    return replace(line, text=f"{line.text} {further.text}", cells=(*line.cells, *further.cells))
