"""A sentence of a result that asks who must be among the elected, found but not understood."""

from __future__ import annotations

import re

_ASKS = (
    r"(?:at least|no (?:more|fewer|less) than|not (?:more|fewer|less) than|at most|minimum|maximum|"
    r"reserved|must be|quota (?:of|for)|gender balance)"
)
_WHOM = (
    r"(?:wom[ae]n|men\b|female|male|non-?binary|black|bame|disabled|lgbt\w*|young|under[ -]?\d\d|"
    r"student|(?:any|each|the same|a single|one) (?:employer|company|branch|region|section))"
)
_ASKED = re.compile(rf"\b{_ASKS}\b.*\b{_WHOM}", re.IGNORECASE)
_SEATS = re.compile(r"\b(?:elected|seats?|places?|members?|must be|shall be)\b", re.IGNORECASE)
LONGEST = 300
"""A sentence with more letters than this asks for nothing."""


def constraint_in(text: str) -> str:
    """`At least three of the four must be women`, as it stands; empty where nothing asks."""
    for found in re.split(r"[.;\n]", text):
        said = " ".join(found.split()).strip("*#-| ") if len(found) < LONGEST else ""
        if said and _ASKED.search(said) and _SEATS.search(said):
            return said
    return ""
