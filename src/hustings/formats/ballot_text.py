"""Bytes of an unknown encoding to UTF-8, or the lines that are broken."""

from __future__ import annotations

import codecs

from hustings.formats.ballot_faults import Faults

_STEP = "Save the file as UTF-8."


def to_utf8(data: bytes, faults: Faults) -> bytes:
    """UTF-8 (with or without a mark), UTF-16 or Windows-1252, never a mixture; no NUL bytes.

    Lines end in a line feed whatever they ended in.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = _from_utf16(data, "utf-16", faults)
    elif data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    elif data[:4].count(0) == 2 and b"\0" in data[:2]:
        data = _from_utf16(data, "utf-16-be" if data[0] == 0 else "utf-16-le", faults)
    if b"\0" in data:
        _each_line(data, b"\0", faults)
        faults.stop()
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data if data.isascii() or _is_utf8(data) else _from_cp1252(data, faults)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_utf16(data: bytes, encoding: str, faults: Faults) -> bytes:
    try:
        return data.decode(encoding).encode("utf-8")
    except UnicodeError as error:
        raise faults.fail(0, "bad-encoding", f"broken UTF-16 ({error})", _STEP) from None


def _each_line(data: bytes, bad: bytes, faults: Faults) -> None:
    for number, line in enumerate(data.split(b"\n"), 1):
        if bad in line:
            faults.add(number, "nul-byte", "the line holds a NUL byte", "Fetch the file again.")


def _from_cp1252(data: bytes, faults: Faults) -> bytes:
    """Windows-1252 when no line is UTF-8 beyond ASCII; else the broken lines are named."""
    lines = data.split(b"\n")
    odd = [(n, line) for n, line in enumerate(lines, 1) if not line.isascii()]
    broken = [(n, line) for n, line in odd if not _is_utf8(line)]
    if len(broken) < len(odd):
        for number, _ in broken:
            faults.add(number, "bad-encoding", "not UTF-8, though other lines are", _STEP)
        faults.stop()
    for number, line in broken:
        try:
            line.decode("cp1252")
        except UnicodeDecodeError:
            faults.add(number, "bad-encoding", "neither UTF-8 nor Windows-1252", _STEP)
    faults.stop()
    what = "not UTF-8: read as Windows-1252"
    faults.note(broken[0][0], "read-as-cp1252", what, "Check the accents in the names.")
    return data.decode("cp1252").encode("utf-8")
