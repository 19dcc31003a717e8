"""Files of ballots, in and out, whatever their form: the front door.

    file = read_ballots("ward.blt")          # the form is told by content, then by extension
    for name, file in read_many("wards.zip"): ...
    text = write_ballots(file, "preflib", depth=3)

A form is one module `ballot_NAME.py` with a FORM; nothing else need change to add one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache, partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from hustings.errors import InputError, Problem, UnknownName
from hustings.formats.ballot_faults import Faults
from hustings.formats.ballot_form import Form, Wish
from hustings.formats.ballot_source import (
    Source,
    beside,
    folder_files,
    members,
    open_source,
    open_zip,
    read_bytes,
    unzip,
)
from hustings.formats.privacy import cut_before, gathered, shorten
from hustings.formats.wrong_kinds import refuse_wrong
from hustings.model.profile import BallotFile, Profile


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Every form, those that are easiest to tell first."""
    import hustings.formats as room

    names = [m.name for m in pkgutil.iter_modules(room.__path__) if m.name.startswith("ballot_")]
    found = [getattr(import_module(f"hustings.formats.{name}"), "FORM", None) for name in names]
    return tuple(sorted((form for form in found if form), key=lambda form: form.order))


class _Forms(Mapping[str, Form]):
    """The forms by name, loaded when first asked for."""

    def __getitem__(self, name: str) -> Form:
        return {form.name: form for form in forms()}[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(form.name for form in forms()))

    def __len__(self) -> int:
        return len(forms())


FORMS: Mapping[str, Form] = _Forms()


def read_ballots(
    where: str | Path | bytes, *, form: str | None = None, contest: str | None = None
) -> BallotFile:
    """The ballots of one contest, from a path or from bytes.

    `form` names the form (`csv:marks` names a variant too), None tells it from the content;
    `contest` picks one contest in a file that holds several. Raises InputError with every Problem;
    what is only odd stands in `notes`. `sha256` is of the bytes as given, packed or not.
    """
    asked, variant = find_form(form) if form is not None else (None, "")
    if not isinstance(where, bytes) and contest is None:
        by_path = asked or _by_magic(Path(where))
        if by_path is not None and by_path.open is not None and not _packed(where):
            return by_path.open(Path(where), variant)
    source, contest = open_source(where, contest)
    return _read(source, asked, Wish(contest, variant))


def _packed(where: str | Path) -> bool:
    return str(where).lower().endswith((".gz", ".zip"))


def _by_magic(path: Path) -> Form | None:
    """The form that opens such a file by its path, told by the first bytes."""
    try:
        if not path.is_file():  # a pipe would be waited for, and drained
            return None
        with path.open("rb") as stream:
            first = stream.read(4)
    except (OSError, ValueError):
        return None
    return next((form for form in forms() if form.magic and form.magic == first), None)


def read_many(where: str | Path, *, form: str | None = None) -> Iterator[tuple[str, BallotFile]]:
    """Each file of ballots in a folder or zip, by name; `sha256` is of that file alone.

    Files that cannot be read do not stop the others: their Problems are raised together at the end.
    Readmes, indexes and hidden files are passed over (`passed_over` names them); where nothing is
    left, that is a Problem. `form` as for `read_ballots`, for them all.
    """
    asked, variant = find_form(form) if form is not None else (None, "")
    problems: list[Problem] = []
    there = False
    for name, data, faults in _files(Path(where)):
        there = True
        try:
            source = Source(name, data(), "", faults)
            digest = sha256(source.data).hexdigest()
            if source.data[:2] == b"\x1f\x8b":
                source = replace(open_source(source.data)[0], name=name, faults=faults)
            yield name, _read(replace(source, sha256=digest), asked, Wish(None, variant))
        except InputError as error:
            problems += error.problems
    if not there:
        step = "Check the path, or read one file by itself."
        found = Problem(Path(where).name, 0, "no-ballots", "no file of ballots is in it", step)
        raise InputError(f"there are no ballots below {where}", [found, *passed_over(where)])
    if problems:
        raise InputError(f"{len(problems)} problems in the ballots below {where}", problems)


def passed_over(where: str | Path) -> tuple[Problem, ...]:
    """A warning for each file of a folder or zip that `read_many` does not read, by its name."""
    path = Path(where)
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.is_file())
        return beside(file.relative_to(path).as_posix() for file in files)
    faults = Faults(path.name)
    archive = open_zip(read_bytes(path, faults), faults)
    return beside(m.filename for m in archive.infolist() if not m.is_dir())


def _files(where: Path) -> Iterator[tuple[str, Callable[[], bytes], Faults]]:
    """Name, a way to its bytes, and a place for its faults, for each file."""
    if where.is_dir():
        for name, path in folder_files(where):
            faults = Faults(name)
            yield name, partial(read_bytes, path, faults), faults
        return
    whole = Faults(where.name)
    raw = read_bytes(where, whole)
    if raw[:4] != b"PK\x03\x04":
        raise whole.fail(0, "no-archive", "neither a folder nor a zip", "Use read_ballots.")
    refuse_wrong(raw, whole)
    archive = open_zip(raw, whole)
    for member in members(archive, whole):
        faults = Faults(f"{where.name}/{member.filename}")
        yield member.filename, partial(unzip, archive, member, faults), faults


WRITTEN = {"ranked": "ranks", "choices": "marks", "scores": "scores"}
"""The variant of a table that papers of each kind are written as."""


def write_ballots(
    ballots: BallotFile | Profile,
    form: str,
    *,
    depth: int | None = None,
    seats: int | None = None,
    title: str | None = None,
    cut: bool = False,
) -> str | bytes:
    """The ballots in a form, equal papers as one row; text, or bytes for packed and parquet.

    `depth` cuts every ranking to its first preferences before it is written, so that fewer papers
    can be told apart (`hustings.formats.privacy`). `cut` ends a ranking before the first rank that
    the form cannot say (left blank, equal ranks). Raises InputError naming what a form cannot say,
    and on how many papers.
    """
    asked, variant = find_form(form)
    if asked.write is None:
        raise InputError(f"{asked.name} can be read but not written; {_writable()}")
    file = ballots if isinstance(ballots, BallotFile) else BallotFile(profile=ballots, form=form)
    if not len(file.profile):
        raise InputError("there is not one ballot to write")
    if variant and variant != WRITTEN[file.profile.kind]:
        said = f"{asked.name} writes {file.profile.kind} papers as {WRITTEN[file.profile.kind]}"
        raise InputError(f"{said}, a column a candidate, not as {variant}")
    if depth is not None:
        file = replace(file, profile=shorten(file.profile, depth))
    if cut:
        shorter = cut_before(file.profile, ties=asked.no_ties, skips=asked.no_skips)
        file = replace(file, profile=shorter)
    file = replace(
        file,
        profile=gathered(file.profile),
        seats=file.seats if seats is None else seats,
        title=file.title if title is None else title,
    )
    return asked.write(file)


def find_form(name: str) -> tuple[Form, str]:
    """A form and the variant asked for (`csv:marks`); UnknownName lists those that are near."""
    plain, _, variant = name.partition(":")
    form = FORMS.get(plain)
    if form is None:
        near = get_close_matches(plain, list(FORMS), n=3) or list(FORMS)
        raise UnknownName(f"no form of ballots {plain!r}; did you mean {', '.join(near)}?")
    if variant and variant not in form.variants:
        known = ", ".join(form.variants) or "none"
        raise UnknownName(f"{plain} has no variant {variant!r}; it has: {known}")
    return form, variant


def _writable() -> str:
    return "these can be: " + ", ".join(name for name, form in FORMS.items() if form.can_write)


def _read(source: Source, form: Form | None, wish: Wish) -> BallotFile:
    refuse_wrong(source.data, source.faults)
    chosen = form or tell(source)
    if chosen.read is None:
        raise InputError(f"{chosen.name} can be written but not read")
    return chosen.read(source, wish)


def tell(source: Source) -> Form:
    """The form a file looks like: forms that are hard to mistake are asked first."""
    binary = [form for form in forms() if form.binary and form.looks(source)]
    if binary:
        return binary[0]
    fitting = [form for form in forms() if not form.binary and form.looks(source)]
    if not fitting:
        known = ", ".join(FORMS)
        step = f"Name the form: {known}."
        raise source.faults.fail(0, "unknown-form", "the form of the file is not known", step)
    return fitting[0]
