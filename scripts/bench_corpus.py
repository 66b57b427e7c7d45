"""Made-up projects of any size for the benchmark: notes and a glossary of a field that does not exist, by a seed.

The words are invented, the proportions are those of the shipped guide: about as many pages of terms as of notes and of
comparisons and lists together, definitions of a dozen words, notes of a few kilobytes in outlines, paragraphs and dated
headlines, in which few terms are named often and most of them now and then.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL_WORDS = "the of and to in a is that for it as with on by at from this be are or an which not can when".split(" ")  # noqa: SIM905
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru plo ste tra".split(" ")  # noqa: SIM905
ENDINGS = "n r l s t m nd rk lt sh ck".split(" ")  # noqa: SIM905
PER_FAMILY = 130
PACKS = ", packs: [aws-ml]"
"""What the settings of this checkout name besides its own files: a made-up field has no pack."""
NOTE_BYTES = 3000
"""Of the median note."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a project holds."""

    notes: int
    terms: int
    note_bytes: int = NOTE_BYTES


def size_for(pages: int) -> Size:
    """Return the notes and terms that make about so many pages."""
    return Size(notes=round(pages * 0.39), terms=round(pages * 0.465))


def write_project(folder: Path, size: Size, seed: int = 7) -> None:
    """Write a project that MkDocs builds with the hook of this checkout."""
    random_ = random.Random(seed)
    words = _invented(random_, 3000)
    terms = _terms(random_, size.terms)
    _write_files(folder, (*_glossary(random_, terms, words), *_notes(random_, size, terms, words)))
    _write_settings(folder)


def write_vault(folder: Path, notes: int, seed: int = 7) -> None:
    """Write a project whose notes are a vault: folders, links, pictures, tags and days.

    Two notes in three are below one of forty folders, at one to three levels, and every fifth has a day for its name. A
    note has a kilobyte, three links to others, a picture in one of seven and, in half of them, two of eighty tags. One
    term for ten notes is in the glossary.
    """
    random_ = random.Random(seed)
    words = _invented(random_, 3000)
    terms = _terms(random_, max(20, notes // 10))
    _write_files(folder, (*_glossary(random_, terms, words), *_vault(random_, notes, terms, words)))
    pictures = folder / "seeds" / "attachments"
    pictures.mkdir(parents=True, exist_ok=True)
    for number in range(max(1, notes // 10)):
        (pictures / f"picture-{number}.png").write_bytes(_png(number))
    _write_settings(folder)


def _write_files(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    for path, text in texts:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _write_settings(folder: Path) -> None:
    (folder / "docs" / "about").mkdir(parents=True, exist_ok=True)
    (folder / "docs" / "index.md").write_text("# An invented field\n\nStart at the [notes](notes/index.md).\n", "utf-8")
    (folder / "docs" / "about" / "index.md").write_text("# About\n\nA page written by hand.\n", "utf-8")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    hooks = (ROOT / "hooks").as_posix()
    config = config.replace("- hooks/", f"- {hooks}/").replace(PACKS, "")
    (folder / "mkdocs.yml").write_text(config, "utf-8")


def note_name(number: int) -> str:
    return f"seeds/note-{number:05}.md"


def vault_note_name(number: int) -> str:
    """Return the path of a note of a vault."""
    folders = ("areas", "projects", "reading", "people")
    if number % 5 == 0:
        return f"seeds/days/20{10 + number // 5 // 336:02}-{1 + number // 5 // 28 % 12:02}-{1 + number // 5 % 28:02}.md"
    if number % 3 == 0:
        return f"seeds/note {number}.md"
    below = "/".join(f"part {number // 10**level % 10}" for level in range(number % 3))
    return f"seeds/{folders[number % 4]}/{below}{'/' if below else ''}note {number}.md"


def _vault(random_: random.Random, notes: int, terms: list[str], words: list[str]) -> Iterator[tuple[str, str]]:
    tags = random_.sample(words, 80)
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(terms))))

    def named() -> str:
        return str(random_.choices(terms, cum_weights=weights)[0])

    def link() -> str:
        target = vault_note_name(int(notes * random_.random() ** 2)).removeprefix("seeds/").removesuffix(".md")
        return f"[[{random_.choice((target, target.rsplit('/', 1)[-1]))}{random_.choice(('', '', '|see there'))}]]"

    for number in range(notes):
        chosen = random_.sample(tags, 2) if random_.random() < 0.5 else []
        lines = ["---", f"tags: [{', '.join(chosen)}]", "---", ""] if chosen and random_.random() < 0.5 else []
        lines += [f"# {_prose(random_, words, 4).rstrip('.')}", ""]
        if chosen and not lines[0].startswith("---"):
            lines += [" ".join(f"#{tag}" for tag in chosen), ""]
        for _ in range(max(1, round(3 * random_.lognormvariate(0, 0.6)))):
            lines += [f"## {_prose(random_, words, 3).rstrip('.')}", ""]
            lines += [f"- {_naming(random_, words, named)}" for _ in range(3)]
            lines += ["", f"{_naming(random_, words, named)} {link()}", ""]
        if random_.random() < 1 / 7:
            lines += [f"![[picture-{random_.randrange(max(1, notes // 10))}.png]]", ""]
        yield vault_note_name(number), "\n".join(lines)


def _png(number: int) -> bytes:
    """Return a picture of one gray pixel, another one for each number."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = chunk(b"IHDR", (1).to_bytes(4) * 2 + bytes((8, 0, 0, 0, 0)))
    note = chunk(b"tEXt", b"Comment\0" + str(number).encode())
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + note
        + chunk(b"IDAT", zlib.compress(bytes((0, number % 256))))
        + chunk(b"IEND", b"")
    )


def _invented(random_: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        word = "".join(random_.choices(SYLLABLES, k=random_.choice((1, 2, 2, 3)))) + random_.choice(ENDINGS)
        found.setdefault(word)
    return list(found)


def _terms(random_: random.Random, count: int) -> list[str]:
    """Names of one to three words that are no words of the prose: each has a `q`, which no other word has."""
    stems = [f"{word}q" for word in _invented(random_, max(60, count // 2))]
    found: dict[str, None] = {}
    while len(found) < count:
        found.setdefault(" ".join(random_.choices(stems, k=random_.choice((1, 2, 2, 3)))))
    return list(found)


def _glossary(random_: random.Random, terms: list[str], words: list[str]) -> Iterator[tuple[str, str]]:
    families = max(2, min(40, -(-len(terms) // PER_FAMILY)))
    ids = [term.replace(" ", "-") for term in terms]
    for family in range(families):
        rows = []
        for at in range(family, len(terms), families):
            row: dict[str, object] = {"id": ids[at], "name": terms[at].capitalize()}
            row |= {"kind": ("thing", "method", "tool")[at % 3], "is": _prose(random_, words, 14).rstrip(".")}
            row |= {"more": _prose(random_, words, 20), "aliases": [f"{terms[at]} {random_.choice(words)}x"]}
            if at % 3:
                row |= {"use_when": _prose(random_, words, 12), "not_when": _prose(random_, words, 12)}
            earlier = list(range(at % families, at, families))
            if earlier:
                near = random_.choice(earlier[-12:])
                row["needs"] = [ids[random_.choice(earlier[-40:])]]
                row["see"] = [{"id": ids[near], "why": "is met beside it"}]
                if at % 5 == 0:
                    apart = f"{terms[at].capitalize()} comes first and {terms[near]} after it."
                    row["confused_with"] = [{"id": ids[near], "apart": apart}]
            if at % 7 == 0:
                row |= {"formula": r"y = \frac{a}{b} \cdot x^2", "where": "a and b are counted, x is given."}
            row["sources"] = [{"title": "The invented handbook"}]
            rows.append(f"- {json.dumps(row, ensure_ascii=False)}")
        yield f"docs/glossary/family-{family:02}.yml", "\n".join(rows) + "\n"
    kinds = [
        {"id": kind, "name": kind.capitalize(), "plural": f"{kind.capitalize()}s", "folder": folder}
        for kind, folder in (("thing", "concepts"), ("method", "concepts"), ("tool", "services"))
    ]
    named = [
        {"id": f"family-{n:02}", "name": f"Family {n}", "about": "Things that are met together."}
        for n in range(families)
    ]
    yield "docs/kinds.yml", json.dumps({"field": "an invented field", "kinds": kinds, "families": named}, indent=1)


def _notes(random_: random.Random, size: Size, terms: list[str], words: list[str]) -> Iterator[tuple[str, str]]:
    shuffled = random_.sample(terms, len(terms))
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(terms))))

    def named() -> str:
        return str(random_.choices(shuffled, cum_weights=weights)[0])

    for number in range(size.notes):
        wanted = size.note_bytes * random_.lognormvariate(0, 0.4)
        lines = [f"# {_prose(random_, words, 5).rstrip('.')}", ""]
        bytes_ = len(lines[0])
        while bytes_ < wanted:
            part = [f"## {_prose(random_, words, 4).rstrip('.')}", ""]
            match random_.randrange(3):
                case 0:
                    part += [" ".join(_naming(random_, words, named) for _ in range(4)), ""]
                case 1:
                    day = f"20{random_.randrange(16, 24)}{random_.randrange(1, 13):02}{random_.randrange(1, 29):02}"
                    part += [f"{day} - {_prose(random_, words, 4)}", ""]
                    part += [f"- {_naming(random_, words, named)}" for _ in range(4)]
                case _:
                    for _ in range(4):
                        part += [f"* {_naming(random_, words, named)}", f"  * {_naming(random_, words, named)}"]
            lines += [*part, ""]
            bytes_ += sum(len(line) + 1 for line in part)
        yield note_name(number), "\n".join(lines)


def _naming(random_: random.Random, words: list[str], named: object) -> str:
    """A sentence that names a term, most of the time."""
    text = _prose(random_, words, random_.randrange(8, 18))
    if not callable(named) or random_.random() > 0.65:
        return text
    first, _, rest = text.partition(" ")
    return f"{first} {named()} {rest}"


def _prose(random_: random.Random, words: list[str], count: int) -> str:
    """A sentence: small words every other time, the first of the others more often than the last."""
    found = [
        random_.choice(SMALL_WORDS) if random_.random() < 0.4 else words[int(len(words) * random_.random() ** 3)]
        for _ in range(count)
    ]
    return " ".join(found).capitalize() + "."
