#!/usr/bin/env python3
"""Draws all figures into docs/figures/.

python scripts/figures/draw.py            draws all
python scripts/figures/draw.py --check    writes nothing; exit code 1 if a committed figure differs

Each other script in this folder has a function `figures()` that returns SVG files by the figure's id. It uses only the
standard library and numbers that are the same on every machine.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIGURES = HERE.parents[1] / "docs" / "figures"
HELPERS = frozenset({"draw", "svg"})


def scripts() -> list[str]:
    """Returns the names of the modules that draw figures."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in HELPERS)


def draw(script: str) -> dict[str, str]:
    """Returns the figures of one script: SVG by id."""
    figures: dict[str, str] = importlib.import_module(script).figures()
    return figures


def main() -> int:
    """Writes the figures, or compares them with the committed ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    compare = parser.parse_args().check
    drawn = {FIGURES / f"{name}.svg": svg for script in scripts() for name, svg in draw(script).items()}
    return compare_figures(drawn) if compare else write_figures(drawn)


def write_figures(drawn: Mapping[Path, str]) -> int:
    """Writes every figure; returns the exit code."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    for path, svg in drawn.items():
        path.write_text(svg, "utf-8")
    print(f"{len(drawn)} figures drawn")
    return 0


def compare_figures(drawn: Mapping[Path, str]) -> int:
    """Prints each committed figure that differs; returns the exit code."""
    different = [path for path, svg in drawn.items() if not path.is_file() or path.read_text("utf-8") != svg]
    different += sorted(set(FIGURES.glob("*.svg")) - set(drawn))
    for path in different:
        print(f"docs/figures/{path.name}: differs from what its script draws; run scripts/figures/draw.py")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
