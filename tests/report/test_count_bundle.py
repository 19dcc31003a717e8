"""A bundle is whole or not there, holds no rankings, and tells whether a count is the same."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from count_samples import BALLOTS, DRAWN, orchard, orchard_profile

from hustings.errors import InputError
from hustings.formats.lots_file import read_lots
from hustings.formats.terms_file import read_terms
from hustings.model.lots import Lots
from hustings.report import bundle, files
from hustings.report.bundle import same_as_bundle, unique_papers, write_bundle
from hustings.report.pages import Counted

OWN = (
    "README.md SHA256SUMS count.html count.json count.txt lots.toml rule.json stages.csv terms.toml"
)


@pytest.fixture(scope="module")
def counted() -> Counted:
    return Counted(
        count=orchard(), file="orchard.blt", file_sha256="ab" * 32, lots=Lots(lots=(DRAWN,))
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory, counted):
    folder = tmp_path_factory.mktemp("bundles") / "count"
    write_bundle(folder, counted, command="hustings count orchard.blt")
    return folder


def names(folder) -> str:
    return " ".join(sorted(path.name for path in folder.iterdir()))


def test_what_is_in_it(home) -> None:
    assert names(home) == OWN
    for line in (home / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((home / name).read_bytes()).hexdigest() == digest


def test_the_terms_and_lots_count_again_the_same(home, counted) -> None:
    """From the files of the bundle and the ballots alone."""
    from hustings.rules import find_rule
    from hustings.rules.play import count_exact

    rule, terms = read_terms(home / "terms.toml")
    assert rule == "scottish-stv@2012-05-03"
    again = count_exact(find_rule(rule), orchard_profile(), terms, read_lots(home / "lots.toml"))
    assert same_as_bundle(home, again) == []
    assert again.winners == counted.count.winners


def test_the_readme_has_the_one_command(home) -> None:
    said = (home / "README.md").read_text("utf-8")
    command = "hustings count orchard.blt --terms terms.toml --lots lots.toml --verify ."
    assert command in said
    assert "ab" * 32 in said
    assert "not in this folder" in said


def test_no_ballot_is_in_it(home) -> None:
    """Not even the ranking of fourteen papers, in any of the forms used here."""
    ranking = ("Di Marsh", "Bo Larch")
    assert ranking in BALLOTS
    for path in home.iterdir():
        held = " ".join(path.read_text("utf-8").split())
        for mark in (", ", ",", " ", '", "'):
            assert mark.join(ranking) not in held


def test_another_count_differs_cell_by_cell(home, counted) -> None:
    stage = counted.count.stages[1]
    votes = (*stage.votes[:-1], stage.votes[-1] + 1)
    stages = (counted.count.stages[0], replace(stage, votes=votes), *counted.count.stages[2:])
    found = same_as_bundle(home, replace(counted.count, stages=stages))
    assert found == ['stages 2, votes, Flo Tarn: "9.00000" in the bundle, "9.00001" here']
    faster = replace(counted.count, engine="arrays")
    assert same_as_bundle(home, replace(counted, count=faster, version="9")) == []


def test_a_file_changed_since_is_told(tmp_path, counted) -> None:
    folder = tmp_path / "count"
    write_bundle(folder, counted)
    (folder / "stages.csv").write_text("nothing", encoding="utf-8")
    (folder / "rule.json").unlink()
    said = " ".join(same_as_bundle(folder, counted))
    assert "stages.csv is not the file" in said
    assert "rule.json is missing" in said


def test_an_older_bundle_is_kept_beside(tmp_path, counted) -> None:
    """Written again without a lot: the folder holds the new one only, `count~` the older whole."""
    folder, older = tmp_path / "count", tmp_path / "count~"
    write_bundle(folder, counted)
    (folder / "mine.txt").write_text("a note", encoding="utf-8")
    write_bundle(folder, counted)
    assert not older.exists()
    other = Counted(count=orchard("block-vote"))
    write_bundle(folder, other)
    assert names(older) == OWN
    assert same_as_bundle(older, counted) == []
    assert not [name for name in names(folder).split() if name.endswith("~")]
    assert not (folder / "lots.toml").exists()
    assert (folder / "mine.txt").read_text("utf-8") == "a note"
    assert same_as_bundle(folder, other) == []
    write_bundle(folder, counted)
    assert same_as_bundle(older, other) == []


def test_a_folder_of_something_else_is_refused(tmp_path, counted) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        write_bundle(tmp_path, counted)
    assert [p.code for p in caught.value.problems] == ["not-empty"]
    with pytest.raises(InputError) as caught:
        write_bundle(tmp_path / "thesis.txt", counted)
    assert [p.code for p in caught.value.problems] == ["not-a-folder"]
    assert names(tmp_path) == "thesis.txt"


def test_nothing_is_half_written(tmp_path, counted, monkeypatch) -> None:
    """A page that cannot be made leaves no folder; a disk that fails leaves the old files."""

    def broken(*_: object) -> str:
        raise RuntimeError("no page")

    with monkeypatch.context() as patched:
        patched.setattr(bundle, "count_csv", broken)
        with pytest.raises(RuntimeError):
            write_bundle(tmp_path / "new", counted)
    assert names(tmp_path) == ""
    old = tmp_path / "old"
    files.write_together(old, {"a.txt": "zero"})
    files.write_together(old, {"a.txt": "one", "b.txt": "two"})

    def held() -> dict[str, bytes]:
        return {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*.*")}

    before, move = held(), Path.replace

    def full(self: Path, target: Path) -> Path:
        if self.name == "b.txt" and self.parent.name == "new":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match="cannot be written"):
        files.write_together(old, {"a.txt": "three", "b.txt": "four"})
    assert held() == before


def test_what_stands_in_the_place_of_the_older_is_refused(tmp_path, counted) -> None:
    write_bundle(tmp_path / "count", counted)
    (tmp_path / "count~").mkdir()
    (tmp_path / "count~" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="count~ is not empty"):
        write_bundle(tmp_path / "count", Counted(count=orchard("block-vote")))


def test_a_folder_without_a_count(tmp_path, counted) -> None:
    """Told in words, whether nothing is there, no count, or something else of that name."""
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "count.json").write_text("{", encoding="utf-8")
    for folder, said in (
        (tmp_path / "nowhere", "no such folder"),
        (tmp_path, "no count.json is in it"),
        (tmp_path / "odd", "count.json is not JSON"),
    ):
        with pytest.raises(InputError, match="is not a bundle") as caught:
            same_as_bundle(folder, counted)
        assert [p.message for p in caught.value.problems] == [said]
        assert caught.value.problems[0].next_step


def test_ballots_come_in_only_when_asked(tmp_path, counted) -> None:
    """The file itself, or papers cut to a few preferences, with the figure of unique papers."""
    path = tmp_path / "orchard.blt"
    path.write_text("6 3\n", encoding="utf-8")
    write_bundle(tmp_path / "a", counted, ballots=path)
    assert names(tmp_path / "a") == OWN
    write_bundle(tmp_path / "b", counted, ballots=path, include=True)
    assert (tmp_path / "b" / "orchard.blt").read_text("utf-8") == "6 3\n"
    write_bundle(tmp_path / "c", counted, profile=orchard_profile(), first=1)
    cut = (tmp_path / "c" / "first-1.csv").read_text("utf-8").splitlines()
    assert cut[:3] == ["papers,preference_1", "32,Ada Quill", "20,Bo Larch"]
    said = (tmp_path / "c" / "README.md").read_text("utf-8")
    assert "1 of 102 papers (1.0 %) are like no other." in said
    assert "Cut to one preference: 0 of 102 papers" in said
    assert unique_papers(orchard_profile()) == 1


def test_names_are_only_words_in_the_readme(counted) -> None:
    odd = replace(counted.count, title="<b>`rm` [x](http://y)\n# z")
    said = bundle.readme(replace(counted, count=odd), bundle.Shared())
    assert said.startswith("# \\<b\\>\\`rm\\` \\[x\\]")
    assert "\n# z" not in said


def test_the_count_is_json(home, counted) -> None:
    held = json.loads((home / "count.json").read_text("utf-8"))
    assert held["stages"][1]["votes"]["Bo Larch"] == "25.62500"
    assert held["file"] == "orchard.blt"
