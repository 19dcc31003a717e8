"""A body by its address: bundled, in a folder, or the only one of its record."""

from pathlib import Path

import click
import pytest

from hustings.cli.words import complete_body
from hustings.errors import InputError, UnknownName
from hustings.store import open_body

HEAD = "body_id,body,section_id,section,seats,chosen_by,as_of,source\n"


def society(folder: Path, *bodies: str) -> Path:
    """A record in `folder` with those bodies, of one section each."""
    folder.mkdir(parents=True)
    (folder / "record.toml").write_text('organisation = "A society"\nlicence = "CC0"\n')
    (folder / "contests.csv").write_text("contest_id,label,seats,rule,source\n")
    (folder / "candidates.csv").write_text("contest_id,candidate_id,source\n")
    rows = [f"{b},The {b},all,All,5,members,2024-01-01,minutes\n" for b in bodies]
    (folder / "bodies.csv").write_text(HEAD + "".join(rows))
    return folder


def test_a_bundled_body() -> None:
    record, body = open_body("labour-nec/nec")
    assert (record.name, body) == ("labour-nec", "nec")


def test_a_body_of_a_folder_by_its_path(tmp_path: Path) -> None:
    folder = society(tmp_path / "deep" / "club", "board", "executive")
    assert open_body(f"{folder}/executive")[1] == "executive"
    assert open_body(f"{folder}/executive/")[1] == "executive"


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    society(tmp_path / "club", "board", "executive")
    monkeypatch.chdir(tmp_path)
    assert open_body("club/board")[1] == "board"
    assert open_body("./club/board")[1] == "board"


def test_a_record_alone_where_it_has_one_body(tmp_path: Path) -> None:
    folder = society(tmp_path / "club", "board")
    assert open_body(str(folder))[1] == "board"
    assert open_body(f"{folder}/")[1] == "board"


def test_a_record_alone_with_several_bodies_lists_them(tmp_path: Path) -> None:
    folder = society(tmp_path / "club", "board", "executive")
    with pytest.raises(UnknownName, match=r"2 bodies: say which, as in .*club/board, .*executive"):
        open_body(str(folder))


def test_the_nearest_bodies_are_named(tmp_path: Path) -> None:
    folder = society(tmp_path / "club", "board", "executive")
    with pytest.raises(UnknownName, match=r"no body 'exectuive'.*try .*club/executive"):
        open_body(f"{folder}/exectuive")


def test_a_record_without_bodies_says_where_to_write_them(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"has no bodies; list them in bodies\.csv"):
        open_body(str(society(tmp_path / "club")))


def test_no_such_record() -> None:
    with pytest.raises(UnknownName, match="labour-nec"):
        open_body("labour-nek/nec")


def test_a_folder_that_is_no_record_is_named_whole(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    with pytest.raises(InputError, match=r"papers' cannot be used"):
        open_body(str(tmp_path / "papers"))


def test_completion_of_bundled_bodies_and_of_a_folder(tmp_path: Path) -> None:
    def completed(text: str) -> list[str]:
        command = click.Command("x", params=[click.Argument(["body"])])
        return [
            str(c.value) for c in complete_body(click.Context(command), command.params[0], text)
        ]

    assert "labour-nec/nec" in completed("lab")
    folder = society(tmp_path / "club", "board", "executive")
    assert completed(f"{folder}/") == [f"{folder}/board", f"{folder}/executive"]
    assert completed(f"{folder}/ex") == [f"{folder}/executive"]
