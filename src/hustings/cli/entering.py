"""The verb entries: papers keyed twice, compared and agreed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.app import app
from hustings.cli.failures import FOUND_A_FAULT, Command
from hustings.cli.words import report_option

if TYPE_CHECKING:
    from hustings.auditing.entries_result import EntriesCompared


@app.command(cls=Command)
@click.argument("first", type=click.Path())
@click.argument("second", type=click.Path())
@click.option(
    "--rulings",
    type=click.Path(dir_okay=False),
    metavar="F.toml",
    help="What was decided of each difference, by whom, when and why.",
)
@click.option("--id", "id_column", metavar="COLUMN", help="The column of the papers' numbers.")
@click.option(
    "--template",
    type=click.Path(dir_okay=False),
    metavar="F.toml",
    help="Write a file of rulings to fill in: one entry for each open difference.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    metavar="AGREED.csv",
    help="Write the agreed papers, once nothing is open; what was there is kept as AGREED.csv~.",
)
@click.option(
    "--keep-ids",
    is_flag=True,
    help="Keep the papers' numbers in the agreed file. They can lead to voters: keep it to "
    "yourselves.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="The log: text for people, json for programs, csv for spreadsheets.",
)
@click.option(
    "--log", type=click.Path(dir_okay=False), metavar="PATH", help="Write the log to PATH instead."
)
@report_option
def entries(
    first: str,
    second: str,
    rulings: str | None,
    id_column: str | None,
    template: str | None,
    output: str | None,
    keep_ids: bool,
    form: str,
    log: str | None,
    report: str | None,
) -> None:
    """Compare two files of the same papers, keyed by different people.

    FIRST and SECOND are tables of one paper a row, with the paper's number in a column called
    paper, serial or id. Each difference waits for a ruling; the exit code is 1 while one is open.

    Try: hustings entries ann.csv bo.csv --template rulings.toml
    """
    from hustings.api.entries import compare_entries
    from hustings.cli.output import Report, command_line
    from hustings.report.entries_page import entries_page

    _refuse_overwriting((first, second, rulings), (output, log, report, template))
    if template and template != rulings and Path(template).exists():
        said = f"{template} is there already: add --rulings {template} to keep what it holds"
        raise click.UsageError(said)
    with Report(report) as made:
        compared = compare_entries(first, second, rulings, id_column=id_column)
        made.deliver(form, log, compared, entries_page(compared, command=command_line()))
    if template:
        _write_template(template, compared, rulings)
    if output:
        _write_agreed(output, compared, keep_ids)
    if not compared.agreed:
        raise SystemExit(FOUND_A_FAULT)


def _refuse_overwriting(given: tuple[str | None, ...], written: tuple[str | None, ...]) -> None:
    """A keyed file is never compared with itself, nor written over."""
    first, second, rulings = (Path(name).resolve() if name else None for name in given)
    if first == second:
        raise click.UsageError("FIRST and SECOND are one file; give the two that were keyed")
    for name in written:
        if name and Path(name).resolve() in {first, second}:
            raise click.UsageError(f"{name} is a keyed file and stays as it was keyed")
    for name in written[:-1]:
        if name and Path(name).resolve() == rulings:
            raise click.UsageError(f"{name} holds the rulings; write elsewhere")


def _write_template(path: str, compared: EntriesCompared, rulings: str | None) -> None:
    from hustings.api.entries import rulings_to_fill
    from hustings.cli.output import write_file

    if compared.ballots is not None or compared.columns == ("ranking",):
        click.echo("no rulings file: papers without numbers cannot be ruled on", err=True)
    elif compared.agreed:
        click.echo("no rulings file: nothing is open", err=True)
    else:
        write_file(path, rulings_to_fill(compared, rulings))
        click.echo(f"wrote {path}: {compared.open} to fill in", err=True)


def _write_agreed(path: str, compared: EntriesCompared, keep_ids: bool) -> None:
    from hustings.api.entries import agreed_papers
    from hustings.cli.output import write_file

    if not compared.agreed:
        click.echo(f"{path} is not written: {compared.open} differences are open", err=True)
        return
    write_file(path, agreed_papers(compared, keep_ids=keep_ids))
    click.echo(f"wrote {path}: {compared.counted} papers", err=True)
