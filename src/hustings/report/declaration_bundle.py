"""A declaration as files that anyone can make again: beside a count's bundle, or on their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hustings.auditing.declaration import Declaration
from hustings.errors import InputError
from hustings.formats.account_file import account_text, read_account
from hustings.model.account import PaperAccount
from hustings.report import csvs, html, json, text
from hustings.report.bundle import DECLARED, OWN, Shared, again, ledger_of, rows_of
from hustings.report.bundle_check import FIRST
from hustings.report.counted import Counted
from hustings.report.declaration_page import declaration_page
from hustings.report.files import SUMS, changed_since, listed, write_together

AGAIN = "hustings declare --verify ."
HERE = "declaration.json"
"""The file that tells a bundle with a declaration."""
MAKEFILE = """# Make every file of this folder again and compare: see README.md
verify:
\t{again}
\tsha256sum -c {sums}
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A result as stated, as its bundle holds it: a file's name and bytes, "" and None if not."""

    name: str
    content: bytes | None
    asked: str


def declaration_of(counted: Counted, account: PaperAccount) -> Declaration:
    """The declaration of a count with what surrounds it."""
    return Declaration(
        account=account,
        count=counted.count,
        file=counted.file,
        file_sha256=counted.file_sha256,
        parties=counted.parties,
        lots=ledger_of(counted),
        notes=counted.notes,
        version=counted.version,
    )


def again_with(counted: Counted, shared: Shared) -> str:
    """The command that verifies a bundle, from its folder."""
    return again(counted, shared, False, declared=True)


def ballots_in(home: Path) -> Path | None:
    """The file of ballots that a bundle holds, if it holds one."""
    more = [home / n for n in listed(home) if n not in OWN and not FIRST.fullmatch(n)]
    return next((path for path in more if path.is_file()), None)


def declaration_files(made: Declaration, anew: str, command: str) -> dict[str, str]:
    """Every file that a declaration adds to a bundle."""
    page = declaration_page(made, command=anew)
    return {
        "account.toml": account_text(made.account),
        "declaration.txt": text.render(page),
        "declaration.html": html.render(page),
        "declaration.json": json.dumps(made),
        "declaration.csv": csvs.dumps(made),
        "command.txt": f"{command}\n",
        "requirements.txt": f"hustings=={made.version}\n",
        "Makefile": MAKEFILE.format(again=anew, sums=SUMS),
    }


def made_again(home: Path, counted: Counted, shared: Shared) -> tuple[dict[str, str], list[str]]:
    """The files of the declaration in a bundle, made from it again, and why not when they cannot.

    `counted` is the count as the bundle tells it.
    """
    if not (home / HERE).is_file() and not (home / "account.toml").is_file():
        return {}, []
    try:
        account = read_account(home / "account.toml")
    except InputError as fault:
        return {}, [f"account.toml: {p.message}" for p in fault.problems]
    command = _read(home / "command.txt").removesuffix("\n")
    made = declaration_of(counted, account)
    return declaration_files(made, again_with(counted, shared), command), []


def result_files(made: Declaration, source: Source, command: str) -> dict[str, str | bytes]:
    """A bundle where only a result is known: the result, the account and the declaration."""
    files: dict[str, str | bytes] = {**declaration_files(made, AGAIN, command)}
    files["asked.json"] = source.asked
    if source.content is not None:
        files[source.name] = source.content
    files["README.md"] = "\n".join([*_readme(made, source), ""])
    return files


def write_result_bundle(
    folder: Path | str, made: Declaration, source: Source, command: str
) -> list[Path]:
    """Write a result's bundle, whole or not at all; an earlier one is kept as `DIR~`."""
    return write_together(folder, result_files(made, source, command))


def result_differences(home: Path, made: Declaration, source: Source) -> tuple[str, ...]:
    """Every file of a result's bundle that is not the one made again here."""
    command = _read(home / "command.txt").removesuffix("\n")
    found = [*changed_since(home)] if (home / SUMS).is_file() else [f"{SUMS} is missing"]
    files = result_files(made, source, command)
    for name, content in files.items():
        there = (home / name).read_bytes() if (home / name).is_file() else b""
        here = content.encode() if isinstance(content, str) else content
        if there != here:
            found.append(f"{name}: not the file made again here ({_hash(there)}, {_hash(here)})")
    found += [f"{n}: this result makes no such file" for n in listed(home) if n not in files]
    return tuple(found)


def _hash(content: bytes) -> str:
    return f"SHA-256 {sha256(content).hexdigest()[:12]}" if content else "missing"


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def _readme(made: Declaration, source: Source) -> Iterator[str]:
    yield f"# Declaration: {made.title.translate(_PLAIN)}"
    yield ""
    yield "Made from a result as stated; no papers were counted. Make it again, from this folder,"
    yield f"with hustings {made.version} (`pip install -r requirements.txt`). The command ends"
    yield "with 0 when every file is the same, and with 1 when one is not:"
    yield from ("", "```sh", AGAIN, f"sha256sum -c {SUMS}", "```", "")
    yield from ("| file | holds |", "|---|---|")
    if source.content is not None:
        yield f"| `{source.name.translate(_PLAIN)}` | the result as stated |"
    yield "| `asked.json` | where the result is and what was said besides |"
    yield from rows_of(DECLARED)


_PLAIN: Mapping[int, str] = {ord(c): f"\\{c}" for c in "\\`*_[]<>#|"}
