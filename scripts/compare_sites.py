#!/usr/bin/env python3
"""Compare two built sites: the same addresses, and on each page the same ids to lead to.

python scripts/compare_sites.py site ../guide/site

What a theme puts around a page differs from theme to theme and is named below, with the reason. Exit code 1 when
anything else differs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from studyguide.check.read_page import read_page

OF_THE_THEME = ("__",)
"""Controls of the frame around a page: toggles of drawer, search, palette and sections. No link leads to them."""
PAGES_OF_THE_THEME = frozenset({"404.html"})
"""Served when there is no such page; nothing links to it."""


def ids_by_address(site: Path) -> dict[str, frozenset[str]]:
    """Return the ids of every HTML page below `site`, by address: `recall/index.html` and `recall/` are one."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        if address not in PAGES_OF_THE_THEME:
            ids = read_page(path.read_text("utf-8", "replace")).ids
            found[address.removesuffix("index.html")] = frozenset(i for i in ids if not i.startswith(OF_THE_THEME))
    return found


def differences(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> list[str]:
    """Return one line for each address and each page's ids that are not on both sides."""
    found = [f"only in the first: {address or '/'}" for address in sorted(one.keys() - other.keys())]
    found += [f"only in the second: {address or '/'}" for address in sorted(other.keys() - one.keys())]
    for address in sorted(one.keys() & other.keys()):
        for side, ids in (("first", one[address] - other[address]), ("second", other[address] - one[address])):
            if ids:
                found.append(f"{address or '/'}: only in the {side}: {', '.join(sorted(ids)[:10])} ({len(ids)})")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs=2, type=Path, metavar="SITE")
    sites = parser.parse_args().sites
    if missing := [str(site) for site in sites if not site.is_dir()]:
        parser.error(f"no such folder: {', '.join(missing)}")
    one, other = map(ids_by_address, sites)
    found = differences(one, other)
    print("\n".join([*found, f"{len(one)} and {len(other)} pages, {len(found)} differences"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
