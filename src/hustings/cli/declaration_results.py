"""A result as stated, read for a declaration: from a file, pasted text or a record's contest."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hustings.cli.jobs import Job
from hustings.errors import InputError, Problem

if TYPE_CHECKING:
    from hustings.auditing.declaration import Declaration
    from hustings.model.account import PaperAccount
    from hustings.model.declared import Declared
    from hustings.report.declaration_bundle import Source

BALLOTS = (".blt", ".soc", ".soi", ".toc", ".toi", ".abif")
"""Endings of files that hold ballots and nothing else."""
STATED = ("rule", "seats", "max_votes", "constraints", "title")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a count, and those of a result as stated."""

    options: dict[str, Any]
    form: str | None = None
    max_votes: int | None = None
    stated: bool = False

    def counts(self, source: str) -> bool:
        """True when the source is to be counted."""
        told = self.options.get("rule") or self.options.get("terms") or self.form
        told = told or self.options.get("others")
        held = Path(source).suffix.lower() in BALLOTS or (bool(told) and not _in_record(source))
        return held and not self.stated

    def job(self) -> Job:
        """The count that is asked for."""
        asked = {**self.options, "options": dict(self.options["options"])}
        lots, contest = asked.pop("lots"), asked.pop("contest")
        return Job(asked, lots, self.form, contest)

    def said(self) -> dict[str, Any]:
        """What is said beside a result as stated."""
        options = {**self.options, "max_votes": self.max_votes}
        return {name: options[name] for name in STATED if options.get(name)}


def _in_record(source: str) -> bool:
    """True for RECORD/CONTEST: a record holds no papers."""
    from hustings.store import open_record

    record, slash, contest = source.rpartition("/")
    if not slash or Path(source).exists():
        return False
    try:
        return contest in {c.id for c in open_record(record).contests}
    except InputError:
        return False


def of_result(
    asked: Asked, source: str, account: PaperAccount, home: Path | None = None
) -> tuple[Declaration, Source]:
    """A result as stated, checked, as a declaration; its file is looked for in `home`."""
    from hustings.api.checks import restated
    from hustings.api.declarations import check_of, without_slates
    from hustings.auditing.check_course import completed
    from hustings.auditing.declaration import Declaration
    from hustings.report.declaration_bundle import Source

    content = _bytes(source, home)
    stated = _stated(asked, source, content, home)
    put = restated(**{"constraints": (), "title": "", **_none(), **asked.said()})
    name = source if home is not None else _file_name(source)
    declared = replace(completed(put(stated)), file=name)
    declared = declared if content is not None else without_slates(declared)
    made = Declaration(
        account=account,
        declared=declared,
        checked=check_of(declared, account),
        file=name,
        file_sha256=sha256(content).hexdigest() if content is not None else "",
    )
    return made, Source(name, content, _said(asked, name))


def _stated(asked: Asked, source: str, content: bytes | None, home: Path | None) -> Declared:
    """The one contest that the source states."""
    from hustings.api.checks import declared_in
    from hustings.cli.checking import decoded

    where: Any = source
    if source == "-":
        where = decoded(content or b"")
    elif home is not None and content is not None:
        where = home / source
    try:
        found = list(declared_in(where, asked.options.get("contest")))
    except InputError as fault:
        raise _ballots_perhaps(fault, source) from fault
    if len(found) != 1:
        names = ", ".join(name or one.title for name, one in found[:8])
        step = f"Pick one with --contest: {names}."
        problem = Problem(source, 0, "many-contests", f"{len(found)} contests", step)
        raise InputError("a declaration is of one contest", [problem])
    return found[0][1]


def _said(asked: Asked, name: str) -> str:
    """Where the result is and what was said besides, as the bundle keeps it."""
    contest = asked.options.get("contest")
    told = {"source": name, "contest": contest, **asked.said()}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _none() -> Mapping[str, None]:
    return dict.fromkeys(("rule", "seats", "max_votes"))


def _bytes(source: str, home: Path | None) -> bytes | None:
    """The bytes of a result's file, of the standard input, or None for a record."""
    if source == "-":
        return sys.stdin.buffer.read()
    path = home / source if home is not None and (home / source).is_file() else Path(source)
    return path.read_bytes() if path.is_file() else None


def _file_name(source: str) -> str:
    """What the result is called: never as a file that a bundle has anyway."""
    from hustings.report.bundle import OWN

    if source == "-":
        return "pasted.txt"
    name = Path(source).name
    if name in OWN or name == "asked.json":
        return f"result-{name}"
    return name if Path(source).is_file() else source


def _ballots_perhaps(fault: InputError, source: str) -> InputError:
    if not Path(source).is_file() or {p.code for p in fault.problems} != {"no-result"}:
        return fault
    step = "If it holds ballots, say under which rule to count: --rule R (see: hustings rules)."
    hint = Problem(source, 0, "no-result", "this is read as a result, as no rule is named", step)
    problems: Sequence[Problem] = (*fault.problems, hint)
    return InputError(fault.message, problems)
