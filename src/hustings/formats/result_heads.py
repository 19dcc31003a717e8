"""Lines that are no figures: titles, parts of a page, section heads, legends, sources."""

from __future__ import annotations

import re

REFUSED = re.compile(r"\b(?:rejected|invalid|spoil(?:t|ed)|void)\b", re.IGNORECASE)
SLATES = re.compile(
    r"\b(?:slate|list|team)s? totals?\b|"
    r"\b(?:votes|totals?) (?:by|per|for each) (?:slate|list|team|party)\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"\b(?:returning officer|scrutineer|signed|declared by|published|posted|tel|phone|email|"
    r"copyright)\b",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"^\W*(?:sources?|from|see also)(?:\s*:\s*|\s{2,})(?P<what>\S.*)$", re.IGNORECASE
)
ROUND = re.compile(
    r"^\W*(?:round|stage|count)\s+(?P<number>\d{1,2})\W*(?:results?|figures|votes)?\W*$",
    re.IGNORECASE,
)
SAID_ELECTED = re.compile(r"\belected\b|\bwinners?\b", re.IGNORECASE)
LONGEST_HEAD = 150

_SECTION = re.compile(
    r"^\W{0,20}(?:(?:the following|those|candidates?|were|was|are|have been|has been|duly|"
    r"declared|members?|list of|and|therefore|:|\s)*?)"
    r"(?P<mark>not elected|unsuccessful|elected|successful|winners?|unelected|others?|"
    r"also stood|runners?[- ]up|not successful)"
    r"(?: candidates?| members?| is| are| were| was| as follows|"
    r",? ?\(?in order of election\)?|:|\s)*(?:[:\-\u2013\u2014]|$)(?P<rest>.*)$",
    re.IGNORECASE,
)
_NOT = re.compile(r"not|un|other|also|runner", re.IGNORECASE)
_NEXT = re.compile(
    r"(?<=[.;)\d])\s*\b"
    r"(?=(?:not elected|unsuccessful|elected|unelected|also stood)\b\s*[:\-\u2013])",
    re.IGNORECASE,
)
_SLATE = re.compile(
    r"^\W*(?:total (?:votes )?(?:for|of) (?:the )?)?(?P<name>[^\d:]{1,60}?)\s+"
    r"(?:slate|list|team|ticket)(?:'s)?(?:\s+(?:total|votes|vote|total votes))*"
    r"\s*[:=\u2013-]?\s*$",
    re.IGNORECASE,
)
_CONTEST = re.compile(
    r"\b(?:election|contest|seats?|officer|president|secretary|treasurer|"
    r"chair(?:person|man|woman)?|committee|council|ward|section|division|region|"
    r"representatives?|delegates?|executive|trustees?|vacanc(?:y|ies)|positions?|district|"
    r"constituency|board|co-?ordinator|editor|reps?|convenor|steward|panel|branch|ballot)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:president|secretary|treasurer|officers?|chair(?:person|man|woman)?|committee|council|"
    r"members?|seats?|representatives?|rep|trustees?|ward|section|division|region|executive|"
    r"co-?ordinator|editor|convenor|delegates?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^\W*(?:the )?(?:counts?|results?|full results?|paper account|ballot papers?|turnout|votes?|"
    r"candidates?|stages?|first preferences(?: were)?|summary|rejected(?: (?:papers|ballots|"
    r"ballot papers))?|"
    r"invalid(?: papers)?|declaration|number of.*|details|statistics|quota|final result|"
    r"votes cast|voting figures|report of voting|ballot account)\W*$",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"^\W*(?:(?:names?|candidates?|party|votes?|elected|list|slate|description|number|of|share|"
    r"total|status|result)\b\W*)+$|"
    r"^\W*(?:the )?(?:full )?(?:results?|figures?|votes?) (?:is|are|were) as follows\W*$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:are|is|was|were|has|have|will)\b")
_LINK = re.compile(
    r"^\W*(?:view|see|click|read|download|share|log ?in|back to|home|full)\b", re.IGNORECASE
)
_SEATS_ALONE = re.compile(
    r"^\W*(?:number of |no\.? of |vacant )?"
    r"(?:seats?|vacanc(?:y|ies)|places|positions|posts|to be elected)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\bredistribut|\btransfer(?:red)?\b|\bafter (?:the )?(?:elimination|exclusion|transfer)",
    re.IGNORECASE,
)
_LEGEND = re.compile(
    r"^\W*[*\u2020]\W*(?P<what>(?:denotes |indicates |means )?[a-z][\w ,'-]{2,60})\W*$"
)
_SITTING = re.compile(r"sitting|incumbent|retiring|standing|current|member|outgoing")


def is_part(text: str) -> bool:
    """True for the head of a part of a result: `Votes`, `Rejected papers`, `Name Party Votes`."""
    return bool(_PART.match(text) or _COLUMNS.match(text[:LONGEST_HEAD]))


def names_contest(text: str) -> bool:
    """True when a line may name a contest: `Treasurer`, `Northern ward`."""
    return bool(_CONTEST.search(text))


def weight(text: str) -> int:
    """How likely a line is the title: a post before an election before anything; no sentence."""
    if _VERB.search(text):
        return 0
    return bool(_CONTEST.search(text)) + 2 * bool(_POST.search(text))


def title_of(text: str) -> str:
    """The first sentence of a line, as a title."""
    return re.split(r"(?<=\w{3})\. ", text)[0].strip(" :#=.")[:200]


def told(text: str) -> bool:
    """True for sentences that tell several figures: a result in prose, not its head."""
    figures = re.findall(r"(?<![\w,])\d[\d,]*(?![\w,]*\w)", text)
    return text.rstrip().endswith(".") and len(figures) > 3


def only_seats(text: str) -> bool:
    """True for `Seats: 3`, which is no title."""
    return bool(_SEATS_ALONE.match(text))


def may_be_title(text: str) -> bool:
    """True for a line short enough, that is no part of a result and nobody's signature."""
    short = len(text) < LONGEST_HEAD and not is_part(text)
    return short and not CLOSING.search(text) and not _LINK.match(text)


def section_of(text: str) -> tuple[bool, str] | None:
    """`Elected: rest` or `Not elected`: the mark and the rest; None for another line."""
    found = _SECTION.match(text) if len(text) < 2000 else None
    return (not _NOT.match(found["mark"]), found["rest"].strip(" .")) if found else None


def announces(text: str) -> bool:
    """True for a sentence with a colon after which the names of those elected follow."""
    plain = text.rstrip().endswith(":") and not re.search(r"\bnot\b|\d", text)
    return plain and bool(
        re.search(
            r"\b(?:are|were|is|be|been) (?:\w+ ){0,2}elected\b|"
            r"\belected (?:\w+ ){0,2}(?:are|were|is|will be)\b",
            text,
        )
    )


def sections_in(text: str) -> list[str]:
    """A line cut where another section begins."""
    return _NEXT.split(text)


def slate_of(text: str) -> str:
    """The slate whose total the words before a figure announce, or an empty text."""
    found = _SLATE.match(re.sub(r"\([^()]*\)", "", text[-200:]))
    return found["name"].strip(" :-\u2013") if found else ""


def goes_on(text: str) -> bool:
    """True for a sentence that says votes were transferred, before the figures that follow."""
    return bool(_AGAIN.search(text)) and text.rstrip().endswith((":", "figures", "."))


def legend_of(text: str) -> str:
    """What a star means by the legend below a list: `elected`, `other`, or an empty text."""
    found = _LEGEND.match(text) if len(text) <= 80 else None
    if found is None:
        return ""
    what = found["what"].casefold()
    if "elected" in what and "not elected" not in what:
        return "elected"
    return "other" if _SITTING.search(what) else ""
