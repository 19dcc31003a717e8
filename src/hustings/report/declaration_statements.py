"""Statements of satisfaction in words: what a named person answered, or that nobody did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hustings.auditing.declaration import Declaration
from hustings.model.assurances import Assurance, Question, answer_to
from hustings.report import words

ROOM = "_" * 24


@dataclass(frozen=True, slots=True)
class StatementSaid:
    """A matter that was put and what was answered; `open` when nobody has answered."""

    head: str
    matter: str
    clause: str
    answer: str
    sentence: str
    open: bool


def statements_said(made: Declaration) -> tuple[StatementSaid, ...]:
    """Every matter put, in order."""
    return tuple(
        _said(f"{i}", question, answer_to(question, made.account.answers))
        for i, question in enumerate(made.questions, 1)
    )


def as_written(text: str) -> str:
    """An officer's own words with a full stop, and otherwise as they stand."""
    plain = text.strip()
    return plain if plain.endswith((".", "?", "!")) else f"{plain}."


def _said(head: str, question: Question, given: Assurance) -> StatementSaid:
    sentence = _sentence(question, given) if given.given else ""
    answer = given.answer if given.given else ""
    return StatementSaid(head, question.matter, question.clause, answer, sentence, not given.given)


def _sentence(question: Question, given: Assurance) -> str:
    """The word satisfied stands here only for a yes to exactly this question."""
    who = f"{given.by} ({given.role})" if given.role else given.by
    on = words.partial_day(given.on)
    if given.satisfied(question):
        return f"{who} is satisfied that {question.matter}. Answered {on}."
    text = as_written(given.text)
    if given.answer == "no":
        return f"{who} answers no, on {on}. Reasons: {text}"
    return f"{who} answers with an exception, on {on}: {text}"


def open_lines(said: StatementSaid) -> Iterator[str]:
    """The statement as lines of text, with room to answer by hand where nobody has."""
    clause = f" ({said.clause})" if said.clause else ""
    if said.answer == "yes":
        yield f"{said.head}. {said.sentence}{clause}"
        return
    yield f"{said.head}. Whether {said.matter}{clause}."
    if said.open:
        yield f"   NOT ANSWERED.   Yes, no or exception {ROOM}   Name {ROOM}"
    else:
        yield f"   {said.sentence}"
