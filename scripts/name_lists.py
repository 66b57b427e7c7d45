"""Writes the lists of given and last names that are part of the package: python scripts/name_lists.py FAKER CENSUS

FAKER is the unpacked package Faker (the folder `faker`), CENSUS the unpacked package names (the folder `names`). Of
words that are English, only names that are frequent in the census stay.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from studyguide.suggest.given_names import GIVEN_NAMES
from studyguide.text.english_words import is_english_word

DATA = Path(__file__).resolve().parent.parent / "hooks" / "studyguide" / "text" / "data"
SHORT_FORMS = frozenset("rich chip skip stu matz holly scott trish trisha dev jez nat gil zed tal ori gal ido".split())  # noqa: SIM905
"""Short forms of given names that neither source has."""
LEAST_SHARE = 0.008
"""Percent of people from which an English word counts as a given name."""
MOST_FREQUENT, MOST_FREQUENT_ENGLISH = 30_000, 1_500
"""How many last names of the census count, and how many of those that are English words."""
NO_NAMES = ("prefix", "suffix", "format", "language")


def main(faker: Path, census: Path) -> int:
    """Writes both files; returns the exit code."""
    sys.path.insert(0, str(faker.parent))
    ranks = dict(_last_names_of_census(census))
    given = {*_names_of_faker(faker, ("first", "given")), *GIVEN_NAMES, *SHORT_FORMS}
    shares: dict[str, float] = {}
    for name, share in _given_names_of_census(census):
        shares[name] = max(share, shares.get(name, 0))
    given = {
        name
        for name in given | shares.keys()
        if not is_english_word(name) or shares.get(name, 0) >= LEAST_SHARE or name in GIVEN_NAMES | SHORT_FORMS
    }
    last = {*_names_of_faker(faker, ("last", "surname")), *(name for name, at in ranks.items() if at <= MOST_FREQUENT)}
    last = {
        name for name in last if not is_english_word(name) or ranks.get(name, MOST_FREQUENT) <= MOST_FREQUENT_ENGLISH
    }
    for file, names in (("given_names.txt.gz", given), ("last_names.txt.gz", last)):
        text = "\n".join(sorted(set(filter(_is_name, (unicodedata.normalize("NFC", name) for name in names)))))
        (DATA / file).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        print(f"{file}: {text.count(chr(10)) + 1} names")
    return 0


def _is_name(word: str) -> bool:
    """Returns whether a word has two letters or more of a script with capitals, and three of one other than Latin."""
    letters = re.sub(r"[-'’.]", "", word)
    return letters.isalpha() and letters.upper() != letters and len(word) > (1 if word.isascii() else 2)


def _names_of_faker(faker: Path, kinds: tuple[str, ...]) -> Iterator[str]:
    """Yields the words of all lists of a kind, in small letters."""
    for folder in sorted((faker / "providers" / "person").iterdir()):
        if not (folder / "__init__.py").is_file():
            continue
        provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            is_list = not attribute.startswith("_") and isinstance(listed, Iterable) and not isinstance(listed, str)
            if is_list and any(kind in attribute for kind in kinds) and not any(no in attribute for no in NO_NAMES):
                for entry in listed:
                    name = (
                        entry
                        if isinstance(entry, str)
                        else next(one for one in reversed(entry) if isinstance(one, str))
                    )
                    yield from (word.lower() for word in name.split() if word[0].isupper())


def _given_names_of_census(census: Path) -> Iterator[tuple[str, float]]:
    """Yields given names with their shares in percent; a name that both lists have comes twice."""
    for file in ("dist.male.first", "dist.female.first"):
        for line in (census / file).read_text("ascii").splitlines():
            name, share, *_ = line.split()
            yield name.lower(), float(share)


def _last_names_of_census(census: Path) -> Iterator[tuple[str, int]]:
    for line in (census / "dist.all.last").read_text("ascii").splitlines():
        name, _, _, rank = line.split()
        yield name.lower(), int(rank)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faker", type=Path)
    parser.add_argument("census", type=Path)
    arguments = parser.parse_args()
    sys.exit(main(arguments.faker, arguments.census))
