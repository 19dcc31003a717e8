"""The lot ledger as a TOML file: read with every fault, written, and one entry ready to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast, get_args

from hustings.errors import LotNeeded
from hustings.formats.toml_lines import Place, TomlFile, listed, pairs, quoted, read_toml
from hustings.model.lots import Lot, Lots, Purpose, commit

LOT_KEYS = ("purpose", "stage", "order", "drawn_by", "drawn_at", "witnesses", "notes")
COMMITMENT_KEYS = ("sha256", "seed", "published_at")
FROM_BALLOTS = "from-ballots"
"""The word for the order of candidates that a file of ballots gives for ties."""
SHA256 = re.compile(r"[0-9a-fA-F]{64}")

FELL = {
    "elect": "first who is elected, then the others in the order the lot gave",
    "exclude": "first who is excluded, then the others in the order the lot gave",
    "surplus": "first whose surplus goes first, then the others in the order the lot gave",
}


def read_lots(path: Path | str) -> Lots:
    """A ledger from a file; InputError with every fault, a seed off its commitment among them.

    The word `from-ballots` is no file: it is settled when the ballots are read (`api.counts`).
    """
    if path == FROM_BALLOTS:
        return Lots()
    file = read_toml(Path(path), "the lots")
    file.known(("", 0, ""), file.values, ("lot", "standing", "commitment"))
    standing = file.names(("", 0, ""), file.values, "standing")
    lots = tuple(_lot(file, k, one) for k, one in enumerate(file.tables("lot")))
    seed, commitment, published_at = _commitment(file)
    if not (lots or standing or file.values.get("commitment") or file.problems):
        step = "Write [[lot]] entries or a standing order, or leave the ledger out."
        file.problem(("", 0, ""), "no-lots", "the ledger holds no lots", step)
    file.refuse("the lots")
    return Lots(
        lots=lots,
        standing=standing,
        seed=seed,
        commitment=commitment,
        published_at=published_at,
    )


def _lot(file: TomlFile, number: int, values: dict[str, Any]) -> Lot:
    place: Place = ("lot", number, "")
    file.known(place, values, LOT_KEYS)
    purpose = file.text(place, values, "purpose")
    if purpose not in get_args(Purpose):
        step = f"Use one of: {', '.join(get_args(Purpose))}."
        file.problem(("lot", number, "purpose"), "bad-purpose", f"purpose {purpose!r}", step)
    order = file.names(place, values, "order")
    if len(order) < 2:
        step = "Write all the tied, in the order the lot fell."
        file.problem(("lot", number, "order"), "no-order", "the lot has no order drawn", step)
    return Lot(
        purpose=cast("Purpose", purpose),
        order=order,
        stage=file.number(place, values, "stage") or 0,
        drawn_by=file.text(place, values, "drawn_by"),
        drawn_at=file.text(place, values, "drawn_at"),
        notes=file.text(place, values, "notes"),
        witnesses=file.names(place, values, "witnesses"),
    )


def _commitment(file: TomlFile) -> tuple[str, str, str]:
    values, place = file.table("commitment"), ("commitment", 0, "")
    file.known(place, values, COMMITMENT_KEYS)
    seed, promised = file.text(place, values, "seed"), file.text(place, values, "sha256")
    if values and not SHA256.fullmatch(promised):
        step = "Write the 64 hexadecimal digits that were published before the count."
        file.problem(("commitment", 0, "sha256"), "bad-commitment", "sha256 is not one", step)
    elif seed and commit(seed) != promised.lower():
        said = "the seed's SHA-256 is not the commitment"
        step = "Give the seed that was committed to, or draw by hand and say why."
        file.problem(("commitment", 0, "seed"), "seed-mismatch", said, step)
    return seed, promised.lower(), file.text(place, values, "published_at")


def lots_text(lots: Lots) -> str:
    """The ledger as a file's text; `read_lots` gives the same ledger back."""
    blocks = [pairs([("standing", lots.standing)])]
    if lots.commitment:
        held = [
            ("sha256", lots.commitment),
            ("seed", lots.seed),
            ("published_at", lots.published_at),
        ]
        blocks.append(["[commitment]", *pairs(held)])
    for lot in lots.lots:
        blocks.append(["[[lot]]", *pairs([(key, getattr(lot, key)) for key in LOT_KEYS])])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def entry_for(needed: LotNeeded) -> str:
    """The entry a tie waits for, to paste into the ledger; refused until the order is filled in."""
    return "\n".join(
        [
            f"# drawn between: {', '.join(needed.tied)}",
            "[[lot]]",
            f"purpose = {quoted(needed.purpose)}",
            f"stage = {needed.stage}",
            f"order = []  # {FELL[needed.purpose]}",
            'drawn_by = ""',
            'drawn_at = ""',
            f"witnesses = {listed(())}",
            f"notes = {quoted(needed.clause)}",
            "",
        ]
    )
