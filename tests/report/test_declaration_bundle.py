"""A declaration's bundle is made again, byte for byte, by anybody; a change in it is found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from hustings.report.bundle import DECLARED
from hustings.report.files import SUMS, sums

ROOT = Path(__file__).resolve().parents[2]
SOCIETY = ROOT / "docs" / "guides" / "society"
TABLE = """Committee, 1 seat, block vote
Papers issued 212
Papers returned 81
Invalid 6
Valid 75
Ann Ash 40 elected
Bo Birch 35
"""


def fresh(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A fresh process in another directory, which knows nothing of this one's files."""
    env = {k: os.environ[k] for k in ("PATH", "LANG", "LC_ALL") if k in os.environ}
    env |= {"PYTHONPATH": str(ROOT / "src"), "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "hustings", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with the ballots in it."""
    home = tmp_path_factory.mktemp("maker")
    done = fresh(
        *("declare", str(SOCIETY / "committee-2026.blt"), "--rule", "scottish-stv", "--seats", "5"),
        *("--lots", str(SOCIETY / "lots.toml"), "--account", str(SOCIETY / "account.toml")),
        *("--bundle", "evidence", "--share", "all", "-o", "declaration.txt"),
        folder=home,
    )
    assert done.returncode == 0, done.stderr
    return home / "evidence"


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of a result of which only a table is known."""
    home = tmp_path_factory.mktemp("maker")
    (home / "table.txt").write_text(TABLE, "utf-8")
    done = fresh("declare", "table.txt", "--bundle", "evidence", "-o", "d.txt", folder=home)
    assert done.returncode == 0, done.stderr
    return home / "evidence"


@pytest.mark.parametrize("made", ["counted", "stated"])
def test_the_bundle_alone_makes_the_declaration_again(
    made: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Elsewhere, from nothing but the folder: verified, and written again to the same bytes."""
    home = copytree(request.getfixturevalue(made), tmp_path / "elsewhere")
    done = fresh("declare", "--verify", ".", folder=home)
    assert done.returncode == 0, done.stderr
    assert "the same declaration" in done.stderr
    assert "not compared" not in done.stderr
    readme = (home / "README.md").read_text("utf-8")
    assert "hustings declare --verify ." in readme
    assert "hustings declare --verify ." in (home / "Makefile").read_text("utf-8")


def test_a_second_bundle_has_the_same_declaration(counted: Path, tmp_path: Path) -> None:
    """The terms, lots and account of a bundle make its parts anew; only the command is another."""
    done = fresh(
        *("declare", "committee-2026.blt", "--terms", "terms.toml", "--lots", "lots.toml"),
        *("--account", "account.toml", "--bundle", str(tmp_path / "new"), "--share", "all"),
        *("-o", str(tmp_path / "text")),
        folder=counted,
    )
    assert done.returncode == 0, done.stderr
    for name in ("account.toml", "declaration.csv", "Makefile", "requirements.txt"):
        assert (tmp_path / "new" / name).read_bytes() == (counted / name).read_bytes(), name


def test_counting_again_compares_the_declaration_too(counted: Path, tmp_path: Path) -> None:
    home = copytree(counted, tmp_path / "elsewhere")
    names = [str(home / name) for name in ("committee-2026.blt", "terms.toml", "lots.toml")]
    again = ("count", names[0], "--terms", names[1], "--lots", names[2], "-o", str(tmp_path / "x"))
    assert verified(home, *again) == 0
    forge(home, "declaration.txt", "Cora Dunn", "Cora Dunne")
    assert verified(home, *again) == 1


def verified(home: Path, *words: str) -> int:
    """The exit code of a verification in this process, which is quicker."""
    import hustings.cli.counting
    import hustings.cli.declaring
    from hustings.cli.app import app

    assert hustings.cli.counting
    done = CliRunner().invoke(app, [*(words or ("declare",)), "--verify", str(home)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code


def forge(home: Path, name: str, old: str, new: str) -> None:
    """Change a file and put its new hash into the sums, as one who knows how would."""
    path = home / name
    before = path.read_bytes()
    after = before.replace(old.encode(), new.encode(), 1)
    assert after != before
    path.write_bytes(after)
    listed = [line.partition("  ")[2] for line in (home / SUMS).read_text("utf-8").splitlines()]
    (home / SUMS).write_text(sums({n: (home / n).read_bytes() for n in listed}), "utf-8")


FORGED = [
    ("account.toml", "issued = 212", "issued = 213"),
    ("account.toml", 'answer = "exception"', 'answer = "yes"'),
    ("declaration.txt", "Asha Brook", "Asha Brooke"),
    ("declaration.html", "elected first", "elected last"),
    ("declaration.json", '"sound": true', '"sound": false'),
    ("declaration.csv", "Asha Brook", "Asha Brooke"),
    ("requirements.txt", "0", "9"),
    ("Makefile", "sha256sum", "true"),
    ("README.md", "declaration.txt", "declaration.doc"),
    ("count.json", '"elected"', '"Elected"'),
    ("stages.csv", "Asha Brook", "Asha Brooke"),
    ("terms.toml", "seats = 5", "seats = 4"),
    ("committee-2026.blt", "1 8 9 0", "1 9 8 0"),
]


@pytest.mark.parametrize(("name", "old", "new"), FORGED)
def test_a_forged_file_is_found_although_its_hash_fits(
    name: str, old: str, new: str, counted: Path, tmp_path: Path
) -> None:
    home = copytree(counted, tmp_path / "elsewhere")
    forge(home, name, old, new)
    assert verified(home) == 1


@pytest.mark.parametrize("name", [*DECLARED, "table.txt", "asked.json", "README.md"])
def test_any_change_to_a_results_bundle_is_found(name: str, stated: Path, tmp_path: Path) -> None:
    home = copytree(stated, tmp_path / "elsewhere")
    path = home / name
    path.write_bytes(path.read_bytes().replace(b"a", b"o", 1) + b"\n")
    assert verified(home) in (1, 2)


@pytest.mark.parametrize("name", DECLARED)
def test_a_missing_file_is_found(name: str, counted: Path, tmp_path: Path) -> None:
    home = copytree(counted, tmp_path / "elsewhere")
    (home / name).unlink()
    assert verified(home) == 1


def test_ballots_that_are_not_shared_are_named(tmp_path: Path) -> None:
    done = fresh(
        *("declare", str(SOCIETY / "committee-2026.blt"), "--rule", "scottish-stv", "--seats", "5"),
        *("--lots", str(SOCIETY / "lots.toml"), "--bundle", "evidence", "-o", "d.txt"),
        folder=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    home = tmp_path / "evidence"
    assert "hustings declare committee-2026.blt --verify ." in (home / "README.md").read_text()
    lost = fresh("declare", "--verify", ".", folder=home)
    assert lost.returncode == 2
    assert "holds no ballots" in lost.stderr
    held = fresh("declare", str(SOCIETY / "committee-2026.blt"), "--verify", ".", folder=home)
    assert held.returncode == 0, held.stderr


@pytest.mark.parametrize(
    "told",
    [
        "[]",
        "{}",
        "not json",
        '{"source": "/etc/hostname"}',
        '{"source": "../table.txt"}',
        '{"source": "table.txt", "seats": "two"}',
        '{"source": "table.txt", "rule": 7}',
        '{"source": "table.txt", "constraints": "women"}',
        '{"source": "table.txt", "more": 1}',
    ],
)
def test_what_no_bundle_says_is_refused(told: str, stated: Path, tmp_path: Path) -> None:
    """Nothing outside the folder is read, and nothing but what was written is taken."""
    home = copytree(stated, tmp_path / "elsewhere")
    (home / "asked.json").write_text(told, "utf-8")
    assert verified(home) == 2
