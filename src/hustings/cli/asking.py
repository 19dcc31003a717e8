"""The open statements of a declaration, put to a person at a terminal one by one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.output import write_file
from hustings.errors import InputError, Problem

if TYPE_CHECKING:
    from hustings.model.account import PaperAccount
    from hustings.model.assurances import Assurance, Question

SKIP = "skip"
NEEDS = {"no": "Reasons", "exception": "The exception"}


def ask(path: str | None, questions: str | None) -> None:
    """Ask what is open in an account file and add the answers to it; what was there is PATH~.

    Raises InputError without a terminal, or without a file to write to.
    """
    from hustings.api.declarations import account_from

    if path is None:
        raise _refused("no-account", "no file to keep the answers in", "Add --account F.toml.")
    if not sys.stdin.isatty():
        step = "Use a terminal, or write [[answer]] entries in the file (see: --template)."
        raise _refused("no-terminal", "nobody can be asked: this is no terminal", step)
    there = Path(path).is_file()
    account = account_from(path if there else None, None if there else questions)
    if questions not in (None, account.asked):
        said = f"{path} puts the questions {account.asked!r}"
        raise _refused("other-questions", said, f'Write questions = "{questions}" in it.')
    try:
        given = answered(account)
    except click.Abort as stopped:
        step = "Begin again; every answer is kept only when all have been asked."
        raise _refused("stopped", "stopped in the middle; nothing is written", step) from stopped
    if not given:
        click.echo("nothing was answered; nothing is written", err=True)
        return
    before = Path(path).read_text("utf-8-sig") if there else _begun(questions)
    write_file(path, with_answers(before, given))
    before_now = f"; what was there: {path}~" if there else ""
    click.echo(f"wrote {path}: {len(given)} answered{before_now}", err=True)


def answered(account: PaperAccount) -> Sequence[Assurance]:
    """What a person answers now: the name first, then every statement nobody has answered."""
    from hustings.model.assurances import SETS, answer_to

    every = (*SETS[account.asked].questions, *account.own)
    still = [q for q in every if not answer_to(q, account.answers).given]
    if not still:
        click.echo("every statement is answered", err=True)
        return ()
    click.echo(f"{len(still)} statements are open. An answer is yours, by name, and is printed.")
    by = _words("Your name")
    role = click.prompt("In which office", default=account.role, show_default=bool(account.role))
    on = click.prompt("Day", default=date.today().isoformat(), value_proc=_day)
    found = [one for q in still if (one := _answer(q, by, role.strip(), on))]
    return tuple(found)


def _answer(question: Question, by: str, role: str, on: str) -> Assurance | None:
    from hustings.model.assurances import ANSWERS, Assurance

    clause = f" ({question.clause})" if question.clause else ""
    click.echo(f"\nAre you satisfied that {question.matter}{clause}?")
    choice = click.Choice([*ANSWERS, SKIP])
    said = click.prompt("Answer", type=choice, default=SKIP)
    if said == SKIP:
        return None
    text = _words(NEEDS[said]) if said in NEEDS else ""
    return Assurance(
        question=question.id, answer=said, by=by, role=role, on=on, text=text, asked=question.matter
    )


def _words(label: str) -> str:
    """Words that are not blank."""
    said = ""
    while not said:
        said = str(click.prompt(label)).strip()
    return said


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as fault:
        raise click.UsageError("write the day as 2026-03-15") from fault


def with_answers(text: str, given: Sequence[Assurance]) -> str:
    """The account file's text with answers added at its end."""
    from hustings.formats.account_file import answer_lines

    blocks = ["\n".join(answer_lines(one)) for one in given]
    return "\n\n".join([text.rstrip("\n"), *blocks]).lstrip("\n") + "\n"


def _begun(questions: str | None) -> str:
    from hustings.formats.account_template import account_template
    from hustings.model.assurances import DEFAULT

    return account_template(questions or DEFAULT)


def _refused(code: str, said: str, step: str) -> InputError:
    return InputError("the statements cannot be asked", [Problem("--ask", 0, code, said, step)])


__all__ = ["answered", "ask", "with_answers"]
