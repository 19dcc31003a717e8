"""Lines that were broken in two: a label above its figure, a list of names that goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hustings.formats.result_heads import section_of
from hustings.formats.result_page import LONGEST, Line
from hustings.formats.result_words import label_of

_FIGURE = re.compile(r"^\W*\d[\d,.' ]*%?\W*$")


def joined(lines: Iterable[Line]) -> list[Line]:
    """The lines of a text, those of running text that belong together as one."""
    made: list[Line] = []
    given = list(lines)
    for at, line in enumerate(given):
        before = made[-1] if made else None
        after = given[at + 1] if at + 1 < len(given) else None
        if before is not None and (_figure_of(before, line, after, made) or _goes_on(before, line)):
            said = f"{before.text} {line.text}"
            made[-1] = replace(before, text=said, cells=(said,), raw=said)
        else:
            made.append(line)
    return made


def _figure_of(label: Line, line: Line, after: Line | None, made: list[Line]) -> bool:
    """True for a figure alone below its label, where labels and figures take turns."""
    if line.table or label.table or not _FIGURE.match(line.text) or not _is_label(label):
        return False
    above = made[-2] if len(made) > 1 else None
    columns = after is not None and bool(_FIGURE.match(after.text))
    return not columns and not (above is not None and _is_label(above))


def _is_label(line: Line) -> bool:
    """True for words that name a figure and hold none."""
    return not any(map(str.isdigit, line.text)) and bool(label_of(line.text))


def _goes_on(names: Line, line: Line) -> bool:
    """True for a line of names after `Elected: Ann Lee, Bo` that was cut at its end."""
    plain = not any(map(str.isdigit, names.text + line.text)) and not line.gap and not line.table
    if not plain or ":" in line.text or len(names.text) + len(line.text) >= LONGEST:
        return False
    found = section_of(names.text)
    return bool(found and "," in found[1]) and (
        "," in line.text or names.text.rstrip().endswith((",", " and", "&"))
    )
