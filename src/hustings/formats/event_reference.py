"""The reference of the kinds of event, written from the registry."""

from __future__ import annotations

from collections.abc import Iterator

from hustings.model.events import GROUPS, KINDS, EventKind


def kinds_reference() -> str:
    """Every kind with its columns, one table a group, as Markdown."""
    return "\n\n".join("\n".join(_group(group)) for group in GROUPS) + "\n"


def _group(group: str) -> Iterator[str]:
    yield f"### {group}: {GROUPS[group]}"
    yield ""
    yield "| kind | what it says | needs | may have |"
    yield "|---|---|---|---|"
    for kind in KINDS.values():
        if kind.group == group:
            yield _row(kind)


def _row(kind: EventKind) -> str:
    needs = [*_quoted(kind.needs), *(["`grade` (else a warning)"] if kind.graded else [])]
    return f"| `{kind.word}` | {kind.about} | {', '.join(needs)} | {', '.join(_quoted(kind.may))} |"


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f"`{name}`" for name in names]
