"""Reads a report of product changes: JSON Lines, one `ProductChange` in each."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from studyguide.model.diagnostics import Diagnostic, Location
from studyguide.model.product_change import ProductChange

PRODUCT_CHANGE = TypeAdapter(ProductChange)
CHANGE_HINT = (
    "each line is one JSON object with `change` and `product`, and optionally names, parts, text, release and day"
)


def read_product_changes(file: str, text: str) -> tuple[tuple[ProductChange, ...], tuple[Diagnostic, ...]]:
    """Returns the valid rows of a report. A row with a fault is left out and reported."""
    rows: list[ProductChange] = []
    faults: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(PRODUCT_CHANGE.validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            message = first["msg"].removeprefix("Value error, ")
            what = f"{where}: {message}" if where else message
            faults.append(Diagnostic(Location(file, number), "bad-row", what[:1].lower() + what[1:], CHANGE_HINT))
    return tuple(rows), tuple(faults)
