"""Delimited text to codes of words, a block at a time; quotes and odd spaces are left to `csv`."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hustings.formats.ballot_faults import Faults
from hustings.formats.ballot_scan import BLOCK, OddLines

MOST_WORDS = 70_000
"""Different words the quick way keeps; with more the careful way takes over."""

_KEEP = np.array([0, *(2 ** (8 * k) - 1 for k in range(1, 9))], np.uint64)
"""Masks that keep the first 0 to 8 bytes of a word of eight."""
_MIX = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9], np.uint64)
_KEEP_TWO = np.array([0, 0xFF, 0xFFFF], np.uint16)


@dataclass
class Words:
    """Different words met, numbered from 1 as they come; 0 is the empty cell."""

    found: dict[bytes, int] = field(default_factory=dict)
    keys: Any = field(default_factory=lambda: np.zeros(1, np.uint64))
    codes: Any = field(default_factory=lambda: np.zeros(1, np.int32))
    short: Any = None
    """Codes by the two bytes of a short word, -1 where not met yet."""

    @property
    def texts(self) -> list[str]:
        """The words by code, the empty one first."""
        return ["", *(word.decode() for word in self.found)]

    def code(self, word: bytes) -> int:
        """The code of one word, a new one if need be."""
        return self.found.setdefault(word, len(self.found) + 1) if word else 0

    def codes_of(self, raw: Any, starts: Any, lengths: Any) -> Any:
        """The codes of many cells of `raw`, which goes on for 8 bytes after the last of them."""
        if int(lengths.max(initial=0)) <= 2 and sys.byteorder == "little":
            return self._codes_short(raw, starts, lengths)
        sliding = np.lib.stride_tricks.as_strided(raw.view(), (len(raw) - 7, 8), (1, 1))
        eights = sliding.view(np.uint64).reshape(-1)
        keep = _KEEP[np.minimum(lengths, 8)]
        heads = eights[starts] & keep
        tails = eights[starts + np.maximum(lengths - 8, 0)] & keep
        keys = heads + tails * _MIX[0] + lengths.astype(np.uint64) * _MIX[1]
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        if (new := self.keys[at] != keys).any():
            self._learn(raw, starts[new], lengths[new], keys[new])
            at = np.searchsorted(self.keys, keys)
        codes = self.codes[at]
        self._verify(codes, heads, tails, lengths)
        self._verify_long(codes, eights, starts, lengths)
        return codes

    def _codes_short(self, raw: Any, starts: Any, lengths: Any) -> Any:
        """The same for cells of at most two bytes: their bytes are the place in a table."""
        if self.short is None:
            self.short = np.full(2**16, -1, np.int32)
            self.short[0] = 0
        twos = np.lib.stride_tricks.as_strided(raw.view(), (len(raw) - 1, 2), (1, 1))
        keys = twos.view(np.uint16).reshape(-1)[starts] & _KEEP_TWO[lengths]
        codes = self.short[keys]
        for key in np.unique(keys[codes < 0]).tolist():
            self.short[key] = self.code(key.to_bytes(2, "little").rstrip(b"\0"))
        return codes if (codes >= 0).all() else self.short[keys]

    def _learn(self, raw: Any, starts: Any, lengths: Any, keys: Any) -> None:
        fresh, first = np.unique(keys, return_index=True)
        if len(fresh) + len(self.keys) > MOST_WORDS:
            raise OddLines
        for at, many in sorted(zip(starts[first].tolist(), lengths[first].tolist())):
            self.code(raw[at : at + many].tobytes())
        codes = [
            self.code(raw[at : at + many].tobytes())
            for at, many in zip(starts[first].tolist(), lengths[first].tolist())
        ]
        keys = np.concatenate((self.keys, fresh))
        order = np.argsort(keys, kind="stable")
        self.keys = keys[order]
        self.codes = np.concatenate((self.codes, np.array(codes, np.int32)))[order]

    def _verify(self, codes: Any, heads: Any, tails: Any, lengths: Any) -> None:
        """Two words never share a code: length, first and last eight bytes must be the word's."""
        words = [b"", *self.found]
        head = [int.from_bytes(word[:8], sys.byteorder) for word in words]
        tail = [int.from_bytes(word[-8:], sys.byteorder) for word in words]
        sizes = np.array([len(word) for word in words])
        if (
            (np.array(head, np.uint64)[codes] != heads).any()
            or (np.array(tail, np.uint64)[codes] != tails).any()
            or (sizes[codes] != lengths).any()
        ):
            raise OddLines

    def _verify_long(self, codes: Any, eights: Any, starts: Any, lengths: Any) -> None:
        """Words above sixteen bytes: what lies between must be the word's too."""
        longest = int(lengths.max(initial=0))
        if longest <= 16:
            return
        words = [b"", *self.found]
        if longest * len(words) > 2**26:
            raise OddLines
        held = np.zeros((len(words), -(-longest // 8) * 8 + 8), np.uint8)
        for code in np.unique(codes).tolist():
            held[code, : len(words[code])] = np.frombuffer(words[code], np.uint8)
        for at in range(8, longest - 8, 8):
            some = np.flatnonzero(lengths > at + 8)
            blocks = held[:, at : at + 8].copy().view(np.uint64).reshape(-1)
            if (blocks[codes[some]] != eights[starts[some] + at]).any():
                raise OddLines


def quick_cells(
    data: bytes, start: int, separator: int, columns: int
) -> Iterator[tuple[Any, Any, Any]]:
    """Blocks of whole lines as (bytes, starts, lengths) of shape (row, column)."""
    stop = len(data)
    while start < stop:
        cut = stop if stop - start <= BLOCK else data.rfind(b"\n", start, start + BLOCK) + 1
        if cut <= start:
            raise OddLines
        part = data[start:cut] if data[cut - 1] == 10 else data[start:cut] + b"\n"
        if b'"' in part or _spaced(part, bytes([separator])):
            raise OddLines
        yield _cells(np.frombuffer(part + bytes(8), np.uint8), separator, columns)
        start = cut


def _spaced(part: bytes, separator: bytes) -> bool:
    """Whether a cell begins or ends in a blank, which only the careful way strips."""
    blanks = [blank for blank in (b" ", b"\t") if blank != separator and blank in part]
    return any(
        part.startswith(blank)
        or any(blank + edge in part or edge + blank in part for edge in (separator, b"\n"))
        for blank in blanks
    )


def _cells(raw: Any, separator: int, columns: int) -> tuple[Any, Any, Any]:
    body = raw[:-8]
    ends = np.flatnonzero((body == separator) | (body == 10))
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    lengths = ends - starts
    lines = np.flatnonzero(body[ends] == 10)
    per_line = np.diff(lines, prepend=-1)
    blank = (per_line == 1) & (lengths[lines] == 0)
    if per_line.max() > columns or blank.any():
        raise OddLines
    if per_line.min() == columns:
        return raw, starts.reshape(-1, columns), lengths.reshape(-1, columns)
    if len(lines) * columns > 64 * BLOCK:
        raise OddLines
    there = np.arange(columns) < per_line[:, None]
    full = np.zeros((2, len(lines), columns), np.int64)
    full[0][there], full[1][there] = starts, lengths
    return raw, full[0], full[1]


def careful_cells(
    text: str, separator: str, faults: Faults, first: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Rows by `csv`, cells stripped, empty lines left out; a broken row is a Problem."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + first
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            step = "Mend the quotes; the file may be cut short."
            faults.add(line, "bad-line", f"the row is broken ({error})", step)
            return
        cells = [cell.strip(" \t\r") for cell in row]
        if cells and cells != [""]:
            yield line, cells
