"""The documents say what the commands print."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_readme", ROOT / "tools/write_readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["write_readme"] = module
    spec.loader.exec_module(module)
    return module


TOOL = tool()
CASES = [
    pytest.param(name, block, id=f"{name}: {block.command}")
    for name in TOOL.DOCUMENTS
    if (ROOT / name).exists()
    for block in TOOL.blocks((ROOT / name).read_text("utf-8"))
]


def skeleton(text: str) -> str:
    """The text with numbers and bars taken out: what must be the same on any processor."""
    text = re.sub(r"[0-9a-f]{12}", "", text)
    return re.sub(r"[─●<>\s]+", " ", NUMBER.sub("#", text)).strip()


EXACT = (
    "count rules convert margin check declare entries vacancy removers events records show"
).split()


def exact(command: str) -> bool:
    """True where no draw is made: the numbers are the same on any machine."""
    verbs = [words.split()[1] for words in command.split("; ")]
    drawn = "--contest" in command.split() and "body" in verbs
    return not drawn and all(verb in (*EXACT, "body") for verb in verbs)


def close(said: str, shown: str) -> bool:
    """Numbers equal but for the last digits, which may differ between processors."""
    pairs = zip(NUMBER.findall(said), NUMBER.findall(shown), strict=True)
    return all(
        abs(a - b) <= max(0.03 * max(abs(a), abs(b)), 1.0)
        for a, b in ((float(x.replace(",", "")), float(y.replace(",", ""))) for x, y in pairs)
    )


@pytest.mark.parametrize(("name", "block"), CASES)
def test_a_document_shows_what_its_command_prints(name: str, block: object, tmp_path: Path) -> None:
    TOOL.prepare(tmp_path)
    said = TOOL.output(block, tmp_path)
    shown = block.body  # type: ignore[attr-defined]
    if said == shown:
        return
    assert not exact(block.command), f"{name} is out of date: run `make docs`"  # type: ignore[attr-defined]
    here, there = skeleton(said), skeleton(shown)
    if here == there:
        assert close(said, shown), f"{name} is out of date: run `make docs`"
    else:  # rows of near-equal odds may change places between processors
        assert sorted(here.split()) == sorted(there.split()), f"{name} is out of date"


def fences(kind: str) -> list[object]:
    """Every fenced block of a kind in the documents that readers follow."""
    return [
        pytest.param(found, id=f"{name} {i}")
        for name in TOOL.DOCUMENTS
        for i, found in enumerate(
            re.findall(rf"```{kind}\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
        )
    ]


@pytest.mark.parametrize("snippet", fences("python"))
def test_a_python_snippet_runs(
    snippet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TOOL.prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(compile(snippet, "snippet", "exec"), {})


@pytest.mark.parametrize("block", fences("sh"))
def test_a_shell_snippet_runs(block: str, tmp_path: Path) -> None:
    """Each `hustings` line, as it stands; `make` lines are the test command itself."""
    TOOL.prepare(tmp_path)
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["hustings"]:
            done = subprocess.run(
                [sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, text=True
            )
            assert done.returncode == 0, f"{line}\n{done.stderr}"
        else:
            assert words[:1] in ([], ["make"])


def test_there_is_something_to_check() -> None:
    assert len(CASES) >= 3


def test_the_library_reference_is_what_the_code_says() -> None:
    """Mend with `make docs`."""
    spec = importlib.util.spec_from_file_location("lib", ROOT / "tools/write_library_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "docs/library.md").read_text("utf-8")
    assert module.written(page) == page


def test_links_between_documents_lead_somewhere() -> None:
    missing = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                missing.append(f"{path.relative_to(ROOT)} -> {target}")
    assert not missing
