"""Statements of satisfaction: matters put to a named person, and what that person answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ANSWERS = ("yes", "no", "exception")
"""What may be answered; anything else is no answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A matter to be satisfied of, as a clause that follows "that", and where it is asked."""

    id: str
    matter: str
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """What one person answered to one question on a day; `answer` "" is no answer.

    `text` holds the reasons of a no, or the exception. `asked` is the matter as it was put, "" if
    not kept.
    """

    question: str
    answer: str = ""
    by: str = ""
    role: str = ""
    on: str = ""
    text: str = ""
    asked: str = ""

    @property
    def given(self) -> bool:
        """True when a named person answered on a day, with the text a no or an exception needs."""
        full = self.answer == "yes" or bool(self.text)
        return self.answer in ANSWERS and bool(self.by) and bool(self.on) and full

    def satisfied(self, question: Question) -> bool:
        """True when a named person answered yes to exactly this question, as it is put here."""
        same = self.question == question.id and self.asked in ("", question.matter)
        return same and self.given and self.answer == "yes"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions that belong together, with where they come from."""

    name: str
    title: str
    source: str
    questions: tuple[Question, ...] = field(default=())


UK_UNION = QuestionSet(
    "uk-union",
    "Matters of section 52(2) of the Trade Union and Labour Relations (Consolidation) Act 1992",
    "Trade Union and Labour Relations (Consolidation) Act 1992, s.52(2) and (2B), as revised to "
    "7 April 2026, in paraphrase: legislation.gov.uk/ukpga/1992/52/section/52",
    (
        Question(
            "law",
            "there is no reasonable ground to believe that a requirement of any enactment for this "
            "election was contravened",
            "s.52(2)(a)",
        ),
        Question(
            "security",
            "the making, storing, sending out, return and other handling of the papers, and the "
            "counting of the votes, had every safeguard that was reasonably practicable against "
            "unfairness and malpractice",
            "s.52(2)(b)",
        ),
        Question(
            "independence",
            "the scrutineer could carry out the work without interference that would make it "
            "reasonable to doubt the scrutineer's independence of the union",
            "s.52(2)(c)",
        ),
        Question(
            "others",
            "everybody else appointed to distribute, store or count the papers (s.51A) did so in "
            "a satisfactory way",
            "s.52(2B)",
        ),
    ),
)
PLAIN = QuestionSet(
    "plain",
    "Matters put to the officer",
    "a plain set for societies, by hustings; no statute asks it",
    (
        Question(
            "sent",
            "everybody entitled to vote was sent a paper, or could have one, in time to use it",
        ),
        Question("kept", "the papers were kept so that nobody could add, remove or change one"),
        Question("secret", "the voting was as secret as the rules promise"),
        Question("counted", "the votes were counted correctly under the rule named here"),
        Question("free", "nobody hindered or pressed those who ran the vote"),
        Question("complaints", "every complaint made was answered, or stands in the notes"),
    ),
)
NONE = QuestionSet("none", "Statements", "")
SETS: Mapping[str, QuestionSet] = {s.name: s for s in (UK_UNION, PLAIN, NONE)}
DEFAULT = "plain"


def answer_to(question: Question, answers: Sequence[Assurance]) -> Assurance:
    """What was answered to a question; an empty assurance when nobody did."""
    for one in answers:
        if one.question == question.id and one.given and one.asked in ("", question.matter):
            return one
    return Assurance(question=question.id)


__all__ = ["ANSWERS", "DEFAULT", "SETS", "Assurance", "Question", "QuestionSet", "answer_to"]
