"""Writes the reference of docs/library.md from signatures and docstrings, between the two marks."""

from __future__ import annotations

import inspect
from pathlib import Path

import hustings

PAGE = Path(__file__).resolve().parents[1] / "docs/library.md"
BEGIN = "<!-- reference: written by tools/write_library_docs.py -->\n"
END = "<!-- end of reference -->\n"


def reference() -> str:
    """Every public name: its signature, what its docstring says and its public members."""
    names = [n for n in hustings.__all__ if n != "__version__"]
    return "\n".join(entry(name, getattr(hustings, name)) for name in names)


def entry(name: str, value: object) -> str:
    """One name as Markdown."""
    said = inspect.cleandoc(value.__doc__ or "")
    parts = [f"### `{name}`\n"]
    if not (inspect.isclass(value) and issubclass(value, Exception)):
        parts.append(f"```text\n{name}{signature(value)}\n```\n")
    parts.append(said + "\n")
    if inspect.isclass(value):
        parts.extend(members(value))
    return "\n".join(parts)


def signature(value: object) -> str:
    """The signature on lines a page can hold."""
    shown = inspect.signature(value)  # type: ignore[arg-type]
    named = [p for p in shown.parameters.values() if p.name not in {"self", "cls"}]
    items = [parameter(p) for p in named]
    if any(p.kind is p.KEYWORD_ONLY for p in named):
        items.insert([p.kind for p in named].index(inspect.Parameter.KEYWORD_ONLY), "*")
    whole = f"({', '.join(items)})"
    ends = ""
    if not inspect.isclass(value) and shown.return_annotation is not inspect.Signature.empty:
        ends = f" -> {shown.return_annotation}"
    if len(whole) + len(ends) < 80:
        return whole + ends
    return "(\n" + "".join(f"    {item},\n" for item in items) + ")" + ends


def parameter(shown: inspect.Parameter) -> str:
    """`name: annotation = default`."""
    stars = {inspect.Parameter.VAR_KEYWORD: "**", inspect.Parameter.VAR_POSITIONAL: "*"}
    said = stars.get(shown.kind, "") + shown.name
    if shown.annotation is not inspect.Parameter.empty:
        said += f": {shown.annotation}"
    default = shown.default
    if default is inspect.Parameter.empty:
        return said
    return said + f" = {'...' if repr(default).startswith('<') else repr(default)}"


def members(value: type) -> list[str]:
    """The public methods and properties of a class, a line each."""
    found = []
    for name, member in vars(value).items():
        inner = member.__func__ if isinstance(member, classmethod) else member
        said = inspect.getdoc(inner)
        if name.startswith("_") or not said or not describable(inner):
            continue
        call = "()" if inspect.isfunction(inner) else ""
        found.append(f"- `.{name}{call}`: {first_sentence(said)}")
    return [*found, ""] if found else []


def describable(member: object) -> bool:
    """Functions, properties and cached properties; not the slots of dataclass fields."""
    kind = type(member).__name__
    return inspect.isfunction(member) or kind in {"property", "cached_property"}


def first_sentence(said: str) -> str:
    """The first paragraph on one line."""
    return " ".join(said.split("\n\n")[0].split())


def written(page: str) -> str:
    """The page with its reference as the code has it."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{reference()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
