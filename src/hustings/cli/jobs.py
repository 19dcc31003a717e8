"""What the counting verbs do with files: read, count, compare, bundle, convert."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hustings.cli.failures import FOUND_A_FAULT, exit_code, list_problems
from hustings.cli.output import bar, command_line, emit, printable, steps, write_file
from hustings.errors import HustingsError, InputError, LotNeeded, Problem

if TYPE_CHECKING:
    from hustings.auditing.against import Comparison
    from hustings.model.count import Count
    from hustings.model.lots import Lots
    from hustings.model.official import OfficialTable
    from hustings.model.profile import BallotFile
    from hustings.report.bundle_check import Compared
    from hustings.report.counted import Counted


MOST_STRANGE = 0.5
"""Above this share of strangers an official table is that of another contest."""


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
    in_order: bool = False
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """The files whose papers are counted with those of the first (`--with`)."""
        return tuple(self.asked.get("others", ()))

    @property
    def terms(self) -> dict[str, Any]:
        """What was asked of the count itself."""
        return {name: value for name, value in self.asked.items() if name != "others"}

    def after(self, path: str, elsewhere: Mapping[str, str]) -> Job:
        """The same job for a contest counted after others, in which some were elected `elsewhere`.

        Its terms are those of the file of the same name in TOML, where one stands beside it.
        """
        beside = Path(path).with_suffix(".toml")
        if not self.in_order or self.asked.get("terms") is not None or not beside.is_file():
            return replace(self, elsewhere=elsewhere)
        asked = {**self.asked, "terms": str(beside)}
        return replace(self, asked=asked, elsewhere=elsewhere, said=(f"terms from {beside}",))

    def refuse(self) -> None:
        """InputError with everything in the request that no file of ballots could make good."""
        from hustings.api import counts
        from hustings.formats.ballots import find_form
        from hustings.formats.lots_file import read_lots
        from hustings.formats.terms_file import read_terms
        from hustings.rules import find_rule

        asked = self.asked
        found = [
            *_fault(find_form, self.form),
            *_fault(find_rule, asked.get("rule")),
            *_fault(read_terms, asked.get("terms")),
            *_fault(counts.constraints_from, asked.get("constraints")),
            *_fault(read_lots, self.lots),
        ]
        if len(found) == 1:
            raise found[0]
        if found:
            said = "; ".join(fault.message for fault in found)
            raise InputError(said, [p for fault in found for p in fault.problems])

    def run(self, path: str) -> tuple[BallotFile, Counted]:
        """Read, count and compare one file; what was odd in it is listed on stderr."""
        with steps("count") as progress:
            progress(f"reading {path}")
            file = self.read_all(path)
            list_problems(self.odd(file))
            progress("counting")
            counted = self.count(file)
            list_problems(unused_lots([counted]))
            return file, counted

    def odd(self, file: BallotFile) -> list[Problem]:
        """What is odd in a file; a header's seats are beside the point when seats are asked."""
        stated = self.asked.get("seats") or self.asked.get("terms")
        about_seats = {"seats-equal-candidates", "fewer-candidates-than-seats"}
        return [p for p in file.notes if not (stated and p.code in about_seats)]

    def read_all(self, path: str) -> BallotFile:
        """The ballots of a file with those of the `others`; InputError with every problem of all.

        The format that was asked for is that of the first file.
        """
        from hustings.formats.together import put_together

        refuse_twice_stdin((path, *self.others))
        first, unread = _read_or_not(self.read, path)
        read = [_read_or_not(self._read_other, other) for other in self.others]
        faults = [unread, *(fault for _, fault in read)]
        found = [file for file, _ in ((first, unread), *read) if file is not None]
        if first is not None:
            try:
                if (made := put_together(found)) and not any(faults):
                    return made
            except InputError as strange:
                faults.append(strange)
        told = [fault for fault in faults if fault is not None]
        if len(told) == 1:
            raise told[0]
        raise InputError("the ballots cannot be read", [p for t in told for p in t.problems])

    def _read_other(self, path: str) -> BallotFile:
        """A file beside the first: its format is plain from it, its contest of the same name."""
        plain = replace(self, form=None, contest=None)
        try:
            return plain.read(path)
        except InputError as fault:
            several = any(p.code == "which-contest" for p in fault.problems)
            if not several or self.contest is None or path == "-":
                raise
            return replace(plain, contest=self.contest).read(path)

    def read(self, path: str) -> BallotFile:
        """The ballots of one file."""
        from hustings.formats.ballots import read_ballots

        if Path(path).is_dir():
            step = "Name one file in it."
            problem = Problem(printable(path), 0, "is-folder", "this is a folder", step)
            raise InputError("one file of ballots is wanted", [problem])
        file = read_ballots(
            _bytes_of_stdin() if path == "-" else path, form=self.form, contest=self.contest
        )
        return replace(file, name=printable(file.name))

    def count(self, file: BallotFile) -> Counted:
        """Count a file and hold it against the official table."""
        from hustings.api import counts
        from hustings.counting.sequence import leaving
        from hustings.report.counted import Counted

        began = time.perf_counter()
        rule, terms, notes = counts.terms_for(file, **self.terms)
        terms, left = leaving(terms, file.profile.candidates, self.elsewhere)
        lots = counts.lots_from(self.lots, file)
        try:
            count = counts.count_file(file, rule, terms, lots=lots, exact=self.exact)
        except LotNeeded as tie:
            raise _with_entry(tie, lots) from tie
        return Counted(
            count=count,
            file=file.name,
            file_sha256=file.sha256,
            official=self._against(file, count),
            lots=lots,
            parties=file.parties,
            notes=(*self.said, *put(file), *left, *notes, *odd_said(file, self.odd(file))),
            files=file.files,
            seconds=time.perf_counter() - began,
        )

    def _against(self, file: BallotFile, count: Count) -> Comparison | None:
        """The comparison with the table that has this contest, and most of its candidates."""
        if not self.official:
            return None
        from hustings.api import counts

        stem = Path(file.name).name.split(".")[0]
        tables, absent = self._tables(stem)
        strange = {k: strangers(count, table) for k, table in enumerate(tables)}
        if self.many and min(strange.values(), default=1) > MOST_STRANGE:
            return None
        if not tables:
            raise InputError("no official table has this contest", absent)
        table = tables[min(strange, key=strange.__getitem__)]
        return counts.against(count, table, contest=self.contest, ballots=stem, known=self.known)

    def _tables(self, stem: str) -> tuple[list[OfficialTable], list[Problem]]:
        """The official tables that may have the contest, and why the others have not."""
        from hustings.formats.official import read_official

        found: list[OfficialTable] = []
        absent: list[Problem] = []
        for path in self.official:
            try:
                found.append(read_official(path, contest=self.contest, ballots_name=stem))
            except InputError as fault:
                if any(p.code != "unknown-contest" for p in fault.problems):
                    raise
                absent += fault.problems
        return found, absent

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

    def margin(self, path: str, limit: int | None, form: str, output: str | None) -> None:
        """How close it was."""
        from hustings.api import counts
        from hustings.report.margin_page import margin_page

        self.refuse()
        with steps("margin") as progress:
            progress(f"reading {path}")
            file = self.read_all(path)
            list_problems(self.odd(file))
            progress("searching")
            lots = counts.lots_from(self.lots, file)
            try:
                found = counts.margin(file, lots=lots, limit_seconds=limit, **self.terms)
            except LotNeeded as tie:
                raise _with_entry(tie, lots) from tie
        emit(form, output, found, lambda: margin_page(found))


def _read_or_not(
    read: Callable[[str], BallotFile], path: str
) -> tuple[BallotFile | None, InputError | None]:
    """A file, or why it cannot be read."""
    try:
        return read(path), None
    except InputError as fault:
        return None, fault


def refuse_twice_stdin(paths: Sequence[str]) -> None:
    """A usage error where the standard input is asked for twice."""
    if paths.count("-") > 1:
        raise click.UsageError("the standard input can be read once only")


def put(file: BallotFile) -> Iterator[str]:
    """What a file of several is put together from, a sentence each."""
    for part in file.files:
        yield f"{part.file}: {part.papers:,} papers, SHA-256 {part.sha256}"


def odd_said(file: BallotFile, odd: Sequence[Problem]) -> Iterator[str]:
    """What is odd in a file, naming which of several."""
    for problem in odd:
        yield f"{problem.file}: {problem.message}" if file.files else problem.message


def _bytes_of_stdin() -> bytes:
    return sys.stdin.buffer.read()


def _fault(look: Callable[[Any], object], asked: Any) -> list[InputError]:
    """What is wrong with one thing that was asked, if anything."""
    try:
        if asked:
            look(asked)
    except InputError as fault:
        return [fault]
    return []


def _with_entry(tie: LotNeeded, lots: Lots) -> LotNeeded:
    """The tie, with lots that come near it and the ledger entry to fill in."""
    from hustings.api.counts import with_reasons
    from hustings.formats.lots_file import entry_for
    from hustings.model.lots import ledger_warnings

    told = with_reasons(tie, map(str, ledger_warnings(lots, needed=tie)))
    asked = "Add to a ledger, with the order as drawn, and pass --lots F.toml:"
    told.args = (f"{told.message}\n\n{asked}\n\n{entry_for(tie)}",)
    return told


def strangers(count: Count, table: OfficialTable) -> float:
    """The share of the candidates who are nobody in the table, given names cut short aside."""
    from hustings.auditing.matching import name_words

    rows = [set(name_words(row.name)) for row in table.rows]
    names = [set(name_words(name)) for name in count.candidates]
    return sum(not any(n <= row or row <= n for row in rows) for n in names) / len(names)


def unused_lots(made: Sequence[Counted]) -> Sequence[Problem]:
    """Entries of the ledger that no tie of these counts asked for."""
    from hustings.model.lots import Lots, ledger_warnings

    ledger = made[0].lots if made and made[0].lots else Lots()
    return ledger_warnings(ledger, used=[lot for one in made for lot in one.count.lots])


def beside_bundle(folder: str, counted: Counted, file: BallotFile) -> Compared:
    """The count beside a published bundle, every file of it made again."""
    from hustings.report.bundle_check import compared

    return compared(folder, counted, file.profile)


def say_comparison(beside: Compared, folder: str) -> None:
    """Say on stderr whether the count is that of a bundle, and what could not be compared."""
    say_unlisted(folder)
    for said in beside.uncompared:
        click.echo(f"not compared: {said}", err=True)
    for said in beside.differences or [f"the same count as in {folder}"]:
        click.echo(said, err=True)


def say_unlisted(folder: str | Path) -> None:
    """Note on stderr files in a bundle's folder that are no part of the bundle."""
    from hustings.report.files import SUMS, unlisted

    for name in unlisted(Path(folder)):
        click.echo(f"note: {name} is no part of the bundle ({SUMS} does not list it)", err=True)


def holds_many(path: str, contest: str | None) -> bool:
    """True for a folder, or an archive of several ballot files when no contest is picked."""
    from zipfile import BadZipFile, ZipFile, is_zipfile

    from hustings.formats.ballot_source import aside

    if contest is not None or path == "-":
        return False
    try:
        place = Path(path)
        if place.is_dir():
            return True
        if not place.is_file() or not is_zipfile(place):
            return False
        with ZipFile(place) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError):
        return False
    return sum(not name.endswith("/") and not aside(name) for name in names) > 1


def _each(
    job: Job, paths: Sequence[str], folders: Sequence[str]
) -> Iterator[tuple[str, BallotFile | InputError]]:
    """Each file by name, or why it cannot be read: that does not stop the others."""
    from hustings.formats.ballots import read_many

    for path in paths:
        several = path in folders
        try:
            if several:
                yield from read_many(path, form=job.form)
            else:
                yield path, job.read(path)
        except InputError as unread:  # of several files it comes last, with all their problems
            yield from _by_file(unread) if several else [(path, unread)]


def _by_file(unread: InputError) -> Iterator[tuple[str, InputError]]:
    """The problems of several files, file by file."""
    by_file: dict[str, list[Problem]] = {}
    for problem in unread.problems:
        by_file.setdefault(problem.file, []).append(problem)
    for name, problems in by_file.items():
        yield name, InputError("the ballots cannot be read", problems)


def _elected_to(counted: Counted, elsewhere: dict[str, str]) -> dict[str, str]:
    """Where each of the elected sits from now on, and on stderr who was passed over for it."""
    for said in counted.notes:
        click.echo(f"{counted.file}: {said}", err=True)
    title = counted.count.title or counted.file
    return {n: title for n in counted.count.winners if n not in elsewhere}


def _files_in(path: str) -> int:
    """How many files a folder or archive holds, about; for the progress shown."""
    from zipfile import ZipFile

    if Path(path).is_dir():
        return sum(1 for found in Path(path).rglob("*") if found.is_file())
    with ZipFile(path) as archive:
        return len(archive.namelist())


def count_many(job: Job, paths: Sequence[str], form: str, output: str | None) -> None:
    """Count file after file into one table; files that cannot be counted are listed at the end."""
    from hustings.formats.ballots import passed_over
    from hustings.report.counted import CountedMany
    from hustings.report.pages import counts_page

    job.refuse()
    job = replace(job, many=True)
    made: list[Counted] = []
    elsewhere: dict[str, str] = {}
    failed: list[tuple[str, HustingsError]] = []
    folders = [path for path in paths if holds_many(path, job.contest)]
    total = len(paths) - len(folders) + sum(map(_files_in, folders))
    with bar("count") as progress:
        for at, (name, file) in enumerate(_each(job, paths, folders), 1):
            progress(name, at, max(at, total))
            try:
                if isinstance(file, InputError):
                    raise file
                made.append(job.after(name, elsewhere).count(file))
                elsewhere |= _elected_to(made[-1], elsewhere) if job.in_order else {}
            except HustingsError as stopped:
                failed.append((name, stopped))
                if job.in_order:  # who follows depends on who was elected here
                    break
    for name, fault in failed:
        click.echo(f"{name}: {fault.message}", err=True)
        if isinstance(fault, InputError):
            list_problems(fault.problems)
    list_problems([p for folder in folders for p in passed_over(folder)])
    if not failed:
        list_problems(unused_lots(made))
    many = CountedMany(tuple(made))
    emit(form, output, many, lambda: counts_page(many, failed=len(failed), command=command_line()))
    if failed:
        raise SystemExit(min(map(exit_code, (fault for _, fault in failed))))
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
    cut: bool,
    output: str | None,
    others: Sequence[str] = (),
) -> None:
    """Read one format and write another."""
    from hustings.formats.ballots import write_ballots

    job = Job({"seats": seats, "others": tuple(others)}, form=form_in, contest=contest)
    file = job.read_all(path)
    list_problems(job.odd(file))
    file = replace(file, seats=seats or file.seats)
    said = write_ballots(file, to, depth=depth, cut=cut)
    if output in (None, "-"):
        if isinstance(said, bytes):
            raise click.UsageError(f"{to} is not text; write it to a file with -o")
        click.echo(said, nl=False)
        return
    write_file(output, said)
    click.echo(f"wrote {output}: {file.profile.total:,} papers", err=True)
