"""From a path or bytes to the plain content of one ballot file, with bombs refused."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from hustings.errors import InputError, Problem
from hustings.formats.ballot_faults import Faults
from hustings.formats.wrong_kinds import refuse_wrong

MOST_BYTES = 4 * 2**30
"""Bytes a file may hold, packed or unpacked."""
MOST_RATIO = 300
"""Times its packed size that a file may unpack to, once it is above FREE_BYTES."""
FREE_BYTES = 64 * 2**20
MOST_MEMBERS = 20_000

_PACKED = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf",
    b"Rar!",
    b"(\xb5/\xfd",
)
_ASIDE = re.compile(
    r"(^|/)(__MACOSX/|\.|info\.txt$|readme|licen[cs]e|index\.csv$)|\.(pdf|md|html?|docx?)$", re.I
)
_HIDDEN = re.compile(r"(^|/)(__MACOSX/|\.)")
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_BROKEN = (*_BAD_ZIP, ValueError, OverflowError, IndexError, KeyError, UnicodeError)


@dataclass(frozen=True)
class Source:
    """The unpacked content of one file: `sha256` is of the bytes as they were given."""

    name: str
    data: bytes
    sha256: str
    faults: Faults = field(compare=False)

    @property
    def extension(self) -> str:
        """The last part of the name, packing aside, in lower case and without its dot."""
        parts = PurePosixPath(self.name).name.lower().split(".")
        while len(parts) > 1 and parts[-1] in ("gz", "zip"):
            parts.pop()
        return parts[-1] if len(parts) > 1 else ""

    @cached_property
    def utf8(self) -> bytes:
        """The content as UTF-8 without a mark; raises InputError naming every broken line."""
        from hustings.formats.ballot_text import to_utf8

        return to_utf8(self.data, self.faults)

    @cached_property
    def text(self) -> str:
        """The content as text."""
        return self.utf8.decode("utf-8")

    @cached_property
    def head(self) -> str:
        """The first lines as text, for telling forms apart; never raises."""
        return self.utf8[:8192].decode("utf-8", "replace")


def open_source(where: str | Path | bytes, contest: str | None = None) -> tuple[Source, str | None]:
    """The file's content, and the contest still to be picked inside it (None when used up)."""
    name = "ballots" if isinstance(where, bytes) else Path(where).name
    faults = Faults(name)
    raw = where if isinstance(where, bytes) else read_bytes(Path(where), faults)
    refuse_wrong(raw, faults)
    digest = sha256(raw).hexdigest()
    if raw[:4] == b"PK\x03\x04":
        inside, data, contest = _pick(raw, contest, faults)
        return Source(inside, data, digest, Faults(f"{name}/{inside}")), contest
    if raw[:2] == b"\x1f\x8b":
        return Source(name, _not_nested(gunzip(raw, faults), faults), digest, faults), contest
    return Source(name, raw, digest, faults), contest


def read_bytes(path: Path, faults: Faults) -> bytes:
    """The bytes of a plain file, or InputError."""
    step = "Check the path."
    try:
        if not path.is_file():
            raise faults.fail(0, "no-file", f"there is no file {path}", step)
        if path.stat().st_size > MOST_BYTES:
            step = "Split it by contest."
            raise faults.fail(0, "too-large", f"the file is above {MOST_BYTES:,} bytes", step)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise faults.fail(0, "no-file", f"the file cannot be opened ({error})", step) from None


def gunzip(raw: bytes, faults: Faults) -> bytes:
    """Unpack gzip, member after member, within the limits."""
    out = bytearray()
    try:
        while raw:
            machine = zlib.decompressobj(wbits=31)
            piece = raw
            while piece and not machine.eof:
                out += machine.decompress(piece, 2**22)
                _within(len(out), len(raw), faults)
                piece = machine.unconsumed_tail
            if not machine.eof:
                raise EOFError("it ends too early")
            raw = machine.unused_data.lstrip(b"\0")
    except (zlib.error, EOFError) as error:
        raise _broken(error, faults) from None
    return bytes(out)


def members(archive: zipfile.ZipFile, faults: Faults) -> list[zipfile.ZipInfo]:
    """The files in a zip that can hold ballots, in order of name."""
    found = archive.infolist()
    if len(found) > MOST_MEMBERS:
        step = "Split the archive."
        raise faults.fail(0, "too-many-files", f"{len(found)} files in one archive", step)
    kept = [m for m in found if not m.is_dir() and not _ASIDE.search(m.filename)]
    return sorted(kept, key=lambda m: m.filename)


def unzip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, faults: Faults) -> bytes:
    """One member of a zip, within the limits whatever its header claims."""
    out = bytearray()
    try:
        with archive.open(member) as stream:
            while piece := stream.read(2**22):
                out += piece
                _within(len(out), max(member.compress_size, 1), faults)
    except InputError:
        raise
    except _BROKEN as error:
        raise _broken(error, faults) from None
    return _not_nested(bytes(out), faults)


def open_zip(raw: bytes, faults: Faults) -> zipfile.ZipFile:
    """The archive, or InputError."""
    try:
        return zipfile.ZipFile(BytesIO(raw))
    except _BROKEN as error:
        raise _broken(error, faults) from None


def aside(name: str) -> bool:
    """Whether a file by its name only accompanies the ballots (a readme, an index)."""
    return bool(_ASIDE.search(name))


def _pick(raw: bytes, contest: str | None, faults: Faults) -> tuple[str, bytes, str | None]:
    archive = open_zip(raw, faults)
    found = members(archive, faults)
    if len(found) == 1:
        return found[0].filename, unzip(archive, found[0], faults), contest
    chosen = [m for m in found if contest is not None and contest in _names(m.filename)]
    if len(chosen) != 1:
        raise which_contest(faults, contest, [m.filename for m in found])
    return chosen[0].filename, unzip(archive, chosen[0], faults), None


def _names(path: str) -> Iterator[str]:
    inside = PurePosixPath(path)
    yield from (path, inside.name, inside.stem)


def which_contest(faults: Faults, contest: str | None, ids: list[str]) -> InputError:
    """The error that lists the contests to choose from."""
    shown = ", ".join(ids[:20]) + (f" and {len(ids) - 20} more" if len(ids) > 20 else "")
    if contest is None:
        what = f"there are {len(ids)} contests: {shown or 'none'}"
        return faults.fail(0, "which-contest", what, "Pass contest= with one of these.")
    what = f"{contest!r} is not one contest of these: {shown or 'none'}"
    return faults.fail(0, "unknown-contest", what, "Pass contest= with one of these.")


def _within(unpacked: int, packed: int, faults: Faults) -> None:
    if unpacked > MOST_BYTES or (unpacked > FREE_BYTES and unpacked > MOST_RATIO * packed):
        limit = f"{MOST_BYTES:,} bytes, or {MOST_RATIO} times its packed size"
        step = "Unpack it yourself if you trust it."
        raise faults.fail(0, "bomb", f"it unpacks to more than {limit}", step)


def _not_nested(data: bytes, faults: Faults) -> bytes:
    if data.startswith(_PACKED):
        step = "Unpack it once and pass what is inside."
        raise faults.fail(0, "nested-archive", "an archive lies inside the archive", step)
    return data


def _broken(error: BaseException, faults: Faults) -> InputError:
    what = f"the archive is broken or not readable ({str(error)[:80] or type(error).__name__})"
    return faults.fail(0, "broken-archive", what, "Fetch the file again.")


def folder_files(path: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder that can hold ballots, in order of name."""
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if file.is_file() and not aside(name):
            yield name, file


def beside(names: Iterable[str]) -> tuple[Problem, ...]:
    """A warning for each file that is passed over; hidden files go without."""
    step = "Read it by itself if it holds ballots."
    return tuple(
        Problem(name, 0, "passed-over", "not read as ballots", step, "warning")
        for name in sorted(names)
        if aside(name) and not _HIDDEN.search(name)
    )


__all__ = ["Source", "open_source"]
