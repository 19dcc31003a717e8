"""Copied HTML as lines of cells: tables, headings, lists and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from hustings.formats.result_page import LONGEST, Line

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})([^<>]{0,2000})>")
_HIDDEN = ("script", "style", "noscript", "template", "svg", "head")
_BLOCKS = frozenset(
    "p div li ul ol tr table thead tbody tfoot h1 h2 h3 h4 h5 h6 br hr section article dl dt dd "
    "caption pre blockquote main header footer".split()
)
_YES = re.compile(r"alt=[\"']?(?:elected|yes|tick|check)", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """True when tags stand in the text."""
    return bool(
        re.search(
            r"<(?:!doctype|html|table|t[rdh]|p|div|li|h[1-6]|br|body)\b",
            text[:200_000],
            re.IGNORECASE,
        )
    )


@dataclass
class _Reading:
    """The lines so far and the line under way."""

    lines: list[Line] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    at: int = 1
    begun: int = 1
    level: int = 0
    bold: bool = False
    emphasis: int = 0
    table: int = 0
    tables: int = 0
    gap: bool = True
    span: int = 1
    pre: bool = False

    def text(self, said: str) -> None:
        """Words between tags."""
        if self.pre and "\n" in said:
            first, *others = said.split("\n")
            self.pre = False
            self.text(first)
            for other in others:
                self.line()
                self.at += 1
                self.text(other)
            self.pre = True
            return
        if said.strip():
            if not self.words and not self.cells:
                self.begun = self.at + said[: len(said) - len(said.lstrip())].count("\n")
            self.bold = self.bold or self.emphasis > 0
        self.words.append(said)
        self.at += said.count("\n")

    def cell(self) -> None:
        """End of a cell."""
        said = " ".join("".join(self.words).replace("\u00a0", "\u202f").split())
        self.cells.append(said)
        self.cells.extend([""] * (self.span - 1))
        self.words, self.span = [], 1

    def line(self) -> None:
        """End of a line."""
        if any(w.strip() for w in self.words) or not self.cells:
            self.cell()
        if any(self.cells):
            said = "  ".join(c for c in self.cells if c)[:LONGEST]
            table = self.table if len(self.cells) > 1 else 0
            cells = tuple(self.cells) if len(said) < LONGEST else (said,)
            self.lines.append(
                Line(self.begun, said, cells, said, self.level, self.bold, table, self.gap)
            )
        self.cells, self.words, self.bold, self.gap = [], [], False, False


def html_lines(text: str) -> list[Line]:
    """The lines a browser would show."""
    reading, at, end = _Reading(), 0, len(text)
    text = _without_hidden(text)
    for tag in _TAG.finditer(text):
        if tag.start() > at:
            reading.text(unescape(text[at : tag.start()]))
        at = tag.end()
        _tag(reading, tag[1] == "/", tag[2].casefold(), tag[3])
        reading.at += tag[3].count("\n")
    if at < end:
        reading.text(unescape(text[at:]))
    reading.line()
    return reading.lines


def _tag(reading: _Reading, closing: bool, name: str, rest: str) -> None:
    if name in ("b", "strong"):
        reading.emphasis = max(0, reading.emphasis + (-1 if closing else 1))
    elif name in ("td", "th"):
        if not closing:
            if any(w.strip() for w in reading.words):
                reading.cell()
            reading.words = []
            if not reading.cells:
                reading.begun = reading.at
            wide = re.search(r"colspan=[\"']?(\d{1,2})", rest, re.IGNORECASE)
            reading.span = int(wide[1]) if wide else 1
        else:
            reading.cell()
    elif name == "br" and reading.table:
        reading.words.append(" ")
    elif name == "img" and _YES.search(rest):
        reading.words.append(" \u2713 ")
    elif name in _BLOCKS and not (reading.table and name in ("p", "div", "li", "ul", "ol")):
        _block(reading, closing, name)
    else:
        reading.words.append(" " if name in _BLOCKS else "")


def _block(reading: _Reading, closing: bool, name: str) -> None:
    reading.line()
    if name == "pre":
        reading.pre = not closing
    if name == "table":
        reading.tables += not closing
        reading.table = 0 if closing else reading.tables
    if name in ("p", "div", "ul", "ol", "table", "section") or name[0] == "h":
        reading.gap = True
    heading = len(name) == 2 and name[0] == "h" and name[1].isdigit()
    reading.level = (
        (int(name[1]) if heading else 5 if name == "caption" else 0) if not closing else 0
    )


def _without_hidden(text: str) -> str:
    """The text without comments, scripts and styles; lines stay where they are."""
    text = _cut(text, "<!--", "-->")
    for name in _HIDDEN:
        if f"<{name}" in text.casefold():
            text = _cut(text, f"<{name}", f"</{name}>")
    return text


def _cut(text: str, begin: str, end: str) -> str:
    low, kept, at = text.casefold(), [], 0
    if len(low) != len(text):
        low = text.lower() if len(text.lower()) == len(text) else text
    while (start := low.find(begin, at)) >= 0:
        following = low[start + len(begin) : start + len(begin) + 1]
        if begin[1:].isalpha() and following.isalpha():  # <header> is not <head>
            kept.append(text[at : start + len(begin)])
            at = start + len(begin)
            continue
        stop = low.find(end, start)
        stop = len(text) if stop < 0 else stop + len(end)
        kept.append(text[at:start] + "\n" * text.count("\n", start, stop))
        at = stop
    return "".join(kept) + text[at:]
