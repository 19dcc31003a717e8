"""Files that are no ballots at all: what they are, and what to do with them instead."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from hustings.formats.ballot_faults import Faults

SHEET = "Save the sheet as CSV and pass that file."
TEXT = "Copy the ballots into a table and save it as CSV."

MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document", SHEET),
    (b"{\\rtf", "a Rich Text document", TEXT),
    (b"\x89PNG", "an image", TEXT),
    (b"\xff\xd8\xff", "an image", TEXT),
    (b"GIF8", "an image", TEXT),
    (b"II*\0", "an image", TEXT),
    (b"MM\0*", "an image", TEXT),
    (b"SQLite format 3\0", "an SQLite database", "Write the table as CSV and pass that file."),
)
"""What a file's first bytes say it is."""
OFFICE = {
    "xl/": ("an Excel workbook", SHEET),
    "word/": ("a Word document", TEXT),
    "ppt/": ("a PowerPoint presentation", TEXT),
    "Index/": ("a Numbers or Pages document", SHEET),
}
"""What the folders inside a zip say it is."""
BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"


def refuse_wrong(data: bytes, faults: Faults) -> None:
    """Raise InputError with one Problem when the bytes are a document, an image or nothing."""
    found = wrong_kind(data)
    if found:
        what, step = found
        raise faults.fail(0, "wrong-kind", f"the file is {what}, not a file of ballots", step)


def wrong_kind(data: bytes) -> tuple[str, str] | None:
    """What the file is and what to do, or None when it may hold ballots."""
    if not data[:4096].strip(BLANK) and not data.strip(BLANK):
        return "empty", "Check that it was saved, or fetch it again."
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in (b"ftypheic", b"ftypmif1"):
        return "an image", TEXT
    start = data[:200].lstrip(BLANK).lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page", "Download the file itself, or save its table as CSV."
    return next(((what, step) for magic, what, step in MAGIC if data.startswith(magic)), None)


def _office(data: bytes) -> tuple[str, str] | None:
    """Office files are zips: their first entries tell them from an archive of ballots."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, IndexError, UnicodeError):
        return None
    if "mimetype" in names and b"application/vnd.oasis" in data[:200]:
        return "an OpenDocument file", SHEET
    if "[Content_Types].xml" in names or any(name.endswith(".iwa") for name in names):
        inside = (
            kind for folder, kind in OFFICE.items() if any(n.startswith(folder) for n in names)
        )
        return next(inside, ("an Office document", SHEET))
    return None
