"""Several files written together into a folder, whole or not at all, with what was there kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from hustings.errors import InputError, Problem

SUMS = "SHA256SUMS"
"""The file that makes a folder one of ours: the hash of every other file, as `sha256sum` does."""


def write_together(folder: Path | str, files: Mapping[str, str | bytes]) -> list[Path]:
    """Write all files and their hashes; the earlier version, if another, is kept as `FOLDER~`.

    The folder holds nothing of the earlier version, so it can be published as it is. Raises
    InputError, with nothing written, for a folder that holds something else, a path that is a
    file, or a place that cannot be written to.
    """
    home = Path(folder)
    refuse_strangers(home)
    refuse_strangers(beside(home))
    said = {name: t.encode() if isinstance(t, str) else t for name, t in files.items()}
    said[SUMS] = sums(said).encode()
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=beside(home).parent, prefix=".bundle.") as made:
            _put(Path(made), home, said)
    except OSError as fault:
        step = "Choose a folder you may write to."
        problem = _problem(home, "cannot-write", fault.strerror or str(fault), step)
        raise InputError(f"{home} cannot be written", [problem]) from fault
    return [home / name for name in said]


def beside(home: Path) -> Path:
    """Where the earlier version of a folder is kept."""
    place = home.resolve()
    return place.with_name(f"{place.name}~")


def refuse_strangers(home: Path) -> None:
    """InputError for a folder that is neither new, empty nor one of ours."""
    if home.exists() and not home.is_dir():
        problem = _problem(home, "not-a-folder", "a file of that name is there", "Name a folder.")
        raise InputError(f"{home} is not a folder", [problem])
    if home.is_dir() and any(home.iterdir()) and not (home / SUMS).is_file():
        step = "Name a new or empty folder, or one that an earlier count wrote."
        problem = _problem(home, "not-empty", "the folder holds other files", step)
        raise InputError(f"{home} is not empty", [problem])


def _put(made: Path, home: Path, said: Mapping[str, bytes]) -> None:
    """Move the earlier files out and the new ones in, hashes last; all back when a move fails."""
    earlier = [name for name in _names(home, said) if (home / name).is_file()]
    if set(earlier) == set(said) and all((home / n).read_bytes() == said[n] for n in said):
        return
    new, old, kept, fresh = made / "new", made / "old", beside(home), not home.exists()
    for place in (new, old, home):
        place.mkdir(exist_ok=True)
    for name, content in said.items():
        (new / name).write_bytes(content)
        (new / name).chmod(0o644)
    steps = [(home / name, old / name) for name in earlier]
    steps += [(new / name, home / name) for name in said]
    if earlier:
        steps += [*([(kept, made / "older")] if kept.exists() else []), (old, kept)]
    try:
        _moved(steps)
    except OSError:
        if fresh:
            rmtree(home, ignore_errors=True)
        raise


def _moved(steps: Iterable[tuple[Path, Path]]) -> None:
    """Rename one after the other, or none."""
    done: list[tuple[Path, Path]] = []
    try:
        for here, there in steps:
            here.replace(there)
            done.append((here, there))
    except OSError:
        for here, there in reversed(done):
            with suppress(OSError):
                there.replace(here)
        raise


def _names(home: Path, said: Mapping[str, bytes]) -> list[str]:
    """Files that an earlier writing left, and those that this one would write over."""
    return list(dict.fromkeys((*listed(home), *said)))


def listed(home: Path) -> list[str]:
    """The names in a folder's `SHA256SUMS`; none without it."""
    path = home / SUMS
    names = [line.partition("  ")[2] for line in _lines(path)] if path.is_file() else []
    return [name for name in names if name and Path(name).name == name]


def sums(files: Mapping[str, bytes]) -> str:
    """The lines of `SHA256SUMS`, for `sha256sum -c`."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def changed_since(home: Path) -> list[str]:
    """What is no longer as `SHA256SUMS` says, in sentences."""
    found = []
    for line in _lines(home / SUMS):
        digest, _, name = line.partition("  ")
        path = home / name
        if Path(name).name != name:
            found.append(f"{SUMS} names {name!r}, which is outside the folder")
        elif not path.is_file():
            found.append(f"{name} is missing")
        elif sha256(path.read_bytes()).hexdigest() != digest:
            found.append(f"{name} is not the file whose hash {SUMS} gives")
    return found


def unlisted(home: Path) -> list[str]:
    """Names in a folder that its `SHA256SUMS` does not list: nothing vouches for them."""
    if not (home / SUMS).is_file():
        return []
    known = {*listed(home), SUMS}
    return sorted(path.name for path in home.iterdir() if path.name not in known)


def _lines(path: Path) -> Iterable[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def _problem(home: Path, code: str, message: str, step: str) -> Problem:
    return Problem(str(home), 0, code, message, step)
