"""What the counting verbs do with files: read, count, compare, bundle, convert."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hustings.cli.failures import BAD_INPUT, FOUND_A_FAULT, list_problems
from hustings.cli.output import bar, command_line, emit, steps, write_file
from hustings.errors import HustingsError, InputError, LotNeeded, Problem

if TYPE_CHECKING:
    from hustings.auditing.against import Comparison
    from hustings.model.count import Count
    from hustings.model.profile import BallotFile
    from hustings.report.counted import Counted


@dataclass(frozen=True)
class Job:
    """What a counting command was asked besides its files."""

    asked: dict[str, Any]
    lots: str | None = None
    form: str | None = None
    contest: str | None = None
    official: tuple[str, ...] = ()
    known: str | None = None
    exact: bool = False
    many: bool = False

    def run(self, path: str) -> tuple[BallotFile, Counted]:
        """Read, count and compare one file; what was odd in it is listed on stderr."""
        with steps("count") as progress:
            progress(f"reading {path}")
            file = self.read(path)
            list_problems(self.odd(file))
            progress("counting")
            return file, self.count(file)

    def odd(self, file: BallotFile) -> list[Problem]:
        """What is odd in a file; a header's seats are beside the point when seats are asked."""
        stated = self.asked.get("seats") or self.asked.get("terms")
        about_seats = {"seats-equal-candidates", "fewer-candidates-than-seats"}
        return [p for p in file.notes if not (stated and p.code in about_seats)]

    def read(self, path: str) -> BallotFile:
        """The ballots of one file."""
        from hustings.formats.ballots import read_ballots

        return read_ballots(
            _bytes_of_stdin() if path == "-" else path, form=self.form, contest=self.contest
        )

    def count(self, file: BallotFile) -> Counted:
        """Count a file and hold it against the official table."""
        from hustings.api import counts
        from hustings.report.counted import Counted

        began = time.perf_counter()
        rule, terms, notes = counts.terms_for(file, **self.asked)
        lots = counts.lots_from(self.lots, file)
        try:
            count = counts.count_file(file, rule, terms, lots=lots, exact=self.exact)
        except LotNeeded as tie:
            raise _with_entry(tie) from tie
        return Counted(
            count=count,
            file=file.name,
            file_sha256=file.sha256,
            official=self._against(file, count),
            lots=lots,
            parties=file.parties,
            notes=(*notes, *(p.message for p in self.odd(file))),
            seconds=time.perf_counter() - began,
        )

    def _against(self, file: BallotFile, count: Count) -> Comparison | None:
        """The comparison with the first table that has this contest."""
        if not self.official:
            return None
        from hustings.api import counts

        stem = Path(file.name).name.split(".")[0]
        absent: list[Problem] = []
        for table in self.official:
            try:
                return counts.against(
                    count, table, contest=self.contest, ballots=stem, known=self.known
                )
            except InputError as fault:
                if any(p.code != "unknown-contest" for p in fault.problems):
                    raise
                absent += fault.problems
        if self.many:
            return None
        raise InputError("no official table has this contest", absent)

    def bundle(
        self, folder: str, counted: Counted, file: BallotFile, path: str, share: str
    ) -> None:
        """Write what anyone needs to re-run the count."""
        from hustings.report.bundle import write_bundle

        write_bundle(
            folder,
            counted,
            ballots=None if path == "-" else path,
            profile=file.profile,
            include=share == "all",
            first=int(share) if share.isdigit() else 0,
            command=command_line(),
        )
        click.echo(f"wrote {folder}", err=True)

    def differs(self, folder: str, counted: Counted) -> bool:
        """Say whether the count is that of a bundle."""
        from hustings.report.bundle import same_as_bundle

        found = same_as_bundle(folder, counted)
        for said in found:
            click.echo(said)
        if not found:
            click.echo(f"the same count as in {folder}")
        return bool(found)

    def margin(self, path: str, limit: int | None, form: str, output: str | None) -> None:
        """How close it was."""
        from hustings.api import counts
        from hustings.report.margin_page import margin_page

        with steps("margin") as progress:
            progress("searching")
            found = counts.margin(
                self.read(path), lots=self.lots, limit_seconds=limit, **self.asked
            )
        emit(form, output, found, lambda: margin_page(found))


def _bytes_of_stdin() -> bytes:
    return sys.stdin.buffer.read()


def _with_entry(tie: LotNeeded) -> LotNeeded:
    """The tie, with the ledger entry to fill in."""
    from hustings.formats.lots_file import entry_for

    tie.args = (
        f"{tie}\n\nAdd to a ledger, with the order as drawn, and pass --lots F.toml:\n\n"
        f"{entry_for(tie)}",
    )
    return tie


def holds_many(path: str, contest: str | None) -> bool:
    """True for a folder, or an archive of several ballot files when no contest is picked."""
    from zipfile import BadZipFile, ZipFile, is_zipfile

    if contest is not None or path == "-":
        return False
    place = Path(path)
    if place.is_dir():
        return True
    if not place.is_file() or not is_zipfile(place):
        return False
    try:
        with ZipFile(place) as archive:
            return sum(not name.endswith("/") for name in archive.namelist()) > 1
    except BadZipFile:
        return False


def _each(job: Job, paths: Sequence[str]) -> Iterator[tuple[str, Any]]:
    from hustings.formats.ballots import read_many

    for path in paths:
        if holds_many(path, job.contest):
            yield from read_many(path)
        else:
            yield path, job.read(path)


def count_many(job: Job, paths: Sequence[str], form: str, output: str | None) -> None:
    """Count file after file into one table; files that cannot be counted are listed at the end."""
    from hustings.report.counted import CountedMany
    from hustings.report.pages import counts_page

    job = replace(job, many=True)
    made: list[Counted] = []
    failed: list[tuple[str, HustingsError]] = []
    with bar("count") as progress:
        try:
            for at, (name, file) in enumerate(_each(job, paths), 1):
                progress(name, at, at)
                try:
                    made.append(job.count(file))
                except HustingsError as stopped:
                    failed.append((name, stopped))
        except InputError as unread:  # comes last, with the problems of every file not read
            failed.append(("files that could not be read", unread))
    for name, fault in failed:
        click.echo(f"{name}: {fault}", err=True)
        if isinstance(fault, InputError):
            list_problems(fault.problems)
    many = CountedMany(tuple(made))
    emit(form, output, many, lambda: counts_page(many, failed=len(failed), command=command_line()))
    if failed:
        raise SystemExit(BAD_INPUT)
    if any(c.official is not None and not c.official.agrees for c in made):
        raise SystemExit(FOUND_A_FAULT)


def list_forms() -> None:
    """The formats, a line each."""
    from hustings.formats.ballots import FORMS

    for form in FORMS.values():
        does = " and ".join(
            word for word, can in (("read", form.can_read), ("write", form.can_write)) if can
        )
        click.echo(f"{form.name:<16}{does:<16}{form.about}")


def convert(
    path: str,
    to: str,
    form_in: str | None,
    contest: str | None,
    seats: int | None,
    depth: int | None,
    output: str | None,
) -> None:
    """Read one format and write another."""
    from hustings.formats.ballots import write_ballots

    file = Job({}, form=form_in, contest=contest).read(path)
    list_problems(file.notes)
    file = replace(file, seats=seats or file.seats)
    said = write_ballots(file, to, depth=depth)
    if output is None:
        if isinstance(said, bytes):
            raise click.UsageError(f"{to} is not text; write it to a file with -o")
        click.echo(said, nl=False)
        return
    write_file(output, said)
    click.echo(f"wrote {output}: {file.profile.total:,} papers", err=True)
