"""Declarations from plain values: a count or a result as stated, with a paper account."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.auditing.declaration import Declaration
from hustings.errors import InputError, Problem
from hustings.model.account import PaperAccount
from hustings.model.assurances import SETS
from hustings.model.count import Count
from hustings.model.declared import Declared

if TYPE_CHECKING:
    from hustings.auditing.check_result import Checked


def declare(
    result: Count | Declared,
    account: PaperAccount | str | Path | None = None,
    *,
    questions: str | None = None,
    file: str = "",
    file_sha256: str = "",
) -> Declaration:
    """A declaration of a count, or of a result as stated, which is checked first.

    `account` is a file (docs/declare.md), an account or nothing; `questions` is uk-union, plain or
    none. Nothing is asserted for anybody: a statement is made only by an answer in the account.
    Raises InputError with every fault of the account.
    """
    told = account_from(account, questions)
    if isinstance(result, Count):
        return Declaration(account=told, count=result, file=file, file_sha256=file_sha256)
    return Declaration(
        account=told,
        declared=result,
        checked=check_of(result, told),
        file=file or result.file,
        file_sha256=file_sha256,
    )


def account_from(
    account: PaperAccount | str | Path | None, questions: str | None = None
) -> PaperAccount:
    """An account as given or from its file, with the questions asked for."""
    if questions is not None and questions not in SETS:
        step = f"Use one of: {', '.join(SETS)}."
        problem = Problem("questions", 0, "bad-questions", f"questions {questions!r}", step)
        raise InputError("the questions are not known", [problem])
    if account is None:
        return PaperAccount(questions=questions or "")
    if isinstance(account, PaperAccount):
        return replace(account, questions=questions) if questions else account
    from hustings.formats.account_file import read_account

    return read_account(account, questions)


def without_slates(result: Declared) -> Declared:
    """The result of a record's contest without slates: they are the record's, not the result's."""
    people = tuple(replace(one, slate="") for one in result.candidates)
    told = tuple(said for said in result.assumed if "slate" not in said.lower())
    return replace(result, candidates=people, slates=(), assumed=told)


def check_of(result: Declared, account: PaperAccount) -> Checked:
    """The check of a result as stated, with the papers that only its account tells."""
    from hustings.auditing.account_result import check_with

    return check_with(result, account)
