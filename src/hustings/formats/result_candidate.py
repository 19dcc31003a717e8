"""One line of a list of candidates: who, how many votes, elected or not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hustings.formats.result_numbers import Manner, Number, numbers, without_dates
from hustings.formats.result_words import ELECTED, NOT_ELECTED, STARS, elected_of
from hustings.model.declared import Standing, Stated
from hustings.model.official import Figure

MOST_LETTERS = 90
_MARKS = "\u2713\u2714\u2705\u221a"
_STAR = re.escape(STARS)
_DECLARED = re.compile(r"\b(?:duly|declared|hereby)\b(?=[ \w]{0,12}\belected\b)", re.IGNORECASE)
_LEAD = re.compile(
    r"^[\s>]*(?P<bullet>[-\u2013\u2022\u00b7\u25aa\u25cf\u25cb]\s+|\*\s+)?"
    rf"(?P<mark>[{_STAR}{_MARKS}]|\[x\]|\[ \]|\(\*\))?\s*"
    r"(?:\#(?P<hash>\d{1,3})\s+)?"
    r"(?:(?:\#|no\.? ?)?(?P<place>\d{1,3})(?P<dot>[.):=]|st\b|nd\b|rd\b|th\b)\s*(?=[^\d\s]))?"
    rf"(?P<late>[{_STAR}{_MARKS}])?\s*",
    re.IGNORECASE,
)
_SAID_IN_NAME = re.compile(
    r"[\s,:]+(?:(?:is|was|were|has been)(?: duly| declared)*\s)?"
    rf"(?:not elected|elected|re-elected)(?: unopposed)?$|\s*[{_MARKS}]$|^[{_MARKS}]\s*",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\s{2,}|\t|\s+[|\u2013\u2014-]\s+")
_OTHERS = re.compile(
    r"^(?:RON|R\.O\.N\.|re-?open(?:ing)? (?:of )?nominations?|none of the above|NOTA|"
    r"no confidence|yes|no|for|against|abstain(?:ed|ing)?|abstentions?|write-?ins?)$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"\b(?:PDF|download|votes?|voting|voted|voters?|papers?|ballots?|quota|turnout|election|elections|results?|"
    r"seats?|invalid|spoilt|spoiled|rejected|valid|total|totals|candidates?|electorate|number|"
    r"members?|majority|percent|returned|issued|eligible|stage|declared|declaration|vacanc(?:y|ies)|"
    r"prefs?|preferences?|rounds?|status|outcome|elected|telephone|tel|website|copyright|comments?|share|posted|scrutineer|non.transferable|slate)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:was|were|is|are|which|from|than|per|at|as|this|that|there|be|been|have|has|with|for|"
    r"would|will|who|when|after|before|only|not|by)\b"
)
_OPENS = re.compile(
    r"(?:of|and|in|out)$|(?:[Tt]he|[Aa]n?|[Ii]n|[Oo]n|[Oo]f|[Aa]nd|[Tt]his|[Tt]hese) [a-z]"
)
_TAIL = re.compile(
    r"\b(?:first )?pref(?:erence)?s?\b\.?|\bvotes?\b|\bof the\b|\bof\b|\bpolled\b|\bpoints?\b|"
    r"[()\[\]\x1a]",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"[\s,;:.\u2026=|\-\u2013\u2014>(\[]*(?:\b(?:with|polled|received|got|won|has|had|on|obtained|"
    r"votes|scored|secured)\b[\s:]*)*$",
    re.IGNORECASE,
)
_ROUND = re.compile(r"[(\[]([^()\[\]]{0,80})[)\]]")
_EDGES = " \t.,:;=|-\u2013\u2014\u2022\u00b7\u2026_~>\x1a"


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate as a line shows it, with every number of the line after the name."""

    standing: Standing
    numbers: tuple[Number, ...] = ()
    star: bool = False
    left: tuple[Number, ...] = ()


def read_row(text: str, line: int, manner: Manner) -> Row | None:
    """The candidate of a line, None when it is none. A name alone needs a mark to be one."""
    text = without_dates(text)
    lead = _LEAD.match(text)
    assert lead is not None
    plain = text[lead.end() :]
    found = numbers(plain, manner)
    mark = lead["mark"] or lead["late"] or ""
    at = lead["place"] or lead["hash"]
    place = int(at) if at else None
    star = mark in tuple(STARS) or mark == "(*)"
    elected = True if mark and not star and mark != "[ ]" else None
    if found and not plain[: found[0].start].strip(_EDGES):
        return _turned(plain, found, line, place, elected, star)
    name_text = plain[: found[0].start] if found else plain
    tail = plain[found[0].end :] if found else ""
    named = _name(name_text)
    if named is None:
        return None
    name, slate, said = named
    star = star or said == "*"
    if said and said != "*":
        elected = elected_of(said)
    if not found:
        if elected is None and not star:
            return None
        return Row(
            Standing(name=name, line=line, elected=elected, slate=slate, place=place), star=star
        )
    ending = _tail(tail, found[1:], found[0].end)
    if ending is None:
        return None
    if elected is None:
        elected = elected_of(ending)
    star = star or ending.strip(" ()") in tuple(STARS)
    slate = slate or _slate_in(ending)
    return _row(
        Standing(name=name, line=line, elected=elected, slate=slate, place=place), found, star
    )


def _row(standing: Standing, found: list[Number], star: bool) -> Row:
    """The standing with its votes, its share and, where a place follows, that."""
    counts = [n for n in found if n.kind == "count"]
    shares = [n for n in found if n.kind == "percent"]
    places = [n for n in found if n.kind == "ordinal"]
    if counts:
        standing = replace(standing, votes=Stated(unsigned(counts[0]), standing.line, "votes"))
    if shares:
        standing = replace(standing, share=Stated(shares[0].figure, standing.line, "%"))
    if places and standing.place is None:
        standing = replace(standing, place=places[0].whole)
    return Row(standing, tuple(found), star, tuple(counts[1:] + shares[1:]))


def unsigned(number: Number) -> Figure:
    """Votes as printed: of `-45` the dash parts them from the name, of `23/102` the first part."""
    figure = number.figure
    if "/" in figure.text:
        votes = figure.text.partition("/")[0].lstrip("-+\u2212 ")
        return Figure(votes, Fraction(votes), 0)
    if figure.value >= 0:
        return figure
    return Figure(figure.text.lstrip("-\u2212 "), -figure.value, figure.places)


def _turned(
    plain: str, found: list[Number], line: int, place: int | None, elected: bool | None, star: bool
) -> Row | None:
    """`1,234 Ann Lee`, or `1 Ann Lee 1,234` with its place first."""
    first = found[0]
    until = found[1].start if len(found) > 1 else len(plain)
    named = _name(plain[first.end : until])
    if named is None or first.kind == "percent":
        return None
    name, slate, said = named
    elected = elected_of(said) if said and said != "*" else elected
    star = star or said == "*"
    counts = [n for n in found[1:] if n.kind == "count"]
    standing = Standing(name=name, line=line, elected=elected, slate=slate, place=place)
    if not counts:
        if place is None and first.kind == "ordinal":
            return Row(replace(standing, place=first.whole), star=star) if elected else None
        if _tail(plain[until:], found[1:], until) is None:
            return None
        return _row(standing, found, star)
    small = first.whole is not None and 0 < first.whole <= 200
    if place is None and small and first.figure.places == 0:
        ending = _tail(plain[found[1].end :], found[2:], found[1].end)
        if ending is None:
            return None
        elected = elected_of(ending) if elected is None else elected
        return _row(replace(standing, place=first.whole, elected=elected), found[1:], star)
    return None


def _name(text: str) -> tuple[str, str, str] | None:
    """The name, slate and mark that stand before the votes, None when it is no name."""
    if len(text) > 3 * MOST_LETTERS:
        return None
    text, said = _without_marks(_VERBS.sub("", text))
    slate = _slate_in(text)
    if slate:
        at = text.rfind(slate)
        text = f"{text[: at - 1]}  {text[at + len(slate) + 1 :]}"
    cells = [cell for c in _CELLS.split(text) if (cell := c.strip(_EDGES))]
    for cell in cells[1:]:
        if elected_of(cell) is not None:
            said = cell
        elif not slate:
            slate = cell
    name, starred = _without_stars(cells[0] if cells else "")
    said = said or ("*" if starred else "")
    if not said and (found := _SAID_IN_NAME.search(name)):
        said = found[0]
        name = (name[: found.start()] + name[found.end() :]).strip(_EDGES)
    return (name, slate, said) if is_name(name) else None


def _without_marks(text: str) -> tuple[str, str]:
    """The text without `(elected)`, and what that said."""
    said = ""
    for inner in _ROUND.findall(text):
        mark = inner if elected_of(inner) is not None else f"({inner})"
        if elected_of(mark) is not None:
            said = mark
            text = text.replace(f"({inner})", "  ").replace(f"[{inner}]", "  ")
    return text, said


def _without_stars(name: str) -> tuple[str, bool]:
    bare = name.strip(f"{STARS} ")
    return bare, bare != name.strip()


def _slate_in(text: str) -> str:
    """The party or slate in brackets."""
    for found in _ROUND.finditer(text):
        inner = "" if found[1][:1].isspace() else found[1].strip(_EDGES)
        after = text[found.end() :].lstrip()
        if after[:1].isalpha() and text[found.end() : found.end() + 2].strip():
            continue  # a name goes on behind it
        marks = elected_of(inner) is not None or elected_of(f"({inner})") is not None
        words = any(map(str.isalpha, inner)) and not re.search(r"\bvotes?\b", inner, re.IGNORECASE)
        if words and not marks:
            return inner
    return ""


def is_option(text: str) -> bool:
    """True for what may stand in every contest: yes, no, for, against, RON, abstentions."""
    return bool(_OTHERS.match(text.strip()))


def is_name(text: str) -> bool:
    """True when a text may be who or what stood."""
    text = text.strip()
    if is_option(text):
        return True
    if not text or len(text) > MOST_LETTERS or not any(map(str.isalpha, text)):
        return False
    if set(text) & set("=#<>{}%") or text.count("(") != text.count(")"):
        return False
    if _OPENS.match(text) or len(text.split()) > 9 or _DOMAIN.search(text) or _SMALL.search(text):
        return False
    return not any(map(str.isdigit, text)) and "\x1a" not in text and not text.endswith(("?", "!"))


def _tail(tail: str, found: list[Number], offset: int) -> str | None:
    """What follows the votes, without its numbers; None when it reads as a sentence."""
    rest, at = [], 0
    for number in found:
        rest.append(tail[at : number.start - offset])
        at = number.end - offset
    rest.append(tail[at:])
    said = " ".join(rest)
    bare = NOT_ELECTED.sub(" ", _DECLARED.sub(" ", _TAIL.sub(" ", _ROUND.sub(" ", said))))
    words = [w for w in ELECTED.sub(" ", bare).split() if any(map(str.isalpha, w))]
    return None if len(words) > 5 or any(w[0].islower() for w in words) else said


def read_items(text: str, line: int, manner: Manner, elected: bool | None) -> list[Row]:
    """Several candidates in one line: `Ann Lee (1,234), Bo Cai (1,200)`; else empty."""
    plain = without_dates(text)
    found = numbers(plain, manner)
    counts = [n for n in found if n.kind == "count"]
    if len(counts) < 2 or any(n.signed for n in counts):
        return []
    rows: list[Row] = []
    at = 0
    for number in found:
        said = plain[at : number.start]
        at = number.end
        if number.kind != "count":
            if rows and not any(map(str.isalpha, said)):
                share = Stated(number.figure, line, "%")
                rows[-1] = replace(rows[-1], standing=replace(rows[-1].standing, share=share))
            continue
        said = re.sub(r"^[\s),;.&\]]*(?:votes?\b)?[\s),;.&\]]*(?:and\b)?\s*", "", said)
        named = _name(said.rstrip(" ([:"))
        if named is None:
            return []
        standing = Standing(
            name=named[0],
            line=line,
            slate=named[1],
            elected=elected,
            votes=Stated(unsigned(number), line, "votes"),
        )
        rows.append(Row(standing, (number,), named[2] == "*"))
    return rows
