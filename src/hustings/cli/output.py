"""Results to the terminal or to files, whole or not at all, with what was there kept aside."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from hustings.auditing.margin_result import Margin
    from hustings.model.answers import Result
    from hustings.report.pages import Page


def write_file(path: str | Path, text: str | bytes) -> None:
    """Write `text` to `path` in one step; what stood there is kept as `path~`.

    A device, a pipe or the name of an open stream is written to as it is, never replaced.
    """
    target, said = Path(path), text if isinstance(text, bytes) else printable(text).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    if _is_stream(target):
        with target.open("wb") as out:
            out.write(said)
        return
    handle, made = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(said)
        Path(made).chmod(0o644)
        if target.exists():
            shutil.copy2(target, target.with_name(target.name + "~"))
        Path(made).replace(target)
    finally:
        Path(made).unlink(missing_ok=True)


def _is_stream(target: Path) -> bool:
    """True for /dev/null, a FIFO, /dev/stdout or /dev/fd/1: nothing there can be kept aside."""
    folder = target.parent.resolve()
    named = folder == Path("/dev") or folder.is_relative_to("/proc")
    return target.exists() and (named or not target.is_file())


class Report:
    """A one-file report in the making: its charts are drawn beside the other work.

    The drawing process starts with the command, gets the charts before anything is printed, and
    is waited for after. Without a path there is no report.
    """

    def __init__(self, path: str | None) -> None:
        self.path = path
        self._engine: Executor | None = None
        if path:
            from hustings.report.charts import warm_up

            self._engine = warm_up()

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        if self._engine:
            self._engine.shutdown(cancel_futures=True)

    def deliver(self, form: str, output: str | None, result: Result | Margin, page: Page) -> None:
        """Print or write the result, and write the report."""
        ahead = None
        if self.path:
            from hustings.report.charts import Ahead

            ahead = Ahead(page, self._engine)
        emit(form, output, result, lambda: page)
        if self.path:
            from hustings.report.html import render

            write_file(self.path, render(page, ahead))
            click.echo(f"wrote {self.path}", err=True)


def emit(form: str, output: str | None, result: Result | Margin, page: Callable[[], Page]) -> None:
    """Print or write a result in the form asked for; the path `-` is the standard output."""
    output = None if output == "-" else output
    if output is None and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name the terminal cannot show
    if form == "text" and output is None:
        from hustings.report import text

        text.write(page(), text.console_for(sys.stdout))
        return
    said = rendered(form, result, page)
    if output is None:
        click.echo(said, nl=False)
    else:
        write_file(output, said)
        click.echo(f"wrote {output}", err=True)


def rendered(form: str, result: Result | Margin, page: Callable[[], Page]) -> str:
    """A result as text, JSON or CSV."""
    if form == "json":
        from hustings.report import json

        return json.dumps(result)
    if form == "csv":
        from hustings.report import csvs

        return csvs.dumps(result)
    from hustings.report import text

    return text.render(page())


@contextmanager
def steps(verb: str) -> Iterator[Callable[[str], None]]:
    """A line on stderr that says what is being done; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(verb) as status:
        yield lambda what: status.update(f"{verb}: {what}")


@contextmanager
def bar(verb: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on stderr; where stderr is no terminal, a line every tenth of the way."""
    if not sys.stderr.isatty():
        last = [-1]

        def plain(what: str, done: int, total: int) -> None:
            tenth = 10 * done // max(total, 1)
            if tenth > last[0]:
                last[0] = tenth
                click.echo(f"{verb}: {done} of {total} done, now {what}", err=True)

        yield plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as p:
        task = p.add_task(verb)

        def show(what: str, done: int, total: int) -> None:
            p.update(task, description=f"{verb}: {what}", completed=done, total=total)

        yield show


def command_line() -> str:
    """The command as it was typed, to be printed where a result must be reproduced."""
    import shlex

    return printable(shlex.join(["hustings", *sys.argv[1:]]))


def printable(text: str) -> str:
    """The text with bytes of an argument or file name that are no text written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
