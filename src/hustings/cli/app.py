"""The verbs, each an argument parser around one library function."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hustings import __version__
from hustings.cli.failures import Command, Group, list_problems
from hustings.cli.words import (
    Day,
    as_of_option,
    complete_change,
    complete_contest,
    complete_record,
    contest_argument,
    given,
    luck_options,
    output_options,
    record_argument,
    report_option,
    set_option,
)

EXITS = """
Exit codes: 0 done; 1 done, and a fault was found; 2 bad usage or input; 3 a lot must be drawn.
"""


@click.group(cls=Group, epilog=EXITS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hustings")
def app() -> None:
    """Count, check, forecast and stress-test elections fought by slates.

    Start here: hustings check - (paste a result), or
    hustings forecast labour-nec nec-clp-2018-09 --as-of 2018-08-01
    """


@app.command(cls=Command)
@click.argument("folder", required=False, shell_complete=complete_record)
@output_options
def records(folder: str | None, form: str, output: str | None) -> None:
    """List the bundled records, or check the one in FOLDER and list every problem."""
    if folder is not None:
        _check_record(folder, form, output)
        return
    from hustings.cli.output import emit
    from hustings.report.pages import records_page
    from hustings.report.records import RecordList
    from hustings.store import bundled

    found = RecordList(bundled())
    emit(form, output, found, lambda: records_page(found.records))


def _check_record(folder: str, form: str, output: str | None) -> None:
    from hustings.report.records import RecordChecked
    from hustings.store import record_problems

    problems = record_problems(folder)
    checked = RecordChecked(folder, all(p.level != "error" for p in problems), problems)
    if form == "text" and output is None:
        list_problems(problems, most=1000)
        if checked.sound:
            click.echo(str(checked))
    else:
        from hustings.cli.output import emit
        from hustings.report.records import checked_page

        emit(form, output, checked, lambda: checked_page(checked))
    if not checked.sound:
        raise SystemExit(2)


@app.command(cls=Command)
@record_argument
@contest_argument(required=False)
@as_of_option
@output_options
def show(
    record: str, contest: str | None, as_of: date | None, form: str, output: str | None
) -> None:
    """Show RECORD's contests, or CONTEST as it was known on a day."""
    from hustings.cli.output import emit
    from hustings.report.contest_view import contest_view
    from hustings.report.pages import contests_page, show_page
    from hustings.report.records import contest_list
    from hustings.scenario.situation import default_day, refuse_early
    from hustings.store import open_record

    opened = open_record(record)
    if contest is None:
        listed = contest_list(opened, as_of)
        emit(form, output, listed, lambda: contests_page(listed))
        return
    day = as_of or default_day(opened, contest)
    refuse_early(opened, contest, day)
    view = contest_view(opened, contest, day)
    emit(form, output, view, lambda: show_page(view))


@app.command(cls=Command)
@record_argument
@contest_argument()
@as_of_option
@report_option
@click.option(
    "--pictures",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Also write every chart as SVG and PNG.",
)
@set_option
@luck_options
@output_options
def forecast(
    record: str,
    contest: str,
    as_of: date | None,
    report: str | None,
    pictures: str | None,
    settings: tuple[tuple[str, float], ...],
    seed: int | None,
    draws: int | None,
    form: str,
    output: str | None,
) -> None:
    """Forecast CONTEST: who takes the seats, who is on the line, what moved it."""
    from hustings.api import forecasts as api
    from hustings.cli.output import Report, command_line, steps
    from hustings.report.pages import forecast_page

    made = click.get_current_context().with_resource(Report(report))
    with steps("forecast") as progress:
        result = api.forecast(
            record,
            contest,
            as_of=as_of,
            progress=progress,
            **given(seed=seed, draws=draws, settings=dict(settings) or None),
        )
    page = forecast_page(result, command=command_line())
    made.deliver(form, output, result, page)
    if pictures:
        from hustings.report.charts import write_pictures

        drawn = write_pictures(Path(pictures), page)
        click.echo(f"wrote {len(drawn)} pictures to {pictures}", err=True)


@app.command(cls=Command)
@record_argument
@contest_argument()
@click.option(
    "--withdraw",
    multiple=True,
    metavar="BODY:CANDIDATE",
    shell_complete=complete_change,
    help="BODY drops its endorsement of CANDIDATE. Repeatable.",
)
@click.option(
    "--endorse",
    multiple=True,
    metavar="BODY:CANDIDATE",
    help="BODY endorses CANDIDATE. Repeatable.",
)
@click.option(
    "--replace",
    multiple=True,
    metavar="OLD:NEW",
    shell_complete=complete_change,
    help="NEW, who is on the paper, takes OLD's place on the slate. Repeatable.",
)
@click.option(
    "--gone",
    multiple=True,
    metavar="CANDIDATE",
    shell_complete=complete_change,
    help="CANDIDATE can no longer be elected (death, disqualification). Repeatable.",
)
@click.option("--on", type=Day(), metavar="DAY", help="The day of the change (default: --as-of).")
@click.option("--seats", type=int, help="Fill this many seats instead.")
@click.option(
    "--world",
    default="published",
    metavar="NAME",
    help="published (default), model, last-result or a claim's world.",
)
@as_of_option
@report_option
@set_option
@luck_options
@output_options
def whatif(
    record: str,
    contest: str,
    withdraw: tuple[str, ...],
    endorse: tuple[str, ...],
    replace: tuple[str, ...],
    gone: tuple[str, ...],
    on: date | None,
    seats: int | None,
    world: str,
    as_of: date | None,
    report: str | None,
    settings: tuple[tuple[str, float], ...],
    seed: int | None,
    draws: int | None,
    form: str,
    output: str | None,
) -> None:
    """What a decision would change in CONTEST: before, after, the tipping point."""
    from hustings.api import forecasts as api
    from hustings.cli.output import Report, command_line, steps
    from hustings.report.pages import whatif_page
    from hustings.scenario.situation import default_day
    from hustings.scenario.whatif import read_changes

    opened = api.record_from(record)
    day = on or as_of or default_day(opened, contest)
    words = {"withdraw": withdraw, "endorse": endorse, "replace": replace, "gone": gone}
    changes = read_changes(words, day)
    if changes and on is None and as_of is None:
        raise click.UsageError("say on which day: --on 2018-08-01 (only later ballots can change)")
    made = click.get_current_context().with_resource(Report(report))
    with steps("whatif") as progress:
        result = api.whatif(
            opened,
            contest,
            changes,
            as_of=as_of,
            seats=seats,
            world=world,
            progress=progress,
            **given(seed=seed, draws=draws, settings=dict(settings) or None),
        )
    page = whatif_page(result, command=command_line())
    made.deliver(form, output, result, page)


@app.command(cls=Command)
@record_argument
@click.option(
    "--contest",
    "contests",
    multiple=True,
    metavar="CONTEST",
    shell_complete=complete_contest,
    help="Only this contest. Repeatable.",
)
@report_option
@click.option(
    "--save-track",
    type=click.Path(dir_okay=False),
    metavar="track.csv",
    help="Also write the scores as a record's track table, for forecasts to show.",
)
@luck_options
@output_options
def backtest(
    record: str,
    contests: tuple[str, ...],
    report: str | None,
    save_track: str | None,
    seed: int | None,
    draws: int | None,
    form: str,
    output: str | None,
) -> None:
    """Score forecasts of RECORD's past contests, beside simple ones and published claims."""
    from hustings.api import forecasts as api
    from hustings.cli.output import Report, bar, command_line, write_file
    from hustings.report.pages import backtest_page
    from hustings.scenario import backtest as scenario

    made = click.get_current_context().with_resource(Report(report))
    with bar("backtest") as progress:
        result = scenario.backtest(
            api.record_from(record),
            contests=contests,
            progress=progress,
            **given(seed=seed, draws=draws),
        )
    page = backtest_page(result, command=command_line())
    made.deliver(form, output, result, page)
    if save_track:
        from hustings.report.csvs import track_table

        write_file(save_track, track_table(result))
        click.echo(f"wrote {save_track}", err=True)


@app.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that gives SHELL tab completion.

    For bash: hustings completion bash > ~/.local/share/bash-completion/completions/hustings
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(app, {}, "hustings", "_HUSTINGS_COMPLETE").source())
