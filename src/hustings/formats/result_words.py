"""The words of results: what figures are called, how seats are marked, which rule is meant."""

from __future__ import annotations

import re
from functools import lru_cache

_THING = (
    r"(?:voting |ballot |valid |postal |online )*"
    r"(?:papers?|ballots?|votes?|forms?|envelopes?|returns?)"
)
_PEOPLE = r"(?:voters?|members?|electors?|people|persons?|delegates?|students?)"
_SENT = r"(?:distributed|issued|dispatched|despatched|sent(?: out)?|mailed|posted out|provided)"
_BACK = r"(?:returned|received|cast|counted|submitted|completed|handed in|verified)"
_BAD = (
    r"(?:invalid|empty|spoil(?:t|ed)|rejected|void(?:ed)?|disallowed|informal|not valid|unusable)"
)

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("reason", r"\brejected in part\b"),
        ("", r"\bmajority\b|\bmargin\b|(?<!open )(?<!opening )(?<!of )\bnominations?\b"),
        ("votes", r"\bvotes (?:were |was )?(?:cast|given) (?:for|to) candidates\b"),
        (
            "",
            r"(?<!all )\bcandidates?(?! to be elected)"
            r"(?: (?:stood|standing|running|competing|nominated|for|on))?\b"
            r"(?=[ \w:]{0,20}$)",
        ),
        ("max_votes", rf"\bvotes? (?:per|for each|an?) (?:{_PEOPLE}|paper|ballot)\b"),
        ("max_votes", r"\bvote for (?:up to|no more than|not more than|at most|a maximum of)\b"),
        ("max_votes", r"\b(?:up to|maximum of|at most|no more than)(?=[ \w]{0,12}$)"),
        ("non_transferable", r"\bnon.?transferable\b|\bexhausted\b|\bnot transferable\b"),
        ("seats", r"\bseats?\b|\bvacanc(?:y|ies)\b|\bto be (?:elected|filled)\b|\bto elect\b"),
        ("seats", r"(?<!polling )\b(?:places|positions|posts|winners)\b(?! in\b)"),
        ("quota", r"\bquota\b|\bdroop\b"),
        (
            "turnout",
            r"\bturn.?out\b|\bparticipation\b|\bpercentage poll\b|\b%? ?poll ?%|\bresponse rate\b",
        ),
        ("invalid", rf"\b{_BAD}\b"),
        ("invalid", r"^\W*(?:total )?(?:blank|spoils)\b"),
        ("votes", r"^\W*(?:grand |sub-?)?totals?\W*$"),
        ("votes", r"\btotal (?:number of )?(?:valid )?votes\b(?! to be counted)"),
        ("votes", r"\bvotes (?:cast )?in total\b|\ball votes\b|\bsum of votes\b"),
        ("valid", r"\bvalid\b|\bformal\b|\bto be counted\b|\bgood (?:papers|ballots|votes)\b"),
        ("issued", rf"\b{_THING}\b[^.;:]{{0,30}}\b{_SENT}\b|\b{_SENT}\b[^.;:]{{0,15}}\b{_THING}\b"),
        ("issued", rf"^\W*(?:number |total |were )*{_SENT}\W*$"),
        (
            "issued",
            rf"\beligible\b|\belectorate\b|\benrol(?:led|l?ment)\b|\bentitled to vote\b|"
            rf"\bregistered {_PEOPLE}\b",
        ),
        ("issued", r"\belectors\b|\bon the (?:register|roll)\b|\belectoral roll\b"),
        (
            "returned",
            rf"\b{_THING}\b[^.;:]{{0,30}}\b{_BACK}\b|\b{_BACK}\b[^.;:]{{0,15}}\b{_THING}\b",
        ),
        ("returned", rf"^\W*(?:number |total |were |have been )*(?:{_BACK})\W*$"),
        ("returned", rf"\b{_PEOPLE}\b[^.;:]{{0,20}}\b(?:voted|took part|participated)\b"),
        ("", r"^\W*(?:who )?(?:voted|voting) (?:yes|no|for|against|in favour|to)\b"),
        ("returned", r"^\W*(?:who )?(?:voted|took part|participated|participants)\b"),
        ("returned", r"\btotal (?:poll|ballots|papers|envelopes)\b|\bvoters\b|\bballots?\b\W*$"),
    )
)
"""What a figure may be called; the first that fits a stretch of words wins, "" is nothing kept."""

AMBIGUOUS = re.compile(r"\bvotes?\b", re.IGNORECASE)
"""Words that may mean papers or votes."""

REASONS = re.compile(
    r"official mark|more (?:candidates|votes|than)|too many|over.?vot|identif|unmarked|uncertain|"
    r"blank|signature|unsigned|not signed|duplicate|late\b|no (?:clear )?first preference|"
    r"not (?:enclosed|returned with)|declaration|defaced|torn|incomplete|mutilated|other reasons?",
    re.IGNORECASE,
)
"""Why papers are refused; read as such under the word rejected (or invalid) alone."""

NOT_ELECTED = re.compile(
    r"\b(?:not|un)[ -]?(?:elected|successful)\b|\bun(?:elected|successful)\b|\blost\b|\bdefeated\b|"
    r"\bexcluded\b|\beliminated\b|^\W*(?:others?|runners?[- ]up|rejected|✗|✘|no|n|false)\W*$",
    re.IGNORECASE,
)
ELECTED = re.compile(
    r"\b(?:elected|successful|re-?elected|winners?|won)\b|\((?:E|W|el\.?|elect\.?)\)|[✓✔☑√]|🗸|✅|🏆|"
    r"\[x\]|^\W*(?:yes|y|true|e|elect)\W*$",
    re.IGNORECASE,
)
STARS = "*★†‡►"

RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("scottish-stv", r"\bscottish[ -](?:stv|single transferable)"),
        ("meek-prf", r"\bmeek\b"),
        ("warren", r"\bwarren(?:'s)? (?:method|stv)"),
        ("ers97", r"\bers ?(?:19)?97\b"),
        ("stv", r"\bsingle transferable vote|\bSTV\b|\btransferable voting"),
        ("irv", r"\balternative vote\b|\binstant[ -]runoff|\bIRV\b|\bpreferential vot"),
        ("schulze", r"\bschulze\b"),
        ("ranked-pairs", r"\branked pairs\b"),
        ("approval", r"\bapproval vot"),
        ("borda", r"\bborda\b"),
        ("sntv", r"\bsingle non-?transferable|\bSNTV\b"),
        ("cumulative", r"\bcumulative vot"),
        (
            "block-vote",
            r"\bblock vot|\bbloc vot|\bfirst[ -]past[ -]the[ -]post|\bFPTP\b|\bplurality\b",
        ),
        ("block-vote", r"\bmultiple non-?transferable|\bsimple majority\b|\bX[ -]voting\b"),
    )
)
"""Words that name a rule; `stv` is a transferable vote whose text is not said."""

SMALL = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        1,
    )
}
SMALL |= {
    f"{tens}{dash}{word}": n * 10 + SMALL[word]
    for n, tens in ((2, "twenty"), (3, "thirty"), (4, "forty"))
    for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    for dash in (" ", "-")
} | {"thirty": 30, "forty": 40}
SMALL_WORD = re.compile(rf"\b({'|'.join(sorted(SMALL, key=len, reverse=True))})\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def label_of(words: str) -> str | None:
    """What a stretch of words calls a figure, "" for something not kept, None for nothing."""
    return next((key for key, pattern in LABELS if pattern.search(words)), None)


def rule_of(text: str) -> str:
    """The rule a text names, or an empty text."""
    return next((name for name, pattern in RULES if pattern.search(text)), "")


def elected_of(text: str) -> bool | None:
    """Whether a cell or the end of a line says elected, not elected, or neither."""
    if not text or text.isspace():
        return None
    if NOT_ELECTED.search(text):
        return False
    return True if ELECTED.search(text) else None


def said_elected(names: list[str], sentences: list[str]) -> set[str]:
    """The names that a sentence of someone's election or win bears."""
    told = [
        s for s in sentences if not re.search(r"\b(?:not|nobody|no-?one) (?:\w+ )?elected\b", s)
    ]
    text = " \n ".join(told)
    return {n for n in names if len(n) > 2 and re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text)}
