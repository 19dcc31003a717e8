"""The house stays in order: light to import, walls where they were drawn, every name explained."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import hustings

REPO = Path(__file__).resolve().parents[1]
SRC = REPO / "src"
HEAVY = ("numpy", "scipy", "click", "rich", "jinja2", "vl_convert", "starlette")


def python(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter, so that what this test session has loaded does not count."""
    return subprocess.run(
        [sys.executable, *args],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **env},
        check=False,
    )


def test_importing_hustings_loads_nothing_heavy() -> None:
    """A script that only wants the names pays for no array, no chart and no web framework."""
    code = f"import hustings, sys; print([m for m in {HEAVY} if m in sys.modules])"
    done = python("-c", code)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("room", ["hustings.model", "hustings.rules.block_vote", "hustings.errors"])
def test_a_count_can_be_audited_with_the_standard_library_alone(room: str) -> None:
    """An auditor with a bare Python (-S: no installed packages at all) opens the law."""
    code = (
        f"import sys; sys.path.insert(0, {str(SRC)!r}); import {room}\n"
        "outside = [n for n, m in sys.modules.items() if 'site-packages' in (getattr(m, "
        "'__file__', None) or '')]\nprint(outside)"
    )
    done = python("-I", "-S", "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_the_bare_interpreter_could_not_have_borrowed_numpy() -> None:
    """The test above proves something only if -S really takes the packages away."""
    assert python("-I", "-S", "-c", "import numpy").returncode != 0


@pytest.mark.skipif(find_spec("importlinter") is None, reason="import-linter is not installed")
def test_imports_run_down_the_house() -> None:
    """Every contract in pyproject.toml holds."""
    code = (
        "import sys; from importlinter.cli import lint_imports; "
        f"sys.exit(lint_imports(config_filename={str(REPO / 'pyproject.toml')!r}, no_cache=True))"
    )
    done = python("-c", code, PYTHONPATH=str(SRC))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", [n for n in hustings.__all__ if n != "__version__"])
def test_every_public_name_is_there_and_explained(name: str) -> None:
    """`help(hustings.forecast)` says something."""
    assert (getattr(hustings, name).__doc__ or "").strip()


def test_public_names_are_those_dir_lists() -> None:
    """Completion in a notebook offers the public names and no others."""
    assert dir(hustings) == sorted(hustings.__all__)
    with pytest.raises(AttributeError, match="no attribute 'frocast'"):
        _ = hustings.frocast
