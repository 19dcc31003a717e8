"""Packed files, bombs, encodings and contests: what happens before any form is asked."""

from __future__ import annotations

import gzip
import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from hustings.errors import InputError, UnknownName
from hustings.formats import ballot_source
from hustings.formats.ballots import FORMS, read_ballots, read_many, write_ballots

WARD = '2 1\n3 1 2 0\n2 2 0\n0\n"Zoë"\n"Bo"\n"Ward"\n'


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def codes(data: bytes | Path, **asked: str) -> set[str]:
    with pytest.raises(InputError) as caught:
        read_ballots(data, **asked)
    assert all(problem.next_step for problem in caught.value.problems)
    return {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    "data",
    [
        WARD.encode(),
        b"\xef\xbb\xbf" + WARD.encode(),
        WARD.encode("utf-16"),
        WARD.encode("utf-16-le"),
        WARD.encode("cp1252"),
        WARD.replace("\n", "\r\n").encode(),
        gzip.compress(WARD.encode()),
        zipped({"w.blt": WARD.encode(), "README.md": b"about", "info.txt": b"x"}),
    ],
)
def test_however_it_comes(data: bytes) -> None:
    """The same ward from any encoding or packing; the digest is of the bytes as given."""
    file = read_ballots(data)
    assert file.profile.candidates == ("Zoë", "Bo")
    assert (file.form, file.profile.total) == ("blt", 5)
    assert file.sha256 == sha256(data).hexdigest()


def test_windows_text_is_noted() -> None:
    """A file that is not UTF-8 is read as Windows-1252, and a person is told."""
    assert [note.code for note in read_ballots(WARD.encode("cp1252")).notes] == ["read-as-cp1252"]


def test_mixed_encodings_name_the_line() -> None:
    """UTF-8 on one line and Windows-1252 on another cannot be right."""
    mixed = WARD.encode().replace(b"Bo", b"B\xf6")
    with pytest.raises(InputError) as caught:
        read_ballots(mixed)
    assert [(p.line, p.code) for p in caught.value.problems] == [(6, "bad-encoding")]


def test_nul_bytes_name_the_line() -> None:
    """A NUL byte is a damaged file."""
    with pytest.raises(InputError) as caught:
        read_ballots(WARD.encode().replace(b"Bo", b"B\0"))
    assert [(p.line, p.code) for p in caught.value.problems] == [(6, "nul-byte")]


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to hundreds of times its size is not unpacked to the end."""
    monkeypatch.setattr(ballot_source, "FREE_BYTES", 2**20)
    bomb = bytes(2**24)
    assert codes(gzip.compress(bomb)) == {"bomb"}
    assert codes(zipped({"a.blt": bomb})) == {"bomb"}


def test_archives_in_archives_are_refused() -> None:
    """One layer of packing is enough for anyone."""
    inner = zipped({"w.blt": WARD.encode()})
    assert codes(zipped({"a.zip": inner})) == {"nested-archive"}
    assert codes(gzip.compress(gzip.compress(WARD.encode()))) == {"nested-archive"}


def test_cut_archives_are_refused() -> None:
    """Truncated downloads."""
    for packed in (gzip.compress(WARD.encode()), zipped({"w.blt": WARD.encode() * 50})):
        assert codes(packed[: len(packed) // 2]) <= {"broken-archive"}


def test_a_zip_of_wards_asks_which() -> None:
    """Several contests: they are listed; a name, or the name without its ending, picks one."""
    wards = zipped({"a.blt": WARD.encode(), "b.blt": WARD.replace("3 1", "7 1").encode()})
    with pytest.raises(InputError) as caught:
        read_ballots(wards)
    assert "a.blt, b.blt" in caught.value.problems[0].message
    assert read_ballots(wards, contest="b").profile.total == 9
    assert codes(wards, contest="c") == {"unknown-contest"}


def test_read_many_goes_on_and_tells_all(tmp_path: Path) -> None:
    """One broken ward does not hide the others; its Problems come at the end."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.blt").write_text(WARD, encoding="utf-8")
    (tmp_path / "sub" / "b.blt").write_text("2 1\n1 3 0\n0\n", encoding="utf-8")
    (tmp_path / "sub" / "c.blt.gz").write_bytes(gzip.compress(WARD.encode()))
    (tmp_path / "README.md").write_text("about")
    found = []

    def read_all() -> None:
        for name, file in read_many(tmp_path):
            found.append((name, file.profile.total))

    with pytest.raises(InputError) as caught:
        read_all()
    assert found == [("a.blt", 5), ("sub/c.blt.gz", 5)]
    assert {problem.file for problem in caught.value.problems} == {"sub/b.blt"}


def test_what_is_not_there(tmp_path: Path) -> None:
    """No file, an unknown form, an unknown variant, a form only read."""
    assert codes(tmp_path / "none.blt") == {"no-file"}
    assert codes(b"just some words") == {"unknown-form"}
    with pytest.raises(UnknownName, match="preflib"):
        read_ballots(b"", form="preflab")
    with pytest.raises(UnknownName, match="marks"):
        read_ballots(b"", form="csv:mark")
    with pytest.raises(InputError, match="not written"):
        write_ballots(read_ballots(WARD.encode()), "civs")


def test_the_register_of_forms() -> None:
    """Every form says what it is, and is found by its name."""
    assert {"blt", "preflib", "scottish", "csv", "abif", "parquet", "packed"} <= set(FORMS)
    for name, form in FORMS.items():
        assert form.name == name
        assert form.about
        assert form.extensions
        assert form.can_read or form.can_write
