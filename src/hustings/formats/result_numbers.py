"""Numbers in running text, as people write them: which they are, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hustings.model.official import Figure, figure

NARROW = "'\u2019\u00a0\u2007\u2009\u202f"
"""What may stand between thousands besides a comma: apostrophes and spaces that do not break."""
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_COUNTED = r"(?:votes?|voters?|voted|papers?|ballots?|members?|people|electors?|valid|forms?)"
_OCCASIONS = r"(?:by-)?elections?|AGM|results?|annual|board|conference|ballot\ result|cycle|term"
_NOT_A_COUNT = re.compile(
    rf"""
    \b\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?\ (?:{_MONTHS})\b\.?,?(?:\ \d{{4}}\b)?
    | \b(?:{_MONTHS})\.?\ \d{{1,2}}(?:st|nd|rd|th)?,?\ \d{{4}}\b
    | (?:^|\b(?:in|of|on|to|by|since|until|from|for|,|-|\u2013|\()\ ?)(?:{_MONTHS})\ \d{{4}}\b
    | (?:\b(?:in|of|since|from|year)|\()\ ?(?:19|20)\d\d\b(?![.,]\d)(?!\ (?:\w+\ )?(?:{_COUNTED})\b)
    | (?<![\d,.])(?:19|20)\d\d(?=\ (?:(?!{_COUNTED})[^\W\d]+\ ){{0,3}}(?:{_OCCASIONS})\b)
    | (?<![\d,.])(?:19|20)\d\d[/\u2013-]\d\d(?!\d)
    | \b\d{{4}}-\d\d?-\d\d?\b
    | \b\d{{1,2}}-(?:{_MONTHS})-(?:\d{{4}}|\d\d)\b
    | \b\d\d?[/.]\d\d?[/.](?:\d{{4}}|\d\d)\b
    | \b\d{{1,2}}(?:[:.]\d\d)?\ ?(?:am|pm|noon)\b
    | \b\d{{1,2}}:\d\d(?::\d\d)?\b
    | \bpage\ \d+(?:\ of\ \d+)?
    | (?:https?://|www\.)\S+
    | \b\S{{1,80}}@\S{{1,80}}
    | \b(?:section|ss?\.|rule|clause|paragraph|para|schedule|article|regulation|appendix|version)
      \ ?\d[\w.()]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WHOLE = rf"\d{{1,3}}(?:[,{NARROW}]\d{{3}})+(?!\d)|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?!\d)"
_BEFORE = r"(?<![\d.,/])(?<![^\W\d_])"
_AFTER = r"(?!\d)(?P<end>\s?(?:%|per\ ?cent\b|pct\b)|(?:st|nd|rd|th)\b)?"
_PLAIN_FOUR = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\d/-])")
_COMMAS = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_SPACES = re.compile(r"(?<![\d.,] )(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,%])(?! \d)")
_DOTS = re.compile(r"(?<![\d.,])\d+(?:\.\d+)+(?![\d.]*\s?%)(?!\d)")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_RANKED = re.compile(r"\b(?:stage|round|count \d|stv|transfer|quota)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text writes its numbers: whether a space or a dot stands between thousands."""

    spaces: bool = False
    dots: bool = False

    @property
    def assumed(self) -> tuple[str, ...]:
        """What this takes for granted, in sentences."""
        said = []
        if self.spaces:
            said.append("A space between groups of three digits is read as a thousands separator.")
        if self.dots:
            said.append("A dot between groups of three digits is read as a thousands separator.")
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands in its line; `kind` is count, percent or ordinal."""

    start: int
    end: int
    figure: Figure
    kind: str = "count"
    signed: bool = False

    @property
    def whole(self) -> int | None:
        """The number when it is a whole one, None when it is not."""
        return int(self.figure.value) if self.figure.value.denominator == 1 else None


def manner_of(text: str) -> Manner:
    """How the text as a whole writes thousands; unclear marks are left alone."""
    plain = without_dates(text)
    if _COMMAS.search(plain) or _PLAIN_FOUR.search(plain):
        return Manner()
    dotted = [found[0] for found in _DOTS.finditer(plain)]
    dots = bool(dotted) and all(_DOTTED.fullmatch(d) for d in dotted)
    ranked = bool(_RANKED.search(plain))
    return Manner(bool(_SPACES.search(plain)) and not ranked, dots and not ranked)


@lru_cache(maxsize=256)
def without_dates(text: str) -> str:
    """The text with dates, times, pages, addresses and clauses blanked, as long as before."""
    if not any(map(str.isdigit, text)):
        return text
    return _NOT_A_COUNT.sub(lambda found: "\x1a" * len(found[0]), text)


@lru_cache(maxsize=4)
def _pattern(manner: Manner) -> re.Pattern[str]:
    more = (r"|\d{1,3}(?: \d{3})+(?!\d)" if manner.spaces else "") + (
        r"|\d{1,3}(?:\.\d{3})+(?!\d)" if manner.dots else ""
    )
    decimal = r"(?:,|\.(?=\d{1,2}(?!\d)))" if manner.dots else r"\."
    small = "" if manner.dots else r"|,\d{1,2}(?![\d,])"
    return re.compile(
        rf"{_BEFORE}(?P<sign>[+\-\u2212]\s?)?(?P<whole>(?:{_WHOLE}{more}|\d+)"
        rf"(?:{decimal}\d+{small}|/\d+(?!/))?|\.\d+){_AFTER}",
        re.IGNORECASE,
    )


def numbers(text: str, manner: Manner) -> list[Number]:
    """Every number of a line that `without_dates` has been over, from left to right."""
    return list(_numbers(text, manner)) if any(map(str.isdigit, text)) else []


@lru_cache(maxsize=256)
def _numbers(text: str, manner: Manner) -> list[Number]:
    return [n for found in _pattern(manner).finditer(text) if (n := _number(found, manner))]


def _number(found: re.Match[str], manner: Manner) -> Number | None:
    printed = found["whole"]
    for mark in f"{NARROW} ":
        printed = printed.replace(mark, "")
    printed = _plain(printed, manner)
    sign = found["sign"] or ""
    value = figure(("-" if "-" in sign or "\u2212" in sign else "") + printed)
    if value is None:
        return None
    ending = (found["end"] or "").strip().casefold()
    kind = "count" if not ending else "ordinal" if ending in ("st", "nd", "rd", "th") else "percent"
    return Number(found.start(), found.end(), value, kind, bool(sign))


def _plain(printed: str, manner: Manner) -> str:
    """Digits with a decimal point at most."""
    if manner.dots and not re.search(r"\.\d{1,2}$", printed):
        return printed.replace(".", "").replace(",", ".")
    head, comma, tail = printed.rpartition(",")
    if comma and len(tail) < 3:
        return f"{head.replace(',', '')}.{tail}"
    return printed.replace(",", "")


__all__ = ["Manner", "Number", "manner_of", "numbers", "without_dates"]
