"""Whether a count is that of a bundle: every file of it is made again and held beside."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from html import unescape
from itertools import zip_longest
from pathlib import Path
from typing import Any

from hustings import __version__
from hustings.errors import InputError, Problem
from hustings.formats.lots_file import read_lots
from hustings.model.count import Count
from hustings.model.lots import Lots
from hustings.model.profile import PapersFrom, Profile
from hustings.report.bundle import OWN, Shared, files_of, ledger_of
from hustings.report.count_page import count_page
from hustings.report.counted import Counted
from hustings.report.files import SUMS, changed_since, listed
from hustings.report.json import dumps

UNSAID = frozenset("engine file file_sha256 files version official notes seed commitment".split())
"""Keys of a count that may differ without the count being another one."""
NUMBERS = frozenset(["count.json", "stages.csv", "terms.toml", "lots.toml", "account.toml"])
"""Files that every version makes alike; the wording of the others may change."""
MOST = 20
"""Differences named before the rest is only counted."""
AROUND = 30
"""Letters shown of a line on either side of where it begins to differ."""
FIRST = re.compile(r"first-([1-9]\d{0,5})\.csv")
ALONE = re.compile(
    r"(?m)^((Cut to [\w-]+ preferences?: )?[\d,]+ of [\d,]+ papers "
    r"\([^)\n]{1,12}\) are like no other\.|\| `first-\d+\.csv` \|.*)\n"
)
"""Lines of a README that cannot be made without the papers."""
LAID_OUT = "its drawings are laid out otherwise than here (other fonts?); look at them"
COMMAND = re.compile(r"<pre><code>(.*?)</code></pre>", re.DOTALL)
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs from a bundle (nothing: the same count), and what could not be compared."""

    differences: tuple[str, ...]
    uncompared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A bundle as read: where it is, its `count.json`, its ledger."""

    home: Path
    said: dict[str, Any]
    lots: Lots

    def text(self, key: str) -> str:
        value = self.said.get(key)
        return value if isinstance(value, str) else ""

    def read(self, name: str) -> str | None:
        path = self.home / name
        return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


def compared(
    folder: Path | str, counted: Counted | Count, profile: Profile | None = None
) -> Compared:
    """A count beside the bundle of an earlier one, file by file.

    `count.json` is compared by its keys: who sorted the papers, the version, the file's name, notes
    and the official comparison may differ. From the count and from those values every other file
    is made again, and must be the same. `profile` is the papers counted, needed for what a bundle
    says of single papers. Raises InputError for a folder that holds no bundle.
    """
    home = Path(folder)
    there = _Bundle(home, _read(home), Lots())
    given = counted if isinstance(counted, Counted) else Counted(count=counted)
    found = [*_differing(there.said, json.loads(dumps(given)))]
    hashes = [*changed_since(home)] if (home / SUMS).is_file() else [f"{SUMS} is missing"]
    if found:
        return Compared(_fewer([*hashes, *found]))
    try:
        held = replace(there, lots=_ledger(there, given))
        files = _files_compared(held, given, profile)
    except InputError as fault:
        files = Compared(tuple(f"lots.toml: {p.message}" for p in fault.problems))
    except (AttributeError, KeyError, TypeError, ValueError):
        files = Compared(("count.json: the official comparison in it is not one; look at it",))
    return replace(files, differences=_fewer([*hashes, *files.differences]))


def _differing(there: dict[str, Any], here: dict[str, Any]) -> Iterator[str]:
    for key in (*here, *(k for k in there if k not in here)):
        if key not in UNSAID:
            yield from _differences(key, there.get(key), here.get(key))


def _fewer(found: list[str]) -> tuple[str, ...]:
    more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
    return (*found[:MOST], *more)


def _read(home: Path) -> dict[str, Any]:
    path = home / "count.json"
    if not path.is_file():
        fault = f"no {path.name} is in it" if home.is_dir() else "no such folder"
    else:
        try:
            there = json.loads(path.read_text("utf-8"))
            if isinstance(there, dict):
                return there
            fault = f"{path.name} is not an object"
        except ValueError:
            fault = f"{path.name} is not JSON"
        except OSError:
            fault = f"{path.name} may not be read"
    step = "Name a folder that hustings count --bundle wrote."
    problem = Problem(str(home), 0, "no-bundle", fault, step)
    raise InputError(f"{home} is not a bundle", [problem])


def _ledger(there: _Bundle, given: Counted) -> Lots:
    """The ledger given now; without one that of the bundle, with every lot of this count."""
    path = there.home / "lots.toml"
    if given.lots not in (None, Lots()) or not path.is_file():
        return ledger_of(given)
    held = read_lots(path)
    lots = tuple(dict.fromkeys((*held.lots, *given.count.lots)))
    seed, promise = there.text("seed"), there.text("commitment")
    return replace(held, lots=lots, seed=seed, commitment=promise)


def _files_compared(there: _Bundle, given: Counted, profile: Profile | None) -> Compared:
    """Every file made again, with what may differ taken from the bundle."""
    from hustings.report.declaration_bundle import made_again

    shared = _shared(there, profile)
    page = count_page(remade := _remade(there, given), command=_command(there))
    more, unread = made_again(there.home, remade, shared)
    made = dict(files_of(remade, page, shared, more))
    if shared.whole is not None:
        del made[shared.name]
    found, left = [*_ballots(given, there, shared), *unread], [*_untold(given, there, shared)]
    other = there.text("version") != __version__
    for name, content in made.items():
        here = content.decode() if isinstance(content, bytes) else content
        differ = _file(name, there.read(name), here, alone=profile is not None)
        if differ and (differ.endswith(LAID_OUT) or (other and name not in NUMBERS)):
            left.append(f"{differ} (made by hustings {there.text('version')})" if other else differ)
        elif differ:
            found.append(differ)
    extra = {*listed(there.home), *(n for n in OWN if (there.home / n).is_file())}
    extra -= {*made, SUMS, shared.name, *([] if profile else [f"first-{shared.first}.csv"])}
    found += [f"{name}: this count makes no such file; look at it" for name in sorted(extra)]
    return Compared(tuple(found), tuple(left))


def _remade(there: _Bundle, given: Counted) -> Counted:
    """This count as the bundle tells it, with its file, notes, version and official comparison."""
    notes = there.said.get("notes")
    return replace(
        given,
        count=replace(given.count, engine=there.text("engine")),
        file=there.text("file"),
        file_sha256=there.text("file_sha256"),
        official=_official(there.said.get("official")),
        lots=there.lots,
        parties=given.parties or _parties(there),
        notes=tuple(map(str, notes)) if isinstance(notes, list) else (),
        version=there.text("version"),
        files=_parts(there),
    )


def _parts(there: _Bundle) -> tuple[PapersFrom, ...]:
    """The files whose papers were put together, as the bundle names them."""
    said = there.said.get("files")
    rows = [row for row in said if isinstance(row, dict)] if isinstance(said, list) else []
    named = [(row.get("file"), row.get("papers"), row.get("sha256")) for row in rows]
    return tuple(
        PapersFrom(file, papers, digest)
        for file, papers, digest in named
        if isinstance(file, str) and isinstance(papers, int) and isinstance(digest, str)
    )


def _sources(parts: tuple[PapersFrom, ...]) -> list[tuple[int, str]]:
    """What tells files apart whatever they are called."""
    return sorted((part.papers, part.sha256) for part in parts)


def _official(said: Any) -> Any:
    """The comparison as the noun it was written from."""
    from hustings.auditing.against import Comparison
    from hustings.auditing.explaining import Difference

    if said is None:
        return None

    def cells(key: str) -> tuple[Difference, ...]:
        names = [f.name for f in fields(Difference) if f.name != "stage"]
        return tuple(Difference(int(d["stage"]), *(str(d[n]) for n in names)) for d in said[key])

    values: dict[str, Any] = {n: str(said[n]) for n in ("title", "rule", "table", "file")}
    values |= {n: int(said[n]) for n in ("cells", "agreeing", "blank")}
    values |= {n: cells(n) for n in ("differences", "known", "rounded")}
    return Comparison(**values, notes=tuple(map(str, said["notes"])))


def _parties(there: _Bundle) -> dict[str, str]:
    """Parties as `stages.csv` has them: a file of ballots in another format may name none."""
    rows = csv.DictReader(io.StringIO(there.read("stages.csv") or ""))
    return {r["name"]: r["party_name"] for r in rows if r.get("name") and r.get("party_name")}


def _command(there: _Bundle) -> str:
    found = COMMAND.search(there.read("count.html") or "")
    return re.sub("\u2060", "", unescape(found[1]).replace("\u00a0", " ")) if found else ""


def _shared(there: _Bundle, profile: Profile | None) -> Shared:
    """What of the ballots the bundle holds."""
    more = [name for name in listed(there.home) if name not in OWN]
    cuts = [int(found[1]) for name in more if (found := FIRST.fullmatch(name))]
    whole = [there.home / name for name in more if not FIRST.fullmatch(name)]
    told = profile if ALONE.search(there.read("README.md") or "") else None
    path = next((path for path in whole if path.is_file()), None)
    return Shared(profile=told, whole=path, first=cuts[0] if cuts else 0)


def _ballots(given: Counted, there: _Bundle, shared: Shared) -> Iterator[str]:
    """Whether the ballots of the bundle are those counted here."""
    wanted = given.file_sha256 or there.text("file_sha256")
    held = shared.whole.read_bytes() if shared.whole is not None else b""
    if shared.whole is not None and wanted and sha256(held).hexdigest() != wanted:
        yield f"{shared.name}: not the file of ballots counted here; count this one"


def _untold(given: Counted, there: _Bundle, shared: Shared) -> Iterator[str]:
    """What is taken from the bundle as it is, in sentences."""
    if given.file_sha256 and given.file_sha256 != there.text("file_sha256"):
        yield f"the bundle was made from another file of ballots, {there.text('file')!r}"
    if _sources(_parts(there)) != _sources(given.files):
        yield "which files the papers were put together from: count those files to compare them"
    here = json.loads(dumps(given))
    if there.said.get("official") not in (None, here["official"]):
        yield "the official comparison in the bundle: count with --against to make it again"
    if there.said.get("notes") != here["notes"]:
        yield "the notes in the bundle are not those of this count"
    if shared.first and shared.profile is None:
        yield f"first-{shared.first}.csv: the papers are not at hand"


def _file(name: str, there: str | None, here: str, *, alone: bool) -> str:
    """Where a file of the bundle is another than the one made here, "" when they are alike."""
    if there is None:
        return f"{name} is missing"
    if name == "README.md" and not alone:
        there, here = ALONE.sub("", there), ALONE.sub("", here)
    if there == here:
        return ""
    if name == "count.html" and _words(there) == _words(here):
        return f"{name}: {LAID_OUT}"
    before, after = there.splitlines(keepends=True), here.splitlines(keepends=True)
    pairs = enumerate(zip_longest(before, after, fillvalue=""), 1)
    line, (a, b) = next((i, pair) for i, pair in pairs if pair[0] != pair[1])
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    said = [
        json.dumps(t[max(0, at - AROUND) : at + AROUND].strip(), ensure_ascii=False) for t in (a, b)
    ]
    return f"{name}, line {line}: {said[0]} in the bundle, {said[1]} here"


def _words(page: str) -> str:
    """A page without the places of what is drawn in its drawings."""
    return DRAWING.sub(lambda svg: TAG.sub(lambda t: NUMBER.sub("#", t[0]), svg[0]), page)


def _differences(where: str, there: Any, here: Any) -> Iterator[str]:
    """What differs, down to the single value."""
    if isinstance(there, dict) and isinstance(here, dict):
        for key in dict.fromkeys((*there, *here)):
            yield from _differences(f"{where}, {key}", there.get(key), here.get(key))
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for i, (a, b) in enumerate(zip(there, here), 1):
            yield from _differences(f"{where} {i}", a, b)
    elif there != here or type(there) is not type(here):
        yield f"{where}: {_short(there)} in the bundle, {_short(here)} here"


def _short(value: Any) -> str:
    said = f"{len(value)} entries" if isinstance(value, dict | list) else json.dumps(value)
    return said if len(said) <= 80 else f"{said[:79]}…"
