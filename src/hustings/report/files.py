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
    """Write all files and their hashes; a file that was there and differs is kept as `NAME~`.

    Raises InputError, with nothing written, for a folder that holds something else, a path that is
    a file, or a place that cannot be written to.
    """
    home = Path(folder)
    refuse_strangers(home)
    said = {name: t.encode() if isinstance(t, str) else t for name, t in files.items()}
    said[SUMS] = sums(said).encode()
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}.") as made:
            for name, content in said.items():
                (Path(made) / name).write_bytes(content)
                (Path(made) / name).chmod(0o644)
            _put(Path(made), home, said)
    except OSError as fault:
        problem = _problem(home, "cannot-write", str(fault), "Choose a folder you may write to.")
        raise InputError(f"{home} cannot be written", [problem]) from fault
    return [home / name for name in said]


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
    """Move the finished files in, the hashes last; put the old ones back when that fails."""
    fresh = not home.exists()
    home.mkdir(exist_ok=True)
    moved: list[tuple[Path, Path | None]] = []
    try:
        for name in _stale(home, said):
            moved.append((home / name, (home / name).replace(home / f"{name}~")))
        for name in said:
            target, kept = home / name, None
            if target.exists() and target.read_bytes() != said[name]:
                kept = target.replace(home / f"{name}~")
            moved.append((target, kept))
            (made / name).replace(target)
    except OSError:
        for target, kept in reversed(moved):
            with suppress(OSError):
                kept.replace(target) if kept else target.unlink(missing_ok=True)
        if fresh:
            rmtree(home, ignore_errors=True)
        raise


def _stale(home: Path, said: Mapping[str, bytes]) -> list[str]:
    """Files that an earlier writing left and this one does not have."""
    path = home / SUMS
    names = [line.partition("  ")[2] for line in _lines(path)] if path.is_file() else []
    return [n for n in names if n not in said and Path(n).name == n and (home / n).is_file()]


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


def _lines(path: Path) -> Iterable[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def _problem(home: Path, code: str, message: str, step: str) -> Problem:
    return Problem(str(home), 0, code, message, step)
