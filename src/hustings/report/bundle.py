"""A count as a folder that anyone can check: the result, the rule, the terms, the lots, the hashes.

Ballots are not copied unless asked: most rankings of a long paper are borne by one voter, so a
published list of them can be recognised. The README says how many are.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hustings.formats.lots_file import lots_text
from hustings.formats.privacy import uniqueness
from hustings.formats.terms_file import terms_text
from hustings.formats.together import as_one_file
from hustings.model.count import Count
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.report import html, text, words
from hustings.report.count_csv import count_csv
from hustings.report.count_numbers import many
from hustings.report.count_page import CountPage, count_page, headline
from hustings.report.counted import Counted
from hustings.report.files import SUMS, write_together
from hustings.report.json import dumps
from hustings.report.rules_page import rule_name, rule_shown

DECLARED = {
    "account.toml": "the paper account, and what was answered by whom",
    "declaration.txt": "the declaration to read",
    "declaration.html": "the same as a sheet to print and sign",
    "declaration.json": "the same for programs",
    "declaration.csv": "one row a candidate",
    "command.txt": "the command that made this folder",
    "requirements.txt": "the version of hustings that made it",
    "Makefile": "`make verify` makes every file again and compares",
}
"""Files that a declaration adds, and what each holds."""
OWN = (
    frozenset("count.json stages.csv count.html count.txt rule.json terms.toml lots.toml".split())
    | {"README.md", SUMS}
    | {*DECLARED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What of the ballots goes into a bundle: by default only their name and hash.

    `whole` is the file itself; `first` is how many preferences each paper is cut to. `profile` is
    what is cut, and what the figure of unique papers is worked out from. `made` holds the bytes of
    `whole` where papers were put together and stand in no file yet.
    """

    profile: Profile | None = None
    whole: Path | None = None
    first: int = 0
    made: bytes | None = None

    @property
    def content(self) -> bytes:
        """The bytes of the ballots shared whole."""
        if self.made is not None or self.whole is None:
            return self.made or b""
        return self.whole.read_bytes()

    @property
    def name(self) -> str:
        """What the ballots are called in the bundle: never as one of its own files."""
        name = self.whole.name if self.whole is not None else ""
        return f"ballots-{name}" if name in OWN else name

    @property
    def cut(self) -> bool:
        """True when papers cut to their first preferences are shared; scores have no first."""
        return self.first > 0 and self.profile is not None and self.profile.kind != "scores"


def write_bundle(
    folder: Path | str,
    counted: Counted,
    *,
    ballots: Path | str | None = None,
    profile: Profile | None = None,
    include: bool = False,
    first: int = 0,
    command: str = "",
    more: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write a count as a bundle, whole or not at all; an earlier one is kept beside it as `DIR~`.

    `ballots` is the path of the ballots, copied only with `include`; papers of several files are
    written as one (`together.as_one_file`), so that no paper tells which file it came from. With a
    `profile` the README says how many papers are like no other, and `first` shares papers cut to so
    many preferences.
    `more` are files of a declaration (`declaration_bundle`), by name.
    Raises InputError, with nothing written, for a folder that holds something else.
    """
    shared = Shared(profile=profile, first=first)
    if include and counted.files and profile is not None:
        name, made = as_one_file(profile)
        shared = replace(shared, whole=Path(name), made=made)
    elif include and ballots is not None:
        shared = replace(shared, whole=Path(ballots))
    page = count_page(counted, command=command)
    return write_together(folder, dict(files_of(counted, page, shared, more or {})))


def files_of(
    counted: Counted, page: CountPage, shared: Shared, more: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str | bytes]]:
    """Every file of a bundle by name, made from the count; `more` are those of a declaration."""
    count, ledger = counted.count, ledger_of(counted)
    rule = rule_name(count)
    yield "count.json", dumps(counted)
    yield "stages.csv", count_csv(counted)
    yield "count.html", html.render(page)
    yield "count.txt", text.render(page)
    yield "rule.json", dumps(rule_shown(rule))
    yield "terms.toml", terms_text(count.terms, rule)
    if ledger != Lots():
        yield "lots.toml", lots_text(ledger)
    if shared.whole is not None:
        yield shared.name, shared.content
    if shared.cut and shared.profile is not None:
        yield f"first-{shared.first}.csv", cut_csv(shared.profile, shared.first)
    yield from (more or {}).items()
    yield "README.md", readme(counted, shared, more or {})


def ledger_of(counted: Counted) -> Lots:
    """The ledger as used: what was given, with every lot that this count took from it."""
    given = counted.lots or Lots()
    return replace(given, lots=tuple(dict.fromkeys((*given.lots, *counted.count.lots))))


def readme(counted: Counted, shared: Shared, more: Mapping[str, str] | None = None) -> str:
    """What is in the folder, and the one command that makes the count again."""
    count = counted.count
    quota = "" if count.quota is None else f"Quota {count.text(count.quota)}; "
    has_lots = ledger_of(counted) != Lots()
    lines = [
        f"# {_plain(count.title or 'A count')}",
        "",
        _plain(headline(count)),
        f"{quota}{many(count.valid, 'valid paper')} of {count.papers:,}; "
        f"{words.counted(len(count.stages), 'stage')}; rule {rule_name(count)}.",
        "",
        "Count it again, from this folder; the command ends with 0 when every number is the same,",
        "and with 1 when one is not:",
        "",
        "```sh",
        again(counted, shared, has_lots, declared=bool(more)),
        f"sha256sum -c {SUMS}",
        "```",
        "",
        "| file | holds |",
        "|---|---|",
        "| `count.json` | the whole count, exact numbers as strings |",
        "| `stages.csv` | one row a candidate, in the shape of an official stage table |",
        "| `count.html`, `count.txt` | the same to read |",
        "| `rule.json` | the rule with the clause of every value, or that it is assumed |",
        "| `terms.toml` | seats, rule, withdrawals, constraints, options |",
    ]
    if has_lots:
        lines.append("| `lots.toml` | the lots, so that a re-count replays them |")
    if more:
        lines += rows_of(more)
    lines += [*_shared_rows(shared), "", *_about_ballots(counted, shared)]
    return "\n".join(lines) + "\n"


def again(counted: Counted, shared: Shared, has_lots: bool, *, declared: bool = False) -> str:
    """The command that counts again and compares, from the folder of the bundle."""
    import shlex

    names = [shared.name] if shared.name else [*_files_named(counted)]
    if declared:
        named = [] if shared.name else names
        return shlex.join(["hustings", "declare", *named, "--verify", "."])
    lots = ["--lots", "lots.toml"] if has_lots else []
    parts = ["hustings", "count", *names, "--terms", "terms.toml", *lots, "--verify", "."]
    return shlex.join(parts)


def _files_named(counted: Counted) -> Iterator[str]:
    """The files of ballots as a command names them."""
    first, *others = [part.file for part in counted.files] or [counted.file or "BALLOTS"]
    yield first
    for other in others:
        yield from ("--with", other)


def rows_of(names: Mapping[str, str]) -> list[str]:
    """The files of a declaration among these, as rows of the README's table."""
    return [f"| `{name}` | {holds} |" for name, holds in DECLARED.items() if name in names]


def _shared_rows(shared: Shared) -> Iterator[str]:
    if shared.whole is not None:
        yield f"| `{_plain(shared.name)}` | the ballots |"
    if shared.cut:
        yield f"| `first-{shared.first}.csv` | papers by their first {shared.first} preferences |"


def _about_ballots(counted: Counted, shared: Shared) -> Iterator[str]:
    name = _plain(counted.file or "the ballots")
    for part in counted.files:
        papers = many(part.papers, "paper")
        yield f"Ballots: `{_plain(part.file)}`, {papers}, SHA-256 `{part.sha256}`."
    if counted.files:
        yield f"Put together, as one file: SHA-256 `{counted.file_sha256}`."
    elif counted.file_sha256:
        yield f"Ballots: `{name}`, SHA-256 `{counted.file_sha256}`."
    if shared.whole is None:
        what = "files" if counted.files else "file"
        yield f"The ballots are not in this folder: put the {what} beside these to count again."
    if shared.profile is not None:
        yield unique_said(shared.profile)
        if shared.cut:
            yield unique_said(shared.profile, shared.first)


def unique_said(profile: Profile, first: int = 0) -> str:
    """How many papers bear a ranking that no other bears, in a sentence."""
    alone, papers = unique_papers(profile, first), profile.total
    cut = f" Cut to {words.counted(first, 'preference')}:" if first else ""
    share = words.share(alone / papers) if papers else "none"
    return f"{cut} {alone:,} of {papers:,} papers ({share}) are like no other.".strip()


def unique_papers(profile: Profile, first: int = 0) -> int:
    """Papers whose ranking, cut to the `first` preferences (0: not cut), nobody else gave."""
    if first:
        return sum(n for n in cut(profile, first).values() if n == 1)
    return sum(int(share * profile.total) for _, share in uniqueness(profile, (None,)))


def cut(profile: Profile, first: int) -> Counter[tuple[Any, ...]]:
    """Papers by their first so many preferences, in names; 0 is the whole ranking."""
    found: Counter[tuple[Any, ...]] = Counter()
    for ranks, papers in profile.rankings():
        found[ranks[: first or len(ranks)]] += papers
    return found


def cut_csv(profile: Profile, first: int) -> str:
    """Papers by their first preferences, the most frequent first; tied ranks divided by ` = `."""
    rows = sorted(
        ((n, [_rank(rank) for rank in ranks]) for ranks, n in cut(profile, first).items()),
        key=lambda row: (-row[0], row[1]),
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["papers", *(f"preference_{i}" for i in range(1, first + 1))])
    writer.writerows([n, *names, *[""] * (first - len(names))] for n, names in rows)
    return out.getvalue()


def _rank(rank: Any) -> str:
    if rank is None:
        return ""
    return " = ".join(sorted(rank)) if isinstance(rank, frozenset) else str(rank)


def same_as_bundle(
    folder: Path | str, counted: Counted | Count, profile: Profile | None = None
) -> list[str]:
    """Every difference between a count and the bundle of an earlier one; empty when the same.

    See `bundle_check.compared`, which also tells what could not be compared.
    """
    from hustings.report.bundle_check import compared

    return list(compared(folder, counted, profile).differences)


def _plain(text: str) -> str:
    """Words from elsewhere as words in Markdown: no mark of it acts."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in " ".join(text.split()))
