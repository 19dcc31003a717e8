"""One line of a paper account to what it states: which figure, and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hustings.formats.result_numbers import Manner, Number, numbers, without_dates
from hustings.formats.result_words import AMBIGUOUS, REASONS, SMALL, SMALL_WORD, label_of
from hustings.model.declared import Stated
from hustings.model.official import Figure, figure

MOST_SEATS = 500
_CLAUSES = re.compile(r"[;(\[]|,(?=\s)| of (?:which|whom|these)\b| and (?=\d|\W*$)|(?<=\w)\. |  ")
_CHANNEL = re.compile(
    r"\b(?:by post|postal|on-?line|electronic(?:ally)?|by e-?mail|by phone|in.person|by proxy|via|"
    r"in advance)\b",
    re.IGNORECASE,
)
_DASH = re.compile(
    r"^\s*(?:[-\u2013\u2022\u00b7*]|\d{1,2}[.)])\s+(?=[A-Z\d(])|(?<=\s)[-\u2013\u2212]\s(?=\d)"
)
"""A bullet, a numbering, or a dash between words and a figure: no sign."""
_SENTENCE = re.compile(r"(?<=\w{2})[.!?]\s+(?=[A-Z\d]|$)")
_VERB = re.compile(r"\b(?:is|are|was|were|had|have|has|got|won|will|would)\b", re.IGNORECASE)
_SPACED = re.compile(r"[:=\t] *\d{1,3}(?: \d{3})+\W*$")
_PAPERS = ("issued", "returned", "invalid", "valid", "votes")
_FIRST_WORDS = re.compile(r"^\s*(?:\S+\s*){0,6}")
_LAST_WORDS = re.compile(r"(?:\S+\s*){0,6}$")
_JOINT = re.compile(r"(?:[:=\u2013\u2014/\t(-]|\b(?:was|were|is|are|of|being|at|to|by)) *$")
_WHOLE = re.compile(r"\btotal\b|\boverall\b", re.IGNORECASE)
_LETTER = re.compile(
    r"^(?:\(?[a-hA-H]\)|[A-H]\b(?= )|of (?:which|whom|these)\b|[-\u2013\u2022])\s*"
)
_OUT_OF = re.compile(
    r"^\W*(?:out )?(?:of|from)\W*(?:an? |the )?(?:total |electorate )*(?:of )?\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with what it is called: a word of FIGURES, `seats` or `reason`; "" is not kept.

    `ambiguous` where the words may mean papers or votes; `prose` where a sentence tells it.
    """

    key: str
    figure: Figure
    words: str
    ambiguous: bool = False
    prose: bool = False

    def stated(self, line: int) -> Stated:
        """The figure on its line."""
        return Stated(self.figure, line, self.words)


@dataclass(frozen=True, slots=True)
class Account:
    """What a line states; `left` are figures of it that nothing names."""

    said: tuple[Said, ...]
    left: tuple[Number, ...] = ()


def read_account(text: str, manner: Manner, in_rejected: bool = False) -> Account:
    """The figures of an account in a line, each with the words beside it."""
    plain = _DASH.sub(lambda mark: " " * len(mark[0]), without_dates(text))
    prose = is_sentence(plain)
    if _SPACED.search(plain):
        manner = replace(manner, spaces=True)
    small = tuple(replace(one, prose=prose) for one in _small_seats(plain, text))
    found = numbers(plain, manner)
    if not found:
        return Account(small)
    said: list[Said] = list(small)
    left: list[Number] = []
    bounds = [0, *(n.end for n in found)]
    gaps = [plain[a : n.start] for a, n in zip(bounds, found)] + [plain[bounds[-1] :]]
    for i, number in enumerate(found):
        words = _near(gaps[i], last=True, prose=prose)
        if words is None and (after := _near(gaps[i + 1], last=False, prose=prose)) is not None:
            words = after
            gaps[i + 1] = gaps[i + 1].partition(after)[2]
        key = _key(words, number, in_rejected)
        if key is None and said and number.kind == "count" and _OUT_OF.match(gaps[i]):
            if left and said[-1].key == "turnout":
                said.append(Said("returned", left.pop().figure, said[-1].words))
            if said[-1].key == "returned":
                key, words = "issued", gaps[i]
        if key == "reason" and prose and not in_rejected and not _refuses(said):
            key = None
        if key is None:
            left.append(number)
        else:
            doubtful = key in ("valid", "votes", "returned") and AMBIGUOUS.search(words or "")
            label = _words(text, words, number)
            said.append(Said(key, _papers(key, number.figure), label, bool(doubtful), prose))
    if sum(one.key == "seats" for one in said) > 1:
        said = [one for one in said if one not in small]
    return Account(tuple(said), tuple(left))


def _papers(key: str, figure: Figure) -> Figure:
    """Papers are whole: of `7.639` the dot stands between thousands."""
    thousands = key in _PAPERS and figure.places == 3 and figure.value >= 1
    return Figure(figure.text.replace(".", ""), figure.value * 1000, 0) if thousands else figure


def _refuses(said: list[Said]) -> bool:
    return any(one.key == "invalid" for one in said)


def is_sentence(text: str) -> bool:
    """True for running prose, whose figures may be of anything: another year, another contest."""
    return len(text.split()) > 8 and bool(_VERB.search(text))


def _near(gap: str, last: bool, prose: bool = False) -> str | None:
    """The clause of a gap beside the number that names a figure; in prose, close to it."""
    gap = _SENTENCE.split(gap)[-1 if last else 0]
    if prose and not (last and _JOINT.search(gap)):
        gap = (_LAST_WORDS if last else _FIRST_WORDS).findall(gap)[0]
    clauses = [c for c in _CLAUSES.split(gap) if c.strip(" .,:-\u2013\u2014=)\t")]
    if not clauses:
        return None
    near = list(reversed(clauses)) if last else clauses[:1]
    labelled = (c for c in near if label_of(c) is not None)
    return next(labelled, None) or next((c for c in near if REASONS.search(c)), None)


def _key(words: str | None, number: Number, in_rejected: bool) -> str | None:
    """What the number is, None when the words do not say or it cannot be that."""
    if words is None or number.kind == "ordinal":
        return None
    key = label_of(words)
    refused = key in (None, "invalid", "max_votes", "returned") and (in_rejected or key)
    if refused and REASONS.search(words) and not _WHOLE.search(words):
        key = "reason"
    if key in ("returned", "votes", "valid", "issued") and _CHANNEL.search(words):
        key = ""
    if number.kind == "percent":
        return "turnout" if key == "turnout" else "" if key is not None else None
    if key == "turnout" and number.figure.value > 100:
        return "returned"
    if key in ("seats", "max_votes") and (
        number.whole is None or not 0 < number.whole <= MOST_SEATS
    ):
        return None
    return key


def _words(text: str, words: str | None, number: Number) -> str:
    """The words a figure was read from, short."""
    said = " ".join((words or "").replace("\x1a", "").split()).strip(" .,:;=-\u2013\u2014()")
    said = _LETTER.sub("", said)
    return said[:80] or text[number.start : number.end]


def _small_seats(plain: str, text: str) -> tuple[Said, ...]:
    """Seats written as a word: `nine seats`, `Seats: nine`, `to elect three members`."""
    if word := SMALL_WORD.search(plain):
        value = figure(str(SMALL[word[1].casefold()]))
        assert value is not None
        before, after = plain[: word.start()], plain[word.end() :]
        near = re.split(r"[.;,(]", before)[-1][-40:], re.split(r"[.;,)]", after)[0][:30]
        if any(label_of(words) == "seats" for words in near):
            return (Said("seats", value, " ".join(text.split())[:80]),)
    return ()
