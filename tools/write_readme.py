"""Run the commands named in the documents and write what they print into them.

A block is a comment and the fence after it:

    <!-- run: hustings records -->
    ```text
    ...
    ```

`<!-- run 1-20: ... -->` keeps only those lines; a ```console block shows the command too.
`tests/test_documents.py` runs the same commands and compares.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    "README.md",
    "docs/guides/drop-a-candidate.md",
    "docs/guides/your-own-record.md",
    "docs/guides/confirm-your-election.md",
    "docs/guides/does-it-add-up.md",
    "docs/guides/who-follows.md",
    "docs/guides/ninth-seat.md",
    "docs/declare.md",
    "docs/double-entry.md",
    "docs/register.md",
    "docs/library.md",
)
EXAMPLES = ("example", "society", "society-body")
BLOCK = re.compile(
    r"<!-- run(?: (?P<first>\d+)-(?P<last>\d+))?: (?P<command>.+?) -->\n```(?P<kind>\w*)\n"
    r"(?P<body>.*?)```\n",
    re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """One command and the lines of its output that a document shows."""

    command: str
    lines: tuple[int, int] | None
    body: str
    kind: str = "text"


def blocks(text: str) -> list[Block]:
    """Every run block of a document."""
    found = []
    for match in BLOCK.finditer(text):
        lines = (int(match["first"]), int(match["last"])) if match["first"] else None
        found.append(Block(match["command"], lines, match["body"], match["kind"]))
    return found


def output(block: Block, folder: Path) -> str:
    """What the command prints, run in `folder`; of several after `; ` the last one's output.

    What it says on stderr is shown where it fails or prints nothing else.
    """
    *before, last = block.command.split("; ")
    for command in before:
        done = ran(command, folder)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr}")
    done = ran(last, folder)
    said = done.stdout + (done.stderr if done.returncode or not done.stdout else "")
    lines = [line.rstrip() for line in said.splitlines()]
    if block.lines:
        lines = lines[block.lines[0] - 1 : block.lines[1]]
    return typed(block) + "\n".join(lines).rstrip() + "\n"


def typed(block: Block) -> str:
    """A `console` block begins with the commands as a reader types them, folded to the page."""
    if block.kind != "console":
        return ""
    commands = [
        textwrap.wrap(c, 96, break_long_words=False, break_on_hyphens=False)
        for c in block.command.split("; ")
    ]
    return "".join("$ " + " \\\n      ".join(lines) + "\n" for lines in commands)


def ran(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One command, run in `folder`."""
    words = shlex.split(command)
    if words[0] == "hustings":
        words = [sys.executable, "-m", *words]
    elif words[0] == "python":
        words[0] = sys.executable
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def prepare(folder: Path) -> None:
    """What the commands expect to find: the examples, where the guides and the README name them."""
    import shutil

    for name in EXAMPLES:
        shutil.copytree(ROOT / "docs" / "guides" / name, folder / name)
        shutil.copytree(ROOT / "docs" / "guides" / name, folder / "docs" / "guides" / name)


def rewritten(text: str, folder: Path) -> str:
    """The document with every run block's output written again."""

    def fresh(match: re.Match[str]) -> str:
        lines = (int(match["first"]), int(match["last"])) if match["first"] else None
        said = output(Block(match["command"], lines, "", match["kind"]), folder)
        head, _, _ = match[0].partition("```")
        return f"{head}```{match['kind']}\n{said}```\n"

    return BLOCK.sub(fresh, text)


def main() -> None:
    """Write every document again."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        prepare(folder)
        for name in DOCUMENTS:
            path = ROOT / name
            if path.exists():
                path.write_text(rewritten(path.read_text("utf-8"), folder), "utf-8")
                print(f"wrote {name}")


if __name__ == "__main__":
    main()
