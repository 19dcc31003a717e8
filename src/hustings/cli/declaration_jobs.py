"""What the verb declare does with files: count or check, declare, ask, bundle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.declaration_results import Asked, of_result
from hustings.cli.output import Report, command_line, write_file
from hustings.errors import InputError, Problem

if TYPE_CHECKING:
    from hustings.auditing.declaration import Declaration
    from hustings.model.account import PaperAccount
    from hustings.model.profile import BallotFile
    from hustings.report.counted import Counted
    from hustings.report.declaration_bundle import Source


@dataclass(frozen=True, slots=True)
class Declaring:
    """One declaration in the making."""

    asked: Asked
    account: str | None
    questions: str | None
    share: str
    source: str

    def template(self, output: str | None) -> None:
        """Print or write an account to fill in."""
        from hustings.formats.account_template import account_template
        from hustings.model.assurances import DEFAULT

        said = account_template(self.questions or DEFAULT)
        if output in (None, "-"):
            click.echo(said, nl=False)
        else:
            write_file(str(output), said)
            click.echo(f"wrote {output}", err=True)

    def told(self) -> PaperAccount:
        """The account; empty when none is named."""
        from hustings.api.declarations import account_from

        return account_from(self.account, self.questions)

    def deliver(
        self, form: str, output: str | None, report: str | None, bundle: str | None
    ) -> Declaration:
        """Declare, print, and write the report and the bundle."""
        from hustings.report.declaration_page import declaration_page
        from hustings.report.files import refuse_strangers

        if bundle:
            refuse_strangers(Path(bundle))
        if self.asked.counts(self.source):
            file, counted = self._counted()
            made, source = _declaration(counted, self.told()), None
        else:
            file, counted = None, None
            made, source = self._checked(bundle)
        with Report(report) as written:
            page = declaration_page(made, command=command_line())
            written.deliver(form, output, made, page)
        if bundle and counted is not None and file is not None:
            self._bundle(bundle, counted, file, made)
        elif bundle and source is not None:
            from hustings.report.declaration_bundle import write_result_bundle

            write_result_bundle(bundle, made, source, command_line())
            click.echo(f"wrote {bundle}", err=True)
        return made

    def unopposed(self, form: str, output: str | None, report: str | None) -> bool:
        """Declare those who stood unopposed, where the account names any: there was no vote."""
        from hustings.auditing.declaration import Declaration
        from hustings.report.declaration_page import declaration_page

        told = self.told()
        if told.unopposed:
            made = Declaration(account=told)
            with Report(report) as written:
                page = declaration_page(made, command=command_line())
                written.deliver(form, output, made, page)
        return bool(told.unopposed)

    def _counted(self) -> tuple[BallotFile, Counted]:
        """The count; an account that cannot be read is reported with what else is wrong."""
        job = self.asked.job()
        _refuse(job.refuse, self.told)
        return job.run(self.source)

    def _checked(self, bundle: str | None) -> tuple[Declaration, Source]:
        """The result as stated with the account; what is wrong with either is reported at once."""
        from hustings.api.declarations import check_of
        from hustings.model.account import PaperAccount

        made: list[tuple[Declaration, Source]] = []
        _refuse(self.told, lambda: made.append(of_result(self.asked, self.source, PaperAccount())))
        declaration, source = made[0]
        if bundle and source.content is None:
            self._refuse_folder()
        told, declared = self.told(), declaration.declared
        checked = check_of(declared, told) if declared else None
        return replace(declaration, account=told, checked=checked), source

    def _refuse_folder(self) -> None:
        """InputError for a record of one's own: nobody else could read it from a bundle."""
        from hustings.store import bundled

        if self.source.partition("/")[0] not in {record.name for record in bundled()}:
            step = "Write the result as a table, and declare that file."
            said = "a record of your own is not part of a bundle"
            problem = Problem(self.source, 0, "own-record", said, step)
            raise InputError("the bundle cannot be written", [problem])

    def _bundle(self, folder: str, counted: Counted, file: BallotFile, made: Declaration) -> None:
        from hustings.report.bundle import Shared, write_bundle
        from hustings.report.declaration_bundle import again_with, declaration_files

        include = self.share == "all" and self.source != "-"
        whole = Path(self.source) if include else None
        shared = Shared(profile=file.profile, whole=whole)
        more = declaration_files(made, again_with(counted, shared), command_line())
        write_bundle(
            folder,
            counted,
            ballots=whole,
            profile=file.profile,
            include=include,
            first=int(self.share) if self.share.isdigit() else 0,
            command=command_line(),
            more=more,
        )
        click.echo(f"wrote {folder}", err=True)

    def ask(self) -> None:
        """Put the open statements to a person at this terminal, and keep the answers."""
        from hustings.cli.asking import ask

        ask(self.account, self.questions)


def _refuse(*looks: Callable[[], object]) -> None:
    """InputError with what every one of these finds."""
    found: list[InputError] = []
    for look in looks:
        try:
            look()
        except InputError as fault:
            found.append(fault)
    if len(found) == 1:
        raise found[0]
    if found:
        problems = [p for fault in found for p in fault.problems]
        raise InputError("the declaration cannot begin", problems)


def _declaration(counted: Counted, account: PaperAccount) -> Declaration:
    from hustings.report.declaration_bundle import declaration_of

    return declaration_of(counted, account)
