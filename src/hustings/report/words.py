"""Numbers, dates and lists as a careful reader expects to see them in print."""

from __future__ import annotations

import re
from datetime import date
from math import floor, isfinite, log10

from hustings.model.wording import listed as listed

MONTHS = (
    "January February March April May June July August September October November December".split()
)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
PAST = {
    "withdraws": "withdrew",
    "endorses": "endorsed",
    "replaces": "replaced",
    "can": "could",
}
"""Verbs of events, for a clause that looks back."""
ARTICLES = ("The ", "A ", "An ")
FRACTIONS = (
    *((1, n) for n in range(2, 21)),
    *((2, 3), (2, 5), (2, 7), (2, 9), (3, 4), (3, 5), (3, 7), (3, 8), (3, 10)),
    *((4, 5), (5, 6), (5, 8), (6, 7), (7, 8), (7, 10), (9, 10), (19, 20)),
)


def whole(p: float) -> int:
    """Odds or a share in whole percents, half up."""
    return floor(100 * p + 0.5)


def odds(p: float) -> str:
    """Odds in whole percents, never 0 or 100: `84 %`, `<1 %`, `>99 %`."""
    if p < 0.01:
        return "<1 %"
    return ">99 %" if p > 0.99 else f"{whole(p)} %"


def chances(p: float) -> str:
    """Odds in words: `84 chances in 100`."""
    return f"{hundredths(p)} {'chance' if whole(p) <= 1 else 'chances'} in 100"


def hundredths(p: float) -> str:
    """The number before `in 100`: `84`, `less than 1`, `more than 99`."""
    if p < 0.01:
        return "less than 1"
    return "more than 99" if p > 0.99 else str(whole(p))


def share(x: float) -> str:
    """A share in whole percents; one decimal below 3 %, because 0.4 % is not nothing."""
    if x != 0 and abs(x) < 0.03:
        return f"{100 * x:.1f} %".replace("-", "−")
    return f"{whole(x)} %".replace("-", "−")


def shares(low: float, high: float) -> str:
    """A range of shares with one sign: `20–50 %`."""
    if high >= 0.03:
        return f"{whole(low)}–{whole(high)} %".replace("-", "−")
    return f"{share(low).removesuffix(' %')}–{share(high)}"


def points(before: float, after: float) -> str:
    """The change of two odds as printed, in points, so that a reader who subtracts agrees."""
    return signed(whole(after) - whole(before))


def signed(change: int) -> str:
    """A whole change with its sign and a true minus: `+3`, `−13`, `0`."""
    return f"{change:+d}".replace("-", "−") if change else "0"


def rounded(x: float, digits: int = 3) -> float:
    """The number to so many significant digits, half up."""
    if x == 0 or not isfinite(x):
        return x
    unit = 10.0 ** (floor(log10(abs(x))) + 1 - digits)
    return floor(x / unit + 0.5) * unit


def votes(x: float) -> str:
    """Votes to three significant digits with thousands: `71,200`."""
    return f"{round(rounded(x)):,}".replace("-", "−")


def about(x: float) -> str:
    """Votes to two significant digits, for a sentence that says about: `20,000`."""
    return f"{round(rounded(x, 2)):,}"


def one_in(x: float) -> str:
    """A share between 0 and 1 as a plain fraction: `1 in 4`, `3 in 8`, `nearly all`."""
    if x > 0.975:
        return "nearly all"
    if x < 0.0475:
        return f"1 in {round(rounded(1 / max(x, 1e-4), 2)):,}"
    top, bottom = min(FRACTIONS, key=lambda f: (abs(f[0] / f[1] - x), f[1]))
    return f"{top} in {bottom}"


def figure(x: float) -> str:
    """Any number of an assumption: whole with thousands, else three significant digits."""
    if not isfinite(x):
        return "–"
    if abs(x) >= 1000 or x == int(x):
        return f"{round(rounded(x)):,}".replace("-", "−")
    return f"{x:.3g}".replace("-", "−")


def like(x: float, model: float) -> str:
    """A number with as many decimals as two digits of `model` need, so that a range reads well."""
    if not isfinite(x) or abs(model) >= 10 or model == 0:
        return figure(x)
    places = max(1, 2 - floor(log10(abs(model))) - 1)
    return f"{x:.{places}f}".replace("-", "−")


def day(on: date) -> str:
    """`1 August 2018`."""
    return f"{short_day(on)} {on.year}"


def short_day(on: date) -> str:
    """`1 August`."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def partial_day(text: str) -> str:
    """An ISO date that may stop at month or year, in words; any other text as it is."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if match is None:
        return text
    year, month, number = match.groups()
    parts = [str(int(number))] if number else []
    if month and 1 <= int(month) <= 12:
        parts.append(MONTHS[int(month) - 1])
    return " ".join([*parts, year])


def ordinal(n: int) -> str:
    """`ninth`, `21st`."""
    if 1 <= n <= len(ORDINALS):
        return ORDINALS[n - 1]
    last = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{last}"


def number(n: int) -> str:
    """`nine`, `26`."""
    return NUMBERS[n] if 0 <= n < len(NUMBERS) else f"{n:,}"


def counted(n: int, one: str, many: str = "") -> str:
    """`nine seats`, `one seat`."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def clause(text: str) -> str:
    """A sentence made fit to follow a conjunction: no full stop, no capital article."""
    plain = tidy(text.strip().rstrip("."))
    return plain[:1].lower() + plain[1:] if plain.startswith(ARTICLES) else plain


def past(text: str) -> str:
    """The clause with its first known verb in the past: `withdraws` becomes `withdrew`."""
    found = re.search(rf"\b({'|'.join(PAST)})\b", text)
    return text if found is None else text[: found.start()] + PAST[found[1]] + text[found.end() :]


def tidy(text: str) -> str:
    """Text from elsewhere as this page writes: `33 %`, `1 August 2018`."""
    dated = re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: partial_day(found[0]), text)
    return re.sub(r"(\d)%", r"\1 %", dated)


def human(name: str) -> str:
    """A short name as a label: `last-result` becomes `Last result`."""
    return capital(name.replace("-", " ").replace("_", " "))


def sentence(text: str) -> str:
    """The text with a capital and one full stop."""
    plain = tidy(text.strip())
    return capital(plain) if plain.endswith((".", "?", "!")) else f"{capital(plain)}."


def slug(text: str) -> str:
    """A short name for a file or an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "page"
